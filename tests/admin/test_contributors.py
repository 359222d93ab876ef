"""Does a contributor see and change at the desk what is theirs, and learn nothing about the drafts of others?"""

from typing import Any

import pytest
from django.test import Client

from requirements import workflow
from requirements.choices import Role, State
from requirements.models import Entry, Need, User
from tests import factories
from tests.admin import desk
from tests.admin.test_parts import use_case

ADD = "/admin/requirements/need/add/"
SECRET = "Title of REQ-0007"


@pytest.fixture
def contributor(db: None) -> User:
    return factories.user(Role.CONTRIBUTOR)


@pytest.fixture
def client(contributor: User) -> Client:
    return desk.signed_in(contributor)


def given(entry: Entry, person: User) -> Any:
    Entry.objects.filter(pk=entry.pk).update(created_by=person, state=State.DRAFT)
    return entry


@pytest.mark.parametrize(("role", "proposed"), [(Role.CONTRIBUTOR, True), (Role.EDITOR, False)])
def test_what_a_contributor_creates_is_a_proposal(db: None, role: Role, proposed: bool) -> None:
    factories.references()
    client = desk.signed_in(factories.user(role))
    typed = desk.typed_in(client.get(ADD), "need_form")
    assert client.post(ADD, {**typed, "title_en": "A new one"}).status_code == 302
    assert Need.objects.get().proposed is proposed


@pytest.mark.parametrize(
    ("relation", "complaint"), [("", "This field is required."), ("needs", "Select a valid choice.")]
)
def test_the_draft_of_another_cannot_be_named_and_is_not_told(
    contributor: User, client: Client, relation: str, complaint: str
) -> None:
    other = factories.draft(identifier="REQ-0007")
    own = given(factories.draft(), contributor)
    typed = desk.new_row("links", desk.open_form(client, own), relation=relation, target=str(other.pk))
    page = desk.save(client, own, typed)
    assert complaint in desk.errors(page)[0]
    assert SECRET not in page.content.decode()
    assert "REQ-0007" not in page.content.decode()
    assert own.links.count() == 0


def chosen(client: Client, model: str, field: str, term: str = "") -> list[str]:
    query = {"app_label": "requirements", "model_name": model, "field_name": field, "term": term}
    return [one["text"] for one in client.get("/admin/autocomplete/", query).json()["results"]]


def test_a_contributor_chooses_among_what_is_public_and_own(contributor: User, client: Client) -> None:
    factories.references()
    assert chosen(client, "need", "building_blocks", "iden") == ["Identity"]
    assert len(chosen(client, "need", "programmes")) == 2
    factories.draft(identifier="REQ-0007")
    public = factories.published(identifier="REQ-0008", title={"en": "Published wallet"})
    workflow.save(factories.document(identifier="REQ-0008", title={"en": "Secret purse"}), by=None)
    own = given(factories.draft(identifier="REQ-0009", title={"en": "Mine, a wallet"}), contributor)
    assert chosen(client, "link", "target") == ["REQ-0008 Published wallet", "REQ-0009 Mine, a wallet"]
    assert chosen(client, "link", "target", "wall") == ["REQ-0008 Published wallet", "REQ-0009 Mine, a wallet"]
    assert chosen(client, "link", "target", "req-0008") == ["REQ-0008 Published wallet"]
    assert chosen(client, "link", "target", "purse") == chosen(client, "link", "target", "REQ-0007") == []
    assert own.pk != public.pk


def test_what_is_public_is_named_by_its_identifier(contributor: User, client: Client) -> None:
    public = factories.published(identifier="REQ-0007")
    own = given(factories.draft(), contributor)
    typed = desk.new_row("links", desk.open_form(client, own), relation="needs", target=str(public.pk))
    assert desk.save(client, own, typed).status_code == 302
    assert own.links.get().target.identifier == "REQ-0007"
    page = client.get(desk.address(own)).content.decode()
    assert f'<option value="{public.pk}" selected>REQ-0007</option>' in page
    assert SECRET not in page


def test_a_submitted_entry_shows_its_parts_without_the_titles_of_others(contributor: User, client: Client) -> None:
    factories.draft(identifier="REQ-0007")
    links = [{"relation": "needs", "target": "REQ-0007"}]
    own = given(factories.draft(links=links), contributor)
    Entry.objects.filter(pk=own.pk).update(state=State.SUBMITTED)
    page = client.get(desk.address(own)).content.decode()
    assert "A document" in page
    assert '<div class="readonly">REQ-0007</div>' in page
    assert SECRET not in page


def test_a_contributor_sees_and_changes_the_parts_of_own_entries_alone(contributor: User, client: Client) -> None:
    own = given(use_case(), contributor)
    (scenario,) = own.scenarios.all()
    typed = desk.open_form(client, own)
    assert (typed["scenarios-0-name_en"], typed["actors-TOTAL_FORMS"]) == (["Success"], ["2"])
    typed = desk.open_form(client, scenario)
    assert [typed[f"steps-{n}-name_en"] for n in range(2)] == [["Ask"], ["Answer"]]
    assert desk.save(client, scenario, typed, name_en="Well done").status_code == 302
    scenario.refresh_from_db()
    assert scenario.name == {"en": "Well done"}
    Entry.objects.update(created_by=None)
    assert client.get(desk.address(scenario), follow=True).redirect_chain == [("/admin/", 302)]
    assert list(client.get("/admin/requirements/scenario/").context["cl"].result_list) == []


def test_a_contributor_is_offered_no_list_that_would_be_empty(client: Client) -> None:
    offered = [model["object_name"] for group in client.get("/admin/").context["app_list"] for model in group["models"]]
    assert offered == ["Requirement", "UseCase", "Aspect", "Need", "Experience", "Entry", "Token"]


def test_why_an_entry_was_sent_back_is_told_to_its_author(contributor: User, client: Client) -> None:
    given(factories.draft(), contributor)
    own, reviewer = Entry.objects.get().record, factories.user(Role.REVIEWER)
    for note in ("Say who answers.", "Say <b>when</b>,\nfor each."):
        workflow.perform(own, "submit", by=contributor)
        workflow.perform(own, "return", by=reviewer, note=note)
    page = client.get(desk.address(own)).content.decode()
    assert "Sent back by reviewer, " in page
    assert "Say &lt;b&gt;when&lt;/b&gt;,<br>for each." in page
    assert "Say who answers." not in page
    assert client.get(desk.address(own, "history")).status_code == 403
    workflow.perform(own, "submit", by=contributor)
    assert "Sent back" not in client.get(desk.address(own)).content.decode()
