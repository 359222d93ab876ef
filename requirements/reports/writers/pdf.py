"""How does a report become a tagged PDF (PDF/UA-1) that looks the same everywhere?

Typst sets it; the fonts of the machine are asked for Arabic and Chinese letters alone.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from requirements.reports import pictures
from requirements.reports.document import Bars, Block, Document, Heading, Items, Paragraph, Table, Words
from requirements.reports.errors import FontMissing

TEMPLATE = Path(__file__).with_name("report.typ")
# Comes with the library: Latin, Greek and Cyrillic letters.
USUAL = "Libertinus Serif"
# Any one of these will do for a language's letters, the first that is there.
FONTS = {
    "ar": ("Noto Naskh Arabic", "Noto Sans Arabic", "Amiri", "Scheherazade New", "DejaVu Sans", "Arial"),
    "zh": ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "WenQuanYi Micro Hei", "SimSun"),
}


def write(document: Document, stream: IO[bytes]) -> None:
    """Write the document; the same document gives the same bytes on a machine with the same fonts. FontMissing names
    those of which it needs one.
    """
    import typst  # a library of 30 MB, for those who write reports alone

    described = json.dumps(_described(document, fonts_for(document)), ensure_ascii=False)
    made = typst.compile(TEMPLATE.read_bytes(), sys_inputs={"report": described}, pdf_standards=["ua-1"], timestamp=0)
    stream.write(made)


def fonts_for(document: Document) -> list[str]:
    """The font of each language that has words in the document."""
    import typst  # see above

    known = set(typst.Fonts().families())
    spoken = {piece.language.code for piece in pieces(document)} | {document.language.code}
    found = [USUAL]
    for code in sorted(spoken & set(FONTS)):
        fitting = next((font for font in FONTS[code] if font in known), None)
        if fitting is None:
            raise FontMissing(code, FONTS[code])
        found.append(fitting)
    return found


def pieces(document: Document) -> Iterator[Words]:
    """All words of a document that have a language of their own."""
    for _name, cell in document.front:
        yield from cell
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from block.words
        elif isinstance(block, Items):
            yield from (piece for entry in block.entries for piece in entry)
        elif isinstance(block, Table):
            yield from (piece for row in block.rows for cell in row for piece in cell)


def _described(document: Document, fonts: list[str]) -> dict[str, Any]:
    moment = document.moment
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.source.partition(",")[0],
        "date": {"year": moment.year, "month": moment.month, "day": moment.day} if moment else None,
        "source": document.source,
        "language": document.language.code,
        "rtl": document.language.direction == "rtl",
        "landscape": document.landscape,
        "fonts": fonts,
        "front": [[name, _cell(cell)] for name, cell in document.front],
        "blocks": [_block(block, document) for block in document.blocks],
    }


def _block(block: Block, document: Document) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "words": _cell(block.words)}
    if isinstance(block, Items):
        return {"kind": "items", "entries": [_cell(entry) for entry in block.entries]}
    if isinstance(block, Bars):
        return _bars(block, document)
    return {
        "kind": "table",
        "caption": block.caption,
        "head": block.head,
        "rows": [[_cell(cell) for cell in row] for row in block.rows],
        "widths": list(block.widths or [1] * len(block.head)),
        "shades": block.shades,
        "source": block.source,
    }


def _bars(bars: Bars, document: Document) -> dict[str, Any]:
    return {
        "kind": "bars",
        "svg": pictures.svg(bars, document.language),
        "caption": bars.caption,
        "alternative": bars.alternative,
        "legend": list(zip(pictures.COLORS, bars.legend, strict=False)),
    }


def _cell(cell: Any) -> list[dict[str, Any]]:
    return [
        {"text": piece.text, "strong": piece.strong, "link": piece.link, "language": piece.language.code}
        for piece in cell
    ]
