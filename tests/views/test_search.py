"""Does the search page show the selection, its facets, its filters and its pages, and refuse what it cannot read?"""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.views.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries() -> None:
    factories.published(statement={"en": "Offline verification is required.", "fr": "Vérifier hors ligne."})
    factories.published(identifier="REQ-0002", obligation="optional", building_blocks=["block:payments"])
    factories.published("need", building_blocks=[], statement={"en": "We need offline links."})


def identifiers(page: Page) -> list[str]:
    return page.texts("bdi", class_="id")


def options(page: Page, parameter: str) -> dict[str, bool]:
    """Value → whether it is checked."""
    return {
        str(having["value"]): "checked" in having
        for tag, having, _ in page.elements
        if tag == "input" and having.get("name") == parameter and having.get("type") == "checkbox"
    }


def test_browsing_lists_all_entries_with_counts(client: Client, entries: None) -> None:
    page = Page(client.get("/en/search/"))
    assert page.text("h2", id="res") == "3 entries, showing 1 to 3"
    assert identifiers(page) == ["ND-0001", "REQ-0001", "REQ-0002"]
    assert options(page, "kind") == {"requirement": False, "need": False}
    assert "Requirement 2 Need 1" in page.text("form", class_="facetform")
    assert page.links()["Title of REQ-0001"] == "/en/requirements/REQ-0001/"


def test_words_are_found_and_marked(client: Client, entries: None) -> None:
    page = Page(client.get("/en/search/?q=offline"))
    assert sorted(identifiers(page)) == ["ND-0001", "REQ-0001"]
    assert page.texts("mark") == ["offline", "Offline"] or page.texts("mark") == ["Offline", "offline"]
    assert page.attribute("input", "value", name="q") == ["offline", "offline"]
    assert page.text("title") == "offline (page 1) - Search - DPI Registry"


def test_french_words_are_marked_in_the_french_text(client: Client, entries: None) -> None:
    page = Page(client.get("/fr/search/?q=verifier"))
    assert page.texts("mark") == ["Vérifier"]


def test_filters_become_chips_that_remove_them(client: Client, entries: None) -> None:
    page = Page(client.get("/en/search/?kind=requirement&building_block=payments&obligation=optional&ordering=title"))
    assert identifiers(page) == ["REQ-0002"]
    links = page.links()
    assert links["Remove filter Kind: Requirement"] == "?building_block=payments&obligation=optional&ordering=title"
    assert links["Remove filter Building block: Payments"] == "?kind=requirement&obligation=optional&ordering=title"
    assert links["Clear all"] == "?"
    assert options(page, "building_block")["payments"]
    assert page.attribute("input", "value", name="ordering") == ["title"]
    assert links["newest"].endswith("ordering=-published_at")
    query = "kind=requirement&building_block=payments&obligation=optional&ordering=title"
    assert links["API"] == f"/api/v1/entries/?{query}"


def test_facets_count_under_the_other_filters(client: Client, entries: None) -> None:
    page = Page(client.get("/en/search/?kind=need"))
    assert list(options(page, "kind")) == ["requirement", "need"]
    assert options(page, "obligation") == {}


def test_provisions_and_moments_can_be_removed_too(client: Client, entries: None) -> None:
    factories.published("aspect", provisions=["resolution:wtsa-103#instructs-tsb-director-1"])
    query = "provision=wtsa-103%23instructs-tsb-director-1&published_since=2020-01-01"
    page = Page(client.get(f"/en/search/?{query}"))
    assert identifiers(page) == ["SA-0001"]
    assert "Remove filter Provision: WTSA Resolution 103, instructs the Director of TSB 1" in page.links()
    assert page.links()["Remove filter Published since: 2020-01-01"] == "?provision=wtsa-103%23instructs-tsb-director-1"


def test_nothing_found_offers_ways_on(client: Client, entries: None) -> None:
    page = Page(client.get("/en/search/?q=bicycle+pump&kind=need"))
    assert page.text("h2", id="res") == "No entries match"
    links = page.links()
    assert (links["bicycle"], links["pump"]) == ("?q=bicycle", "?q=pump")
    assert (links["remove all filters"], links["browse all entries"]) == ("?q=bicycle%20pump", "?")


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("colour=red", ["colour"]),
        ("kind=thing&building_block=none", ["kind", "building_block"]),
        ("page=0", ["page"]),
        ("page=1001", ["page"]),
        ("page=x&as_of=yesterday", ["page", "as_of"]),
        ("page=%D9%A3", ["page"]),
        ("q=" + "x" * 301, ["q"]),
        ("ordering=rank", ["ordering"]),
    ],
)
def test_a_bad_parameter_is_named(client: Client, entries: None, query: str, wrong: list[str]) -> None:
    response = client.get(f"/en/search/?{query}")
    assert response.status_code == 400
    page = Page(response)
    assert page.texts("code") == wrong
    assert page.text("h1") == "This list cannot be shown"


@pytest.mark.parametrize(
    "query", ["q=%27%22%5C%28%7C%26%21", "q=%E2%80%AE", "q=", "kind=", "q=:*", "q=-", "q=%F0%9F%98%80"]
)
def test_any_words_are_answered(client: Client, entries: None, query: str) -> None:
    assert client.get(f"/en/search/?{query}").status_code == 200


def test_pages_of_twenty(client: Client) -> None:
    for number in range(1, 46):
        factories.published(identifier=f"REQ-{number:04}")
    first = Page(client.get("/en/search/?kind=requirement"))
    assert first.text("h2", id="res") == "45 entries, showing 1 to 20"
    assert first.links()["Next"] == "?kind=requirement&page=2"
    assert "Previous" not in first.links()
    last = Page(client.get("/en/search/?kind=requirement&page=3"))
    assert identifiers(last) == [f"REQ-{number:04}" for number in range(41, 46)]
    assert last.text("h2", id="res") == "45 entries, showing 41 to 45"
    assert last.links()["Previous"] == "?kind=requirement&page=2"
    assert last.attribute("a", "aria-current", href="?kind=requirement&page=3") == ["page"]
    assert client.get("/en/search/?kind=requirement&page=4").status_code == 404


@pytest.mark.parametrize("number", [5, 20])
def test_a_search_takes_a_fixed_number_of_queries(client: Client, django_assert_num_queries: Any, number: int) -> None:
    for place in range(1, number + 1):
        factories.published(identifier=f"REQ-{place:04}")
    client.get("/en/search/")
    with django_assert_num_queries(5):
        client.get("/en/search/")
    with django_assert_num_queries(12):
        client.get("/en/search/?q=system&building_block=identity")


def test_a_misspelt_word_gets_what_was_meant_under_the_same_filters(client: Client, entries: None) -> None:
    page = Page(client.get("/en/search/?q=ofline&kind=need"))
    assert page.text("p", class_="meant") == "Did you mean offline?"
    assert page.links()["offline"] == "?q=offline&kind=need"
    assert "Title of ND-0001" in page.links()
    assert "meant" not in client.get("/en/search/?q=ofline&kind=experience").text


def test_other_records_of_the_name_are_offered(client: Client, entries: None) -> None:
    page = Page(client.get("/fr/search/?q=ITU-T+X.1254+(2020)"))
    assert page.links()["ITU-T X.1254"] == "/fr/standards/itu-t-x-1254/"


def test_what_was_typed_so_far_may_go_on(client: Client, entries: None) -> None:
    assert Page(client.get("/en/search/?q=authenti")).links()["Entity authentication assurance framework"]
    found = client.get("/en/search/suggestions/?q=x.12").json()["suggestions"]
    assert found == [{"identifier": "standard:itu-t-x-1254", "title": "Entity authentication assurance framework"}]
    assert client.get("/en/search/suggestions/?q=%27%26!").json() == {"suggestions": []}
    assert client.get("/en/search/suggestions/").json() == {"suggestions": []}


def test_a_hit_elsewhere_is_shown_where_it_stands(client: Client, entries: None) -> None:
    factories.published(
        identifier="REQ-0009", statement={"en": "One.", "ar": "واحد"}, rationale={"fr": "Pour les naufragés."}
    )
    page = Page(client.get("/ar/search/?q=naufrag%C3%A9"))
    assert page.texts("mark") == ["naufragés"]
    assert page.attribute("p", "lang", dir="ltr") == ["fr"]
