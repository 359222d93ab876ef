"""What becomes of a record when it is published, wholly or in part?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from requirements import catalogue, checks, documents, mapping, permissions
from requirements.choices import ACTION_MOVES, ActionState, FactConfidence, Standing, State
from requirements.documents import Change, Document, Problem
from requirements.mapping import Record
from requirements.models import Edition, Entry, Reference, User, update_rows
from requirements.workflow.copies import differs_from_edition, lock, remember
from requirements.workflow.drift import moved
from requirements.workflow.editions import Draft, freeze, not_frozen

GOOD_FOR = timedelta(days=365)


class Incomplete(Exception):
    """Publishing was refused: `problems` says for each identifier everything that is missing. Nothing was published."""

    def __init__(self, problems: dict[str, list[Problem]]) -> None:
        self.problems = problems
        super().__init__(
            "; ".join(
                _("%(identifier)s: %(problems)s")
                % {"identifier": identifier, "problems": " ".join(checks.sentence(problem) for problem in found)}
                for identifier, found in problems.items()
            )
        )


class NothingToPublish(Exception):
    """There is no edition that the action could follow, or the part cannot go alone; the text says which."""


@transaction.atomic
def publish(records: Sequence[Record], *, by: User | None, note: str = "") -> list[Edition]:
    """Freeze the working copies as they are, all at one moment or none; what says nothing new gets no new edition.

    Refuses with Incomplete, naming everything missing in every record. Links among the records count as published.
    The caller has checked state and permission: for entries that is `perform(…, "publish")`.
    """
    working = mapping.documents_by_identifier(records)
    _demand_complete(working)
    named = {name for document in working.values() for name in documents.names(document)}
    published = catalogue.published(named) | {name for name in named if name.partition("#")[0] in working}
    drafts = [Draft(documents.public(document, published), reason=note) for document in working.values()]
    _check_mandates([draft.document for draft in drafts if draft.document.kind in ("action", "resolution")], by)
    editions = freeze(_news(drafts))
    moved(editions)
    _settle([record for record in records if isinstance(record, Entry)], working, published)
    remember(
        records, "publish", by=by, note=note, editions={edition.identifier: edition.number for edition in editions}
    )
    return editions


def _demand_complete(working: dict[str, Document]) -> None:
    problems = {identifier: checks.missing(document) for identifier, document in working.items()}
    if lacking := {identifier: found for identifier, found in problems.items() if found}:
        raise Incomplete(lacking)


def _check_mandates(documents_of_mandates: Sequence[Any], by: User | None) -> None:
    """Actions go from state to state as ACTION_MOVES has it; completing one, and showing an official text, take rights
    of their own. One query, none without any mandate. Incomplete, or permissions.NotPermitted.
    """
    if not documents_of_mandates:
        return
    current = catalogue.current("action", "resolution").filter(
        identifier__in=[document.identifier for document in documents_of_mandates]
    )
    former = {edition.identifier: catalogue.document(edition) for edition in current}
    problems = {}
    for document in documents_of_mandates:
        before = former.get(document.identifier, {})
        if document.kind == "resolution":
            _check_shown(document, before, by)
        elif found := _moved(document, before, by):
            problems[document.identifier] = [found]
    if problems:
        raise Incomplete(problems)


def _check_shown(document: Any, before: dict[str, Any], by: User | None) -> None:
    shown = {(text.language, text.label) for text in document.official_texts if text.shown}
    known = {(text["language"], text["label"]) for text in before.get("official_texts", []) if text["shown"]}
    if by and shown != known:
        permissions.check(by, "show_official_text")


def _moved(action: Any, before: dict[str, Any], by: User | None) -> Problem | None:
    """What is wrong with the way from the published state of an action to its new one."""
    state = ActionState(before.get("state", ActionState.NOT_STARTED))
    if action.state == before.get("state"):
        return None
    if by and action.state == ActionState.COMPLETED:
        permissions.check(by, "complete_action")
    if before and action.state not in ACTION_MOVES[state]:
        return Problem("state_does_not_follow", ("state",), {"former": state, "value": action.state})
    return None


def _news(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that say something which their current edition does not. One query."""
    current = catalogue.current().filter(identifier__in=[draft.document.identifier for draft in drafts])
    editions = {edition.identifier: edition for edition in current}
    return [draft for draft in drafts if _is_news(draft, editions.get(draft.document.identifier))]


def _is_news(draft: Draft, edition: Edition | None) -> bool:
    if edition is None or edition.standing != draft.standing:
        return True
    return catalogue.content(edition) != documents.dump_public(draft.document)


def _settle(entries: Sequence[Entry], working: dict[str, Document], published: set[str]) -> None:
    """The entries are as published, and good for a while; what was left out is kept, to be told when it can follow."""
    for entry in entries:
        entry.state, entry.unpublished_changes, entry.was_published = State.PUBLISHED, False, True
        entry.review_due = good_until()
        entry.withheld = sorted(documents.withheld(working[entry.identifier], published))
    columns = ["state", "unpublished_changes", "was_published", "review_due", "withheld"]
    update_rows(entries, columns)


def good_until() -> date:
    """Until when what was looked at today need not be looked at again."""
    return timezone.now().date() + GOOD_FOR


@transaction.atomic
def release(records: Sequence[Record], *, by: User | None, note: str = "") -> list[Edition]:
    """Publish without walking the transitions: the shipped corpus and a restored backup."""
    return publish(records, by=by, note=note)


@transaction.atomic
def publish_reference(record: Reference, *, by: User, changes: Sequence[str] = ()) -> list[Edition]:
    """Raise the version of a reference record that a face has just saved, and publish it at once.

    NotPermitted unless the person may edit reference records; the caller held `lock()` while it saved.
    """
    permissions.check(by, "edit_reference", record)
    record.version += 1
    record.save(update_fields=["version"])
    remember([record], "edit", by=by, changes=changes)
    return publish([record], by=by)


@transaction.atomic
def confirm_facts(records: Sequence[Reference], *, by: User) -> list[Edition]:
    """A person has looked up every fact of these reference records in its source: nothing is marked any more.

    Who and when are kept with each record and in the history, and the records are published at once. Those that have
    nothing to confirm stay as they are.
    """
    permissions.check(by, "edit_reference")
    for record in records:
        permissions.check(by, "edit_reference", record)
    confirmed = [record for record in records if record.is_to_be_confirmed]
    for record in confirmed:
        lock(record, version=record.version)
        record.confidence, record.to_confirm = FactConfidence.VERIFIED, []
        record.confirmed_by, record.confirmed_on = by.get_username(), timezone.localdate()
        record.version += 1
        record.save(update_fields=["confidence", "to_confirm", "confirmed_by", "confirmed_on", "version"])
    remember(confirmed, "confirm_facts", by=by)
    return publish(confirmed, by=by)


def current_document(identifier: str, *standings: Standing) -> Document:
    """The document of the current edition; NothingToPublish if there is none, or none of these standings if given."""
    return current_documents([identifier], *standings)[0]


def current_documents(identifiers: Sequence[str], *standings: Standing) -> list[Document]:
    """`current_document()` of each, for one query."""
    editions = {edition.identifier: edition for edition in catalogue.current().filter(identifier__in=identifiers)}
    return [_document(editions.get(identifier), identifier, standings) for identifier in identifiers]


def _document(edition: Edition | None, identifier: str, standings: Sequence[Standing]) -> Document:
    if edition is None:
        raise NothingToPublish(_("%(identifier)s was never published.") % {"identifier": identifier})
    if standings and edition.standing not in standings:
        raise NothingToPublish(
            _("The current edition of %(identifier)s is not in force (%(standing)s).")
            % {"identifier": identifier, "standing": edition.get_standing_display()}
        )
    return documents.parse(catalogue.document(edition))


@transaction.atomic
def publish_part(entry: Entry, part: str, *, note: str = "") -> Edition:
    """A further edition that differs from the current one in one part alone: `translation:fr`, `coverage` or `links`.

    The working copy's other changes stay where they are. NothingToPublish if the current edition is not in force, if
    the text that a translation goes with is not the published one any more, or if the part says nothing new.
    """
    current = current_document(entry.identifier, Standing.IN_FORCE)
    document = mapping.document_of(entry)
    published = catalogue.published(documents.names(document)) | {entry.identifier}
    try:
        changed = documents.replace_part(current, documents.public(document, published), part)
    except documents.CannotReplace as error:
        raise NothingToPublish(_("The text in its source language has changed since it was published.")) from error
    if changed == current:
        raise NothingToPublish(_("This part is published already."))
    (edition,) = freeze([Draft(changed, reason=note)])
    entry.unpublished_changes = differs_from_edition(document)
    entry.withheld = sorted(documents.withheld(document, published))
    Entry.objects.filter(pk=entry.pk).update(unpublished_changes=entry.unpublished_changes, withheld=entry.withheld)
    return edition


def end(entry: Entry, standing: Standing, *, reason: str, successor: str | None = None) -> Edition:
    """A further edition of the published text with another standing; the page stays, under a banner.

    NothingToPublish if the current edition has that standing already, unless it is for another successor.
    """
    others = [other for other in Standing if other != standing]
    allowed = [*others, standing] if standing is Standing.SUPERSEDED else others
    (edition,) = freeze([Draft(current_document(entry.identifier, *allowed), standing, reason, successor)])
    return edition


def preview(entry: Entry) -> Edition:
    """The edition that publishing now would make, complete or not; stored nowhere, so it has no key."""
    document = mapping.document_of(entry)
    public = documents.public(document, catalogue.published(documents.names(document)) | {entry.identifier})
    return not_frozen(Draft(public), catalogue.current_of(entry.identifier))


def unpublished_differences(entry: Entry) -> list[Change]:
    """What publishing now would change for readers; all fields if it was never published."""
    document = mapping.document_of(entry)
    public: Any = documents.dump_public(documents.public(document, catalogue.published(documents.names(document))))
    edition = catalogue.current_of(entry.identifier)
    return documents.diff(catalogue.content(edition) if edition else {}, public)
