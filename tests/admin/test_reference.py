"""Is a reference record published with its save, once, whole or not at all?"""

import pytest
from django.test import Client
from django.utils import timezone

from requirements import catalogue, permissions, workflow
from requirements.choices import Role
from requirements.documents import REFERENCE_TYPES
from requirements.models import RECORDS, BuildingBlock, Country, History, Provision, Resolution, Standard
from tests import factories
from tests.admin import desk


@pytest.fixture
def editor(db: None) -> Client:
    factories.references()
    return desk.signed_in(factories.user(Role.EDITOR))


@pytest.mark.parametrize("kind", REFERENCE_TYPES)
def test_saving_an_untouched_form_changes_nothing(editor: Client, kind: str) -> None:
    record = RECORDS[kind].objects.first()
    remembered = History.objects.count()
    page = desk.save(editor, record, desk.open_form(editor, record))
    assert page.status_code == 302, desk.errors(page)
    version = record.version
    record.refresh_from_db()
    assert (record.version, History.objects.count()) == (version, remembered)
    assert catalogue.current_of(record.identifier).number == 1


def test_a_save_publishes_form_and_rows_as_one_edition(editor: Client) -> None:
    standard = Standard.objects.get()
    typed = desk.new_row("editions", desk.open_form(editor, standard), label="01/2026", status="in_force")
    typed = desk.new_row("aliases", typed, text="Recommendation X.1254")
    page = desk.save(editor, standard, typed, title_fr="Cadre", topics="identity, assurance\nlevels")
    assert page.status_code == 302, desk.errors(page)
    edition = catalogue.current_of("standard:itu-t-x-1254")
    document = catalogue.content(edition)
    assert (edition.number, document["title"]["fr"]) == (2, "Cadre")
    assert [one["label"] for one in document["editions"]] == ["09/2020", "01/2026"]
    assert document["topics"] == ["identity, assurance", "levels"]
    rows = History.objects.filter(identifier=standard.identifier, by="editor").order_by("pk")
    changes = ["title", "topics", "editions", "aliases"]
    assert [(row.action, row.edition, row.changes) for row in rows] == [("edit", None, changes), ("publish", 2, [])]


def test_a_new_record_brings_its_identifier_and_keeps_it(editor: Client) -> None:
    add = "/admin/requirements/buildingblock/add/"
    typed = desk.typed_in(editor.get(add), "buildingblock_form")
    assert typed["identifier"] == ["block:"]
    refused = editor.post(add, {**typed, "identifier": "sdg:5", "title_en": "Consent"})
    assert refused.status_code == 200
    editor.post(add, {**typed, "identifier": "block:consent", "title_en": "Consent"})
    block = BuildingBlock.objects.get(identifier="block:consent")
    assert catalogue.current_of("block:consent").number == 1
    desk.save(editor, block, desk.open_form(editor, block), identifier="block:other", title_en="Consent, better")
    block.refresh_from_db()
    assert (block.identifier, block.title) == ("block:consent", {"en": "Consent, better"})


def test_a_record_without_a_title_is_not_saved(editor: Client) -> None:
    country = Country.objects.get(identifier="country:fj")
    page = desk.save(editor, country, desk.open_form(editor, country), title_en="", title_fr="Fidji", m49="243")
    assert page.context["adminform"].form.errors == {"title": ["title: The title in the source language is missing."]}
    country.refresh_from_db()
    assert (country.title["en"], country.m49) == ("Fiji", "242")


def test_the_second_of_two_is_told(editor: Client) -> None:
    standard = Standard.objects.get()
    typed = desk.open_form(editor, standard)
    desk.save(editor, standard, typed, title_en="One")
    page = desk.save(editor, standard, typed, title_en="Two")
    assert "somebody else" in desk.errors(page)[0]
    assert [one.label for one in page.context["conflict"].changes] == ["Title › English"]
    assert catalogue.current_of(standard.identifier).number == 2


def test_a_block_does_not_become_its_own_descendant(editor: Client) -> None:
    parent = BuildingBlock.objects.get(identifier="block:identity")
    child = BuildingBlock.objects.get(identifier="block:wallet")
    page = desk.save(editor, parent, desk.open_form(editor, parent), parent=str(child.pk))
    assert page.status_code == 200
    parent.refresh_from_db()
    assert parent.parent is None


def test_the_text_of_a_provision_is_published_with_its_resolution(editor: Client) -> None:
    provision = Provision.objects.get(identifier="resolution:wtsa-103#instructs-tsb-director-2")
    typed = desk.open_form(editor, provision)
    page = editor.post(desk.address(provision), {**typed, "paraphrase_en": "Shorter."})
    assert page.url == desk.address(provision.resolution)
    document = catalogue.content(catalogue.current_of("resolution:wtsa-103"))
    assert [one["paraphrase"]["en"] for one in document["provisions"]][1] == "Shorter."
    stale = desk.save(editor, provision, typed, paraphrase_en="Other.")
    assert "resolution:wtsa-103 was changed by somebody else" in desk.errors(stale)[0]


def test_a_provision_keeps_its_identifier(editor: Client) -> None:
    resolution = Resolution.objects.get()
    typed = desk.open_form(editor, resolution)
    forged = {"provisions-0-identifier": "resolution:wtsa-103#other", "provisions-0-label": "a"}
    typed = desk.new_row("provisions", typed, identifier="resolution:wtsa-103#invites-2", part="invites")
    page = desk.save(editor, resolution, typed, **forged)
    assert page.status_code == 302, desk.errors(page)
    assert list(resolution.provisions.values_list("identifier", "label")) == [
        ("resolution:wtsa-103#instructs-tsb-director-1", "a"),
        ("resolution:wtsa-103#instructs-tsb-director-2", "2"),
        ("resolution:wtsa-103#instructs-tsb-director-3", "3"),
        ("resolution:wtsa-103#invites-2", ""),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.REVIEWER, Role.TRANSLATOR])
def test_who_may_not_edit_reference_records_reads_them(role: Role) -> None:
    factories.references()
    standard = Standard.objects.get()
    client = desk.signed_in(factories.user(role))
    page = client.get(desk.address(standard))
    assert "Entity authentication assurance framework" in page.content.decode()
    assert 'name="designation"' not in page.content.decode()
    assert client.post(desk.address(standard), {}).status_code == 403


def test_a_person_confirms_facts_and_who_and_when_is_kept(editor: Client) -> None:
    fiji, laos = Country.objects.order_by("identifier")
    Country.objects.filter(pk=laos.pk).update(confidence="verified", to_confirm=["itu_region"])
    chosen = {"action": "confirm_facts", "_selected_action": [fiji.pk, laos.pk]}
    page = editor.post("/admin/requirements/country/", chosen, follow=True)
    assert "Confirmed: country:fj, country:la." in page.content.decode()
    for country in (fiji, laos):
        country.refresh_from_db()
        assert (country.confidence, country.to_confirm) == ("verified", [])
        assert (country.confirmed_by, country.confirmed_on) == ("editor", timezone.localdate())
        document = catalogue.content(catalogue.current_of(country.identifier))
        assert (document["confidence"], document["to_confirm"]) == ("verified", [])
        assert document["confirmed_on"] == f"{timezone.localdate()}"
        assert "confirmed_by" not in document
        rows = History.objects.filter(identifier=country.identifier, by="editor").order_by("pk")
        assert [row.action for row in rows] == ["confirm_facts", "publish"]


def test_what_is_confirmed_already_stays_as_it_is(editor: Client) -> None:
    country = Country.objects.get(identifier="country:fj")
    Country.objects.update(confidence="verified")
    chosen = {"action": "confirm_facts", "_selected_action": [country.pk]}
    editor.post("/admin/requirements/country/", chosen)
    assert not History.objects.filter(identifier="country:fj", by="editor").exists()


def test_the_page_of_a_record_says_what_is_to_be_confirmed_and_offers_it(editor: Client) -> None:
    country = Country.objects.get(identifier="country:fj")
    assert desk.typed_in(editor.get(desk.address(country)), "confirm-facts")["_selected_action"] == [str(country.pk)]
    Country.objects.filter(pk=country.pk).update(confidence="verified")
    assert desk.typed_in(editor.get(desk.address(country)), "confirm-facts") == {}


def test_lists_are_narrowed_to_what_is_to_be_confirmed(editor: Client) -> None:
    Country.objects.filter(identifier="country:fj").update(confidence="verified", confirmed_on="2026-11-22")
    listed = editor.get("/admin/requirements/country/?facts=to_confirm").context["cl"].queryset
    assert list(listed.values_list("identifier", flat=True)) == ["country:la"]
    listed = editor.get("/admin/requirements/country/?facts=confirmed").context["cl"].queryset
    assert list(listed.values_list("identifier", flat=True)) == ["country:fj"]


@pytest.mark.django_db
def test_who_may_not_edit_reference_records_confirms_none() -> None:
    factories.references()
    client = desk.signed_in(factories.user(Role.TRANSLATOR))
    country = Country.objects.get(identifier="country:fj")
    client.post("/admin/requirements/country/", {"action": "confirm_facts", "_selected_action": [country.pk]})
    country.refresh_from_db()
    assert (country.confidence, country.confirmed_by) == ("recalled", "")
    with pytest.raises(permissions.NotPermitted):
        workflow.confirm_facts([country], by=factories.user(Role.REVIEWER))
