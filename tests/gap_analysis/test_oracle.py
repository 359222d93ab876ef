"""Does the set-based run say what somebody finds who reads all documents one by one?"""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from requirements import documents, gap_analysis
from requirements.gap_analysis import criteria
from requirements.models import GapAnalysis
from requirements.workflow.editions import Draft, freeze
from tests import factories
from tests.gap_analysis.oracle import Found, Registry
from tests.gap_analysis.registries import DOCUMENTS, ITEMS

pytestmark = pytest.mark.django_db

# A country of no special group, beside Fiji of the factories; and a body beside ITU-T.
BESIDE = [
    {"kind": "country", "identifier": "country:qq", "alpha3": "QQQ", "m49": "999"},
    {"kind": "organization", "identifier": "organization:drawn"},
]
FIJI = {"kind": "country", "identifier": "country:fj", **factories.REFERENCES["country:fj"]}


def test_runs_agree_with_the_oracle() -> None:
    freeze([Draft(documents.parse(data)) for data in BESIDE])

    @settings(suppress_health_check=list(HealthCheck))
    @given(DOCUMENTS)
    def agrees(drawn: list[dict[str, Any]]) -> None:
        with transaction.atomic():
            whole, fingerprints = publish(drawn)
            run = gap_analysis.analyse({}, by="test")
            assert results(run) == Registry([*whole, FIJI, *BESIDE], fingerprints).judge(dict(criteria.WEIGHTS))
            transaction.set_rollback(True)

    agrees()


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
