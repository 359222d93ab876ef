"""Do the page and the API tell the same numbers of translations, and does each number lead to its records?"""

from typing import Any

import pytest
from django.test import Client

from requirements.languages import CODES
from tests import factories
from tests.views.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries() -> None:
    both = {"en": "A title", "fr": "Un titre"}
    factories.published(title=both)
    factories.published(identifier="REQ-0002", title=both, translations={"fr": "outdated"})
    factories.published("need", source_language="fr", title=both, statement={"fr": "Un besoin"})
    factories.draft("aspect", title=both)


def numbers(client: Client) -> dict[tuple[str, str], dict[str, int]]:
    results = client.get("/api/v1/translations/").json()["results"]
    return {(row.pop("language"), row.pop("kind")): row for row in results}


def test_the_api_counts_what_is_in_force(client: Client) -> None:
    known = numbers(client)
    nothing = dict.fromkeys(("source", "current", "draft", "partial", "outdated", "missing"), 0)
    assert known["fr", "requirement"] == {**nothing, "partial": 1, "outdated": 1}
    assert known["en", "requirement"] == {**nothing, "source": 2}
    assert known["fr", "need"] == {**nothing, "source": 1}
    assert known["ar", "need"] == {**nothing, "missing": 1}
    assert known["fr", "programme"] == {**nothing, "current": 1, "missing": 1}
    assert ("fr", "aspect") not in known
    assert {language for language, _kind in known} == set(CODES)


def test_the_page_tells_the_same_and_leads_there(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/en/translations/")
    with django_assert_num_queries(2):
        page = Page(client.get("/en/translations/"))
    rows = page.texts("tr")
    assert rows.count("Requirements 0 0 0 1 1 0") == 1
    assert rows[4] == "Français 1 0 0 1 1 0"
    assert sum(row.split(" ")[0] == "Programmes" for row in rows) == len(CODES)
    told = [[int(number) for number in row.split(" ")[-6:]] for row in rows if row.startswith("Study groups")]
    order = ("source", "current", "draft", "partial", "outdated", "missing")
    known = numbers(client)
    assert told == [[known[code, "study-group"][state] for state in order] for code in CODES]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("search/?kind=requirement&translation=fr-outdated", ["REQ-0002"]),
        ("search/?translation=fr-missing", []),
        ("search/?translation=ar-missing", ["ND-0001", "REQ-0001", "REQ-0002"]),
    ],
)
def test_numbers_lead_to_lists(client: Client, address: str, found: list[str]) -> None:
    page = Page(client.get(f"/en/{address}"))
    assert page.texts("bdi", class_="id") == found
    assert client.get("/en/programmes/?translation=fr-missing").status_code == 200


def test_the_filter_is_a_chip_that_says_language_and_state(client: Client) -> None:
    page = Page(client.get("/en/search/?translation=fr-outdated"))
    assert page.links()["Remove filter Translation: Français (Outdated)"] == "?"
