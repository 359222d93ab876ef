"""Does a plan say truly what would become of each record, and write nothing?"""

import datetime
import hashlib
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from requirements import documents, exchange, mapping, workflow
from requirements.choices import Role
from requirements.exchange.formats.records import Place, Rejected
from requirements.models import Entry, History, Provenance, Requirement
from tests import factories
from tests.exchange.sources import FILE, HERE, codes, found, imported, outcomes, plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def references() -> None:
    factories.references()


def edited(**columns: Any) -> Entry:
    """The one requirement, after an editor has typed something else into these fields."""
    requirement = Requirement.objects.get()
    for name, value in columns.items():
        setattr(requirement, name, value)
    requirement.save()
    person = factories.user(Role.EDITOR, f"editor{requirement.version}")
    return workflow.perform(Entry.objects.get(), "edit", by=person, changes=list(columns))


def test_a_preview_writes_nothing() -> None:
    before = History.objects.count()
    planned = plan(found(), Rejected(Place(FILE, 9), "no_marker", {"text": "Something"}))
    assert planned.summary == "1 new, 0 changed, 0 unchanged, 0 conflicting, 1 rejected"
    assert codes(planned) == ["source.no_marker"]
    assert (Entry.objects.count(), History.objects.count()) == (0, before)


def test_the_same_again_is_unchanged_even_on_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    imported(found(), found("spec:2", 2))
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)  # noqa: DTZ011
    monkeypatch.setattr("requirements.exchange.planning.timezone.localdate", lambda: tomorrow)
    assert outcomes(plan(found(), found("spec:2", 2))) == ["unchanged", "unchanged"]


def test_where_it_stands_is_no_news_but_goes_with_news() -> None:
    imported(found())
    moved = {"source_kind": "building_block_spec", "citation": "Specification 2", "place": "spec/7.md#L40"}
    assert outcomes(plan(found(line=40, provenance=[moved]))) == ["unchanged"]
    imported(found(line=40, provenance=[moved], obligation="optional"))
    source = Provenance.objects.get()
    assert (source.citation, source.place, source.source_key) == ("Specification 2", "spec/7.md#L40", "spec:1")


def test_a_changed_text_is_shown_field_by_field() -> None:
    imported(found())
    planned = plan(found(statement={"en": "Another statement"}))
    (record,) = planned.records
    assert record.outcome == "changed"
    assert record.identifier == Entry.objects.get().identifier
    changes = {change.path: (change.before, change.after) for change in record.changes}
    assert changes == {("statement", "en"): ("Statement of spec:1", "Another statement")}


def test_what_people_added_stays() -> None:
    imported(found())
    entry = edited(title={"en": "Title of spec:1", "fr": "Titre"}, rationale={"en": "Because"})
    entry.programmes.add(*[pk for (pk,) in entry.programmes.model.objects.values_list("pk")])
    assert outcomes(plan(found())) == ["unchanged"]
    imported(found(statement={"en": "Another statement"}))
    document: Any = mapping.document_of(Entry.objects.get())
    assert document.title == {"en": "Title of spec:1", "fr": "Titre"}
    assert document.statement == {"en": "Another statement"}
    assert document.rationale == {"en": "Because"}
    assert document.programmes == ["programme:dpi", "programme:iot-ssc"]


@pytest.mark.parametrize("again", ["Statement of spec:1", "A third statement"])
def test_what_was_edited_here_is_not_overwritten(again: str) -> None:
    imported(found())
    edited(statement={"en": "Edited here"})
    planned = plan(found(statement={"en": again}))
    assert outcomes(planned) == ["conflicting"]
    assert [problem.params for problem in planned.records[0].problems] == [{"fields": "statement"}]
    assert [change.path for change in planned.records[0].changes] == [("statement", "en")]


def test_an_edit_elsewhere_in_the_entry_is_no_conflict() -> None:
    imported(found())
    edited(title={"en": "Edited here"})
    assert outcomes(plan(found(title={"en": "Edited here"}, statement={"en": "New"}))) == ["changed"]


def test_an_import_after_a_conflict_was_settled_knows_the_edit() -> None:
    """What was typed here and is then imported too is the base of the next import."""
    imported(found())
    edited(statement={"en": "Edited here"})
    imported(found(statement={"en": "Edited here"}, obligation="optional"))
    assert outcomes(plan(found(statement={"en": "Even newer"}, obligation="optional"))) == ["changed"]


@pytest.mark.parametrize(("state", "outcome"), [("submitted", "conflicting"), ("in_review", "conflicting"),
                                                ("approved", "conflicting"), ("returned", "changed"),
                                                ("published", "changed"), ("rejected", "changed")])  # fmt: skip
def test_what_is_under_review_is_left_alone(state: str, outcome: str) -> None:
    imported(found())
    Entry.objects.update(state=state)
    planned = plan(found(obligation="optional"))
    assert outcomes(planned) == [outcome]
    assert codes(planned) == (["in_review"] if outcome == "conflicting" else [])


def test_names_that_nobody_knows_are_left_out_and_told() -> None:
    planned = plan(found(building_blocks=["block:identity", "block:unheard-of"]))
    assert outcomes(planned) == ["new"]
    assert [exchange.sentence(problem) for problem in planned.records[0].problems] == [
        "“block:unheard-of” names nothing that is in the registry and is left out."
    ]
    exchange.apply(planned, by=None)
    assert [block.identifier for block in Entry.objects.get().building_blocks.all()] == ["block:identity"]


def test_steps_keep_what_people_linked_to_them() -> None:
    scenarios = [{"name": {"en": "Success"}, "steps": [{"name": {"en": "Ask"}}, {"name": {"en": "Answer"}}]}]
    imported(found("uc", kind="use_case", short_description={"en": "Short"}, scenarios=scenarios))
    working = documents.dump(mapping.document_of(Entry.objects.get()))
    working["scenarios"][0]["steps"][1] |= {"building_blocks": ["block:wallet"], "service": "get"}
    workflow.save(documents.parse(working), by=None)
    same = found("uc", kind="use_case", short_description={"en": "Short"}, scenarios=scenarios)
    assert outcomes(plan(same)) == ["unchanged"]
    fewer = [{"name": {"en": "Success"}, "steps": [{"name": {"en": "Ask"}}]}]
    assert outcomes(plan(found("uc", kind="use_case", scenarios=fewer))) == ["conflicting"]


def test_two_records_that_mean_the_same_are_both_rejected() -> None:
    planned = plan(found(), found(line=7), found("spec:2", 9))
    assert outcomes(planned) == ["rejected", "rejected", "new"]
    assert [problem.params["other"] for problem in planned.records[0].problems] == [f"{FILE}:7"]
    assert [problem.params["other"] for problem in planned.records[1].problems] == [f"{FILE}:1"]


def test_a_place_that_several_entries_come_from_is_refused() -> None:
    imported(found(), found("spec:2"))
    Provenance.objects.update(source_key="spec:1")
    planned = plan(found())
    assert codes(planned) == ["key_of_several"]
    both = ", ".join(Entry.objects.order_by("identifier").values_list("identifier", flat=True))
    assert planned.records[0].problems[0].params == {"identifiers": both}


def test_every_reason_is_told_of_what_is_no_document() -> None:
    planned = plan(found(obligation="perhaps", title={"en": "x" * 301}))
    assert outcomes(planned) == ["rejected"]
    assert sorted((problem.code, problem.path) for problem in planned.records[0].problems) == [
        ("enum", ("obligation",)),
        ("too_long", ("title", "en")),
    ]


def test_other_kinds_than_the_format_has_are_refused() -> None:
    assert codes(plan(found(kind="need"))) == ["kind_not_read"]


def test_the_number_of_records_is_limited() -> None:
    records = [found(f"spec:{number}", number) for number in range(3)]
    with override_settings(IMPORT_RECORD_LIMIT=3):
        assert outcomes(plan(*records)) == ["new"] * 3
    with override_settings(IMPORT_RECORD_LIMIT=2), pytest.raises(exchange.TooLarge, match="more than 2 records"):
        plan(*records)


def test_the_number_of_queries_does_not_grow_with_the_records() -> None:
    records = [found(f"spec:{number}", number) for number in range(40)]
    imported(*records)
    changed = [found(f"spec:{number}", number, obligation="optional") for number in range(40)]
    costs = []
    for number in (2, 40):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert outcomes(plan(*changed[:number])) == ["changed"] * number
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 20


def test_provenance_names_file_place_licence_and_date() -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    imported(found(line=12))
    source = Provenance.objects.get()
    assert source.file == hashlib.sha256(HERE.read_bytes()).hexdigest()
    assert (source.place, source.licence, source.source_key) == (f"{FILE}:12", "Apache-2.0", "spec:1")
    assert today <= source.retrieved_on <= datetime.datetime.now(datetime.UTC).date()


def test_plans_that_would_do_the_same_have_the_same_digest() -> None:
    assert plan(found()).digest == plan(found()).digest != plan(found("spec:2")).digest
    imported(found())
    before = plan(found(obligation="optional")).digest
    edited(rationale={"en": "Because"})
    assert plan(found(obligation="optional")).digest != before
