"""How does an answer travel: what may be kept and for how long, who may read it, and when is nothing sent again?"""

import math
from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _

from requirements import deployment
from requirements.api.problems import Problem

JSON = "application/json"
CACHE_CONTROL = "public, max-age=60"
METHODS = "GET, HEAD, OPTIONS"
# Anybody's script may read what anybody may read; without credentials nothing is at stake.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "As-Of, Content-Language, ETag, Last-Modified, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def tag(*parts: object) -> str:
    """A strong entity tag of everything that the answer follows from, the code that makes it among that."""
    return stored_tag(deployment.digest(), settings.BASE_URL, *parts)


def stored_tag(*parts: object) -> str:
    """A strong entity tag of what is sent as it is stored, by whatever code."""
    return f'"{blake2b("|".join(map(str, parts)).encode(), digest_size=12).hexdigest()}"'


def _last_modified(modified: datetime | None) -> int | None:
    """The second by which a change was over; None before, since another may follow in it that no date could tell."""
    over = modified and math.ceil(modified.timestamp())
    return over if over and over <= timezone.now().timestamp() else None


def unchanged(request: HttpRequest, etag: str, modified: datetime | None) -> HttpResponseBase | None:
    """304 if the client has this state already, else None; a condition that cannot hold is a Problem, 412."""
    response = get_conditional_response(request, etag, _last_modified(modified))
    if response is None:
        return None
    if response.status_code == 412:
        raise Problem(412, _("What was asked for is not in the state that the condition demands."))
    return validated(response, etag, modified)


def of_moment(
    request: HttpRequest, moment: datetime, body: Callable[[], bytes], content_type: str = JSON
) -> HttpResponseBase:
    """What follows from the address and the publication at a moment alone: 304 without making the body, or the body."""
    etag = tag(moment, request.get_full_path())
    return unchanged(request, etag, moment) or send(body(), etag, moment, content_type)


def send(body: bytes, etag: str, modified: datetime | None = None, content_type: str = JSON) -> HttpResponseBase:
    """200 with the bytes."""
    return validated(HttpResponse(body, content_type=content_type), etag, modified)


def validated(response: HttpResponseBase, etag: str, modified: datetime | None) -> HttpResponseBase:
    """The response with what says which state it is of and how long it may be kept."""
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["ETag"] = etag
    if over := _last_modified(modified):
        response.headers["Last-Modified"] = http_date(over)
    return response


def travelling(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """The response as it leaves: open to any origin, its length known, and for HEAD without its body."""
    for name, value in CORS.items():
        response.headers[name] = value
    # Said of every answer, not only of those that were long enough to be compressed.
    patch_vary_headers(response, ["Accept-Encoding"])
    if isinstance(response, HttpResponse) and response.content:
        response.headers["Content-Length"] = str(len(response.content))
        if request.method == "HEAD":
            response.content = b""
    return response


def absolute(path: str) -> str:
    """The public address of a path, whatever name the request came under."""
    return f"{settings.BASE_URL}{path}"
