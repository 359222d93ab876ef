"""Does a translator see source and translation side by side, with what changed marked, and lose nothing?"""

import pytest
from django.test import Client

from requirements.choices import Role
from requirements.models import Entry, History
from tests import factories
from tests.admin import desk
from tests.admin.test_parts import use_case

pytestmark = pytest.mark.django_db


def address(entry: Entry, language: str) -> str:
    return f"/admin/requirements/{entry._meta.model_name}/{entry.pk}/translate/{language}/"


def outdated() -> Entry:
    """Translated into French when its source said “old”."""
    entry = factories.published(
        title={"en": "The old title", "fr": "Le vieux titre"}, rationale={"en": "Because."}
    ).record
    writer = desk.signed_in(factories.user(Role.EDITOR))
    assert desk.save(writer, entry, desk.open_form(writer, entry), title_en="The new title").status_code == 302
    entry.refresh_from_db()
    return entry


def translator() -> Client:
    return desk.signed_in(factories.user(Role.TRANSLATOR))


def segments(page: object) -> dict[str, object]:
    return {one.place: one for one in page.context["segments"]}  # type: ignore[attr-defined]


def test_what_changed_in_the_source_is_marked_until_it_is_translated() -> None:
    entry = outdated()
    assert entry.translations == {"fr": "outdated"}
    client = translator()
    page = client.get(address(entry, "fr"))
    shown = segments(page)
    assert list(shown) == ["title", "statement", "rationale"]
    assert shown["title"].runs == [("equal", "The "), ("delete", "old"), ("insert", "new"), ("equal", " title")]
    assert [one.has_changed for one in shown.values()] == [True, False, False]
    assert "The <del>old</del><ins>new</ins> title" in page.content.decode()
    typed = desk.typed_in(page, "translation_form")
    page = client.post(address(entry, "fr"), {**typed, shown["title"].name: "Le nouveau titre"})
    assert page.url == desk.address(entry)
    entry.refresh_from_db()
    assert (entry.title["fr"], entry.translations, entry.outdated_sources) == ("Le nouveau titre", {"fr": "draft"}, {})
    (row,) = History.objects.filter(action="translate")
    assert (row.by, row.changes) == ("translator", ["title"])
    assert row.differences == [{"path": ["title", "fr"], "before": "Le vieux titre", "after": "Le nouveau titre"}]


def test_the_mark_is_against_what_was_translated_however_often_the_source_changes() -> None:
    entry = outdated()
    writer = desk.signed_in(factories.user(Role.EDITOR, "another"))
    desk.save(writer, entry, desk.open_form(writer, entry), title_en="The newest title", title_es="El título")
    client = translator()
    runs = segments(client.get(address(entry, "fr")))["title"].runs
    assert runs == [("equal", "The "), ("delete", "old"), ("insert", "newest"), ("equal", " title")]
    assert not any(one.has_changed for one in segments(client.get(address(entry, "es"))).values())


def test_a_translation_that_still_fits_is_saved_as_it_is_and_confirmed() -> None:
    entry = outdated()
    client = translator()
    client.post(address(entry, "fr"), desk.typed_in(client.get(address(entry, "fr")), "translation_form"))
    entry.refresh_from_db()
    assert entry.translations == {"fr": "draft"}
    publisher = desk.signed_in(factories.user(Role.PUBLISHER))
    typed = desk.typed_in(publisher.get(address(entry, "fr")), "translation_form")
    publisher.post(address(entry, "fr"), {**typed, "_confirm": "1"})
    entry.refresh_from_db()
    assert entry.translations == {"fr": "reviewed"}
    actions = History.objects.filter(identifier="REQ-0001").order_by("pk").values_list("action", "by")
    assert list(actions)[-2:] == [("translate", "translator"), ("confirm_translation", "publisher")]


def test_texts_of_parts_are_translated_on_the_same_page() -> None:
    entry = use_case()
    client = translator()
    shown = segments(client.get(address(entry, "ar")))
    assert [shown[place].label for place in ("scenarios/0/name", "scenarios/0/steps/1/name")] == [
        "Scenario 1 › Name",
        "Scenario 1 › Step 2 › Name",
    ]
    typed = desk.typed_in(client.get(address(entry, "ar")), "translation_form")
    client.post(address(entry, "ar"), {**typed, shown["scenarios/0/steps/1/name"].name: "أجب"})
    (scenario,) = entry.scenarios.all()
    assert [step.name for step in scenario.steps.all()] == [{"en": "Ask"}, {"en": "Answer", "ar": "أجب"}]
    assert Entry.objects.get().translations == {"ar": "draft"}


def test_what_was_typed_survives_a_conflict_and_a_refusal() -> None:
    entry = use_case()
    client, writer = translator(), desk.signed_in(factories.user(Role.EDITOR))
    page = client.get(address(entry, "fr"))
    typed, shown = desk.typed_in(page, "translation_form"), segments(page)
    typed |= {shown["title"].name: "Un titre", shown["scenarios/0/name"].name: "Réussite"}
    desk.save(writer, entry, desk.open_form(writer, entry), **{"scenarios-0-DELETE": "on"})
    page = client.post(address(entry, "fr"), typed)
    assert desk.messages(page) == ["UC-0001 was changed by somebody else while you were editing it."]
    assert (segments(page)["title"].target, page.context["left_over"]) == ("Un titre", ["Réussite"])
    typed = desk.typed_in(page, "translation_form")
    page = client.post(address(entry, "fr"), {**typed, shown["title"].name: "x" * 301})
    assert desk.messages(page) == ["title, fr: The text is longer than 300 characters."]
    assert segments(page)["title"].target == "x" * 301
    assert Entry.objects.get().title == {"en": "Title of UC-0001"}
    assert client.post(address(entry, "fr"), typed).status_code == 302
    assert Entry.objects.get().title == {"en": "Title of UC-0001", "fr": "Un titre"}


def test_who_may_not_translate_reads_and_cannot_save() -> None:
    entry = factories.draft().record
    client = desk.signed_in(factories.user(Role.REVIEWER))
    page = client.get(address(entry, "fr"))
    assert b"readonly" in page.content
    assert b'name="_save"' not in page.content
    typed = {**desk.typed_in(page, "translation_form"), segments(page)["title"].name: "Forgé"}
    assert desk.messages(client.post(address(entry, "fr"), typed)) == [
        "This is for: Translator, Editor, Publisher, Administrator."
    ]
    assert Entry.objects.get().title == {"en": "Title of REQ-0001"}
    typed = desk.typed_in(client.get(address(entry, "fr")), "translation_form")
    page = client.post(address(entry, "fr"), {**typed, "_confirm": "1"})
    assert desk.messages(page) == ["There is no text in this language."]
    for language in ("en", "xx", "de"):
        assert client.get(address(entry, language)).status_code == 404


def test_a_worklist_of_a_language_leads_from_translation_to_translation() -> None:
    for number in (1, 2):
        factories.published(identifier=f"REQ-000{number}", title={"en": "One", "fr": "Un"})
    Entry.objects.update(translations={"fr": "outdated"})
    first, second = Entry.objects.order_by("identifier")
    client = translator()
    rows = client.get("/admin/requirements/entry/", {"worklist": "outdated-fr"}).content.decode()
    opened = f"{address(first.record, 'fr')}?queue=entry%3Fworklist%3Doutdated-fr"
    assert opened in rows
    page = client.post(opened, {**desk.typed_in(client.get(opened), "translation_form"), "_next": "1"})
    assert page.url == f"{address(second.record, 'fr')}?queue=entry%3Fworklist%3Doutdated-fr"
    page = client.post(page.url, {**desk.typed_in(client.get(page.url), "translation_form"), "_next": "1"})
    assert page.url == "/admin/requirements/entry/?worklist=outdated-fr"
