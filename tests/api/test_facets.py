"""Are the numbers beside the values of filters those of the lists that the filters give?"""

import json
from typing import Any

import pytest

from requirements import catalogue, filters, search, workflow
from requirements.filters import FACETS
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries() -> None:
    for kind in catalogue.ENTRY_KINDS:
        factories.published(kind)
    factories.published(identifier="REQ-0002", obligation="optional", building_blocks=["block:payments"])
    factories.published(identifier="REQ-0003", obligation="optional", keywords=["offline"])


def counts(api: Reader, name: str, **params: Any) -> dict[str, int]:
    facet = api.get("entries/facets/", **params)["facets"][name]
    assert facet["exact"] is True
    return {one["value"]: one["count"] for one in facet["values"]}


@pytest.mark.parametrize("moment", [{}, {"as_of": "2999-01-01"}, {"published_since": "2000-01-01"}])
def test_each_number_is_the_count_of_the_list_it_leads_to(moment: dict[str, str], api: Reader, entries: None) -> None:
    answer = api.get("entries/facets/", obligation="optional", **moment)
    assert (answer["count"], answer["count_exact"]) == (2, True)
    assert answer["facets"].keys() == FACETS.keys()
    for name, facet in answer["facets"].items():
        for one in facet["values"]:
            asked = {"obligation": "optional", **moment, name: one["value"]}
            assert api.get("entries/", **asked)["count"] == one["count"], (name, one)


def test_a_filter_does_not_narrow_its_own_facet(api: Reader, entries: None) -> None:
    for moment in ({}, {"as_of": "2999-01-01"}):
        assert counts(api, "obligation", obligation="optional", **moment) == {"optional": 2, "required": 1}
        assert counts(api, "kind", obligation="optional", **moment) == {"requirement": 2}


def test_each_list_counts_its_own_kinds(api: Reader, entries: None) -> None:
    facets = api.get("requirements/facets/")["facets"]
    assert facets["kind"]["values"] == [{"value": "requirement", "count": 3}]
    assert api.get("standards/facets/")["facets"]["study_group"]["values"] == [{"value": "itu-t-sg17", "count": 1}]


def test_facets_of_the_past(api: Reader, entries: None) -> None:
    before = api.get("entries/")["as_of"]
    record = workflow.save(factories.document(obligation="optional"), by=None).record
    workflow.release([record], by=None)
    assert counts(api, "obligation") == {"optional": 3}
    assert counts(api, "obligation", as_of=before) == {"optional": 2, "required": 1}


@pytest.mark.parametrize(("counted", "exact"), [(7, True), (6, False)])
def test_matches_of_a_search_are_counted_up_to_a_bound(
    counted: int, exact: bool, api: Reader, entries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "CANDIDATES", 2)
    monkeypatch.setattr(filters, "COUNTED", counted)
    answer = api.get("entries/facets/", q="title")
    assert (answer["count"], answer["count_exact"], answer["facets"]["kind"]["exact"]) == (2, False, exact)


def test_facets_are_no_page(api: Reader, entries: None) -> None:
    problem = api.problem("entries/facets/", 400, page_size=1, lang="fr")
    assert [error["parameter"] for error in problem["errors"]] == ["page_size", "lang"]


def test_what_the_client_has_is_not_counted_again(api: Reader, entries: None, queries: Any) -> None:
    etag = api.response("entries/facets/").headers["ETag"]
    with queries() as told:
        api.response("entries/facets/", 304, headers={"If-None-Match": etag})
    assert len(told) == 1


def test_queries_do_not_depend_on_values(api: Reader, entries: None, queries: Any) -> None:
    asked = ({"obligation": "required"}, {"as_of": "2999-01-01", "obligation": ["optional", "required"]})
    for expected, params in zip((1, 3), asked, strict=True):
        # What every process reads once after a publication.
        api.get("entries/facets/", kind="requirement", **params)
        with queries() as told:
            api.get("entries/facets/", **params)
        assert len(told) == expected, told


def test_the_same_question_is_counted_once_until_the_next_publication(
    api: Reader, entries: None, queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = api.response("entries/facets/?obligation=optional&kind=requirement&kind=need").content
    again = "entries/facets/?kind=need&kind=requirement&obligation=optional"
    with queries() as told, monkeypatch.context() as patch:
        patch.setattr(filters.Selection, "facets", pytest.fail)
        assert api.response(again).content == before
    assert len(told) == 1
    factories.published(identifier="REQ-0004", obligation="optional")
    assert api.get(again)["count"] == json.loads(before)["count"] + 1


def test_a_value_is_typed_as_the_filter_reads_it() -> None:
    for name, value in (("building_block", "block:identity"), ("provision", "resolution:a#b"), ("kind", "kind:need")):
        assert filters.FACETS[name].facet(filters.FACETS[name].typed(value)) == value
