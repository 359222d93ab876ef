"""In which styles do GovStack's documents write requirements?

`STYLES` is the table: one recognizer for each style, with an example of it. The first four read a section as one
requirement; the others read single blocks. What no style explains is told by `doubts`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from requirements.choices import Obligation
from requirements.exchange.formats.govstack.blocks import Block, Hint, Item, Paragraph, Row, Table, flat, one_line, walk
from requirements.exchange.formats.govstack.headings import Section, former_number, title_of
from requirements.exchange.formats.govstack.levels import Cut, Level, cut, level_of, markers, verb_in, without_markers

# `DRS-10: …`, but not `ISO-20022: …`.
IDENTIFIER = re.compile(
    r"^(?!(?:AES|FIPS|HTTP|IEC|ISO|ITU|NIST|RFC|SHA|TLS|UTF|WCAG)-)([A-Z]{2,6}-\d{1,4})\b\s*[:.]?\s*"
)
# The line below a heading of release 2: `govstack-cfr-data#req-4`.
STABLE_ID = re.compile(r"[a-z0-9][\w.-]*#req-\d+", re.IGNORECASE)
ELEVATION = re.compile(r"\bfrom\b.+\bto\b", re.IGNORECASE | re.DOTALL)
LISTED = re.compile(r"^(?:•|\d+\.)\s")
NORMATIVE = re.compile(r"\b(?:must|shall|should|required|(?:has|have|needs?|is|are) to)\b", re.IGNORECASE)
NOTE = re.compile(r"^(?:note\b|for example|examples?\b|see\b|e\.g\.)", re.IGNORECASE)
STRONG_VERB = re.compile(r"\b(must|shall)\b", re.IGNORECASE)
WEAK_VERB = re.compile(r"\bshould\b", re.IGNORECASE)
# More words than these make a sentence of a marked text.
LABEL_WORDS = 8


@dataclass(frozen=True)
class Sighting:
    """A requirement as the document words it. `title` is its own heading or label; `""`: it has none.

    `lines` are those of the blocks it was made from, `block` the first line of the block that holds the level.
    """

    style: str
    section: Section
    line: int
    level: Level | None
    statement: str
    title: str = ""
    explanation: tuple[str, ...] = ()
    identifier: str = ""
    group: str = ""
    former_number: tuple[int, ...] = ()
    block: int = 0
    lines: frozenset[int] = frozenset()


# --- prose ---


def parts(blocks: Iterable[Block]) -> list[str]:
    """The prose in parts of one line each: a paragraph with the list that it announces, a list, a note."""
    found: list[str] = []
    listing = False
    for block in blocks:
        if isinstance(block, Item):
            listing = _add_item(found, flat([block]), listing)
        else:
            listing = False
            found += _paragraphs(block)
            _drop_announcement(found, block)
    return found


def _add_item(found: list[str], item: str, listing: bool) -> bool:
    if found and (listing or found[-1].endswith(":")):
        found[-1] += f" {item}"
    else:
        found.append(item)
    return True


def _paragraphs(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [one_line(part) for part in re.split(r"\n\s*\n", block.text) if part.strip()]
    return parts(block.blocks) if isinstance(block, Hint) else []


def _drop_announcement(found: list[str], block: Block) -> None:
    """`Fields:` says nothing once the table below it is left out."""
    if isinstance(block, Table) and found and found[-1].endswith(":"):
        found.pop()


def split(prose: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """(statement, explanation): the statement ends with the last part that binds; notes and examples explain."""
    binding = [index for index, part in enumerate(prose) if NORMATIVE.search(part) and not NOTE.match(part)]
    last = max(binding, default=0)
    return " ".join(prose[: last + 1]), tuple(prose[last + 1 :])


def under_title(title: str, prose: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """(statement, explanation) of a titled requirement: its prose, or the title where that alone states something."""
    if all(map(NOTE.match, prose)):
        return title, tuple(prose)
    statement, explanation = split(prose)
    if LISTED.match(prose[0]) or NOTE.match(prose[0]):
        return f"{_announce(title)} {statement}", explanation
    return statement, explanation


def _announce(title: str) -> str:
    return title if title.endswith((".", ":", "?", "!")) else f"{title}:"


def _is_label(text: str) -> bool:
    return len(text.split()) <= LABEL_WORDS and not text.endswith(".") and not NORMATIVE.search(text)


def _is_marked(block: Block) -> bool:
    return any(isinstance(inner, Paragraph) and markers(inner.text) for inner in walk([block]))


def _lines(blocks: Iterable[Block]) -> frozenset[int]:
    return frozenset(block.line for block in walk(blocks))


# --- a section is one requirement ---


def elevated(section: Section) -> list[Sighting]:
    """The last level is the one that holds."""
    for block in section.blocks:
        if isinstance(block, Paragraph) and len(markers(block.text)) > 1 and ELEVATION.search(block.text):
            level = markers(block.text)[-1].level
            text = tuple(parts(_without_stable_id(section.blocks)))
            return [_of_section(section, "elevated", level, section.title, text)]
    return []


def identified(section: Section) -> list[Sighting]:
    """Everything below the heading belongs to the identifier; the level may stand anywhere in it."""
    found = IDENTIFIER.match(section.title)
    if not found:
        return []
    title = section.title[found.end() :]
    if markers(section.heading.text):
        sighting = _under_heading(section, "identified", title, markers(section.heading.text)[0].level)
        return [replace(sighting, identifier=found[1])]
    return [
        replace(sighting, identifier=found[1], title=title, style="identified")
        for sighting in _marked_within(section, section.blocks)
    ]


def _marked_within(section: Section, blocks: tuple[Block, ...]) -> list[Sighting]:
    """One requirement for each marked block, worded from the end of the one before it."""
    found: list[Sighting] = []
    pending: list[Block] = []
    for block in _split_items(blocks):
        if not _is_marked(block):
            pending.append(block)
            continue
        text = " ".join([*parts(pending), one_line(flat([block]))])
        found += _of_text(section, "identified", text, (), block.line)
        pending = []
    if found and pending:
        found[-1] = _with_following(found[-1], pending)
    return [replace(sighting, lines=_lines(blocks)) for sighting in found]


def _split_items(blocks: Iterable[Block]) -> Iterable[Block]:
    """List entries block by block where a level stands within, so that it can be told from what follows it."""
    for block in blocks:
        if isinstance(block, Item) and _is_marked(block):
            inner = list(_split_items(block.blocks))
            yield Item((inner[0],), block.line, block.label)
            yield from inner[1:]
        else:
            yield block


def marked_heading(section: Section) -> list[Sighting]:
    found = markers(section.heading.text)
    return [_under_heading(section, "marked heading", section.title, found[0].level)] if found else []


def verb_heading(section: Section) -> list[Sighting]:
    """The heading is the requirement, what stands below explains."""
    level = verb_in(section.title)
    if level is None:
        return []
    text = tuple(parts(block for block in section.blocks if not _is_marked(block)))
    return [_of_section(section, "verb in heading", level, section.title, text)]


def _under_heading(section: Section, style: str, title: str, level: Level) -> Sighting:
    """Blocks with a level of their own are requirements of their own."""
    own = [block for block in _without_stable_id(section.blocks) if not _is_marked(block)]
    statement, explanation = under_title(title, parts(own))
    return replace(_of_section(section, style, level, statement, explanation), title=title, lines=_lines(own))


def _of_section(section: Section, style: str, level: Level, statement: str, text: tuple[str, ...]) -> Sighting:
    return Sighting(
        style=style,
        section=section,
        line=section.heading.line,
        level=level,
        statement=statement,
        title=section.title,
        explanation=text,
        identifier=_stable_id(section.blocks),
        former_number=former_number(section.heading.text),
        block=section.heading.line,
        lines=_lines(section.blocks),
    )


def _is_stable_id(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.code and bool(STABLE_ID.fullmatch(block.text))


def _stable_id(blocks: Iterable[Block]) -> str:
    return next((flat([block]) for block in blocks if _is_stable_id(block)), "")


def _without_stable_id(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if not _is_stable_id(block)]


# --- a block is one requirement, or several ---


def marked_items(section: Section) -> list[Sighting]:
    return [
        sighting
        for index, block in enumerate(section.blocks)
        if isinstance(block, Item)
        for sighting in _item(section, block, _hints_after(section.blocks, index))
    ]


def _item(section: Section, item: Item, notes: Sequence[Block]) -> list[Sighting]:
    """The entry itself if a level stands in one of its paragraphs; always the marked entries below it."""
    below = [sighting for block in item.blocks if isinstance(block, Item) for sighting in _item(section, block, ())]
    marked = next(
        (index for index, block in enumerate(item.blocks) if isinstance(block, Paragraph) and markers(block.text)), None
    )
    if marked is None:
        return below
    text = "\n".join(block.text for block in item.blocks[: marked + 1] if isinstance(block, Paragraph))
    following = [block for block in item.blocks[marked + 1 :] if not _is_marked(block)]
    return [*_of_text(section, "marked item", text, [*following, *notes], item.line), *below]


def marked_paragraphs(section: Section) -> list[Sighting]:
    found = []
    for index, block in enumerate(section.blocks):
        if isinstance(block, Paragraph) and markers(block.text):
            text = block.text
            if not without_markers(text) and index and isinstance(section.blocks[index - 1], Paragraph):
                text = f"{flat([section.blocks[index - 1]])} {text}"
            following = _list_after(section.blocks, index)
            found += _of_text(section, "marked paragraph", text, following, block.line)
    return found


def _hints_after(blocks: Sequence[Block], index: int) -> list[Block]:
    """A box right behind a requirement is a note on it."""
    return [block for block in blocks[index + 1 : index + 2] if isinstance(block, Hint)]


def _list_after(blocks: Sequence[Block], index: int) -> list[Block]:
    """The list right behind a paragraph, unless its entries are requirements themselves; else a note."""
    following: list[Block] = []
    for block in blocks[index + 1 :]:
        if not isinstance(block, Item):
            break
        following.append(block)
    return [] if any(map(_is_marked, following)) else following or _hints_after(blocks, index)


def _of_text(section: Section, style: str, text: str, following: Sequence[Block], line: int) -> list[Sighting]:
    """The requirements of one marked text; what follows the last level, and the blocks behind, go with the last."""
    cuts, tail = cut(text)
    found = [_of_cut(section, style, one, line) for one in cuts]
    behind = [*([Paragraph(tail, line)] if tail else []), *following]
    if behind:
        found[-1] = _with_following(
            replace(found[-1], lines=found[-1].lines | _lines(following)), behind, cuts[-1].open
        )
    return found


def _of_cut(section: Section, style: str, one: Cut, line: int) -> Sighting:
    found = IDENTIFIER.match(one.statement)
    return Sighting(
        style=style,
        section=section,
        line=line,
        level=one.level,
        statement=one.statement[found.end() :] if found else one.statement,
        identifier=found[1] if found else "",
        block=line,
        lines=frozenset({line}),
    )


def _with_following(sighting: Sighting, behind: Sequence[Block], announced: bool = False) -> Sighting:
    """A list that the statement announces completes it; a mere label takes its wording from what follows."""
    prose = parts(behind)
    if not prose:
        return sighting
    statement = sighting.statement
    label = statement if _is_label(statement) else ""
    if announced and LISTED.match(prose[0]):
        return replace(sighting, title=label, statement=f"{statement}: {prose[0]}", explanation=tuple(prose[1:]))
    if label:
        wording, explanation = split(prose)
        return replace(sighting, title=label, statement=f"{_announce(label)} {wording}", explanation=explanation)
    return replace(sighting, explanation=(*sighting.explanation, *prose))


# --- a row of a table is one requirement ---


def level_rows(section: Section) -> list[Sighting]:
    """Rows with a cell that holds nothing but a level; a row with one filled cell names the rows below it."""
    found: list[Sighting] = []
    for table in _tables(section):
        group = ""
        for row in table.rows:
            column = _level_column(row)
            if column is not None:
                found.append(_of_row(section, table, row, level_of(row.texts[column]), group))
            elif sum(map(bool, row.texts)) == 1:
                group = next(filter(None, row.texts))
    return found


def numbered_rows(section: Section) -> list[Sighting]:
    """The wording sets the level."""
    return [
        _of_row(section, table, row, _level_of_wording(flat(_wording(row))), "")
        for table in _tables(section)
        if is_headed(table, "requirement")
        for row in table.rows
        if _level_column(row) is None and IDENTIFIER.fullmatch(row.texts[0])
    ]


def _tables(section: Section) -> list[Table]:
    return [block for block in walk(section.blocks) if isinstance(block, Table)]


def is_headed(table: Table, word: str) -> bool:
    return bool(table.rows) and any(word in cell.lower() for cell in table.rows[0].texts)


def _level_column(row: Row) -> int | None:
    return next((column for column, text in enumerate(row.texts) if level_of(text) and not row.header), None)


def _level_of_wording(text: str) -> Level | None:
    strong, weak = STRONG_VERB.search(text), WEAK_VERB.search(text)
    if strong:
        return Level(Obligation.REQUIRED, strong[0])
    return Level(Obligation.RECOMMENDED, weak[0]) if weak else None


def _wording(row: Row) -> tuple[Block, ...]:
    """The cell with the most text that is neither level nor identifier."""
    cells = [
        cell
        for cell, text in zip(row.cells, row.texts, strict=True)
        if not level_of(text) and not IDENTIFIER.fullmatch(text)
    ]
    return max(cells, key=lambda cell: len(flat(cell)), default=())


def _of_row(section: Section, table: Table, row: Row, level: Level | None, group: str) -> Sighting:
    title, statement, explanation = _of_cell(_wording(row))
    identifiers = [text for text in row.texts if IDENTIFIER.fullmatch(text)]
    return Sighting(
        style="level row" if level and _level_column(row) is not None else "numbered row",
        section=section,
        line=row.line,
        level=level,
        statement=statement,
        title=title,
        explanation=explanation,
        identifier=identifiers[0] if identifiers else "",
        group=group,
        block=table.line,
        lines=_lines([row]),
    )


def _of_cell(cell: Sequence[Block]) -> tuple[str, str, tuple[str, ...]]:
    """(title, statement, explanation): a cell may open with its own heading."""
    prose = parts(cell)
    if not prose:
        return "", "", ()
    first = cell[0]
    is_title = isinstance(first, Paragraph) and (first.lead == one_line(first.text) or _is_label(first.text))
    if not is_title or len(prose) == 1:
        return "", *split(prose)
    title = title_of(prose[0])
    return title, *under_title(title, prose[1:])


@dataclass(frozen=True)
class Style:
    """A way of writing requirements; `whole`: it reads the section as one, and `closed`: nothing else is in it."""

    name: str
    example: str
    recognize: Callable[[Section], list[Sighting]]
    whole: bool = False
    closed: bool = False


STYLES = (
    Style(
        "elevated", "### Protect data / From **[RECOMMENDED]** to **[REQUIRED]**.", elevated, whole=True, closed=True
    ),
    Style("identified", "#### **DRS-10** / An export exists. (REQUIRED)", identified, whole=True, closed=True),
    Style("marked heading", "### 5.1.3 Audit (REQUIRED) / Logs are kept.", marked_heading, whole=True),
    Style("verb in heading", "## 5.14 APIs MUST be versioned", verb_heading, whole=True),
    Style("marked item", "* A user can read it (REQUIRED) / * [REQUIRED] A user can read it", marked_items),
    Style("marked paragraph", "A directory is kept (REQUIRED)", marked_paragraphs),
    Style("level row", "| Reporting | Must |", level_rows),
    Style("numbered row", "| RE-1 | An analyst must be able to … |", numbered_rows),
)


def recognize(section: Section) -> list[Sighting]:
    """All requirements of a section, in the order of their lines."""
    found: list[Sighting] = []
    for style in STYLES:
        if style.whole and found:
            continue
        seen = style.recognize(section)
        found += seen
        if seen and style.closed:
            break
    return sorted(found, key=lambda sighting: sighting.line)
