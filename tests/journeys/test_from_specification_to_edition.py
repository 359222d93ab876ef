"""Can staff bring a specification in, and a reader and a script read the same words?

The one way through all faces: upload, preview, apply, edit, review and publish in the browser; then find and read on
the site, without JavaScript, in two languages; then the same document from the API.
"""

import zipfile
from pathlib import Path

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect

from requirements import documents, workflow
from requirements.choices import Role
from requirements.models import Requirement
from tests import factories
from tests.journeys.at_the_desk import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
SAMPLE = Path(__file__).parent.parent / "samples" / "govstack" / "bb-messaging"
STATEMENT = "A service must be able to send a message to one person."
AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def page(chromium: Browser, live_server) -> Page:
    factories.references()
    block = {"kind": "block", "identifier": "block:messaging", "title": {"en": "Messaging", "fr": "Messagerie"}}
    workflow.release([workflow.save(documents.parse(block), by=None).record], by=None)
    factories.user(Role.ADMINISTRATOR, "staff")
    context = chromium.new_context(base_url=live_server.url, locale="en")
    yield context.new_page()
    context.close()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    packed = tmp_path / "bb-messaging.zip"
    with zipfile.ZipFile(packed, "w") as file:
        for found in sorted(SAMPLE.rglob("*.md")):
            file.write(found, f"bb-messaging/{found.relative_to(SAMPLE)}")
    return packed


def bring_in(page: Page, archive: Path) -> None:
    page.goto("/admin/requirements/job/add/")
    page.get_by_label("Format").select_option("govstack")
    page.get_by_label("ZIP archive or files").set_input_files(archive)
    page.get_by_role("button", name="Upload and preview").click()
    page.get_by_role("button", name="Apply: write").click()
    expect(page.locator(".desk .tag")).to_have_text("Done")


def edit(page: Page, entry: Requirement, french: str) -> None:
    page.goto(f"/admin/requirements/requirement/{entry.pk}/change/")
    title = page.locator("[name=title_en]")
    title.fill("Sending to one person")
    page.get_by_label("Français", exact=True).check()
    page.locator("[name=title_fr]").fill(french)
    page.get_by_role("button", name="Save and continue editing").click()


def publish(page: Page) -> None:
    for way in ("Submit", "Approve", "Publish"):
        page.get_by_role("button", name=way, exact=True).click()
    expect(page.locator("#desk-title")).to_contain_text("Edition 1: In force")


def read(chromium: Browser, base: str, language: str, words: str, title: str) -> str:
    """What a reader without JavaScript finds and reads; the statement as the page shows it."""
    context = chromium.new_context(base_url=base, java_script_enabled=False)
    reader = context.new_page()
    reader.goto(f"/{language}/")
    reader.locator("form[role=search] input[type=search]").first.fill(words)
    reader.locator("form[role=search] button").first.click()
    reader.locator(".hits").get_by_role("link", name=title).first.click()
    statement = reader.locator(".stmt").inner_text()
    context.close()
    return statement.strip()


def test_from_a_specification_to_an_edition(page: Page, archive: Path, chromium: Browser, live_server) -> None:
    with override_settings(TASKS=AT_ONCE):
        sign_in(page)
        bring_in(page, archive)
    entry = Requirement.objects.get(statement__en=STATEMENT)
    edit(page, entry, "Envoi à une personne")
    publish(page)
    assert read(chromium, live_server.url, "en", "send message", "Sending to one person") == STATEMENT
    assert read(chromium, live_server.url, "fr", "envoi", "Envoi à une personne") == STATEMENT
    sent = page.request.get(f"{live_server.url}/api/v1/entries/{entry.identifier}/").json()
    assert (sent["statement"], sent["title"]["fr"]) == ({"en": STATEMENT}, "Envoi à une personne")
    listed = page.request.get(f"{live_server.url}/api/v1/entries/?kind=requirement&building_block=messaging").json()
    assert listed["results"] == [sent]
    assert listed["count"] == 1
