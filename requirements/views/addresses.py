"""Where is a record found: on the site, in the API, for ever?"""

import re

from django.conf import settings
from django.urls.converters import IntConverter, StringConverter

from requirements import documents
from requirements.languages import CODES
from requirements.reports import REPORTS, WRITERS

# As in the API, but for mandates, which is what readers call a resolution here, and for the terms of the glossary.
COLLECTIONS = {**documents.COLLECTIONS, "resolution": "mandates", "term": "glossary"}
KINDS = {collection: kind for kind, collection in COLLECTIONS.items()}


class LanguageConverter(StringConverter):
    """The first part of every address of the site: one of the six codes."""

    regex = "|".join(CODES)


class CollectionConverter(StringConverter):
    """The records of one kind: `requirements`, `mandates`."""

    regex = "|".join(KINDS)


class NameConverter(StringConverter):
    """What tells a record from others of its kind: `REQ-0142`, `itu-t-x-1254`; in any case."""

    regex = r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}"


class IdentifierConverter(StringConverter):
    """A whole identifier: `REQ-0142`, `standard:itu-t-x-1254`; in any case."""

    regex = rf"(?:[A-Za-z-]{{3,12}}:)?{NameConverter.regex}"

    @classmethod
    def is_one(cls, typed: str) -> bool:
        return re.fullmatch(cls.regex, typed) is not None


class StyleConverter(StringConverter):
    """How a citation is written, as the ending of its address."""

    regex = "[a-z]{3,4}"


class NumberConverter(IntConverter):
    """The number of an edition, small enough for its column."""

    regex = "[1-9][0-9]{0,8}"


class ReferenceConverter(StringConverter):
    """The number of a proposal, in any case."""

    regex = "[Pp](?:-[A-Za-z0-9]{4}){2}"


class KeyConverter(StringConverter):
    """What opens a proposal to its author."""

    regex = "[0-9a-f]{40}"


class RunConverter(StringConverter):
    """The number of a run of the gap analysis: `2026-2`."""

    regex = "[0-9]{4}-[0-9]{1,6}"


class ReportConverter(StringConverter):
    """The name of a report on a run: `tsag-gaps`."""

    regex = "|".join(REPORTS)


class MediumConverter(StringConverter):
    """In which kind of file a report is written."""

    regex = "|".join(WRITERS)


class ProfileConverter(StringConverter):
    """In which kind of file a country takes its profile away."""

    regex = "xlsx|docx|reqif"


class PaperConverter(StringConverter):
    """In which kind of file a form is taken along."""

    regex = "xlsx|txt"


class ChapterConverter(StringConverter):
    """A chapter of the guide."""

    regex = "basics|country|entries|part"


class FileConverter(StringConverter):
    """In which kind of file an entry is taken away by itself."""

    regex = "reqif|csv"


class GapConverter(StringConverter):
    """The identifier of a gap: `GAP-0001`; in any case."""

    regex = "[Gg][Aa][Pp]-[0-9]{4,12}"


def identifier_of(collection: str, name: str) -> str | None:
    """The identifier of the record that an address names, however its case; None if there can be no such."""
    kind = KINDS[collection]
    if kind not in documents.PREFIXES:
        return f"{kind}:{name.lower()}"
    identifier = name.upper()
    is_ours = identifier.startswith(f"{documents.PREFIXES[kind]}-") and re.match(documents.ENTRY_PATTERN, identifier)
    return identifier if is_ours else None


def canonical(typed: str) -> str | None:
    """A whole identifier as it is written, whatever case it was typed in; None if it can be none."""
    family, colon, name = typed.partition(":")
    if colon:
        return f"{family}:{name}".lower() if family.lower() in documents.REFERENCE_TYPES else None
    return typed.upper() if re.match(documents.ENTRY_PATTERN, typed.upper()) else None


def name_of(identifier: str) -> str:
    """What names the record in its address: `identity` for `block:identity`, `REQ-0142` for itself."""
    return identifier.partition(":")[2] or identifier


def page_path(identifier: str) -> str:
    """The address of a record's page below the language; a provision is a place on the page of its resolution."""
    holder, _, place = identifier.partition("#")
    path = f"{COLLECTIONS[documents.kind_of(holder)]}/{name_of(holder)}/"
    return f"{path}#{place}" if place else path


def page(identifier: str, language: str) -> str:
    return f"/{language}/{page_path(identifier)}"


def api(identifier: str, number: int | None = None) -> str:
    """The address of the same document in the API: of an edition, or the latest."""
    record = f"/api/v1/{documents.COLLECTIONS[documents.kind_of(identifier)]}/{name_of(identifier)}/"
    return f"{record}editions/{number}/" if number else record


# Where pages are below their language → where the API says the same; "" is home.
TWINS = {
    "": "",
    "search/": "entries/",
    "trace/": "trace/",
    "trace/impact/": "impact/",
    "trace/matrix/": "matrices/",
    "translations/": "translations/",
    **{f"{COLLECTIONS[kind]}/": f"{name}/" for kind, name in documents.COLLECTIONS.items()},
}
# No record is at `standards/reconcile/`, and the API answers one text at a time.
PLACE = re.compile(r"(?!standards/reconcile/)(trace/impact/|trace/matrix/|[a-z-]+/|)((?:[^/]+/)?(?:editions/[0-9]+/)?)")


def twin(path: str) -> str:
    """The address at which the API says the same as the page at a path below its language; "" if it does not.

    Pages are numbered and the API's are not: the whole list is meant.
    """
    place, _, query = path.partition("?")
    found = PLACE.fullmatch(place)
    if found is None or found[1] not in TWINS:
        return ""
    asked = "&".join(part for part in query.split("&") if part and not part.startswith("page="))
    # Without a record to begin from, the page says where threads break.
    named = TWINS[found[1]] if asked or found[0] != "trace/" else "untraced/"
    return f"/api/v1/{named}{found[2]}{asked and '?'}{asked}"


def linked(identifier: str, number: int | None = None) -> str:
    """The address of the same as JSON-LD."""
    record = f"/api/linked/{identifier}"
    return f"{record}/editions/{number}" if number else record


def permanent(identifier: str, number: int) -> str:
    """The address to cite: that of one edition, for ever."""
    return f"{settings.BASE_URL}/id/{identifier}/editions/{number}"
