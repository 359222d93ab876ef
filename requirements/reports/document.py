"""Of what is a report made, whatever file it becomes?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from requirements.languages import BY_CODE, Language


@dataclass(frozen=True)
class Words:
    """A piece of text in one language; lines are separated by line feeds. `strong` stands out."""

    text: str
    language: Language
    strong: bool = False


def words(text: object, language: str, *, strong: bool = False) -> Words:
    return Words(str(text), BY_CODE[language], strong)


Cell: TypeAlias = Sequence[Words]


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    words: Sequence[Words]


@dataclass(frozen=True)
class Table:
    """`head` is repeated on every page; `widths` are the shares of the columns in the width of the page."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float] = ()
    caption: str = ""


Block: TypeAlias = Heading | Paragraph | Table


@dataclass(frozen=True)
class Document:
    """A report in one language. `subtitle` stands under the title, `source` at the foot of every page."""

    title: str
    language: Language
    blocks: Sequence[Block]
    subtitle: str = ""
    source: str = ""
    landscape: bool = False
    keywords: Sequence[str] = field(default=())
