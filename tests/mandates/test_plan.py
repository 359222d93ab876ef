"""Does the plan say who does what, as of any day, and does nothing count as done that nobody can see?"""

import datetime
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction

from requirements import catalogue, documents, mandates, permissions, resolution_texts, workflow
from requirements.choices import ACTION_MOVES, ActionState, Role
from requirements.models import Action, Edition, OfficialText, Resolution
from requirements.permissions import NotPermitted
from requirements.workflow import Incomplete
from tests import factories
from tests.resolution_texts.samples import sample

IDENTIFIER = "action:wtsa-103-01"
TODAY = datetime.date(2026, 6, 1)


def write(**fields: Any) -> Action:
    data = {"kind": "action", "identifier": IDENTIFIER, **factories.REFERENCES[IDENTIFIER], **fields}
    record: Any = workflow.save(documents.parse(data), by=None).record
    workflow.release([record], by=None)
    return record


@transaction.atomic
def at_once(change: Callable[[], Any]) -> None:
    """Make a change and have checked what is otherwise checked at the end of the transaction."""
    change()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
def test_the_plan_of_a_day_is_as_it_was_and_tells_what_changed_since() -> None:
    factories.references()
    before = catalogue.now().at
    write(
        state="completed",
        statement={"en": "It is kept."},
        reports=[{"period": "2026-1", "reported_on": "2026-05-01", "text": {"en": "Done."}}],
    )
    (then,) = mandates.plan(before)
    (now,) = mandates.plan()
    assert (then.action["state"], now.action["state"]) == ("in_progress", "completed")
    assert [provision["identifier"] for provision in now.provisions] == ["resolution:wtsa-103#instructs-tsb-director-1"]
    (changed,) = mandates.changed_since(before)
    assert (changed.former_state, [one["period"] for one in changed.reports], changed.evidence) == (
        "in_progress",
        ["2026-1"],
        0,
    )
    assert mandates.changed_since(catalogue.now().at) == []


@pytest.mark.django_db
def test_evidence_is_counted_when_it_is_read(django_assert_num_queries: Any) -> None:
    factories.references()
    counter = mandates.Counter()
    saved = {"evidence_kind": "entries", "query": "kind=requirement"}
    assert counter.counted(saved).number == 0
    factories.published()
    assert mandates.Counter().counted(saved).number == 1
    with django_assert_num_queries(1):
        assert mandates.Counter().counted(saved).number == 1
    broken = mandates.Counter().counted({"evidence_kind": "entries", "query": "color=blue"})
    assert (broken.number, broken.is_broken) == (None, True)


@pytest.mark.django_db
def test_the_plan_of_a_day_counts_its_evidence_as_of_that_day() -> None:
    provision = "resolution:wtsa-103#instructs-tsb-director-1"
    write(
        provisions=[provision],
        evidence=[
            {"evidence_kind": "entries", "query": "kind=requirement"},
            {"evidence_kind": "event"},
            {"evidence_kind": "gap_analysis"},
        ],
    )
    before = catalogue.now().at
    factories.published()
    event = {"kind": "event", "identifier": "event:workshop", **factories.REFERENCES["event:dialogue-1"]}
    saved = workflow.save(documents.parse({**event, "provisions": [provision]}), by=None).record
    workflow.release([saved], by=None)
    (then,), (now,) = mandates.plan(before), mandates.plan()
    assert [one.number for one in then.evidence] == [0, 0, None]
    assert [one.number for one in now.evidence] == [1, 1, None]
    assert now.evidence[1].query == "provision=resolution%3Awtsa-103%23instructs-tsb-director-1"
    assert [one.number for one in mandates.plan(catalogue.now().at)[0].evidence] == [1, 1, None]


@pytest.mark.django_db
def test_the_plan_is_narrowed_by_addressee_and_resolution() -> None:
    factories.references()
    assert len(mandates.plan(addressees=["tsb_director"])) == 1
    assert mandates.plan(addressees=["tsag"]) == []
    assert len(mandates.plan(resolutions=["resolution:wtsa-103"])) == 1
    assert mandates.plan(resolutions=["resolution:wtdc-85"]) == []


@pytest.mark.parametrize(
    ("action", "overdue", "report_overdue"),
    [
        ({"state": "in_progress", "due_on": "2026-05-31", "next_report_on": "2026-06-01"}, True, False),
        ({"state": "delayed", "due_on": "2026-06-01", "next_report_on": "2026-05-31"}, False, True),
        ({"state": "completed", "due_on": "2026-05-31", "next_report_on": "2026-05-31"}, False, False),
        ({"state": "not_started", "due_on": None, "next_report_on": None}, False, False),
    ],
)
def test_what_is_late_follows_from_its_dates(action: dict[str, Any], overdue: bool, report_overdue: bool) -> None:
    assert mandates.is_overdue(action, TODAY) is overdue
    assert mandates.is_report_overdue(action, TODAY) is report_overdue


@pytest.mark.django_db
@pytest.mark.parametrize("lacking", [{"statement": {}}, {"evidence": []}])
def test_nothing_is_published_as_completed_without_statement_and_evidence(lacking: dict[str, Any]) -> None:
    factories.references()
    fields = {"state": "in_progress", "statement": {"en": "Done."}, **lacking}
    action = write(**fields)
    with pytest.raises(DatabaseError):
        at_once(lambda: Action.objects.filter(pk=action.pk).update(state="completed"))
    if "evidence" in lacking:
        with pytest.raises(Incomplete), transaction.atomic():
            write(**{**fields, "state": "completed"})


@pytest.mark.django_db
def test_a_completed_action_keeps_its_last_evidence() -> None:
    factories.references()
    action: Any = write(state="completed", statement={"en": "Done."})
    with pytest.raises(DatabaseError):
        at_once(action.evidence.all().delete)


@pytest.mark.django_db
def test_states_follow_each_other_and_what_is_over_only_goes_on() -> None:
    factories.references()
    write(state="cancelled")
    with pytest.raises(Incomplete) as refused, transaction.atomic():
        write(state="completed", statement={"en": "Done."})
    assert [problem.code for problem in refused.value.problems[IDENTIFIER]] == ["state_does_not_follow"]
    write(state="in_progress")
    assert {state for moves in ACTION_MOVES.values() for state in moves} == set(ActionState) - {"not_started"}


@pytest.mark.django_db
def test_operative_provisions_without_action_or_reason_are_told() -> None:
    factories.references()
    resolution = catalogue.document(catalogue.in_force("resolution").get(identifier="resolution:wtsa-103"))
    actions = [row.action for row in mandates.plan()]
    assert mandates.unanswered(resolution, actions) == [
        "resolution:wtsa-103#instructs-tsb-director-2",
        "resolution:wtsa-103#instructs-tsb-director-3",
    ]
    resolution["provisions"][1]["no_action"] = {"en": "Another does it."}
    assert mandates.unanswered(resolution, actions) == ["resolution:wtsa-103#instructs-tsb-director-3"]


@pytest.mark.django_db
def test_official_texts_are_read_while_staff_show_them_and_their_words_are_in_no_edition() -> None:
    factories.references()
    resolution = Resolution.objects.get(identifier="resolution:wtsa-103")
    text = sample("en").replace("900", "103")
    kept = OfficialText.objects.create(resolution=resolution, language="en", label="New Delhi, 2024", raw=text)
    assert mandates.shown_texts(resolution.identifier) == []
    kept.shown = True
    kept.save()
    workflow.publish_reference(resolution, by=factories.user(Role.PUBLISHER))
    (shown,) = mandates.shown_texts(resolution.identifier)
    assert shown.reading.count(operative=True) == 6
    stored = bytes(catalogue.current_of(resolution.identifier).body)  # type: ignore[union-attr]
    assert b"New Delhi, 2024" in stored
    assert b"fold" not in stored
    OfficialText.objects.update(shown=False)
    assert mandates.shown_texts(resolution.identifier) == []


def test_two_texts_are_compared_provision_by_provision() -> None:
    (old,), (new,) = (
        resolution_texts.parse(sample("en")),
        resolution_texts.parse(
            sample("en")
            .replace("to fold it;", "to fold it twice;")
            .replace("2\tto report,", "2\tto report;\n3\tto rest,")
        ),
    )
    differing = [(pair.key, pair.before is None) for pair in mandates.compared(old, new) if pair.differs]
    assert differing == [("resolves-1", False), ("instructs-study-groups-3", True)]


def test_a_proposal_is_compared_with_what_it_would_change() -> None:
    (proposal,) = resolution_texts.parse(sample("proposal-fr"))
    pairs = {pair.key: pair for pair in mandates.compared(proposal)}
    assert [key for key, pair in pairs.items() if pair.differs] == [
        "recalling-a",
        "recalling-b-old",
        "recalling-b",
        "instructs-bdt-director-2",
    ]
    assert pairs["recalling-b-old"].after is None
    assert pairs["instructs-bdt-director-2"].before is None


@pytest.mark.django_db
def test_completing_and_showing_official_texts_take_rights_of_their_own() -> None:
    """Every role is tried at both; whoever is refused changes nothing."""
    action, resolution = Action.objects.get(), Resolution.objects.get()
    Action.objects.update(state="completed", statement={"en": "Done."})
    OfficialText.objects.create(
        resolution=resolution, language="en", label="Geneva, 2022", raw=sample("en"), shown=True
    )
    done = {"complete_action": action, "show_official_text": resolution}
    for role, (right, record) in product(Role, done.items()):
        person: Any = AnonymousUser() if role == Role.ANONYMOUS else factories.user(role, f"{role} to {right}")
        before = Edition.objects.count()
        with transaction.atomic():
            if role in permissions.TABLE[right]:
                assert len(workflow.publish_reference(record, by=person)) == 1
            else:
                with pytest.raises(NotPermitted):
                    workflow.publish_reference(record, by=person)
                assert Edition.objects.count() == before
            transaction.set_rollback(True)
