"""Are many entries published or changed at once as the page before said, and none by halves?"""

from typing import Any

import pytest
from django.test import Client

from requirements import catalogue
from requirements.choices import Role, State
from requirements.models import BuildingBlock, Edition, Entry, History, Requirement
from tests import factories
from tests.admin import desk
from tests.admin.test_lists import copies

pytestmark = pytest.mark.django_db
ALL, KIND = "/admin/requirements/entry/", "/admin/requirements/requirement/"
PUBLISH, EDIT = f"{ALL}publish_together/", f"{ALL}edit_together/"


def choose(client: Client, action: str, address: str = ALL) -> Any:
    ticked = [str(pk) for pk in Entry.objects.values_list("pk", flat=True)]
    return client.post(address, {"action": action, "_selected_action": ticked, "index": "0"})


def fields(page: Any, **said: Any) -> dict[str, Any]:
    return {**desk.typed_in(page, "together_form"), **said}


def hidden(page: Any) -> dict[str, Any]:
    return {"entry": [carried for _entry, carried in page.context["ready"]], "back": page.context["back"]}


def approved(number: int, **more: Any) -> None:
    for n in range(1, number + 1):
        factories.draft(identifier=f"REQ-{n:04}", **more)
    Entry.objects.update(state=State.APPROVED)


def test_what_is_ready_is_published_at_one_moment_and_the_rest_is_told_why_not() -> None:
    approved(3)
    factories.draft(identifier="REQ-0004", links=[{"relation": "needs", "target": "REQ-0001"}])
    factories.draft(identifier="REQ-0005", programmes=[])
    Entry.objects.filter(identifier__in=["REQ-0004", "REQ-0005"]).update(state=State.APPROVED)
    factories.draft("need")
    client = desk.signed_in(factories.user(Role.PUBLISHER))
    page = choose(client, "publish_together")
    assert [entry.identifier for entry, _ in page.context["ready"]] == ["REQ-0001", "REQ-0002", "REQ-0003", "REQ-0004"]
    assert [(entry.identifier, why) for entry, why in page.context["refused"]] == [
        ("ND-0001", "“Publish” does not start from the state “Draft”."),
        ("REQ-0005", "It is not complete yet."),
    ]
    assert not Edition.objects.filter(kind="requirement").exists()
    page = client.post(PUBLISH, {**hidden(page), "note": "For TSAG"}, follow=True)
    assert desk.messages(page) == ["4 entries were published."]
    editions = Edition.objects.filter(kind="requirement")
    assert len({edition.published_at for edition in editions}) == 1
    assert catalogue.content(editions.get(identifier="REQ-0004"))["links"][0]["target"] == "REQ-0001"
    rows = History.objects.filter(action="publish", note="For TSAG").order_by("identifier")
    assert [(row.identifier, row.by) for row in rows] == [(f"REQ-000{n}", "publisher") for n in (1, 2, 3, 4)]


def test_one_that_changed_since_keeps_all_from_being_published() -> None:
    approved(2)
    client = desk.signed_in(factories.user(Role.PUBLISHER))
    page = choose(client, "publish_together")
    Entry.objects.filter(identifier="REQ-0002").update(version=99)
    again = client.post(PUBLISH, hidden(page))
    assert desk.messages(again) == ["REQ-0002 was changed by somebody else while you were editing it."]
    assert not Edition.objects.filter(kind="requirement").exists()
    assert client.post(PUBLISH, hidden(again)).status_code == 302
    Entry.objects.filter(identifier="REQ-0001").update(state=State.APPROVED, missing=[])
    Entry.objects.get(identifier="REQ-0001").programmes.clear()
    page = client.post(PUBLISH, hidden(choose(client, "publish_together")))
    assert desk.messages(page) == ["programmes: Choose at least one programme."]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.TRANSLATOR])
def test_only_publishers_are_offered_and_granted_it(role: Role) -> None:
    approved(1)
    client = desk.signed_in(factories.user(role))
    assert choose(client, "publish_together").status_code in {200, 302}
    entry = Entry.objects.get()
    page = client.post(PUBLISH, {"entry": [f"{entry.pk}:{entry.version}"]})
    assert desk.messages(page)[-1] == "REQ-0001: This is for: Publisher, Administrator."
    assert Entry.objects.get().state == State.APPROVED


@pytest.mark.parametrize("said", [{}, {"entry": ["x:1", "1", "²:1"]}, {"entry": ["1:1"], "note": "\x00"}])
def test_nonsense_is_a_bad_request(said: dict[str, Any]) -> None:
    client = desk.signed_in(factories.user(Role.PUBLISHER))
    assert client.post(PUBLISH, said).status_code == 400
    assert client.post(EDIT, {name: value for name, value in said.items() if name != "note"}).status_code == 400


def test_a_hundred_entries_are_changed_at_once_and_not_one_more() -> None:
    factories.draft(obligation="required")
    copies(99)
    client = desk.signed_in(factories.user(Role.EDITOR))
    page = client.post(EDIT, fields(choose(client, "edit_together", KIND), field="obligation"))
    page = client.post(EDIT, fields(page, value="optional", _preview="1"))
    assert len(page.context["prospects"]) == 100
    page = client.post(EDIT, fields(page, _apply="1"), follow=True)
    assert desk.messages(page) == ["100 entries were changed."]
    assert Requirement.objects.filter(obligation="optional").count() == 100
    assert History.objects.filter(action="edit", by="editor").count() == 100
    factories.draft(identifier="REQ-0002")
    page = client.get(choose(client, "edit_together", KIND).url)
    assert desk.messages(page) == ["At most 100 entries can be changed at once."]
    assert client.post(EDIT, {"entry": [f"{n}:1" for n in range(101)]}).status_code == 400


def test_five_hundred_entries_are_published_at_once_and_not_one_more() -> None:
    factories.draft()
    copies(499)
    client = desk.signed_in(factories.user(Role.PUBLISHER))
    assert len(choose(client, "publish_together").context["refused"]) == 500
    factories.draft(identifier="REQ-0002")
    page = client.get(choose(client, "publish_together").url)
    assert desk.messages(page) == ["At most 500 entries can be changed at once."]
    assert client.post(PUBLISH, {"entry": [f"{n}:1" for n in range(501)]}).status_code == 400


def test_a_field_is_changed_in_a_selection_after_a_preview() -> None:
    factories.draft(identifier="REQ-0001", building_blocks=["block:identity"])
    factories.draft(identifier="REQ-0002", building_blocks=["block:identity", "block:payments"])
    factories.draft("need", "ND-0001")
    Entry.objects.filter(identifier="ND-0001").update(state=State.SUBMITTED)
    client = desk.signed_in(factories.user(Role.EDITOR))
    page = choose(client, "edit_together")
    assert "obligation" not in dict(page.context["fields"])
    page = client.post(EDIT, fields(page, field="building_blocks"))
    payments = BuildingBlock.objects.get(identifier="block:payments")
    page = client.post(EDIT, fields(page, manner="add", value=str(payments.pk), _preview="1"))
    prospects = [(one.entry.identifier, one.before, one.after, one.refusal) for one in page.context["prospects"]]
    assert prospects == [
        ("ND-0001", "Identity", "Identity, Payments", "“Edit” does not start from the state “Submitted”."),
        ("REQ-0001", "Identity", "Identity, Payments", ""),
        ("REQ-0002", "Identity, Payments", "Identity, Payments", ""),
    ]
    assert not History.objects.filter(by="editor").exists()
    page = client.post(EDIT, fields(page, _apply="1"), follow=True)
    assert desk.messages(page) == ["1 entry was changed."]
    (row,) = History.objects.filter(by="editor")
    assert (row.identifier, row.action, row.changes) == ("REQ-0001", "edit", ["building_blocks"])
    assert row.differences[0]["after"] == ["block:identity", "block:payments"]
    assert Entry.objects.get(identifier="REQ-0001").building_blocks.count() == 2


def test_entries_of_one_kind_offer_its_own_fields_and_a_conflict_changes_none() -> None:
    for n in (1, 2):
        factories.draft(identifier=f"REQ-000{n}")
    client = desk.signed_in(factories.user(Role.EDITOR))
    page = choose(client, "edit_together", KIND)
    assert {"obligation", "keywords", "owner"} <= dict(page.context["fields"]).keys()
    assert not {"title", "statement", "source_language"} & dict(page.context["fields"]).keys()
    page = client.post(EDIT, fields(page, field="obligation"))
    page = client.post(EDIT, fields(page, value="optional", _preview="1"))
    assert [(one.before, one.after) for one in page.context["prospects"]] == [("Required", "Optional")] * 2
    Entry.objects.filter(identifier="REQ-0002").update(version=99)
    again = client.post(EDIT, fields(page, _apply="1"))
    assert desk.messages(again) == ["REQ-0002 was changed by somebody else while you were editing it."]
    assert not History.objects.filter(by="editor").exists()
    page = client.post(EDIT, fields(page, field="keywords", manner="replace", value="", _preview="1"))
    assert page.context["form"].errors == {"value": ["This field is required."]}


def test_a_selection_leads_back_to_the_desk_and_nowhere_else() -> None:
    approved(1)
    client = desk.signed_in(factories.user(Role.PUBLISHER))
    said = {**hidden(choose(client, "publish_together")), "back": "https://example.org/"}
    assert client.post(PUBLISH, said).url == ALL
