"""What does a reader see who asks for what is not there, or asks in a way that is refused?"""

import json
from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from requirements.views.language import of_address
from requirements.views.pages import show

SENTENCES = {
    400: (_("The request cannot be read"), _("Something in it is not as a browser sends it. Go back and try again.")),
    403: (_("You may not do this"), _("Sign in, or go back and send the form again.")),
    404: (
        _("There is no such page"),
        _("Nothing was published at this address, or it is mistyped. Identifiers look like REQ-0001 or UC-0001."),
    ),
    413: (_("The request is too large"), _("Send less at once.")),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refuse(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refuse(request, 403)


def too_large(request: HttpRequest) -> HttpResponse:
    return _refuse(request, 413)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same answer for what is hidden and for what was never there; it does not touch the database."""
    return _refuse(request, 404)


def problem(request: HttpRequest, status: int, detail: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """What a program reads where a person would see a page: RFC 9457, as all errors of the API."""
    title = HTTPStatus(status).phrase
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.path}
    kind = "application/problem+json"
    return HttpResponse(json.dumps(told), status=status, headers=headers, content_type=kind)


def _is_program(request: HttpRequest) -> bool:
    """Whether JSON is wanted; who takes anything is a person."""
    wanted = request.get_preferred_type(["text/html", "application/json", "application/ld+json"])
    return request.path.startswith("/api/") or wanted in ("application/json", "application/ld+json")


def _refuse(request: HttpRequest, status: int) -> HttpResponse:
    if _is_program(request):
        with translation.override(translation.get_language_from_request(request)):
            return problem(request, status, str(SENTENCES[status][0]), {"Vary": "Accept, Accept-Language"})
    language = of_address(request)
    with translation.override(language):
        title, sentence = SENTENCES[status]
        response = show(request, "error.html", {"title": title, "sentence": sentence}, status=status, path="")
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ["Accept"])
    return response
