"""How does a program write a working copy: as a whole document, under the same rules as a form?"""

from collections.abc import Set
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from requirements import catalogue, documents, mapping, permissions
from requirements.documents import Document
from requirements.languages import CODES
from requirements.models import Entry, User, next_identifier
from requirements.workflow.copies import lock, remember
from requirements.workflow.transitions import NotAllowed, perform

# Languages are told apart from other keys by these.
LANGUAGES: Set[str] = frozenset(CODES)


@transaction.atomic
def create(document: Document, *, by: User) -> Entry:
    """A new entry that says what the document says, with the next identifier of its kind, whatever the document calls
    it. What comes from outside is marked as proposed. Internal fields are staff's to fill.

    Refusals: permissions.NotPermitted, mapping.UnknownNames, documents.Refused.
    """
    permissions.check(by, "create")
    _check_nameable(document, set(), by)
    wanted = _as_written(document, None, by).model_copy(update={"identifier": next_identifier(document.kind)})
    entry: Any = mapping.write(wanted, by=by)
    entry.proposed = not permissions.roles_of(by) & permissions.EDITORS
    entry.save(update_fields=["proposed"])
    return perform(entry, "create", by=by)


@transaction.atomic
def replace(entry: Entry, document: Document, *, by: User, version: int) -> Entry:
    """Make the working copy of an entry say what the document says; nothing happens where nothing differs.

    States of translations follow from the texts, as in a form: what a document says of them is not taken. Who may
    translate and not edit may change texts in other languages than the source, and nothing else. The right is asked
    for before and after, so that nobody edits an entry out of, or into, a scope that is not theirs.
    Refusals: as those of `perform()`, and mapping.UnknownNames.
    """
    lock(entry, version=version)
    entry.refresh_from_db()
    before: Any = mapping.document_of(entry.record)
    name = "edit" if permissions.can(by, "edit", entry) else "translate"
    permissions.check(by, name, entry)
    _check_nameable(document, documents.names(before), by)
    wanted = _as_written(document, before, by)
    if documents.normalized(wanted) == documents.normalized(before):
        return entry
    if name == "translate" and _in_source(wanted) != _in_source(before):
        raise permissions.NotPermitted(_("You may change texts in other languages than the source, and nothing else."))
    mapping.write(wanted, by=by)
    changes = sorted({change.path[0] for change in documents.diff(documents.dump(before), documents.dump(wanted))})
    return perform(entry, name, by=by, changes=changes, before=before)


def _check_nameable(document: Document, named: Set[str], by: User) -> None:
    """Raise mapping.UnknownNames for entries that the person may not see and nobody may read, as for those that are
    not there; unless they were `named` before.
    """
    entries = {name for name in documents.names(document) - named if documents.kind_of(name) in documents.ENTRY_TYPES}
    mine = permissions.visible(Entry.objects.filter(identifier__in=entries), by).values_list("identifier", flat=True)
    if hidden := entries - set(mine) - catalogue.published(entries):
        raise mapping.UnknownNames(hidden)


def _as_written(document: Any, before: Any, by: User) -> Any:
    """The document as this person may write it: states of translations are kept, internal fields are the staff's."""
    kept = before or type(document)(identifier=document.identifier)
    if not permissions.roles_of(by) & permissions.STAFF:
        document = documents.restored(document, kept, documents.names(kept))
    return document.model_copy(update={"translations": kept.translations})


def _in_source(document: Any) -> Any:
    return _without_translations(documents.dump(document), document.source_language)


def _without_translations(value: Any, source: str) -> Any:
    if isinstance(value, list):
        return [_without_translations(item, source) for item in value]
    if isinstance(value, dict):
        if value.keys() <= LANGUAGES:
            return value.get(source)
        return {key: _without_translations(item, source) for key, item in value.items()}
    return value


@transaction.atomic
def discard(entry: Entry, *, by: User, version: int) -> None:
    """Throw a working copy away that was never published. Refusals: NotAllowed if it was, or if others name it;
    copies.Conflict; permissions.NotPermitted.
    """
    lock(entry, version=version)
    entry.refresh_from_db()
    permissions.check(by, "delete", entry)
    if catalogue.published([entry.identifier]):
        raise NotAllowed(_("What was published is never deleted; withdraw it instead."))
    try:
        entry.record.delete()
    except ProtectedError as error:
        raise NotAllowed(_("Other entries name %(identifier)s.") % {"identifier": entry.identifier}) from error
    remember([entry], "delete", by=by)
