"""How does somebody without a connection propose something: take the form along, fill it in, bring it back?"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from requirements import exchange, proposals
from requirements.choices import ProposalKind
from requirements.models import Proposal
from requirements.proposals import PAGES, offline
from requirements.spreadsheets import XLSX, attached
from requirements.views.contributing import begun, begun_on, opened, own_page, thanks, titles
from requirements.views.forms import form_page, show_form

MEDIA = {"xlsx": XLSX, "txt": "text/plain; charset=utf-8"}
# What is pasted at most, in characters.
PASTED = 200_000
# Of what a file says that it is about, so much is told back.
SAID = 60
REFUSALS = (offline.NotAForm, exchange.ExchangeError, proposals.NotOpen)


@form_page
def blank(request: HttpRequest, language: str, *, kind: str, medium: str) -> HttpResponseBase:
    """The form of a kind as a file, with what an entry says if it is to be changed."""
    if kind not in ProposalKind:
        raise Http404
    return _file(begun(request, language, kind), language, medium)


@form_page
def own_blank(request: HttpRequest, language: str, *, reference: str, key: str, medium: str) -> HttpResponseBase:
    """The form with what its author has answered so far."""
    return _file(opened(request, reference, key), language, medium)


def _file(proposal: Proposal, language: str, medium: str) -> HttpResponseBase:
    title, _about = titles()[proposal.kind]
    answers = {"text_language": language, **proposal.answers}
    form = offline.Blank(proposal.kind, title, language, proposal.target, answers)
    content = offline.WRITERS[medium](form)
    return attached(HttpResponse(content), MEDIA[medium], f"{proposal.kind}-{language}.{medium}")


@form_page
def bring(request: HttpRequest, language: str, *, kind: str) -> HttpResponseBase:
    """The forms of a kind to take along, and where a filled one begins a proposal."""
    if kind not in ProposalKind:
        raise Http404
    proposal = begun(request, language, kind)
    if request.method != "POST":
        return _ask(request, proposal, language)
    return _taken(request, language, proposal)


@form_page
def bring_again(request: HttpRequest, language: str, *, reference: str, key: str) -> HttpResponseBase:
    """The same for a proposal that was begun; what is brought replaces its answers."""
    proposal = opened(request, reference, key)
    if request.method != "POST":
        return _ask(request, proposal, language)
    return _taken(request, language, proposal)


def _taken(request: HttpRequest, language: str, proposal: Proposal) -> HttpResponse:
    """Store what a file says, right or wrong, and tell what is wrong and where."""
    if request.POST.get("website"):
        return thanks(request)
    try:
        filled = offline.read(*_sent(request))
        proposal = _proposal_of(filled, proposal, language)
        proposals.keep(proposal, offline.answers_of(filled), language=language)
    except REFUSALS as refusal:
        return _ask(request, proposal, language, refusal=str(refusal), status=422)
    wrong = offline.wrong_in(filled)
    return _ask(request, proposal, language, wrong=wrong, is_read=True, status=422 if wrong else 200)


def _sent(request: HttpRequest) -> tuple[str, bytes]:
    """(name, content) of the file, or of what was pasted; no more than one byte beyond what is read."""
    file = request.FILES.get("file")
    if file is not None:
        return file.name or "", file.read(offline.LIMIT + 1)
    return "", request.POST.get("text", "")[:PASTED].encode(errors="replace")


def _proposal_of(filled: offline.Filled, proposal: Proposal, language: str) -> Proposal:
    """The proposal that a file belongs to: it says itself what it changes. NotAForm if it is the form of another, or of
    nothing that there is.
    """
    is_other = filled.kind != proposal.kind or (proposal.pk and filled.target != proposal.target)
    if is_other:
        raise offline.NotAForm("another_form", title=" ".join((titles()[filled.kind][0], filled.target)).strip())
    if proposal.pk or filled.target == proposal.target:
        return proposal
    try:
        return begun_on(filled.kind, filled.target, language, by=proposal.by)
    except Http404 as error:
        raise offline.NotAForm("no_subject", name=filled.target[:SAID]) from error


def _ask(
    request: HttpRequest,
    proposal: Proposal,
    language: str,
    *,
    wrong: list[offline.Wrong] | None = None,
    refusal: str = "",
    is_read: bool = False,
    status: int = 200,
) -> HttpResponse:
    title, _about = titles()[proposal.kind]
    link = own_page(proposal, language) if proposal.pk else ""
    query = f"?of={proposal.target}" if proposal.target and not link else ""
    context: dict[str, Any] = {
        "menu": "contribute",
        "title": title,
        "proposal": proposal,
        "link": link,
        "here": f"{link or f'/{language}/contribute/{proposal.kind}/'}form",
        "query": query,
        "wrong": wrong or [],
        "refusal": refusal,
        "is_read": is_read,
        "last": len(PAGES[proposal.kind]),
    }
    return show_form(request, "offline_form.html", context, status=status)
