"""How are the bars of a report drawn? As rectangles with labels that need no words, from either side."""

from collections.abc import Sequence
from html import escape

from requirements.languages import Language
from requirements.reports.document import Bars

# Told apart by those who see no red or green, and on paper without colors by their darkness.
COLORS = ("#0b3c5d", "#1f7a8c", "#6aaed6", "#d9a441", "#a23b2a", "#7a6c9d")
LABEL, WIDTH, ROW, BAR = 80, 480, 22, 14
PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'


def svg(bars: Bars, language: Language) -> str:
    """A drawing LABEL + WIDTH wide; read from right to left, the bars begin at the right."""
    most = max((sum(parts) for _label, parts in bars.rows), default=0) or 1
    mirrored = language.direction == "rtl"
    drawn = "".join(_row(place, label, parts, most, mirrored) for place, (label, parts) in enumerate(bars.rows))
    width, height = LABEL + WIDTH, ROW * len(bars.rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"{drawn}</svg>"
    )


def png(bars: Bars, language: Language) -> bytes:
    """The same drawing as pixels, for files that hold no vectors; the font of its labels comes with the library."""
    import typst  # a library of 30 MB, for those who write reports alone

    found: bytes = typst.compile(
        PAGE, sys_inputs={"svg": svg(bars, language)}, format="png", ppi=200, ignore_system_fonts=True
    )
    return found


def _row(place: int, label: str, parts: Sequence[int], most: int, mirrored: bool) -> str:
    y, at = place * ROW, 0.0
    anchor, x = ("start", WIDTH + 8) if mirrored else ("end", LABEL - 8)
    drawn = (
        f'<text x="{x}" y="{y + 15}" font-size="12" font-family="Libertinus Serif, serif" text-anchor="{anchor}">'
        f"{escape(label)}</text>"
    )
    for color, part in zip(COLORS, parts, strict=False):
        width = part * WIDTH / most
        left = WIDTH - at - width if mirrored else LABEL + at
        drawn += f'<rect x="{left:.2f}" y="{y + 4}" width="{width:.2f}" height="{BAR}" fill="{color}"/>'
        at += width
    return drawn
