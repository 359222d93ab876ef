"""Are two to four entries shown side by side, and is everything else refused with a reason?"""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.views.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries() -> None:
    factories.published(keywords=["offline"], rationale={"en": "Because."})
    french = {"title": {"fr": "Un titre"}, "statement": {"fr": "Il est possible."}, "source_language": "fr"}
    factories.published(identifier="REQ-0002", obligation="optional", **french)
    factories.published("aspect")
    factories.draft("need")


def test_what_each_says_stands_beside_the_others(client: Client, django_assert_num_queries: Any) -> None:
    address = "/en/compare/?of=req-0001&of=REQ-0002&of=SA-0001&of="
    with django_assert_num_queries(3):
        response = client.get(address)
    page = Page(response)
    rows = page.texts("tr")
    assert rows[0].startswith("Title of REQ-0001 REQ-0001 Required Not assessed Un titre REQ-0002 Optional")
    assert "What it says The system is required to answer. Il est possible. How two systems agree" in rows[1]
    assert "Obligation Required Optional" in rows
    assert "Keywords offline" in rows
    assert page.attribute("div", "lang", dir="ltr") == ["fr"]
    assert page.attribute("input", "value", name="of") == ["req-0001", "REQ-0002", "SA-0001", ""]


def test_fewer_than_two_are_asked_for_more(client: Client) -> None:
    for query in ("", "?of=REQ-0001", "?of=REQ-0001&of=REQ-0001"):
        page = Page(client.get(f"/en/compare/{query}"))
        assert page.texts("table") == []
        assert "Write the identifiers of two to four entries" in page.text("main")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("of=REQ-0001&of=REQ-0009", "“REQ-0009” is not in the registry."),
        ("of=REQ-0001&of=ND-0001", "“ND-0001” is not in the registry."),
        ("of=REQ-0001&of=block:identity", "“block:identity” is not in the registry."),
        ("&".join(f"of=REQ-000{number}" for number in range(1, 6)), "At most 4 entries fit side by side."),
    ],
)
def test_others_are_refused(client: Client, query: str, sentence: str) -> None:
    response = client.get(f"/en/compare/?{query}")
    assert response.status_code == 400
    assert sentence in Page(response).text("div", class_="problem")


def test_they_are_chosen_in_a_list(client: Client) -> None:
    page = Page(client.get("/en/search/?kind=requirement"))
    assert page.attribute("input", "value", name="of", form="beside") == ["REQ-0001", "REQ-0002"]
    assert page.attribute("form", "action", id="beside") == ["../compare/"]
