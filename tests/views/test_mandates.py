"""Do pages show which mandates there are, what is done about each provision, and what shows it?"""

import io
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from requirements import workflow
from requirements.languages import CODES
from requirements.models import OfficialText, Resolution
from tests import factories
from tests.mandates.test_plan import write
from tests.resolution_texts.samples import sample
from tests.views.html import Page

FIRST = "resolution:wtsa-103#instructs-tsb-director-1"


@pytest.fixture
def plan(db: None) -> None:
    factories.references()
    factories.published(provisions=[FIRST])
    write(
        statement={"en": "It is kept."},
        due_on="2026-01-31",
        reports=[{"period": "2026-1", "reported_on": "2026-05-01", "meeting": "TSAG", "text": {"en": "Begun."}}],
    )


def show(*texts: str) -> None:
    resolution = Resolution.objects.get(identifier="resolution:wtsa-103")
    for number, text in enumerate(texts):
        OfficialText.objects.create(
            resolution=resolution, language="en", label=f"Version {number}", raw=text, shown=True
        )
    workflow.release([resolution], by=None)


def test_the_list_of_mandates_says_how_far_each_is(client: Client, plan: None) -> None:
    page = Page(client.get("/en/mandates/"))
    assert "3 1 2 1" in page.text("main", id="main")
    assert "/en/action-plan/changes/" in page.attribute("a", "href")


def test_a_provision_shows_actions_with_live_evidence(client: Client, plan: None) -> None:
    page = Page(client.get("/en/mandates/wtsa-103/"))
    (row,) = page.texts("tr", id="instructs-tsb-director-1")
    assert "In progress Overdue 103-01" in row
    assert page.links()["Entries of the registry: 1"] == "/en/search/?kind=requirement"


def test_official_words_stand_under_a_provision_while_they_are_shown(client: Client, plan: None) -> None:
    text = sample("en").replace("900", "103").replace("to keep a list", "to keep a long list")
    start, end = text.index(", in close collaboration"), text.index("\nto keep")
    text = f"{text[:start]}\n1\t{text[end + 1 :]}"
    show(text)
    assert "to keep a long list of folds," in Page(client.get("/en/mandates/wtsa-103/")).text("main", id="main")
    OfficialText.objects.update(shown=False)
    workflow.release([Resolution.objects.get(identifier="resolution:wtsa-103")], by=None)
    assert "to keep a long list" not in Page(client.get("/en/mandates/wtsa-103/")).text("main", id="main")
    assert client.get("/en/mandates/wtsa-103/texts/").status_code == 404


def test_two_official_texts_are_compared(client: Client, plan: None) -> None:
    old = sample("en").replace("900", "103")
    show(old, old.replace("to fold it;", "to fold it twice;"))
    page = Page(client.get("/en/mandates/wtsa-103/texts/"))
    assert "1 provision differs." in page.text("main", id="main")
    assert page.texts("ins") == ["twice"]


def test_an_action_has_a_page_with_evidence_and_reports(client: Client, plan: None) -> None:
    text = Page(client.get("/en/actions/wtsa-103-01/")).text("main", id="main")
    assert "Entries of the registry: 1" in text
    assert "2026-1 1 May 2026 TSAG Begun." in text
    assert "instructs the Director of TSB 1" in text
    assert client.get("/en/actions/").status_code == 200


def test_the_plan_is_narrowed_and_refuses_what_means_nothing(client: Client, plan: None) -> None:
    assert "1 action, 1 overdue" in Page(client.get("/en/action-plan/?addressee=tsb_director")).text("main", id="main")
    assert "0 actions" in Page(client.get("/en/action-plan/?as_of=2020-01-01")).text("main", id="main")
    for query in ("addressee=nobody", "as_of=soon", "resolution=none", "color=blue"):
        assert client.get(f"/en/action-plan/?{query}").status_code == 400
    assert client.get("/en/action-plan/changes/?since=soon").status_code == 400


def test_what_changed_since_a_meeting_is_told(client: Client, plan: None) -> None:
    text = Page(client.get("/en/action-plan/changes/?since=2020-01-01")).text("main", id="main")
    assert "1 action says something new since 1 January 2020." in text
    assert "This action is new." in text


@pytest.mark.parametrize("language", CODES)
def test_files_have_as_many_rows_as_there_are_actions(client: Client, plan: None, language: str) -> None:
    book: Any = load_workbook(io.BytesIO(client.get(f"/{language}/action-plan.xlsx").content))
    assert book.worksheets[0].max_row == 2 + 1
    document = Document(io.BytesIO(client.get(f"/{language}/action-plan.docx").content))
    assert [len(table.rows) for table in document.tables] == [1 + 1]
    assert "103-01" in document.tables[0].rows[1].cells[0].text


def test_the_feed_follows_actions(client: Client, plan: None) -> None:
    feed = client.get("/en/action-plan.atom").content.decode()
    assert feed.count("<entry") == 1
    assert "It is kept." in feed
