"""Does each person find what waits for them, counted and one click away, and go from one entry to the next?"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requirements import remarks, workflow, worklists
from requirements.choices import Role, State
from requirements.models import BuildingBlock, Coverage, Duplicate, Entry, History, User
from tests import factories
from tests.admin import desk
from tests.admin.test_lists import copies

START = "/admin/"
ALL = "/admin/requirements/entry/"


def waiting(client: Client) -> dict[str, int]:
    """Label → number, as the start page tells it; of the lists in six languages those where something waits."""
    context = client.get(START).context
    lists = [one for matter in context["translations"].values() for one in matter if one.number]
    return {
        f"{one.label}{f' {one.language.code}' if one.language else ''}": one.number
        for one in [*context["waiting"], *lists]
    }


def found(client: Client, worklist: str) -> list[str]:
    return [entry.identifier for entry in client.get(ALL, {"worklist": worklist}).context["cl"].result_list]


def in_state(identifier: str, state: State, **columns: Any) -> Entry:
    entry = factories.draft(identifier=identifier, **columns)
    Entry.objects.filter(pk=entry.pk).update(state=state)
    return entry


@pytest.fixture
def people(db: None) -> dict[Role, User]:
    return {role: factories.user(role) for role in (Role.EDITOR, Role.TRANSLATOR, Role.REVIEWER, Role.PUBLISHER)}


@pytest.fixture
def registry(people: dict[Role, User]) -> None:
    """One entry in each worklist."""
    in_state("REQ-0001", State.SUBMITTED)
    in_state("REQ-0002", State.APPROVED)
    returned = in_state("REQ-0003", State.SUBMITTED)
    Entry.objects.filter(pk=returned.pk).update(created_by=people[Role.EDITOR])
    workflow.perform(returned, "return", by=people[Role.REVIEWER], note="Say more.")
    factories.draft(identifier="REQ-0004", programmes=[])
    factories.published(identifier="REQ-0005", title={"en": "One", "ar": "واحد"}, translations={"ar": "reviewed"})
    workflow.save(factories.document(identifier="REQ-0005", title={"en": "Two", "ar": "واحد"}), by=None)
    Entry.objects.filter(identifier="REQ-0005").update(review_due=timezone.now().date())
    coverage = [{"standard": "standard:itu-t-x-1254", "edition": "09/2020", "relation": "equal_to"}]
    factories.published(identifier="REQ-0006", coverage=coverage, title={"en": "One", "fr": "Un"})
    remarks.add(Entry.objects.get(identifier="REQ-0006"), "@Publisher, look.", by=people[Role.EDITOR])


def test_each_role_is_told_what_waits_for_it(people: dict[Role, User], registry: None) -> None:
    told = {role: waiting(desk.signed_in(person)) for role, person in people.items()}
    assert told[Role.EDITOR] == {
        "Returned to me": 1,
        "Remarks that mention me": 0,
        "Due to be looked at again": 1,
        "Changed since publication": 1,
        "Complete, to be submitted": 2,
        "Something is missing": 1,
        "Obligation and wording disagree": 0,
        "Two obligations in one statement": 0,
        "Imports to be looked at": 0,
        "May say the same": 0,
        "Proposals": 0,
        "Comments": 0,
        "Letters that did not go out": 0,
        "Outdated translations ar": 1,
    }
    assert told[Role.TRANSLATOR] == {"Remarks that mention me": 0, "Outdated translations ar": 1}
    assert told[Role.REVIEWER] == {
        "Remarks that mention me": 0,
        "Waiting for review": 1,
        "Assessments to confirm": 1,
        "Links that can now be published": 0,
        "May say the same": 0,
        "Proposals": 0,
        "Comments": 0,
        "Letters that did not go out": 0,
        "Translations to confirm fr": 1,
    }
    assert (
        told[Role.PUBLISHER]["Approved, waiting for publication"],
        told[Role.PUBLISHER]["Remarks that mention me"],
    ) == (1, 1)


def test_a_number_is_that_of_its_list(people: dict[Role, User], registry: None) -> None:
    publisher = people[Role.PUBLISHER]
    client, numbers = desk.signed_in(publisher), worklists.counts(worklists.WORKLISTS.values(), publisher)
    assert {name: len(found(client, name)) for name in numbers} == numbers
    assert sum(map(bool, numbers.values())) == 10
    assert found(client, "outdated-ar") == ["REQ-0005"]
    assert client.get(ALL, {"worklist": "outdated-ar"}).context["title"] == "Outdated translations: العربية"


def test_an_editor_with_a_scope_is_told_of_what_is_within_it(people: dict[Role, User], registry: None) -> None:
    editor = people[Role.EDITOR]
    factories.draft(identifier="REQ-0007", building_blocks=["block:payments"])
    factories.draft(identifier="REQ-0008", building_blocks=["block:payments"])
    factories.draft(identifier="REQ-0009")
    workflow.look_at_waiting()
    client = desk.signed_in(editor)
    free = waiting(client)
    assert (free["Complete, to be submitted"], free["Outdated translations ar"]) == (5, 1)
    editor.building_blocks.set(BuildingBlock.objects.filter(identifier="block:payments"))
    told = waiting(client)
    assert (told["Complete, to be submitted"], found(client, "ready")) == (2, ["REQ-0007", "REQ-0008"])
    assert (told["Changed since publication"], told["Something is missing"]) == (0, 0)
    assert "Outdated translations ar" not in told
    pairs = client.get("/admin/requirements/duplicate/").context["cl"]
    assert told["May say the same"] == pairs.result_count < free["May say the same"]
    ends = Q(first__identifier__in=["REQ-0007", "REQ-0008"]) | Q(second__identifier__in=["REQ-0007", "REQ-0008"])
    other = Duplicate.objects.exclude(ends).first()
    assert other
    assert client.get(desk.address(other)).status_code == 404
    assert client.post(desk.address(other, "classify"), {"verdict": "different"}).status_code == 404


def test_the_start_page_asks_as_much_for_much_as_for_little(people: dict[Role, User]) -> None:
    factories.draft()
    client = desk.signed_in(people[Role.PUBLISHER])
    client.get(START)
    with CaptureQueriesContext(connection) as few:
        client.get(START)
    copies(60)
    with CaptureQueriesContext(connection) as many:
        page = client.get(START)
    assert len(many) == len(few) <= 14
    assert next(one.number for one in page.context["waiting"] if one.label == "Complete, to be submitted") == 61


def test_counting_ends_where_nobody_works_through(people: dict[Role, User], monkeypatch: pytest.MonkeyPatch) -> None:
    factories.draft()
    copies(40)
    monkeypatch.setattr("requirements.worklists.COUNTED", 30)
    page = desk.signed_in(people[Role.PUBLISHER]).get(START).content.decode()
    assert "<b>30+</b> Complete, to be submitted" in page


def test_a_contributor_is_told_of_own_entries_alone(db: None) -> None:
    person = factories.user(Role.CONTRIBUTOR)
    client = desk.signed_in(person)
    factories.draft("need")
    assert set(waiting(client).values()) == {0}
    own = factories.draft("need", "ND-0002", by=person)
    Entry.objects.filter(pk=own.pk).update(state=State.RETURNED, created_by=person)
    assert waiting(client) | {"Returned to me": 1, "Complete, to be submitted": 1} == waiting(client)


def test_saving_leads_through_the_worklist_and_back_to_it(people: dict[Role, User]) -> None:
    entries = [factories.draft(identifier=f"REQ-000{n}").record for n in (1, 2, 3)]
    client = desk.signed_in(people[Role.EDITOR])
    rows = client.get(ALL, {"worklist": "ready"}).content.decode()
    queue = "entry?worklist=ready"
    opened = f"{desk.address(entries[0])}?queue=entry%3Fworklist%3Dready"
    assert f'href="{opened}"' in rows
    page = client.get(opened)
    assert (page.context["queue"].count, page.context["queue"].title) == (3, "Complete, to be submitted")
    typed = desk.typed_in(page, "requirement_form")
    page = client.post(opened, {**typed, "title_en": "Better", "_next": "1"})
    assert page.url == f"{desk.address(entries[1])}?queue=entry%3Fworklist%3Dready"
    page = client.post(page.url, {**desk.typed_in(client.get(page.url), "requirement_form"), "_submit": "1"})
    assert page.url.startswith(desk.address(entries[2]))
    page = client.post(page.url, {**desk.typed_in(client.get(page.url), "requirement_form"), "_next": "1"})
    assert page.url.startswith(desk.address(entries[0]))
    page = client.post(opened, {**desk.typed_in(client.get(opened), "requirement_form"), "_continue": "1"})
    assert page.url == opened
    page = client.post(opened, {**desk.typed_in(client.get(opened), "requirement_form"), "_save": "1"})
    assert page.url == f"{ALL}?worklist=ready"
    version = client.get(opened).context["version"]
    press = {"transition": "submit", "version": version, "queue": queue}
    assert client.post(desk.address(entries[0], "perform"), press).url.startswith(desk.address(entries[2]))
    version = client.get(desk.address(entries[2])).context["version"]
    page = client.post(desk.address(entries[2], "perform"), {**press, "version": version})
    assert page.url == f"{ALL}?worklist=ready"


@pytest.mark.parametrize("queue", ["x", "entry?p=x", "entry?nothing=1", "user?q=a", "requirement?worklist=x", "%00"])
def test_a_list_that_is_none_is_no_failure(people: dict[Role, User], queue: str) -> None:
    entry = factories.draft().record
    page = desk.signed_in(people[Role.EDITOR]).get(desk.address(entry), {"queue": queue})
    assert page.status_code == 200


def test_what_still_holds_is_confirmed_for_a_year(people: dict[Role, User]) -> None:
    today = timezone.now().date()
    entry = factories.published().record
    assert today <= entry.review_due - timedelta(days=365) <= timezone.now().date()
    Entry.objects.update(review_due=timezone.now().date())
    client = desk.signed_in(people[Role.EDITOR])
    assert found(client, "due") == ["REQ-0001"]
    page = desk.press(client, entry, "revalidate")
    assert desk.messages(page) == ["“Confirm that it still holds” done. REQ-0001 is now: Published."]
    assert found(client, "due") == []
    assert History.objects.filter(action="revalidate", by="editor").count() == 1
    draft = factories.draft(identifier="REQ-0002").record
    assert desk.messages(desk.press(client, draft, "revalidate")) == ["REQ-0002 was never published."]
    desk.press(desk.signed_in(people[Role.PUBLISHER]), entry, "withdraw", note="Wrong.")
    assert Entry.objects.get(pk=entry.pk).review_due is None
    assert not Coverage.objects.exists()


def test_the_start_page_leads_back_to_where_work_was_left(people: dict[Role, User]) -> None:
    entry = factories.draft().record
    client = desk.signed_in(people[Role.EDITOR])
    desk.save(client, entry, desk.open_form(client, entry), title_en="Better")
    (latest,) = client.get(START).context["latest"]
    assert (latest["entry"].identifier, latest["what"]) == ("REQ-0001", "Edit")
