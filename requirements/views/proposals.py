"""How far is a proposal? One page for everybody who knows its number, one for its author alone."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from requirements import catalogue, documents, proposals
from requirements.choices import UNCONFIRMED, EntryKind, ProposalState
from requirements.models import Proposal, ProposalStep
from requirements.views.comparison import Difference, differences
from requirements.views.contributing import opened, own_page, titles
from requirements.views.forms import form_page, show_form
from requirements.views.names import names_of


@form_page
def look_up(request: HttpRequest, language: str) -> HttpResponseBase:
    """From a number that was typed to its page."""
    typed = request.GET.get("number", "").strip().upper()
    proposal = _received(typed)
    return redirect(f"/{language}/proposals/{proposal.reference}/")


@form_page
def status(request: HttpRequest, language: str, *, reference: str) -> HttpResponseBase:
    """How far it is, why it was refused, as what it was published; nothing of what was proposed, unless its author
    agreed and staff have published it.
    """
    proposal = _received(reference)
    shows = proposal.shown and proposal.state == ProposalState.PUBLISHED
    return show_form(request, "proposal.html", _story(proposal, language, own=False, shows=shows))


def _received(reference: str) -> Proposal:
    """What has not reached staff is nobody's business."""
    proposal = proposals.find(reference)
    if proposal is None or proposal.state in UNCONFIRMED:
        raise Http404
    return proposal


@form_page
def own(request: HttpRequest, language: str, *, reference: str, key: str) -> HttpResponseBase:
    """The author's page: the link to keep, what staff asked, the way on."""
    proposal = opened(request, reference, key)
    context = _story(proposal, language, own=True, shows=proposal.state == ProposalState.PUBLISHED)
    context |= {"link": own_page(proposal, language), "write": own_page(proposal, language, 1)}
    return show_form(request, "proposal.html", context)


@form_page
def confirm(request: HttpRequest, language: str, *, reference: str, key: str) -> HttpResponseBase:
    """A button, not a link: programs that look into mail open every link."""
    proposal = opened(request, reference, key, "confirm")
    if request.method == "POST":
        confirmed = proposals.confirm(proposal)
        return redirect(own_page(confirmed, language))
    return show_form(request, "confirm.html", {"menu": "contribute", "proposal": proposal})


def _story(proposal: Proposal, language: str, *, own: bool, shows: bool) -> dict[str, Any]:
    steps = list(proposal.steps.all())
    outcome = names_of({proposal.outcome}, language).get(proposal.outcome) if proposal.outcome else None
    return {
        "menu": "contribute",
        "title": titles()[proposal.kind][0],
        "proposal": proposal,
        "own": own,
        "steps": [(step, _note(step, own=own)) for step in steps],
        "outcome": outcome,
        "shows": shows and proposal.document is not None,
        "differences": list(_differences(proposal)) if shows and proposal.document else [],
        "waits": proposal.state in proposals.OPEN_TO_AUTHOR,
    }


def _note(step: ProposalStep, *, own: bool) -> str:
    """Questions and answers are between staff and author; the reason of a refusal is for everybody."""
    return step.note if own or step.state == ProposalState.REFUSED else ""


def _differences(proposal: Proposal) -> Iterator[Difference]:
    """What changed between what was proposed and what was published first of it."""
    published = catalogue.editions_of(proposal.outcome).filter(published_at__gte=proposal.received_at)
    first = published.order_by("number").first()
    if first is None or proposal.kind not in EntryKind.values:
        return iter(())
    proposed = documents.parse({**(proposal.document or {}), "identifier": proposal.outcome})
    public = documents.public(proposed, catalogue.published(documents.names(proposed)))
    return differences(documents.diff(documents.dump_public(public), catalogue.content(first)))
