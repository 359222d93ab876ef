"""What does the description of the API say about answers of the gap analysis?"""

from collections.abc import Callable, Sequence
from typing import Any

from drf_spectacular.plumbing import ComponentRegistry

from requirements import choices, gap_analysis
from requirements.api.contents import ADDRESS, MOMENT, NUMBER, TEXT, Schema, component, nullable, page_of, record

POINTS: Schema = {**NUMBER, "description": "Thousandths of a point."}
NAMES: Schema = {"type": "array", "items": TEXT}
NO_TEXT = nullable(TEXT)
FACTORS = list(gap_analysis.FACTORS)
OUTCOMES = ("opened", "closed", "moved", "rescored")
CELL = {
    "open": {**NUMBER, "description": "Not fully covered."},
    "known": {**NUMBER, "description": "Set beside a standard by somebody."},
    "total": NUMBER,
}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _enumeration(values: Sequence[str], *, none: bool = False) -> Schema:
    return {"type": ["string", "null"], "enum": [*values, None]} if none else {"type": "string", "enum": list(values)}


def _numbers(names: Sequence[str]) -> Schema:
    return record({str(name): NUMBER for name in names})


STATES, SCOPE = _numbers(choices.GapState.values), {"type": "object", "additionalProperties": NAMES}


def gap_analyses(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    run = record(
        {
            "number": TEXT,
            "as_of": MOMENT,
            "published_at": MOMENT,
            "scope": SCOPE,
            "method": TEXT,
            "states": STATES,
            "sha256": TEXT,
            "url": ADDRESS,
        }
    )
    return component("GapAnalyses", record({"results": _list(run)}), registry)


def gap_analysis_of(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    block = {"building_block": NO_TEXT}
    matrix = record(
        {
            "cells": _list(record({**block, "area": TEXT, **CELL})),
            "building_blocks": _list(record({**block, **CELL})),
            "areas": _list(record({"area": TEXT, **CELL})),
            "total": record(CELL),
        },
        "An entry in two building blocks counts in both; in the totals of areas, once.",
    )
    group = record({"study_group": TEXT, "first": NUMBER, "among_three": NUMBER, "leading": NAMES})
    shift = record({"factor": _enumeration(FACTORS), "percent": NUMBER, "first": NAMES, "new": NAMES})
    described = record(
        {
            "number": TEXT,
            "as_of": MOMENT,
            "made_at": MOMENT,
            "published_at": nullable(MOMENT),
            "scope": SCOPE,
            "weights": _numbers(FACTORS),
            "weights_version": nullable(NUMBER),
            "method": TEXT,
            "sha256": TEXT,
            "items": NUMBER,
            "open": NUMBER,
            "unknown": NUMBER,
            "states": STATES,
            "severities": _numbers(choices.Severity.values),
            "matrix": matrix,
            "ranking": _list(_ranked(registry)),
            "special_needs": _list(_ranked(registry)),
            "study_groups": _list(group),
            "outside": _list(record({"organization": NO_TEXT, "gaps": NUMBER})),
            "overlaps": _list(record({"one": TEXT, "other": TEXT, "fully": NUMBER, "at_all": NUMBER})),
            "sensitivity": _list(shift),
            "previous": NO_TEXT,
            "changes": _numbers(OUTCOMES),
            "results": ADDRESS,
        }
    )
    return component("GapAnalysis", described, registry)


def _result() -> dict[str, Schema]:
    proposed = record({"study_group": TEXT, "points": NUMBER, "named": NAMES, "held": NAMES, "field": NUMBER})
    facts = {
        name: TEXT if name == "obligation" else {"type": "boolean"} if name == "none" else NUMBER
        for name in gap_analysis.Facts.__dataclass_fields__
    }
    review = {
        "finding": _enumeration(choices.Review.values),
        "state": _enumeration(choices.GapState.values, none=True),
        "reason": TEXT,
    }
    return {
        "identifier": TEXT,
        "edition": NUMBER,
        "kind": TEXT,
        "state": _enumeration(choices.GapState.values),
        "severity": _enumeration(choices.Severity.values),
        "score": POINTS,
        "demand": POINTS,
        "uncovered": {**NUMBER, "description": "Thousandths."},
        "parts": _numbers(FACTORS),
        "facts": record(facts),
        "building_blocks": NAMES,
        "area": TEXT,
        "bodies": NAMES,
        "partial_bodies": NAMES,
        "study_groups": _list(proposed),
        "outside": {"type": "boolean"},
        "organizations": NAMES,
        "gap": NO_TEXT,
        "review": nullable(record(review)),
        "decision": nullable(_decision()),
    }


def _ranked(registry: ComponentRegistry) -> Schema:
    return component("GapRanked", record({"rank": NUMBER, **_result()}), registry)


def _decision() -> Schema:
    return record(
        {
            "disposition": _enumeration(choices.Disposition.values),
            "study_group": NO_TEXT,
            "question": NO_TEXT,
            "organization": NO_TEXT,
            "meeting": TEXT,
            "decided_on": TEXT,
            "document": TEXT,
            "document_url": NO_TEXT,
            "note": TEXT,
        }
    )


def gap_results(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    return component("GapResults", page_of(_ranked(registry)), registry)


def gap_result(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    assessment = record(
        {
            "standard": NO_TEXT,
            "label": TEXT,
            "level": _enumeration(choices.CoverageLevel.values),
            "counts_as": {**TEXT, "description": "The fact that it went into; empty if none."},
            "doubts": NAMES,
        }
    )
    behind = record({name: NAMES for name in FACTORS if name != "obligation"})
    described = record(
        {
            **_result(),
            "assessments": _list(assessment),
            "through": NAMES,
            "behind": behind,
            "questions": {"type": "object", "additionalProperties": NAMES},
        }
    )
    return component("GapResult", described, registry)


def gap_changes(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    change = record(
        {
            "identifier": TEXT,
            "outcome": _enumeration(OUTCOMES),
            **{name: _enumeration(choices.GapState.values, none=True) for name in ("before", "after")},
            "score_before": nullable(POINTS),
            "score_after": nullable(POINTS),
            "why": _list(record({"what": TEXT, "before": {}, "after": {}})),
        }
    )
    described = record({"before": NO_TEXT, "after": TEXT, "results": _list(change)})
    return component("GapChanges", described, registry)


def gap(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    event = record({"move": _enumeration(choices.GapMove.values), "run": TEXT, "state": TEXT, "at": MOMENT})
    described = record(
        {
            "identifier": TEXT,
            "entry": TEXT,
            "open": {"type": "boolean"},
            "events": _list(event),
            "decisions": _list(_decision()),
        }
    )
    return component("Gap", described, registry)


def gaps(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    return component("Gaps", page_of(gap(kinds, registry)), registry)


GAP_CONTENTS: dict[str, Callable[[Sequence[str], ComponentRegistry], Any]] = {
    "gap": gap,
    "gap_analyses": gap_analyses,
    "gap_analysis": gap_analysis_of,
    "gap_changes": gap_changes,
    "gap_result": gap_result,
    "gap_results": gap_results,
    "gaps": gaps,
}
