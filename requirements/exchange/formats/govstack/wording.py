"""Which part of a requirement's prose states it, and which explains?"""

import re
from collections.abc import Iterable, Sequence

from requirements.exchange.formats.govstack.blocks import Block, Hint, Item, Paragraph, Table, flat
from requirements.exchange.formats.govstack.texts import one_line

LISTED = re.compile(r"^(?:•|\d+\.)\s")
NORMATIVE = re.compile(r"\b(?:must|shall|should|required|(?:has|have|needs?|is|are) to)\b", re.IGNORECASE)
NOTE = re.compile(r"^(?:note\b|for example|examples?\b|see\b|e\.g\.)", re.IGNORECASE)
# More words than these make a sentence of a marked text.
LABEL_WORDS = 9


def parts(blocks: Iterable[Block]) -> list[str]:
    """The prose in parts of one line each: a paragraph with the list that it announces, a list, a note."""
    found: list[list[str]] = []
    listing = False
    for block in blocks:
        if isinstance(block, Item):
            _add_item(found, flat([block]), listing)
        elif isinstance(block, Table):
            _drop_announcement(found)
        else:
            found += ([part] for part in _paragraphs(block))
        listing = isinstance(block, Item)
    return list(map(" ".join, found))


def _add_item(found: list[list[str]], item: str, listing: bool) -> None:
    if found and (listing or found[-1][-1].endswith(":")):
        found[-1].append(item)
    else:
        found.append([item])


def _drop_announcement(found: list[list[str]]) -> None:
    """`Fields:` says nothing once the table below it is left out."""
    if found and found[-1][-1].endswith(":"):
        found.pop()


def _paragraphs(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [one_line(part) for part in re.split(r"\n\s*\n", block.text) if part.strip()]
    return parts(block.blocks) if isinstance(block, Hint) else []


def split(prose: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """(statement, explanation): the statement ends with the last part that binds; notes and examples explain."""
    binding = [index for index, part in enumerate(prose) if NORMATIVE.search(part) and not NOTE.match(part)]
    last = max(binding, default=0)
    return " ".join(prose[: last + 1]), tuple(prose[last + 1 :])


def under_title(title: str, prose: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """(statement, explanation) of a titled requirement: its prose, behind the title unless it binds by itself."""
    if all(map(NOTE.match, prose)):
        return title, tuple(prose)
    statement, explanation = split(prose)
    stands_alone = NORMATIVE.search(statement) and not LISTED.match(statement) and not NOTE.match(statement)
    return statement if stands_alone else announced(title, statement), explanation


def announced(title: str, text: str) -> str:
    """`Querying: • by day • by type`."""
    text = text.removeprefix("Description: ")
    return f"{title} {text}" if title.endswith((".", ":", "?", "!")) else f"{title}: {text}"


def is_label(text: str) -> bool:
    """Whether a marked text only names what the text behind it states."""
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    return len(words) <= LABEL_WORDS and not text.endswith(".") and not NORMATIVE.search(text)
