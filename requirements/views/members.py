"""What does a member organization find on its own page, and how do its focal points look after its people?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from requirements import dialogue, following, membership, permissions, proposals
from requirements.choices import CLOSED, ProposalState
from requirements.models import Following, Invitation, MemberOrganization, Proposal, User
from requirements.proposals import MailField, PageForm
from requirements.views.contributing import own_page, titles
from requirements.views.events import coming
from requirements.views.forms import form_page, row_key, show_form, signed_in
from requirements.views.names import names_of
from requirements.views.texts import shown

# The latest of each list; an organization that proposes more finds the rest by number.
PROPOSALS, EVENTS, DIALOGUES, PEOPLE = 200, 5, 10, 500


@form_page
def home(request: HttpRequest, language: str) -> HttpResponseBase:
    """What waits for the organization, what became of its proposals, what comes, and what the reader follows.

    Who acts for no organization finds what they follow. At most fifteen queries.
    """
    person = signed_in(request)
    if request.method == "POST":
        return _end(request, language, person)
    own = Following.objects.filter(follower__user=person)
    context: dict[str, Any] = {"menu": "members", "person": person, "followings": following.followed(own, language)}
    if organization := permissions.organization_of(person):
        context |= _of_organization(organization, person, language)
    return show_form(request, "member.html", context)


def _end(request: HttpRequest, language: str, person: User) -> HttpResponse:
    """Somebody ends what they follow; another's is not there."""
    own = Following.objects.filter(follower__user=person, pk=row_key(request.POST.get("end", ""))).first()
    if own is None:
        raise Http404
    following.end(own)
    return redirect(f"/{language}/members/#followed")


def _of_organization(organization: MemberOrganization, person: User, language: str) -> dict[str, Any]:
    latest = organization.proposals.select_related("by").order_by("-changed_at", "-pk")
    found = list(latest.defer("begun_with", "document")[:PROPOSALS])
    names = names_of({one.outcome for one in found if one.outcome}, language)
    rows = [(one, _row(one, names, language)) for one in found]
    opened = dialogue.readable(person).filter(closes_at__gt=timezone.now())[:DIALOGUES]
    return {
        "organization": organization,
        "is_focal_point": permissions.can(person, "manage_people", organization),
        "waiting": [row for one, row in rows if one.state in proposals.OPEN_TO_AUTHOR],
        "under_way": [row for one, row in rows if one.state not in (*proposals.OPEN_TO_AUTHOR, *CLOSED)],
        "decided": [row for one, row in rows if one.state in CLOSED],
        "experiences": [row["outcome"] for one, row in rows if _is_experience(one) and row["outcome"]],
        "events": coming(language)[:EVENTS],
        "dialogues": [(one, shown(one.title, language, one.source_language)) for one in opened],
    }


def _is_experience(proposal: Proposal) -> bool:
    return proposal.kind == "experience" and proposal.state == ProposalState.PUBLISHED


def _row(proposal: Proposal, names: Any, language: str) -> dict[str, Any]:
    """A proposal in a list, with the way on for whoever may write on it."""
    is_open = proposal.state in proposals.OPEN_TO_AUTHOR
    status = f"/{language}/proposals/{proposal.reference}/"
    return {
        "proposal": proposal,
        "title": proposal.answers.get("title") or proposal.answers.get("wrong") or titles()[proposal.kind][0],
        "kind": proposal.get_kind_display(),
        "address": own_page(proposal, language) if is_open else status,
        "outcome": names.get(proposal.outcome),
    }


class InvitationForm(PageForm):
    """Whom a focal point asks to join."""

    email = MailField()


@form_page
def people(request: HttpRequest, language: str) -> HttpResponseBase:
    """The people of the organization and who was invited; each button of the page does one thing to one of them."""
    person = signed_in(request)
    organization = permissions.organization_of(person)
    if organization is None or not permissions.can(person, "manage_people", organization):
        raise PermissionDenied
    form = InvitationForm(request.POST if request.method == "POST" and "invite" in request.POST else None)
    refusal = ""
    if request.method == "POST":
        try:
            if _acted(request, organization, person, form, language):
                return redirect(f"/{language}/members/people/" if _still(person) else f"/{language}/members/")
        except (membership.NotPossible, permissions.NotPermitted) as refused:
            refusal = str(refused)
    context = {
        "menu": "members",
        "organization": organization,
        "people": organization.people.order_by("-is_active", "username")[:PEOPLE],
        "person": person,
        "invitations": organization.invitations.all(),
        "days": membership.DAYS,
        "form": form,
        "refusal": refusal,
    }
    return show_form(request, "people.html", context, status=422 if refusal or form.errors else 200)


def _still(person: User) -> bool:
    """Who has handed over has no business on the page of the people any more."""
    return User.objects.filter(pk=person.pk, is_focal_point=True).exists()


def _acted(
    request: HttpRequest, organization: MemberOrganization, person: User, form: InvitationForm, language: str
) -> bool:
    """Whether what the button says is done; False if the form has to be shown again."""
    if form.is_bound:
        if form.is_valid() and not form.is_trapped:
            membership.invite(organization, form.cleaned_data["email"], by=person, language=language)
        return form.is_valid()
    act, number = next(((name, request.POST[name]) for name in ACTS if name in request.POST), ("", ""))
    if not act:
        raise Http404
    ACTS[act](organization, row_key(number), person)
    return True


def _take_back(organization: MemberOrganization, number: int, by: User) -> None:
    invitation: Invitation | None = organization.invitations.filter(pk=number).first()
    if invitation is None:
        raise Http404
    membership.take_back(invitation, by=by)


def _to_person(act: Callable[..., None]) -> Callable[[MemberOrganization, int, User], None]:
    def to(organization: MemberOrganization, number: int, by: User) -> None:
        colleague = organization.people.filter(pk=number).first()
        if colleague is None:
            raise Http404
        act(colleague, by=by)

    return to


ACTS: dict[str, Callable[[MemberOrganization, int, User], None]] = {
    "take_back": _take_back,
    "deactivate": _to_person(membership.deactivate),
    "let_in": _to_person(membership.let_in_again),
    "hand_over": _to_person(membership.hand_over),
}


class AccountForm(PageForm):
    """What somebody who was invited chooses for an account of their own."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    username = forms.CharField(
        label=_("Name to sign in with"),
        help_text=_("Letters, digits and @/./+/-/_; it cannot be changed later."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least eight characters, not a common word. A second factor can be added afterwards."),
        max_length=1_000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )


@form_page
def accept(request: HttpRequest, language: str, *, number: int, key: str) -> HttpResponseBase:
    """From the link in the letter to an account, or to the one that the reader has signed in to."""
    found = membership.find(number, key)
    if found is None:
        raise Http404
    person = request.user if isinstance(request.user, User) else None
    form = AccountForm(request.POST if request.method == "POST" and not person else None)
    refusal = ""
    if request.method == "POST":
        try:
            if _joined(found, person, form, language):
                return redirect(f"/{language}/members/")
        except membership.NotPossible as refused:
            refusal = str(refused)
    context = {"menu": "members", "invitation": found, "person": person, "form": form, "refusal": refusal}
    return show_form(request, "invitation.html", context, status=422 if refusal or form.errors else 200)


def _joined(invitation: Invitation, person: User | None, form: AccountForm, language: str) -> bool:
    if person:
        membership.join(invitation, person)
        return True
    if not form.is_valid() or form.is_trapped:
        return False
    chosen = {name: form.cleaned_data[name] for name in ("name", "username", "password")}
    try:
        membership.make_account(invitation, language=language, **chosen)
    except ValidationError as refusal:
        for field, sentences in refusal.message_dict.items():
            form.add_error(field if field in form.fields else None, sentences)
    return form.is_valid()
