"""Do staff read who did what, what each field was before, and what differs between two editions?"""

import pytest

from requirements import workflow
from requirements.choices import Role
from requirements.models import Entry, History, User
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db


def test_the_history_says_what_each_field_was_and_is() -> None:
    entry = factories.published(title={"en": "The old title"}, keywords=["one"]).record
    client = desk.signed_in(factories.user(Role.EDITOR))
    typed = desk.open_form(client, entry)
    desk.save(client, entry, typed, title_en="The new title", keywords="one\r\ntwo", obligation="optional")
    row = client.get(desk.address(entry, "history")).context["rows"][0]
    assert (row["action"], row["fields"]) == ("Edit", ["Title", "Obligation", "Keywords"])
    shown = {one.label: one.runs for one in row["differences"]}
    assert shown == {
        "Keywords": [("equal", "one"), ("insert", "\ntwo")],
        "Obligation": [("delete", "Required"), ("insert", "Optional")],
        "Title › English": [("equal", "The "), ("delete", "old"), ("insert", "new"), ("equal", " title")],
    }
    page = client.get(desk.address(entry, "history")).content.decode()
    assert "The <del>old</del><ins>new</ins> title" in page
    desk.press(client, entry, "revert", edition=1)
    row = client.get(desk.address(entry, "history")).context["rows"][0]
    assert (row["action"], row["fields"]) == ("Revert to an edition", ["Keywords", "Obligation", "Title"])
    one = History.objects.get(action="revert")
    page = desk.signed_in(factories.user(Role.ADMINISTRATOR)).get(f"/admin/requirements/history/{one.pk}/change/")
    assert "The <del>new</del><ins>old</ins> title" in page.content.decode()


def test_a_save_that_is_refused_leaves_no_trace() -> None:
    entry = factories.draft().record
    client = desk.signed_in(factories.user(Role.EDITOR))
    desk.save(client, entry, desk.open_form(client, entry), title_en="x" * 301)
    assert not History.objects.filter(identifier="REQ-0001", by="editor").exists()


def test_an_import_and_an_account_are_told_as_well_as_they_are_known() -> None:
    entry = factories.draft().record
    History.objects.create(identifier="REQ-0001", action="import", by="x", changes={"title": {"en": "0" * 16}})
    History.objects.create(identifier="REQ-0001", action="strange_thing", by="x", changes=["no_field"])
    client = desk.signed_in(factories.user(Role.EDITOR))
    rows = client.get(desk.address(entry, "history")).context["rows"]
    assert [(row["action"], row["fields"]) for row in rows] == [("Strange thing", ["No field"]), ("Import", ["Title"])]


def test_two_editions_and_the_working_copy_are_compared() -> None:
    entry = factories.published(title={"en": "One"}, internal_note="Between us").record
    workflow.save(factories.document(title={"en": "Two"}), by=None)
    factories.release([Entry.objects.get()])
    workflow.save(factories.document(title={"en": "Three"}), by=None)
    client = desk.signed_in(factories.user(Role.TRANSLATOR))
    address = desk.address(entry, "differences")
    for query, runs in (
        ("", [("delete", "Two"), ("insert", "Three")]),
        ("?before=1&after=2", [("delete", "One"), ("insert", "Two")]),
        ("?before=working&after=1", [("delete", "Three"), ("insert", "One")]),
    ):
        page = client.get(address + query)
        assert [(one.label, one.runs) for one in page.context["differences"]] == [("Title › English", runs)]
        assert "Between us" not in page.content.decode()
    assert client.get(f"{address}?before=3").status_code == 404
    assert client.get(f"{address}?before=x&after=%00").status_code == 400
    assert desk.signed_in(factories.user(Role.CONTRIBUTOR)).get(address).status_code == 404


def test_a_draft_is_compared_with_itself_and_not_with_nothing() -> None:
    entry = factories.draft().record
    page = desk.signed_in(factories.user(Role.EDITOR)).get(desk.address(entry, "differences"))
    assert page.context["differences"] == []


def test_the_language_of_the_desk_is_chosen_in_its_header() -> None:
    client = desk.signed_in(factories.user(Role.EDITOR))
    assert client.post("/admin/language/", {"language": "ar", "next": "/admin/"}).url == "/admin/"
    assert User.objects.get().language == "ar"
    assert '<html lang="ar" dir="rtl">' in client.get("/admin/").content.decode()
    assert client.post("/admin/language/", {"language": "fr", "next": "https://example.org/"}).url == "/"
