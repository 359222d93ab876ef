"""Which list entries and paragraphs are requirements?"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from requirements.exchange.formats.govstack.blocks import Block, Hint, Item, Paragraph, flat
from requirements.exchange.formats.govstack.headings import Section
from requirements.exchange.formats.govstack.levels import markers, without_markers
from requirements.exchange.formats.govstack.sightings import Sighting, is_marked, lines_of, of_text, unmarked


def marked_items(section: Section) -> list[Sighting]:
    return [
        sighting
        for index, block in enumerate(section.blocks)
        if isinstance(block, Item)
        for sighting in _item(section, block, _note_behind(section.blocks, index))
    ]


def _item(section: Section, item: Item, notes: Sequence[Block]) -> list[Sighting]:
    """The entry itself if a level stands in one of its paragraphs; always the marked entries below it."""
    below = [one for block in item.blocks if isinstance(block, Item) for one in _item(section, block, ())]
    marked = (index for index, block in enumerate(item.blocks) if isinstance(block, Paragraph) and markers(block.text))
    end = next(marked, None)
    if end is None:
        return below
    own = [block for block in item.blocks[: end + 1] if isinstance(block, Paragraph)]
    following = unmarked(item.blocks[end + 1 :])
    found = of_text(section, "marked item", "\n".join(one.text for one in own), [*following, *notes], item.line)
    return [*(replace(one, lines=one.lines | lines_of(own)) for one in found), *below]


def marked_paragraphs(section: Section) -> list[Sighting]:
    """A level that stands alone belongs to the paragraph before it."""
    found: list[Sighting] = []
    for index, block in enumerate(section.blocks):
        if isinstance(block, Paragraph) and markers(block.text):
            before = section.blocks[index - 1] if index and not without_markers(block.text) else None
            text = f"{flat([before])} {block.text}" if isinstance(before, Paragraph) else block.text
            found += of_text(section, "marked paragraph", text, _behind(section.blocks, index), block.line)
    return found


def _note_behind(blocks: Sequence[Block], index: int) -> list[Block]:
    """A box right behind a requirement is a note on it."""
    return [block for block in blocks[index + 1 : index + 2] if isinstance(block, Hint)]


def _behind(blocks: Sequence[Block], index: int) -> list[Block]:
    """The list right behind a paragraph, unless its entries are requirements themselves; else a note."""
    behind = (blocks[place] for place in range(index + 1, len(blocks)))
    following = list(takewhile(lambda block: isinstance(block, Item), behind))
    return [] if any(map(is_marked, following)) else following or _note_behind(blocks, index)
