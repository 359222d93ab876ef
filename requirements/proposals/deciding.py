"""What do staff do with a proposal besides what the workflow of its working copy does?"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from requirements import documents, mapping, permissions, workflow
from requirements.choices import ProposalState, State
from requirements.models import Entry, History, Proposal, Standard, User
from requirements.proposals.merging import converted, is_convertible, merged


class NotHere(Exception):
    """The action does not lead on from where the proposal is, or lacks something; the text is shown."""


WAITING = (ProposalState.RECEIVED, ProposalState.IN_REVIEW)
# Decision → the states it starts from, and the one it leads to, for what has no working copy.
DECISIONS = {
    "start_review": ((ProposalState.RECEIVED,), ProposalState.IN_REVIEW),
    "return": (WAITING, ProposalState.RETURNED),
    "reject": (WAITING, ProposalState.REFUSED),
    "accept": (WAITING, ProposalState.ACCEPTED),
}
NEEDS_NOTE = {"return", "reject"}


def waiting(user: User) -> QuerySet[Proposal]:
    """Proposals that staff have to do something about: those of nobody and those that this person has taken."""
    return Proposal.objects.filter(Q(assigned_to=None) | Q(assigned_to=user), state__in=WAITING)


def decisions(proposal: Proposal) -> list[str]:
    """The decisions that start from where a proposal without a working copy is."""
    if proposal.entry_id is not None:
        return []
    return [name for name, (states, _target) in DECISIONS.items() if proposal.state in states]


@transaction.atomic
def assign(proposal: Proposal, person: User | None, *, by: User) -> None:
    """Say who looks after the proposal; NotHere if that person may not."""
    permissions.check(by, "handle_proposal")
    if person is not None and not permissions.can(person, "handle_proposal"):
        raise NotHere(_("%(person)s may not handle proposals.") % {"person": person})
    proposal.assigned_to = person
    proposal.save(update_fields=["assigned_to", "changed_at"])
    _remember(proposal, "assign", by, note=str(person or ""))


@transaction.atomic
def decide(proposal: Proposal, name: str, *, by: User, note: str = "", outcome: str = "") -> None:
    """Take a decision about a standard or a correction; entries are decided on as working copies."""
    proposal = _locked(proposal)
    permissions.check(by, "decide_proposal")
    if name not in decisions(proposal):
        raise NotHere(_("This does not lead on from where the proposal is."))
    if name in NEEDS_NOTE and not note.strip():
        raise NotHere(_("It needs a reason, which its author reads."))
    if name == "accept":
        _check_not_own(proposal, by)
        proposal.outcome = outcome or proposal.target
    workflow.step(proposal, DECISIONS[name][1], by=by.get_username(), note=note)
    _remember(proposal, name, by, note=note)


@transaction.atomic
def accept_standard(proposal: Proposal, identifier: str, *, by: User) -> Standard:
    """Publish a proposed standard as a reference record of its own; its author is told. What a person then adds, they
    add at the page of the standard.
    """
    proposal = _locked(proposal)
    permissions.check(by, "edit_reference")
    if proposal.kind != "standard" or "accept" not in decisions(proposal):
        raise NotHere(_("This does not lead on from where the proposal is."))
    if Standard.objects.filter(identifier=identifier).exists():
        raise NotHere(_("%(identifier)s is in the registry already.") % {"identifier": identifier})
    decide(proposal, "accept", by=by, outcome=identifier)
    answers, language = proposal.answers, proposal.answers.get("text_language") or proposal.language
    document = documents.parse(
        {
            "kind": "standard",
            "identifier": identifier,
            "title": {language: answers["title"]},
            "source_language": language,
            "designation": answers["designation"],
            "url": answers.get("address") or "",
            "source": answers.get("evidence") or "",
        }
    )
    record = workflow.save(document, by=by).record
    workflow.publish_reference(record, by=by)  # type: ignore[arg-type]
    return record  # type: ignore[return-value]


@transaction.atomic
def merge(proposal: Proposal, target: Entry, fields: Collection[str], *, by: User, version: int) -> Entry:
    """Take these fields of the proposal over into an entry of its kind; it goes on as that entry, and its own working
    copy is no more. Refusals: those of `workflow.replace()`, NotHere.
    """
    proposal = _locked(proposal)
    permissions.check(by, "handle_proposal")
    own = _own(proposal)
    if target.pk == own.pk or target.kind != own.kind:
        raise NotHere(_("A proposal is merged into another entry of its kind."))
    workflow.replace(target, merged(proposal, target, fields), by=by, version=version)
    Entry.objects.filter(pk=target.pk).update(proposed=True)
    _goes_on_as(proposal, target, own, by, "merge_proposal")
    return target


@transaction.atomic
def convert(proposal: Proposal, kind: str, *, by: User) -> Entry:
    """Make of a proposal an entry of another kind, with what both kinds have. Refusals: NotHere."""
    proposal = _locked(proposal)
    permissions.check(by, "handle_proposal")
    own = _own(proposal)
    if not is_convertible(proposal, kind):
        raise NotHere(_("It cannot be made an entry of this kind."))
    data = converted(mapping.document_of(own.record), kind, documents.MAIN_TEXT)
    entry = workflow.receive(documents.parse(data), reference=proposal.reference, by=proposal.by)
    proposal.kind = kind
    _goes_on_as(proposal, entry, own, by, "convert_proposal")
    return entry


def _own(proposal: Proposal) -> Entry:
    """The working copy of a proposal that nobody has decided on; it was never published."""
    own = proposal.entry
    if own is None or own.state not in (State.SUBMITTED, State.IN_REVIEW, State.RETURNED) or own.was_published:
        raise NotHere(_("This does not lead on from where the proposal is."))
    return own


def _goes_on_as(proposal: Proposal, entry: Entry, former: Entry, by: User, action: str) -> None:
    proposal.entry = entry
    proposal.save()
    workflow.give_up(former, by=by, action=action)
    _remember(proposal, action, by, note=entry.identifier)


def _locked(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update(of=("self",)).select_related("entry").get(pk=proposal.pk)


def _check_not_own(proposal: Proposal, by: User) -> None:
    if permissions.proposed_by(by).filter(pk=proposal.pk).exists():
        raise permissions.NotPermitted(_("Nobody approves their own proposal."))


def _remember(proposal: Proposal, action: str, by: User, *, note: str = "") -> None:
    History.objects.create(identifier=proposal.reference, action=action, by=by.get_username(), note=note)
