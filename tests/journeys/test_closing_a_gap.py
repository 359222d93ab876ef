"""Does the way of a gap hold in a browser: assess, run, open a cell, record the decision, and see it closed?"""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect

from requirements import documents, workflow
from requirements.choices import Role
from requirements.models import GapAnalysis
from tests import factories
from tests.journeys.at_the_desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
X1254 = "standard:itu-t-x-1254"
EDITION = {"label": "09/2020", "year": 2020}


def publish_standard(status: str) -> None:
    data = {"kind": "standard", "identifier": X1254, **factories.REFERENCES[X1254]}
    document = documents.parse({**data, "editions": [{**EDITION, "status": status}]})
    workflow.release([workflow.save(document, by=None).record], by=None)


@pytest.fixture
def page(chromium: Browser, live_server) -> Iterator[Page]:
    factories.references()
    publish_standard("under_approval")
    factories.published(title={"en": "Levels of assurance are named"})
    factories.user(Role.PUBLISHER, "staff")
    context = chromium.new_context(base_url=live_server.url, locale="en")
    page = context.new_page()
    sign_in(page)
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}):
        yield page
    context.close()


def make_and_publish(page: Page) -> str:
    page.goto("/admin/requirements/gapanalysis/add/")
    page.get_by_role("button", name="Make the run").click()
    page.get_by_role("link", name="of the gap analysis").click()
    page.get_by_role("button", name="Publish this run").click()
    expect(page.locator(".messagelist")).to_contain_text("is published")
    return GapAnalysis.objects.values_list("number", flat=True)[0]


def test_from_assessment_to_the_closed_gap(page: Page) -> None:
    # Assess, in the grid.
    page.goto(f"/admin/requirements/coverage/grid/?standard={X1254}")
    page.get_by_label("REQ-0001: ITU-T X.1254").select_option("equal_to")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messagelist")).to_contain_text("Assessed: REQ-0001.")
    first = make_and_publish(page)
    # Open a cell down to the rows that made its result.
    page.goto("/en/gaps/")
    page.locator(".heat tbody td a").first.click()
    expect(page.locator("h1")).to_have_text(f"Results of run {first}")
    page.get_by_role("link", name="Levels of assurance are named").click()
    expect(page.locator("#state")).to_have_text("State: In progress")
    expect(page.get_by_role("link", name="ITU-T X.1254").first).to_be_visible()
    page.get_by_role("link", name="what became of this gap").click()
    expect(page.locator("h1")).to_contain_text("GAP-0001")
    # Record what TSAG decided.
    page.goto("/admin/requirements/gap/")
    page.get_by_role("link", name="GAP-0001").click()
    page.get_by_label("Decision:").select_option("study")
    page.get_by_label("Study group").select_option("study-group:itu-t-sg17")
    page.get_by_label("Meeting").fill("TSAG, June 2026")
    page.get_by_label("Decided on").fill("2026-06-05")
    page.locator("#id_document").fill("TSAG-R12")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.locator(".messagelist")).to_contain_text("Study in a study group")
    # The standard comes into force; the next run closes the gap.
    publish_standard("in_force")
    second = make_and_publish(page)
    page.goto("/en/gaps/GAP-0001/")
    expect(page.locator(".rows li")).to_have_count(2)
    expect(page.locator(".rows li").last).to_contain_text("Closed")
    expect(page.locator("main")).to_contain_text("TSAG-R12")
    page.goto(f"/en/gaps/compare/{first}..{second}/")
    expect(page.locator("#closed")).to_have_text("Closed: 1")
