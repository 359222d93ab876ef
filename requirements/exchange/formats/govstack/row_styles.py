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
from requirements.exchange.formats.govstack.wording import LABEL_WORDS, LISTED, is_label, parts, split, under_title

REQUIREMENT_HEADER = re.compile(r"(?:\w+ )?requirements?", re.IGNORECASE)
FIELD_HEADER = re.compile(
    r"(?:data )?(?:fields?|parameters?|attributes?|elements?|propert(?:y|ies)|types?)|foreign key", re.IGNORECASE
)
# Data fields have a name or code too, but what is said of them rarely binds anybody.
NAME_HEADER = re.compile(r"name|code", re.IGNORECASE)
WORDING_HEADER = re.compile(r"descriptions?|explanations?|statements?", re.IGNORECASE)
# Behind a level: the use cases that need the row.
CODES = re.compile(r"(?:[\s,;]+[A-Z]{1,6}-?\d+)+;?$")
LONGEST_LEVEL = 120
STRONG_VERB = re.compile(r"\b(?:must|shall)\b", re.IGNORECASE)
WEAK_VERB = re.compile(r"\bshould\b", re.IGNORECASE)


def level_rows(section: Section) -> list[Sighting]:
    """Rows with a cell that holds nothing but a level; a row with one filled cell names the rows below it."""
    found: list[Sighting] = []
    for table in _tables(section):
        group, style = "", _style(table)
        for row in _body(table):
            level = _level(row)
            if level:
                found.append(replace(_of_row(section, table, row, level, style), group=group))
            elif sum(map(bool, row.texts)) == 1:
                group = next(filter(None, row.texts))
    return found


def numbered_rows(section: Section) -> list[Sighting]:
    """Rows with an identifier and no level, in a table headed "Requirement": the wording sets the level."""
    return [
        _of_row(section, table, row, _level_of_wording(flat(_wording(table, row))), style)
        for table in _tables(section)
        if _is_headed(table, REQUIREMENT_HEADER)
        for style in [_style(table)]
        for row in _body(table)
        if not _level(row) and IDENTIFIER.fullmatch(row.texts[0])
    ]


def marked_cells(section: Section) -> list[Sighting]:
    """A level in brackets behind the text of a cell."""
    return [
        replace(sighting, block=table.line)
        for table in _tables(section)
        for style in [_style(table)]
        for row in _body(table)
        if not _level(row)
        for text in row.texts
        if markers(text)
        for sighting in of_text(section, style, text, (), row.line)
    ]


def _tables(section: Section) -> list[Table]:
    return [block for block in walk(section.blocks) if isinstance(block, Table)]


def _body(table: Table) -> Iterator[Row]:
    """The rows below the header."""
    headed = any(_is_headed(table, words) for words in (FIELD_HEADER, NAME_HEADER, REQUIREMENT_HEADER))
    header = table.header if headed else None
    return (row for row in table.rows if row is not header and any(row.texts))


def _is_headed(table: Table, words: re.Pattern[str]) -> bool:
    return table.header is not None and any(map(words.fullmatch, table.header.texts))


def _style(table: Table) -> str:
    """Who heads a table with fields, parameters or data elements means by a level that the field is mandatory."""
    if _is_headed(table, REQUIREMENT_HEADER):
        return "requirement row"
    is_field = _is_headed(table, FIELD_HEADER) or (_is_headed(table, NAME_HEADER) and not _binds(table))
    return "field row" if is_field else "level row"


def _binds(table: Table) -> bool:
    """Whether most rows with a level say what must or should be."""
    told = [flat(_wording(table, row)) for row in _body(table) if _level(row)]
    return 2 * sum(bool(_level_of_wording(text)) for text in told) > len(told)


def _level(row: Row) -> Level | None:
    """What heads a column is no level, unless the row tells more than headings do: GitBook takes the first for them."""
    is_header = row.header and all(len(text.split()) <= LABEL_WORDS for text in row.texts)
    return None if is_header else next(filter(None, map(_level_in, row.texts)), None)


def _level_in(cell: str) -> Level | None:
    return level_of(CODES.sub("", cell)) if len(cell) <= LONGEST_LEVEL else None


def _level_of_wording(text: str) -> Level | None:
    strong, weak = STRONG_VERB.search(text), WEAK_VERB.search(text)
    if strong:
        return Level(Obligation.REQUIRED, strong[0])
    return Level(Obligation.RECOMMENDED, weak[0]) if weak else None


def _of_row(section: Section, table: Table, row: Row, level: Level | None, style: str) -> Sighting:
    wording = _wording(table, row)
    title, statement, explanation = _of_cell(wording)
    return Sighting(
        style=style,
        section=section,
        line=row.line,
        level=level,
        statement=LISTED.sub("", statement),
        title=title or _name(table, row, wording),
        explanation=explanation,
        identifier=next(filter(IDENTIFIER.fullmatch, row.texts), ""),
        block=table.line,
        lines=lines_of([row]),
    )


def _wording(table: Table, row: Row) -> tuple[Block, ...]:
    """The cell headed as description or requirement; else that with the most text, neither level nor identifier."""
    headed = _under(table, row, WORDING_HEADER) or _under(table, row, REQUIREMENT_HEADER)
    if headed and not IDENTIFIER.fullmatch(flat(headed)):
        return headed
    cells = [
        cell
        for cell, text in zip(row.cells, row.texts, strict=True)
        if not _level_in(text) and not IDENTIFIER.fullmatch(text)
    ]
    return max(cells, key=lambda cell: len(flat(cell)), default=())


def _name(table: Table, row: Row, wording: Sequence[Block]) -> str:
    """What a column headed as the name, or as the requirement beside its description, calls the row."""
    named = _under(table, row, NAME_HEADER) or _under(table, row, REQUIREMENT_HEADER)
    name = flat(named)
    return title_of(name) if named != wording and is_label(name) and not IDENTIFIER.fullmatch(name) else ""


def _under(table: Table, row: Row, words: re.Pattern[str]) -> tuple[Block, ...]:
    """The cell in the first column that is headed so, if it says anything."""
    header = table.header
    pairs = zip(header.texts, row.cells, strict=False) if header and header is not row else ()
    return next((cell for text, cell in pairs if words.fullmatch(text) and flat(cell)), ())


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
