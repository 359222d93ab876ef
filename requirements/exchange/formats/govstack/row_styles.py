"""Which rows of tables are requirements, and which say that a data field is mandatory?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from requirements.choices import Obligation
from requirements.exchange.formats.govstack.blocks import Block, Paragraph, Row, Table, flat, walk
from requirements.exchange.formats.govstack.headings import Section, title_of
from requirements.exchange.formats.govstack.levels import Level, level_of, markers
from requirements.exchange.formats.govstack.sightings import IDENTIFIER, Sighting, lines_of, of_text
from requirements.exchange.formats.govstack.texts import one_line
from requirements.exchange.formats.govstack.wording import is_label, parts, split, under_title

REQUIREMENT_HEADER = re.compile(r"(?:\w+ )?requirements?", re.IGNORECASE)
FIELD_HEADER = re.compile(
    r"(?:data )?(?:fields?|parameters?|attributes?|elements?|propert(?:y|ies)|types?)|foreign key|name|code",
    re.IGNORECASE,
)
STRONG_VERB = re.compile(r"\b(?:must|shall)\b", re.IGNORECASE)
WEAK_VERB = re.compile(r"\bshould\b", re.IGNORECASE)


def level_rows(section: Section) -> list[Sighting]:
    """Rows with a cell that holds nothing but a level; a row with one filled cell names the rows below it."""
    found: list[Sighting] = []
    for table in _tables(section):
        group = ""
        for row in _body(table):
            level = _level(row)
            if level:
                found.append(replace(_of_row(section, table, row, level), group=group))
            elif sum(map(bool, row.texts)) == 1:
                group = next(filter(None, row.texts))
    return found


def numbered_rows(section: Section) -> list[Sighting]:
    """Rows with an identifier and no level, in a table headed "Requirement": the wording sets the level."""
    return [
        _of_row(section, table, row, _level_of_wording(flat(_wording(row))))
        for table in _tables(section)
        if _is_headed(table, REQUIREMENT_HEADER)
        for row in _body(table)
        if not _level(row) and IDENTIFIER.fullmatch(row.texts[0])
    ]


def marked_cells(section: Section) -> list[Sighting]:
    """A level in brackets behind the text of a cell."""
    return [
        replace(sighting, block=table.line)
        for table in _tables(section)
        for row in _body(table)
        if not _level(row)
        for text in row.texts
        if markers(text)
        for sighting in of_text(section, _style(table), text, (), row.line)
    ]


def _tables(section: Section) -> list[Table]:
    return [block for block in walk(section.blocks) if isinstance(block, Table)]


def _body(table: Table) -> Iterator[Row]:
    """The rows below the header."""
    header = _header(table) if _is_headed(table, FIELD_HEADER) or _is_headed(table, REQUIREMENT_HEADER) else None
    return (row for row in table.rows if row is not header and any(row.texts))


def _header(table: Table) -> Row | None:
    """The first row that says anything: GitBook may keep an empty one before it."""
    return next((row for row in table.rows if any(row.texts)), None)


def _is_headed(table: Table, words: re.Pattern[str]) -> bool:
    header = _header(table)
    return header is not None and any(map(words.fullmatch, header.texts))


def _style(table: Table) -> str:
    """Who heads a table with fields, parameters or data elements means by a level that the field is mandatory."""
    if _is_headed(table, REQUIREMENT_HEADER):
        return "requirement row"
    return "field row" if _is_headed(table, FIELD_HEADER) else "level row"


def _level(row: Row) -> Level | None:
    return None if row.header else next(filter(None, map(level_of, row.texts)), None)


def _level_of_wording(text: str) -> Level | None:
    strong, weak = STRONG_VERB.search(text), WEAK_VERB.search(text)
    if strong:
        return Level(Obligation.REQUIRED, strong[0])
    return Level(Obligation.RECOMMENDED, weak[0]) if weak else None


def _of_row(section: Section, table: Table, row: Row, level: Level | None) -> Sighting:
    title, statement, explanation = _of_cell(_wording(row))
    return Sighting(
        style=_style(table),
        section=section,
        line=row.line,
        level=level,
        statement=statement,
        title=title,
        explanation=explanation,
        identifier=next(filter(IDENTIFIER.fullmatch, row.texts), ""),
        block=table.line,
        lines=lines_of([row]),
    )


def _wording(row: Row) -> tuple[Block, ...]:
    """The cell with the most text that is neither level nor identifier."""
    cells = [
        cell
        for cell, text in zip(row.cells, row.texts, strict=True)
        if not level_of(text) and not IDENTIFIER.fullmatch(text)
    ]
    return max(cells, key=lambda cell: len(flat(cell)), default=())


def _of_cell(cell: Sequence[Block]) -> tuple[str, str, tuple[str, ...]]:
    """(title, statement, explanation): a cell may open with its own heading, bold or short."""
    prose = parts(cell)
    first = cell[0] if cell else None
    if not isinstance(first, Paragraph) or len(prose) < 2:
        return "", *split(prose)
    if first.lead != one_line(first.text) and not is_label(prose[0]):
        return "", *split(prose)
    title = title_of(prose[0])
    return title, *under_title(title, prose[1:])
