"""What is the author of a proposal told when its working copy moves on?

Every action leaves its row of history by one door, and so do the steps and the letters that follow from it: nothing
that staff decide is left untold, whichever face they used.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from requirements.choices import ProposalState
from requirements.models import Letter, Proposal, ProposalStep, User

# What an author hears of; the other transitions are the staff's own affair.
TOLD = {
    "start_review": ProposalState.IN_REVIEW,
    "return": ProposalState.RETURNED,
    "reject": ProposalState.REFUSED,
    "approve": ProposalState.ACCEPTED,
    "publish": ProposalState.PUBLISHED,
}
# What staff write beside the others is for themselves.
FOR_THE_AUTHOR = {"return", "reject"}


def tell(records: Iterable[Any], action: str, *, by: User | None, note: str = "") -> None:
    """Move the open proposals behind the entries on, and write to their authors. No query where none was proposed."""
    proposed = [record.pk for record in records if getattr(record, "proposed", False)] if action in TOLD else []
    said = note if action in FOR_THE_AUTHOR else ""
    if proposed:
        for proposal in _open().filter(entry__in=proposed):
            step(proposal, TOLD[action], by=by.get_username() if by else "", note=said)


def _open() -> Any:
    """A published proposal is done: what becomes of the entry afterwards is no news of it. A refused one may go on."""
    return Proposal.objects.select_for_update().exclude(state=ProposalState.PUBLISHED)


def step(
    proposal: Proposal, state: ProposalState, *, by: str, note: str = "", tell_author: bool = True
) -> ProposalStep:
    """Bring the proposal into a state: a row of its story, and a letter to its author unless it was their own step."""
    proposal.state = state
    if state in (ProposalState.ACCEPTED, ProposalState.PUBLISHED) and proposal.entry:
        proposal.outcome = proposal.entry.identifier
    if proposal.received_at is None:
        proposal.received_at = timezone.now()
    proposal.save(update_fields=["state", "outcome", "received_at", "changed_at"])
    taken = ProposalStep.objects.create(proposal=proposal, state=state, note=note, by=by)
    if tell_author:
        owe(proposal, "proposal_step", step=taken.pk)
    return taken


def owe(proposal: Proposal, kind: str, **parameters: Any) -> Letter:
    """A letter to the author, in the language that they used."""
    return Letter.objects.create(
        kind=kind,
        to=proposal.email,
        language=proposal.language,
        about=proposal.reference,
        parameters=parameters,
        due_at=timezone.now(),
    )
