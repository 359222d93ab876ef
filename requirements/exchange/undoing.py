"""How is an import taken back as a whole, and what stands against that?"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from requirements import documents, mapping, permissions, workflow
from requirements.documents import REFERENCE_TYPES, Problem
from requirements.exchange import comparison
from requirements.exchange.applying import OPERATOR, keep_others_out
from requirements.exchange.errors import NotUndone
from requirements.exchange.matching import ACTION, UNDONE
from requirements.exchange.planning import Progress, unheard
from requirements.mapping import Record
from requirements.models import RECORDS, Entry, History, Import, Imported, Provision, User

# Reasons that are told; one is enough to stand against it.
TOLD = 20


@dataclass(frozen=True)
class Obstacle:
    """Why an import cannot be undone: what happened later to one of its records."""

    identifier: str
    problem: Problem


def obstacles(done: Import) -> list[Obstacle]:
    """What later depends on an import: nothing if it can be undone. At most TOLD; about ten queries for each kind."""
    rows = _rows(done)
    return [*islice(chain(_edited(rows), _acted_on(done, rows), _named(rows)), TOLD)]


def _rows(done: Import) -> list[Imported]:
    """The records of an import, the last first; without those that came new and were thrown away since."""
    rows = list(done.records.order_by("-pk"))
    there = _versions(rows)
    return [row for row in rows if row.before or row.identifier in there]


def _versions(rows: Sequence[Imported]) -> dict[str, int]:
    """Identifier → the version that the record has now. One query for each kind."""
    found: dict[str, int] = {}
    for kind in {row.kind for row in rows}:
        names = [row.identifier for row in rows if row.kind == kind]
        found |= dict(RECORDS[kind].objects.filter(identifier__in=names).values_list("identifier", "version"))
    return found


def _edited(rows: Sequence[Imported]) -> Iterator[Obstacle]:
    """Records that are not as the import left them: edited, moved on in the workflow, or imported again."""
    versions = _versions(rows)
    for row in rows:
        if row.identifier not in versions:
            yield Obstacle(row.identifier, Problem("deleted_since"))
        elif versions[row.identifier] != row.version:
            yield Obstacle(row.identifier, Problem("changed_later"))


def _acted_on(done: Import, rows: Sequence[Imported]) -> Iterator[Obstacle]:
    """Records on which somebody acted since, though no word of them changed: published, remarked upon, classified."""
    later = History.objects.filter(at__gt=done.at, identifier__in=[row.identifier for row in rows])
    for row in later.exclude(action=ACTION).order_by("pk"):
        yield Obstacle(row.identifier, Problem("acted_on_later", (), {"action": row.action, "by": row.by}))


def _named(rows: Sequence[Imported]) -> Iterator[Obstacle]:
    """What came new and is named by others, which did not come with it."""
    mine = {row.identifier for row in rows}
    for model, new in _new(rows):
        for key, other in _naming(model, new):
            if other not in mine:
                yield Obstacle(new[key], Problem("named_by", (), {"other": other}))


def _new(rows: Sequence[Imported]) -> Iterator[tuple[Any, dict[int, str]]]:
    """(model, key → identifier) of the records that came new, and of provisions that came at all."""
    for kind in {row.kind for row in rows if not row.before}:
        names = [row.identifier for row in rows if row.kind == kind and not row.before]
        yield RECORDS[kind], dict(RECORDS[kind].objects.filter(identifier__in=names).values_list("pk", "identifier"))
    resolutions = [row for row in rows if row.kind == "resolution"]
    former = {one["identifier"] for row in resolutions if row.before for one in json.loads(row.before)["provisions"]}
    provisions = Provision.objects.filter(resolution__identifier__in=[row.identifier for row in resolutions])
    yield Provision, dict(provisions.exclude(identifier__in=former).values_list("pk", "identifier"))


def _naming(model: Any, keys: Any) -> Iterator[tuple[int, str]]:
    """(key of a record, identifier of a record that names it), whatever column or list of names it is."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created and (owner := _owner(relation.related_model, relation.field)):
            column = relation.field.attname
            rows = relation.related_model._default_manager.filter(**{f"{column}__in": list(keys)})
            yield from rows.values_list(column, owner)


def _owner(model: Any, naming: Any) -> str:
    """Where the record to which a row of a model belongs has its identifier, if the row names another in a column;
    empty if that column is how the row belongs.
    """
    above = _above(model)
    if above is None:
        return "identifier" if hasattr(model, "identifier") else ""
    below = _owner(above.related_model, naming) if above != naming else ""
    return below and f"{above.name}__{below}"


def _above(model: Any) -> Any:
    """The column by which a row belongs to a record or a part of one: that of a part, or of a list of names."""
    lists = model._meta.auto_created._meta.many_to_many if model._meta.auto_created else ()
    for field in lists:
        if field.remote_field.through is model:
            return model._meta.get_field(field.m2m_field_name())
    if not hasattr(model, "position"):
        return None
    columns = (field for field in model._meta.fields if field.is_relation)
    return next(column for column in columns if column.remote_field.on_delete is models.CASCADE)


@transaction.atomic
def undo(done: Import, *, by: User | None, progress: Progress = unheard) -> list[str]:
    """Bring every record of an import back to what it was, and take away what came new; returns their identifiers.

    All or nothing, with a row of history for each. What came new and was published by the import itself, as reference
    records are, is withdrawn: an identifier that was public stays known. NotUndone with the reasons if anything later
    depends on it or it was undone before; permissions.NotPermitted; Busy during another import.
    """
    if by:
        permissions.check(by, "undo_import")
    keep_others_out()
    done = Import.objects.select_for_update().get(pk=done.pk)
    if done.undone_at:
        raise NotUndone("undone_before")
    rows = _rows(done)
    list(Entry.objects.select_for_update().filter(identifier__in=[row.identifier for row in rows]).order_by("pk"))
    if found := obstacles(done):
        raise NotUndone("depended_upon", obstacles=found)
    _check_scope(rows, by)
    _put_back([row for row in rows if row.before], done, by, progress, len(rows))
    _take_away([row for row in rows if not row.before], done, by)
    progress(len(rows), len(rows))
    done.undone_at, done.undone_by = timezone.now(), by
    done.save(update_fields=["undone_at", "undone_by"])
    return [row.identifier for row in rows]


def _check_scope(rows: Sequence[Imported], by: User | None) -> None:
    """Who may not edit a record may not undo what an import did to it."""
    for kind in {row.kind for row in rows if by}:
        action = "edit_reference" if kind in REFERENCE_TYPES else "edit"
        names = [row.identifier for row in rows if row.kind == kind]
        for record in RECORDS[kind].objects.filter(identifier__in=names):
            permissions.check(by, action, record)


def _put_back(rows: Sequence[Imported], done: Import, by: User | None, progress: Progress, total: int) -> None:
    former: list[Record] = []
    for number, row in enumerate(rows, start=1):
        document = documents.parse(json.loads(row.before))
        now = documents.dump(mapping.document_of(RECORDS[row.kind].objects.get(identifier=row.identifier)))
        record = workflow.put_back(document, row.state)
        _remember(row, documents.diff(now, documents.dump(document)), done, by)
        former += [record] if row.kind in REFERENCE_TYPES else []
        progress(number, total)
    workflow.publish(former, by=by, note=done.sources)


def _take_away(rows: Sequence[Imported], done: Import, by: User | None) -> None:
    references: list[Any] = [
        RECORDS[row.kind].objects.get(identifier=row.identifier) for row in rows if row.kind in REFERENCE_TYPES
    ]
    workflow.retire(references, by=by, note=done.sources)
    names = [row.identifier for row in rows if row.kind not in REFERENCE_TYPES]
    workflow.take_away(list(Entry.objects.filter(identifier__in=names)))
    for row in rows:
        _remember(row, (), done, by)


def _remember(row: Imported, differences: Sequence[documents.Change], done: Import, by: User | None) -> None:
    """A row of history that also says what is written there now, for the next import to compare."""
    before = json.loads(row.before) if row.before else {}
    fields = {change.path[0] for change in differences}
    History.objects.create(
        by=by.get_username() if by else OPERATOR,
        action=UNDONE,
        identifier=row.identifier,
        note=done.sources,
        changes=comparison.written({name: before[name] for name in sorted(fields)}),
        differences=[{"path": list(one.path), "before": one.before, "after": one.after} for one in differences],
    )
