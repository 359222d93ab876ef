"""May each role do each action in each state exactly as the written table says?"""

from itertools import product
from pathlib import Path

import pytest
from django.contrib.auth.models import Group

from requirements import permissions
from requirements.choices import Role, State
from requirements.models import BuildingBlock, Country, Entry, StudyGroup, User
from tests import factories

# The table as people agreed on it, one line for each action: role letters, then for each state the roles that may.
AGREED = Path(__file__).parent / "samples" / "permissions.txt"


def agreed() -> dict[tuple[str, str, str], bool]:
    """(action, role, state) → allowed, read from the sample."""
    lines = [line.split() for line in AGREED.read_text().splitlines() if line and not line.startswith("#")]
    states = lines[0][1:]
    letters = {role.value[0:3]: role.value for role in Role}
    cells = {}
    for action, *by_state in lines[1:]:
        for state, allowed in zip(states, by_state, strict=True):
            allowed_roles = {letters[letter] for letter in allowed.split(",") if letter != "-"}
            cells |= {(action, role.value, state): role.value in allowed_roles for role in Role}
    return cells


def test_the_table_is_as_agreed_in_every_cell() -> None:
    table = {(action, str(role), str(state)): allowed for action, role, state, allowed in permissions.rows()}
    assert len(table) == len(permissions.TABLE) * len(Role) * len(State)
    assert table == agreed()


@pytest.mark.django_db
def test_every_cell_is_answered_as_the_table_says() -> None:
    people = {role: factories.user(role) for role in Role if role is not Role.ANONYMOUS}
    people[Role.ANONYMOUS] = factories.user(None, "nobody")
    entry = factories.draft(by=people[Role.CONTRIBUTOR])
    wrong = []
    for (role, person), action, state in product(people.items(), permissions.TABLE, State):
        entry.state = state
        expected = state in permissions.TABLE[action].get(role, frozenset())
        if permissions.can(person, action, entry) is not expected:
            wrong.append((action, role, state))
    assert wrong == []


@pytest.mark.django_db
def test_a_contributor_sees_and_edits_own_proposals_alone() -> None:
    contributor, other = factories.user(Role.CONTRIBUTOR), factories.user(Role.CONTRIBUTOR, "other")
    mine = factories.draft(by=contributor)
    assert permissions.can(contributor, "edit", mine)
    assert not permissions.can(other, "edit", mine)
    assert not permissions.can(other, "view", mine)
    assert list(permissions.visible(Entry.objects.all(), contributor)) == [Entry.objects.get()]
    assert not permissions.visible(Entry.objects.all(), other).exists()
    assert not permissions.visible(BuildingBlock.objects.all(), contributor).exists()


@pytest.mark.django_db
def test_an_editor_with_a_scope_edits_within_it_alone() -> None:
    editor = factories.user(Role.EDITOR)
    entry = factories.draft()
    aspect = factories.draft(
        "aspect", building_blocks=["block:payments"], candidates=[{"study_group": "study-group:itu-t-sg17"}]
    )
    editor.building_blocks.set(BuildingBlock.objects.filter(identifier="block:identity"))
    assert permissions.can(editor, "edit", entry)
    assert not permissions.can(editor, "edit", aspect)
    assert permissions.can(editor, "view", aspect)
    editor = User.objects.get(pk=editor.pk)
    editor.study_groups.set(aspect.candidates.values_list("study_group", flat=True))  # type: ignore[attr-defined]
    assert permissions.can(editor, "edit", aspect)


@pytest.mark.django_db
def test_an_editor_with_a_scope_keeps_the_reference_records_of_the_scope_alone() -> None:
    factories.references()
    editor = factories.user(Role.EDITOR)
    own, other = (BuildingBlock.objects.get(identifier=name) for name in ("block:identity", "block:payments"))
    editor.building_blocks.add(own)
    assert permissions.can(editor, "edit_reference", own)
    assert not permissions.can(editor, "edit_reference", other)
    assert not permissions.can(editor, "edit_reference", Country.objects.get(identifier="country:fj"))
    assert permissions.can(factories.user(Role.EDITOR, "free"), "edit_reference", other)


@pytest.mark.django_db
def test_a_scope_leaves_the_same_entries_to_lists_as_to_single_questions() -> None:
    editor = factories.user(Role.EDITOR)
    factories.draft()
    factories.draft(identifier="REQ-0002", building_blocks=["block:payments"])
    candidates = [{"study_group": "study-group:itu-t-sg17"}, {"study_group": "study-group:itu-t-sg17", "question": "1"}]
    factories.draft("aspect", building_blocks=["block:payments"], candidates=candidates)
    assert Entry.objects.filter(permissions.scope(editor, "edit")).count() == 3
    editor.building_blocks.set(BuildingBlock.objects.filter(identifier="block:identity"))
    editor.study_groups.set(StudyGroup.objects.filter(identifier="study-group:itu-t-sg17"))
    editor = User.objects.get(pk=editor.pk)
    left = Entry.objects.filter(permissions.scope(editor, "edit")).order_by("identifier")
    assert list(left) == [
        entry for entry in Entry.objects.order_by("identifier") if permissions.can(editor, "edit", entry)
    ]
    assert [entry.identifier for entry in left] == ["REQ-0001", "SA-0001"]
    assert not permissions.scope(editor, "import")
    editor.groups.add(Group.objects.get(name=Role.PUBLISHER))
    assert not permissions.scope(User.objects.get(pk=editor.pk), "edit")


@pytest.mark.django_db
def test_a_refusal_says_what_lacks_and_leaves_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    translator, editor = factories.user(Role.TRANSLATOR), factories.user(Role.EDITOR)
    contributor, entry = factories.user(Role.CONTRIBUTOR), factories.draft()
    editor.building_blocks.set(BuildingBlock.objects.filter(identifier="block:payments"))
    said = {
        (translator, "submit"): "This is for: Contributor, Editor, Publisher, Administrator.",
        (translator, "publish"): "Nobody may do this in the state “Draft”.",
        (editor, "submit"): "This is outside your building blocks and study groups.",
        (contributor, "submit"): "This is no proposal of yours.",
    }
    assert {(person, action): permissions.refusal(person, action, entry) for person, action in said} == said
    assert caplog.messages == []
    with pytest.raises(permissions.NotPermitted, match="outside"):
        permissions.check(editor, "submit", entry)
    assert caplog.messages == [f"Refused to editor: submit of {entry}"]


@pytest.mark.django_db
def test_nobody_without_an_active_account_may_do_anything() -> None:
    gone = factories.user(Role.ADMINISTRATOR, is_active=False)
    assert permissions.roles_of(gone) == {Role.ANONYMOUS}
    assert not any(permissions.can(gone, action) for action in permissions.TABLE)
