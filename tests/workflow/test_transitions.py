"""Does every way lead where the table says, for those who may go it, and for nobody else?"""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from requirements import catalogue, permissions, workflow
from requirements.choices import Role, State
from requirements.models import Entry, History, User
from requirements.workflow import TRANSITIONS
from tests import factories

# The life of a working copy, written out by hand: transition → from → to.
LIFE = {
    "create": {"draft": "draft"},
    "assess": {"draft": "draft", "returned": "returned", "published": "published", "rejected": "rejected"},
    "edit": {"draft": "draft", "returned": "returned", "published": "draft", "rejected": "draft"},
    "translate": {"draft": "draft", "returned": "returned", "published": "published", "rejected": "rejected"},
    "confirm_translation": {"draft": "draft", "returned": "returned", "published": "published", "rejected": "rejected"},
    "submit": {"draft": "submitted", "returned": "submitted"},
    "recall": {"submitted": "draft"},
    "start_review": {"submitted": "in_review"},
    "return": {"submitted": "returned", "in_review": "returned", "approved": "returned"},
    "reject": {"submitted": "rejected", "in_review": "rejected"},
    "approve": {"submitted": "approved", "in_review": "approved"},
    "publish": {"approved": "published"},
    "publish_translation": {"draft": "draft", "returned": "returned", "published": "published", "rejected": "rejected"},
    "publish_coverage": {"draft": "draft", "returned": "returned", "published": "published", "rejected": "rejected"},
    "publish_links": {"draft": "draft", "returned": "returned", "published": "published", "rejected": "rejected"},
    "revert": {"draft": "draft", "returned": "returned", "published": "draft", "rejected": "draft"},
    "revalidate": {"draft": "draft", "returned": "returned", "published": "published", "rejected": "rejected"},
    "withdraw": {"draft": "draft", "returned": "returned", "published": "published", "rejected": "rejected"},
    "supersede": {"draft": "draft", "returned": "returned", "published": "published", "rejected": "rejected"},
}
NEEDS_NOTE = {"return", "reject", "withdraw", "supersede"}


def test_the_table_is_the_life_written_out() -> None:
    table = {name: {str(x): str(y) for x, y in way.moves.items()} for name, way in TRANSITIONS.items()}
    assert table == LIFE
    assert {name for name, way in TRANSITIONS.items() if way.needs_note} == NEEDS_NOTE


def in_state(entry: Entry, state: str) -> Entry:
    Entry.objects.filter(pk=entry.pk).update(state=state)
    entry.refresh_from_db()
    return entry


@pytest.mark.django_db
@pytest.mark.parametrize("name", LIFE)
def test_every_transition_from_every_state(name: str, subtests: pytest.Subtests) -> None:
    administrator = factories.user(Role.ADMINISTRATOR)
    factories.published(identifier="REQ-0002")
    entry = factories.published(title={"en": "One", "fr": "Un"}, source_language="en")
    entry.record.__class__.objects.filter(pk=entry.pk).update(
        title={"en": "One", "fr": "Nouveau"}, obligation="optional"
    )
    for state in State.values:
        with subtests.test(state=state), transaction.atomic():
            tried(name, in_state(Entry.objects.get(pk=entry.pk), state), by=administrator)
            transaction.set_rollback(True)


def tried(name: str, entry: Entry, by: User) -> None:
    """It leads where the life says and leaves one row in the history, or is refused and leaves none."""
    state, details = entry.state, {"language": "fr", "edition": 1, "successor": "REQ-0002"}
    if name in {"publish_coverage", "publish_links"}:
        with pytest.raises((workflow.NotAllowed, workflow.NothingToPublish, permissions.NotPermitted)):
            workflow.perform(entry, name, by=by, note="Why", **details)
        return
    if state not in LIFE[name]:
        with pytest.raises(workflow.NotAllowed):
            workflow.perform(entry, name, by=by, note="Why", **details)
        assert not History.objects.filter(action=name, identifier=entry.identifier, by="administrator").exists()
        return
    workflow.perform(entry, name, by=by, note="Why", **details)
    entry.refresh_from_db()
    assert entry.state == LIFE[name][state]
    assert History.objects.filter(action=name, identifier=entry.identifier, by="administrator").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(NEEDS_NOTE))
def test_a_reason_is_demanded(name: str) -> None:
    administrator = factories.user(Role.ADMINISTRATOR)
    entry = in_state(factories.published(), next(iter(LIFE[name])))
    with pytest.raises(workflow.NotAllowed, match="needs a reason"):
        workflow.perform(entry, name, by=administrator, note="  ", successor="REQ-0002")


@pytest.mark.django_db
def test_the_buttons_are_those_that_start_here_with_the_reason_where_refused() -> None:
    entry = in_state(factories.draft(obligation=None), "approved")
    Entry.objects.filter(pk=entry.pk).update(missing=["no_obligation"])
    entry.refresh_from_db()
    publisher, editor = factories.user(Role.PUBLISHER), factories.user(Role.EDITOR)
    offered = {a.transition.name: a.refusal for a in workflow.available(entry, publisher)}
    assert offered == {"return": "", "publish": "It is not complete yet."}
    refused = {a.transition.name: bool(a.refusal) for a in workflow.available(entry, editor)}
    assert refused == {"return": True, "publish": True}


@pytest.mark.django_db
def test_the_whole_way_from_draft_to_edition_and_back_to_draft() -> None:
    editor, reviewer = factories.user(Role.EDITOR), factories.user(Role.REVIEWER)
    publisher = factories.user(Role.PUBLISHER)
    entry = factories.draft(by=editor)
    for name, by in (("submit", editor), ("start_review", reviewer), ("approve", reviewer), ("publish", publisher)):
        workflow.perform(entry, name, by=by)
    assert (entry.state, entry.unpublished_changes) == ("published", False)
    edition = catalogue.current_of("REQ-0001")
    assert edition is not None
    assert edition.number == 1
    record: Any = entry.record
    record.obligation = "optional"
    record.save()
    workflow.perform(entry, "edit", by=editor)
    assert (entry.state, entry.unpublished_changes) == ("draft", True)
    assert catalogue.document(edition)["obligation"] == "required"
    assert [(c.path, c.before, c.after) for c in workflow.unpublished_differences(entry)] == [
        (("obligation",), "required", "optional")
    ]
    workflow.perform(entry, "revert", by=editor, edition=1)
    assert (entry.unpublished_changes, entry.record.obligation) == (False, "required")  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_of_two_who_edit_the_second_is_told() -> None:
    editor = factories.user(Role.EDITOR)
    entry = factories.draft()
    seen = entry.version
    workflow.perform(entry, "edit", by=editor, version=seen)
    with pytest.raises(workflow.Conflict) as told:
        workflow.perform(entry, "edit", by=editor, version=seen)
    assert (told.value.identifier, told.value.version) == ("REQ-0001", seen + 1)


@pytest.mark.django_db
def test_nobody_approves_their_own_proposal() -> None:
    reviewer = factories.user(Role.REVIEWER)
    entry = in_state(factories.draft(by=reviewer), "submitted")
    Entry.objects.filter(pk=entry.pk).update(proposed=True)
    entry.refresh_from_db()
    with pytest.raises(permissions.NotPermitted, match="own proposal"):
        workflow.perform(entry, "approve", by=reviewer)
    workflow.perform(entry, "approve", by=factories.user(Role.PUBLISHER))
    assert entry.state == "approved"


@pytest.mark.django_db
def test_a_successor_must_be_public() -> None:
    administrator = factories.user(Role.ADMINISTRATOR)
    entry = factories.published()
    factories.draft(identifier="REQ-0002")
    for successor in ("REQ-0001", "REQ-0002", "REQ-9999"):
        with pytest.raises(workflow.NotAllowed, match="no other entry"):
            workflow.perform(entry, "supersede", by=administrator, note="Why", successor=successor)


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), [("published", "draft"), ("rejected", "draft"), ("returned", "returned")])
def test_a_document_that_changes_an_entry_begins_a_draft_as_a_form_does(before: str, after: str) -> None:
    entry = in_state(factories.published(), before)
    assert workflow.save(factories.document(), by=None).outcome == "unchanged"
    assert workflow.save(factories.document(keywords=["new"]), by=None).outcome == "changed"
    entry.refresh_from_db()
    assert (entry.state, entry.unpublished_changes) == (after, True)


@pytest.mark.django_db
def test_a_successor_is_in_force_and_of_the_same_kind() -> None:
    administrator = factories.user(Role.ADMINISTRATOR)
    entry, other = factories.published(), factories.published(identifier="REQ-0002")
    factories.published("aspect")
    workflow.perform(other, "supersede", by=administrator, note="Why", successor="REQ-0001")
    for successor in ("REQ-0002", "SA-0001", "block:identity"):
        with pytest.raises(workflow.NotAllowed, match="no other entry"):
            workflow.perform(entry, "supersede", by=administrator, note="Why", successor=successor)


@pytest.mark.django_db
def test_whoever_also_contributes_does_not_approve_what_they_made() -> None:
    person = factories.user(Role.PUBLISHER)
    person.groups.add(Group.objects.get_or_create(name="contributor")[0])
    entry = in_state(factories.draft(by=person), "submitted")
    with pytest.raises(permissions.NotPermitted, match="own proposal"):
        workflow.perform(entry, "approve", by=person)
