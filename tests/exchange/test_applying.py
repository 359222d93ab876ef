"""Is a plan carried out as a whole or not at all, by those who may, with a trace of who, what and from where?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requirements import catalogue, exchange, permissions
from requirements.choices import Role
from requirements.exchange import applying
from requirements.models import Entry, History, Requirement
from tests import factories
from tests.exchange.sources import found, imported, plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def references() -> None:
    factories.references()


def imports() -> list[tuple[str, str, str]]:
    rows = History.objects.filter(action="import").order_by("pk")
    return list(rows.values_list("by", "identifier", "note"))


def test_new_entries_are_drafts_that_say_who_brought_them_from_where() -> None:
    editor = factories.user(Role.EDITOR)
    applied = imported(found(line=12), found("spec:2", 30), by=editor)
    entries = list(Entry.objects.order_by("identifier"))
    assert applied.new == [entry.identifier for entry in entries]
    assert {(entry.state, entry.created_by) for entry in entries} == {("draft", editor)}
    assert imports() == [
        ("editor", entries[0].identifier, "source: spec/6.md:12"),
        ("editor", entries[1].identifier, "source: spec/6.md:30"),
    ]
    assert not catalogue.published(applied.new)


def test_the_second_time_nothing_is_written() -> None:
    imported(found(), found("spec:2"))
    before = list(Entry.objects.values_list("identifier", "version", "changed_at")), History.objects.count()
    applied = imported(found(), found("spec:2"))
    assert (applied.new, applied.changed) == ([], [])
    after = list(Entry.objects.values_list("identifier", "version", "changed_at")), History.objects.count()
    assert after == before


def test_a_table_that_names_no_sources_changes_nothing_the_second_time(tmp_path: Path) -> None:
    """Its first column says what a row is, so that it could have had rows of sources."""
    path = tmp_path / "needs.csv"
    path.write_text("row,identifier,title_en,statement_en\nneed,ND-0500,Offices far away,They are.\n")
    form = exchange.format_named("csv")
    exchange.apply(exchange.preview([path], form), by=None)
    assert exchange.preview([path], form).summary.startswith("0 new, 0 changed, 1 unchanged")
    path.write_text("row,identifier,title_en,statement_en\nneed,ND-0500,Offices far away,They were.\n")
    (record,) = exchange.preview([path], form).records
    assert [change.path for change in record.changes] == [("statement", "en")]


def test_a_hundred_records_cost_as_many_queries_as_one_on_every_way() -> None:
    def cost(work: Callable[[], Any]) -> tuple[int, Any]:
        with CaptureQueriesContext(connection) as queries:
            result = work()
        return len(queries), result

    def costs(number: int, obligation: str) -> tuple[int, int, int]:
        """Of looking, writing and taking back."""
        given = [found(f"many:{number}:{place}", place, obligation=obligation) for place in range(number)]
        looked, seen = cost(lambda: plan(*given))
        wrote, applied = cost(lambda: exchange.apply(seen, by=None))
        took, _ = cost(lambda: exchange.undo(applied.done, by=None))
        exchange.apply(plan(*given), by=None)
        return looked, wrote, took

    new = [costs(number, "required") for number in (1, 2, 100)]
    assert new[0] == new[1] == new[2]
    changed = [costs(number, "optional") for number in (1, 2, 100)]
    assert changed[0] == changed[1] == changed[2]


def test_history_keeps_what_was_written_where() -> None:
    imported(found())
    imported(found(statement={"en": "New"}))
    first, second = History.objects.filter(action="import").order_by("pk").values_list("changes", flat=True)
    assert sorted(first) == ["building_blocks", "obligation", "programmes", "statement", "title"]
    assert first["statement"].keys() == {"en"}
    assert first["title"] == second["title"]
    assert first["statement"] != second["statement"]


@pytest.mark.parametrize(("state", "after"), [("published", "draft"), ("rejected", "draft"), ("returned", "returned")])
def test_a_changed_entry_walks_the_same_way_again(state: str, after: str) -> None:
    imported(found())
    Entry.objects.update(state=state)
    imported(found(obligation="optional"))
    assert Entry.objects.get().state == after


def test_what_is_published_stays_as_it_is() -> None:
    imported(found())
    factories.release([Entry.objects.get()])
    before = catalogue.current_of(Entry.objects.get().identifier)
    imported(found(obligation="optional"))
    entry = Entry.objects.get()
    assert catalogue.current_of(entry.identifier) == before
    assert (entry.state, entry.unpublished_changes) == ("draft", True)


def test_a_refused_record_takes_all_others_with_it() -> None:
    planned = plan(found(), found("spec:2", 30))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE requirements_provenance ADD CONSTRAINT none CHECK (source_key <> 'spec:2')")
    with pytest.raises(exchange.Unwritable, match=r"^spec/6\.md:30: The database refuses this record: .*none"):
        exchange.apply(planned, by=None)
    assert (Entry.objects.count(), imports()) == (0, [])


def test_an_entry_edited_since_the_preview_stops_the_import() -> None:
    imported(found(), found("spec:2"))
    planned = plan(found(obligation="optional"), found("spec:2", obligation="optional"))
    Entry.objects.filter(pk=Entry.objects.last().pk).update(version=7)
    with pytest.raises(exchange.Outdated, match="has changed since the preview"):
        exchange.apply(planned, by=None)
    assert set(Requirement.objects.values_list("obligation", flat=True)) == {"required"}


def test_an_entry_that_came_since_the_preview_is_not_made_twice() -> None:
    planned = plan(found())
    imported(found())
    with pytest.raises(exchange.Outdated):
        exchange.apply(planned, by=None)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.REVIEWER, Role.CONTRIBUTOR, None])
def test_only_editors_import(role: Role | None) -> None:
    with pytest.raises(permissions.NotPermitted):
        imported(found(), by=factories.user(role))
    assert Entry.objects.count() == 0


def test_an_editor_with_a_scope_changes_nothing_outside_it() -> None:
    imported(found(), found("spec:2", building_blocks=["block:payments"]))
    editor = factories.user(Role.EDITOR)
    editor.building_blocks.add(editor.building_blocks.model.objects.get(identifier="block:payments"))
    inside = found("spec:2", obligation="optional", building_blocks=["block:payments"])
    assert len(imported(inside, by=editor).changed) == 1
    with pytest.raises(permissions.NotPermitted):
        imported(found(obligation="optional"), by=editor)
    with pytest.raises(permissions.NotPermitted):
        imported(found("spec:3"), by=editor)
    assert len(imported(found("spec:3", building_blocks=["block:payments"]), by=editor).new) == 1


def test_progress_counts_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "AT_ONCE", 2)
    told: list[tuple[int, int]] = []
    planned = plan(found(), found("spec:2"), found("spec:3"))
    exchange.apply(planned, by=None, progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 3), (3, 3)]


def test_two_imports_do_not_run_at_once() -> None:
    planned = plan(found())
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('requirements_import'))")
            with pytest.raises(exchange.Busy, match="Another import is being written"):
                exchange.apply(planned, by=None)
            cursor.execute("SELECT pg_advisory_unlock(hashtext('requirements_import'))")
    finally:
        other.close()
    exchange.apply(planned, by=None)
    assert Entry.objects.count() == 1
