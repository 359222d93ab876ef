"""How are an organization's own accounts let in, and what if the organization does not answer?"""

import logging
from collections.abc import Callable

from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from requests import RequestException

logger = logging.getLogger(__name__)
View = Callable[[HttpRequest, str], HttpResponse]


def _or_away(view: View) -> View:
    """allauth's view, but that a provider out of reach is no failure of ours."""

    def answer(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except RequestException as error:
            logger.warning("The provider of accounts is out of reach: %s", error)
            told = {"why": _("The organization does not answer. Try again later, or log in with a password.")}
            return render(request, "socialaccount/authentication_error.html", told, status=503)

    return answer


login, callback = _or_away(views.login), _or_away(views.callback)
