"""How is a page answered: in the language of its address, kept how long, and not sent again while nothing changed?"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template import loader
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from requirements import catalogue, deployment
from requirements.filters import Invalid
from requirements.languages import BY_CODE, LANGUAGES, Language
from requirements.views.addresses import COLLECTIONS, identifier_of, name_of, twin
from requirements.views.labels import PLURALS

CACHE_CONTROL = "public, max-age=60"

# (key of the part of the site, label, address below the language)
MENU = (
    ("search", _("Browse"), "search/"),
    ("use_case", PLURALS["use_case"], "search/?kind=use_case"),
    ("standard", PLURALS["standard"], "standards/"),
    ("gaps", _("Gap analysis"), "gaps/"),
    ("trace", _("Traceability"), "trace/"),
    ("resolution", PLURALS["resolution"], "mandates/"),
    ("experience", PLURALS["experience"], "experiences/"),
    ("data", _("Data and API"), "data/"),
)
LISTS = tuple(
    (PLURALS[kind], f"{COLLECTIONS[kind]}/")
    for kind in ("block", "study-group", "organization", "country", "sdg", "action-line", "programme", "term")
)


@dataclass(frozen=True)
class Page:
    """What the frame of a page needs to know. `path` is the address below the language, query string included."""

    language: Language
    path: str

    @property
    def canonical(self) -> str:
        return f"{settings.BASE_URL}/{self.language.code}/{self.path}"

    @property
    def translations(self) -> list[tuple[Language, str]]:
        """The same page in each of the six languages."""
        return [(language, f"/{language.code}/{self.path}") for language in LANGUAGES]

    @property
    def twin(self) -> str:
        """What the API says of the same."""
        return twin(self.path)

    @property
    def base_url(self) -> str:
        return settings.BASE_URL

    menu = MENU
    lists = LISTS


def page(view: Callable[..., HttpResponseBase], state: Callable[[], str] = str) -> Callable[..., HttpResponseBase]:
    """Answer GET and HEAD in the language of the address; 304 to who has the page already, 400 if the view is Invalid.

    A page names other records and lists who names it, so it is as old as the catalogue: the clock's version tells.
    `state` says what else it follows from. One query, and what that takes; nothing else is read for a 304.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, language: str, **arguments: Any) -> HttpResponseBase:
        with translation.override(language):
            etag = entity_tag(request, state())
            response = get_conditional_response(request, etag=etag) or _viewed(view, request, language, arguments)
        if response.status_code in (200, 304):
            response.headers["ETag"] = etag
        response.headers["Cache-Control"] = CACHE_CONTROL
        response.headers["Content-Language"] = language
        return response

    return answer


def _viewed(view: Any, request: HttpRequest, language: str, arguments: dict[str, Any]) -> HttpResponseBase:
    try:
        found: HttpResponseBase = view(request, language, **arguments)
    except Invalid as error:
        return invalid(request, error)
    return found


def invalid(request: HttpRequest, error: Invalid) -> HttpResponse:
    """What the address asks for wrongly, each with its reason."""
    return show(request, "invalid.html", {"problems": error.problems}, status=400)


def by_identifier(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give a view the identifier that an address names; who typed it in another case is sent to where it is written."""

    @wraps(view)
    def answer(
        request: HttpRequest, language: str, *, collection: str, name: str, **arguments: Any
    ) -> HttpResponseBase:
        identifier = identifier_of(collection, name)
        if identifier is None:
            raise Http404
        written = name_of(identifier)
        if written != name:
            return redirect(request.path.replace(f"/{name}", f"/{written}", 1), permanent=True)
        return view(request, language, identifier, **arguments)

    return answer


def entity_tag(request: HttpRequest, further: str = "") -> str:
    """Changes with every publication, every day (what is late today was not yesterday), with the code and from address
    to address. One query.
    """
    clock = catalogue.now()
    made = f"{clock.version} {clock.at.isoformat()} {deployment.digest()} {timezone.localdate()}"
    state = f"{made} {request.get_full_path()} {further}"
    return f'"{blake2b(state.encode(), digest_size=12).hexdigest()}"'


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, path: str | None = None
) -> HttpResponse:
    """The page that a template makes, in the active language. No context processor runs, so no session is touched.

    `path` is where the other languages are, below theirs, if not at the same address.
    """
    language = BY_CODE[translation.get_language()]
    if path is None:
        path = request.get_full_path().removeprefix(f"/{language.code}/")
    body = loader.render_to_string(f"site/{template}", {"page": Page(language, path), **context})
    return HttpResponse(body, status=status)


def see_other(address: str, *vary: str) -> HttpResponse:
    """303 to an address that was chosen by these headers of the request."""
    response = HttpResponse(status=303, headers={"Location": address, "Cache-Control": CACHE_CONTROL})
    patch_vary_headers(response, vary)
    return response
