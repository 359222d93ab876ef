"""How does a table become a file that any spreadsheet opens without harm?"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from requirements.filters import Invalid
from requirements.formulas import guarded, holdable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Cells of one workbook, which is made in memory; a CSV has no limit.
MOST_CELLS = 1_000_000
# Of the name of a sheet; Excel refuses more.
LONGEST = 31

# Excel takes a file for UTF-8 only if it begins so.
BOM = "\ufeff"


class Echo:
    """A file that hands back what is written to it, so that rows can be sent as they are made."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """RFC 4180 in UTF-8, a line at a time."""
    writer = csv.writer(Echo())
    yield (BOM + writer.writerow(columns)).encode()
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row]).encode()


def check_fits(rows: int, columns: int) -> None:
    """Invalid if a workbook would have more than MOST_CELLS cells."""
    if rows * columns > MOST_CELLS:
        sentence = _("A workbook holds at most %(limit)s cells; take the CSV.") % {"limit": MOST_CELLS}
        raise Invalid({"xlsx": [sentence]})


def workbook(rows: Iterable[Sequence[Any]]) -> bytes:
    """A sheet whose first row and first two columns stay in sight."""
    return workbook_of([("1", rows)])


def workbook_of(
    sheets: Iterable[tuple[str, Iterable[Sequence[Any]]]], answers: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """A sheet for each (name, rows), whose first row and first two columns stay in sight. `answers` has, for columns of
    the first sheet by their letter, what can be chosen in them; together no more than 250 letters, none a comma.
    """
    # Takes a third of a second, which no other page should wait for.
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name[:LONGEST])
        sheet.freeze_panes = "C2"
        for row in rows:
            sheet.append([harmless(cell) for cell in row])
    for letter, values in (answers or {}).items():
        choice = DataValidation("list", formula1=f'"{",".join(values)}"', allow_blank=True)
        choice.add(f"{letter}2:{letter}1048576")
        book.worksheets[0].data_validations.append(choice)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def attached(response: HttpResponseBase, media_type: str, name: str) -> HttpResponseBase:
    """The response as a file to keep."""
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def harmless(cell: Any) -> Any:
    """A text that no spreadsheet computes. Numbers stay."""
    return guarded(holdable(cell)) if isinstance(cell, str) else cell
