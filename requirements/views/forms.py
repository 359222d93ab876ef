"""How is a form of the site answered: never kept by anybody, slowed where it comes too fast, in the page's language?"""

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements import rates
from requirements.models import User
from requirements.sign_in.attempts import address
from requirements.views.pages import show

TOO_FAST = gettext_lazy(
    "Forms come too fast from your address. Nothing is lost: go back, wait a minute and send it again."
)


class SignInFirst(Exception):
    """The page is for somebody who has signed in; its address is gone on to afterwards."""


def signed_in(request: HttpRequest) -> User:
    """Who reads the page; SignInFirst if that is unknown."""
    if not isinstance(request.user, User) or not request.user.is_active:
        raise SignInFirst
    return request.user


def row_key(typed: str) -> int:
    """The key of a row that a button names; 0, which no row has, if it is none that a column could hold."""
    return int(typed) if typed.isdecimal() and len(typed) < 19 else 0


def form_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of one person's: no cache keeps it, and no search engine lists it."""

    @wraps(view)
    def answer(request: HttpRequest, language: str, **arguments: Any) -> HttpResponseBase:
        with translation.override(language):
            response = _answered(view, request, language, arguments)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Content-Language"] = language
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answer


def _answered(view: Any, request: HttpRequest, language: str, arguments: dict[str, Any]) -> HttpResponseBase:
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
    if request.method == "POST":
        try:
            rates.take("forms", address(request), settings.FORMS_PER_MINUTE)
        except rates.Exhausted as refusal:
            return too_fast(request, TOO_FAST, refusal)
    try:
        answered: HttpResponseBase = view(request, language, **arguments)
    except SignInFirst:
        return to_sign_in(request, language)
    return answered


def to_sign_in(request: HttpRequest, language: str) -> HttpResponse:
    """The one way in, which speaks the language of the page and leads back to it."""
    answered = redirect_to_login(request.get_full_path())
    answered.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return answered


def too_fast(request: HttpRequest, sentence: Any, refusal: rates.Exhausted) -> HttpResponse:
    """What is told to who has to wait, and how long."""
    page = show(request, "error.html", {"title": _("Too fast"), "sentence": sentence}, status=429)
    page.headers["Retry-After"] = str(max(1, math.ceil(refusal.seconds)))
    return page


def show_form(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page with a form that this browser may send back."""
    return show(request, template, {"csrf_token": get_token(request), **context}, status=status)
