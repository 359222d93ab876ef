"""Do programs get the threads, impact, breaks and matrices that the site shows?"""

import pytest

from tests import factories
from tests.api.conftest import Reader
from tests.test_traceability import COVERED, PROVISION, STEP, X1254

pytestmark = pytest.mark.django_db


@pytest.fixture
def threads() -> None:
    factories.published(coverage=COVERED)
    factories.published(identifier="REQ-0002")
    factories.published("use_case", provisions=[PROVISION], scenarios=[{"name": {"en": "S"}, "steps": [STEP]}])


def test_a_trace(api: Reader, threads: None) -> None:
    answer = api.get("trace/", of="REQ-0001", depth=1)
    assert (answer["of"], answer["depth"], answer["complete"]) == ("REQ-0001", 1, True)
    assert answer["records"] == ["REQ-0001", "UC-0001", X1254]
    covered = {"source": "REQ-0001", "target": X1254, "relation": "standard", "direction": "outgoing"}
    assert {**covered, "coverage": "partial"} in answer["steps"]


def test_impact(api: Reader, threads: None) -> None:
    records = api.get("impact/", of=X1254)["records"]
    assert {"identifier": "REQ-0001", "steps": 1} in records
    assert {"identifier": "UC-0001", "steps": 2} in records


def test_untraced(api: Reader, threads: None) -> None:
    breaks = {(one["kind"], one["toward"][0]): one["first"] for one in api.get("untraced/")["results"]}
    assert breaks["requirement", "standard"] == ["REQ-0002"]


def test_matrices_in_pages(api: Reader, threads: None) -> None:
    first, second = api.pages("matrices/requirement-standard/", page_size=1)
    assert (first["count"], first["results"]) == (2, [{"identifier": "REQ-0001", "marks": {X1254: "partial"}}])
    assert second["results"] == [{"identifier": "REQ-0002", "marks": {}}]
    assert api.get("matrices/requirement-standard/", holes=1)["count"] == 1


def test_mistakes_are_told(api: Reader, threads: None) -> None:
    for name in ("trace/", "impact/"):
        problem = api.problem(name, 400, of="block:identity", depth=9, lang="fr")
        assert {error["parameter"] for error in problem["errors"]} == {"of", "depth", "lang"}
        api.problem(name, 404, of="REQ-9999")
        api.problem(name, 404, of="resolution:wtsa-103#nothing")
    api.problem("matrices/need-area/", 404)
    api.problem("matrices/block-area/", 400, holes="yes")
