"""How is a trace drawn: where does each box stand, from where to where goes each line, and all mirrored in Arabic?"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from requirements.traceability import DEEPEST, Trace
from requirements.views.names import Name

# What the columns of a drawing are called.
LAYERS: dict[int, Any] = {
    0: _("Provisions"),
    1: _("Use cases, needs, experiences"),
    2: _("Requirements"),
    3: _("Standardization aspects"),
    4: _("Standards"),
    5: _("Study groups"),
}
WIDTH, HEIGHT, GAP, ROW, HEAD = 190, 60, 56, 70, 30
# Lines of a box, of which each holds so many small letters; wide ones take more room.
LINES, FIT, FIT_SMALL = 3, 26.0, 29.0
FIRST_LINE, NEXT_LINE = 18, 16
WIDE, CAPITAL = 1.85, 1.25
# Boxes in one drawing; of more the table tells better.
MOST = 60


def wrapped(text: str, most: int, fit: float = FIT) -> list[str]:
    """The text in at most `most` lines of a box; what is left out is marked."""
    lines: list[str] = []
    left = text.strip()
    while left and len(lines) < most:
        end = _end_of_line(left, fit)
        lines.append(left[:end].rstrip())
        left = left[end:].lstrip()
    if left:
        lines[-1] = f"{lines[-1][: _end_of_line(lines[-1], fit - 1)].rstrip()}…"
    return lines


def _end_of_line(text: str, fit: float) -> int:
    """How many characters fit a line: up to the last blank, or to the edge where there is none or letters are wide."""
    used, end = 0.0, 0
    for end, letter in enumerate(text, 1):
        used += _room(letter)
        if used > fit:
            blank = text.rfind(" ", 1, end)
            return blank if blank > 0 and _room(text[end - 1]) < WIDE else max(end - 1, 1)
    return end


def _room(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return WIDE if unicodedata.east_asian_width(letter) in "WF" else CAPITAL if letter.isupper() else 1.0


@dataclass(frozen=True)
class Box:
    """A record as a rectangle with lines of text, each beginning at `text`."""

    name: Name
    x: int
    y: int
    text: int
    is_start: bool
    mirrored: bool

    @property
    def direction(self) -> str:
        """Of what the record is called."""
        return self.name.short.language.direction

    @property
    def anchor(self) -> str:
        return self._anchor(self.direction)

    @property
    def small(self) -> str:
        """What stands below in small letters: the identifier of an entry, the title of what is called by a number."""
        if ":" not in self.name.identifier:
            return self.name.identifier
        if self.name.kind == "provision" or self.name.short == self.name.title:
            return ""
        return "".join(wrapped(self.name.title.text, 1, FIT_SMALL))

    @property
    def small_direction(self) -> str:
        """Identifiers run from left to right."""
        return self.name.title.language.direction if ":" in self.name.identifier else "ltr"

    @property
    def small_anchor(self) -> str:
        return self._anchor(self.small_direction)

    @property
    def lines(self) -> list[tuple[int, str]]:
        """(y, text) of what the record is called."""
        lines = wrapped(self.name.short.text, LINES - bool(self.small))
        return [(self.y + FIRST_LINE + place * NEXT_LINE, line) for place, line in enumerate(lines)]

    @property
    def small_at(self) -> int:
        return self.y + FIRST_LINE + len(self.lines) * NEXT_LINE

    def _anchor(self, direction: str) -> str:
        """A text that runs against the drawing is set from the other end."""
        return "start" if (direction == "rtl") == self.mirrored else "end"


@dataclass(frozen=True)
class Graph:
    """Boxes in columns, lines between them, a heading above each column; all in the units of the view box."""

    width: int
    height: int
    headings: list[tuple[int, Any]]
    boxes: list[Box]
    lines: list[tuple[str, str]]


def graph(trace: Trace, names: Mapping[str, Name], *, mirrored: bool) -> Graph | None:
    """The drawing of a trace, columns from provision to study group; None if it would be too large to read."""
    layers = {layer: [one for one in trace.layer(layer) if one in names] for layer in range(DEEPEST + 1)}
    columns = [(layer, identifiers) for layer, identifiers in layers.items() if identifiers]
    if not columns or sum(len(identifiers) for _layer, identifiers in columns) > MOST:
        return None
    width = len(columns) * (WIDTH + GAP) - GAP
    tallest = max(len(identifiers) for _layer, identifiers in columns)
    places = {layer: _x(place, width, mirrored=mirrored) for place, (layer, _identifiers) in enumerate(columns)}
    boxes = {
        identifier: _box(
            names[identifier], places[layer], row + (tallest - len(identifiers)) / 2, trace, mirrored=mirrored
        )
        for layer, identifiers in columns
        for row, identifier in enumerate(identifiers)
    }
    headings = [(x + (WIDTH if mirrored else 0), LAYERS[layer]) for layer, x in places.items()]
    lines = list(dict.fromkeys(_lines(trace, boxes, mirrored=mirrored)))
    return Graph(width + 2, HEAD + tallest * ROW, headings, list(boxes.values()), lines)


def _x(place: int, width: int, *, mirrored: bool) -> int:
    x = place * (WIDTH + GAP) + 1
    return width - x - WIDTH + 2 if mirrored else x


def _box(name: Name, x: int, row: float, trace: Trace, *, mirrored: bool) -> Box:
    text = x + WIDTH - 9 if mirrored else x + 9
    return Box(name, x, HEAD + round(row * ROW), text, name.identifier in trace.starts, mirrored)


def _lines(trace: Trace, boxes: Mapping[str, Box], *, mirrored: bool) -> Iterator[tuple[str, str]]:
    """(path, class) of a curve for each step, from the side of the earlier box to the near side of the later."""
    for edge in trace.edges:
        if edge.source in boxes and edge.target in boxes:
            start, end = boxes[edge.source], boxes[edge.target]
            out, into = (start.x, end.x + WIDTH) if mirrored else (start.x + WIDTH, end.x)
            bend = GAP // 2 if out < into else -(GAP // 2)
            y1, y2 = start.y + HEIGHT // 2, end.y + HEIGHT // 2
            path = f"M{out} {y1}C{out + bend} {y1} {into - bend} {y2} {into} {y2}"
            yield path, "c-edge dash" if edge.coverage == "not_assessed" else "c-edge"


def two_columns(
    left: Sequence[str],
    right: Sequence[str],
    edges: Sequence[tuple[str, str]],
    headings: tuple[Any, Any],
    names: Mapping[str, Name],
    *,
    mirrored: bool,
) -> Graph | None:
    """A drawing of who leads to whom, from one column to the other; None if nobody does, or if it would be too large.

    Lines within a column are left to the table.
    """
    if not edges or len(left) + len(right) > MOST:
        return None
    width, tallest = 2 * WIDTH + 3 * GAP, max(len(left), len(right))
    places = (1, width - WIDTH + 1) if not mirrored else (width - WIDTH + 1, 1)
    boxes = {
        identifier: _placed(names[identifier], x, row + (tallest - len(column)) / 2, is_start, mirrored=mirrored)
        for column, x, is_start in ((left, places[0], True), (right, places[1], False))
        for row, identifier in enumerate(column)
    }
    lines = [(_curve(boxes[one], boxes[two], mirrored=mirrored), "c-edge") for one, two in edges if two in right]
    told = [(x + (WIDTH if mirrored else 0), heading) for x, heading in zip(places, headings, strict=True)]
    return Graph(width + 2, HEAD + tallest * ROW, told, list(boxes.values()), lines)


def _placed(name: Name, x: int, row: float, is_start: bool, *, mirrored: bool) -> Box:
    return Box(name, x, HEAD + round(row * ROW), x + WIDTH - 9 if mirrored else x + 9, is_start, mirrored)


def _curve(start: Box, end: Box, *, mirrored: bool) -> str:
    out, into = (start.x, end.x + WIDTH) if mirrored else (start.x + WIDTH, end.x)
    bend = GAP if out < into else -GAP
    y1, y2 = start.y + HEIGHT // 2, end.y + HEIGHT // 2
    return f"M{out} {y1}C{out + bend} {y1} {into - bend} {y2} {into} {y2}"
