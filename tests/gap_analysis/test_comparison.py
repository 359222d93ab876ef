"""What do two runs say differently, and how firm is the ranking of one?"""

import pytest

from requirements import documents, gap_analysis, workflow
from requirements.models import Requirement
from tests import factories

pytestmark = pytest.mark.django_db
NONE_FOUND = {"relation": "no_relationship", "confirmed": True}


def assessed(identifier: str, **fields: object) -> dict[str, object]:
    mark = documents.fingerprint(factories.document("requirement", identifier, **fields))
    return {**fields, "coverage": [NONE_FOUND | {"entry_fingerprint": mark}]}


def test_two_runs_are_compared_with_the_reasons() -> None:
    factories.published("requirement", "REQ-0001")
    factories.published("requirement", "REQ-0002", **assessed("REQ-0002"))
    before = gap_analysis.analyse({}, by="ana")
    document = factories.document("requirement", "REQ-0001", **assessed("REQ-0001"))
    workflow.release([workflow.save(document, by=None).record], by=None)
    factories.published("need", "ND-0001", links=[{"relation": "motivates", "target": "REQ-0002"}])
    factories.published("requirement", "REQ-0003")
    after = gap_analysis.analyse({}, by="ana")
    assert Requirement.objects.count() == 3
    changes = gap_analysis.compare(before, after)
    assert [(c.identifier, c.outcome, c.before, c.after, c.score_before, c.score_after, c.why) for c in changes] == [
        ("REQ-0001", "opened", "not_assessed", "gap", 25_000, 25_000, [("edition", 1, 2), ("none", False, True)]),
        ("REQ-0002", "rescored", "gap", "gap", 25_000, 32_500, [("needs", 0, 1)]),
        ("REQ-0003", "moved", None, "not_assessed", None, 25_000, [("scope", None, 1)]),
    ]
    assert gap_analysis.compare(after, after) == []
    assert gap_analysis.compare(after, before)[0].outcome == "closed"


def test_sensitivity_names_who_would_be_new_among_the_first_ten() -> None:
    for number in range(10):
        identifier = f"REQ-000{number}"
        factories.published("requirement", identifier, **assessed(identifier, obligation="required"))
    factories.published("requirement", "REQ-0010", **assessed("REQ-0010", obligation="recommended"))
    for need in ("ND-0001", "ND-0002", "ND-0003"):
        factories.published("need", need, links=[{"relation": "motivates", "target": "REQ-0010"}])
    # Required 25,000; recommended 15,000 and three needs of 11,250 come first at 26,250.
    run = gap_analysis.analyse({}, by="ana")
    shifts = {(shift.factor, shift.percent): shift for shift in gap_analysis.sensitivity(run)}
    assert len(shifts) == 12
    assert shifts["use_cases", 120].first == ["REQ-0010", *(f"REQ-000{number}" for number in range(9))]
    assert shifts["needs", 80].first == [f"REQ-000{number}" for number in range(10)]
    assert shifts["needs", 80].new == ["REQ-0009"]
    assert shifts["needs", 120].new == []
