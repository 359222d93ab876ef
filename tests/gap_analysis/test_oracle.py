"""Does the set-based run say what somebody finds who reads all documents one by one?"""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, seed, settings

from requirements import documents, gap_analysis
from requirements.gap_analysis import criteria
from requirements.models import GapAnalysis
from requirements.workflow.editions import Draft, freeze
from tests import factories
from tests.gap_analysis import oracle
from tests.gap_analysis.oracle import Found, Registry
from tests.gap_analysis.registries import DOCUMENTS, ITEMS

pytestmark = pytest.mark.django_db

# A country of no special group, beside Fiji of the factories; a body beside ITU-T; two study groups, one gone up in
# SG17.
BESIDE = [
    {"kind": "country", "identifier": "country:qq", "alpha3": "QQQ", "m49": "999"},
    {"kind": "organization", "identifier": "organization:drawn"},
    {"kind": "study-group", "identifier": "study-group:itu-t-sg2"},
    {"kind": "study-group", "identifier": "study-group:itu-t-sg9", "successor": "study-group:itu-t-sg17"},
]
KNOWN = [
    {"kind": documents.kind_of(name), "identifier": name, **factories.REFERENCES[name]}
    for name in ("country:fj", "study-group:itu-t-sg17", "standard:itu-t-x-1254")
]
WEIGHTS = dict(criteria.WEIGHTS)


def agree(examples: int, part: int) -> None:
    """Draw registries, two at a time: the later one follows the earlier. Run and oracle say the same of both, and of
    what changed between them.
    """
    freeze([Draft(documents.parse(data)) for data in BESIDE])

    @seed(part)
    @settings(suppress_health_check=list(HealthCheck), max_examples=examples)
    @given(DOCUMENTS, DOCUMENTS)
    def agrees(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> None:
        with transaction.atomic():
            before, was = judged(first)
            after, now = judged(second)
            changes = {change.identifier: change.outcome for change in gap_analysis.compare(before, after)}
            assert {name: changes[name] for name in changes if name in ITEMS} == changed(before, after, was, now)
            transaction.set_rollback(True)

    agrees()


def judged(drawn: list[dict[str, Any]]) -> tuple[GapAnalysis, Found]:
    """A run of what was drawn, and what the oracle says, which is the same."""
    whole, fingerprints = publish(drawn)
    marks = fingerprints | {data["identifier"]: documents.fingerprint(documents.parse(data)) for data in KNOWN}
    registry = Registry([*whole, *KNOWN, *BESIDE], marks)
    run = gap_analysis.analyse({}, by="test")
    found = registry.judge(WEIGHTS)
    assert results(run) == found
    for row in run.results.filter(identifier__in=ITEMS, state__in=criteria.OPEN_STATES):
        assert row.proposals == registry.propose(row.identifier), row.identifier
    return run, found


def changed(before: GapAnalysis, after: GapAnalysis, was: Found, now: Found) -> dict[str, str]:
    """What the oracle says became of each item, and of those whose facts alone are others."""
    facts = [dict(run.results.values_list("identifier", "facts")) for run in (before, after)]
    said = oracle.compare(was, now)
    return {
        name: said.get(name, "rescored") for name in ITEMS if name in said or facts[0].get(name) != facts[1].get(name)
    }


def test_runs_agree_with_the_oracle() -> None:
    agree(20, part=0)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(1, 101))
def test_runs_agree_with_the_oracle_in_thousands_of_cases(part: int) -> None:
    """Two registries a case: 2,000 in all, in parts that do not take too long each."""
    agree(10, part)


def results(run: GapAnalysis) -> Found:
    return {row.identifier: (row.state, row.score, row.demand) for row in run.results.filter(identifier__in=ITEMS)}


def publish(drawn: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Publish all at one stamp; the documents as published, and identifier → fingerprint."""
    fingerprints = {
        data["identifier"]: documents.fingerprint(
            documents.parse(data | {"coverage": []} if "coverage" in data else data)
        )
        for data in drawn
    }
    whole = [with_fingerprints(data, fingerprints) for data in drawn]
    freeze([Draft(documents.parse(data)) for data in whole])
    return whole, fingerprints


def with_fingerprints(data: dict[str, Any], fingerprints: dict[str, str]) -> dict[str, Any]:
    """Assessments drawn as fresh get the fingerprints of now, others those of something else."""
    if "coverage" not in data:
        return data
    rows = []
    for row in data["coverage"]:
        known = fingerprints if row["fresh"] else dict.fromkeys(fingerprints, "0" * 64)
        marks = {
            "entry_fingerprint": known[data["identifier"]],
            "standard_fingerprint": known[row["standard"]] if row["standard"] else "",
        }
        rows.append({name: value for name, value in row.items() if name != "fresh"} | marks)
    return data | {"coverage": rows}
