"""Is the glossary in the order of its language, each term at its anchor with source and neighbors?"""

from typing import Any

import pytest
from django.test import Client

from requirements import documents, workflow
from requirements.views import glossary
from tests.views.html import Page

pytestmark = pytest.mark.django_db


def publish(identifier: str, **fields: Any) -> None:
    document = documents.parse({"kind": "term", "identifier": identifier, **fields})
    workflow.release([workflow.save(document, by=None).record], by=None)


def test_every_term_stands_at_its_anchor_with_definition_source_and_neighbors(client: Client) -> None:
    page = Page(client.get("/en/glossary/"))
    assert page.attribute("dt", "id") == ["assurance", "identity"]
    assurance, identity = page.texts("dd")
    assert assurance.startswith("How sure one may be.")
    assert identity == (
        "What tells one from others. Source: ITU-T X.1254, clause 3. Defined in: ITU-T X.1254. See also: Assurance"
        " To be confirmed"
    )
    links = page.links()
    assert links["Identity"] == "/en/glossary/identity/"
    assert links["ITU-T X.1254, clause 3"] == "https://example.org/x-1254"
    assert links["ITU-T X.1254"] == "/en/standards/itu-t-x-1254/"
    assert "#assurance" in page.attribute("a", "href")
    assert Page(client.get("/fr/glossary/")).texts("dd")[1].startswith("Ce qui distingue l’un des autres. ")


def test_terms_are_in_the_order_of_the_readers_language(client: Client) -> None:
    publish("term:zone", title={"en": "Zone", "fr": "Aire"})
    assert Page(client.get("/en/glossary/")).attribute("dt", "id") == ["assurance", "identity", "zone"]
    assert Page(client.get("/fr/glossary/")).attribute("dt", "id") == ["zone", "assurance", "identity"]


def test_a_source_that_is_not_of_the_web_is_no_link(client: Client) -> None:
    publish("term:evil", title={"en": "Evil"}, source="Somewhere", url="javascript:alert(1)")
    content = client.get("/en/glossary/").content.decode()
    assert "javascript:" not in content
    assert "Somewhere" in content


def test_a_definition_that_was_seen_in_its_source_is_not_to_be_confirmed(client: Client) -> None:
    publish("term:seen", title={"en": "Seen"}, description={"en": "Looked up."}, confidence="verified")
    page = Page(client.get("/en/glossary/"))
    assert [text.endswith("To be confirmed") for text in page.texts("dd")] == [True, True, False]


def test_it_costs_four_queries_however_many_terms(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(5):
        publish(f"term:t{number}", title={"en": f"Term {number}"}, defined_in=["standard:itu-t-x-1254"])
    with django_assert_num_queries(4):
        client.get("/en/glossary/")


def test_a_long_glossary_has_pages_whose_terms_find_one_another(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glossary, "SIZE", 1)
    page = Page(client.get("/fr/glossary/?page=2"))
    assert page.attribute("dt", "id") == ["identity"]
    assert page.links()["Assurance"] == "/fr/glossary/assurance/"
    assert client.get("/fr/glossary/?page=3").status_code == 404
    assert client.get("/fr/glossary/?page=0").status_code == 400


@pytest.mark.parametrize("address", ["/id/term:identity", "/id/TERM:IDENTITY"])
def test_a_term_has_a_permanent_address(client: Client, address: str) -> None:
    response = client.get(address, headers={"Accept": "text/html", "Accept-Language": "fr"})
    assert (response.status_code, response.headers["Location"]) == (303, "/fr/glossary/identity/")
    page = Page(client.get("/fr/glossary/identity/"))
    assert "Ce qui distingue l’un des autres." in page.texts("div", class_="text lead")[0]
