"""What does a workbook look like for those who begin with nothing?

A sheet for the records of a kind and one for each of their parts, lists to choose from, and a sheet that says what
every column is for. It is read as any workbook is; what its help says is not.
"""

from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from requirements import catalogue
from requirements.documents import REFERENCE_TYPES
from requirements.exchange.formats.tables.columns import KEY, KINDS, OF, Column, Sheet, columns, parts
from requirements.exchange.formats.tables.xlsx import headings
from requirements.languages import BY_CODE, DEFAULT
from requirements.models import RECORDS

# Rows for which there are lists, and records that a list names at most.
ROWS, NAMED = 1_000, 500
HEAD = Font(bold=True)
WIDTH = 24


def write_template(kind: str, stream: IO[bytes]) -> None:
    """A workbook for records of a kind, in the language of the reader. A query for each family of names."""
    book = Workbook()
    book.remove(book.active)
    lists, told = Lists(), []
    for sheet in (KINDS[kind], *parts(KINDS[kind].part).values()):
        made = book.create_sheet(sheet.name)
        told += list(_fill(made, sheet, _model(kind, sheet), lists))
    _write_help(book.create_sheet("help", 0), told)
    lists.write(book.create_sheet("lists"))
    book.active = 1
    for sheet in book:
        sheet.sheet_view.rightToLeft = BY_CODE[get_language() or DEFAULT].direction == "rtl"
    book.save(stream)


def _model(kind: str, sheet: Sheet) -> Any:
    """The model whose fields the columns of a sheet are: of the record, or of the part that the path leads to."""
    model: Any = RECORDS[kind]
    for name in sheet.path:
        model = model._meta.get_field(name).related_model
    return model


class Lists:
    """What cells may be chosen from, one column for each list of the sheet that holds them."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], int] = {}

    def of(self, values: tuple[str, ...]) -> str:
        """The range in which the values stand."""
        number = self._lists.setdefault(values, len(self._lists) + 1)
        letter = get_column_letter(number)
        return f"lists!${letter}$1:${letter}${len(values)}"

    def write(self, sheet: Any) -> None:
        for values, number in self._lists.items():
            for row, value in enumerate(values, start=1):
                sheet.cell(row, number, value)
        sheet.sheet_state = "hidden"


def _fill(made: Any, sheet: Sheet, model: Any, lists: Lists) -> Iterator[tuple[str, str, str, str]]:
    """Write the headings and the lists of a sheet; yields what its help says of each column."""
    known = columns(sheet.part)
    made.freeze_panes = "B2"
    for number, name in enumerate(headings(sheet)[: -1 if not sheet.path else None], start=1):
        letter, column = get_column_letter(number), known.get(name)
        made.cell(1, number, name).font = HEAD
        made.column_dimensions[letter].width = WIDTH
        if column and column.language not in ("", "en", get_language()):
            # They are one click away.
            made.column_dimensions.group(letter, hidden=True)
        values = _values(column) if column else ()
        if values:
            made.add_data_validation(_choice(lists.of(values), column, letter))
        yield sheet.name, name, _meaning(name, column, model), ", ".join(values[:20])


def _choice(values: str, column: Column | None, letter: str) -> Any:
    """A list to choose from. Cells that hold several take other texts too."""
    strict = column is not None and not column.field.many
    choice = DataValidation("list", formula1=values, allow_blank=True, showErrorMessage=strict)
    choice.add(f"{letter}2:{letter}{ROWS}")
    return choice


def _values(column: Column) -> tuple[str, ...]:
    """What a cell may hold, if that is little enough to choose from."""
    family = column.field.names.family if column.field.names else ""
    if family not in REFERENCE_TYPES:
        return column.choices
    found = catalogue.in_force(family).order_by("identifier").values_list("identifier", flat=True)[: NAMED + 1]
    return tuple(found) if len(found) <= NAMED else ()


def _meaning(name: str, column: Column | None, model: Any) -> str:
    if column is None or name == "identifier":
        return {
            OF: _("The identifier or the key of the record that this belongs to."),
            KEY: _("Your own name for the record, so that it is found again; not needed beside an identifier."),
            "identifier": _("Leave it empty for a new entry: it is given the next one."),
        }.get(name, _("The number of what this belongs to, from 1."))
    label = str(model._meta.get_field(column.field.name).verbose_name)
    if column.language:
        return f"{label} ({BY_CODE[column.language].name})"
    return _("%(label)s; several are separated by semicolons") % {"label": label} if column.field.many else label


def _write_help(sheet: Any, told: list[tuple[str, str, str, str]]) -> None:
    lines = [(_("Sheet"), _("Column"), _("Meaning"), _("Values")), *told]
    for row, line in enumerate(lines, start=1):
        for number, text in enumerate(line, start=1):
            sheet.cell(row, number, text).font = HEAD if row == 1 else Font()
    for letter, width in zip("ABCD", (18, 28, 60, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
