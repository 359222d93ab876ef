"""How are tables read and written as a workbook (XLSX)?

Each kind of record and each kind of part has a sheet of its own. Formulas are told from texts and refused: the registry
runs none, and what another program once made of one is not what the file says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext_lazy
from openpyxl import Workbook

from requirements.documents import TYPES
from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Place, Question, Record
from requirements.exchange.formats.tables import foreign
from requirements.exchange.formats.tables.columns import EDITION, KEY, NAMES, OF, Sheet, columns
from requirements.exchange.formats.tables.foreign import AS_PROPOSED, Answers, Foreign, is_foreign
from requirements.exchange.formats.tables.headings import above, begin, kind_meant, meant
from requirements.exchange.formats.tables.reading import FORMULA, Row, Table, check_headings, records
from requirements.exchange.formats.tables.workbooks import held, lines, opened, text_of
from requirements.exchange.formats.tables.writing import Cells, rows
from requirements.exchange.formats.vocabulary import plain

SUFFIXES = (".xlsx",)
# Sheets that are there for people.
ASIDE = frozenset({"help", "lists"})
# No program for workbooks reads a longer text in one cell.
CELL = 32_767


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return files_at(paths, SUFFIXES)


def read(paths: Sequence[Path], answers: Answers = AS_PROPOSED) -> Iterator[Record]:
    """Every record of the workbooks, sheet by sheet in their order, those of other people's sheets after the others.
    The answers are to `questions`.
    """
    for file, path in files(paths).items():
        with path.open("rb") as stream, opened(file, stream) as sheets:
            tables = _tables(file, sheets)
            yield from records([table for table in tables if isinstance(table, Table)])
            for table in tables:
                if isinstance(table, Foreign):
                    yield from foreign.records(table, answers)


def questions(paths: Sequence[Path]) -> list[Question]:
    """What the rows, the language and each column are of sheets that others have headed."""
    found: list[Foreign] = []
    for file, path in files(paths).items():
        with path.open("rb") as stream, opened(file, stream) as sheets:
            tables = [table for table in _tables(file, sheets) if isinstance(table, Foreign)]
            found += [replace(table, rest=iter(())) for table in tables]
    return foreign.questions(found)


def _tables(file: str, sheets: Iterable[Any]) -> list[Table | Foreign]:
    tables = [_table(file, sheet) for sheet in sheets if plain(sheet.title) not in ASIDE]
    return [table for table in tables if table]


def _table(file: str, sheet: Any) -> Table | Foreign | None:
    """The table of a sheet; none if the sheet is empty."""
    first, found = begin(lines(file, sheet))
    if not first:
        return None
    number, line = first[-1]
    place, kind = Place(file, number, sheet=sheet.title), NAMES.get(plain(sheet.title), "")
    own = [plain(text_of(cell)) if cell is not FORMULA else "" for cell in line]
    if is_foreign(own, kind):
        hidden = sheet.sheet_state != "visible"
        texts = ((number, [cell if cell is FORMULA else text_of(cell) for cell in line]) for number, line in found)
        return foreign.begun(Place(file, 0, sheet=sheet.title), first, texts, named=bool(kind), hidden=hidden)
    headings = meant(own, kind)
    check_headings(place, headings)
    kind = kind or kind_meant(own, headings)
    return Table(place, kind, headings, _rows(place, headings, found), above(place, first[:-1]))


def _rows(place: Place, headings: Sequence[str], found: Iterable[tuple[int, list[Any]]]) -> Iterator[Row]:
    for number, line in found:
        here = Place(place.file, number, sheet=place.sheet)
        if any(cell is not None for cell in line[len(headings) :]):
            raise Unreadable("too_many_cells", here, number=len(line), known=len(headings))
        padded = [*line[: len(headings)], *[None] * (len(headings) - len(line))]
        cells = (cell if cell is FORMULA else text_of(cell) for cell in padded)
        yield Row(here, dict(zip(headings, cells, strict=True)))


def write(bodies: Iterable[bytes], stream: IO[bytes]) -> int:
    """All records, each kind and each kind of part on its sheet; rows go to disk as they come. How many records.

    After an error the stream holds what came before it, and is of no use.
    """
    book = Workbook(write_only=True)
    try:
        return _fill(book, bodies)
    finally:
        if not book.worksheets:
            book.create_sheet("requirements")
        # This alone removes the files in which the rows were kept.
        book.save(stream)


def _fill(book: Any, bodies: Iterable[bytes]) -> int:
    sheets: dict[str, Any] = {}
    number = 0
    for body in bodies:
        number += 1
        for sheet, found in rows(body):
            line = _line(sheet, found)
            if sheet.name not in sheets:
                sheets[sheet.name] = book.create_sheet(sheet.name)
                sheets[sheet.name].freeze_panes = "B2"
                sheets[sheet.name].append(headings(sheet))
            sheets[sheet.name].append(line)
    return number


def headings(sheet: Sheet) -> list[str]:
    """The columns of a sheet in their order, but for what only staff see."""
    public = [name for name, column in columns(sheet.part).items() if not column.field.internal]
    if not sheet.path:
        return [*public, KEY, EDITION]
    return [OF, *([sheet.above] if sheet.above else []), *public]


def _line(sheet: Sheet, found: Cells) -> list[str | None]:
    """The cells of a row; TooLarge where one would not hold its text, since it must not be cut off silently."""
    line = [held(found[name]) if name in found else None for name in headings(sheet)]
    longest = max((len(cell) for cell in line if cell), default=0)
    if longest > CELL:
        raise TooLarge("cell_too_long", Place(found.get("identifier") or found[OF], 0), size=longest, limit=CELL)
    return line


FORMAT = Format(
    name="xlsx",
    label=gettext_lazy("Workbook (XLSX)"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=tuple(TYPES),
    write=write,
    questions=questions,
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    whole=True,
    round_trip=True,
)
