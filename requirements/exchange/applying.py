"""How is a plan carried out: all of it in one transaction, or nothing?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from requirements import documents, mapping, permissions, workflow
from requirements.documents import REFERENCE_TYPES, Document
from requirements.exchange import comparison, linking, matching
from requirements.exchange.answers import remember
from requirements.exchange.errors import Busy, ExchangeError, Outdated, Unwritable, place_in_words
from requirements.exchange.plan import Outcome, Plan, PlannedRecord
from requirements.exchange.planning import Progress, unheard
from requirements.mapping import Directory, Record
from requirements.models import (
    RECORDS,
    Entry,
    File,
    History,
    Import,
    Imported,
    Provenance,
    User,
    insert_rows,
    next_identifiers,
)

# Whom history names when nobody signed in: whoever may run commands on the server.
OPERATOR = "operator"
# Records that are written together. More would hardly be quicker, and the progress would move in leaps.
AT_ONCE = 200


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
    records = _in_order(linking.resolved(_with_identifiers(plan.to_write)))
    done = None
    if records:
        writing = Writing(plan, by, through)
        for start in range(0, len(records), AT_ONCE):
            writing.write(records[start : start + AT_ONCE])
            progress(min(start + AT_ONCE, len(records)), len(records))
        done = writing.finish()
    remember(plan.format, plan.answers)
    return Applied(_identifiers(records, Outcome.NEW), _identifiers(records, Outcome.CHANGED), done)


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
    known = {record.identifier for record in plan.records}
    for start in range(0, len(new), AT_ONCE):
        _check_new(new[start : start + AT_ONCE], known)


def _check_new(records: Sequence[PlannedRecord], known: Set[str]) -> None:
    """What was numbered anew leaves its key to another; the plan knows its entry."""
    keys = [record.key for record in records if not record.identifier]
    holders = Provenance.objects.filter(source_key__in=keys).values_list("entry__identifier", flat=True)
    if keys and set(holders) - known:
        raise Outdated("changed_since")
    named: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if record.identifier:
            named[record.kind].append(record.identifier)
    if any(RECORDS[kind].objects.filter(identifier__in=names).exists() for kind, names in named.items()):
        raise Outdated("changed_since")


def _with_identifiers(records: Sequence[PlannedRecord]) -> list[PlannedRecord]:
    """The records, each entry that brings no identifier with the next one of its kind. One query for each kind."""
    wanted = Counter(record.kind for record in records if not record.identifier)
    given = {kind: iter(next_identifiers(kind, number)) for kind, number in wanted.items()}
    return [record if record.identifier else replace(record, identifier=next(given[record.kind])) for record in records]


def _in_order(records: Sequence[PlannedRecord]) -> list[PlannedRecord]:
    """What names others of the import comes after what does not."""
    return sorted(records, key=lambda record: bool(record.awaits))


class Writing:
    """An import while it is written, so many records at a time. Records may name each other in a circle: what one names
    ahead is added last.
    """

    def __init__(self, plan: Plan, by: User | None, through: str) -> None:
        self._plan, self._by = plan, by
        self._directory = Directory()
        self._identifiers: set[str] = set()
        self._references: list[Record] = []
        self._unfinished: list[tuple[PlannedRecord, Document]] = []
        file = File.objects.filter(pk=plan.file).first() if plan.file else None
        self._import = Import.objects.create(
            format=plan.format, sources=plan.sources, file=file, by=by, through=through
        )

    def write(self, records: Sequence[PlannedRecord]) -> None:
        """Save records as the plan has seen them, with a row of history and what was there before for each."""
        self._check_may_edit(records)
        given = [(record, record.wanted) for record in records]
        saved = self._save([(record, self._without_ahead(record, document)) for record, document in given])
        self._check_may_write(saved)
        self._identifiers |= {record.identifier for record in records}
        self._references += [one.record for one in saved if not isinstance(one.record, Entry)]
        insert_rows([self._told(record, document) for record, document in given])
        insert_rows([self._kept(one) for one in saved])

    def _without_ahead(self, record: PlannedRecord, document: Document) -> Document:
        """The document without what it names that is not there yet; a provision comes with its resolution."""
        ahead = {name for name in record.awaits if name.partition("#")[0] not in self._identifiers}
        if not ahead:
            return document
        self._unfinished.append((record, document))
        return documents.public(document, documents.names(document) - ahead)

    def _check_may_edit(self, records: Sequence[PlannedRecord]) -> None:
        """An editor with a scope changes entries within it only. A query for each record of who has one."""
        changed = [record.identifier for record in records if record.outcome is Outcome.CHANGED]
        for former in Entry.objects.filter(identifier__in=changed) if self._by and changed else ():
            permissions.check(self._by, "edit", former)

    def _check_may_write(self, saved: Sequence[workflow.Saved]) -> None:
        """What came must be within the scope of who brought it, or nothing of the import is written."""
        for one in saved if self._by else ():
            action = "create" if isinstance(one.record, Entry) else "edit_reference"
            permissions.check(self._by, action, one.record)

    def _save(self, wanted: Sequence[tuple[PlannedRecord, Document]]) -> list[workflow.Saved]:
        """Save documents together; if they are refused, one after the other, to know which of them is."""
        try:
            with transaction.atomic():
                return self._saved(wanted)
        except (workflow.Conflict, mapping.UnknownNames, IntegrityError, DataError) as error:
            if len(wanted) == 1:
                raise _refusal(error, wanted[0][0]) from error
        return [saved for one in wanted for saved in self._save([one])]

    def _saved(self, wanted: Sequence[tuple[PlannedRecord, Document]]) -> list[workflow.Saved]:
        versions = {record.identifier: record.version for record, _ in wanted if record.version}
        given = [document for _, document in wanted]
        return workflow.save_together(given, by=self._by, versions=versions, directory=self._directory)

    def finish(self) -> Import:
        """Add what was named ahead, publish reference records, and say when that was."""
        for start in range(0, len(self._unfinished), AT_ONCE):
            chunk = self._unfinished[start : start + AT_ONCE]
            self._save([(replace(record, version=0), document) for record, document in chunk])
        workflow.publish(self._references, by=self._by, note=self._plan.sources)
        self._keep_versions()
        # What happens later than this is what stands against undoing it.
        self._import.at = timezone.now()
        self._import.new, self._import.changed = (self._plan.counts[one] for one in (Outcome.NEW, Outcome.CHANGED))
        self._import.save(update_fields=["at", "new", "changed"])
        return self._import

    def _keep_versions(self) -> None:
        """Keep the version that the import left each record at. One query for each kind."""
        for kind in {record.kind for record in self._plan.to_write}:
            left_at = RECORDS[kind].objects.filter(identifier=OuterRef("identifier")).values("version")
            Imported.objects.filter(of=self._import, kind=kind).update(version=Subquery(left_at))

    def _kept(self, saved: workflow.Saved) -> Imported:
        record: Any = saved.record
        before = workflow.dumped(saved.former) if saved.former else ""
        told = {"kind": record.kind, "identifier": record.identifier, "version": record.version}
        return Imported(of=self._import, before=before, state=saved.state, **told)

    def _told(self, record: PlannedRecord, document: Document) -> History:
        """Which file in which format, and what was written where, for the next import to compare."""
        return History(
            by=self._by.get_username() if self._by else OPERATOR,
            action=matching.ACTION,
            identifier=record.identifier,
            note=f"{self._plan.format}: {place_in_words(record.place)}",
            changes=comparison.written(document.model_dump(mode="json", include=set(record.fields))),
        )


def _refusal(error: Exception, record: PlannedRecord) -> ExchangeError:
    """Why a record was not written, and where it stands."""
    if isinstance(error, workflow.Conflict):
        return Outdated("changed_since", record.place)
    if isinstance(error, mapping.UnknownNames):
        return Unwritable("unknown_names", record.place, names=str(error))
    return Unwritable("refused_by_database", record.place, error=str(error).partition("\n")[0])
