"""Which language does a reader want where the address does not say?"""

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from requirements.languages import CODES, DEFAULT


def accepted(request: HttpRequest) -> str:
    """The first of the browser's languages that is one of ours, whatever its region; English if none is."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    primary = (language.partition("-")[0] for language, _quality in wanted)
    return next((code for code in primary if code in CODES), DEFAULT)


def of_address(request: HttpRequest) -> str:
    """The language that the address begins with, else the one that the browser wants: for pages about a mistake."""
    first = request.path.lstrip("/").partition("/")[0]
    return first if first in CODES else accepted(request)
