"""Which texts did somebody paste, or bring as a column of a table, and what is answered to each?"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from requirements.formulas import holdable
from requirements.reconciling.standards_file import Candidate, StandardsFile
from requirements.reconciling.words import LONGEST_TEXT

# What an answer says of a text, for each of its candidates.
COLUMNS = ("text", "standard", "designation", "score", "accepted", "reason", "said")
SEPARATORS = ",;\t"
# Of a text or a heading that is refused, so much is told back.
TOLD = 60


class ReconcilingError(Exception):
    """What was brought cannot be reconciled; says why in the reader's language."""


class NoColumn(ReconcilingError):
    """The table has no column of that name."""


@dataclass(frozen=True)
class Found:
    """A text with the standards that it may mean, the surest first."""

    text: str
    candidates: Sequence[Candidate]

    @property
    def is_sure(self) -> bool:
        return bool(self.candidates) and self.candidates[0].is_accepted

    @property
    def rows(self) -> list[tuple[str | int, ...]]:
        """A row of COLUMNS for each candidate; one that is empty but for the text if there is none."""
        found: list[tuple[str | int, ...]] = [
            (
                self.text,
                one.standard,
                one.designation,
                one.score,
                "yes" if one.is_accepted else "no",
                one.reason.value,
                one.said,
            )
            for one in self.candidates
        ]
        return found or [(self.text, *[""] * (len(COLUMNS) - 1))]


def answered(known: StandardsFile, texts: Iterable[str]) -> list[Found]:
    """Each text with its candidates, in the order of the texts. No query."""
    return [Found(text, known.reconcile(text)) for text in texts]


def lines_of(typed: Iterable[str], most: int) -> list[str]:
    """Each line of what was typed, once, without the characters that nobody sees; ReconcilingError for more than `most`
    or one longer than LONGEST_TEXT.
    """
    lines = (holdable(line).strip() for text in typed for line in text.splitlines())
    told = [line for line in dict.fromkeys(lines) if line]
    if len(told) > most:
        raise ReconcilingError(
            _("These are %(number)s texts; at most %(limit)s are looked at.") % {"number": len(told), "limit": most}
        )
    if too_long := next((line for line in told if len(line) > LONGEST_TEXT), None):
        raise ReconcilingError(_("This text is too long: “%(text)s…”.") % {"text": _told(too_long)})
    return told


def column_of(lines: Iterable[str], column: str) -> Iterator[str]:
    """The cells of a column of a CSV file, one for each row below the headings; of the first if no column is named.

    `lines` are those of the file with their ends. Commas, semicolons or tabs separate them, whichever gives the column.
    ReconcilingError if it has none of that name, or breaks off; nothing for an empty file.
    """
    rest = iter(lines)
    try:
        heading = next((line for line in rest if line.strip()), "")
        separator, place = _place(heading, column)
        reader = csv.reader(chain([heading], rest), delimiter=separator, strict=True)
        next(reader, None)
        for row in reader:
            if any(row):
                yield holdable(row[place]).strip() if place < len(row) else ""
    except (csv.Error, UnicodeDecodeError) as error:
        raise ReconcilingError(_("This is no CSV file in UTF-8: %(error)s.") % {"error": error}) from error


def _place(heading: str, column: str) -> tuple[str, int]:
    """(separator, number) of a column in a line of headings, whose case and blanks do not count."""
    separators = sorted(SEPARATORS, key=lambda one: -re.sub(r'"[^"]*"', "", heading).count(one))
    if not column:
        return separators[0], 0
    for separator in separators:
        names = _names(heading, separator)
        if column.strip().casefold() in names:
            return separator, names.index(column.strip().casefold())
    raise NoColumn(
        _("There is no column “%(column)s”; the file has: %(columns)s.")
        % {"column": _told(column), "columns": ", ".join(map(_told, _names(heading, separators[0]))) or "–"}
    )


def _names(heading: str, separator: str) -> list[str]:
    return [name.strip().casefold() for name in next(csv.reader([heading], delimiter=separator), [])]


def _told(text: str) -> str:
    """The beginning of a text of unknown origin, without what would turn the words around it."""
    return "".join(letter for letter in text[:TOLD] if letter.isprintable())
