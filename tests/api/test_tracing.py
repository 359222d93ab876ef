"""Do programs get the threads, impact, breaks and matrices that the site shows?"""

import pytest

from tests import factories
from tests.api.conftest import Reader
from tests.test_traceability import COVERED, PROVISION, STEP, X1254

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def threads(lasting: None) -> None:
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


def test_threads_of_the_past(api: Reader, threads: None) -> None:
    """What was published later is no part of them: as of each moment they are what they were then."""
    asked = [
        ("trace/", {"of": X1254}),
        ("impact/", {"of": X1254}),
        ("matrices/requirement-standard/", {}),
        ("matrices/requirement-standard/", {"holes": 1}),
        ("matrices/block-area/", {"holes": 1}),
        ("matrices/block-area/", {"page_size": 500}),
    ]
    before = [api.get(path, **params) for path, params in asked]
    moment = before[0]["as_of"]
    factories.published("aspect", area="security", building_blocks=["block:identity"])
    factories.published(identifier="REQ-0003", coverage=COVERED)
    factories.published(identifier="REQ-0004")
    now = [api.get(path, **params) for path, params in asked]
    then = [api.get(path, **params, as_of=moment) for path, params in asked]
    for earlier, later, again in zip(before, now, then, strict=True):
        assert again == earlier
        assert {**later, "as_of": moment} != earlier
    for path in ("trace/", "impact/"):
        assert api.problem(path, 404, of="REQ-0003", as_of=moment)["detail"].startswith("“REQ-0003” was not in")
        assert api.get(path, of="REQ-0003", as_of="2999-01-01")["as_of"] > moment


def test_pages_of_a_matrix_are_of_one_moment(api: Reader, threads: None) -> None:
    pages = api.pages("matrices/requirement-standard/", page_size=1)
    first = next(pages)
    factories.published(identifier="REQ-0003")
    (second,) = pages
    assert (second["as_of"], second["count"]) == (first["as_of"], 2)


def test_mistakes_are_told(api: Reader, threads: None) -> None:
    for name in ("trace/", "impact/"):
        problem = api.problem(name, 400, of="block:identity", depth=9, lang="fr")
        assert {error["parameter"] for error in problem["errors"]} == {"of", "depth", "lang"}
        api.problem(name, 404, of="REQ-9999")
        api.problem(name, 404, of="resolution:wtsa-103#nothing")
    api.problem("matrices/need-area/", 404)
    api.problem("matrices/block-area/", 400, holes="yes")
    api.problem("matrices/block-area/", 400, as_of="once")
