"""How does a record go back to what it was before something was written to it from outside?"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from requirements import documents
from requirements.choices import Standing
from requirements.documents import Document
from requirements.models import MODELS, Edition, Entry, Link, Reference, User
from requirements.workflow.copies import remember, save, store
from requirements.workflow.editions import Draft, freeze
from requirements.workflow.publishing import current_document
from requirements.workflow.transitions import NotAllowed

# Rows that are deleted together.
CHUNK = 500


@transaction.atomic
def put_back(document: Document, state: str) -> Entry | Reference:
    """Make the working copy say again what it said, in the state that it had; a reference record is not published yet.

    Version and what worklists read follow; the caller holds the row and writes the history.
    """
    record = save(document, by=None).record
    if isinstance(record, Entry):
        record.state = state
        store(record)
    return record


@transaction.atomic
def take_away(entries: Sequence[Entry]) -> None:
    """Delete working copies that were never published. Links among them go first; NotAllowed if others name them."""
    keys = [entry.pk for entry in entries]
    Link.objects.filter(entry__in=keys, target__in=keys).delete()
    try:
        for kind, model in MODELS.items():
            of_kind = [entry.pk for entry in entries if entry.kind == kind]
            for start in range(0, len(of_kind), CHUNK):
                model.objects.filter(pk__in=of_kind[start : start + CHUNK]).delete()
    except ProtectedError as error:
        named = sorted(str(getattr(found, "target", found)) for found in error.protected_objects)
        raise NotAllowed(_("Other entries name %(identifier)s.") % {"identifier": ", ".join(named[:5])}) from error


@transaction.atomic
def retire(records: Sequence[Reference], *, by: User | None, note: str) -> list[Edition]:
    """A further edition of each published record that says that it was withdrawn, and why; all at one moment."""
    in_force = {record.identifier: current_document(record.identifier, Standing.IN_FORCE) for record in records}
    drafts = [Draft(document, Standing.WITHDRAWN, note) for document in in_force.values()]
    editions = freeze(drafts)
    numbers = {edition.identifier: edition.number for edition in editions}
    remember(records, "withdraw", by=by, note=note, editions=numbers)
    return editions


def dumped(document: Document) -> str:
    """A working document as text, to be put back from."""
    return documents.canonical(documents.dump(document)).decode()
