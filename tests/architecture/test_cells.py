"""Does each role get exactly as far as the permission table says, in each state, at the desk and by the API?

Every cell is tried at a door that a person or a program has, as somebody of that role: what is allowed happens and
leaves one row in the history, what is not leaves nothing. Two more rows stand for a contributor who owns nothing, and
an editor whose scope is elsewhere.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver
from django.utils import timezone

from requirements import (
    documents,
    exchange,
    gap_analysis,
    mapping,
    membership,
    permissions,
    proposals,
    tokens,
    workflow,
)
from requirements.admin import desk as site
from requirements.choices import Role, State, TokenScope
from requirements.models import (
    BuildingBlock,
    Comment,
    CommentWindow,
    Duplicate,
    Entry,
    Gap,
    GapAnalysis,
    History,
    Proposal,
    Requirement,
    User,
)
from tests import factories
from tests.admin import desk

pytestmark = pytest.mark.django_db
SECRET = "quagga"
STRANGER, ELSEWHERE = "another contributor", "an editor with a scope elsewhere"
PEOPLE = [*Role, STRANGER, ELSEWHERE]
NO_DOOR = {
    "export": "what leaves the registry is public; nothing of working copies does",
    "complete_action": "asked of whoever saves an action as completed: tests/mandates/test_plan.py",
    "show_official_text": "asked of whoever saves a text as shown: tests/mandates/test_plan.py",
}


@dataclass
class Registry:
    """An entry about which everything can be done in some state, a second that was never published, and a pair."""

    entry: Any
    draft: Any
    pair: Duplicate
    typed: desk.Typed
    typed_block: desk.Typed
    new: desk.Typed
    proposal: Proposal
    for_members: CommentWindow


@pytest.fixture
def registry() -> Registry:
    factories.references()
    owner, administrator = (
        factories.user(Role.CONTRIBUTOR, "owner"),
        desk.signed_in(factories.user("administrator", "a")),
    )
    User.objects.filter(username="a").update(is_superuser=True)
    title = {"en": f"A {SECRET}", "fr": "Un"}
    factories.published(identifier="REQ-0002")
    entry = factories.published(title=title, by=owner).record
    further = {"coverage": [{"relation": "no_relationship"}], "links": [{"relation": "needs", "target": "REQ-0002"}]}
    changed = factories.document(title={**title, "fr": "Une"}, translations={"fr": "reviewed"}, **further)
    workflow.save(changed, by=None)
    draft = factories.draft(identifier="REQ-0003", title=title, by=owner).record
    Entry.objects.filter(pk__in=[entry.pk, draft.pk]).update(created_by=owner)
    pair = Duplicate.objects.create(first_id=entry.pk, second_id=draft.pk, kind="requirement", score=90)
    block = BuildingBlock.objects.get(identifier="block:identity")
    add = desk.typed_in(administrator.get("/admin/requirements/requirement/add/"), "requirement_form")
    entry.refresh_from_db()
    typed = (desk.open_form(administrator, entry), desk.open_form(administrator, block), add)
    return Registry(entry, draft, pair, *typed, proposed(), opened("members"))


def proposed() -> Proposal:
    """A correction that waits; beside it a comment that waits."""
    Comment.objects.create(window=opened("public"), name="Ana", email="ana@example.org", text="Well.", state="waiting")
    answers = {"wrong": "A word.", "name": "Ana", "category": "other", "email": "ana@example.org"}
    proposal = proposals.begin("correction", target="block:identity", language="en")
    proposals.keep(proposal, answers, language="en")
    proposals.send(proposal)
    return proposals.confirm(proposal)


def opened(audience: str) -> CommentWindow:
    opener, now = User.objects.get(username="a"), timezone.now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    return CommentWindow.objects.create(subject="block:identity", audience=audience, by=opener, **times)


def person_of(role: str) -> User | None:
    """Somebody of the role; the owner of the entries if it is the contributor, nobody if it is anonymous."""
    if role == Role.ANONYMOUS:
        return None
    if role == Role.CONTRIBUTOR:
        return User.objects.get(username="owner")
    granted = {STRANGER: Role.CONTRIBUTOR, ELSEWHERE: Role.EDITOR}.get(role, role)
    person = factories.user(granted, f"tried as {role}")
    if role == ELSEWHERE:
        person.building_blocks.add(BuildingBlock.objects.get(identifier="block:wallet"))
    return person


def expected(role: str, action: str, state: State) -> bool:
    table = permissions.TABLE[action]
    if action == "translate" and role in (Role.CONTRIBUTOR, STRANGER):
        # Who writes an entry writes it in any language.
        return expected(role, "edit", state)
    if role == STRANGER:
        return action not in permissions.OWN and state in table.get(Role.CONTRIBUTOR, ())
    if role == ELSEWHERE:
        return action not in permissions.SCOPED and state in table.get(Role.EDITOR, ())
    return state in table.get(Role(role), ())


Try = Callable[[Client, Registry], bool]


def remembered(identifier: str, action: str) -> int:
    return History.objects.filter(identifier=identifier, action=action).count()


def leaves_one(identifier: str, action: str, act: Callable[[], object]) -> bool:
    """Whether the act did the action: then there is one row more, else none of any kind."""
    before, all_before = remembered(identifier, action), History.objects.count()
    act()
    more = remembered(identifier, action) - before
    assert more in (0, 1)
    assert more or History.objects.count() == all_before
    return bool(more)


def opens(address: Callable[[Registry], str], told: str = "") -> Try:
    def look(client: Client, registry: Registry) -> bool:
        page = client.get(address(registry))
        return page.status_code == 200 and told in page.content.decode()

    return look


def press(transition: str) -> Try:
    said = {"transition": transition, "note": "why", "language": "fr", "edition": "1", "successor": "REQ-0002"}

    def act(client: Client, registry: Registry) -> bool:
        asked = {**said, "version": registry.entry.version}
        address = desk.address(registry.entry, "perform")
        return leaves_one("REQ-0001", transition, lambda: client.post(address, asked))

    return act


def edits(client: Client, registry: Registry) -> bool:
    """A translator's form does not take the text in the source language, whatever is sent."""
    before = remembered("REQ-0001", "edit")
    client.post(desk.address(registry.entry), {**registry.typed, "statement_en": "The system is required to wait."})
    done = Requirement.objects.get(pk=registry.entry.pk).statement["en"] == "The system is required to wait."
    assert remembered("REQ-0001", "edit") == before + done
    return done


def translates(client: Client, registry: Registry) -> bool:
    """Whoever may edit translates by an edit; what counts is what is stored."""
    before = History.objects.count()
    client.post(desk.address(registry.entry), {**registry.typed, "title_es": "Una"})
    done = Entry.objects.get(pk=registry.entry.pk).title.get("es") == "Una"
    assert History.objects.count() == before + done
    return done


def creates(client: Client, registry: Registry) -> bool:
    before = Entry.objects.count()
    block = BuildingBlock.objects.get(identifier="block:identity")
    asked = {**registry.new, "title_en": "New", "building_blocks": [str(block.pk)]}
    client.post("/admin/requirements/requirement/add/", asked)
    return Entry.objects.count() == before + 1


def deletes(client: Client, registry: Registry) -> bool:
    return leaves_one(
        "REQ-0003", "delete", lambda: client.post(desk.address(registry.draft, "delete"), {"post": "yes"})
    )


def classifies(client: Client, registry: Registry) -> bool:
    address = desk.address(registry.pair, "classify")
    return leaves_one("REQ-0001", "classify", lambda: client.post(address, {"verdict": "different"}))


def edits_reference(client: Client, registry: Registry) -> bool:
    block = BuildingBlock.objects.get(identifier="block:identity")
    asked = {**registry.typed_block, "title_en": "Identities"}
    return leaves_one("block:identity", "edit", lambda: client.post(desk.address(block), asked))


def remarks(client: Client, registry: Registry) -> bool:
    address = desk.address(registry.entry, "remark")
    return leaves_one("REQ-0001", "remark", lambda: client.post(address, {"remark": "Well."}))


def assigns(client: Client, registry: Registry) -> bool:
    address = f"/admin/requirements/proposal/{registry.proposal.pk}/assign/"
    return leaves_one(registry.proposal.reference, "assign", lambda: client.post(address, {"person": ""}))


def decides(client: Client, registry: Registry) -> bool:
    address = f"/admin/requirements/proposal/{registry.proposal.pk}/decide/"
    said = {"decision": "reject", "note": "why"}
    return leaves_one(registry.proposal.reference, "reject", lambda: client.post(address, said))


def undoes(client: Client, registry: Registry) -> bool:
    """An import of an entry in the block that is nobody's scope but its own."""
    data = documents.dump(factories.document("requirement", "REQ-0777"))
    file = exchange.store("one.json", documents.canonical(data))
    done = exchange.apply(exchange.preview(file, exchange.format_named("json")), by=None).done
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}):
        return leaves_one("REQ-0777", "undo_import", lambda: client.post(f"/admin/requirements/import/{done.pk}/undo/"))


def moderates(client: Client, registry: Registry) -> bool:
    comment = Comment.objects.get()
    told = {"state": "shown", "disposition": "noted"}
    address = f"/admin/requirements/comment/{comment.pk}/change/"
    return leaves_one(f"dialogue:{comment.window_id}", "moderate", lambda: client.post(address, told))


def assesses(client: Client, registry: Registry) -> bool:
    chosen = {"REQ-0001|standard:itu-t-x-1254": "subset_of"}
    return leaves_one("REQ-0001", "assess", lambda: client.post("/admin/requirements/coverage/grid/", chosen))


def invites(client: Client, registry: Registry) -> bool:
    told = {"invite": "1", "email": "new@example.org"}
    return leaves_one(
        membership.history_of(factories.organization()), "invite", lambda: client.post("/en/members/people/", told)
    )


def analysed() -> GapAnalysis:
    run = gap_analysis.analyse({}, by="ana")
    Gap.objects.create(identifier="GAP-0001", item="REQ-0001")
    return run


def reviews(client: Client, registry: Registry) -> bool:
    address = f"/admin/requirements/gapresult/{analysed().results.get(identifier='REQ-0001').pk}/change/"
    said = {"finding": "confirmed", "reason": "So it is."}
    return leaves_one("REQ-0001", "review_gap", lambda: client.post(address, said))


def publishes_run(client: Client, registry: Registry) -> bool:
    run = analysed()
    address = f"/admin/requirements/gapanalysis/{run.pk}/publish/"
    return leaves_one(f"gap-analysis:{run.number}", "publish_analysis", lambda: client.post(address))


def records_decision(client: Client, registry: Registry) -> bool:
    analysed()
    address = f"/admin/requirements/gap/{Gap.objects.get().pk}/change/"
    said = {"disposition": "monitor", "meeting": "TSAG", "decided_on": "2026-06-05", "document": "R1"}
    return leaves_one("GAP-0001", "decide_gap", lambda: client.post(address, said))


DOORS: dict[str, Try] = {
    "assess": assesses,
    "analyse": opens(lambda registry: "/admin/requirements/gapanalysis/add/"),
    "review_gap": reviews,
    "publish_analysis": publishes_run,
    "decide_gap": records_decision,
    "view": opens(lambda registry: desk.address(registry.entry), SECRET),
    "create": creates,
    "edit": edits,
    "translate": translates,
    "delete": deletes,
    "classify": classifies,
    "edit_reference": edits_reference,
    "remark": remarks,
    "handle_proposal": assigns,
    "decide_proposal": decides,
    "undo_import": undoes,
    "open_dialogue": opens(lambda registry: "/admin/requirements/commentwindow/add/"),
    "moderate": moderates,
    "import": opens(lambda registry: "/admin/requirements/job/add/"),
    "hold_token": opens(lambda registry: "/admin/requirements/token/add/"),
    "read_for_members": opens(lambda registry: f"/en/dialogues/{registry.for_members.pk}/"),
    "act_for_organization": opens(lambda registry: "/en/members/", "Ministry of Communications of Fiji"),
    "manage_people": invites,
    "manage_organizations": opens(lambda registry: "/admin/requirements/memberorganization/"),
    "manage_users": opens(lambda registry: "/admin/requirements/user/"),
    "read_history": opens(lambda registry: desk.address(registry.entry, "history")),
    **{name: press(name) for name in workflow.TRANSITIONS if name not in {"assess", "create", "edit", "translate"}},
}


Cells = Callable[[dict[str, Try]], Iterator[tuple[str, Try, State]]]


def everything(doors: dict[str, Try]) -> Iterator[tuple[str, Try, State]]:
    yield from ((action, door, state) for (action, door), state in product(doors.items(), State))


def edges(doors: dict[str, Try]) -> Iterator[tuple[str, Try, State]]:
    """For each action the first state in which anybody may do it, and the first in which nobody may, if any."""
    for action, door in doors.items():
        somebody = [any(state in states for states in permissions.TABLE[action].values()) for state in State]
        for answer in dict.fromkeys(somebody):
            yield action, door, list(State)[somebody.index(answer)]


def test_every_action_has_a_door_or_is_said_to_have_none() -> None:
    assert DOORS.keys() | NO_DOOR.keys() == permissions.TABLE.keys()


def in_state(registry: Registry, state: State) -> None:
    Entry.objects.filter(pk__in=[registry.entry.pk, registry.draft.pk]).update(state=state)


@pytest.mark.parametrize("cells", [edges, pytest.param(everything, marks=pytest.mark.slow)], ids=["edges", "all"])
@pytest.mark.parametrize("role", PEOPLE)
def test_each_cell_at_the_desk(role: str, cells: Cells, registry: Registry) -> None:
    person = person_of(role)
    client = desk.signed_in(person) if person else Client()
    wrong = []
    for action, door, state in cells(DOORS):
        in_state(registry, state)
        with transaction.atomic():
            if door(client, registry) is not expected(role, action, state):
                wrong.append((action, str(state)))
            transaction.set_rollback(True)
    assert wrong == []


def test_cells_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    cells = len(PEOPLE) * len(DOORS) * len(State)
    with capsys.disabled():
        print(f"\n{cells} cells at the desk, {len(PEOPLE) * len(API) * len(State)} by the API")
    assert cells >= 1344


def sends(method: str, path: str, action: str, data: Callable[[Registry], Any] = lambda registry: None) -> Try:
    """A request of the API to a working copy, with its version."""

    def act(client: Client, registry: Registry) -> bool:
        body = json.dumps(data(registry)) if data(registry) is not None else ""
        headers = {"If-Match": f'"{registry.draft.version if "0003" in path else registry.entry.version}"'}
        address = f"/api/v1/drafts/{path}"
        send = lambda: client.generic(method, address, body, "application/json", headers=headers)  # noqa: E731
        return leaves_one(path[:8], action, send)

    return act


def asked(transition: str) -> Callable[[Registry], Any]:
    details = {
        "confirm_translation": {"language": "fr"},
        "publish_translation": {"language": "fr"},
        "revert": {"edition": 1},
        "supersede": {"successor": "REQ-0002"},
    }
    return lambda registry: {"transition": transition, "note": "why", **details.get(transition, {})}


def changed(**fields: Any) -> Callable[[Registry], Any]:
    """The document as it is, with other texts."""

    def document(registry: Registry) -> Any:
        return {**documents.dump(mapping.document_of(registry.entry)), **fields}

    return document


def creates_by_api(client: Client, registry: Registry) -> bool:
    document = documents.dump(factories.document())
    del document["identifier"]
    before = Entry.objects.count()
    client.post("/api/v1/drafts/", document, content_type="application/json")
    return Entry.objects.count() == before + 1


API: dict[str, Try] = {
    "view": opens(lambda registry: "/api/v1/drafts/REQ-0001/", SECRET),
    "create": creates_by_api,
    "edit": sends("PUT", "REQ-0001/", "edit", changed(statement={"en": "The system is required to wait."})),
    "delete": sends("DELETE", "REQ-0003/", "delete"),
    **{
        name: sends("POST", "REQ-0001/transitions/", name, asked(name))
        for name in workflow.TRANSITIONS
        if name not in {"assess", "create", "edit", "translate"}
    },
}


@pytest.mark.parametrize("cells", [edges, pytest.param(everything, marks=pytest.mark.slow)], ids=["edges", "all"])
@pytest.mark.parametrize("role", PEOPLE)
def test_each_cell_by_the_api(role: str, cells: Cells, registry: Registry) -> None:
    person = person_of(role)
    client = Client()
    if person and permissions.can(person, "hold_token"):
        _token, text = tokens.issue(person, name="t", scope=TokenScope.WRITE, lasts=timedelta(days=1), by=person)
        client = Client(headers={"Authorization": f"Bearer {text}"})
    wrong = []
    for action, door, state in cells(API):
        in_state(registry, state)
        with transaction.atomic():
            if door(client, registry) is not expected(role, action, state):
                wrong.append((action, str(state)))
            transaction.set_rollback(True)
    assert wrong == []


def side_doors(registry: Registry) -> list[str]:
    """Every address of the desk that names a record, with the secret entry in its place, and every list and chooser."""
    found = [address for pattern in site.urls[0] for address in _addresses(pattern, registry.entry.pk, "/admin/")]
    chooser = "/admin/autocomplete/?app_label=requirements&model_name=link&field_name=target&term="
    lists = [address for address in found if address.endswith(("/entry/", "/requirement/"))]
    return [*found, *(f"{address}?q={SECRET}" for address in lists), f"{chooser}{SECRET}", f"{chooser}REQ-0003"]


def _addresses(pattern: Any, key: int, before: str) -> list[str]:
    if isinstance(pattern, URLResolver):
        return [one for inner in pattern.url_patterns for one in _addresses(inner, key, before + str(pattern.pattern))]
    route = before + str(pattern.pattern)
    if not isinstance(pattern, URLPattern) or "(?P" in route:
        return []
    for converter in ("<path:object_id>", "<int:object_id>", "<int:pk>", "<int:content_type_id>", "<id>"):
        route = route.replace(converter, str(key))
    return [route] if "<" not in route else []


@pytest.mark.parametrize("role", [Role.ANONYMOUS, Role.MEMBER, STRANGER])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_side_door_tells_or_changes_what_is_not_theirs(role: str, method: str, registry: Registry) -> None:
    """History, differences, previews, translating, choosers, bulk actions, buttons: all that the desk has."""
    in_state(registry, State.SUBMITTED)
    person = person_of(role)
    client = desk.signed_in(person) if person else Client()
    doors, rows = side_doors(registry), History.objects.exclude(identifier__startswith="user:").count()
    told = []
    for address in doors:
        page = getattr(client, method)(address, {"_selected_action": [registry.entry.pk], "action": "publish"})
        if page.status_code == 200 and SECRET in page.content.decode().replace(f"q={SECRET}", "").replace(
            f'value="{SECRET}"', ""
        ):
            told.append(address)
    assert len(doors) > 150
    assert told == []
    assert History.objects.exclude(identifier__startswith="user:").count() == rows
    assert set(Entry.objects.exclude(identifier="REQ-0002").values_list("state", flat=True)) == {State.SUBMITTED}
