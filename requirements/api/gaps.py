"""How does a program read the gap analysis: published runs, figures, results, what changed, what became of gaps?

Points are whole thousandths, so that sums come out; every figure is described by `gap_analysis.figures`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext_lazy

from requirements import choices, documents, gap_analysis
from requirements.api import cursors, parameters
from requirements.api.answers import absolute, send, tag, unchanged
from requirements.api.problems import Mistakes, not_found
from requirements.api.reading import Reading
from requirements.api.rows import clock
from requirements.catalogue import Total
from requirements.documents import stamp
from requirements.gap_analysis import NARROWING, Beside, Cell, Change, Figures, Ranked

# Values that a parameter may have; the others name records.
KNOWN: Mapping[str, Sequence[str]] = {
    "state": choices.GapState.values,
    "severity": choices.Severity.values,
    "area": choices.Area.values,
    "open": ["1"],
    "special_needs": ["1"],
}
ANY_TEXT = {"type": "array", "items": {"type": "string"}, "maxItems": settings.FILTER_VALUES_LIMIT}


def _any_of(values: Sequence[str]) -> dict[str, Any]:
    return {**ANY_TEXT, "items": {"type": "string", "enum": list(values)}}


OWN: Mapping[str, tuple[Any, dict[str, Any]]] = {
    "state": (gettext_lazy("The state of the entry"), _any_of(KNOWN["state"])),
    "open": (gettext_lazy("Only entries not fully covered"), _any_of(["1"])),
    "severity": (gettext_lazy("How much harm a missing standard does to users"), _any_of(KNOWN["severity"])),
    "area": (gettext_lazy("The area of standardization"), _any_of(KNOWN["area"])),
    "building_block": (gettext_lazy("The building block; `none` for entries of no block"), ANY_TEXT),
    "study_group": (gettext_lazy("The study group proposed first; `outside` where none is"), ANY_TEXT),
    "body": (gettext_lazy("A body whose standards cover it, at least in part; of several, all"), ANY_TEXT),
    "special_needs": (gettext_lazy("Only what countries with special needs ask for"), _any_of(["1"])),
}
OUTCOMES = ("opened", "closed", "moved", "rescored")


class Analysis(Reading):
    """What is asked about the gap analysis: as old as the catalogue and as what was published or decided since."""

    collection = "gap-analyses"

    def answer(self, request: HttpRequest, content: Callable[..., Any], *found: Any) -> HttpResponseBase:
        """What `content` makes of `found`, or 304."""
        etag, since = state_of(request)
        return unchanged(request, etag, since) or send(documents.canonical(content(*found)), etag, since)


def state_of(request: HttpRequest) -> tuple[str, datetime]:
    """(entity tag, since when) of an answer. Two queries."""
    now, said = clock().at, gap_analysis.state()
    return tag(now, said.mark, request.get_full_path()), max(now, said.at or now)


def run_named(number: str) -> Any:
    """A published run; 404 for what is not there and for what is not published, alike."""
    run = gap_analysis.published().filter(number=number).first() if "\x00" not in number else None
    if run is None:
        raise not_found(number)
    return run


class GapAnalyses(Analysis):
    """The published runs of the gap analysis, the last first."""

    answers = "gap_analyses"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        return self.answer(request, lambda: {"results": [_run(run) for run in gap_analysis.published()]})


def _run(run: Any) -> dict[str, Any]:
    return {
        "number": run.number,
        "as_of": stamp(run.as_of),
        "published_at": stamp(run.publication.at),
        "scope": run.scope,
        "method": run.method,
        "states": {str(state): run.counts.get(state, 0) for state in choices.GapState},
        "sha256": run.sha256,
        "url": absolute(f"/api/v1/gap-analyses/{run.number}/"),
    }


class GapAnalysis(Analysis):
    """All figures of a run: totals, matrix, ranking, study groups, overlaps, what changed since the run before it."""

    answers = "gap_analysis"

    def get(self, request: HttpRequest, run: str) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        return self.answer(request, lambda made: _figures(gap_analysis.figures(made)), run_named(run))


def _figures(found: Figures) -> dict[str, Any]:
    return {
        "number": found.number,
        "as_of": stamp(found.as_of),
        "made_at": stamp(found.made_at),
        "published_at": stamp(found.published_at) if found.published_at else None,
        "scope": found.scope,
        "weights": found.weights,
        "weights_version": found.weights_version,
        "method": found.method,
        "sha256": found.sha256,
        "items": found.items,
        "open": found.open,
        "unknown": found.unknown,
        "states": {str(state): number for state, number in found.states.items()},
        "severities": {str(level): number for level, number in found.severities.items()},
        "matrix": _matrix(found),
        "ranking": [ranked(one) for one in found.ranking],
        "special_needs": [ranked(one) for one in found.special],
        "study_groups": [asdict(group) for group in found.groups],
        "outside": [{"organization": name or None, "gaps": number} for name, number in found.outside],
        "overlaps": [asdict(overlap) for overlap in found.overlaps],
        "sensitivity": [asdict(shift) for shift in found.sensitivity],
        "previous": found.previous,
        "changes": {outcome: len(found.changed(outcome)) for outcome in OUTCOMES},
        "results": absolute(f"/api/v1/gap-analyses/{found.number}/results/"),
    }


def _matrix(found: Figures) -> dict[str, Any]:
    matrix = found.matrix
    return {
        "cells": [
            {"building_block": block or None, "area": area, **_cell(cell)}
            for (block, area), cell in sorted(matrix.cells.items())
        ],
        "building_blocks": [
            {"building_block": block or None, **_cell(cell)} for block, cell in matrix.block_totals.items()
        ],
        "areas": [{"area": area, **_cell(matrix.area_totals[area])} for area in matrix.areas],
        "total": _cell(matrix.total),
    }


def _cell(cell: Cell) -> dict[str, int]:
    return {"open": cell.open, "known": cell.known, "total": cell.total}


def ranked(one: Ranked) -> dict[str, Any]:
    """A result as the API says it."""
    return {
        "rank": one.rank,
        "identifier": one.identifier,
        "edition": one.edition,
        "kind": one.kind,
        "state": str(one.state),
        "severity": str(one.severity),
        "score": one.score,
        "demand": one.demand,
        "uncovered": one.uncovered,
        "parts": one.parts,
        "facts": asdict(one.facts),
        "building_blocks": one.blocks,
        "area": one.area,
        "bodies": one.bodies,
        "partial_bodies": one.partial_bodies,
        "study_groups": one.proposals.get("groups", []),
        "outside": one.proposals.get("outside", False),
        "organizations": one.proposals.get("organizations", []),
        **_beside(one.beside),
    }


def _beside(said: Beside) -> dict[str, Any]:
    review = said.review
    told = {"finding": review.review, "state": review.state or None, "reason": review.reason} if review else None
    return {
        "gap": said.gap.identifier if said.gap else None,
        "review": told,
        "decision": decision(said.decision) if said.decision else None,
    }


def decision(one: Any) -> dict[str, Any]:
    """What TSAG decided, as the API says it."""
    return {
        "disposition": one.disposition,
        "study_group": one.study_group or None,
        "question": one.question or None,
        "organization": one.organization or None,
        "meeting": one.meeting,
        "decided_on": one.decided_on.isoformat(),
        "document": one.document,
        "document_url": one.url or None,
        "note": one.note,
    }


class GapResults(Analysis):
    """The results of a run in the order of scores, all or narrowed: what is behind each figure."""

    answers = "gap_results"
    parameters = (*NARROWING, "page_size", "cursor")
    own = OWN

    def get(self, request: HttpRequest, run: str) -> HttpResponseBase:
        mistakes: Mistakes = {}
        parameters.check_names(request.GET, self.parameters, mistakes)
        narrowed = _narrowed(request.GET, mistakes)
        size, cursor = parameters.page_size(request.GET, mistakes), cursors.read(request, mistakes)
        parameters.refuse(mistakes, request.GET)
        made = run_named(run)
        etag, since = state_of(request)
        if response := unchanged(request, etag, since):
            return response
        found = gap_analysis.results(made, **narrowed)
        total = cursor.total if cursor else Total(found.count())
        start = cursor.keys[0] if cursor else 0
        page = gap_analysis.ranked(made, found[start : start + size], start)
        bodies = [documents.canonical(ranked(one)) for one in page]
        last = (start + size,) if start + size < total.number else None
        return send(cursors.page(request, bodies, total, made.as_of, last), etag, since)


def _narrowed(query: QueryDict, mistakes: Mistakes) -> dict[str, list[str]]:
    return {
        name: parameters.any_of(name, KNOWN[name], query, mistakes)
        if name in KNOWN
        else parameters.several(name, query, mistakes)
        for name in NARROWING
        if name in query
    }


class GapResult(Analysis):
    """One result of a run, with the rows that made it."""

    answers = "gap_result"

    def get(self, request: HttpRequest, run: str, name: str) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        made = run_named(run)
        row = made.results.filter(identifier=name).first() if "\x00" not in name else None
        if row is None:
            raise not_found(name)
        return self.answer(request, _explained, made, row)


def _explained(run: Any, row: Any) -> dict[str, Any]:
    (one,) = gap_analysis.ranked(run, [row])
    why = gap_analysis.explain(run, row)
    # One result has no place in a ranking.
    told = {name: value for name, value in ranked(one).items() if name != "rank"}
    assessments = [asdict(assessment) | {"doubts": list(assessment.doubts)} for assessment in why.assessments]
    return {**told, "assessments": assessments, "through": why.through, "behind": why.behind} | {
        "questions": why.questions
    }


class GapChanges(Analysis):
    """What a run says differently from an earlier one, and why."""

    answers = "gap_changes"
    parameters = ("since_run",)
    own = {
        "since_run": (gettext_lazy("The earlier run to compare with; the one before it by itself"), {"type": "string"})
    }

    def get(self, request: HttpRequest, run: str) -> HttpResponseBase:
        parameters.expect(request.GET, self.parameters)
        made = run_named(run)
        asked = request.GET.get("since_run")
        before = run_named(asked) if asked else gap_analysis.previous_of(made)
        return self.answer(request, _changes, before, made)


def _changes(before: Any, after: Any) -> dict[str, Any]:
    changes = gap_analysis.compare(before, after) if before else []
    return {
        "before": before.number if before else None,
        "after": after.number,
        "results": [_change(change) for change in changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "identifier": change.identifier,
        "outcome": change.outcome,
        "before": change.before and str(change.before),
        "after": change.after and str(change.after),
        "score_before": change.score_before,
        "score_after": change.score_after,
        "why": [{"what": what, "before": was, "after": now} for what, was, now in change.why],
    }


class Gaps(Analysis):
    """All gaps that published runs ever opened, with what became of each."""

    collection = "gaps"
    answers = "gaps"
    parameters = ("page_size", "cursor")

    def get(self, request: HttpRequest) -> HttpResponseBase:
        mistakes: Mistakes = {}
        parameters.check_names(request.GET, self.parameters, mistakes)
        size, cursor = parameters.page_size(request.GET, mistakes), cursors.read(request, mistakes)
        parameters.refuse(mistakes, request.GET)
        etag, since = state_of(request)
        if response := unchanged(request, etag, since):
            return response
        total = cursor.total if cursor else Total(gap_analysis.count_gaps())
        start = cursor.keys[0] if cursor else 0
        bodies = [documents.canonical(_life(life)) for life in gap_analysis.lives(start, size)]
        last = (start + size,) if start + size < total.number else None
        return send(cursors.page(request, bodies, total, since, last), etag, since)


class Gap(Analysis):
    """A gap: its entry, what published runs did to it, what TSAG decided."""

    collection = "gaps"
    answers = "gap"

    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        life = gap_analysis.life_of(name) if "\x00" not in name else None
        if life is None:
            raise not_found(name)
        return self.answer(request, _life, life)


def _life(life: Any) -> dict[str, Any]:
    return {
        "identifier": life.gap.identifier,
        "entry": life.gap.item,
        "open": life.is_open,
        "events": [
            {"move": event.move, "run": event.run.number, "state": event.state, "at": stamp(event.at)}
            for event in life.events
        ],
        "decisions": [decision(one) for one in life.decisions],
    }
