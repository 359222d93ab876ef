"""How are the rows of a workbook read that any program may have made, and what do its cells say?

Whatever is met in one that is none, or that is there to do harm, is refused with its place, and all within limits.
"""

import contextlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any
from xml.parsers import expat

from django.conf import settings
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import WorkSheetParser

from requirements.exchange.archives import BROKEN, check
from requirements.exchange.errors import ExchangeError, TooLarge, Unreadable
from requirements.exchange.formats.records import Place
from requirements.exchange.formats.tables.columns import COLUMNS
from requirements.exchange.formats.tables.reading import FORMULA
from requirements.exchange.formats.xml_files import DEEPEST

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
# A format that writes zeros: `000` or `0.00`.
DIGITS = re.compile(r"(0{1,30})(?:\.(0{1,30}))?")
# Rows that say nothing in succession: a workbook may have a million.
EMPTY_ROWS = 100_000
# Characters that no XML holds; a workbook writes them by number.
ESCAPED = re.compile("_x([0-9A-F]{4})_")
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-F]{4}_)")


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
    the end of all columns: the library's own iteration makes everything up to there, and its reader that does not is
    private. `test_workbooks.py` sets both beside each other, so that a release which changes it is noticed.
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
