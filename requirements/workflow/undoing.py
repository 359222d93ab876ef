"""How does a record go back to what it was before something was written to it from outside?"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from requirements import documents
from requirements.choices import Standing
from requirements.documents import Document
from requirements.models import MODELS, Edition, Entry, Link, Reference, User
from requirements.workflow.copies import Saved, remember, save_together, store
from requirements.workflow.editions import Draft, freeze
from requirements.workflow.publishing import current_documents
from requirements.workflow.transitions import NotAllowed

# Rows that are deleted together.
CHUNK = 500


@transaction.atomic
def put_back(former: Sequence[tuple[Document, str]]) -> list[Saved]:
    """Make working copies say again what they said, each in the state that it had; reference records are not published
    yet.

    Version and what worklists read follow; the caller holds the rows and writes the history. As many queries as
    `save_together()`, and one.
    """
    saved = save_together([document for document, _ in former], by=None, as_before=True)
    entries = []
    for record, (_document, state) in zip((one.record for one in saved), former, strict=True):
        if isinstance(record, Entry):
            record.state = state
            entries.append(record)
    store(*entries)
    return saved


@transaction.atomic
def take_away(entries: QuerySet[Entry]) -> None:
    """Delete working copies that were never published. Links among them go first; NotAllowed if others name them."""
    Link.objects.filter(entry__in=entries.values("pk"), target__in=entries.values("pk")).delete()
    try:
        for kind, model in MODELS.items():
            of_kind = list(entries.filter(kind=kind).values_list("pk", flat=True))
            for start in range(0, len(of_kind), CHUNK):
                model.objects.filter(pk__in=of_kind[start : start + CHUNK]).delete()
    except ProtectedError as error:
        named = sorted(str(getattr(found, "target", found)) for found in error.protected_objects)
        raise NotAllowed(_("Other entries name %(identifier)s.") % {"identifier": ", ".join(named[:5])}) from error


@transaction.atomic
def retire(records: Sequence[Reference], *, by: User | None, note: str) -> list[Edition]:
    """A further edition of each published record that says that it was withdrawn, and why; all at one moment."""
    in_force = current_documents([record.identifier for record in records], Standing.IN_FORCE)
    editions = freeze([Draft(document, Standing.WITHDRAWN, note) for document in in_force])
    numbers = {edition.identifier: edition.number for edition in editions}
    remember(records, "withdraw", by=by, note=note, editions=numbers)
    return editions


def dumped(document: Document) -> str:
    """A working document as text, to be put back from."""
    return documents.canonical(documents.dump(document)).decode()
