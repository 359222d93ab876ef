"""Does each kind of reference record have a list, in an order that people expect?"""

from typing import Any

import pytest
from django.test import Client

from requirements import documents, workflow
from tests import factories
from tests.views.html import Page

pytestmark = pytest.mark.django_db


def publish(kind: str, identifier: str, **fields: Any) -> None:
    document = documents.parse({"kind": kind, "identifier": identifier, **fields})
    workflow.release([workflow.save(document, by=None).record], by=None)


def rows(page: Page) -> list[str]:
    return page.texts("tr")[1:]


def test_numbers_are_ordered_as_numbers(client: Client) -> None:
    for number in (2, 11):
        publish("sdg", f"sdg:{number}", title={"en": f"Goal {number}"})
    page = Page(client.get("/en/sdgs/"))
    assert [row.split(" To be")[0] for row in rows(page)] == [
        "Goal 2",
        "Goal 11",
        "Peace, justice and strong institutions",
    ]


def test_names_are_ordered_in_the_readers_language(client: Client) -> None:
    for code, english, french in (("de", "Germany", "Allemagne"), ("eg", "Egypt", "Égypte")):
        title = {"en": english, "fr": french}
        publish("country", f"country:{code}", alpha3=code.upper() + "X", m49=f"00{len(english)}", title=title)
    english, french = (Page(client.get(f"/{language}/countries/")) for language in ("en", "fr"))
    assert english.texts("th", scope="row") == ["Egypt", "Fiji", "Germany", "Lao People's Democratic Republic"]
    assert french.texts("th", scope="row") == ["Allemagne", "Égypte", "Fidji", "Lao People's Democratic Republic"]


def test_lists_count_entries_and_lead_to_them(client: Client) -> None:
    factories.published()
    factories.draft("need")
    page = Page(client.get("/en/building-blocks/"))
    assert rows(page)[0].endswith("To be confirmed 1")
    assert page.links()["1"] == "/en/search/?building_block=identity"


def test_lists_can_be_narrowed(client: Client) -> None:
    page = Page(client.get("/en/standards/?study_group=itu-t-sg17"))
    assert page.texts("th", scope="row") == ["ITU-T X.1254"]
    assert page.links()["Remove filter Study group: SG17"] == "?"
    assert client.get("/en/standards/?study_group=none").status_code == 400


def test_the_standards_of_an_organization_are_counted_and_all_found(client: Client) -> None:
    for number in range(1, 12):
        body = {"body": "organization:itu-t"} if number > 1 else {}
        publish("standard", f"standard:x-{number}", designation=f"X.{number}", title={"en": "A standard"}, **body)
    everywhere = Page(client.get("/en/standards/"))
    assert "Organization ITU Telecommunication Standardization Sector 11" in everywhere.text("form", class_="facetform")
    organization = Page(client.get("/en/organizations/itu-t/"))
    assert organization.links()["1 more"] == "/en/standards/?organization=itu-t"
    assert len(rows(Page(client.get("/en/standards/?organization=itu-t")))) == 11
    assert rows(Page(client.get("/en/standards/?organization=itu-t&q=assurance"))) == [
        "ITU-T X.1254 Entity authentication assurance framework To be confirmed 0"
    ]


@pytest.mark.parametrize("collection", ["requirements", "use-cases", "aspects", "needs"])
def test_entries_are_listed_by_the_search(client: Client, collection: str) -> None:
    response = client.get(f"/fr/{collection}/")
    assert response.status_code == 302
    assert client.get(response.headers["Location"]).status_code == 200


def test_long_lists_have_pages(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(1, 61):
        publish("standard", f"standard:x-{number}", designation=f"X.{number}", title={"en": "A standard"})
    client.get("/en/standards/")
    with django_assert_num_queries(6):
        first = Page(client.get("/en/standards/"))
    assert len(rows(first)) == 50
    assert first.links()["Next"] == "?page=2"
    assert rows(Page(client.get("/en/standards/?page=2")))[-1].startswith("X.60")


def test_a_list_that_nothing_meets_says_so(client: Client) -> None:

    page = Page(client.get("/en/standards/?building_block=payments"))
    assert "Nothing in this list meets all of it." in page.text("main")
    assert page.links()["Show the whole list"] == "?"
