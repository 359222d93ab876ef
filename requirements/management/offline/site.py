"""Which pages of the site are in the offline edition, and what does each say?

Pages are asked for by their addresses, as a browser would, without a server in between.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import Resolver404, resolve

# What needs a server: searches, comparisons, drawings on demand, other editions, forms.
ONLINE = re.compile(
    r"^/[a-z]{2}/(search|compare|trace|pathway|action-plan|gaps|translations|my"
    r"|contribute|proposals|dialogues|members|follow|following|standards/reconcile)\b"
    r"|/(editions|compare)/|/cite\."
)


def answer(address: str) -> HttpResponseBase:
    """What the site answers to an address; Http404 if nothing."""
    where = urlsplit(address)
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = where.path
    request.GET = QueryDict(where.query)
    base = urlsplit(settings.BASE_URL)
    request.META = {
        "SERVER_NAME": base.hostname or "localhost",
        "SERVER_PORT": str(base.port or (443 if base.scheme == "https" else 80)),
        "QUERY_STRING": where.query,
    }
    try:
        match = resolve(where.path)
    except Resolver404 as error:
        raise Http404 from error
    return match.func(request, *match.args, **match.kwargs)


def page(address: str) -> str | None:
    """The HTML of a page that can stand alone, None for an address that is no such page."""
    try:
        response = answer(address)
    except Http404:
        return None
    if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
        return None
    return content(response).decode()


def content(response: HttpResponseBase) -> bytes:
    return response.content if isinstance(response, HttpResponse) else b"".join(response)


def is_offline(address: str, language: str) -> bool:
    """Whether an address may be a page of the offline edition: of its language, asking for no more than a page."""
    where = urlsplit(address)
    if where.scheme or where.netloc or not where.path.startswith(f"/{language}/") or not where.path.endswith("/"):
        return False
    return not ONLINE.search(where.path) and set(QueryDict(where.query)) <= {"page"}


def canonical(address: str) -> str:
    """The one address of a page that has several: the first page of a list has no number."""
    return address.removesuffix("?page=1")


def file_of(address: str) -> str:
    """The file of a page: `/fr/standards/?page=2` → standards-2.html, below the folder of the language."""
    where = urlsplit(address)
    name = "/".join(where.path.strip("/").split("/")[1:]) or "index"
    number = QueryDict(where.query).get("page", "1")
    return f"{name}.html" if number == "1" else f"{name}-{number}.html"
