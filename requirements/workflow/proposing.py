"""How does what is proposed from outside become a working copy, and how does its author mend it?

The author has no account, so the table of permissions has no row for them: they act on their own proposal alone, which
they hold the key to, and only before it is received and after it was returned.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from requirements import mapping
from requirements.choices import State
from requirements.documents import Document
from requirements.models import Entry, History, User, next_identifier
from requirements.workflow.copies import lock, store
from requirements.workflow.transitions import NotAllowed, look_over


@transaction.atomic
def receive(document: Any, *, reference: str, by: User | None) -> Entry:
    """A new working copy that waits for review and is marked as proposed; `by` if its author has an account."""
    wanted = document.model_copy(update={"identifier": next_identifier(document.kind)})
    entry: Any = mapping.create(wanted, by=by)
    entry.proposed, entry.state = True, State.SUBMITTED
    entry.save(update_fields=["proposed"])
    return _take_over(entry, "submit", reference)


@transaction.atomic
def amend(entry: Entry, document: Document, *, reference: str) -> Entry:
    """What the author mended, sent in again; NotAllowed unless staff had returned it."""
    lock(entry)
    entry.refresh_from_db()
    if entry.state != State.RETURNED:
        raise NotAllowed(_("It was not returned, so it cannot be changed now."))
    before = mapping.document_of(entry.record)
    mapping.rewrite(entry.record, document, before)
    entry.state = State.SUBMITTED
    return _take_over(entry, "submit", reference)


def _take_over(entry: Entry, action: str, reference: str) -> Entry:
    """The history names the proposal, not the person: it outlives every contact."""
    look_over(entry)
    entry.version += 1
    store(entry)
    History.objects.create(by=reference, action=action, identifier=entry.identifier)
    return entry


@transaction.atomic
def give_up(entry: Entry, *, by: User, action: str) -> None:
    """Throw away the working copy of a proposal that lives on in another entry. Nobody ever saw it published."""
    identifier = entry.identifier
    entry.record.delete()
    History.objects.create(by=by.get_username(), action=action, identifier=identifier)
