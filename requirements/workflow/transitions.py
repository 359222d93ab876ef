"""Which ways lead from state to state, and what does each do?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from requirements import catalogue, documents, mapping, permissions
from requirements.choices import Standing, State, TranslationState
from requirements.documents import Change, Document
from requirements.models import Entry, User
from requirements.workflow.copies import COLUMNS, FIRST_CHANGE, lock, remember, store, take_stock
from requirements.workflow.duplicates import look_if_new
from requirements.workflow.publishing import (
    NothingToPublish,
    current_document,
    end,
    good_until,
    publish,
    publish_part,
)


class NotAllowed(Exception):
    """The transition does not lead on from here, or lacks its reason; the text is shown."""


@dataclass(frozen=True)
class Transition:
    """One way. `moves` maps the states it starts from to those it leads to; `needs_note` asks for a reason."""

    name: str
    label: Promise
    moves: dict[State, State]
    needs_note: bool = False
    # Whether staff are offered it as a button of its own; saving a form performs the others.
    button: bool = True


def _keeps(*states: State) -> dict[State, State]:
    return {state: state for state in states}


DRAFTING = {**_keeps(State.DRAFT, State.RETURNED), **FIRST_CHANGE}
ANYWHERE = _keeps(State.DRAFT, State.RETURNED, State.PUBLISHED, State.REJECTED)

TRANSITIONS: dict[str, Transition] = {
    transition.name: transition
    for transition in (
        Transition("create", gettext_lazy("Create"), _keeps(State.DRAFT), button=False),
        Transition("edit", gettext_lazy("Edit"), DRAFTING, button=False),
        Transition("translate", gettext_lazy("Translate"), ANYWHERE, button=False),
        Transition("confirm_translation", gettext_lazy("Confirm the translation"), ANYWHERE, button=False),
        Transition("assess", gettext_lazy("Assess"), ANYWHERE, button=False),
        Transition("submit", gettext_lazy("Submit"), {State.DRAFT: State.SUBMITTED, State.RETURNED: State.SUBMITTED}),
        Transition("recall", gettext_lazy("Take back"), {State.SUBMITTED: State.DRAFT}),
        Transition("start_review", gettext_lazy("Start review"), {State.SUBMITTED: State.IN_REVIEW}),
        Transition(
            "return",
            pgettext_lazy("to its author", "Return"),
            {State.SUBMITTED: State.RETURNED, State.IN_REVIEW: State.RETURNED, State.APPROVED: State.RETURNED},
            needs_note=True,
        ),
        Transition(
            "reject",
            gettext_lazy("Reject"),
            {State.SUBMITTED: State.REJECTED, State.IN_REVIEW: State.REJECTED},
            needs_note=True,
        ),
        Transition(
            "approve", gettext_lazy("Approve"), {State.SUBMITTED: State.APPROVED, State.IN_REVIEW: State.APPROVED}
        ),
        Transition("publish", gettext_lazy("Publish"), {State.APPROVED: State.PUBLISHED}),
        Transition("publish_translation", gettext_lazy("Publish a translation"), ANYWHERE, button=False),
        Transition("publish_coverage", gettext_lazy("Publish the coverage"), ANYWHERE, button=False),
        Transition("publish_links", gettext_lazy("Publish the links"), ANYWHERE, button=False),
        Transition("revert", gettext_lazy("Revert to an edition"), DRAFTING, button=False),
        Transition("revalidate", gettext_lazy("Confirm that it still holds"), ANYWHERE, button=False),
        Transition("withdraw", gettext_lazy("Withdraw"), ANYWHERE, needs_note=True),
        Transition("supersede", gettext_lazy("Supersede"), ANYWHERE, needs_note=True, button=False),
    )
}


@dataclass(frozen=True)
class Available:
    """A transition that starts from the entry's state, and why the person may not take it, if so."""

    transition: Transition
    refusal: str = ""


def available(entry: Entry, user: User) -> list[Available]:
    """The buttons for an entry in its state: those that the person may not press come with the reason."""
    return [
        Available(transition, _refusal(entry, transition, user))
        for transition in TRANSITIONS.values()
        if transition.button and entry.state in transition.moves
    ]


def why_not(entry: Entry, name: str, user: User) -> str:
    """Why a person may not take a transition from where the entry is; nothing if they may."""
    transition = TRANSITIONS[name]
    return _does_not_start(entry, transition) or _refusal(entry, transition, user)


def _does_not_start(entry: Entry, transition: Transition) -> str:
    if entry.state in transition.moves:
        return ""
    return _("“%(transition)s” does not start from the state “%(state)s”.") % {
        "transition": transition.label,
        "state": entry.get_state_display(),
    }


def _refusal(entry: Entry, transition: Transition, user: User) -> str:
    if sentence := permissions.refusal(user, transition.name, entry):
        return sentence
    if transition.name == "withdraw" and catalogue.current_of(entry.identifier) is None:
        return _("%(identifier)s was never published.") % {"identifier": entry.identifier}
    return _("It is not complete yet.") if transition.name == "publish" and entry.missing else ""


@transaction.atomic
def perform(entry: Entry, name: str, *, by: User, note: str = "", version: int | None = None, **details: Any) -> Entry:
    """Take one transition: lock, compare the version, check state, permission and reason, act, raise the version, and
    write one history row. All or nothing.

    Refusals: copies.Conflict, permissions.NotPermitted, NotAllowed, publishing.Incomplete, publishing.NothingToPublish,
    documents.Refused (a form holds what no document may). `details` by transition: `language` (translations;
    of `translate`, the one that was brought up to its source),
    `edition` (revert: the number), `successor` (supersede: an identifier), `changes` (edit: names of changed fields),
    `before` (edit: the document as it was under the lock, so that the history can say what differs).
    """
    transition = TRANSITIONS[name]
    lock(entry, version=version)
    entry.refresh_from_db(fields=COLUMNS)
    if refusal := _does_not_start(entry, transition):
        raise NotAllowed(refusal)
    permissions.check(by, name, entry)
    if transition.needs_note and not note.strip():
        raise NotAllowed(_("“%(transition)s” needs a reason.") % {"transition": transition.label})
    target = transition.moves[State(entry.state)]
    differences = EFFECTS.get(name, _nothing)(entry, by, note, details)
    entry.state = target
    entry.version += 1
    store(entry)
    if name != "publish":
        changes = details.get("changes", ())
        remember([entry], name, by=by, note=note, changes=changes, differences=differences or ())
    return entry


# What it changed in the document goes into the history, if it returns that.
Effect = Callable[[Entry, User, str, dict[str, Any]], Sequence[Change] | None]


def _nothing(entry: Entry, by: User, note: str, details: dict[str, Any]) -> None:
    """A transition that is a change of state and no more."""


def look_over(entry: Entry, *, states_given: bool = False) -> Document:
    """Take stock, and find what may say the same if the words have changed."""
    document = take_stock(entry, states_given=states_given)
    look_if_new(entry, document)
    return document


def _edit(entry: Entry, by: User, note: str, details: dict[str, Any]) -> Sequence[Change]:
    return _differences(details.get("before"), look_over(entry))


def _translate(entry: Entry, by: User, note: str, details: dict[str, Any]) -> Sequence[Change]:
    """Who says which language was worked on says that it goes with the source again, whether a word changed or not."""
    document = look_over(entry)
    language = details.get("language", "")
    if entry.translations.get(language) == TranslationState.OUTDATED:
        entry.translations[language] = TranslationState.DRAFT.value
        entry.outdated_sources.pop(language, None)
        entry.unpublished_changes = True
    return _differences(details.get("before"), document)


def _assess(entry: Entry, by: User, note: str, details: dict[str, Any]) -> None:
    """Coverage alone was written; it can be published alone, so the state stays."""
    take_stock(entry)


def _differences(before: Document | None, after: Document) -> Sequence[Change]:
    """What differs, without the states of translations, which follow from the texts."""
    if before is None:
        return ()
    found = documents.diff(documents.dump(before), documents.dump(after))
    return [change for change in found if change.path[0] != "translations"]


def _confirm_translation(entry: Entry, by: User, note: str, details: dict[str, Any]) -> None:
    language = details["language"]
    if language not in entry.translations:
        raise NotAllowed(_("There is no text in this language."))
    entry.translations[language] = TranslationState.REVIEWED.value
    entry.outdated_sources.pop(language, None)
    entry.unpublished_changes = True


def _publish(entry: Entry, by: User, note: str, details: dict[str, Any]) -> None:
    publish([entry], by=by, note=note)


def _publish_translation(entry: Entry, by: User, note: str, details: dict[str, Any]) -> None:
    publish_part(entry, f"translation:{details['language']}", note=note)


def _publish_coverage(entry: Entry, by: User, note: str, details: dict[str, Any]) -> None:
    publish_part(entry, "coverage", note=note)


def _publish_links(entry: Entry, by: User, note: str, details: dict[str, Any]) -> None:
    publish_part(entry, "links", note=note)


def _revert(entry: Entry, by: User, note: str, details: dict[str, Any]) -> Sequence[Change]:
    """Write the edition's document over the working copy; what the public projection leaves out stays as it is."""
    edition = catalogue.editions_of(entry.identifier).filter(number=details["edition"]).first()
    if edition is None:
        raise NothingToPublish(_("There is no such edition."))
    working: Any = mapping.document_of(entry)
    published = catalogue.published(documents.names(working))
    reverted = documents.restored(documents.parse(catalogue.document(edition)), working, published)
    mapping.write(reverted, by=by)
    entry.refresh_from_db()
    entry.translations = dict(reverted.translations)
    return _differences(working, look_over(entry, states_given=True))


def _revalidate(entry: Entry, by: User, note: str, details: dict[str, Any]) -> None:
    current_document(entry.identifier, Standing.IN_FORCE)
    entry.review_due = good_until()


def _withdraw(entry: Entry, by: User, note: str, details: dict[str, Any]) -> None:
    end(entry, Standing.WITHDRAWN, reason=note)
    entry.review_due = None


def _supersede(entry: Entry, by: User, note: str, details: dict[str, Any]) -> None:
    """The successor must be another entry in force, or the banner would lead nowhere or in a circle."""
    successor = details["successor"]
    if not catalogue.in_force(entry.kind).exclude(identifier=entry.identifier).filter(identifier=successor).exists():
        raise NotAllowed(
            _("“%(identifier)s” is no other entry of this kind that is in force.") % {"identifier": successor}
        )
    end(entry, Standing.SUPERSEDED, reason=note, successor=successor)
    entry.review_due = None


EFFECTS: dict[str, Effect] = {
    "create": _edit,
    "edit": _edit,
    "translate": _translate,
    "assess": _assess,
    "confirm_translation": _confirm_translation,
    "publish": _publish,
    "publish_translation": _publish_translation,
    "publish_coverage": _publish_coverage,
    "publish_links": _publish_links,
    "revert": _revert,
    "revalidate": _revalidate,
    "withdraw": _withdraw,
    "supersede": _supersede,
}
