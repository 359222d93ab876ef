"""Is it three clicks at most from the home page to what shows that a provision is carried out, in each language?"""

import pytest
from playwright.sync_api import Browser, expect

from requirements.languages import CODES
from tests import factories
from tests.journeys.at_the_desk import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.mark.parametrize("language", CODES)
def test_from_home_to_the_evidence_of_a_provision(chromium: Browser, live_server, language: str) -> None:
    factories.references()
    factories.published(provisions=["resolution:wtsa-103#instructs-tsb-director-1"])
    page = chromium.new_page()
    hands = Hands(page)
    page.goto(f"{live_server.url}/{language}/")
    hands.click(page.locator(f"main a[href='/{language}/mandates/wtsa-103/']").first)
    hands.click(page.locator("#instructs-tsb-director-1 td a[href*='search/']").first)
    expect(page.locator(f"main a[href='/{language}/requirements/REQ-0001/']").first).to_be_visible()
    assert hands.clicks <= 3
    page.close()
