"""Are entries that may say the same found, kept and classified, with one row of history and nothing merged?"""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from requirements import permissions, workflow
from requirements.choices import Relation, Role, State, Verdict
from requirements.models import Duplicate, Entry, EntryWords, History, Link
from tests import factories

SAME = {"title": {"en": "Signed messages"}, "statement": {"en": "The mediator is required to sign each message."}}
pytestmark = pytest.mark.django_db


def pair() -> Duplicate:
    factories.draft(**SAME)
    factories.draft(identifier="REQ-0002", **SAME)
    workflow.look_at_waiting()
    return Duplicate.objects.get()


def rows() -> list[Any]:
    return list(History.objects.order_by("pk").values_list("identifier", "action", "by", "changes", "note"))


def test_what_came_by_a_document_is_compared_when_the_time_comes() -> None:
    first, second = factories.draft(**SAME), factories.draft(identifier="REQ-0002", **SAME)
    factories.draft(identifier="REQ-0003", statement={"en": "Lamps are required to be green."})
    factories.draft("need", statement=SAME["statement"], title=SAME["title"])
    assert not Duplicate.objects.exists()
    assert workflow.look_at_waiting() == 4
    found = Duplicate.objects.get()
    assert (found.first_id, found.second_id, found.score, found.verdict) == (first.pk, second.pk, 100, Verdict.OPEN)
    assert workflow.look_at_waiting() == 0


def test_an_entry_that_is_saved_at_the_desk_is_compared_at_once() -> None:
    editor = factories.user(Role.EDITOR)
    factories.draft(**SAME)
    other = factories.draft(identifier="REQ-0002").record
    other.title, other.statement = SAME["title"], SAME["statement"]
    other.save()
    workflow.perform(other, "edit", by=editor)
    assert Duplicate.objects.get().second == other.entry_ptr
    other.statement = {"en": "Lamps are required to be green."}
    other.title = {"en": "Lamps"}
    other.save()
    workflow.perform(other, "edit", by=editor)
    assert not Duplicate.objects.exists()


@pytest.mark.parametrize("verdict", [Verdict.RELATED, Verdict.DIFFERENT])
def test_a_finding_is_kept_and_told_once(verdict: Verdict) -> None:
    found, reviewer = pair(), factories.user(Role.REVIEWER)
    before = len(rows())
    workflow.classify(found, verdict, by=reviewer)
    workflow.classify(found, verdict, by=reviewer)
    found.refresh_from_db()
    assert (found.verdict, found.classified_by) == (verdict, "reviewer")
    assert rows()[before:] == [("REQ-0001", "classify", "reviewer", ["REQ-0002", verdict.value], "")]
    assert not Link.objects.exists()
    Entry.objects.update(quality=None)
    workflow.recheck()
    workflow.look_at_waiting()
    assert Duplicate.objects.get().verdict == verdict


def test_equivalent_entries_are_linked_by_an_edit_and_parted_by_another() -> None:
    found, editor = pair(), factories.user(Role.EDITOR)
    before, version = len(rows()), Entry.objects.get(identifier="REQ-0002").version
    workflow.classify(found, Verdict.EQUIVALENT, by=editor)
    link = Link.objects.get()
    assert (link.entry_id, link.relation, link.target_id) == (found.second_id, Relation.EQUIVALENT_TO, found.first_id)
    assert rows()[before:] == [("REQ-0002", "edit", "editor", ["links"], "Equivalent: REQ-0001")]
    assert Entry.objects.get(identifier="REQ-0002").version == version + 1
    assert Entry.objects.count() == 2
    workflow.classify(Duplicate.objects.get(), Verdict.DIFFERENT, by=editor)
    assert rows()[before + 1 :] == [("REQ-0002", "edit", "editor", ["links"], "Different: REQ-0001")]
    assert not Link.objects.exists()


def test_the_older_one_is_linked_when_the_younger_cannot_be_edited_and_else_nothing_is_kept() -> None:
    found, editor = pair(), factories.user(Role.EDITOR)
    Entry.objects.filter(pk=found.second_id).update(state=State.IN_REVIEW)
    workflow.classify(found, Verdict.EQUIVALENT, by=editor)
    assert Link.objects.get().entry_id == found.first_id
    workflow.classify(found, Verdict.RELATED, by=editor)
    Entry.objects.update(state=State.IN_REVIEW)
    before = len(rows())
    with pytest.raises(workflow.NotAllowed, match="Neither REQ-0001 nor REQ-0002"):
        workflow.classify(found, Verdict.EQUIVALENT, by=editor)
    assert Duplicate.objects.get().verdict == Verdict.RELATED
    assert len(rows()) == before


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.TRANSLATOR])
def test_others_classify_nothing(role: Role) -> None:
    found = pair()
    with pytest.raises(permissions.NotPermitted):
        workflow.classify(found, Verdict.DIFFERENT, by=factories.user(role))


def test_an_editor_with_a_scope_classifies_what_touches_it() -> None:
    found, editor = pair(), factories.user(Role.EDITOR)
    block = found.first.building_blocks.get()
    found.first.building_blocks.clear()
    editor.building_blocks.add(block)
    workflow.classify(found, Verdict.RELATED, by=editor)
    found.second.building_blocks.clear()
    with pytest.raises(permissions.NotPermitted):
        workflow.classify(found, Verdict.DIFFERENT, by=editor)


def test_a_pair_is_there_once_and_in_order() -> None:
    found = pair()
    for first, second in ((found.first, found.second), (found.second, found.first), (found.first, found.first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Duplicate.objects.create(first=first, second=second, kind="requirement", score=1)


def test_looking_takes_as_many_queries_for_three_entries_as_for_thirty() -> None:
    entries = [factories.draft(identifier=f"REQ-{number:04}", **SAME) for number in range(1, 4)]
    counts = []
    for number in (4, 40):
        entries += [factories.draft(identifier=f"REQ-{place:04}", **SAME) for place in range(number, number + 3)]
        with CaptureQueriesContext(connection) as queries:
            assert len(workflow.look(entries[0])) == len(entries) - 1
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 40


def test_a_row_that_is_no_document_does_not_hold_up_the_others() -> None:
    broken = factories.draft(**SAME)
    broken.provenance.update(file="no digest")
    factories.draft(identifier="REQ-0002", statement={"en": "Lamps are required to be green."})
    assert workflow.look_at_waiting() == 2
    assert not EntryWords.objects.filter(looked=False).exists()
