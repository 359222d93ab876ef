"""Is a document written and read again the same document, for every kind and whatever it holds?"""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from requirements import documents, mapping
from requirements.models import RECORDS, Entry, Requirement
from tests import factories, strategies


@pytest.fixture
def named(db: None) -> None:
    factories.references()
    for identifier in strategies.ENTRIES:
        factories.draft(identifier=identifier)


@pytest.mark.parametrize("kind", documents.TYPES)
def test_a_working_document_written_and_read_is_the_same(kind: str, named: None) -> None:
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(strategies.document(kind), strategies.document(kind))
    def check(first: Any, second: Any) -> None:
        with transaction.atomic():
            for document in (first, second):
                record = mapping.write(document, by=None)
                assert documents.dump(mapping.document_of(record)) == documents.dump(document)
            transaction.set_rollback(True)

    check()


@pytest.mark.parametrize("kind", documents.ENTRY_TYPES)
def test_working_documents_written_together_are_the_same_too(kind: str, named: None) -> None:
    """One that is there and says something else now, and one that is new, as it would be alone."""
    other = strategies.IDENTIFIERS[kind].replace("0500", "0501")

    @settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(strategies.document(kind), strategies.document(kind))
    def check(first: Any, second: Any) -> None:
        with transaction.atomic():
            there = mapping.write(first, by=None)
            new = second.model_copy(update={"identifier": other})
            known = second.model_copy(update={"identifier": first.identifier})
            rows = [there, mapping.begun(new, by=None)]
            together = [mapping.Written(there, known, first), mapping.Written(rows[1], new, is_new=True)]
            mapping.write_together(together, mapping.Directory())
            found = mapping.documents_by_identifier(rows)
            assert {name: documents.dump(document) for name, document in found.items()} == {
                document.identifier: documents.dump(document) for document in (known, new)
            }
            transaction.set_rollback(True)

    check()


@pytest.mark.parametrize("kind", documents.TYPES)
def test_every_field_of_a_document_is_an_attribute_of_its_record(kind: str) -> None:
    def check(part: type[documents.Part], model: Any) -> None:
        for field in documents.fields(part):
            assert hasattr(model, field.name), f"{model.__name__}.{field.name}"
            if field.part:
                check(field.part, model._meta.get_field(field.name).related_model)

    check(documents.TYPES[kind], RECORDS[kind])


@pytest.mark.parametrize("kind", documents.TYPES)
def test_what_the_database_holds_unique_among_parts_documents_refuse(kind: str) -> None:
    def check(part: type[documents.Part], model: Any) -> None:
        for field in documents.fields(part):
            if field.part:
                relation = model._meta.get_field(field.name)
                below = relation.related_model
                assert set(field.part.once) == held_unique(below, relation.field.name), below
                check(field.part, below)

    check(documents.TYPES[kind], RECORDS[kind])


def held_unique(model: Any, parent: str) -> set[str]:
    """The columns, beside the parent, that no two rows may agree in."""
    alone = {field.name for field in model._meta.fields if field.unique and not field.primary_key}
    together = {name for rule in model._meta.constraints for name in getattr(rule, "fields", ())}
    return (alone | together) - {parent}


@pytest.mark.django_db
def test_unknown_names_are_all_told_and_nothing_is_written() -> None:
    document = factories.document(
        building_blocks=["block:nowhere"], links=[{"relation": "refines", "target": "REQ-0777"}]
    )
    with pytest.raises(mapping.UnknownNames) as refused:
        mapping.write(document, by=None)
    assert refused.value.names == ["REQ-0777", "block:nowhere"]
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_provisions_keep_their_rows_so_that_entries_keep_answering_them() -> None:
    provision = "resolution:wtsa-103#instructs-tsb-director-2"
    entry = factories.draft(provisions=[provision])
    data = {"kind": "resolution", "identifier": "resolution:wtsa-103", **factories.REFERENCES["resolution:wtsa-103"]}
    data["provisions"] = [{**given, "paraphrase": {"en": "Said anew."}} for given in reversed(data["provisions"])]
    mapping.write(documents.parse(data), by=None)
    assert [row.identifier for row in entry.provisions.all()] == [provision]
    assert entry.provisions.get().paraphrase == {"en": "Said anew."}


@pytest.mark.django_db
def test_many_records_are_written_for_as_many_queries_as_one() -> None:
    factories.references()
    factories.draft("requirement", "REQ-0099")

    def written(*numbers: int) -> int:
        link, block = {"relation": "needs", "target": "REQ-0099"}, "block:identity"
        told = [
            factories.document(identifier=f"REQ-{number:04}", links=[link], building_blocks=[block])
            for number in numbers
        ]
        new = [mapping.Written(mapping.begun(one, by=None), one, is_new=True) for one in told]
        with CaptureQueriesContext(connection) as queries:
            mapping.write_together(new, mapping.Directory())
        return len(queries)

    assert written(1) == written(*range(2, 20))
    assert Requirement.objects.filter(links__target__identifier="REQ-0099", building_blocks__isnull=False).count() == 19


@pytest.mark.django_db
def test_many_documents_cost_as_many_queries_as_one() -> None:
    factories.draft(identifier="REQ-0001")
    with CaptureQueriesContext(connection) as one:
        assert len(list(mapping.documents_of(Requirement.objects.order_by("identifier")))) == 1
    for number in range(2, 12):
        factories.draft(identifier=f"REQ-{number:04}")
    with CaptureQueriesContext(connection) as many:
        assert len(list(mapping.documents_of(Requirement.objects.order_by("identifier")))) == 11
    assert len(one) == len(many)
