"""How is a requirement cut out of a marked text and of what stands behind it?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from requirements.exchange.formats.govstack.blocks import Block, Item, Paragraph, walk
from requirements.exchange.formats.govstack.headings import Section
from requirements.exchange.formats.govstack.levels import Cut, Level, cut, markers
from requirements.exchange.formats.govstack.wording import LISTED, announced, is_label, parts, split

# `DRS-10: …`, but not `ISO-20022: …`.
STANDARDS = "AES|FIPS|HTTP|IEC|ISO|ITU|NIST|RFC|SHA|TLS|UTF|WCAG"
IDENTIFIER = re.compile(rf"^(?!(?:{STANDARDS})-)([A-Z]{{2,6}}-\d{{1,4}})\b\s*[:.]?\s*")


@dataclass(frozen=True)
class Sighting:
    """A requirement as the document words it.

    `title` is its own heading or label, if it has one; `group` the row of a table that names the rows below it.
    `announces`: a list is to complete the statement. `block` is the first line of the block that holds the level,
    `lines` are those of all blocks that went into the requirement.
    """

    style: str
    section: Section
    line: int
    level: Level | None
    statement: str
    title: str = ""
    explanation: tuple[str, ...] = ()
    identifier: str = ""
    former_number: tuple[int, ...] = ()
    group: str = ""
    announces: bool = False
    block: int = 0
    lines: frozenset[int] = frozenset()


def is_marked(block: Block) -> bool:
    """Whether a level stands in the block, at any depth."""
    return any(isinstance(inner, Paragraph) and markers(inner.text) for inner in walk([block]))


def unmarked(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without those that hold a level; of a list entry only what is marked below it goes."""
    kept: list[Block] = []
    for block in blocks:
        if not is_marked(block):
            kept.append(block)
        elif isinstance(block, Item) and (inner := unmarked(block.blocks)):
            kept.append(replace(block, blocks=tuple(inner)))
    return kept


def lines_of(blocks: Iterable[Block]) -> frozenset[int]:
    return frozenset(block.line for block in walk(blocks))


def of_text(section: Section, style: str, text: str, following: Sequence[Block], line: int) -> list[Sighting]:
    """The requirements of one marked text; what follows the last level, and the blocks behind, go with the last."""
    cuts, tail = cut(text)
    found = [_of_cut(section, style, one, line) for one in cuts]
    behind = [*([Paragraph(tail, line)] if tail else []), *following]
    return [*found[:-1], with_following(found[-1], behind)] if found else []


def _of_cut(section: Section, style: str, one: Cut, line: int) -> Sighting:
    found = IDENTIFIER.match(one.statement)
    return Sighting(
        style=style,
        section=section,
        line=line,
        level=one.level,
        statement=one.statement[found.end() :] if found else one.statement,
        identifier=found[1] if found else "",
        announces=one.open,
        block=line,
        lines=frozenset({line}),
    )


def with_following(sighting: Sighting, behind: Sequence[Block]) -> Sighting:
    """A list that the statement announces completes it; a mere label takes its wording from what follows."""
    prose = parts(behind)
    if not prose:
        return sighting
    sighting = replace(sighting, lines=sighting.lines | lines_of(behind))
    statement = sighting.statement
    label = statement if is_label(statement) else ""
    if sighting.announces and LISTED.match(prose[0]):
        wording, explanation = prose[0], tuple(prose[1:])
    elif label:
        wording, explanation = split(prose)
    else:
        return replace(sighting, explanation=(*sighting.explanation, *prose))
    return replace(
        sighting, title=sighting.title or label, statement=announced(statement, wording), explanation=explanation
    )
