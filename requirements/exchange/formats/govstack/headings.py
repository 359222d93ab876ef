"""Under which heading does a block stand?

The level of a heading does not follow its number (`## 5.1` before `## 5.1.1`), numbers repeat and jump, and a bold
paragraph may stand for a heading: where two headings have numbers, the numbers decide which contains the other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from requirements.exchange.formats.govstack.blocks import BOLD_LEVEL, Block, Heading, Paragraph
from requirements.exchange.formats.govstack.levels import without_markers

# Nobody numbers more than a few levels; each would be a heading that contains all others.
NUMBER = re.compile(r"^#?\s*(\d+(?:\.\d+){0,15})[.)]?(?:\s+|$)")
FORMER_NUMBER = re.compile(r"\(\s*previously\s+([\d.]*\d)\s*\)", re.IGNORECASE)
LONGEST_BOLD_HEADING = 150


def number_of(heading: str) -> tuple[int, ...]:
    """(5, 1, 3) of `5.1.3 Audit`; () if it has none."""
    found = NUMBER.match(heading)
    return tuple(int(part[:9]) for part in found[1].split(".")) if found else ()


def title_of(heading: str) -> str:
    """The words of a heading: without number, level and former number."""
    words = without_markers(FORMER_NUMBER.sub(" ", NUMBER.sub("", heading, count=1)))
    return " ".join(words.split()).removesuffix(".")


def numbered_title(heading: str) -> str:
    """`6.2.1 Voucher Provisioning`: number and words, without level."""
    found = NUMBER.match(heading)
    return f"{found[1]} {title_of(heading)}".strip() if found else title_of(heading)


def former_number(heading: str) -> tuple[int, ...]:
    """The number that a heading names as its former one: `(previously 5.18)`."""
    found = FORMER_NUMBER.search(heading)
    return number_of(found[1]) if found else ()


@dataclass(frozen=True)
class Section:
    """A heading, the headings that contain it (outermost first), and the blocks up to the next heading."""

    heading: Heading
    above: tuple[Heading, ...]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        return title_of(self.heading.text)


def sections(blocks: Iterable[Block]) -> list[Section]:
    """The document in sections; what stands before the first heading has an empty one."""
    above: tuple[Heading, ...] = ()
    heading, held = Heading("", 1, 0), list[Block]()
    found = []
    for block in _with_bold_headings(blocks):
        if not isinstance(block, Heading):
            held.append(block)
            continue
        found.append(Section(heading, above, tuple(held)))
        above = _above(block, (*above, heading))
        heading, held = block, []
    found.append(Section(heading, above, tuple(held)))
    return [section for section in found if section.heading.text or section.blocks]


def _above(heading: Heading, earlier: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """The first heading is that of the chapter and contains all others."""
    containing = [*earlier[:1], *takewhile(lambda one: not _excludes(one, heading), earlier[1:])]
    while len(containing) > 1 and not _contains(containing[-1], heading):
        containing.pop()
    return tuple(one for one in containing if one.text)


def _excludes(outer: Heading, inner: Heading) -> bool:
    """Whether the numbers say that a heading does not contain another."""
    above, below = number_of(outer.text), number_of(inner.text)
    return bool(above and below) and (len(above) >= len(below) or below[: len(above)] != above)


def _contains(outer: Heading, inner: Heading) -> bool:
    if number_of(outer.text) and number_of(inner.text):
        return not _excludes(outer, inner)
    return outer.level < inner.level


def _with_bold_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield _as_heading(block) or block if isinstance(block, Paragraph) else block


def _as_heading(paragraph: Paragraph) -> Heading | None:
    """`**8.1.1 Multiple API Gateway (REQUIRED)**` is a heading; a bold sentence is not."""
    words = without_markers(paragraph.text)
    is_heading = (
        bool(paragraph.lead)
        and without_markers(paragraph.lead) == words
        and len(words) <= LONGEST_BOLD_HEADING
        and not words.endswith(".")
        and "\n" not in words
    )
    return Heading(paragraph.text, paragraph.line, BOLD_LEVEL) if is_heading else None
