"""Which runs, results and gaps may everybody read, and what was said of them since?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from requirements.choices import GapMove
from requirements.gap_analysis.criteria import GAPS
from requirements.models import Gap, GapAnalysis, GapDecision, GapEvent, GapPublication, GapResult, GapReview

# A review holds for a result as long as the entry, its state and its facts are those that it was about.
REVIEWS = """
    SELECT DISTINCT ON (result.identifier) result.identifier, review.id
    FROM requirements_gapresult result
    JOIN requirements_gapresult about ON about.identifier = result.identifier AND about.run_id <= result.run_id
    AND (about.edition, about.state, about.facts) = (result.edition, result.state, result.facts)
    JOIN requirements_gapreview review ON review.result_id = about.id
    WHERE result.run_id = %(run)s AND result.identifier = ANY (%(identifiers)s)
    ORDER BY result.identifier, review.id DESC
"""
STATE = """
    SELECT string_agg(last::text, ' ' ORDER BY place), max(at) FROM (
        SELECT 1, max(id), max(at) FROM requirements_gappublication
        UNION ALL SELECT 2, max(id), max(at) FROM requirements_gapreview
        UNION ALL SELECT 3, max(id), max(at) FROM requirements_gapdecision
        UNION ALL SELECT 4, max(id), max(at) FROM requirements_gapweights
    ) AS said (place, last, at)
"""


class State(NamedTuple):
    """What the pages of gap analysis follow from besides the catalogue: `mark` changes with it, since `at`."""

    mark: str
    at: datetime | None


@dataclass(frozen=True)
class Beside:
    """What people said of a result: its gap, a curator's review, TSAG's decision, each if there is one."""

    gap: Gap | None = None
    is_open: bool = False
    review: GapReview | None = None
    decision: GapDecision | None = None


@dataclass(frozen=True)
class Life:
    """A gap with what became of it: its events from run to run and TSAG's decisions, the last first."""

    gap: Gap
    events: Sequence[GapEvent]
    decisions: Sequence[GapDecision] = field(default=())

    @property
    def is_open(self) -> bool:
        return self.events[-1].move != GapMove.CLOSED


@dataclass(frozen=True)
class Told:
    """What the latest published run says of one record; `gap` is empty where none is open."""

    run: str
    result: GapResult
    gap: str


def state() -> State:
    """Changes whenever a run is published, a result is reviewed, TSAG decides or weights change. One query."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        mark, at = cursor.fetchone()
        return State(mark or "", at)


def published() -> QuerySet[GapAnalysis]:
    """The runs that everybody may read, the last first."""
    runs = GapAnalysis.objects.filter(publication__isnull=False).select_related("publication")
    return runs.order_by("-publication__pk")


def latest(number: str = "", *, before: datetime | None = None) -> GapAnalysis | None:
    """The last published run of everything, else the last published of a part; of that number, and published by that
    moment, if given. One query.
    """
    runs = published().filter(number=number) if number else published()
    runs = runs.filter(publication__at__lte=before) if before else runs
    return min(runs, key=lambda run: (run.scope != {}, -run.publication.pk), default=None)


def told_of(identifier: str) -> Told | None:
    """None for what the latest published run did not look at. One query."""
    runs = GapPublication.objects.annotate(whole=Q(run__scope={})).order_by("-whole", "-pk").values("run")
    events = GapEvent.objects.filter(gap__item=identifier).order_by("-pk")
    found = GapResult.objects.filter(run=Subquery(runs[:1]), identifier=identifier).select_related("run")
    last = {"gap": Subquery(events.values("gap__identifier")[:1]), "move": Subquery(events.values("move")[:1])}
    row: Any = found.annotate(**last).first()
    return row and Told(row.run.number, row, row.gap if row.gap and row.move != GapMove.CLOSED else "")


def previous_of(run: GapAnalysis) -> GapAnalysis | None:
    """The run published last before this one with the same scope; before one that is not published, the last. One
    query.
    """
    runs = published().filter(scope=run.scope).exclude(pk=run.pk)
    publication = GapPublication.objects.filter(run=run).first()
    return (runs.filter(publication__pk__lt=publication.pk) if publication else runs).first()


def results(run: GapAnalysis, **narrowed: Sequence[str]) -> QuerySet[GapResult]:
    """The results of a run in the order of scores: all, or those that meet everything given by a name of NARROWING."""
    found = GapResult.objects.filter(run=run)
    for name, values in narrowed.items():
        if values:
            found = NARROWING[name](found, values)
    return found.order_by("-score", "identifier")


def _of_blocks(found: QuerySet[GapResult], values: Sequence[str]) -> QuerySet[GapResult]:
    """Any of the blocks; "none" is what belongs to no block."""
    blocks = [value if value.startswith("block:") else f"block:{value}" for value in values if value != "none"]
    return found.filter(blocks=[]) if "none" in values else found.filter(blocks__overlap=blocks)


def _of_group(found: QuerySet[GapResult], values: Sequence[str]) -> QuerySet[GapResult]:
    """Those for which a study group is proposed first; "outside" are those for which none is."""
    if "outside" in values:
        return found.filter(proposals__outside=True)
    groups = [value if value.startswith("study-group:") else f"study-group:{value}" for value in values]
    return found.filter(proposals__outside=False, proposals__groups__0__study_group__in=groups)


def _of_bodies(found: QuerySet[GapResult], values: Sequence[str]) -> QuerySet[GapResult]:
    """Those that all of the bodies cover, at least in part."""
    for value in values:
        name = value if ":" in value else f"organization:{value}"
        found = found.filter(bodies__contains=[name]) | found.filter(partial_bodies__contains=[name])
    return found


def _special(found: QuerySet[GapResult], values: Sequence[str]) -> QuerySet[GapResult]:
    return found.filter(facts__special_needs__gt=0)


NARROWING: Mapping[str, Any] = {
    "state": lambda found, values: found.filter(state__in=values),
    "open": lambda found, values: found.filter(state__in=GAPS),
    "severity": lambda found, values: found.filter(severity__in=values),
    "area": lambda found, values: found.filter(area__in=values),
    "building_block": _of_blocks,
    "study_group": _of_group,
    "body": _of_bodies,
    "special_needs": _special,
}


def gaps_of(identifiers: Collection[str]) -> dict[str, Any]:
    """Entry → its gap, if it ever had one, with `is_open`. One query."""
    last = GapEvent.objects.filter(gap=OuterRef("pk")).order_by("-pk").values("move")[:1]
    found = Gap.objects.filter(item__in=identifiers).annotate(last=Subquery(last))
    return {gap.item: gap for gap in found.annotate(is_open=~Q(last=GapMove.CLOSED))}


def beside(run: GapAnalysis, rows: Iterable[GapResult]) -> dict[str, Beside]:
    """Identifier → what people said of these results. Four queries."""
    identifiers = [row.identifier for row in rows]
    gaps = gaps_of(identifiers)
    decisions = _last_decisions(gap.pk for gap in gaps.values())
    reviews = reviews_of(run, identifiers)
    return {
        identifier: Beside(
            gap=gap,
            is_open=gap is not None and gap.is_open,
            review=reviews.get(identifier),
            decision=decisions.get(gap.pk) if gap else None,
        )
        for identifier in identifiers
        for gap in [gaps.get(identifier)]
    }


def _last_decisions(gaps: Iterable[int]) -> dict[int, GapDecision]:
    found = GapDecision.objects.filter(gap__in=list(gaps)).order_by("decided_on", "pk")
    return {decision.gap_id: decision for decision in found}


def reviews_of(run: GapAnalysis, identifiers: Sequence[str]) -> dict[str, GapReview]:
    """Identifier → the review that holds for the result of this run. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(REVIEWS, {"run": run.pk, "identifiers": list(identifiers)})
        keys = dict(cursor.fetchall())
    found = GapReview.objects.in_bulk(list(keys.values()))
    return {identifier: found[key] for identifier, key in keys.items()}


def count_gaps() -> int:
    return Gap.objects.count()


def lives(start: int, size: int) -> list[Life]:
    """So many gaps in the order of their identifiers, each with what became of it. Four queries."""
    gaps = Gap.objects.order_by("identifier").prefetch_related("events__run", "decisions")[start : start + size]
    return [Life(gap, list(gap.events.all()), list(gap.decisions.all())) for gap in gaps]


def life_of(identifier: str) -> Life | None:
    """A gap by its identifier, with everything that became of it. Three queries."""
    gap = Gap.objects.filter(identifier=identifier).first()
    if gap is None:
        return None
    return Life(gap, list(gap.events.select_related("run")), list(gap.decisions.all()))
