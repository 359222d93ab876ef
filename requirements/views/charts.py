"""How is a share drawn? As a bar of rectangles whose colors are classes; the numbers stand beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from requirements.choices import CoverageLevel

WIDTH = 200
COLORS = {
    CoverageLevel.FULL: "c-deep",
    CoverageLevel.PARTIAL: "c-part",
    CoverageLevel.NONE: "c-g4",
    CoverageLevel.NOT_ASSESSED: "c-tile",
}


@dataclass(frozen=True)
class Segment:
    """One level of coverage in a bar WIDTH wide."""

    level: CoverageLevel
    count: int
    start: int
    width: int

    @property
    def color(self) -> str:
        return COLORS[self.level]


@dataclass(frozen=True)
class Shares:
    """Records by their level of coverage."""

    counts: dict[CoverageLevel, int]

    @classmethod
    def of(cls, levels: Iterable[str]) -> "Shares":
        known = list(levels)
        return cls({level: known.count(level) for level in COLORS})

    def __bool__(self) -> bool:
        return any(self.counts.values())

    @property
    def segments(self) -> list[Segment]:
        """The levels side by side, those that nothing has included; their widths add up to WIDTH."""
        total, before, segments = sum(self.counts.values()) or 1, 0, []
        for level in COLORS:
            start, before = before, before + self.counts.get(level, 0)
            left, right = WIDTH * start // total, WIDTH * before // total
            segments.append(Segment(level, before - start, left, right - left))
        return segments
