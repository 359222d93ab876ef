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
def _prefetches(part: type[documents.Part]) -> tuple[str, ...]:
    """The lookups that bring in everything a document of this shape names or holds."""
    lookups: list[str] = []
    for field in documents.fields(part):
        if field.holds in (Holds.NAME, Holds.NAMES, Holds.PARTS):
            lookups.append(field.name)
        if field.holds is Holds.PARTS and field.part:
            lookups += [f"{field.name}__{below}" for below in _prefetches(field.part)]
    return tuple(lookups)


def _gather(row: Any, part: type[documents.Part]) -> dict[str, Any]:
    return {field.name: _read(row, field) for field in documents.fields(part)}


def _read(row: Any, field: Field) -> Any:
    value = getattr(row, field.name)
    if field.holds is Holds.NAME:
        return value and value.identifier
    if field.holds is Holds.NAMES:
        return sorted(named.identifier for named in value.all())
    if field.holds is Holds.PARTS and field.part:
        return [_gather(child, field.part) for child in value.all()]
    return str(value) if field.name == "kind" else value
