"""Which language does a reader want: the one that the address says, else the one that the browser prefers?"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from requirements.languages import CODES, DEFAULT


def by_address(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what the browser prefers counts only where the address says no language. So a shared cache keeps each
    page once, not once for every way in which browsers write their preferences.
    """
    preferred: Any = LocaleMiddleware(get_response)

    def respond(request: HttpRequest) -> Any:
        language = request.path.lstrip("/").partition("/")[0]
        if language not in CODES:
            return preferred(request)
        with translation.override(language):
            return get_response(request)

    return respond


def accepted(request: HttpRequest) -> str:
    """The first of the browser's languages that is one of ours, whatever its region; English if none is."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    primary = (language.partition("-")[0] for language, _quality in wanted)
    return next((code for code in primary if code in CODES), DEFAULT)


def of_address(request: HttpRequest) -> str:
    """The language that the address begins with, else the one that the browser wants: for pages about a mistake."""
    first = request.path.lstrip("/").partition("/")[0]
    return first if first in CODES else accepted(request)
