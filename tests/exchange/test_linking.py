"""Are records of one import linked with each other and with what was imported before?"""

from typing import Any

import pytest

from requirements import exchange
from requirements.exchange.formats.records import Found
from requirements.models import Entry, Link
from tests.exchange.sources import codes, found, imported, outcomes, plan

pytestmark = pytest.mark.django_db


def linked(key: str, *links: tuple[str, str], **fields: Any) -> Found:
    record = found(key, **fields)
    return Found(record.kind, record.key, record.place, record.data, links=links)


def links() -> set[tuple[str, str, str]]:
    named = {entry.pk: entry.title["en"].rpartition(" ")[2] for entry in Entry.objects.all()}
    rows = Link.objects.values_list("entry_id", "relation", "target_id")
    return {(named[one], relation, named[other]) for one, relation, other in rows}


def test_new_records_are_linked_whatever_their_order_even_in_a_circle() -> None:
    records = (linked("a", ("needs", "b"), ("refines", "c")), linked("b", ("needs", "a")), linked("c"))
    imported(*records)
    assert links() == {("a", "needs", "b"), ("b", "needs", "a"), ("a", "refines", "c")}
    assert outcomes(plan(*records)) == ["unchanged"] * 3


def test_a_record_that_was_here_is_changed_by_a_link_to_a_new_one() -> None:
    imported(linked("a"))
    planned = plan(linked("a", ("needs", "b")), linked("b"))
    assert outcomes(planned) == ["changed", "new"]
    assert [change.after for change in planned.records[0].changes] == ["needs b"]
    exchange.apply(planned, by=None)
    assert links() == {("a", "needs", "b")}


def test_a_link_that_a_person_added_stays() -> None:
    imported(linked("a", ("needs", "b")), linked("b"), linked("c"))
    last = next(entry for entry in Entry.objects.all() if entry.title["en"] == "Title of c")
    Link.objects.create(entry=Link.objects.get().entry, relation="refines", target=last, position=1)
    assert outcomes(plan(linked("a", ("needs", "b")), linked("b"), linked("c"))) == ["unchanged"] * 3


def test_links_to_nothing_and_in_circles_are_left_out_and_said() -> None:
    planned = plan(
        linked("a", ("refines", "b"), ("needs", "z"), ("needs", "a")),
        linked("b", ("refines", "c")),
        linked("c", ("refines", "a")),
    )
    assert outcomes(planned) == ["new"] * 3
    assert codes(planned) == ["left_out", "left_out", "closes_circle"]
    exchange.apply(planned, by=None)
    assert links() == {("a", "refines", "b"), ("b", "refines", "c")}


def test_a_record_may_give_its_fields_entirely_in_a_format_that_does_not() -> None:
    imported(found("a", rationale={"en": "Because", "fr": "Parce que"}))
    record = found("a", rationale={"en": "Since"})
    part = plan(record)
    whole = plan(Found(record.kind, record.key, record.place, record.data, whole=True))
    assert [change.path for change in part.records[0].changes] == [("rationale", "en")]
    assert ("rationale", "fr") in [change.path for change in whole.records[0].changes]
