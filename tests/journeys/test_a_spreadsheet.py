"""Does somebody who fills a spreadsheet by hand find out what is wrong, mend it, bring it in, and take it back?"""

from pathlib import Path

import pytest
from django.test import override_settings
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect

from requirements import documents, mapping
from requirements.choices import Role
from requirements.models import Entry
from tests import factories
from tests.journeys.at_the_desk import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
HEADINGS = ["Identifier", "Title (en)", "Title (fr)", "Statement (en)", "Obligation", "Building blocks", "Programmes"]
NAMES = ["block:identity", "programme:dpi"]
GOOD = [
    ["REQ-0001", "Answer at once", "Répondre aussitôt", "The system is required to answer.", "Required", *NAMES],
    ["", "Wait", "Attendre", "The system is required to wait.", "required", *NAMES],
    ["", "Ask", "Demander", "The system is required to ask.", "optional", *NAMES],
]
# A word that is no obligation, a block that is not there, and a formula.
BAD = [
    [*GOOD[0][:4], "perhaps", *NAMES],
    [*GOOD[1][:5], "block:nowhere", "programme:dpi"],
    ["", "Ask", "Demander", '="The system is " & "required to ask."', "optional", *NAMES],
]


@pytest.fixture
def page(chromium: Browser, live_server) -> Page:
    factories.references()
    factories.user(Role.EDITOR, "staff")
    context = chromium.new_context(base_url=live_server.url, locale="en")
    yield context.new_page()
    context.close()


def saved(path: Path, lines: list[list[str]]) -> Path:
    book = Workbook()
    book.active.title = "requirements"
    for line in [HEADINGS, *lines]:
        book.active.append(line)
    book.save(path)
    return path


def upload(page: Page, path: Path) -> None:
    page.goto("/admin/requirements/job/add/")
    page.get_by_label("Format").select_option("xlsx")
    page.get_by_label("ZIP archive or files").set_input_files(path)
    page.get_by_role("button", name="Upload and preview").click()


def documents_now() -> dict[str, object]:
    return {
        entry.identifier: (entry.state, documents.dump(mapping.document_of(entry.record)))
        for entry in Entry.objects.all()
    }


@override_settings(TASKS=AT_ONCE)
def test_three_mistakes_are_told_mended_and_the_import_undone(page: Page, tmp_path: Path) -> None:
    factories.published("requirement", "REQ-0001")
    before = documents_now()
    sign_in(page)

    upload(page, saved(tmp_path / "mine.xlsx", BAD))
    plan = page.locator("table.plan")
    expect(plan.locator("tbody tr")).to_have_count(3)
    expect(plan).to_contain_text("mine.xlsx/requirements:2")
    expect(plan).to_contain_text("“perhaps” is not one of")
    expect(plan).to_contain_text("“block:nowhere” names nothing that is in the registry.")
    expect(plan).to_contain_text("holds a formula")
    assert documents_now() == before

    upload(page, saved(tmp_path / "mine.xlsx", GOOD))
    expect(page.get_by_text("New: 2")).to_be_visible()
    expect(page.get_by_text("Changed: 1")).to_be_visible()
    page.get_by_role("button", name="Apply: write 3 records").click()
    expect(page.locator(".desk .tag")).to_have_text("Done")
    assert Entry.objects.count() == 3
    assert Entry.objects.get(identifier="REQ-0001").title == {"en": "Answer at once", "fr": "Répondre aussitôt"}

    page.get_by_role("link", name="what it wrote, and undoing it").click()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.locator(".desk .tag")).to_have_text("Done")
    assert documents_now() == before
