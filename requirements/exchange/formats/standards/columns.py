"""What do the bodies call the columns of their catalogues?"""

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping

from requirements.exchange.errors import Unreadable
from requirements.exchange.formats.records import Place
from requirements.languages import CODES

# Field → headings, in small letters without anything between them. The first that a table has is taken.
HEADINGS = {
    "identifier": (
        "identifier",
        "reference",
        "etsideliverable",
        "designation",
        "standardnumber",
        "docid",
        "deliverable",
    ),
    "title": ("title", "titleen", "documenttitle", "name"),
    "published": ("published", "publicationdate", "dateofpublication", "approvaldate", "approved", "date"),
    "status": ("status", "state", "currentstage"),
    "study_group": ("studygroup",),
    "other_identifiers": ("otheridentifiers",),
    "url": ("url", "detailslink", "link"),
    "doctype": ("doctype", "deliverabletype", "type"),
    "body": ("body", "organization", "publisher"),
    "key": ("id",),
    "replaced_by": ("replacedby", "supersededby", "obsoletedby"),
}
SEPARATORS = ",;\t|"
# Excel is told the separator in a line of its own before the headings.
SEPARATOR = re.compile(rf"\ufeff?\"?sep=([{SEPARATORS}])\"?\r?\n")


def table(file: str, text: Iterable[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """(line, field → value) for each row of a text that comes line by line; titles in other languages are `title.fr`.
    Unreadable without identifiers.
    """
    given = iter(text)
    head = next(given, "")
    told = SEPARATOR.fullmatch(head)
    above = 1 if told else 0
    head = next(given, "") if told else head
    separator = told[1] if told else max(SEPARATORS, key=head.count)
    lines = csv.reader(itertools.chain([head], given), delimiter=separator)
    try:
        names = [plain(name) for name in next(lines, [])]
        places = _places(names)
        if "identifier" not in places:
            raise Unreadable("no_catalogue", Place(file, 1))
        for row in lines:
            if any(row):
                yield lines.line_num + above, {field: row[at] for field, at in places.items() if at < len(row)}
    except csv.Error as error:
        raise Unreadable("not_csv", Place(file, lines.line_num + above), error=str(error)) from error


def _places(names: list[str]) -> dict[str, int]:
    found = {
        field: names.index(next(name for name in known if name in names))
        for field, known in HEADINGS.items()
        if any(name in names for name in known)
    }
    titles = {f"title.{code}": names.index(f"title{code}") for code in CODES if f"title{code}" in names}
    return found | titles


def plain(heading: str) -> str:
    """`currentStage`, `Current stage` and `current_stage` are the same."""
    return re.sub(r"[\W_]+", "", heading).lower()
