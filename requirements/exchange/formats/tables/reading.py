"""How do rows become records?

The parts of a record stand below it, or on sheets of their own that name it. What is wrong with a part is wrong with
its record: written without it, the record would silently lose it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from requirements.documents import ENVELOPE, PREFIXES, TYPES, Holds, fields, kind_of
from requirements.documents import Part as Shape
from requirements.exchange.errors import Unreadable
from requirements.exchange.formats.records import Found, Place, Record, Rejected
from requirements.exchange.formats.tables.columns import (
    EDITION,
    KEY,
    KINDS,
    NAMES,
    OF,
    PARTS,
    ROW,
    UNSPOKEN,
    Column,
    Sheet,
    columns,
    parts,
)
from requirements.exchange.formats.vocabulary import NUMBER, plain
from requirements.exchange.formats.wording import titled
from requirements.languages import CODES, DEFAULT

# Scenarios of one use case that steps may ask for by number.
MOST_ABOVE = 200
WORD_LENGTH = 300
FORMULA = object()


@dataclass(frozen=True)
class Row:
    """One row that says something: heading → text, only cells that are not empty; a formula is FORMULA."""

    place: Place
    cells: Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """A sheet or a file: what its name says that its rows are, if anything, its headings, and its rows one by one."""

    place: Place
    names: str
    headings: Sequence[str]
    rows: Iterable[Row]
    above: Sequence[Rejected] = ()

    @property
    def is_of_parts(self) -> bool:
        return self.names in PARTS

    def unknown(self) -> Iterator[Rejected]:
        """Headings that mean nothing: whatever stands below them is not read."""
        yield from self.above
        known = {ROW, OF, KEY, EDITION, NUMBER, "kind"}
        alone = self.names and ROW not in self.headings
        sheets = [KINDS.get(self.names) or PARTS.get(self.names)] if alone else [*KINDS.values(), *PARTS.values()]
        for sheet in filter(None, sheets):
            known |= columns(sheet.part).keys() | {sheet.above}
        for heading in self.headings:
            if heading and heading not in known:
                yield Rejected(self.place, "unknown_column", {"name": heading[:100]})


def check_headings(place: Place, headings: Sequence[str]) -> None:
    for heading in headings:
        if heading and headings.count(heading) > 1:
            raise Unreadable("column_twice", place, name=heading[:100])
    if not any(headings):
        raise Unreadable("no_headings", place)


@dataclass
class Part:
    """A row that is a part of a record."""

    sheet: Sheet
    place: Place
    number: str
    data: dict[str, Any]
    wrong: Rejected | None


@dataclass
class Begun:
    """A record whose row was read, while its parts come in."""

    row: Row
    kind: str
    parts: list[Part] = field(default_factory=list)


def records(tables: Sequence[Table]) -> Iterator[Record]:
    """Every record of the tables, and what could not be read, in their order. Parts on sheets of their own are held in
    memory, records are not.
    """
    tables = [table if table.names else replace(table, names=_guessed(table.headings)) for table in tables]
    for table in tables:
        yield from table.unknown()
    beside: dict[str, list[Part]] = defaultdict(list)
    for table in tables:
        if table.is_of_parts:
            for row in table.rows:
                beside[str(row.cells.get(OF, ""))].append(_part(PARTS[table.names], row))
    spoken = {part.sheet.path[0] for found in beside.values() for part in found}
    for table in tables:
        if not table.is_of_parts:
            yield from _stream(table, beside, spoken)
    for name, found in beside.items():
        yield from _alone(name, found)


def _guessed(headings: Sequence[str]) -> str:
    """The kind whose columns the headings of a nameless table are, if no other kind has them all."""
    wanted = {heading for heading in headings if heading} - {OF, KEY, EDITION}
    wanted -= {NUMBER}
    kinds = [kind for kind, sheet in KINDS.items() if wanted <= columns(sheet.part).keys()]
    return kinds[0] if len(kinds) == 1 else ""


def _stream(table: Table, beside: dict[str, list[Part]], spoken: set[str]) -> Iterator[Record]:
    """The records of one table, each as soon as the next begins."""
    begun: Begun | None = None
    mixed = ROW in table.headings
    for row in table.rows:
        name = _name_of(row, table)
        if name in PARTS:
            if begun is None:
                yield Rejected(row.place, "no_record", {"name": name})
            else:
                begun.parts.append(_part(PARTS[name], row))
            continue
        if begun:
            yield _finished(begun, beside, spoken, mixed=mixed)
            begun = None
        if name in KINDS:
            begun = Begun(row, name)
        else:
            yield Rejected(row.place, "unknown_kind", {"name": name[:100]})
    if begun:
        yield _finished(begun, beside, spoken, mixed=mixed)


def _name_of(row: Row, table: Table) -> str:
    """What a row is: as it says itself, as its identifier says, or as the name or the columns of its table say."""
    said = row.cells.get(ROW) or row.cells.get("kind")
    if isinstance(said, str):
        return NAMES.get(plain(said), said)
    try:
        return kind_of(str(row.cells.get("identifier", "")))
    except ValueError:
        return table.names


def _finished(begun: Begun, beside: dict[str, list[Part]], spoken: set[str], *, mixed: bool) -> Record:
    """The record with its parts. Where a file could have parts and has none of a kind, the record has none."""
    row, shape = begun.row, TYPES[begun.kind]
    identifier, key = str(row.cells.get("identifier", "")), str(row.cells.get(KEY, ""))
    found = [*begun.parts, *beside.pop(identifier or key, [])]
    if wrong := _formula(row) or next((part.wrong for part in found if part.wrong), None):
        return wrong
    data, languages = _fields(row, columns(shape))
    known = {name for name, sheet in parts(shape).items() if len(sheet.path) == 1}
    data |= {name: [] for name in (known if mixed else known & spoken)}
    if wrong := _add(data, found, parts(shape)):
        return wrong
    if EDITION in row.cells:
        data[ENVELOPE] = {"number": row.cells[EDITION]}
    if begun.kind not in PREFIXES:
        return Found(begun.kind, identifier, row.place, data, languages)
    if begun.kind == "requirement" and not identifier and "title" not in data:
        data["title"] = {code: titled(text) for code, text in data.get("statement", {}).items() if text}
    if not identifier and "source_language" not in data and DEFAULT not in data.get("title", {DEFAULT: ""}):
        data["source_language"] = next(iter(data["title"]), DEFAULT)
    name = identifier or key or _numbered(row) or _key_of(begun.kind, data)
    return Found(begun.kind, name, row.place, data, languages)


def _numbered(row: Row) -> str:
    """The number of a requirement in its own table; a mere count of rows is none, since it moves with them."""
    number = str(row.cells.get(NUMBER, "")).strip()
    if not any(map(str.isalpha, number)) or not any(map(str.isdecimal, number)):
        return ""
    return f"table:{Path(row.place.file).stem}:{row.place.sheet}:{number}"[:WORD_LENGTH]


def _alone(name: str, found: Sequence[Part]) -> Iterator[Record]:
    """Parts of a record that has no row here: they are read for a record that the registry has."""
    wrong = next((part.wrong for part in found if part.wrong), None)
    try:
        kind = kind_of(name)
    except ValueError:
        for part in found:
            yield part.wrong or Rejected(part.place, "no_record", {"name": name[:100] or part.sheet.name})
        return
    data: dict[str, Any] = {"identifier": name, **{part.sheet.path[0]: [] for part in found}}
    wrong = wrong or _add(data, found, parts(TYPES[kind]))
    yield wrong or Found(kind, name, found[0].place, data)


def _part(sheet: Sheet, row: Row) -> Part:
    data, _languages = _fields(row, columns(sheet.part))
    data = _empty(sheet.part) | data
    number = str(row.cells.get(sheet.above, "")) if sheet.above else ""
    return Part(sheet, row.place, number, data, _formula(row))


def _empty(part: type[Shape]) -> dict[str, Any]:
    """Texts that a part must have and that may be empty: no column stands for what no row says."""
    must = [shape for shape in fields(part) if part.model_fields[shape.name].is_required()]
    texts: dict[str, Any] = {shape.name: {} for shape in must if shape.holds is Holds.TEXTS}
    return texts | {shape.name: "" for shape in must if shape.type is str and shape.holds is Holds.PLAIN}


def _formula(row: Row) -> Rejected | None:
    for heading, cell in row.cells.items():
        if cell is FORMULA:
            return Rejected(row.place, "formula", {"column": heading[:100]})
    return None


def _fields(row: Row, known: Mapping[str, Column]) -> tuple[dict[str, Any], dict[str, frozenset[str]]]:
    """The fields that a row speaks of, and for each text in which languages if these are not all six."""
    data: dict[str, Any] = {}
    spoken: dict[str, set[str]] = defaultdict(set)
    for heading in row.cells.keys() & known.keys():
        column = known[heading]
        value = column.read(row.cells[heading] if row.cells[heading] is not FORMULA else "")
        if column.language:
            spoken[column.field.name].add(column.language)
            texts = data.setdefault(column.field.name, {})
            texts |= {} if value is UNSPOKEN else {column.language: value}
        elif value is not UNSPOKEN:
            data[heading] = value
    return data, {name: frozenset(codes) for name, codes in spoken.items() if codes != set(CODES)}


def _add(data: dict[str, Any], found: Iterable[Part], known: Mapping[str, Sheet]) -> Rejected | None:
    """Put each part where it belongs, in the order of the rows."""
    for part in found:
        path = part.sheet.path
        if part.sheet.name not in known:
            return Rejected(part.place, "no_such_part", {"name": part.sheet.name})
        above = data
        if len(path) > 1:
            siblings = data.setdefault(path[0], [])
            number = part.number or str(len(siblings) or 1)
            if not (number.isdecimal() and 1 <= int(number[:9]) <= MOST_ABOVE):
                return Rejected(part.place, "no_such_number", {"value": number[:100], "limit": MOST_ABOVE})
            siblings += ({} for _ in range(len(siblings), int(number)))
            above = siblings[int(number) - 1]
        above.setdefault(path[-1], []).append(part.data)
    return None


def _key_of(kind: str, data: Mapping[str, Any]) -> str:
    """What finds an entry again that has neither identifier nor key: its title in its own language."""
    titles = data.get("title", {})
    title = titles.get(data.get("source_language") or DEFAULT) or next(iter(titles.values()), "")
    if not title:
        return ""
    return f"{kind}:{hashlib.sha256(title.strip().casefold().encode(errors='replace')).hexdigest()[:32]}"
