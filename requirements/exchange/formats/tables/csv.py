"""How are tables read and written as CSV?

One file holds rows of all kinds, in its first column what each is; the parts of a record follow it. Files that were
saved sheet by sheet are read too: the name of the file says what its rows are.
"""

import codecs
import csv
import json
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from requirements.documents import ENVELOPE, TYPES, Part, fields
from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Place, Question, Record
from requirements.exchange.formats.tables import foreign
from requirements.exchange.formats.tables.columns import (
    COLUMNS,
    EDITION,
    KINDS,
    NAMES,
    OF,
    PARTS,
    ROW,
    Sheet,
    columns,
    parts,
)
from requirements.exchange.formats.tables.foreign import AS_PROPOSED, Answers, Foreign, is_foreign
from requirements.exchange.formats.tables.headings import SEARCHED, above, begin, kind_meant, meant, separator_of
from requirements.exchange.formats.tables.reading import Row, Table, check_headings, records
from requirements.exchange.formats.tables.writing import rows
from requirements.exchange.formats.text_files import not_utf8
from requirements.exchange.formats.vocabulary import plain

SUFFIXES = (".csv", ".tsv")
SEPARATORS = ",;\t"
# Spreadsheets take a file without this mark for one in the encoding of their country.
BOM = "\ufeff"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Characters of a line that tell what separates its cells.
HEAD = 20_000
# A first line that tells a spreadsheet what separates the cells.
SAID = re.compile(r'"?sep=([,;\t|])"?[\r\n]*')
# The longest cell: a list of names or a whole text of a resolution.
csv.field_size_limit(1_000_000)


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return files_at(paths, SUFFIXES)


def read(paths: Sequence[Path], answers: Answers = AS_PROPOSED) -> Iterator[Record]:
    """Every record of the files; those of one file one by one. The answers are to `questions`."""
    tables = _tables(paths)
    yield from records([table for table in tables if isinstance(table, Table)])
    for table in tables:
        if isinstance(table, Foreign):
            yield from foreign.records(table, answers)


def questions(paths: Sequence[Path]) -> list[Question]:
    """What the rows, the language and each column are of files that others have headed."""
    return foreign.questions([table for table in _tables(paths) if isinstance(table, Foreign)])


def _tables(paths: Sequence[Path]) -> list[Table | Foreign]:
    return [_table(file, path) for file, path in files(paths).items()]


def _table(file: str, path: Path) -> Table | Foreign:
    lines = _lines(file, path)
    first, lines = begin(lines)
    number, line = first[-1] if first else (0, [])
    kind = NAMES.get(plain(path.stem), "")
    own = [plain(heading) for heading in line]
    if is_foreign(own, kind):
        return foreign.begun(Place(file, 0), first, _whole(file, path, lines), named=bool(kind), even=True)
    headings = meant(own, kind)
    check_headings(Place(file, number), headings)
    rows = _rows(file, headings, lines, breaks_off=not _ends(path))
    return Table(
        Place(file, number), kind or kind_meant(own, headings), headings, rows, above(Place(file, 0), first[:-1])
    )


def _ends(path: Path) -> bool:
    """Whether the last line of a file is ended."""
    with path.open("rb") as stream:
        stream.seek(max(path.stat().st_size - 1, 0))
        return stream.read(1) in (b"\n", b"\r", b"")


def _whole(file: str, path: Path, lines: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The lines, unless the file ends in the middle of one: before the last line was as long as the others."""
    before, number, line = list[str](), 0, list[str]()
    for number, following in lines:
        before, line = line, following
        yield number, line
    if len(line) < len(before) and not _ends(path):
        raise Unreadable("breaks_off", Place(file, number))


def _rows(
    file: str, headings: Sequence[str], lines: Iterable[tuple[int, list[str]]], *, breaks_off: bool
) -> Iterator[Row]:
    """Spreadsheets leave out empty cells at the end of a row; but a file that ends in the middle of one was cut."""
    number, line = 0, list(headings)
    for number, line in lines:
        if len(line) > len(headings):
            raise Unreadable("too_many_cells", Place(file, number), number=len(line), known=len(headings))
        padded = [*line, *[""] * (len(headings) - len(line))]
        yield Row(Place(file, number), dict(zip(headings, padded, strict=True)))
    if breaks_off and len(line) < len(headings):
        raise Unreadable("breaks_off", Place(file, number))


def _lines(file: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, each with the number at which it begins."""
    with path.open(encoding=_encoding(path), newline="") as stream:
        start = 1
        try:
            heads = [stream.readline(settings.IMPORT_UPLOAD_LIMIT)[:HEAD] for _ in range(SEARCHED)]
            stream.seek(0)
            if said := SAID.fullmatch(heads[0]):
                stream.readline()
                start = 2
            reader = csv.reader(stream, delimiter=said[1] if said else separator_of(heads, SEPARATORS), strict=True)
            for line in reader:
                if start > settings.IMPORT_ROW_LIMIT:
                    raise TooLarge("too_many_rows", Place(file, start), limit=settings.IMPORT_ROW_LIMIT)
                if any(map(str.strip, line)):
                    yield start, line if len(line) <= COLUMNS else _narrow(Place(file, start), line)
                start = reader.line_num + (2 if said else 1)
        except csv.Error as error:
            raise Unreadable("not_csv", Place(file, start), error=str(error)) from error
        except UnicodeDecodeError as error:
            raise not_utf8(file, path, "table_not_utf8") from error


def _narrow(here: Place, line: Sequence[str]) -> list[str]:
    """A line without the empty cells at its end, which some programs write for every column that they have."""
    width = max(index for index, cell in enumerate(line, start=1) if cell.strip())
    if width > COLUMNS:
        raise TooLarge("too_many_columns", here, number=width, limit=COLUMNS)
    return [*line[:width]]


def _encoding(path: Path) -> str:
    """UTF-8, unless the file begins with the mark of what spreadsheets call Unicode text."""
    with path.open("rb") as stream:
        start = stream.read(4)
    return "utf-16" if start[:2] in UTF_16 and start != codecs.BOM_UTF32_LE else "utf-8-sig"


def write(bodies: Iterable[bytes], stream: IO[bytes]) -> int:
    """All records in one table with the columns that anything says something in. The rows are kept on disk until the
    last has told which these are. How many records there were.
    """
    used: set[str] = set()
    number = 0
    with tempfile.TemporaryFile("w+", encoding="utf-8") as kept:
        for body in bodies:
            number += 1
            for sheet, found in rows(body):
                used |= found.keys()
                kept.write(json.dumps({ROW: _called(sheet), **found}) + "\n")
        kept.seek(0)
        _write(kept, _in_order(used), stream)
    return number


def csv_lines(windows: Iterable[Sequence[bytes]], kinds: Iterable[str], only: Collection[str] = ()) -> Iterator[bytes]:
    """The same table for who cannot wait for the last record: with the columns of all that records of these kinds may
    say, or say in the fields `only`. The headings, then the rows of each window.
    """
    text = StringIO(newline="")
    writer = csv.DictWriter(text, _in_order(_possible(kinds, only)), restval="")
    text.write(BOM)
    writer.writeheader()
    yield _taken(text)
    for window in windows:
        writer.writerows({ROW: _called(sheet), **cells} for body in window for sheet, cells in rows(body))
        yield _taken(text)


def _taken(text: StringIO) -> bytes:
    """What was written since the last time."""
    written = text.getvalue()
    text.seek(0)
    text.truncate()
    return written.encode()


def _possible(kinds: Iterable[str], only: Collection[str]) -> set[str]:
    """The columns of the records of some kinds and of their parts."""
    found = {EDITION} if not only or ENVELOPE in only else set()
    for kind in kinds:
        record = TYPES[kind]
        named = {*only, "identifier"} if only else {field.name for field in fields(record)}
        found |= _public(record, named)
        for sheet in parts(record).values():
            if sheet.path[0] in named:
                found |= {*_public(sheet.part), sheet.above}
    return found - {""}


def _public(part: type[Part], named: Collection[str] | None = None) -> set[str]:
    """The columns of a part, of these fields alone if some are named; not what only staff see."""
    return {
        name
        for name, column in columns(part).items()
        if not column.field.internal and (named is None or column.field.name in named)
    }


def _called(sheet: Sheet) -> str:
    """What a row of a sheet is."""
    return sheet.name if sheet.path else next(kind for kind in KINDS if KINDS[kind] is sheet)


def _in_order(used: set[str]) -> list[str]:
    """The headings: what a row is, then the columns of records and of parts; a text has its six languages together."""
    sheets = [*KINDS.values(), *PARTS.values()]
    known = [column for sheet in sheets for column in columns(sheet.part).items()]
    fields = {column.field.name for name, column in known if name in used and column.language}
    ordered = [name for name, column in known if name in used or (column.language and column.field.name in fields)]
    above = [sheet.above for sheet in sheets if sheet.above in used]
    return list(dict.fromkeys([ROW, OF, *above, *ordered, *([EDITION] if EDITION in used else [])]))


def _write(kept: Iterable[str], headings: Sequence[str], stream: IO[bytes]) -> None:
    text = TextIOWrapper(stream, encoding="utf-8", newline="")
    text.write(BOM)
    writer: Any = csv.DictWriter(text, headings, restval="")
    writer.writeheader()
    writer.writerows(map(json.loads, kept))
    text.flush()
    text.detach()


FORMAT = Format(
    name="csv",
    label=gettext_lazy("Table (CSV)"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=tuple(TYPES),
    write=write,
    questions=questions,
    media_type="text/csv; charset=utf-8",
    whole=True,
    round_trip=True,
)
