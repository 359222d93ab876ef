"""How does a public read of the API avoid what only the site needs: sessions, languages of pages, forms, messages?

Finding a document costs a few hundred microseconds, as much as the site's middleware. What protects (checks of the
host, security headers) stays.
"""

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.urls import resolve

GetResponse = Callable[[HttpRequest], HttpResponseBase]

PREFIX = "/api/"
METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def fast_path(get_response: GetResponse) -> GetResponse:
    """Middleware: reads of the API without cookie or token are answered here, all else goes on to the site's stack."""
    protected: Any = convert_exception_to_response(_answer)
    for layer in (XFrameOptionsMiddleware, SecurityMiddleware):
        protected = layer(protected)
    # The same for every answer without a nonce, so it is written once.
    policy = build_policy()

    def respond(request: HttpRequest) -> HttpResponseBase:
        if not _is_public_read(request):
            return get_response(request)
        response = protected(request)
        response.headers[HEADER] = policy
        return response

    return respond


def _is_public_read(request: HttpRequest) -> bool:
    meta = request.META
    return (
        request.path_info.startswith(PREFIX)
        and request.method in METHODS
        and not meta.get("HTTP_COOKIE")
        and not meta.get("HTTP_AUTHORIZATION")
    )


def _answer(request: HttpRequest) -> HttpResponseBase:
    # As CommonMiddleware does: a host that is not ours is refused.
    request.get_host()
    request.resolver_match = match = resolve(request.path_info)
    return match.func(request, *match.args, **match.kwargs)
