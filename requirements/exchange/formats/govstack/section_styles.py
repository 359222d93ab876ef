"""Which sections are one requirement as a whole?"""

import re
from collections.abc import Iterable
from dataclasses import replace

from requirements.exchange.formats.govstack.blocks import BOLD_LEVEL, Block, Item, Paragraph, flat
from requirements.exchange.formats.govstack.headings import Section, former_number, number_of
from requirements.exchange.formats.govstack.levels import Level, markers, verb_in
from requirements.exchange.formats.govstack.sightings import (
    IDENTIFIER,
    Sighting,
    is_marked,
    lines_of,
    of_text,
    unmarked,
    with_following,
)
from requirements.exchange.formats.govstack.wording import LISTED, parts, under_title

# The line below a heading of release 2: `govstack-cfr-data#req-4`.
STABLE_ID = re.compile(r"[a-z0-9][\w.-]*#req-\d+", re.IGNORECASE)


def elevated(section: Section) -> list[Sighting]:
    """An inherited requirement whose level a block raises: the last level is the one that holds."""
    for block in section.blocks:
        found = markers(block.text)[-2:] if isinstance(block, Paragraph) else []
        if len(found) == 2 and flat([block])[found[0].end : found[1].start].strip(" .,") == "to":
            text = tuple(parts(_without_stable_id(section.blocks)))
            return [_of_section(section, "elevated", found[1].level, section.title, text)]
    return []


def identified(section: Section) -> list[Sighting]:
    """Everything below a heading with an identifier belongs to it; the level may stand anywhere in the section."""
    found = IDENTIFIER.match(section.title)
    if not found:
        return []
    title, marked = section.title[found.end() :], markers(section.heading.text)
    sighted = _under_heading(section, title, marked[0].level) if marked else _marked_within(section)
    lines = lines_of(section.blocks)
    return [
        replace(sighting, style="identified", identifier=found[1], title=title, lines=lines) for sighting in sighted
    ]


def _marked_within(section: Section) -> list[Sighting]:
    """One requirement for each marked block, worded from the end of the one before it."""
    found: list[Sighting] = []
    pending: list[Block] = []
    for block in _split_items(section.blocks):
        pending.append(block)
        if is_marked(block):
            text = LISTED.sub("", " ".join(parts(pending)))
            found += of_text(section, "identified", text, (), section.heading.line)
            pending = []
    return [*found[:-1], with_following(found[-1], pending)] if found else []


def _split_items(blocks: Iterable[Block]) -> Iterable[Block]:
    """Where a level stands in a list entry, its blocks one by one, so that it can be told from what follows it."""
    for block in blocks:
        if isinstance(block, Item) and is_marked(block):
            first, *others = _split_items(block.blocks)
            yield Item((first,), block.line, block.label)
            yield from others
        else:
            yield block


def marked_heading(section: Section) -> list[Sighting]:
    found = markers(section.heading.text)
    return _under_heading(section, section.title, found[0].level) if found else []


def verb_heading(section: Section) -> list[Sighting]:
    """The heading is the requirement, what stands below explains; a bold line without number may say anything."""
    is_heading = section.heading.level < BOLD_LEVEL or number_of(section.heading.text)
    level = verb_in(section.title) if is_heading else None
    own = unmarked(section.blocks)
    return [_of_section(section, "verb in heading", level, section.title, tuple(parts(own)))] if level else []


def _under_heading(section: Section, title: str, level: Level) -> list[Sighting]:
    """Blocks with a level of their own are requirements of their own."""
    own = unmarked(_without_stable_id(section.blocks))
    statement, explanation = under_title(title, parts(own))
    sighting = _of_section(section, "marked heading", level, statement, explanation)
    return [replace(sighting, title=title, lines=lines_of(own))]


def _of_section(section: Section, style: str, level: Level, statement: str, text: tuple[str, ...]) -> Sighting:
    return Sighting(
        style=style,
        section=section,
        line=section.heading.line,
        level=level,
        statement=statement,
        title=section.title,
        explanation=text,
        identifier=next((flat([block]) for block in section.blocks if _is_stable_id(block)), ""),
        former_number=former_number(section.heading.text),
        block=section.heading.line,
        lines=lines_of(section.blocks),
    )


def _is_stable_id(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.code and bool(STABLE_ID.fullmatch(block.text))


def _without_stable_id(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if not _is_stable_id(block)]
