"""What do people decide about runs, results and gaps, and what becomes of a gap from run to run?"""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from requirements import documents, gap_analysis, permissions, workflow
from requirements.choices import Disposition, Review, Role
from requirements.models import Gap, GapAnalysis, GapDecision, GapEvent, GapResult, GapReview, History, User
from tests import factories
from tests.gap_analysis.test_comparison import assessed

pytestmark = pytest.mark.django_db
MEETING = {"meeting": "TSAG, June 2026", "decided_on": date(2026, 6, 5), "document": "TSAG-R12"}


def covered(identifier: str) -> dict[str, Any]:
    standard = documents.parse(
        {"kind": "standard", "identifier": "standard:itu-t-x-1254", **factories.REFERENCES["standard:itu-t-x-1254"]}
    )
    mark = documents.fingerprint(factories.document("requirement", identifier))
    row = {"standard": "standard:itu-t-x-1254", "edition": "09/2020", "relation": "equal_to", "confirmed": True}
    return {"coverage": [row | {"entry_fingerprint": mark, "standard_fingerprint": documents.fingerprint(standard)}]}


def republish(identifier: str, **fields: Any) -> None:
    document = factories.document("requirement", identifier, **fields)
    workflow.release([workflow.save(document, by=None).record], by=None)


def run(*, by: User | None = None) -> GapAnalysis:
    made = gap_analysis.analyse({}, by="ana")
    gap_analysis.publish(made, by=by)
    return made


def life() -> list[tuple[str, str, str]]:
    events = GapEvent.objects.order_by("pk").select_related("gap")
    return [(event.gap.identifier, event.move, event.state) for event in events]


def test_a_gap_opens_closes_when_a_standard_covers_it_and_opens_again() -> None:
    factories.published("requirement", "REQ-0001", **assessed("REQ-0001"))
    factories.published("requirement", "REQ-0002", **assessed("REQ-0002", obligation="optional"))
    factories.published("requirement", "REQ-0003")
    run()
    assert list(Gap.objects.values_list("identifier", "item")) == [("GAP-0001", "REQ-0001"), ("GAP-0002", "REQ-0002")]
    republish("REQ-0001", **covered("REQ-0001"))
    # What is doubtful says nothing about the gap.
    republish("REQ-0002", **assessed("REQ-0002"), obligation="recommended")
    run()
    opened = [("GAP-0001", "opened", "gap"), ("GAP-0002", "opened", "gap")]
    assert life() == [*opened, ("GAP-0001", "closed", "covered")]
    republish("REQ-0001", **assessed("REQ-0001"))
    run(by=factories.user(Role.PUBLISHER))
    assert life()[3:] == [("GAP-0001", "reopened", "gap")]
    found = gap_analysis.life_of("GAP-0001")
    assert found is not None
    assert found.is_open
    assert [event.move for event in found.events] == ["opened", "closed", "reopened"]


def test_a_gap_closes_when_its_entry_is_withdrawn_but_not_when_a_run_looks_elsewhere() -> None:
    entry = factories.published("requirement", "REQ-0001", **assessed("REQ-0001"))
    run()
    publisher = factories.user(Role.PUBLISHER)
    gap_analysis.publish(gap_analysis.analyse({"building_block": ["payments"]}, by="ana"), by=publisher)
    assert life() == [("GAP-0001", "opened", "gap")]
    workflow.perform(entry, "withdraw", by=publisher, note="No longer asked for.")
    run()
    assert life()[1:] == [("GAP-0001", "closed", "withdrawn")]


def test_a_run_is_published_once_and_never_behind_another() -> None:
    factories.published("requirement", "REQ-0001")
    first = gap_analysis.analyse({}, by="ana")
    factories.published("requirement", "REQ-0002")
    second = run()
    publisher, editor = factories.user(Role.PUBLISHER), factories.user(Role.EDITOR)
    with pytest.raises(gap_analysis.Refused, match="published already"):
        gap_analysis.publish(second, by=publisher)
    with pytest.raises(gap_analysis.Refused, match=second.number):
        gap_analysis.publish(first, by=publisher)
    with pytest.raises(permissions.NotPermitted):
        gap_analysis.publish(first, by=editor)
    assert list(gap_analysis.published()) == [second]
    assert gap_analysis.latest() == second
    assert gap_analysis.previous_of(second) is None


def test_a_curator_corrects_or_rejects_and_it_holds_while_the_facts_do() -> None:
    for identifier in ("REQ-0001", "REQ-0002", "REQ-0003"):
        factories.published("requirement", identifier, **assessed(identifier))
    first = gap_analysis.analyse({}, by="ana")
    rows = {row.identifier: row for row in first.results.all()}
    curator = factories.user(Role.EDITOR)
    gap_analysis.review(rows["REQ-0001"], Review.REJECTED, by=curator, reason="The law settles it.")
    gap_analysis.review(rows["REQ-0002"], Review.CORRECTED, by=curator, reason="ISO has one.", state="covered")
    gap_analysis.review(rows["REQ-0003"], Review.REJECTED, by=curator, reason="A mistake.")
    gap_analysis.review(rows["REQ-0003"], Review.CONFIRMED, by=curator, reason="It stands.")
    gap_analysis.publish(first, by=None)
    assert life() == [("GAP-0001", "opened", "gap")]
    assert Gap.objects.get().item == "REQ-0003"
    # Another need changes the facts of the first alone: its rejection holds no longer.
    factories.published("need", "ND-0001", links=[{"relation": "motivates", "target": "REQ-0001"}])
    second = run()
    held = {one.identifier: one.beside.review for one in gap_analysis.figures(second).ranking}
    assert {identifier: kept and kept.review for identifier, kept in held.items()} == {
        "REQ-0001": None,
        "REQ-0002": "corrected",
        "REQ-0003": "confirmed",
    }
    assert life()[1:] == [("GAP-0002", "opened", "gap")]
    # The results themselves say what they said.
    assert set(GapResult.objects.values_list("state", flat=True)) == {"gap"}


def test_a_review_needs_a_reason_a_correction_a_state_and_the_right() -> None:
    factories.published("requirement", "REQ-0001")
    row = gap_analysis.analyse({}, by="ana").results.get()
    curator, translator = factories.user(Role.REVIEWER), factories.user(Role.TRANSLATOR)
    with pytest.raises(gap_analysis.Refused, match="Say why"):
        gap_analysis.review(row, Review.CONFIRMED, by=curator, reason=" ")
    for finding, state in ((Review.CORRECTED, ""), (Review.REJECTED, "gap"), (Review.CORRECTED, "nonsense")):
        with pytest.raises(gap_analysis.Refused, match="names the state"):
            gap_analysis.review(row, finding, by=curator, reason="So.", state=state)
    with pytest.raises(permissions.NotPermitted):
        gap_analysis.review(row, Review.CONFIRMED, by=translator, reason="So.")
    assert not GapReview.objects.exists()


def test_what_tsag_decided_is_kept_with_meeting_and_document() -> None:
    factories.published("requirement", "REQ-0001", **assessed("REQ-0001"))
    made = run()
    gap, publisher = Gap.objects.get(), factories.user(Role.PUBLISHER)
    gap_analysis.decide(gap, Disposition.MONITOR, by=publisher, **MEETING)
    group = {"study_group": "study-group:itu-t-sg17", "question": "Q10/17"}
    gap_analysis.decide(gap, Disposition.STUDY, by=publisher, **MEETING, **group)
    (ranked,) = gap_analysis.figures(made).ranking
    assert ranked.beside.gap == gap
    assert ranked.beside.decision is not None
    assert (ranked.beside.decision.disposition, ranked.beside.decision.question) == ("study", "Q10/17")
    told = History.objects.filter(identifier="GAP-0001").order_by("pk").values_list("action", "by", "note")
    assert list(told) == [
        ("decide_gap", publisher.username, "Monitor: TSAG-R12"),
        ("decide_gap", publisher.username, "Study in a study group: TSAG-R12"),
    ]


@pytest.mark.parametrize(
    ("disposition", "details", "sentence"),
    [
        (Disposition.ACCEPT, {**MEETING, "document": ""}, "its document"),
        (Disposition.STUDY, MEETING, "which study group"),
        (Disposition.JOINT, MEETING, "which other body"),
        (Disposition.LIAISON, {**MEETING, "organization": "organization:nobody"}, "not in the registry"),
    ],
)
def test_a_decision_that_lacks_something_is_refused(disposition: Any, details: Any, sentence: str) -> None:
    gap = Gap.objects.create(identifier="GAP-0001", item="REQ-0001")
    with pytest.raises(gap_analysis.Refused, match=sentence):
        gap_analysis.decide(gap, disposition, by=factories.user(Role.PUBLISHER), **details)
    with pytest.raises(permissions.NotPermitted):
        gap_analysis.decide(gap, disposition, by=factories.user(Role.REVIEWER), **details)
    assert not GapDecision.objects.exists()


def test_weights_are_versioned_and_runs_keep_theirs() -> None:
    factories.published("requirement", "REQ-0001")
    publisher = factories.user(Role.PUBLISHER)
    before = gap_analysis.analyse({}, by="ana")
    shifted = {**gap_analysis.WEIGHTS, "obligation": 35, "use_cases": 15}
    gap_analysis.weigh(shifted, by=publisher, reason="TSAG asked for it.")
    after = gap_analysis.analyse({}, by="ana")
    assert [(one.weights_version, one.results.get().score) for one in (before, after)] == [(0, 25_000), (1, 35_000)]
    assert gap_analysis.weights_in_force() == (1, shifted)
    with pytest.raises(gap_analysis.Refused, match="a hundred in all"):
        gap_analysis.weigh({**shifted, "needs": 16}, by=publisher, reason="So.")
    with pytest.raises(gap_analysis.Refused, match="Say why"):
        gap_analysis.weigh(shifted, by=publisher, reason="")


@pytest.mark.parametrize("model", [Gap, GapEvent, GapReview, GapDecision])
def test_what_was_decided_is_never_changed(model: Any) -> None:
    factories.published("requirement", "REQ-0001", **assessed("REQ-0001"))
    made, publisher = run(), factories.user(Role.PUBLISHER)
    gap_analysis.review(made.results.get(), Review.CONFIRMED, by=publisher, reason="So it is.")
    gap_analysis.decide(Gap.objects.get(), Disposition.MONITOR, by=publisher, **MEETING)
    for change in (lambda rows: rows.update(id=99), lambda rows: rows._raw_delete("default")):
        with pytest.raises(IntegrityError, match="a gap analysis is not changed"), transaction.atomic():
            change(model.objects.all())
