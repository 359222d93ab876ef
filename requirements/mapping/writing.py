"""How does a document become a working copy, one or a thousand for the same number of queries?

Rows of one model are written together: their own columns first, then what needs their keys, which are lists of names
and parts, whose rows are again written together.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from requirements import documents
from requirements.documents import Document, Field, Holds, Part
from requirements.mapping.names import Directory, UnknownNames, unknown_names
from requirements.mapping.reading import Record, document_of
from requirements.models import RECORDS, Entry, Reference, User, insert_rows, insert_together, update_rows

LISTS = (Holds.NAMES, Holds.PARTS)


@dataclass(frozen=True)
class Written:
    """A row, stored or not, and the part of a document that it is to say; `before` is what it is known to say."""

    row: Any
    part: Any
    before: Part | None = None
    is_new: bool = False

    def differs_in(self, name: str) -> bool:
        return self.before is None or getattr(self.before, name) != getattr(self.part, name)


def write(document: Document, *, by: User | None) -> Record:
    """Make the working copy say what the document says; a record that is new is created, with `by` as its author.

    Only what differs is written. UnknownNames if the document names what does not exist; nothing is written then.
    State, version and history are the workflow's: it calls this, faces do not.
    """
    record = RECORDS[document.kind].objects.filter(identifier=document.identifier).first()
    if record is None:
        return create(document, by=by)
    rewrite(record, document, document_of(record))
    return record


def create(document: Document, *, by: User | None) -> Record:
    """`write()` for a record that is known not to be there."""
    record = begun(document, by=by)
    rewrite(record, document, None)
    return record


def begun(document: Document, *, by: User | None) -> Record:
    """A record of the document's kind that says nothing yet and is not stored."""
    model = RECORDS[document.kind]
    return model(created_by=by) if issubclass(model, Entry) else model()


def rewrite(record: Record, document: Document, before: Document | None) -> None:
    """`write()` for a record of which is known what it says."""
    write_together([Written(record, document, before, record._state.adding)], Directory())


@transaction.atomic
def write_together(written: Sequence[Written], directory: Directory) -> None:
    """`rewrite()` for many records of any kinds, for so many queries per kind. UnknownNames says those of all."""
    if unknown := unknown_names([one.part for one in written], directory):
        raise UnknownNames(unknown)
    by_model: dict[Any, list[Written]] = defaultdict(list)
    for one in written:
        by_model[type(one.row)].append(one)
    for model, of_model in by_model.items():
        _fill(model, of_model, directory)


def _fill(model: Any, written: Sequence[Written], directory: Directory) -> None:
    """Write the columns of rows of a model, then what needs their keys; only what is not as `before`."""
    columns: set[str] = set()
    later: list[tuple[Field, list[Written]]] = []
    for field in documents.fields(type(written[0].part)):
        different = [one for one in written if one.differs_in(field.name)]
        if field.holds in LISTS:
            later.append((field, [one for one in different if getattr(one.part, field.name) or not one.is_new]))
        elif different and not _is_constant(field, model):
            columns.add(field.name)
            _set_columns(field, model, different, directory)
    _store(model, written, columns)
    for field, different in later:
        if different:
            (_set_names if field.holds is Holds.NAMES else _set_parts)(field, model, different, directory)


def _is_constant(field: Field, model: Any) -> bool:
    """The kind of a record is that of its model."""
    return field.name == "kind" and issubclass(model, Entry | Reference)


def _set_columns(field: Field, model: Any, written: Sequence[Written], directory: Directory) -> None:
    """Let the rows say it; nothing is stored."""
    if field.holds is not Holds.NAME:
        for one in written:
            setattr(one.row, field.name, getattr(one.part, field.name))
        return
    related = model._meta.get_field(field.name).related_model
    for one in written:
        name = getattr(one.part, field.name)
        setattr(one.row, f"{field.name}_id", directory.row(related, name) if name else None)


def _store(model: Any, written: Sequence[Written], columns: set[str]) -> None:
    new = [one.row for one in written if one.is_new]
    there = [one.row for one in written if not one.is_new]
    if new and issubclass(model, Entry):
        insert_together(new)
    elif new:
        insert_rows(new)
    if there and columns:
        position = {"position"} if hasattr(model, "position") else set()
        update_rows(there, sorted(columns | position))


def _set_names(field: Field, model: Any, written: Sequence[Written], directory: Directory) -> None:
    """Let each row name these and no others. One query if all are new, else at most three."""
    names = model._meta.get_field(field.name)
    through = names.remote_field.through._default_manager
    row, named = (f"{name}_id" for name in (names.m2m_field_name(), names.m2m_reverse_field_name()))
    wanted = {
        (one.row.pk, directory.row(names.related_model, name))
        for one in written
        for name in getattr(one.part, field.name)
    }
    there = {}
    if old := [one.row.pk for one in written if not one.is_new]:
        kept = through.filter(**{f"{row}__in": old}).values_list(row, named, "pk")
        there = {(one, other): key for one, other, key in kept}
    if gone := [there[pair] for pair in there.keys() - wanted]:
        through.filter(pk__in=gone).delete()
    insert_rows([through.model(**{row: one, named: other}) for one, other in sorted(wanted - there.keys())])


def _set_parts(field: Field, model: Any, written: Sequence[Written], directory: Directory) -> None:
    """Replace the parts of each row. Those with an identifier of their own keep their row: others refer to it."""
    relation = model._meta.get_field(field.name)
    below, column = relation.related_model, relation.field
    former = _former(below, column, [one.row.pk for one in written if not one.is_new])
    children = [child for one in written for child in _children(one, field, column, former[one.row.pk])]
    if gone := [child.pk for kept in former.values() for child in kept.values()]:
        below._default_manager.filter(pk__in=gone).delete()
    if children:
        _fill(below, children, directory)


def _former(model: Any, column: Any, owners: Sequence[int]) -> dict[int, dict[Any, Any]]:
    """Key of an owner → identifier, or key, of each of its parts → that part. One query if there are owners."""
    found: dict[int, dict[Any, Any]] = defaultdict(dict)
    for child in model._default_manager.filter(**{f"{column.name}__in": owners}) if owners else ():
        found[getattr(child, column.attname)][getattr(child, "identifier", child.pk)] = child
    return found


def _children(one: Written, field: Field, column: Any, former: dict[Any, Any]) -> Iterator[Written]:
    """The parts that a row is to have in their order, each taken from the former ones if it was there."""
    for position, part in enumerate(getattr(one.part, field.name)):
        kept = former.pop(getattr(part, "identifier", None), None)
        child = kept or column.model(**{column.name: one.row})
        child.position = position
        yield Written(child, part, is_new=kept is None)
