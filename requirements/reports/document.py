"""Of what is a report made, whatever file it becomes?"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from django.utils.translation import gettext as _

from requirements.languages import BY_CODE, Language

PLACE = re.compile(r"%\((\w+)\)s")
# An invisible letter that runs from left to right.
LEFT_TO_RIGHT = "\u200e"


@dataclass(frozen=True)
class Words:
    """A piece of text in one language; lines are separated by line feeds. `strong` stands out, `link` leads somewhere.

    `figure` is where the API says the same number: its path, `#`, and a JSON pointer into the answer.
    """

    text: str
    language: Language
    strong: bool = False
    link: str = ""
    figure: str = ""


def words(text: object, language: str, *, strong: bool = False, link: str = "", figure: str = "") -> Words:
    return Words(str(text), BY_CODE[language], strong, link, figure)


Cell: TypeAlias = Sequence[Words]


def address_shown(address: str, language: Language) -> str:
    """An address as readers see it: among letters that run from right to left, its last stroke stays at its end."""
    return address + (LEFT_TO_RIGHT if language.direction == "rtl" else "")


def sentence(text: str, language: str, **values: Words | str) -> list[Words]:
    """A translated text whose `%(name)s` are replaced by these words, so that a figure in it keeps its address."""
    pieces: list[Words] = []
    for number, piece in enumerate(PLACE.split(text)):
        found = values[piece] if number % 2 else piece
        pieces.append(found if isinstance(found, Words) else words(found, language))
    return [piece for piece in pieces if piece.text]


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1
    counted: bool = True


@dataclass(frozen=True)
class Paragraph:
    words: Sequence[Words]


@dataclass(frozen=True)
class Items:
    """A list whose entries have no order."""

    entries: Sequence[Sequence[Words]]


@dataclass(frozen=True)
class Table:
    """`head` is repeated on every page; `widths` are the shares of the columns in the width of the page.

    `shades` say how dark each cell of each row is, from 0 to 4; `source` is where the API says what the table says.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float] = ()
    caption: str = ""
    shades: Sequence[Sequence[int]] = ()
    source: str = ""


@dataclass(frozen=True)
class Bars:
    """A drawing of one bar for each label, made of parts in the order of `legend`.

    There are no words in it, only labels such as REQ-0142: one picture serves all languages, and needs no font of its
    own. What its colors mean stands beside it; `alternative` says it to those who do not see it.
    """

    rows: Sequence[tuple[str, Sequence[int]]]
    legend: Sequence[str]
    caption: str
    alternative: str


Block: TypeAlias = Heading | Paragraph | Items | Table | Bars


@dataclass(frozen=True)
class Document:
    """A report in one language. `subtitle` stands under the title, `source` at the foot of every page.

    `front` is what a meeting asks for ahead of a document: a name and what stands there. `moment` is the date of what
    is said; no file holds another, so that the same report gives the same bytes.
    """

    title: str
    language: Language
    blocks: Sequence[Block]
    subtitle: str = ""
    source: str = ""
    landscape: bool = False
    keywords: Sequence[str] = field(default=())
    front: Sequence[tuple[str, Cell]] = ()
    moment: datetime | None = None


class _Numbers:
    """Counts headings and captions on their way through a report, in the active language."""

    def __init__(self) -> None:
        self.patterns = {Table: _("Table %(number)s: %(caption)s"), Bars: _("Figure %(number)s: %(caption)s")}
        self.captions: Counter[type] = Counter()
        self.chapter = self.section = 0

    def heading(self, heading: Heading) -> Heading:
        if not heading.counted:
            return heading
        if heading.level == 1:
            self.chapter, self.section = self.chapter + 1, 0
            return replace(heading, text=f"{self.chapter} {heading.text}")
        self.section += 1
        return replace(heading, text=f"{self.chapter}.{self.section} {heading.text}")

    def captioned(self, block: Table | Bars) -> Table | Bars:
        self.captions[type(block)] += 1
        told = {"number": self.captions[type(block)], "caption": block.caption}
        return replace(block, caption=self.patterns[type(block)] % told)


def numbered(blocks: Iterable[Block]) -> list[Block]:
    """Headings as `2.1 Matrix`, captions as `Table 3: Matrix`, drawings counted apart."""
    numbers = _Numbers()
    return [
        numbers.heading(block)
        if isinstance(block, Heading)
        else numbers.captioned(block)
        if isinstance(block, Table | Bars) and block.caption
        else block
        for block in blocks
    ]
