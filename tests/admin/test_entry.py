"""Is an entry edited, reviewed and published at the desk as the workflow says, and never by halves?"""

import json
from typing import Any

import pytest
from django.test import Client

from requirements import catalogue
from requirements.admin.rights import EntryRights
from requirements.choices import Role, Standing, State
from requirements.documents import PREFIXES
from requirements.models import Edition, Entry, History, Link, Provenance, Requirement
from tests import factories
from tests.admin import desk


def editor() -> Client:
    return desk.signed_in(factories.user(Role.EDITOR))


def publisher() -> Client:
    return desk.signed_in(factories.user(Role.PUBLISHER))


def state_of(entry: Entry) -> str:
    return Entry.objects.values_list("state", flat=True).get(pk=entry.pk)


def remembered(identifier: str) -> list[tuple[str, str, Any]]:
    rows = History.objects.filter(identifier=identifier).order_by("pk")
    return list(rows.values_list("action", "by", "changes"))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PREFIXES)
def test_saving_an_untouched_form_changes_nothing(kind: str) -> None:
    entry = factories.published(kind, title={"en": "A", "ar": "ب"}, keywords=["one, with a comma", "two"]).record
    client = editor()
    before = (entry.version, History.objects.count())
    page = desk.save(client, entry, desk.open_form(client, entry))
    assert page.status_code == 302, desk.errors(page)
    entry.refresh_from_db()
    assert (entry.version, History.objects.count()) == before
    assert (entry.state, entry.keywords) == (State.PUBLISHED, ["one, with a comma", "two"])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PREFIXES)
def test_a_new_entry_gets_its_public_id_its_author_and_one_row_of_history(kind: str) -> None:
    factories.references()
    client = editor()
    model = type(factories.draft(kind, f"{PREFIXES[kind]}-0500").record)
    form, add = f"{model._meta.model_name}_form", f"/admin/requirements/{model._meta.model_name}/add/"
    typed = desk.typed_in(client.get(add), form)
    page = client.post(add, {**typed, "title_en": "A new one", "title_fr": "Un nouveau"})
    assert page.status_code == 302, desk.errors(page)
    entry = model.objects.exclude(identifier=f"{PREFIXES[kind]}-0500").get()
    assert int(entry.identifier.removeprefix(f"{PREFIXES[kind]}-")) >= 1001
    assert (entry.title, entry.translations) == ({"en": "A new one", "fr": "Un nouveau"}, {"fr": "draft"})
    assert (entry.created_by.username, entry.state, entry.version) == ("editor", State.DRAFT, 2)
    assert remembered(entry.identifier) == [("create", "editor", ["title"])]


@pytest.mark.django_db
def test_form_and_inlines_are_one_change() -> None:
    factories.draft(identifier="REQ-0002")
    entry = factories.published().record
    client = editor()
    typed = desk.open_form(client, entry)
    target = Entry.objects.get(identifier="REQ-0002").pk
    typed = desk.new_row("links", typed, relation="needs", target=str(target), note_fr="pourquoi")
    typed = desk.new_row("provenance", typed, source_kind="itu_document", citation="Another")
    page = desk.save(client, entry, typed, statement_en="A better statement.")
    assert page.status_code == 302, desk.errors(page)
    version = entry.version
    entry.refresh_from_db()
    assert entry.version == version + 1
    assert (entry.state, entry.unpublished_changes) == (State.DRAFT, True)
    assert entry.links.get().note == {"fr": "pourquoi"}
    assert [(x.citation, x.position) for x in entry.provenance.all()] == [("A document", 0), ("Another", 1)]
    assert remembered("REQ-0001")[-1] == ("edit", "editor", ["statement", "provenance", "links"])
    assert "better" not in json.dumps(catalogue.content(catalogue.current_of("REQ-0001")))


@pytest.mark.django_db
def test_a_changed_source_text_makes_translations_outdated() -> None:
    entry = factories.published(title={"en": "One", "fr": "Un"}, translations={"fr": "reviewed"}).record
    client = editor()
    desk.save(client, entry, desk.open_form(client, entry), title_en="Two")
    entry.refresh_from_db()
    assert entry.translations == {"fr": "outdated"}


@pytest.mark.django_db
def test_the_second_of_two_is_told_what_the_first_changed_and_keeps_what_was_typed() -> None:
    entry = factories.published(title={"en": "The first title"}).record
    first, second = editor(), desk.signed_in(factories.user(Role.EDITOR, "second"))
    typed = desk.open_form(second, entry)
    assert desk.save(first, entry, desk.open_form(first, entry), title_en="The better title").status_code == 302

    page = desk.save(second, entry, typed, rationale_en="Typed for an hour.")
    assert page.status_code == 200
    assert desk.errors(page) == ["REQ-0001 was changed by somebody else while you were editing it."]
    (shown,) = page.context["conflict"].changes
    assert (shown.label, shown.taken) == ("Title › English", True)
    assert shown.runs == [("equal", "The "), ("delete", "first"), ("insert", "better"), ("equal", " title")]
    assert page.context["conflict"].last.by == "editor"
    entry.refresh_from_db()
    assert (entry.title, entry.rationale) == ({"en": "The better title"}, {})

    assert desk.save(second, entry, desk.typed_in(page, "requirement_form")).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.rationale) == ({"en": "The better title"}, {"en": "Typed for an hour."})


@pytest.mark.django_db
def test_after_a_conflict_each_keeps_what_only_he_changed_and_a_clash_is_marked() -> None:
    entry = factories.published(title={"en": "Title"}, keywords=["old"], obligation="required").record
    first, second = editor(), desk.signed_in(factories.user(Role.EDITOR, "second"))
    typed = desk.open_form(second, entry)
    blocks = factories.draft(identifier="REQ-0002", building_blocks=["block:payments"]).building_blocks
    theirs = {
        "title_en": "Their title",
        "title_fr": "Leur titre",
        "keywords": "theirs",
        "obligation": "optional",
        "building_blocks": [str(block.pk) for block in blocks.all()],
        "programmes": [],
        "provenance-0-citation": "Their source",
    }
    assert desk.save(first, entry, desk.open_form(first, entry), **theirs).status_code == 302

    page = desk.save(second, entry, typed, title_en="My title", title_ru="Название")
    taken = {one.label: one.taken for one in page.context["conflict"].changes}
    assert taken == {
        "Title › English": False,
        "Title › Français": True,
        "Translations › Français": None,
        "Keywords": True,
        "Obligation": True,
        "Building blocks": True,
        "Programmes": True,
        "Sources › 1 › citation": False,
    }
    obligation = next(one for one in page.context["conflict"].changes if one.label == "Obligation")
    assert obligation.runs == [("delete", "Required"), ("insert", "Optional")]
    assert desk.save(second, entry, desk.typed_in(page, "requirement_form")).status_code == 302
    entry.refresh_from_db()
    assert entry.title == {"en": "My title", "fr": "Leur titre", "ru": "Название"}
    assert (entry.keywords, entry.obligation, entry.programmes.count()) == (["theirs"], "optional", 0)
    assert [str(block) for block in entry.building_blocks.all()] == ["Payments"]


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["", "0", "nonsense", "99999999999999999999", "-1"])
@pytest.mark.parametrize("seen", ["", "nonsense", "another's"])
def test_a_form_that_does_not_say_what_it_was_made_from_is_refused(version: str, seen: str) -> None:
    other = factories.draft("need").record
    entry = factories.draft().record
    client = editor()
    typed = desk.open_form(client, entry)
    if seen == "another's":
        (seen,) = desk.open_form(client, other)["seen"]
    page = desk.save(client, entry, typed, title_en="Forged", version=version, seen=seen)
    assert page.status_code == 200
    assert "somebody else" in desk.errors(page)[0]
    assert Requirement.objects.get().title == {"en": "Title of REQ-0001"}
    assert desk.typed_in(page, "requirement_form")["title_en"] == ["Forged"]


@pytest.mark.django_db
def test_a_row_that_somebody_else_removed_is_a_conflict_and_no_failure() -> None:
    factories.draft(identifier="REQ-0002")
    entry = factories.draft(links=[{"relation": "needs", "target": "REQ-0002"}]).record
    client = editor()
    typed = desk.open_form(client, entry)
    desk.save(client, entry, typed, **{"links-0-DELETE": "on"})
    assert not Link.objects.exists()
    page = desk.save(client, entry, typed, **{"links-0-note_en": "Typed"})
    assert "somebody else" in desk.errors(page)[0]
    again = desk.save(client, entry, desk.typed_in(page, "requirement_form"))
    assert again.status_code in {200, 302}


@pytest.mark.django_db
def test_a_cycle_of_links_is_an_error_of_the_form() -> None:
    factories.draft(identifier="REQ-0002")
    entry = factories.draft(links=[{"relation": "refines", "target": "REQ-0002"}])
    other = Requirement.objects.get(identifier="REQ-0002")
    client = editor()
    typed = desk.new_row("links", desk.open_form(client, other), relation="refines", target=str(entry.pk))
    page = desk.save(client, other, typed, title_en="Not lost")
    assert desk.errors(page) == ["A link would lead back to its own entry: remove it or turn it round."]
    assert desk.typed_in(page, "requirement_form")["title_en"] == ["Not lost"]
    other.refresh_from_db()
    assert other.title == {"en": "Title of REQ-0002"}


@pytest.mark.django_db
def test_a_text_that_no_document_may_hold_is_an_error_of_its_field() -> None:
    entry = factories.draft().record
    client = editor()
    page = desk.save(client, entry, desk.open_form(client, entry), title_fr="x" * 301)
    assert page.context["adminform"].form.errors == {"title": ["title, fr: The text is longer than 300 characters."]}
    assert Requirement.objects.get().title == {"en": "Title of REQ-0001"}


@pytest.mark.django_db
def test_from_draft_to_edition_by_buttons_each_with_its_row_of_history() -> None:
    entry = factories.draft().record
    client = publisher()
    for transition in ("submit", "start_review", "approve", "publish"):
        page = desk.press(client, entry, transition, note=f"because {transition}")
        assert page.status_code == 200
    assert state_of(entry) == State.PUBLISHED
    assert catalogue.current_of("REQ-0001").number == 1
    assert [action for action, _by, _changes in remembered("REQ-0001")] == [
        "submit",
        "start_review",
        "approve",
        "publish",
    ]
    assert History.objects.get(action="publish", identifier="REQ-0001").note == "because publish"


@pytest.mark.django_db
def test_save_and_submit_is_one_press() -> None:
    entry = factories.draft().record
    client = editor()
    desk.save(client, entry, desk.open_form(client, entry), title_en="Ready", _submit="1")
    assert state_of(entry) == State.SUBMITTED
    assert [action for action, _by, _changes in remembered("REQ-0001")] == ["edit", "submit"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "state", "expected"),
    [
        (Role.EDITOR, State.DRAFT, {"submit": True}),
        (Role.TRANSLATOR, State.DRAFT, {"submit": False}),
        (Role.EDITOR, State.SUBMITTED, {"recall": True, "start_review": False, "approve": False, "reject": False}),
        (Role.REVIEWER, State.SUBMITTED, {"recall": False, "start_review": True, "approve": True, "reject": True}),
        (Role.REVIEWER, State.IN_REVIEW, {"return": True, "reject": True, "approve": True}),
        (Role.REVIEWER, State.APPROVED, {"return": True, "publish": False}),
        (Role.PUBLISHER, State.APPROVED, {"return": True, "publish": True}),
        (Role.PUBLISHER, State.PUBLISHED, {}),
    ],
)
def test_buttons_per_role_and_state(role: Role, state: State, expected: dict[str, bool]) -> None:
    entry = factories.draft().record
    Entry.objects.update(state=state)
    page = desk.signed_in(factories.user(role)).get(desk.address(entry))
    offered = page.context["panel"].buttons
    buttons = {one.transition.name: not one.refusal for one, _key in offered}
    assert expected.items() <= buttons.items()
    for one, key in offered:
        tag = f'<button type="submit" name="transition" value="{one.transition.name}"'
        pressed = f' accesskey="{key}"' if key else ""
        closed = f' disabled aria-describedby="why-{one.transition.name}"' if one.refusal else ""
        assert f"{tag}{pressed}{closed}>" in page.content.decode()
    if state == State.PUBLISHED:
        assert buttons == {}


@pytest.mark.django_db
def test_a_button_that_is_not_offered_is_refused_when_pressed_all_the_same() -> None:
    entry = factories.draft().record
    for role, transition, reason in (
        (Role.EDITOR, "publish", "“Publish” does not start from the state “Draft”."),
        (Role.TRANSLATOR, "submit", "This is for: Contributor, Editor, Publisher, Administrator."),
    ):
        page = desk.press(desk.signed_in(factories.user(role)), entry, transition)
        assert desk.messages(page) == [reason]
    assert state_of(entry) == State.DRAFT


@pytest.mark.django_db
@pytest.mark.parametrize("transition", ["edit", "create", "translate", "nonsense", ""])
def test_what_is_no_button_is_a_bad_request(transition: str) -> None:
    entry = factories.draft().record
    assert desk.press(publisher(), entry, transition).status_code == 400


@pytest.mark.django_db
def test_returning_needs_a_reason_and_a_refused_reason_is_not_lost() -> None:
    entry = factories.draft().record
    client = publisher()
    desk.press(client, entry, "submit")
    assert desk.messages(desk.press(client, entry, "return")) == ["“Return” needs a reason."]
    assert state_of(entry) == State.SUBMITTED
    version = desk.open_version(client, entry)
    desk.press(client, entry, "start_review")
    stale = {"transition": "return", "version": version, "note": "A long reason."}
    page = client.post(desk.address(entry, "perform"), stale)
    assert "somebody else" in desk.messages(page)[0]
    assert ">A long reason.</textarea>" in page.content.decode()
    assert f'action="{desk.address(entry)}"' in page.content.decode()
    desk.press(client, entry, "return", note="A long reason.")
    assert state_of(entry) == State.RETURNED
    assert History.objects.get(action="return").note == "A long reason."


@pytest.mark.django_db
def test_publishing_says_everything_that_is_missing_at_once() -> None:
    entry = factories.draft(programmes=[], building_blocks=[], obligation=None, provenance=[]).record
    Entry.objects.update(state=State.APPROVED)
    client = publisher()
    everything = [
        "programmes: Choose at least one programme.",
        "provenance: Say where the matter is taken from.",
        "building blocks: Choose at least one building block.",
        "obligation: Choose the obligation.",
    ]
    assert client.get(desk.address(entry)).context["panel"].missing == everything
    assert desk.messages(desk.press(client, entry, "publish")) == everything
    assert not Edition.objects.filter(identifier="REQ-0001").exists()


@pytest.mark.django_db
def test_unpublished_changes_are_shown_and_a_revert_takes_them_back() -> None:
    entry = factories.published(title={"en": "As published"}).record
    client = editor()
    desk.save(client, entry, desk.open_form(client, entry), title_en="As changed")
    panel = client.get(desk.address(entry)).context["panel"]
    assert [(one.label, one.runs[1:]) for one in panel.differences] == [
        ("Title › English", [("delete", "published"), ("insert", "changed")])
    ]
    desk.press(client, entry, "revert", edition=1)
    entry.refresh_from_db()
    assert (entry.title, entry.unpublished_changes) == ({"en": "As published"}, False)
    page = desk.press(client, entry, "revert", edition="9")
    assert desk.messages(page) == ["There is no such edition."]


@pytest.mark.django_db
def test_withdrawing_and_superseding_keep_the_entry_and_say_why() -> None:
    entry, successor = factories.published().record, factories.published(identifier="REQ-0002")
    factories.draft(identifier="REQ-0003")
    client = publisher()
    assert desk.messages(desk.press(client, entry, "withdraw")) == ["“Withdraw” needs a reason."]
    unknown = desk.press(client, entry, "supersede", note="Better said.", successor="REQ-0003")
    assert desk.messages(unknown) == ["“REQ-0003” is no other entry of this kind that is in force."]
    desk.press(client, entry, "supersede", note="Better said.", successor=f" {successor.identifier.lower()} ")
    edition = catalogue.current_of("REQ-0001")
    envelope = catalogue.document(edition)["edition"]
    assert (edition.standing, envelope["reason"], envelope["successor"]) == ("superseded", "Better said.", "REQ-0002")
    desk.press(client, entry, "withdraw", note="Wrong.")
    assert catalogue.current_of("REQ-0001").standing == Standing.WITHDRAWN


@pytest.mark.django_db
def test_a_translation_is_confirmed_and_published_alone() -> None:
    entry = factories.published(title={"en": "One"}).record
    client = publisher()
    desk.save(client, entry, desk.open_form(client, entry), title_fr="Un", keywords="something else")
    desk.press(client, entry, "confirm_translation", language="fr")
    desk.press(client, entry, "publish_translation", language="fr")
    published = catalogue.content(catalogue.current_of("REQ-0001"))
    assert (published["title"], published["keywords"]) == ({"en": "One", "fr": "Un"}, [])
    assert published["translations"] == {"fr": "reviewed"}
    page = desk.press(client, entry, "confirm_translation", language="xx")
    assert desk.messages(page) == ["There is no text in this language."]


@pytest.mark.django_db
def test_a_translation_is_offered_for_publication_unless_it_is_outdated() -> None:
    entry = factories.published(title={"en": "One", "es": "Uno"}, translations={"es": "reviewed"}).record
    client = desk.signed_in(factories.user(Role.REVIEWER))
    typist = desk.signed_in(factories.user(Role.TRANSLATOR))
    desk.save(typist, entry, desk.open_form(typist, entry), title_fr="Un")
    offered = {one.language.code: one for one in client.get(desk.address(entry)).context["panel"].translations}
    assert [(code, one.may_confirm, one.may_publish) for code, one in offered.items() if one.may_confirm] == [
        ("fr", True, True)
    ]
    writer = editor()
    desk.save(writer, entry, desk.open_form(writer, entry), title_en="Two")
    offered = {one.language.code: one for one in client.get(desk.address(entry)).context["panel"].translations}
    assert [code for code, one in offered.items() if one.may_confirm] == ["fr", "es"]
    assert not any(one.may_publish for one in offered.values())


@pytest.mark.django_db
def test_links_that_were_held_back_are_named_once_their_targets_are_public() -> None:
    target = factories.draft(identifier="REQ-0002")
    entry = factories.published(links=[{"relation": "needs", "target": "REQ-0002"}]).record
    client = publisher()
    panel = client.get(desk.address(entry)).context["panel"]
    assert (panel.links_ready, panel.links_held) == ([], ["REQ-0002"])
    ready = "/admin/requirements/entry/?links=ready"
    assert client.get(ready).context["cl"].result_count == 0
    factories.release([target])
    assert [x.identifier for x in client.get(ready).context["cl"].result_list] == ["REQ-0001"]
    panel = client.get(desk.address(entry)).context["panel"]
    assert (panel.links_ready, panel.may_publish_links) == (["REQ-0002"], True)
    desk.press(client, entry, "publish_links")
    assert catalogue.content(catalogue.current_of("REQ-0001"))["links"][0]["target"] == "REQ-0002"


@pytest.mark.django_db
def test_a_translator_types_translations_and_nothing_else() -> None:
    entry = factories.published(title={"en": "One"}, provenance=factories.COMMON["provenance"]).record
    client = desk.signed_in(factories.user(Role.TRANSLATOR))
    typed = desk.open_form(client, entry)
    assert "obligation" not in typed
    page = desk.save(client, entry, typed, title_en="Forged", title_fr="Un", obligation="optional")
    assert page.status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.obligation) == ({"en": "One", "fr": "Un"}, "required")
    assert remembered("REQ-0001")[-1] == ("translate", "translator", ["title"])
    assert state_of(entry) == State.PUBLISHED


@pytest.mark.django_db
def test_whoever_may_not_edit_reads_every_language() -> None:
    entry = factories.draft(title={"en": "One", "ar": "واحد"}).record
    Entry.objects.update(state=State.SUBMITTED)
    client = editor()
    page = client.get(desk.address(entry))
    assert '<span lang="ar" dir="rtl">واحد</span>' in page.content.decode()
    assert 'name="title_en"' not in page.content.decode()
    assert client.post(desk.address(entry), {"title_en": "Forged"}).status_code == 403


@pytest.mark.django_db
def test_an_editor_with_a_scope_edits_within_it() -> None:
    inside = factories.draft(building_blocks=["block:payments"]).record
    outside = factories.draft(identifier="REQ-0002").record
    person = factories.user(Role.EDITOR)
    person.building_blocks.add(*inside.building_blocks.all())
    client = desk.signed_in(person)
    assert 'name="title_en"' in client.get(desk.address(inside)).content.decode()
    assert 'name="title_en"' not in client.get(desk.address(outside)).content.decode()
    assert client.post(desk.address(outside), {}).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, Role.CONTRIBUTOR])
def test_without_a_staff_role_nothing_of_others_is_seen(role: Role | None) -> None:
    entry = factories.published().record
    person = factories.user(role)
    person.is_staff = True
    person.save()
    client = desk.signed_in(person)
    for address in (desk.address(entry), desk.address(entry, "history"), "/admin/requirements/requirement/"):
        page = client.get(address, follow=True)
        assert b"Title of REQ-0001" not in page.content
    query = {"app_label": "requirements", "model_name": "link", "field_name": "target", "term": "Title"}
    chooser = client.get("/admin/autocomplete/", query)
    assert b"REQ-0001" not in chooser.content


@pytest.mark.django_db
def test_a_draft_is_deleted_and_remembered_but_nothing_that_was_published() -> None:
    draft = factories.draft().record
    client = editor()
    client.post(desk.address(draft, "delete"), {"post": "yes"})
    assert not Entry.objects.exists()
    assert remembered("REQ-0001") == [("delete", "editor", [])]
    entry = factories.published(identifier="REQ-0002").record
    assert client.post(desk.address(entry, "delete"), {"post": "yes"}).status_code == 403
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_the_history_page_tells_who_did_what() -> None:
    entry = factories.draft().record
    client = publisher()
    desk.press(client, entry, "submit")
    desk.press(client, entry, "return", note="Say it <b>once</b>.")
    page = client.get(desk.address(entry, "history")).content.decode()
    assert "Say it &lt;b&gt;once&lt;/b&gt;." in page
    assert page.index("Return") < page.index("<td>Submit</td>")


@pytest.mark.django_db
def test_what_the_database_alone_notices_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = factories.published().record
    monkeypatch.setattr(EntryRights, "has_delete_permission", lambda *_asked: True)
    page = editor().post(desk.address(entry, "delete"), {"post": "yes"}, follow=True)
    assert desk.messages(page) == ["What was published is never deleted; withdraw it instead."]
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_row_that_is_no_document_any_more_can_be_put_right() -> None:
    entry = factories.draft().record
    Provenance.objects.update(file="no digest")
    client = editor()
    page = client.get(desk.address(entry))
    assert desk.messages(page) == ["What is stored here is no document any more. Correct it and save."]
    typed = desk.typed_in(page, "requirement_form")
    assert desk.save(client, entry, typed, title_en="Better").status_code == 200
    assert desk.save(client, entry, typed, **{"provenance-0-file": ""}).status_code == 302
    assert Provenance.objects.get().file == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said", [{"note": "a\x00"}, {"successor": "REQ-\x00"}, {"transition": "\x00"}, {"version": "\x00"}]
)
def test_a_button_does_not_take_what_the_database_cannot_keep(said: dict[str, str]) -> None:
    entry = factories.published().record
    page = publisher().post(desk.address(entry, "perform"), {"transition": "withdraw", "note": "a", **said})
    assert page.status_code == 400
    assert catalogue.current_of("REQ-0001").standing == Standing.IN_FORCE


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["title=1", "keywords=1", "programmes=x", "owner=x", "obligation=x"])
def test_an_address_fills_nothing_into_a_new_form(query: str) -> None:
    client, add = editor(), "/admin/requirements/requirement/add/"
    filled = client.get(f"{add}?{query}")
    assert filled.status_code == 200
    typed = desk.typed_in(client.get(add), "requirement_form")
    del typed["csrfmiddlewaretoken"], typed["ticket"]
    assert typed.items() <= desk.typed_in(filled, "requirement_form").items()


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["x", "9" * 30, "9" * 18, "1\x00", "\u00b2"])
def test_what_is_no_key_is_refused_and_not_looked_up(key: str) -> None:
    entry = factories.draft()
    client = editor()
    typed = desk.new_row("links", desk.open_form(client, entry), relation="needs", target=key)
    page = desk.save(client, entry, {**typed, "programmes": [key]})
    assert (page.status_code, len(desk.errors(page))) == (200, 2)
    assert entry.links.count() == 0
