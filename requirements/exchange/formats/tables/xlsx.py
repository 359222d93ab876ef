"""How are tables read and written as a workbook (XLSX)?

Each kind of record and each kind of part has a sheet of its own. Formulas are told from texts and refused: the registry
runs none, and what another program once made of one is not what the file says.
"""

import contextlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from django.conf import settings
from django.utils.translation import gettext_lazy
from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import WorkSheetParser

from requirements.documents import TYPES
from requirements.exchange.archives import BROKEN, check
from requirements.exchange.errors import ExchangeError, TooLarge, Unreadable
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Place, Question, Record
from requirements.exchange.formats.tables import foreign
from requirements.exchange.formats.tables.columns import COLUMNS, EDITION, KEY, NAMES, OF, Sheet, columns
from requirements.exchange.formats.tables.foreign import AS_PROPOSED, Answers, Foreign, is_foreign
from requirements.exchange.formats.tables.headings import above, begin, kind_meant, meant
from requirements.exchange.formats.tables.reading import FORMULA, Row, Table, check_headings, records
from requirements.exchange.formats.tables.writing import Cells, rows
from requirements.exchange.formats.vocabulary import plain
from requirements.exchange.formats.xml_files import DEEPEST

SUFFIXES = (".xlsx",)
# How older workbooks begin, and those with a password.
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# A file that only an archive of another kind holds → what that is called.
OTHERS = {
    "content.xml": "OpenDocument, ODS",
    "Index/Document.iwa": "Numbers",
    "xl/workbook.bin": "XLSB",
    "xl/vbaProject.bin": "XLSM",
}
# What a workbook in the strict variant of the standard begins with, and how far that may be.
STRICT, HEAD = b"http://purl.oclc.org/ooxml/", 10_000
XML = (".xml", ".rels", ".vml")
# The parts that grow with the rows, and the elements that any other may have.
STREAMED, ELEMENTS = ("xl/worksheets/sheet", "xl/sharedStrings.xml"), 50_000
# Sheets that are there for people.
ASIDE = frozenset({"help", "lists"})
# A format that writes zeros: `000` or `0.00`.
DIGITS = re.compile(r"(0{1,30})(?:\.(0{1,30}))?")
# Rows that say nothing in succession: a workbook may have a million.
EMPTY_ROWS = 100_000
# No program for workbooks reads a longer text in one cell.
CELL = 32_767
# Characters that no XML holds; a workbook writes them by number.
ESCAPED = re.compile("_x([0-9A-F]{4})_")
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-F]{4}_)")


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


@contextlib.contextmanager
def opened(file: str, stream: IO[bytes], *, limit: int | None = None) -> Iterator[list[Any]]:
    """The sheets of a workbook for `lines()`, while it is read. ExchangeError for whatever is met in the file."""
    _check_kind(file, stream)
    check(stream, file, limit=limit)
    _check_types(file, stream)
    try:
        yield load_workbook(stream, read_only=True, keep_links=False).worksheets
    except ExchangeError:
        raise
    except Exception as error:
        # The parser raises whatever it meets in a file that was not made by a spreadsheet.
        reason = f"{type(error).__name__}: {error}"[:200]
        raise Unreadable("not_a_workbook", Place(file, 0), error=reason) from error


def _check_kind(file: str, stream: IO[bytes]) -> None:
    """What other programs, or the same with other settings, call a workbook is told by its name."""
    start = stream.read(len(OLE))
    stream.seek(0)
    if start == OLE:
        raise Unreadable("other_workbook", Place(file, 0), name="XLS")
    with contextlib.suppress(*BROKEN), zipfile.ZipFile(stream) as archive:
        members = archive.namelist()
        book = archive.open("xl/workbook.xml").read(HEAD) if "xl/workbook.xml" in members else b""
        name = next(
            (name for member, name in OTHERS.items() if member in members), "Strict Open XML" * (STRICT in book)
        )
        if name:
            raise Unreadable("other_workbook", Place(file, 0), name=name)
    stream.seek(0)


def _check_types(file: str, stream: IO[bytes]) -> None:
    """No part of a workbook has a document type, so it could only be there to do harm."""
    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            if member.filename.endswith(XML):
                try:
                    _parser(file, member.filename).ParseFile(archive.open(member))
                except (expat.ExpatError, *BROKEN) as error:
                    raise Unreadable("not_a_workbook", Place(file, 0), error=f"{member.filename}: {error}") from error
    stream.seek(0)


def _parser(file: str, part: str) -> expat.XMLParserType:
    """One that refuses document types, and more formats, sheets or relations than a program makes: the library builds
    an object for each, while it reads rows and texts one by one.
    """
    number = depth = 0
    most = None if part.startswith(STREAMED) else ELEMENTS

    def refuse(*declared: Any) -> None:
        raise Unreadable("document_type", Place(file, 0))

    def begin(*element: Any) -> None:
        nonlocal number, depth
        number, depth = number + 1, depth + 1
        if depth > DEEPEST:
            raise Unreadable("nested_too_deeply", Place(file, 0), limit=DEEPEST)
        if most and number > most:
            raise Unreadable("not_a_workbook", Place(file, 0), error=f"{part}: {number} > {most}")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler, parser.EndElementHandler = refuse, begin, end
    return parser


def cells(file: str, stream: IO[bytes], *, limit: int) -> Iterator[tuple[str, int, list[Any]]]:
    """(sheet, row, cells as texts) of every row that says something, sheet by sheet; a formula is FORMULA.

    `limit` is in bytes, unpacked. Unreadable or TooLarge as the whole room raises them.
    """
    with opened(file, stream, limit=limit) as sheets:
        for sheet in sheets:
            for number, line in lines(file, sheet):
                yield sheet.title, number, [cell if cell is FORMULA else text_of(cell) for cell in line]


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


def lines(file: str, sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """The rows of a sheet that say something, with their numbers; a formula, or an error that one has left behind, is
    FORMULA. TooLarge beyond the limits.
    """
    empty = last = 0
    for number, row in _written(sheet):
        here = Place(file, number, sheet=sheet.title)
        values = _values(here, row)
        empty = 0 if values else empty + 1
        if empty > EMPTY_ROWS or (values and number - last > EMPTY_ROWS + 1):
            raise TooLarge("too_many_empty_rows", here, limit=EMPTY_ROWS)
        if values:
            if number > settings.IMPORT_ROW_LIMIT:
                raise TooLarge("too_many_rows", here, limit=settings.IMPORT_ROW_LIMIT)
            last = number
            yield number, values


def _written(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """The rows and cells that the file holds. Programs write a lone last row where a column has a format, and cells at
    the end of all columns: the library's own iteration makes everything up to there.
    """
    book = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, row in parser.parse():
            yield number, [ReadOnlyCell(sheet, **cell) for cell in row if cell["value"] is not None]


def _values(here: Place, row: Sequence[Any]) -> list[Any]:
    """What the cells of a row hold, up to the last that holds anything, each in its column."""
    width = max((cell.column for cell in row), default=0)
    if width > COLUMNS:
        raise TooLarge("too_many_columns", here, number=width, limit=COLUMNS)
    values: list[Any] = [None] * width
    for cell in row:
        values[cell.column - 1] = FORMULA if cell.data_type in ("f", "e") else _shown(cell)
    return values


def _shown(cell: Any) -> Any:
    """The value of a cell, a number with the digits that its format adds: `007`, `1.10`."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    digits = DIGITS.fullmatch(cell.number_format)
    if not digits:
        return value
    decimals = len(digits[2] or "")
    return f"{value:0{len(digits[1]) + decimals + bool(decimals)}.{decimals}f}"


def _rows(place: Place, headings: Sequence[str], found: Iterable[tuple[int, list[Any]]]) -> Iterator[Row]:
    for number, line in found:
        here = Place(place.file, number, sheet=place.sheet)
        if any(cell is not None for cell in line[len(headings) :]):
            raise Unreadable("too_many_cells", here, number=len(line), known=len(headings))
        padded = [*line[: len(headings)], *[None] * (len(headings) - len(line))]
        cells = (cell if cell is FORMULA else text_of(cell) for cell in padded)
        yield Row(here, dict(zip(headings, cells, strict=True)))


def text_of(value: Any) -> str:
    """What a cell shows: a whole number without a fraction, a day without its hour."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))


def held(text: str) -> str:
    """A text as a cell holds it."""
    return UNHELD.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


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
