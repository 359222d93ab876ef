"""What are the figures of a run, so that page, file, API and report all say the same?

`figures()` describes a run in plain values: counts, identifiers and thousandths of a point, no titles and no language.
What a run says never changes, so it is counted once in each process; what people said of it since is read anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from requirements.choices import GapState, Severity
from requirements.gap_analysis import criteria
from requirements.gap_analysis.comparison import Change, compare
from requirements.gap_analysis.criteria import GAPS, Facts
from requirements.gap_analysis.reading import Beside, beside, previous_of
from requirements.gap_analysis.sensitivity import Shift, sensitivity
from requirements.models import GapAnalysis, GapResult

# Rows of the ranking that the figures hold; `reading.results()` gives all.
RANKED = 20
# Nobody has said yet whether a standard covers it.
UNKNOWN = (GapState.NOT_ASSESSED, GapState.TO_BE_CONFIRMED)

# Items in two building blocks are counted in both; in the row of totals, once.
CELLS = """
    SELECT block, area, count(*) FILTER (WHERE state = ANY (%(gaps)s)),
           count(*) FILTER (WHERE state <> ALL (%(unknown)s)), count(*)
    FROM requirements_gapresult
    CROSS JOIN LATERAL unnest(CASE WHEN blocks = '{}' THEN '{""}' ELSE blocks END || '{*}'::text[]) AS block
    WHERE run_id = %(run)s GROUP BY block, area ORDER BY block COLLATE "C", area COLLATE "C"
"""
STATES = """
    SELECT state, severity, count(*) FROM requirements_gapresult WHERE run_id = %(run)s GROUP BY state, severity
"""
GROUPS = """
    SELECT proposed.value ->> 'study_group', count(*) FILTER (WHERE rank = 1), count(*) FILTER (WHERE rank <= 3),
           (array_agg(identifier ORDER BY score DESC, identifier COLLATE "C") FILTER (WHERE rank = 1))[1:5]
    FROM requirements_gapresult
    CROSS JOIN LATERAL jsonb_array_elements(proposals -> 'groups') WITH ORDINALITY AS proposed (value, rank)
    WHERE run_id = %(run)s AND state = ANY (%(gaps)s) AND NOT (proposals ->> 'outside')::boolean
    GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1
"""
OUTSIDE = """
    SELECT coalesce(organization, ''), count(*) FROM requirements_gapresult
    LEFT JOIN LATERAL jsonb_array_elements_text(proposals -> 'organizations') AS organization ON true
    WHERE run_id = %(run)s AND state = ANY (%(gaps)s) AND (proposals ->> 'outside')::boolean
    GROUP BY organization ORDER BY 2 DESC, organization COLLATE "C"
"""
OVERLAPS = """
    SELECT one, other, count(*) FILTER (WHERE one = ANY (bodies) AND other = ANY (bodies)), count(*)
    FROM requirements_gapresult
    CROSS JOIN LATERAL (SELECT DISTINCT unnest(bodies || partial_bodies) AS one) first
    CROSS JOIN LATERAL (SELECT DISTINCT unnest(bodies || partial_bodies) AS other) second
    WHERE run_id = %(run)s AND one COLLATE "C" < other COLLATE "C"
    GROUP BY one, other ORDER BY 3 DESC, 4 DESC, one COLLATE "C", other COLLATE "C"
"""


@dataclass(frozen=True)
class Cell:
    """Of `total` items, those that somebody looked at (`known`), and of these the ones not fully covered (`open`)."""

    open: int = 0
    known: int = 0
    total: int = 0

    @property
    def unknown(self) -> int:
        return self.total - self.known

    @property
    def share(self) -> float | None:
        """Of those looked at, how many are not fully covered; None if nobody looked."""
        return self.open / self.known if self.known else None

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.open + other.open, self.known + other.known, self.total + other.total)


@dataclass(frozen=True)
class Matrix:
    """Building blocks down, areas across, both as identifiers; "" is what belongs to no block. Every item counts in
    each of its blocks, and once in `area_totals` and `total`.
    """

    blocks: Sequence[str]
    areas: Sequence[str]
    cells: Mapping[tuple[str, str], Cell]
    block_totals: Mapping[str, Cell]
    area_totals: Mapping[str, Cell]
    total: Cell

    def cell(self, block: str, area: str) -> Cell:
        return self.cells.get((block, area), Cell())


@dataclass(frozen=True)
class Ranked:
    """An item in the order of scores; points are thousandths. `parts` add up to `demand`, and the score is the demand
    times `uncovered`, which is counted in thousandths, too.
    """

    rank: int
    identifier: str
    edition: int
    kind: str
    state: GapState
    severity: Severity
    score: int
    demand: int
    uncovered: int
    parts: Mapping[str, int]
    facts: Facts
    blocks: Sequence[str]
    area: str
    bodies: Sequence[str]
    partial_bodies: Sequence[str]
    proposals: Mapping[str, Any]
    beside: Beside


@dataclass(frozen=True)
class Group:
    """A study group: for how many gaps it is proposed first, for how many among the first three, and the first of
    these gaps by score.
    """

    study_group: str
    first: int
    among_three: int
    leading: Sequence[str]


@dataclass(frozen=True)
class Overlap:
    """Two bodies: how many items both cover fully, and how many both cover at least in part."""

    one: str
    other: str
    fully: int
    at_all: int


@dataclass(frozen=True)
class Figures:
    """All figures of a run. `outside` are gaps that no study group is proposed for, by the organization that leads (""
    if none is known); `changes` are those since `previous`, the run before it with the same scope, if there is one.
    """

    number: str
    as_of: datetime
    made_at: datetime
    published_at: datetime | None
    scope: Mapping[str, Sequence[str]]
    weights: Mapping[str, int]
    weights_version: int | None
    method: str
    sha256: str
    items: int
    states: Mapping[GapState, int]
    severities: Mapping[Severity, int]
    matrix: Matrix
    ranking: Sequence[Ranked]
    special: Sequence[Ranked]
    groups: Sequence[Group]
    outside: Sequence[tuple[str, int]]
    overlaps: Sequence[Overlap]
    sensitivity: Sequence[Shift]
    previous: str | None
    changes: Sequence[Change]

    @property
    def open(self) -> int:
        """Items in which a standard is known to be missing, whole or in part."""
        return sum(self.states[state] for state in GAPS)

    @property
    def unknown(self) -> int:
        """The debt: items that nobody has set beside a standard yet, or whose assessments are doubtful."""
        return sum(self.states[state] for state in UNKNOWN)

    def changed(self, outcome: str) -> list[Change]:
        return [change for change in self.changes if change.outcome == outcome]


def figures(run: GapAnalysis) -> Figures:
    """Everything that a run says, and what was said of its first rows since. A dozen queries more the first time in a
    process.
    """
    counted = _counted(run.pk, run.sha256)
    results = GapResult.objects.filter(run=run, state__in=GAPS).order_by("-score", "identifier")
    previous = previous_of(run)
    publication = getattr(run, "publication", None)
    return Figures(
        number=run.number,
        as_of=run.as_of,
        made_at=run.made_at,
        published_at=publication.at if publication else None,
        scope=run.scope,
        weights=run.weights,
        weights_version=run.weights_version,
        method=run.method,
        sha256=run.sha256,
        items=sum(run.counts.values()),
        states={state: run.counts.get(state, 0) for state in GapState},
        ranking=ranked(run, results[:RANKED]),
        special=ranked(run, results.filter(facts__special_needs__gt=0)[:RANKED]),
        previous=previous.number if previous else None,
        changes=compare(previous, run) if previous else [],
        **counted,
    )


def ranked(run: GapAnalysis, results: Iterable[GapResult], start: int = 0) -> list[Ranked]:
    """Results as the ranking shows them, numbered after `start`, with what people said of them. Four queries."""
    rows = list(results)
    said = beside(run, rows)
    return [_ranked(run, row, start + place, said[row.identifier]) for place, row in enumerate(rows, start=1)]


def _ranked(run: GapAnalysis, row: GapResult, rank: int, said: Beside) -> Ranked:
    facts = Facts(**row.facts)
    return Ranked(
        rank=rank,
        identifier=row.identifier,
        edition=row.edition,
        kind=row.kind,
        state=GapState(row.state),
        severity=Severity(row.severity),
        score=row.score,
        demand=row.demand,
        uncovered=criteria.uncovered(facts),
        parts=criteria.parts(facts, run.weights),
        facts=facts,
        blocks=row.blocks,
        area=row.area,
        bodies=row.bodies,
        partial_bodies=row.partial_bodies,
        proposals=row.proposals,
        beside=said,
    )


@lru_cache(maxsize=16)
def _counted(run: int, sha256: str) -> dict[str, Any]:
    """What is counted over all results; the digest beside the key because tests begin their keys anew."""
    states = _rows(STATES, run)
    return {
        "severities": {
            level: sum(number for state, severity, number in states if severity == level and state in GAPS)
            for level in Severity
        },
        "matrix": _matrix(_rows(CELLS, run)),
        "groups": [Group(*row) for row in _grouped(_rows(GROUPS, run))],
        "outside": _rows(OUTSIDE, run),
        "overlaps": [Overlap(*row) for row in _rows(OVERLAPS, run)],
        "sensitivity": sensitivity(GapAnalysis.objects.get(pk=run)),
    }


def _grouped(rows: Iterable[Any]) -> Iterable[tuple[Any, ...]]:
    return ((group, first, three, leading or []) for group, first, three, leading in rows)


def _matrix(rows: Sequence[tuple[str, str, int, int, int]]) -> Matrix:
    found = {(block, area): Cell(*numbers) for block, area, *numbers in rows}
    totals = {area: cell for (block, area), cell in found.items() if block == "*"}
    cells = {place: cell for place, cell in found.items() if place[0] != "*"}
    blocks = sorted({block for block, _area in cells}, key=lambda block: (not block, block))
    return Matrix(
        blocks=blocks,
        areas=sorted(totals),
        cells=cells,
        block_totals={block: _sum(cell for (row, _area), cell in cells.items() if row == block) for block in blocks},
        area_totals=totals,
        total=_sum(totals.values()),
    )


def _sum(cells: Iterable[Cell]) -> Cell:
    return sum(cells, start=Cell())


def _rows(sql: str, run: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"run": run, "gaps": list(GAPS), "unknown": list(UNKNOWN)})
        return cursor.fetchall()
