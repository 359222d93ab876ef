"""Does the page of experiences say where they are from and what they have in common?"""

import re
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.views.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries() -> None:
    helped = {"polarity": "enabling", "category": "financing"}
    hindered = {"polarity": "barrier", "category": "devices_energy"}
    factories.published("experience", countries=["country:fj"], factors=[helped, helped, hindered])
    factories.published("experience", "EX-0002", countries=["country:la", "country:fj"], factors=[hindered])
    factories.published("need", countries=["country:fj"])
    factories.draft("experience", "EX-0003", countries=["country:la"], factors=[helped])


def test_all_are_listed_with_their_countries_and_factors(client: Client) -> None:
    page = Page(client.get("/en/experiences/"))
    assert page.texts("bdi", class_="id") == ["EX-0001", "EX-0002"]
    # Of all, of least developed, landlocked and small island States.
    assert "Financing 1 0 0 1" in page.texts("tr")
    assert "Devices and energy 2 1 1 2" in page.texts("tr")
    assert page.attribute("rect", "width", **{"class": "c-deep"}) == ["100"]
    assert page.attribute("rect", "width", **{"class": "c-part"}) == ["200"]
    assert "Fiji Small island developing States 2" in page.texts("tr")
    assert page.links()["Fiji"] == "/en/countries/fj/"
    assert {"FJ": "/en/countries/fj/", "LA": "/en/countries/la/", "2": "?country=fj"}.items() <= page.links().items()
    assert {"Fiji: 2", "Lao People's Democratic Republic: 1"} <= set(page.attribute("a", "aria-label"))
    assert page.links()["CSV"] == "../search.csv?kind=experience"


def test_they_are_narrowed(client: Client) -> None:
    page = Page(client.get("/en/experiences/?country=la"))
    assert page.texts("bdi", class_="id") == ["EX-0002"]
    assert page.texts("h2", id="res") == ["1 experience"]
    assert page.links()["Remove filter Country: Lao People's Democratic Republic"] == "?"
    assert client.get("/en/experiences/?colour=red").status_code == 400
    assert client.get("/en/experiences/?page=2").status_code == 404


def test_the_page_takes_a_fixed_number_of_queries(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/en/experiences/")
    with django_assert_num_queries(7):
        client.get("/en/experiences/")


def test_entries_are_counted_by_what_helped_and_hindered_and_small_numbers_are_kept_back() -> None:
    factories.published(identifier="REQ-0041", title={"en": "Offline use"})
    helped = {"polarity": "enabling", "category": "financing", "touches": ["REQ-0041"]}
    hindered = {"polarity": "barrier", "category": "devices_energy", "touches": ["REQ-0041"]}
    for number, consent in ((41, "publish"), (42, "publish"), (43, "publish_anonymised")):
        factors = [helped, *([hindered] if consent == "publish_anonymised" else [])]
        countries = ["country:la"] if consent == "publish_anonymised" else []
        factories.published("experience", f"EX-00{number}", consent=consent, factors=factors, countries=countries)
    page = Client().get("/en/experiences/").content.decode()
    row = page[page.index("Entries that most experiences speak of") :].partition("</tbody>")[0]
    assert re.findall(r">([^<>]+)</(?:a|td)>", row.replace("\n", "")) == ["Offline use", "3", "fewer than 3"]
    assert 'Democratic Republic: fewer than 3"' in page
