"""How is a trace drawn: where does each box stand, from where to where goes each line, and all mirrored in Arabic?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from requirements.traceability import DEEPEST, Trace, layer_of
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
WIDTH, HEIGHT, GAP, ROW, HEAD = 190, 44, 56, 56, 30
# Characters that fit a line of a box.
FIT = 24
# Boxes in one drawing; of more the table tells better.
MOST = 60


@dataclass(frozen=True)
class Box:
    """A record as a rectangle with two lines, each beginning at `text`."""

    name: Name
    x: int
    y: int
    text: int
    is_start: bool
    mirrored: bool

    @property
    def direction(self) -> str:
        """Of the first line; a text that runs against the drawing is set from the other end."""
        return self.name.short.language.direction

    @property
    def anchor(self) -> str:
        return "start" if (self.direction == "rtl") == self.mirrored else "end"

    @property
    def second_anchor(self) -> str:
        """Identifiers run from left to right."""
        return "end" if self.mirrored else "start"

    @property
    def first(self) -> str:
        return Truncator(self.name.short.text).chars(FIT)

    @property
    def second(self) -> str:
        return Truncator(self.name.identifier.partition("#")[2] or self.name.identifier).chars(FIT + 4)

    @property
    def first_at(self) -> int:
        return self.y + 19

    @property
    def second_at(self) -> int:
        return self.y + 35


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
    return Graph(
        width + 2, HEAD + tallest * ROW, headings, list(boxes.values()), _lines(trace, boxes, mirrored=mirrored)
    )


def _x(place: int, width: int, *, mirrored: bool) -> int:
    x = place * (WIDTH + GAP) + 1
    return width - x - WIDTH + 2 if mirrored else x


def _box(name: Name, x: int, row: float, trace: Trace, *, mirrored: bool) -> Box:
    text = x + WIDTH - 9 if mirrored else x + 9
    return Box(name, x, HEAD + round(row * ROW), text, name.identifier in trace.starts, mirrored)


def _lines(trace: Trace, boxes: Mapping[str, Box], *, mirrored: bool) -> list[tuple[str, str]]:
    """(path, class) of a curve for each step, from the side of the earlier box to the near side of the later."""
    found = []
    for edge in trace.edges:
        if edge.source in boxes and edge.target in boxes:
            start, end = boxes[edge.source], boxes[edge.target]
            out, into = (start.x, end.x + WIDTH) if mirrored else (start.x + WIDTH, end.x)
            bend = GAP // 2 if out < into else -(GAP // 2)
            y1, y2 = start.y + HEIGHT // 2, end.y + HEIGHT // 2
            path = f"M{out} {y1}C{out + bend} {y1} {into - bend} {y2} {into} {y2}"
            found.append((path, "c-edge dash" if edge.coverage == "not_assessed" else "c-edge"))
    return found


def steps(trace: Trace) -> Sequence[tuple[str, str, str, str]]:
    """(source, relation, target, coverage) in the order of the thread: the table that says what the drawing shows."""
    ordered = sorted(trace.edges, key=lambda edge: (layer_of(edge.source) or 0, edge))
    return [(edge.source, edge.relation, edge.target, edge.coverage) for edge in ordered]
