"""What becomes of the names, actors and building blocks that a use case lists?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from requirements.choices import ActorType
from requirements.exchange.formats.govstack import building_blocks
from requirements.exchange.formats.govstack.blocks import Block, Item, Paragraph, Row, Table, flat
from requirements.exchange.formats.govstack.requirement import TITLE_LENGTH
from requirements.exchange.formats.govstack.wording import is_label, parts
from requirements.exchange.formats.wording import shortened

FUTURE = re.compile(r"future\b", re.IGNORECASE)
HEADER = re.compile(r"(?:stakeholder|actor|name|role)s?", re.IGNORECASE)
# Where the name of a stakeholder ends and its part in the use case begins.
PART_BEGINS = re.compile(r":\s|\s+(?:[-–]|that|who|which|seeking|responsible|in charge|facilitating|serving)\s+|[.;(]")
ORGANIZATION = re.compile(
    r"\bministr|authorit|institution|agenc|government|organi[sz]ation|compan|bank|chamber|municipalit|enterprise|union"
    r"|association|directorate|department|council|\bltd\b|\bngo",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"\.(?=\s+[A-Z])")
SHORT_DESCRIPTION = 600


def text_of(language: str, blocks: Sequence[Block]) -> dict[str, str]:
    text = "\n\n".join(parts(blocks))
    return {language: text} if text else {}


def short(text: str) -> str:
    """Whole sentences, if the first fits."""
    if len(text) <= SHORT_DESCRIPTION:
        return text
    ends = [found.end() for found in SENTENCE_END.finditer(text, 0, SHORT_DESCRIPTION)]
    return text[: ends[-1]] if ends else shortened(text, SHORT_DESCRIPTION)


def named(blocks: Iterable[Block]) -> Iterator[tuple[str, int]]:
    """Names with their lines, one to an entry, row or line, up to those that only a future release is to have."""
    for block in blocks:
        text = _list(block)
        if FUTURE.match(text):
            return
        yield from ((name, block.line) for line in text.split("\n") if (name := line.strip(" ·•.")))


def _list(block: Block) -> str:
    """A sentence that announces a list is no name."""
    if isinstance(block, Item):
        return flat(block.blocks)
    if isinstance(block, Table):
        return "\n".join(" – ".join(filter(None, row.texts)) for row in block.rows if not _is_header(row))
    announces = isinstance(block, Paragraph) and block.text.endswith(":") and not is_label(block.text)
    return block.text if isinstance(block, Paragraph) and not announces else ""


def _is_header(row: Row) -> bool:
    return bool(row.texts) and bool(HEADER.fullmatch(row.texts[0]))


def block_names(names: Iterable[str]) -> list[str]:
    meant = filter(None, map(building_blocks.meant_by, names))
    return list(dict.fromkeys(f"block:{block.slug}" for block in meant))


def actors(told: Iterable[tuple[str, ActorType | None]], language: str) -> list[dict[str, Any]]:
    """Of what is said of each actor, the name; the kind is known or told from the words."""
    return [
        {
            "key": f"actor-{number}",
            "name": {language: shortened(PART_BEGINS.split(description, maxsplit=1)[0].strip(), TITLE_LENGTH)},
            "type": (kind or _kind(description)).value,
            "description": {language: description},
        }
        for number, (description, kind) in enumerate(dict(told).items(), start=1)
    ]


def _kind(description: str) -> ActorType:
    return ActorType.ORGANIZATION if ORGANIZATION.search(description) else ActorType.PERSON
