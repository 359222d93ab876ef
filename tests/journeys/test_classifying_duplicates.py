"""How many clicks does it take a curator to find two entries that say the same and to say so?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from requirements import workflow
from requirements.choices import Role, Verdict
from requirements.models import Duplicate, Link
from tests import factories
from tests.journeys.at_the_desk import sign_in
from tests.workflow.test_duplicates import SAME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Hand:
    """Clicks and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.clicks += 1


@pytest.fixture
def page(chromium: Browser, live_server) -> Iterator[Page]:
    factories.references()
    for number in (1, 2, 3):
        factories.draft(identifier=f"REQ-000{number}", **SAME)
    workflow.look_at_waiting()
    factories.user(Role.EDITOR, "staff")
    context = chromium.new_context(base_url=live_server.url, locale="en")
    page = context.new_page()
    sign_in(page)
    yield page
    context.close()


def test_three_clicks_for_the_first_pair_and_one_for_each_other(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    hand = Hand(page)
    hand.click("link", "3 May say the same")
    hand.click("link", "REQ-0001 – REQ-0002")
    expect(page.locator("#pair-title")).to_contain_text("100 of 100 alike")
    hand.click("button", "Equivalent")
    first = hand.clicks
    expect(page.locator("#pair-title")).to_contain_text("REQ-0001 – REQ-0003")
    hand.click("button", "Related")
    expect(page.locator("#pair-title")).to_contain_text("REQ-0002 – REQ-0003")
    hand.click("button", "Different")
    expect(page.locator(".messagelist")).to_contain_text("REQ-0002 – REQ-0003: Different.")
    with capsys.disabled():
        print(f"\nClassify a duplicate: {first} clicks for the first pair, {(hand.clicks - first) // 2} for each other")
    assert (first, hand.clicks) == (3, 5)
    verdicts = Duplicate.objects.order_by("pk").values_list("verdict", flat=True)
    assert list(verdicts) == [Verdict.EQUIVALENT, Verdict.RELATED, Verdict.DIFFERENT]
    assert Link.objects.get().target.identifier == "REQ-0001"
