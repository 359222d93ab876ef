"""Of which blocks does a document consist, once its markup is gone?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from requirements.exchange.formats.govstack.levels import BARE_ALONE, bracketed
from requirements.exchange.formats.govstack.texts import one_line, tidy

# A paragraph that is bold as a whole stands for a heading; it is deeper than every real one.
BOLD_LEVEL = 7


@dataclass(frozen=True)
class Heading:
    text: str
    line: int
    level: int
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Prose; a hard line break is a `\\n`. `lead` is the bold text that opens it; `code`: nothing but inline code."""

    text: str
    line: int
    lead: str = ""
    code: bool = False


@dataclass(frozen=True)
class Item:
    """One entry of a list, with the lists below it; `label` is `•` or the number as written.

    In HTML entries follow each other whatever contains them: `depth` is 1 for those of the outermost list.
    """

    blocks: tuple["Block", ...]
    line: int
    label: str = "•"
    depth: int = 1


@dataclass(frozen=True)
class Row:
    cells: tuple[tuple["Block", ...], ...]
    line: int
    header: bool = False

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The plain text of each cell."""
        return tuple(flat(cell) for cell in self.cells)


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]
    line: int

    @cached_property
    def header(self) -> Row | None:
        """The first row that says anything: GitBook may keep an empty one before it."""
        return next((row for row in self.rows if any(row.texts)), None)


@dataclass(frozen=True)
class Hint:
    """A box set apart from the text: an instruction to authors, or a note on what stands before it."""

    blocks: tuple["Block", ...]
    line: int


Block: TypeAlias = Heading | Paragraph | Item | Row | Table | Hint


def flat(blocks: Iterable[Block]) -> str:
    """All prose of the blocks on one line; list entries keep their label."""
    return " ".join(part for part in map(_flat, blocks) if part)


def _flat(block: Block) -> str:
    if isinstance(block, Heading | Paragraph):
        return one_line(block.text)
    if isinstance(block, Item):
        return f"{block.label} {flat(block.blocks)}"
    return flat(block.blocks) if isinstance(block, Hint) else ""


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block and what lies within it, in the order of the document."""
    for block in blocks:
        yield block
        if isinstance(block, Item | Hint):
            yield from walk(block.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                yield row
                yield from walk(inner for cell in row.cells for inner in cell)


class Prose:
    """Collects pieces of running text and knows which of them were bold; what was struck out is gone."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, bool]] = []
        self.bold = 0
        self.struck = 0

    def add(self, text: str, *, code: bool = False) -> None:
        """A level that is bold or code by itself is set apart as if it stood in brackets."""
        if self.struck > 0:
            return
        bare = BARE_ALONE.fullmatch(text) if code or self.bold > 0 else None
        before = next((piece.rstrip() for piece, _ in reversed(self.pieces) if piece.strip()), "([") if bare else ""
        bare = None if before[-1:] in ("(", "[") else bare
        self.pieces.append((f" ({bare[1]}) " if bare else text, self.bold > 0))

    def paragraph(self, line: int, code: bool = False) -> Paragraph:
        return Paragraph(bracketed(tidy("".join(text for text, _ in self.pieces))), line, self._lead(), code)

    def _lead(self) -> str:
        bold = []
        for text, is_bold in self.pieces:
            if not is_bold and text.strip():
                break
            bold.append(text)
        return one_line(tidy("".join(bold)))
