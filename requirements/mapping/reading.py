"""How does a working copy become a document?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

from django.db import models

from requirements import documents
from requirements.documents import Document, Field, Holds
from requirements.models import RECORDS, Entry, Reference

Record: TypeAlias = Entry | Reference


def document_of(record: Record) -> Document:
    """The working document of a record as the database has it, internal fields included.

    About one query per relation of the kind. documents.Refused if the row holds what no document may.
    """
    return documents_by_identifier([record])[record.identifier]


def documents_of(records: models.QuerySet[Any]) -> Iterator[Document]:
    """The working documents of a queryset of one kind, in its order; a fixed number of queries for 500 rows."""
    kind = str(records.model.kind) if issubclass(records.model, Reference) else _kind_of_model(records.model)
    for record in records.prefetch_related(*_prefetches(documents.TYPES[kind])).iterator(chunk_size=500):
        yield documents.parse(_gather(record, documents.TYPES[kind]))


def documents_by_identifier(records: Sequence[Record]) -> dict[str, Document]:
    """Identifier → working document of records of any kinds, in their order, read afresh; so many queries per kind."""
    keys: dict[str, list[int]] = defaultdict(list)
    for record in records:
        keys[str(record.kind)].append(record.pk)
    found = {
        document.identifier: document
        for kind, wanted in keys.items()
        for document in documents_of(RECORDS[kind]._default_manager.filter(pk__in=wanted).order_by("pk"))
    }
    return {record.identifier: found[record.identifier] for record in records}


def _kind_of_model(model: type[models.Model]) -> str:
    return next(kind for kind, known in RECORDS.items() if known is model)


@cache
def _prefetches(part: type[documents.Part], above: str = "") -> tuple[models.Prefetch[str] | str, ...]:
    """The lookups that bring in everything a document of this shape names or holds."""
    lookups: list[models.Prefetch[str] | str] = []
    for field in documents.fields(part):
        if field.holds is Holds.NAME:
            lookups.append(f"{above}{field.name}")
        elif field.holds in (Holds.NAMES, Holds.PARTS):
            lookups.append(models.Prefetch(f"{above}{field.name}", to_attr=_listed(field)))
        if field.holds is Holds.PARTS and field.part:
            lookups += _prefetches(field.part, f"{above}{_listed(field)}__")
    return tuple(lookups)


def _listed(field: Field) -> str:
    """Where a row keeps what was fetched for a field: a list, since a queryset for each costs as much as all else."""
    return f"listed_{field.name}"


def _gather(row: Any, part: type[documents.Part]) -> dict[str, Any]:
    return {field.name: _read(row, field) for field in documents.fields(part)}


def _read(row: Any, field: Field) -> Any:
    if field.holds is Holds.NAME:
        named = getattr(row, field.name)
        return named and named.identifier
    if field.holds is Holds.NAMES:
        return sorted(named.identifier for named in getattr(row, _listed(field)))
    if field.holds is Holds.PARTS and field.part:
        return [_gather(child, field.part) for child in getattr(row, _listed(field))]
    value = getattr(row, field.name)
    return str(value) if field.name == "kind" else value
