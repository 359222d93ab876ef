"""Does an import go away as a whole, and only as long as nothing depends on it?"""

import json
from pathlib import Path
from typing import Any

import pytest

from requirements import catalogue, documents, exchange, mapping, permissions, workflow
from requirements.choices import Role
from requirements.models import RECORDS, Entry, History, Import
from tests import factories
from tests.exchange.sources import found, imported, outcomes, plan

pytestmark = pytest.mark.django_db
JSON = exchange.format_named("json")


@pytest.fixture(autouse=True)
def references() -> None:
    factories.references()


def registry() -> dict[str, Any]:
    """Every working copy as it is, with its state."""
    return {
        document.identifier: (documents.dump(document), getattr(record, "state", ""))
        for model in RECORDS.values()
        for record, document in zip(
            model.objects.order_by("pk"), mapping.documents_of(model.objects.order_by("pk")), strict=True
        )
    }


def bring(folder: Path, *data: dict[str, Any], by: Any = None) -> Import:
    path = folder / "given.json"
    path.write_text(json.dumps(data))
    done = exchange.apply(exchange.preview([path], JSON), by=by).done
    assert done
    return done


def why_not(done: Import) -> list[tuple[str, str]]:
    with pytest.raises(exchange.NotUndone, match="other things depend on it") as refusal:
        exchange.undo(done, by=None)
    return [(one.identifier, one.problem.code) for one in refusal.value.params["obstacles"]]


def test_undoing_restores_every_record_and_its_state(tmp_path: Path) -> None:
    published = factories.published(title={"en": "Before"})
    translated = factories.draft("requirement", "REQ-0002", title={"en": "Ask", "fr": "Demander"})
    before, editions = registry(), set(catalogue.current().values_list("pk", flat=True))
    given = documents.dump(mapping.document_of(published))
    link = {"relation": "conflicts_with"}
    done = bring(
        tmp_path,
        {**given, "title": {"en": "After"}, "links": [{**link, "target": "REQ-0005"}]},
        {**documents.dump(mapping.document_of(translated)), "title": {"en": "Answer", "fr": "Demander"}},
        {**given, "identifier": "REQ-0005", "title": {"en": "New"}, "links": [{**link, "target": "REQ-0006"}]},
        {**given, "identifier": "REQ-0006", "title": {"en": "Newer"}, "links": [{**link, "target": "REQ-0005"}]},
    )
    assert Entry.objects.get(identifier="REQ-0001").state == "draft"
    assert not exchange.obstacles(done)
    editor = factories.user(Role.EDITOR)
    assert Entry.objects.get(identifier="REQ-0002").translations == {"fr": "outdated"}
    assert sorted(exchange.undo(done, by=editor)) == ["REQ-0001", "REQ-0002", "REQ-0005", "REQ-0006"]
    assert registry() == before
    assert set(catalogue.current().values_list("pk", flat=True)) == editions
    assert not Entry.objects.get(identifier="REQ-0001").unpublished_changes
    done.refresh_from_db()
    assert (done.undone_by, done.undone_at is not None) == (editor, True)
    rows = History.objects.filter(action="undo_import").values_list("by", "identifier")
    assert sorted(rows) == [("editor", f"REQ-000{number}") for number in (1, 2, 5, 6)]
    with pytest.raises(exchange.NotUndone, match="undone before"):
        exchange.undo(done, by=None)


def test_what_was_undone_can_be_imported_again() -> None:
    imported(found())
    records = [found(obligation="optional"), found("spec:2")]
    done = imported(*records).done
    assert done
    exchange.undo(done, by=None)
    assert outcomes(plan(*records)) == ["changed", "new"]
    assert exchange.apply(plan(*records), by=None).done
    assert outcomes(plan(*records)) == ["unchanged", "unchanged"]


def test_reference_records_are_public_at_once_so_new_ones_are_withdrawn_and_changed_ones_published_anew(
    tmp_path: Path,
) -> None:
    block = documents.dump(mapping.document_of(RECORDS["block"].objects.get(identifier="block:identity")))
    records = {**block, "title": {"en": "Identities"}}, {**block, "identifier": "block:new", "title": {"en": "New"}}
    done = bring(tmp_path, *records)
    exchange.undo(done, by=None)
    assert catalogue.content(catalogue.current_of("block:identity"))["title"] == block["title"]
    assert catalogue.current_of("block:new").standing == "withdrawn"
    assert outcomes(exchange.preview([tmp_path / "given.json"], JSON)) == ["changed", "changed"]
    bring(tmp_path, *records)
    assert catalogue.current_of("block:new").standing == "in_force"


def test_what_happened_later_stands_against_it(tmp_path: Path) -> None:
    editor, publisher = factories.user(Role.EDITOR), factories.user(Role.PUBLISHER)
    done = imported(*(found(f"spec:{number}") for number in range(4)), by=editor).done
    assert done
    edited, moved, named, thrown = (row.identifier for row in done.records.order_by("pk"))
    document = mapping.document_of(Entry.objects.get(identifier=edited).record)
    workflow.save(document.model_copy(update={"title": {"en": "Mine"}}), by=editor)
    workflow.perform(Entry.objects.get(identifier=moved), "submit", by=publisher)
    link = {"relation": "refines", "target": named}
    factories.draft("requirement", "REQ-0800", links=[link])
    entry = Entry.objects.get(identifier=thrown)
    workflow.discard(entry, by=editor, version=entry.version)
    before = registry()
    assert sorted(why_not(done)) == sorted(
        [(edited, "changed_later"), (moved, "changed_later"), (moved, "acted_on_later"), (named, "named_by")]
    )
    assert registry() == before


@pytest.mark.parametrize("name", ["steps", "touches", "coverage"])
def test_names_are_found_wherever_they_stand(name: str, tmp_path: Path) -> None:
    done = bring(
        tmp_path,
        documents.dump(factories.document("requirement", "REQ-0700")),
        {"kind": "standard", "identifier": "standard:new", "designation": "New", "title": {"en": "New"}},
    )
    if name == "steps":
        steps = [{"name": {"en": "Ask"}, "requirements": ["REQ-0700"]}]
        factories.draft("use_case", "UC-0800", scenarios=[{"name": {"en": "S"}, "steps": steps}])
        assert why_not(done) == [("REQ-0700", "named_by")]
    elif name == "touches":
        factor = {"polarity": "enabling", "category": "financing", "touches": ["REQ-0700"]}
        factories.draft("experience", "EX-0800", factors=[factor])
        assert why_not(done) == [("REQ-0700", "named_by")]
    else:
        coverage = [{"standard": "standard:new", "relation": "subset_of"}]
        factories.draft("requirement", "REQ-0800", coverage=coverage)
        assert why_not(done) == [("standard:new", "named_by")]


def test_a_provision_that_came_is_named_too_whether_its_resolution_is_new_or_not(tmp_path: Path) -> None:
    known = documents.dump(mapping.document_of(RECORDS["resolution"].objects.get(identifier="resolution:wtsa-103")))
    more = {**known["provisions"][0], "identifier": "resolution:wtsa-103#resolves-9"}
    new = {**known, "identifier": "resolution:wtsa-900", "official_texts": []}
    new["provisions"] = [{**more, "identifier": "resolution:wtsa-900#resolves-1"}]
    done = bring(tmp_path, {**known, "provisions": [*known["provisions"], more]}, new)
    assert not exchange.obstacles(done)
    draft = factories.draft(
        "need", "ND-0801", provisions=[one["provisions"][-1]["identifier"] for one in (new, {"provisions": [more]})]
    )
    assert sorted(why_not(done)) == [
        ("resolution:wtsa-103#resolves-9", "named_by"),
        ("resolution:wtsa-900#resolves-1", "named_by"),
    ]
    assert draft.provisions.count() == 2
    draft.record.delete()
    exchange.undo(done, by=None)
    assert catalogue.current_of("resolution:wtsa-900").standing == "withdrawn"
    there = documents.dump(mapping.document_of(RECORDS["resolution"].objects.get(identifier="resolution:wtsa-103")))
    assert there == known


def test_only_editors_undo_and_only_within_their_scope() -> None:
    done = imported(found()).done
    assert done
    for role in (Role.TRANSLATOR, Role.REVIEWER, Role.CONTRIBUTOR, None):
        with pytest.raises(permissions.NotPermitted):
            exchange.undo(done, by=factories.user(role))
    elsewhere = factories.user(Role.EDITOR)
    elsewhere.building_blocks.add(elsewhere.building_blocks.model.objects.get(identifier="block:wallet"))
    with pytest.raises(permissions.NotPermitted):
        exchange.undo(done, by=elsewhere)
    assert Entry.objects.count() == 1


def test_nothing_written_is_nothing_to_undo() -> None:
    imported(found())
    assert imported(found()).done is None
    assert Import.objects.count() == 1
