"""Are many rows stored as `save()` would store each, and refused as it would refuse them?"""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from requirements.models import History, Organization, Requirement, insert_rows, update_rows
from tests import factories


def history(number: int) -> History:
    changes = {"title": {"en": "tab\there, a \\ and “é”\n", "fr": "\\N"}}
    return History(by="jo", action="import", identifier=f"REQ-{number:04}", changes=changes)


@pytest.mark.django_db
def test_new_rows_are_stored_as_one_by_one() -> None:
    alone = history(1)
    alone.save()
    with CaptureQueriesContext(connection) as queries:
        insert_rows([history(number) for number in range(2, 22)])
    assert len(queries) == 2
    first, *others = History.objects.filter(by="jo").order_by("pk")
    assert [row.identifier for row in others] == [f"REQ-{number:04}" for number in range(2, 22)]
    columns = ("by", "action", "note", "edition", "changes", "differences")
    told = {name: getattr(first, name) for name in columns}
    assert all({name: getattr(row, name) for name in columns} == told for row in others)
    assert all(row.at >= first.at for row in others)
    assert told["changes"] == alone.changes


@pytest.mark.django_db
def test_a_row_with_a_table_above_has_one_key_and_may_be_saved_on() -> None:
    row = Requirement(identifier="REQ-0007", kind="requirement", title={"en": "One"}, keywords=["a;b", 'c"d', "{e}"])
    insert_rows([row])
    assert row.pk == row.id
    row.obligation = "required"
    row.save()
    stored = Requirement.objects.get(identifier="REQ-0007")
    assert (stored.pk, stored.keywords, stored.obligation) == (row.pk, ["a;b", 'c"d', "{e}"], "required")


@pytest.mark.django_db
def test_a_refused_row_takes_all_others_with_it() -> None:
    there = factories.draft()
    rows = [Requirement(identifier=name, kind="requirement") for name in ("REQ-0500", there.identifier)]
    with pytest.raises(IntegrityError, match="identifier"), transaction.atomic():
        insert_rows(rows)
    assert Requirement.objects.count() == 1


@pytest.mark.django_db
def test_columns_of_many_rows_are_stored_together_whatever_they_hold() -> None:
    factories.references()
    rows = [factories.draft(identifier=f"REQ-{number:04}", title={"en": "Before"}).record for number in (1, 2)]
    untouched = Requirement.objects.get(identifier="REQ-0001").statement
    owner = Organization.objects.all()[0]
    for row in rows:
        row.title, row.statement, row.keywords = {"fr": "Après “{é}”\n"}, {"en": "Never stored"}, ['a"b', "{c}", ""]
        row.review_due, row.quality, row.owner, row.obligation = date(2027, 2, 28), None, owner, "optional"
        row.translations, row.changed_at = {"fr": "draft"}, row.changed_at.replace(microsecond=123456)
    named = ("title", "keywords", "review_due", "quality", "owner", "obligation", "translations", "changed_at")
    with CaptureQueriesContext(connection) as queries:
        update_rows(rows, named)
    assert len(queries) == 2
    for row, stored in zip(rows, Requirement.objects.order_by("identifier"), strict=True):
        assert {name: getattr(stored, name) for name in named} == {name: getattr(row, name) for name in named}
        assert stored.statement == untouched
    update_rows([], named)
