"""Does the first page lead everywhere, with numbers that are right?"""

from typing import Any

import pytest
from django.test import Client

from requirements import workflow
from tests import factories
from tests.views.html import Page

pytestmark = pytest.mark.django_db

COVERED = [{"standard": "standard:itu-t-x-1254", "relation": "equal_to", "confirmed": True}]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("zh-CN", "zh"),
        ("zh-Hant-TW,zh;q=0.9", "zh"),
        ("ar", "ar"),
        ("de, ru;q=0.5, es;q=0.7", "es"),
        ("de", "en"),
        ("*", "en"),
        ("", "en"),
        (";;;q=,", "en"),
    ],
)
def test_the_root_leads_to_the_readers_language(client: Client, accepted: str, language: str) -> None:
    response = client.get("/", headers={"Accept-Language": accepted})
    assert (response.status_code, response.headers["Location"]) == (303, f"/{language}/")
    assert response.headers["Vary"] == "Accept-Language"


@pytest.fixture
def entries() -> None:
    factories.published(coverage=COVERED, provisions=["resolution:wtsa-103#instructs-tsb-director-1"])
    factories.published(identifier="REQ-0002", building_blocks=["block:payments", "block:identity"])
    factories.published("use_case", programmes=["programme:iot-ssc"])
    gone = factories.published("experience", building_blocks=[], title={"en": "Gone"})
    workflow.perform(gone, "withdraw", by=factories.user("administrator"), note="Why")
    factories.draft("need")


def test_counts_are_of_what_is_in_force(client: Client, entries: None) -> None:
    page = Page(client.get("/en/"))
    counts = "2 Requirements 1 Use cases 0 Standardization aspects 1 Standards 0 Experiences"
    assert page.text("ul", class_="counts") == counts
    assert page.links()["2 Requirements"] == "/en/requirements/"
    assert client.get("/en/requirements/").headers["Location"] == "/en/search/?kind=requirement"


def test_coverage_by_block_puts_the_least_covered_first(client: Client, entries: None) -> None:
    page = Page(client.get("/en/"))
    assert page.texts("tr")[1:] == ["Identity 1 0 0 1", "Payments 0 0 0 1"]
    assert page.attribute("rect", "width")[:2] == ["100", "100"]
    assert (
        "Covered by a standard: 1; partly covered: 0; assessed and not covered: 0; not assessed yet: 1."
        in page.text("main")
    )


def test_programmes_mandates_and_news(client: Client, entries: None) -> None:
    page = Page(client.get("/en/"))
    assert page.links()["Requirements: 2"] == "/en/search/?kind=requirement&programme=dpi"
    assert page.links()["Use cases: 1"] == "/en/search/?kind=use_case&programme=iot-ssc"
    assert "1 entry answers its provisions" in page.text("aside")
    assert page.links()["WTSA Resolution 103"] == "/en/mandates/wtsa-103/"
    news = page.texts("ul", class_="rows")[0]
    assert "Withdrawn Gone" in news
    assert "New Title of REQ-0001" in news
    assert "ND-0001" not in news


def test_an_empty_registry_has_a_home(client: Client) -> None:
    page = Page(client.get("/fr/"))
    assert page.texts("table") == []


def test_home_takes_a_fixed_number_of_queries(client: Client, entries: None, django_assert_num_queries: Any) -> None:
    client.get("/en/")
    with django_assert_num_queries(5):
        client.get("/en/")
