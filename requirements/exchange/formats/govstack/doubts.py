"""What in a chapter looks like a requirement and was not read as one?"""

import re
from collections.abc import Iterable, Iterator

from requirements.exchange.formats.govstack.blocks import Block, Heading, Hint, Item, Paragraph, Table, flat
from requirements.exchange.formats.govstack.headings import Section
from requirements.exchange.formats.govstack.levels import LEVEL_WORD
from requirements.exchange.formats.govstack.records import Place, Reason, Rejected
from requirements.exchange.formats.govstack.sightings import IDENTIFIER, Sighting, is_marked

VERB = re.compile(r"\b(?:MUST|SHALL|SHOULD)\b")
# A level at either end of a text, in brackets with more than a marker has, or behind the text in small letters.
MISPLACED = re.compile(
    rf"^\W*{LEVEL_WORD.pattern}|{LEVEL_WORD.pattern}\W*$|[(\[](?=[^()\[\]]*[)\]])[^()\[\]]*{LEVEL_WORD.pattern}"
    r"|\((?:Required|Recommended|Optional)\)\W*$"
)
QUOTE_LENGTH = 100


def doubts(section: Section, found: Iterable[Sighting], file: str) -> Iterator[Rejected]:
    """Reasons with the first words of the text, in the order of the lines."""
    read = frozenset(line for sighting in found for line in sighting.lines)
    unmarked = _unmarked_siblings(section.blocks)
    if IDENTIFIER.match(section.title) and not read:
        yield _rejected(section.heading, file, Reason.NO_MARKER)
    for block in _texts(section.blocks):
        reason = _reason(block, block.line in unmarked) if block.line not in read else None
        if reason:
            yield _rejected(block, file, reason)


def _texts(blocks: Iterable[Block]) -> Iterator[Paragraph | Hint]:
    """Every paragraph outside of tables, boxes as a whole."""
    for block in blocks:
        if isinstance(block, Paragraph | Hint):
            yield block
        elif isinstance(block, Item):
            yield from _texts(block.blocks)


def _reason(block: Paragraph | Hint, is_unmarked_sibling: bool) -> Reason | None:
    text = flat([block])
    if isinstance(block, Hint):
        return Reason.TEMPLATE_TEXT if MISPLACED.search(text) else None
    if MISPLACED.search(text):
        return Reason.UNCLEAR_MARKER
    return Reason.NO_MARKER if is_unmarked_sibling or VERB.search(text) else None


def _unmarked_siblings(blocks: Iterable[Block]) -> set[int]:
    """Lines of the entries without a level in lists where at least every second entry has one."""
    found: set[int] = set()
    siblings: list[Item] = []
    for block in [*blocks, Heading("", 0, 0)]:
        if isinstance(block, Item):
            siblings.append(block)
        elif not isinstance(block, Hint | Table):
            found |= _minority(siblings)
            siblings = []
    return found


def _minority(siblings: list[Item]) -> set[int]:
    unmarked = [item for item in siblings if not is_marked(item)]
    is_minority = 2 * len(unmarked) <= len(siblings)
    return {item.line for item in unmarked} if is_minority else set()


def _rejected(block: Paragraph | Hint | Heading, file: str, reason: Reason) -> Rejected:
    text = block.text if isinstance(block, Heading) else flat([block])
    return Rejected(Place(file, block.line), reason, {"text": text[:QUOTE_LENGTH]})
