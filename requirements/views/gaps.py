"""How does a reader see where standards are missing, which gaps matter most, who could take them up, what changed?

Everything comes from `gap_analysis.figures`; every number leads to the rows that it counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements import choices, gap_analysis
from requirements.gap_analysis import Cell, Change, Figures, Ranked
from requirements.gap_analysis.wording import FACTORS, FACTS, OUTCOMES, RULES, STATE_RULES, said
from requirements.views.addresses import name_of
from requirements.views.names import Name, names_of
from requirements.views.pages import page, show

gap_page = partial(page, state=lambda: gap_analysis.state().mark)

# Rows on the dashboard, which is read in one round trip; pages of their own have all.
BLOCKS, RANKED, GROUPS, OVERLAPS, CHANGES = 12, 6, 6, 5, 300
# Up to which share of those looked at each level of the matrix reaches.
LEVELS = ((0, "shade-g0"), (0.25, "shade-g1"), (0.5, "shade-g2"), (0.75, "shade-g3"), (1, "shade-g4"))
KEY = (
    ("shade-g0", gettext_lazy("none")),
    ("shade-g1", gettext_lazy("up to a quarter")),
    ("shade-g2", gettext_lazy("up to half")),
    ("shade-g3", gettext_lazy("up to three quarters")),
    ("shade-g4", gettext_lazy("more")),
)
FEW = 3
# One for each factor.
COLORS = ("c-d1", "c-d2", "c-d3", "c-d4", "c-d5", "c-d6")
# The bar of a score is so wide; a point is one unit.
BAR = 100


@dataclass(frozen=True)
class Shade:
    """A cell of the matrix as it is drawn, and what leads to its rows."""

    cell: Cell
    query: str

    @property
    def color(self) -> str:
        share = self.cell.share
        if share is None:
            return "shade-gu"
        level = next(name for limit, name in LEVELS if share <= limit)
        return f"{level} few" if self.cell.known < FEW and share else level


@dataclass(frozen=True)
class Bar:
    """A piece of the bar of a score: one factor, drawn beside the others."""

    color: str
    start: str
    width: str


@dataclass(frozen=True)
class Row:
    """A line of the ranking: the item with its name, the study group proposed first, and the pieces of its bar."""

    item: Ranked
    name: Name
    proposed: Sequence[Any]

    @property
    def points(self) -> list[tuple[Any, str]]:
        """(factor, points it gives to the score)."""
        return [(FACTORS[name], said(part * self.item.uncovered // 1000)) for name, part in self.item.parts.items()]

    @property
    def score(self) -> str:
        return said(self.item.score)

    @property
    def bars(self) -> list[Bar]:
        start, bars = 0.0, []
        for color, part in zip(COLORS, self.item.parts.values(), strict=True):
            width = part * self.item.uncovered / 1_000_000 * BAR / 100
            if width:
                bars.append(Bar(color, f"{start:.1f}", f"{max(width - 0.6, 0.2):.1f}"))
            start += width
        return bars


def published_run(number: str) -> Any:
    """A run that everybody may read; 404 for any other."""
    run = gap_analysis.published().filter(number=number).first()
    if run is None:
        raise Http404
    return run


@gap_page
def dashboard(request: HttpRequest, language: str) -> HttpResponseBase:
    """The figures of the latest published run; at most two dozen queries."""
    run = gap_analysis.latest()
    if run is None:
        return show(request, "gaps_none.html", {"menu": "gaps"})
    return show(request, "gaps.html", context_of(gap_analysis.figures(run), language))


@gap_page
def run(request: HttpRequest, language: str, run: str) -> HttpResponseBase:
    """The same of any published run, with all that went into it."""
    found = gap_analysis.figures(published_run(run))
    return show(
        request,
        "gaps.html",
        {
            **context_of(found, language),
            "is_run": True,
            "shifts": _shifts(found),
            "weights": _weights(found),
        },
    )


def context_of(found: Figures, language: str) -> dict[str, Any]:
    """What the page of a run shows."""
    blocks = _most_open(found)
    names = names_of({*filter(None, blocks), *_named(found)}, language)
    return {
        "menu": "gaps",
        "run": found,
        "root": f"/{language}/gaps/",
        **_heat(found, blocks, names, language),
        "ranking": rows_of(found.ranking[:RANKED], names),
        "factors": list(zip(COLORS, FACTORS.values(), strict=True)),
        "states": [(choices.GapState(state), number) for state, number in found.states.items()],
        "severities": [(choices.Severity(level), number) for level, number in found.severities.items()],
        "groups": [(names.get(group.study_group), group) for group in found.groups[:GROUPS]],
        "outside": [(names.get(name), number) for name, number in found.outside],
        "overlaps": [_overlap(overlap, names) for overlap in found.overlaps[:OVERLAPS]],
        "more_overlaps": len(found.overlaps) > OVERLAPS,
        "changed": [(label, outcome, len(found.changed(outcome))) for outcome, label in OUTCOMES.items()],
        "runs": list(gap_analysis.published()),
        "firm": sorted({name for shift in found.sensitivity for name in shift.new}),
    }


def _named(found: Figures) -> set[str]:
    """Every record that the page names."""
    proposed = {group["study_group"] for one in found.ranking for group in one.proposals["groups"][:1]}
    return {
        *(one.identifier for one in found.ranking[:RANKED]),
        *(group.study_group for group in found.groups[:GROUPS]),
        *(name for name, _number in found.outside if name),
        *(name for overlap in found.overlaps[:OVERLAPS] for name in (overlap.one, overlap.other)),
        *proposed,
    }


@gap_page
def matrix(request: HttpRequest, language: str, run: str) -> HttpResponseBase:
    """All building blocks by area."""
    found = gap_analysis.figures(published_run(run))
    blocks = found.matrix.blocks
    names = names_of([block for block in blocks if block], language)
    context = {"menu": "gaps", "run": found, "root": f"/{language}/gaps/", **_heat(found, blocks, names, language)}
    return show(request, "gaps_matrix.html", context)


def _most_open(found: Figures) -> list[str]:
    """The blocks with the most gaps, then with the most entries, in the order of the matrix."""
    totals = found.matrix.block_totals
    most = sorted(found.matrix.blocks, key=lambda block: (-totals[block].open, -totals[block].total, block))
    return [block for block in found.matrix.blocks if block in most[:BLOCKS]]


def _heat(found: Figures, blocks: Sequence[str], names: dict[str, Name], language: str) -> dict[str, Any]:
    """The matrix of these blocks, its totals those of all."""
    return {
        "rows": f"/{language}/gaps/runs/{found.number}/results/",
        "areas": [(area, choices.Area(area).label) for area in found.matrix.areas],
        "matrix": [_line(found, block, names) for block in blocks],
        "area_totals": [_shade(found.matrix.area_totals[area], area=area) for area in found.matrix.areas],
        "total": _shade(found.matrix.total),
        "key": KEY,
    }


def _line(found: Figures, block: str, names: dict[str, Name]) -> tuple[Any, list[Shade | None], Shade]:
    value = name_of(block) if block else "none"
    cells = [(area, found.matrix.cell(block, area)) for area in found.matrix.areas]
    shades = [_shade(cell, building_block=value, area=area) if cell.total else None for area, cell in cells]
    return names.get(block), shades, _shade(found.matrix.block_totals[block], building_block=value)


def _shade(cell: Cell, **narrowed: str) -> Shade:
    return Shade(cell, f"?{urlencode(narrowed)}" if narrowed else "")


def _overlap(overlap: Any, names: dict[str, Name]) -> tuple[Any, Any, Any, str]:
    query = urlencode([("body", _short(overlap.one)), ("body", _short(overlap.other))])
    return names.get(overlap.one), names.get(overlap.other), overlap, f"?{query}"


def _short(body: str) -> str:
    return body.removeprefix("organization:")


def rows_of(ranking: Iterable[Ranked], names: dict[str, Name]) -> list[Row]:
    return [Row(one, names[one.identifier], _proposed(one, names)) for one in ranking if one.identifier in names]


def _proposed(one: Ranked, names: dict[str, Name]) -> list[Any]:
    """What TSAG decided, else the study group proposed first, else that it lies outside."""
    if one.proposals.get("outside"):
        return [_("outside ITU-T")]
    groups = [group["study_group"] for group in one.proposals.get("groups", [])[:1]]
    return [names[group] for group in groups if group in names]


def _weights(found: Figures) -> list[tuple[Any, int]]:
    return [(FACTORS[name], points) for name, points in found.weights.items()]


def _shifts(found: Figures) -> list[tuple[Any, int, list[str]]]:
    return [(FACTORS[shift.factor], shift.percent - 100, shift.new) for shift in found.sensitivity]


@gap_page
def choose(request: HttpRequest, language: str) -> HttpResponseBase:
    """Where the form of two runs leads; the earlier one first."""
    numbers = [request.GET.get(name, "") for name in ("earlier", "later")]
    known = [run.number for run in gap_analysis.published() if run.number in numbers]
    if len(known) != 2:
        return redirect(f"/{language}/gaps/")
    return redirect(f"/{language}/gaps/compare/{known[1]}..{known[0]}/")


@gap_page
def compare(request: HttpRequest, language: str, earlier: str, later: str) -> HttpResponseBase:
    """What two published runs say differently, and why. Four queries."""
    before, after = published_run(earlier), published_run(later)
    changes = gap_analysis.compare(before, after)
    told = [change for change in changes if change.outcome != "rescored"]
    shown_changes = [*told, *(change for change in changes if change.outcome == "rescored")][:CHANGES]
    names = names_of({change.identifier for change in shown_changes}, language)
    context = {
        "menu": "gaps",
        "before": before,
        "after": after,
        "runs": list(gap_analysis.published()),
        "root": f"/{language}/gaps/",
        "totals": [
            (choices.GapState(state), before.counts.get(state, 0), after.counts.get(state, 0))
            for state in choices.GapState
        ],
        "outcomes": [(label, outcome, _changed(shown_changes, outcome, names)) for outcome, label in OUTCOMES.items()],
        "more": len(changes) - len(shown_changes),
    }
    return show(request, "gaps_compare.html", context)


def _changed(changes: Sequence[Change], outcome: str, names: dict[str, Name]) -> list[Any]:
    return [
        (names.get(change.identifier), change, [(FACTS[what], was, now) for what, was, now in change.why])
        for change in changes
        if change.outcome == outcome
    ]


@gap_page
def method(request: HttpRequest, language: str) -> HttpResponseBase:
    """The rules and the formula, with the weights in force. Three queries."""
    version, weights = gap_analysis.weights_in_force()
    context = {
        "menu": "gaps",
        "root": f"/{language}/gaps/",
        "version": version,
        "method": gap_analysis.VERSION,
        "factors": [(FACTORS[name], weights[name], RULES[name]) for name in FACTORS],
        "states": [(choices.GapState(state), rule) for state, rule in STATE_RULES.items()],
        "points": gap_analysis.PROPOSAL_POINTS,
    }
    return show(request, "gaps_method.html", context)
