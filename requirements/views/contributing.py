"""How does somebody propose something: choose what, answer three pages, send, confirm?"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from requirements import documents, permissions, proposals
from requirements.choices import EntryKind, ProposalKind, ProposalState
from requirements.models import Proposal, User
from requirements.proposals import PAGES, PageForm
from requirements.views import addresses
from requirements.views.forms import form_page, show_form, signed_in
from requirements.views.pages import page, show


def titles() -> dict[str, tuple[str, str]]:
    """Kind → heading of its form, and what it is for."""
    return {
        "requirement": (_("Propose a requirement"), _("What a system or a service has to do, in one sentence.")),
        "use_case": (_("Propose a use case"), _("A service that people get, step by step.")),
        "aspect": (_("Propose a standardization aspect"), _("A matter on which a standard is needed.")),
        "need": (_("Tell a need"), _("What your country lacks.")),
        "experience": (_("Share an experience"), _("What you tried, what helped and what stood in the way.")),
        "standard": (_("Name a standard"), _("A published standard that the registry should know.")),
        "correction": (_("Report a mistake"), _("Something on a page is wrong or out of date.")),
    }


@page
def contribute(request: HttpRequest, language: str) -> HttpResponseBase:
    """What can be proposed, and where to ask how far a proposal is. One query."""
    said = titles()
    kinds = [(kind, *said[kind]) for kind in ProposalKind]
    return show(request, "contribute.html", {"menu": "contribute", "kinds": kinds})


@form_page
def begin(request: HttpRequest, language: str, *, kind: str) -> HttpResponseBase:
    """The first page of a new proposal; it is stored when the page is sent, not before."""
    if kind not in ProposalKind:
        raise Http404
    proposal = begun(request, language, kind)
    if request.method != "POST":
        return _ask(request, proposal, 1, _form(proposal, 1, initial=_initial(proposal)))
    return _take(request, language, proposal, 1)


def begun(request: HttpRequest, language: str, kind: str) -> Proposal:
    """With `of`, the entry that it changes or the record that it says something about."""
    person: Any = request.user if request.user.is_authenticated else None
    return begun_on(kind, request.GET.get("of", ""), language, by=person)


def begun_on(kind: str, typed: str, language: str, *, by: User | None) -> Proposal:
    """A proposal about what was typed as its subject, if that can be one at all; 404 if it is none of this kind."""
    of = (addresses.canonical(typed) or "") if addresses.IdentifierConverter.is_one(typed) else ""
    if of and kind != ProposalKind.CORRECTION and (kind not in EntryKind or documents.kind_of(of) != kind):
        raise Http404
    try:
        return proposals.begin(kind, target=of, language=language, by=by)
    except proposals.NotOpen as refusal:
        raise Http404 from refusal


def _initial(proposal: Proposal) -> dict[str, Any]:
    return {"text_language": proposal.language, **proposal.answers}


@form_page
def write(request: HttpRequest, language: str, *, reference: str, key: str, step: int) -> HttpResponseBase:
    """A page of a proposal that was begun; with `check` what is wrong on it is said."""
    proposal = opened(request, reference, key)
    if step > len(PAGES[proposal.kind]):
        raise Http404
    if request.method == "POST":
        return _take(request, language, proposal, step)
    if proposal.state not in proposals.OPEN_TO_AUTHOR:
        return redirect(own_page(proposal, language))
    answered = {"data": proposal.answers} if "check" in request.GET else {"initial": _initial(proposal)}
    return _ask(request, proposal, step, _form(proposal, step, **answered))


def _form(proposal: Proposal, step: int, *args: Any, **options: Any) -> PageForm:
    """Who is signed in is not asked who they are."""
    return proposals.form_of(proposal.kind, step, *args, known=proposals.known_of(proposal), **options)


def opened(request: HttpRequest, reference: str, key: str, purpose: str = "write") -> Proposal:
    """The proposal that a private link opens; 404 to everybody else, as if there were none. That of an organization
    opens to its people alone, once they are signed in.
    """
    proposal = proposals.find(reference) if proposals.opens(reference, key, purpose) else None
    if proposal is None:
        raise Http404
    if proposal.organization:
        person = signed_in(request)
        if not permissions.can(person, "act_for_organization", proposal.organization):
            raise Http404
    return proposal


def own_page(proposal: Proposal, language: str, step: int | None = None) -> str:
    address = f"/{language}/proposals/{proposal.reference}/{proposals.key_of(proposal)}/"
    return f"{address}{step}/" if step else address


def _take(request: HttpRequest, language: str, proposal: Proposal, step: int) -> HttpResponseBase:
    """Store what was typed, right or wrong, and go on if it is right: to the next page, or on its way."""
    form = _form(proposal, step, request.POST)
    if form.is_trapped:
        return thanks(request)
    try:
        proposals.keep(proposal, _typed(request, form, step, proposal), language=language)
    except proposals.NotOpen:
        return redirect(own_page(proposal, language))
    if "later" in request.POST:
        return redirect(own_page(proposal, language))
    if not form.is_valid():
        return _ask(request, proposal, step, form, status=422)
    if step < len(PAGES[proposal.kind]):
        return redirect(own_page(proposal, language, step + 1))
    return _send(request, language, proposal, step, form)


def _typed(request: HttpRequest, form: PageForm, step: int, proposal: Proposal) -> dict[str, Any]:
    """The answers of the page; on the last one also the reply to what staff asked."""
    reply = request.POST.get("answer", "")[:5000].replace("\x00", "")
    is_last = step == len(PAGES[proposal.kind])
    replied = {"answer": reply} if is_last and proposal.state == ProposalState.RETURNED else {}
    return {**form.typed(), **replied}


def _send(request: HttpRequest, language: str, proposal: Proposal, step: int, form: PageForm) -> HttpResponseBase:
    if (wrong := proposals.wrong_page(proposal)) is not None:
        return redirect(f"{own_page(proposal, language, wrong)}?check=1")
    try:
        proposals.send(proposal)
    except proposals.REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, proposal, step, form, status=422)
    return redirect(own_page(proposal, language))


def _ask(request: HttpRequest, proposal: Proposal, step: int, form: PageForm, *, status: int = 200) -> HttpResponse:
    """A page of questions, with everything that is wrong above them."""
    title, about = titles()[proposal.kind]
    pages = len(PAGES[proposal.kind])
    context = {
        "menu": "contribute",
        "title": title,
        "about": about,
        "proposal": proposal,
        "link": own_page(proposal, proposal.language) if proposal.pk else "",
        "offline": _offline(proposal),
        "knows_author": bool(proposals.known_of(proposal)),
        "form": form,
        "step": step,
        "pages": pages,
        "is_last": step == pages,
        "questions": _questions(proposal) if step == pages else [],
    }
    return show_form(request, "propose.html", context, status=status)


def _offline(proposal: Proposal) -> str:
    """Where the form is taken along as a file, and brought back."""
    if proposal.pk:
        return f"{own_page(proposal, proposal.language)}form/"
    return f"/{proposal.language}/contribute/{proposal.kind}/form/" + (
        f"?of={proposal.target}" if proposal.target else ""
    )


def _questions(proposal: Proposal) -> list[str]:
    """What staff asked last, if they wait for an answer."""
    if proposal.state != ProposalState.RETURNED:
        return []
    asked = proposal.steps.filter(state=ProposalState.RETURNED).last()
    return [asked.note] if asked else []


def thanks(request: HttpRequest) -> HttpResponse:
    """A program that fills in what nobody sees gets a friendly page and leaves no trace."""
    return show(request, "error.html", {"title": _("Thank you"), "sentence": _("We have got it.")})
