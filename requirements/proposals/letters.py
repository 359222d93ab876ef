"""What does a letter to the author of a proposal say?"""

from typing import Any

from django.conf import settings
from django.template import loader

from requirements.models import Letter, Proposal, ProposalStep
from requirements.proposals.writing import key_of


def letter(owed: Letter) -> str:
    """The text in the active language, its first line the subject. The private link is made now and kept nowhere."""
    proposal = Proposal.objects.get(reference=owed.about)
    return loader.render_to_string(f"letters/{owed.kind}.txt", _context(owed, proposal))


def _context(owed: Letter, proposal: Proposal) -> dict[str, Any]:
    page = f"{settings.BASE_URL}/{owed.language}/proposals/{proposal.reference}/"
    step = ProposalStep.objects.filter(pk=owed.parameters.get("step")).first()
    return {
        "proposal": proposal,
        "step": step,
        "title": proposal.answers.get("title") or proposal.target,
        "status": page,
        "own": f"{page}{key_of(proposal)}/",
        "confirm": f"{page}confirm/{key_of(proposal, 'confirm')}/",
        "outcome": f"{settings.BASE_URL}/id/{proposal.outcome}" if proposal.outcome else "",
    }
