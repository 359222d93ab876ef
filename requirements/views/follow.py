"""How does a reader follow a record, a provision or a filter, by a feed or by mail, and end it again?"""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from requirements import following
from requirements.choices import Rhythm
from requirements.filters import Invalid
from requirements.following import NotFollowed, Subject
from requirements.models import Follower, Following, User
from requirements.proposals import OwnMailField, PageForm
from requirements.views import addresses
from requirements.views.forms import form_page, row_key, show_form
from requirements.views.pages import invalid, show


class FollowForm(PageForm):
    """Where digests go, and how often; who is signed in is not asked for an address."""

    email = OwnMailField(help_text=gettext_lazy("You get a link there to confirm it. It serves for nothing else."))
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Rhythm.choices, initial=Rhythm.WEEKLY, widget=forms.RadioSelect
    )


@form_page
def follow(request: HttpRequest, language: str) -> HttpResponseBase:
    """The feed of what the query string names, and a form to get it by mail."""
    try:
        subject = following.subject_of(request.GET)
    except Invalid as error:
        return invalid(request, error)
    except NotFollowed as refusal:
        raise Http404 from refusal
    person = request.user if isinstance(request.user, User) and request.user.email else None
    form = FollowForm(request.POST if request.method == "POST" else None)
    if person:
        del form.fields["email"]
    if form.is_trapped:
        return _thanks(request)
    if form.is_valid() and _asked(subject, form, person, language):
        return redirect(f"/{language}/members/#followed") if person else _thanks(request)
    context = {
        "menu": "search",
        "what": following.described(subject, language),
        "back": _page_of(subject, language),
        "feed": _feed_of(subject, language),
        "form": form,
        "person": person,
    }
    return show_form(request, "follow.html", context, status=422 if form.errors else 200)


def _asked(subject: Subject, form: FollowForm, person: User | None, language: str) -> bool:
    told = {name: form.cleaned_data[name] for name in ("email", "rhythm") if name in form.fields}
    try:
        following.ask(subject, language=language, by=person, **told)
    except NotFollowed as refusal:
        # To a stranger a refusal would tell what the address follows: who follows a thing already gets no letter.
        if person:
            form.add_error(None, str(refusal))
    return form.is_valid()


def _thanks(request: HttpRequest) -> HttpResponse:
    """The same whether the address is known, follows this already, or was typed by a program."""
    sentence = _("A letter is on its way to you: open the link in it. If you follow this already, no letter comes.")
    return show(request, "error.html", {"title": _("Thank you"), "sentence": sentence})


def _page_of(subject: Subject, language: str) -> str:
    if subject.identifier:
        return addresses.page(subject.identifier, language)
    return f"/{language}/search/{'?' if subject.query else ''}{subject.query}"


def _feed_of(subject: Subject, language: str) -> str:
    if subject.identifier:
        return f"{addresses.page(subject.identifier, language)}news.atom"
    return f"/{language}/search.atom{'?' if subject.query else ''}{subject.query}"


@form_page
def confirm(request: HttpRequest, language: str, *, number: int, key: str) -> HttpResponseBase:
    """A button, not a link: programs that look into mail open every link."""
    found: Following = _found(Following, number, key)
    if request.method != "POST":
        return show_form(request, "confirm.html", {"menu": "search", "what": following.described(found, language)})
    try:
        following.confirm(found, language=language)
    except NotFollowed as refusal:
        return show(request, "error.html", {"title": _("Not followed"), "sentence": str(refusal)}, status=422)
    follower = found.follower
    return redirect(f"/{language}/following/{follower.pk}/{following.key_of(follower)}/")


def _found(model: Any, number: int, key: str) -> Any:
    found = following.find(model, number, key)
    if found is None:
        raise Http404
    return found


@form_page
def own(request: HttpRequest, language: str, *, number: int, key: str) -> HttpResponseBase:
    """What an address follows, for who has a link out of a letter; each can be ended, and all at once."""
    found: Follower = _found(Follower, number, key)
    if request.method == "POST":
        return _ended(request, found)
    context: dict[str, Any] = {"menu": "search", "email": found.email}
    context["followings"] = following.followed(found.followings.all(), language)
    return show_form(request, "following.html", context)


def _ended(request: HttpRequest, follower: Follower) -> HttpResponse:
    number = request.POST.get("end", "")
    if number == "all":
        following.end_all(follower)
        return _over(request)
    one = follower.followings.filter(pk=row_key(number)).first()
    if one is None:
        raise Http404
    following.end(one)
    return redirect(request.path) if Follower.objects.filter(pk=follower.pk).exists() else _over(request)


def _over(request: HttpRequest) -> HttpResponse:
    sentence = _("You follow nothing by mail any more, and your address is deleted.")
    return show(request, "error.html", {"title": _("Ended"), "sentence": sentence})


@csrf_exempt
def end_all(request: HttpRequest, language: str, *, number: int, key: str) -> HttpResponseBase:
    """What a mail program asks for at the press of its own button (RFC 8058): no session, no token but the key, and
    nobody is slowed who wants no more mail. A second time is as good as the first.
    """
    if request.method != "POST":
        return redirect(f"/{language}/following/{number}/{key}/")
    found = following.find(Follower, number, key)
    if found is not None:
        following.end_all(found)
    return _private(_over(request))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
