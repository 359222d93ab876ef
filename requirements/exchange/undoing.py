"""How is an import taken back as a whole, and what stands against that?"""

import json
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from requirements import documents, permissions, workflow
from requirements.documents import REFERENCE_TYPES, Document, Problem
from requirements.exchange import comparison
from requirements.exchange.applying import AT_ONCE, OPERATOR, keep_others_out
from requirements.exchange.errors import NotUndone
from requirements.exchange.matching import ACTION, UNDONE
from requirements.exchange.planning import Progress, unheard
from requirements.mapping import Record
from requirements.models import RECORDS, Entry, History, Import, Imported, Provision, User, insert_rows

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
    mine = {row.identifier for row in rows}
    return [*islice(chain(_edited(done, rows), _acted_on(done, mine), _named(done, mine)), TOLD)]


def _rows(done: Import) -> list[Any]:
    """The records of an import, the last first, each with `is_new` in place of what it was; without those that came new
    and were thrown away since.
    """
    there = _versions(done)
    rows = done.records.defer("before").annotate(is_new=Q(before="")).order_by("-pk")
    return [row for row in rows if not row.is_new or row.identifier in there]


def _versions(done: Import) -> dict[str, int]:
    """Identifier → the version that the record has now. One query for each kind."""
    found: dict[str, int] = {}
    for kind in _kinds(done):
        found |= dict(_records(kind, done.records.all()).values_list("identifier", "version"))
    return found


def _kinds(done: Import) -> list[str]:
    return list(done.records.order_by("kind").values_list("kind", flat=True).distinct())


def _records(kind: str, imported: Any) -> Any:
    """The records of a kind that were imported."""
    names = imported.filter(kind=kind).values("identifier")
    return RECORDS[kind]._default_manager.filter(identifier__in=names)


def _edited(done: Import, rows: Sequence[Any]) -> Iterator[Obstacle]:
    """Records that are not as the import left them: edited, moved on in the workflow, or imported again."""
    versions = _versions(done)
    for row in rows:
        if row.identifier not in versions:
            yield Obstacle(row.identifier, Problem("deleted_since"))
        elif versions[row.identifier] != row.version:
            yield Obstacle(row.identifier, Problem("changed_later"))


def _acted_on(done: Import, mine: Set[str]) -> Iterator[Obstacle]:
    """Records on which somebody acted since, though no word of them changed: published, remarked upon, classified."""
    later = History.objects.filter(at__gt=done.at, identifier__in=done.records.values("identifier"))
    for row in later.exclude(action=ACTION).order_by("pk"):
        if row.identifier in mine:
            yield Obstacle(row.identifier, Problem("acted_on_later", (), {"action": row.action, "by": row.by}))


def _named(done: Import, mine: Set[str]) -> Iterator[Obstacle]:
    """What came new and is named by others, which did not come with it."""
    for new in _new(done):
        for identifier, other in _naming(new):
            if other not in mine:
                yield Obstacle(identifier, Problem("named_by", (), {"other": other}))


def _new(done: Import) -> Iterator[Any]:
    """The records that came new, kind by kind, and the provisions that came at all."""
    for kind in _kinds(done):
        yield _records(kind, done.records.filter(before=""))
    changed = _before(done.records.filter(kind="resolution").exclude(before=""))
    former = {provision.identifier for resolution in changed.values() for provision in resolution.provisions}
    resolutions = _records("resolution", done.records.all())
    yield Provision.objects.filter(resolution__in=resolutions).exclude(identifier__in=former)


def _before(rows: Any) -> dict[int, Any]:
    """Key → the document that the record was."""
    return {key: documents.parse(json.loads(before)) for key, before in rows.values_list("pk", "before")}


def _naming(records: Any) -> Iterator[tuple[str, str]]:
    """(identifier of a record, that of one which names it), whatever column or list of names it is."""
    for relation in records.model._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created and (owner := _owner(relation.related_model, relation.field)):
            name = relation.field.name
            rows = relation.related_model._default_manager.filter(**{f"{name}__in": records.values("pk")})
            yield from rows.values_list(f"{name}__identifier", owner).iterator()


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
    _lock(done)
    if found := obstacles(done):
        raise NotUndone("depended_upon", obstacles=found)
    _check_scope(done, by)
    undoing = _Undoing(done, by)
    changed, new = ([row for row in rows if row.is_new is came] for came in (False, True))
    for start in range(0, len(changed), AT_ONCE):
        undoing.put_back(changed[start : start + AT_ONCE])
        progress(min(start + AT_ONCE, len(changed)), len(rows))
    undoing.publish()
    undoing.take_away(new)
    progress(len(rows), len(rows))
    done.undone_at, done.undone_by = timezone.now(), by
    done.save(update_fields=["undone_at", "undone_by"])
    return [row.identifier for row in rows]


def _lock(done: Import) -> None:
    """Hold the entries of an import to the end of the transaction."""
    held = Entry.objects.select_for_update().filter(identifier__in=done.records.values("identifier")).order_by("pk")
    list(held.values_list("pk"))


def _check_scope(done: Import, by: User | None) -> None:
    """Who may not edit a record may not undo what an import did to it."""
    for kind in _kinds(done) if by else ():
        action = "edit_reference" if kind in REFERENCE_TYPES else "edit"
        for record in _records(kind, done.records.all()).iterator(chunk_size=AT_ONCE):
            permissions.check(by, action, record)


class _Undoing:
    """An import while it is taken back, so many records at a time, each with a row of history."""

    def __init__(self, done: Import, by: User | None) -> None:
        self._done, self._by = done, by
        self._references: list[Record] = []

    def put_back(self, rows: Sequence[Any]) -> None:
        former = _before(Imported.objects.filter(pk__in=[row.pk for row in rows]))
        saved = workflow.put_back([(former[row.pk], row.state) for row in rows])
        self._references += [one.record for one in saved if not isinstance(one.record, Entry)]
        insert_rows([self._put_back(one.former, former[row.pk]) for row, one in zip(rows, saved, strict=True)])

    def _put_back(self, now: Any, document: Document) -> History:
        """What is there again, and what is written there now, for the next import to compare."""
        before = documents.dump(document)
        differences = documents.diff(documents.dump(now), before)
        fields = sorted({change.path[0] for change in differences})
        return self._told(
            before["identifier"],
            changes=comparison.written({name: before[name] for name in fields}),
            differences=[{"path": list(one.path), "before": one.before, "after": one.after} for one in differences],
        )

    def publish(self) -> None:
        workflow.publish(self._references, by=self._by, note=self._done.sources)

    def take_away(self, rows: Sequence[Any]) -> None:
        """Delete entries, and withdraw reference records."""
        new = self._done.records.filter(before="")
        kinds = sorted({row.kind for row in rows} & REFERENCE_TYPES.keys())
        references = [record for kind in kinds for record in _records(kind, new)]
        workflow.retire(references, by=self._by, note=self._done.sources)
        workflow.take_away(Entry.objects.filter(identifier__in=new.values("identifier")))
        insert_rows([self._told(row.identifier, changes={}) for row in rows])

    def _told(self, identifier: str, **columns: Any) -> History:
        by = self._by.get_username() if self._by else OPERATOR
        return History(by=by, action=UNDONE, identifier=identifier, note=self._done.sources, **columns)
