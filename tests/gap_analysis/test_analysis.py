"""Is a run kept as it was made, and made again the same?"""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from requirements import catalogue, documents, gap_analysis
from requirements.filters import Invalid
from requirements.models import GapAnalysis, GapResult
from requirements.workflow.editions import Draft, freeze
from tests import factories

pytestmark = pytest.mark.django_db
NONE_FOUND = {"relation": "no_relationship", "confirmed": True, "assessed_on": "2026-11-01"}


def assessed(identifier: str) -> None:
    mark = documents.fingerprint(factories.document("requirement", identifier))
    factories.published("requirement", identifier, coverage=[NONE_FOUND | {"entry_fingerprint": mark}])


def test_a_run_keeps_what_it_looked_at_and_what_it_found() -> None:
    assessed("REQ-0001")
    factories.published("aspect", "SA-0001", links=[{"relation": "motivates", "target": "REQ-0001"}])
    run = gap_analysis.analyse({"building_block": ["identity"]}, by="ana")
    assert (run.by, run.method, run.counts) == ("ana", "1.2", {"gap": 1, "not_assessed": 1})
    assert run.number == f"{run.as_of.year}-1"
    rows = GapResult.objects.filter(run=run).order_by("identifier")
    assert list(rows.values_list("identifier", "edition", "state", "score", "blocks", "area")) == [
        ("REQ-0001", 1, "gap", 25_000, ["block:identity"], "requirements_framework"),
        ("SA-0001", 1, "not_assessed", 25_000, ["block:identity"], "interoperability"),
    ]


def test_the_same_moment_gives_the_same_hash_whatever_was_published_since() -> None:
    assessed("REQ-0001")
    moment = catalogue.now().at
    first = gap_analysis.analyse({}, by="ana")
    factories.published("requirement", "REQ-0002")
    again = gap_analysis.analyse({}, by="bo", moment=datetime.now(UTC))
    past = gap_analysis.analyse({}, by="bo", moment=moment)
    assert (past.sha256, past.as_of, past.counts) == (first.sha256, first.as_of, first.counts)
    assert again.sha256 != first.sha256


def test_scope_weights_and_moment_are_refused_with_a_reason() -> None:
    with pytest.raises(Invalid, match="block"):
        gap_analysis.analyse({"building_block": ["nowhere"]}, by="ana")
    with pytest.raises(gap_analysis.Refused, match="a hundred in all"):
        gap_analysis.analyse({}, by="ana", weights={"obligation": 100})
    with pytest.raises(gap_analysis.Refused, match="Nothing was published by then"):
        gap_analysis.analyse({}, by="ana", moment=datetime(2000, 1, 1, tzinfo=UTC))
    assert not GapAnalysis.objects.exists()


@pytest.mark.parametrize(("model", "field"), [(GapAnalysis, "by"), (GapResult, "area")])
def test_a_run_is_never_changed(model: type[Model], field: str) -> None:
    factories.published("requirement", "REQ-0001")
    gap_analysis.analyse({}, by="ana")
    for change in (lambda rows: rows.update(**{field: "other"}), lambda rows: rows._raw_delete("default")):
        with pytest.raises(IntegrityError, match="a gap analysis is not changed"), transaction.atomic():
            change(model.objects.all())


def test_study_groups_are_proposed_with_what_speaks_for_them() -> None:
    candidates = [{"study_group": "study-group:itu-t-sg17"}]
    half = {"standard": "standard:itu-t-x-1254", "edition": "09/2020", "relation": "intersects_with"}
    factories.published("requirement", "REQ-0001", coverage=[half])
    factories.published("aspect", "SA-0001", candidates=candidates, links=[{"relation": "needs", "target": "REQ-0001"}])
    factories.published("aspect", "SA-0002", relevance="outside", organizations=["organization:itu-t"])
    run = gap_analysis.analyse({}, by="ana")
    proposals = dict(run.results.values_list("identifier", "proposals"))
    sg17 = {"study_group": "study-group:itu-t-sg17", "named": ["SA-0001"], "held": [], "field": 0, "points": 100}
    assert proposals == {
        "SA-0001": {"outside": False, "organizations": [], "groups": [sg17]},
        "REQ-0001": {
            "outside": False,
            "organizations": [],
            "groups": [sg17 | {"points": 80, "held": ["standard:itu-t-x-1254"]}],
        },
        "SA-0002": {"outside": True, "organizations": ["organization:itu-t"], "groups": []},
    }


def test_twin_texts_are_one_text_even_if_nobody_says_who_made_the_first() -> None:
    twin = [{"relation": "twin_text", "target": "standard:a"}]
    texts = [
        documents.parse({"kind": "standard", "identifier": "standard:a", "designation": "A"}),
        documents.parse({"kind": "standard", "identifier": "standard:b", "designation": "B", "relations": twin}),
    ]
    freeze([Draft(text) for text in texts])
    mark = documents.fingerprint(factories.document("requirement", "REQ-0001"))
    given = {"relation": "equal_to", "confirmed": True, "entry_fingerprint": mark}
    rows = [
        given | {"standard": text.identifier, "standard_fingerprint": documents.fingerprint(text)} for text in texts
    ]
    freeze([Draft(factories.document("requirement", "REQ-0001", coverage=rows))])
    (result,) = gap_analysis.analyse({}, by="ana").results.all()
    assert (result.state, result.bodies) == ("covered", ["standard:a"])
