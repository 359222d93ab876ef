"""Do threads lead from provision to study group and back, to the depth asked for, and does it show where they break?"""

from typing import Any

import pytest

from requirements import catalogue, traceability, workflow
from requirements.choices import Role
from requirements.traceability import Edge
from tests import factories

pytestmark = pytest.mark.django_db
PROVISION = "resolution:wtsa-103#instructs-tsb-director-1"
X1254, SG17 = "standard:itu-t-x-1254", "study-group:itu-t-sg17"
COVERED = [{"standard": X1254, "relation": "intersects_with", "confirmed": True}]
STEP = {"name": {"en": "Ask"}, "requirements": ["REQ-0001"], "building_blocks": ["block:wallet"]}


@pytest.fixture
def threads() -> None:
    """Provision → UC-0001 → REQ-0001 → SA-0001 → X.1254 → SG17; REQ-0002 stands alone and says that X.1254 is not
    related."""
    factories.published(coverage=COVERED)
    factories.published(
        identifier="REQ-0002", coverage=[{"standard": X1254, "relation": "no_relationship", "confirmed": True}]
    )
    factories.published("use_case", provisions=[PROVISION], scenarios=[{"name": {"en": "S"}, "steps": [STEP]}])
    factories.published(
        "aspect", links=[{"relation": "addresses", "target": "REQ-0001"}], coverage=[{**COVERED[0], "confirmed": False}]
    )


CHAIN = [PROVISION, "UC-0001", "REQ-0001", "SA-0001", X1254, SG17]


@pytest.mark.parametrize("start", CHAIN)
def test_the_whole_thread_is_reached_from_any_of_its_records(start: str, threads: None) -> None:
    found = traceability.trace(start)
    assert found.identifiers == sorted(CHAIN)
    assert found.complete
    assert {(edge.source, edge.target, edge.coverage) for edge in found.edges} == {
        (PROVISION, "UC-0001", ""),
        ("UC-0001", "REQ-0001", ""),
        ("REQ-0001", "SA-0001", ""),
        # Past the aspect there is another way to the standard.
        *([("REQ-0001", X1254, "partial")] if start != "SA-0001" else []),
        ("SA-0001", X1254, "not_assessed"),
        (X1254, SG17, ""),
    }


def test_a_trace_ends_at_its_depth_and_takes_two_queries(threads: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        near = traceability.trace("REQ-0001", 1)
    assert near.identifiers == sorted(["UC-0001", "REQ-0001", "SA-0001", X1254])
    with django_assert_num_queries(3):
        whole = traceability.trace("REQ-0001", 5)
    assert Edge(X1254, SG17, "study_groups") in whole.edges
    assert whole.layer(4) == [X1254]


def test_a_resolution_stands_for_its_provisions(threads: None) -> None:
    assert "UC-0001" in traceability.trace("resolution:wtsa-103", 1).identifiers


def test_what_is_not_related_or_withdrawn_is_no_part_of_a_thread(threads: None) -> None:
    assert traceability.trace("REQ-0002").identifiers == ["REQ-0002"]
    workflow.perform(
        factories.Entry.objects.get(identifier="SA-0001"), "withdraw", by=factories.user(Role.ADMINISTRATOR), note="Why"
    )
    assert "SA-0001" not in traceability.trace("REQ-0001").identifiers


def test_a_trace_that_is_too_large_says_so(threads: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traceability, "MOST", 5)
    assert not traceability.trace("REQ-0001").complete
    monkeypatch.setattr(traceability, "WIDEST", 1)
    assert len(traceability.impact(X1254).rows) < 3


def test_impact_is_who_names_it_and_who_names_these(threads: None) -> None:
    found = traceability.impact(X1254)
    entries = [(identifier, steps) for identifier, steps in found.rows if ":" not in identifier]
    assert entries == [("REQ-0001", 1), ("REQ-0002", 1), ("SA-0001", 1), ("UC-0001", 2)]
    assert found.complete
    assert traceability.impact(X1254, 1).rows == [row for row in found.rows if row[1] == 1]
    assert traceability.impact(SG17).rows[0] == (X1254, 1)
    assert set(traceability.impact("resolution:wtsa-103").rows) == {("UC-0001", 1), ("action:wtsa-103-01", 1)}


def test_what_is_untraced_is_found_once_after_each_publication(django_assert_num_queries: Any) -> None:
    factories.published()
    with django_assert_num_queries(1 + 2 * len(traceability.EXPECTED)):
        before = traceability.untraced()
    clock = catalogue.now()
    with django_assert_num_queries(0):
        assert traceability.untraced(clock) == before
    factories.published(identifier="REQ-0002")
    assert [one.number for one in before] != [one.number for one in traceability.untraced()]


def test_untraced_records_are_told_by_what_they_lack(threads: None) -> None:
    lacking = {(found.kind, found.toward[0]): found.identifiers for found in traceability.untraced()}
    assert lacking == {
        ("use_case", "requirement"): [],
        ("requirement", "use_case"): ["REQ-0002"],
        ("requirement", "standard"): [],
        ("aspect", "requirement"): [],
        ("aspect", "standard"): [],
        ("aspect", "study-group"): ["SA-0001"],
    }


def test_matrices(threads: None) -> None:
    covered = traceability.matrix("requirement", "standard")
    assert [(row.identifier, row.marks) for row in covered.read()] == [
        ("REQ-0001", {X1254: "partial"}),
        ("REQ-0002", {}),
    ]
    assert covered.all_columns() == [X1254]
    used = traceability.matrix("use_case", "block")
    assert [row.marks for row in used.read()] == [{"block:identity": "named", "block:wallet": "in_a_step"}]
    assert used.all_columns() == ["block:identity", "block:wallet"]
    areas = {row.identifier: row.marks for row in traceability.matrix("block", "area").read()}
    assert areas == {"block:identity": {"interoperability": "1"}, "block:wallet": {}, "block:payments": {}}
    with pytest.raises(ValueError, match="need"):
        traceability.matrix("need", "standard")


def test_holes(threads: None) -> None:
    factories.published(identifier="REQ-0003")
    assert [row.identifier for row in traceability.matrix("requirement", "standard", holes=True).read()] == ["REQ-0003"]
    assert traceability.matrix("use_case", "block", holes=True).total() == 0
    areas = traceability.matrix("block", "area", holes=True)
    assert [row.identifier for row in areas.read()] == ["block:payments", "block:wallet"]
