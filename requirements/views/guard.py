"""What is refused before any page is looked for, and what does a reader see when the database is away?"""

import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.cache import patch_cache_control

from requirements.outages import DATABASE_AWAY
from requirements.views.errors import bad_request, problem, too_large

RETRY_AFTER = "5"
# Bytes of a form around the file that it brings.
AROUND = 1024 * 1024


def guard(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Outermost middleware: NUL bytes are answered with 400, bodies beyond what any import takes with 413 before they
    are read, and what was made for one person is never cached.

    The API refuses NUL itself: it says in which parameter it is.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if _holds_nul(request):
            return bad_request(request, SuspiciousOperation("NUL"))
        if _announces_too_much(request):
            return too_large(request)
        response = get_response(request)
        if _is_personal(request, response):
            response.headers.pop("Cache-Control", None)
            patch_cache_control(response, private=True, no_store=True)
        return response

    return respond


def _holds_nul(request: HttpRequest) -> bool:
    """Whether anything that may become part of a query holds the one character that PostgreSQL refuses."""
    asked = "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", "")
    told = asked and not request.path.startswith("/api/")
    return told or any("\x00" in value for value in request.COOKIES.values())


def _announces_too_much(request: HttpRequest) -> bool:
    """Whether the body is longer than an upload may be. Without a length nothing of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length[:20]) > settings.IMPORT_UPLOAD_LIMIT + AROUND


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer may hold something meant for whoever sent a session or a token, or sets a cookie."""
    signed = "sessionid" in request.COOKIES or "HTTP_AUTHORIZATION" in request.META
    return signed or bool(response.cookies) or request.path.startswith(("/admin/", "/accounts/"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a database that is away or too busy is 503 and worth another try; everything else is ours.

    Runs while the exception is being handled, whichever layer raised it; it must not touch the database.
    """
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        return _page(request, 503, headers={"Retry-After": RETRY_AFTER})
    return _page(request, 500)


def _page(request: HttpRequest, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    headers = {"Cache-Control": "no-store", **(headers or {})}
    if request.path.startswith("/api/"):
        return problem(request, status, DETAILS[status], headers)
    return HttpResponse(loader.render_to_string(f"{status}.html"), status=status, headers=headers)


DETAILS = {500: "Internal error", 503: "The database is away; try again in a few seconds"}
