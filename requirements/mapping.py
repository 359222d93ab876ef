"""How does a working copy become a document, and a document a working copy?

There is one rule for all kinds: a field of the document is the attribute of the same name on the record. What the field
holds (text, name of another record, parts) says how it is read and written; `documents.fields()` knows. So a new field
is declared on the model and on the document, and nowhere else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

from django.db import models, transaction

from requirements import documents
from requirements.documents import Document, Field, Holds
from requirements.models import RECORDS, Entry, Reference, User

Record: TypeAlias = Entry | Reference


class UnknownNames(Exception):
    """The document names records that do not exist; `names` lists them all. Nothing was written."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(names)
        super().__init__(", ".join(self.names))


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


class Directory:
    """Finds the rows that documents name; each name is looked up once, so a whole import can share one."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], dict[str, int]] = defaultdict(dict)

    def find(self, model: type[models.Model], names: Iterable[str]) -> dict[str, int]:
        """Identifier → primary key for the names that exist. One query if any was not asked for before."""
        known = self._rows[model]
        if new := [name for name in names if name not in known]:
            known.update(model._default_manager.filter(identifier__in=new).values_list("identifier", "pk"))
        return known

    def row(self, model: type[models.Model], name: str) -> int:
        return self.find(model, [name])[name]


def unknown_names(document: Document, directory: Directory) -> list[str]:
    """The names in the document that no record carries."""
    wanted: dict[type[models.Model], set[str]] = defaultdict(set)
    for model, name in _named(RECORDS[document.kind], document):
        wanted[model].add(name)
    return sorted(name for model, names in wanted.items() for name in names if name not in directory.find(model, names))


def _named(model: type[models.Model], part: documents.Part) -> Iterator[tuple[type[models.Model], str]]:
    """(model, identifier) of everything that a part names, the model being what the column of that name refers to."""
    for field in documents.fields(type(part)):
        value = getattr(part, field.name)
        if field.holds in (Holds.NAME, Holds.NAMES, Holds.PARTS):
            related = model._meta.get_field(field.name).related_model
            if field.holds is Holds.PARTS:
                for child in value:
                    yield from _named(related, child)
            else:
                names = [value] if isinstance(value, str) else value or []
                yield from ((related, name) for name in names)


@transaction.atomic
def write(document: Document, *, by: User | None, directory: Directory | None = None) -> Record:
    """Make the working copy say what the document says; a record that is new is created, with `by` as its author.

    Only what differs is written. UnknownNames if the document names what does not exist; nothing is written then.
    State, version and history are the workflow's: it calls this, faces do not.
    """
    record = RECORDS[document.kind].objects.filter(identifier=document.identifier).first()
    if record is None:
        return create(document, by=by, directory=directory)
    rewrite(record, document, document_of(record), directory=directory)
    return record


@transaction.atomic
def create(document: Document, *, by: User | None, directory: Directory | None = None) -> Record:
    """`write()` for a record that is known not to be there."""
    model = RECORDS[document.kind]
    record = model(created_by=by) if issubclass(model, Entry) else model()
    rewrite(record, document, None, directory=directory)
    return record


@transaction.atomic
def rewrite(record: Record, document: Document, before: Document | None, *, directory: Directory | None = None) -> None:
    """`write()` for a record of which is known what it says."""
    directory = directory or Directory()
    if unknown := unknown_names(document, directory):
        raise UnknownNames(unknown)
    _fill(record, document, before, directory)


def _fill(row: Any, part: documents.Part, before: documents.Part | None, directory: Directory) -> None:
    """Write the columns of a row, then what needs its key: lists of names and parts; only what is not as `before`."""
    is_new = row._state.adding
    later = []
    for field in documents.fields(type(part)):
        value = getattr(part, field.name)
        if before is not None and getattr(before, field.name) == value:
            continue
        if field.holds not in LISTS:
            _set_column(row, field, value, directory)
        elif value or not is_new:
            later.append((field, value))
    row.save()
    for field, value in later:
        if field.holds is Holds.NAMES:
            _set_names(row, field, value, directory, is_new=is_new)
        else:
            _set_parts(row, field, value, directory, is_new=is_new)


LISTS = (Holds.NAMES, Holds.PARTS)


def _set_column(row: Any, field: Field, value: Any, directory: Directory) -> None:
    if field.holds is Holds.NAME:
        related = row._meta.get_field(field.name).related_model
        setattr(row, f"{field.name}_id", directory.row(related, value) if value else None)
    elif not (field.name == "kind" and isinstance(row, Entry | Reference)):
        setattr(row, field.name, value)


def _set_names(row: Any, field: Field, names: list[str], directory: Directory, *, is_new: bool) -> None:
    related = row._meta.get_field(field.name).related_model
    keys = [directory.row(related, name) for name in names]
    named = getattr(row, field.name)
    # Asking a new row what it names costs a query.
    named.add(*keys) if is_new else named.set(keys)


def _set_parts(row: Any, field: Field, values: list[Any], directory: Directory, *, is_new: bool) -> None:
    """Replace the parts. Parts with an identifier of their own keep their row, since others refer to it."""
    relation = row._meta.get_field(field.name)
    there = () if is_new else getattr(row, field.name).all()
    former = {getattr(child, "identifier", child.pk): child for child in there}
    kept = [former.pop(getattr(value, "identifier", None), None) for value in values]
    if former:
        relation.related_model._default_manager.filter(pk__in=[child.pk for child in former.values()]).delete()
    children = [child or relation.related_model(**{relation.field.name: row}) for child in kept]
    for position, child in enumerate(children):
        child.position = position
    if any(kept) or _holds_lists(field):
        for child, value in zip(children, values, strict=True):
            _fill(child, value, None, directory)
    else:
        _create(relation.related_model, children, values, directory)


def _holds_lists(field: Field) -> bool:
    return field.part is not None and any(below.holds in LISTS for below in documents.fields(field.part))


def _create(model: Any, rows: list[Any], parts: list[documents.Part], directory: Directory) -> None:
    """Write new rows that hold neither lists of names nor parts, all in one query."""
    for row, part in zip(rows, parts, strict=True):
        for field in documents.fields(type(part)):
            _set_column(row, field, getattr(part, field.name), directory)
    model._default_manager.bulk_create(rows)
