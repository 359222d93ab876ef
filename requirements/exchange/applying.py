"""How is a plan carried out: all of it in one transaction, or nothing?"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import DataError, IntegrityError, connection, transaction

from requirements import documents, mapping, permissions, workflow
from requirements.documents import PREFIXES, REFERENCE_TYPES, Document
from requirements.exchange import comparison, linking, matching
from requirements.exchange.answers import remember
from requirements.exchange.errors import Busy, Outdated, Unwritable, place_in_words
from requirements.exchange.plan import Outcome, Plan, PlannedRecord
from requirements.exchange.planning import Progress, unheard
from requirements.mapping import Directory, Record
from requirements.models import RECORDS, Entry, File, History, Import, Imported, Provenance, User

# Whom history names when nobody signed in: whoever may run commands on the server.
OPERATOR = "operator"


@dataclass(frozen=True)
class Applied:
    """What an import wrote, as identifiers in the order of the plan, and its row if it wrote anything."""

    new: Sequence[str]
    changed: Sequence[str]
    done: Import | None = None


@transaction.atomic
def apply(plan: Plan, *, by: User | None, through: str = "", progress: Progress = unheard) -> Applied:
    """Write what the plan calls new or changed, one history row each; reference records are published at once.

    What was there before is kept with the import, so that it can be undone. `through` names the token of a program.
    All or nothing, and nothing a second time: the plan of the same files is then unchanged throughout. `by` None is the
    operator of the server, who needs no permission. Raises permissions.NotPermitted, Busy during another import,
    Outdated if the registry is not as the plan found it, Unwritable with the place of what the database refuses.
    """
    _check_permissions(plan, by)
    keep_others_out()
    _check_nothing_came(plan)
    writing = Writing(by)
    records = _in_order(linking.resolved(_with_identifiers(plan.to_write)))
    for done, record in enumerate(records, start=1):
        writing.write(record)
        progress(done, len(records))
    writing.finish(plan)
    done = writing.keep(plan, through) if records else None
    remember(plan.format, plan.answers)
    return Applied(*(_identifiers(records, outcome) for outcome in (Outcome.NEW, Outcome.CHANGED)), done)


def _identifiers(records: Iterable[PlannedRecord], outcome: Outcome) -> list[str]:
    return [record.identifier for record in records if record.outcome is outcome]


def _check_permissions(plan: Plan, by: User | None) -> None:
    if by:
        permissions.check(by, "import")
    if by and any(record.kind in REFERENCE_TYPES for record in plan.to_write):
        permissions.check(by, "edit_reference")


def keep_others_out() -> None:
    """Two imports at once could both bring the same entry; the lock is held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('requirements_import'))")
        if not cursor.fetchone()[0]:
            raise Busy("busy")


def _check_nothing_came(plan: Plan) -> None:
    """Whatever the plan calls new must still be so; what was changed is told by its version when it is written."""
    new = [record for record in plan.to_write if record.outcome is Outcome.NEW]
    keys = [record.key for record in new if not record.identifier]
    holders = set(Provenance.objects.filter(source_key__in=keys).values_list("entry__identifier", flat=True))
    # What was numbered anew leaves its key to another; the plan knows its entry.
    if holders and holders - {record.identifier for record in plan.records}:
        raise Outdated("changed_since")
    for kind in {record.kind for record in new}:
        names = [record.identifier for record in new if record.kind == kind and record.identifier]
        if RECORDS[kind].objects.filter(identifier__in=names).exists():
            raise Outdated("changed_since")


def _with_identifiers(records: Sequence[PlannedRecord]) -> list[PlannedRecord]:
    """The records, each entry that brings no identifier with the next one of its kind. One query for each kind."""
    wanted = Counter(record.kind for record in records if not record.identifier)
    given = {kind: _next_identifiers(kind, number) for kind, number in wanted.items()}
    return [record if record.identifier else replace(record, identifier=next(given[record.kind])) for record in records]


def _next_identifiers(kind: str, number: int) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [f"public_id_{kind}", number])
        return iter([f"{PREFIXES[kind]}-{value:04}" for (value,) in cursor.fetchall()])


def _in_order(records: Sequence[PlannedRecord]) -> list[PlannedRecord]:
    """What names others of the import comes after what does not."""
    return sorted(records, key=lambda record: bool(record.awaits))


class Writing:
    """An import while it is written. Records may name each other in a circle: what one names ahead is added last."""

    def __init__(self, by: User | None) -> None:
        self._by = by
        self._directory = Directory()
        self._saved: dict[str, tuple[PlannedRecord, Record]] = {}
        self._before: dict[str, tuple[str, str]] = {}
        self._unfinished: list[Document] = []

    def write(self, record: PlannedRecord) -> None:
        """Save one record, as the plan has seen it."""
        document = documents.parse({**json.loads(record.document), "identifier": record.identifier})
        # A provision comes with its resolution.
        ahead = {name for name in record.awaits if name.partition("#")[0] not in self._saved}
        if ahead:
            self._unfinished.append(document)
            document = documents.public(document, documents.names(document) - ahead)
        self._look_at_former(record)
        saved = self._save(record, document)
        self._check_may_write(record, saved)
        self._saved[record.identifier] = record, saved

    def _check_may_write(self, record: PlannedRecord, saved: Record) -> None:
        """What came must be within the scope of who brought it, or nothing of the import is written."""
        if self._by and record.kind in REFERENCE_TYPES:
            permissions.check(self._by, "edit_reference", saved)
        elif self._by:
            permissions.check(self._by, "create", saved)

    def _look_at_former(self, record: PlannedRecord) -> None:
        """Keep what a changed record says now. An editor with a scope changes entries within it only."""
        if record.outcome is not Outcome.CHANGED:
            return
        former = RECORDS[record.kind].objects.get(identifier=record.identifier)
        if self._by and isinstance(former, Entry):
            permissions.check(self._by, "edit", former)
        # An action has a state, too, but of its document: it has no workflow to be put back to.
        state = former.state if isinstance(former, Entry) else ""
        self._before[record.identifier] = workflow.dumped(mapping.document_of(former)), state

    def _save(self, record: PlannedRecord, document: Document) -> Record:
        version = record.version or None
        try:
            saved = workflow.save(document, by=self._by, version=version, directory=self._directory)
        except workflow.Conflict as error:
            raise Outdated("changed_since", record.place) from error
        except mapping.UnknownNames as error:
            raise Unwritable("unknown_names", record.place, names=str(error)) from error
        except (IntegrityError, DataError) as error:
            reason = str(error).partition("\n")[0]
            raise Unwritable("refused_by_database", record.place, error=reason) from error
        return saved.record

    def finish(self, plan: Plan) -> None:
        """Add what was named ahead, begin the drafts, write history, publish reference records."""
        for document in self._unfinished:
            record, _ = self._saved[document.identifier]
            self._saved[document.identifier] = record, self._save(replace(record, version=0), document)
        History.objects.bulk_create(self._history(plan), batch_size=1000)
        references = [saved for record, saved in self._saved.values() if record.kind in REFERENCE_TYPES]
        workflow.publish(references, by=self._by, note=plan.sources)

    def keep(self, plan: Plan, through: str) -> Import:
        """The row of the import, with each record as it was before and the version that it has now."""
        file = File.objects.filter(pk=plan.file).first() if plan.file else None
        done = Import.objects.create(format=plan.format, sources=plan.sources, file=file, by=self._by, through=through)
        rows = (self._kept(done, record, saved) for record, saved in self._saved.values())
        Imported.objects.bulk_create(rows, batch_size=1000)
        return done

    def _kept(self, done: Import, record: PlannedRecord, saved: Record) -> Imported:
        before, state = self._before.get(record.identifier, ("", ""))
        told = {"kind": record.kind, "identifier": record.identifier, "version": saved.version}
        return Imported(of=done, before=before, state=state, **told)

    def _history(self, plan: Plan) -> Iterator[History]:
        """A row for each record: which file in which format, and what was written where, for the next to compare."""
        by = self._by.get_username() if self._by else OPERATOR
        for record, _ in self._saved.values():
            written = json.loads(record.document)
            yield History(
                by=by,
                action=matching.ACTION,
                identifier=record.identifier,
                note=f"{plan.format}: {place_in_words(record.place)}",
                changes=comparison.written({name: written[name] for name in record.fields}),
            )
