"""Which addresses should a crawler know, in which languages is each, and since when?"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from requirements import catalogue
from requirements.documents import REFERENCE_TYPES
from requirements.languages import CODES
from requirements.views.addresses import COLLECTIONS, KINDS, page_path
from requirements.views.mentions import Census
from requirements.views.pages import CACHE_CONTROL, entity_tag

# Records in one file: with six languages each, a tenth of what the protocol allows.
SIZE = 1_000
# Pages that are there whatever is published; lists of entries are the search, which robots leave alone.
PAGES = (
    "",
    "search/",
    "compare/",
    "trace/",
    "gaps/",
    "gaps/method/",
    "pathway/",
    "standards/reconcile/",
    "experiences/",
    "translations/",
    "about/",
    "accessibility/",
    "data/",
    "glossary/",
    "guide/",
    "guide/basics/",
    "guide/country/",
    "guide/entries/",
    "guide/part/",
    *(f"{COLLECTIONS[kind]}/" for kind in REFERENCE_TYPES if kind != "term"),
)


def xml(view: Callable[..., str]) -> Callable[..., HttpResponse]:
    """Answer with XML that is as old as the catalogue."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **arguments: object) -> HttpResponse:
        etag = entity_tag(request)
        found = get_conditional_response(request, etag=etag)
        response = found or HttpResponse(view(request, **arguments), content_type="application/xml; charset=utf-8")
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = CACHE_CONTROL
        return response

    return answer


@xml
def index(request: HttpRequest) -> str:
    """The files of the sitemap. Two queries."""
    counts = Census().counts("kind:", [f"kind:{kind}" for kind in COLLECTIONS])
    files = ["pages"]
    for kind, collection in COLLECTIONS.items():
        number = counts.get(f"kind:{kind}", 0)
        files += [f"{collection}-{part}" for part in range(1, -(-number // SIZE) + 1)]
    return loader.render_to_string("site/sitemap_index.xml", {"base": settings.BASE_URL, "files": files})


@xml
def pages(request: HttpRequest) -> str:
    return _written([(path, None) for path in PAGES])


@xml
def records(request: HttpRequest, collection: str, number: int) -> str:
    """The records in force of a kind, SIZE of them. Two queries."""
    editions = catalogue.in_force(KINDS[collection]).order_by("identifier").values_list("identifier", "published_at")
    found = list(editions[(number - 1) * SIZE : number * SIZE])
    if not found:
        raise Http404
    return _written([(page_path(identifier), published_at) for identifier, published_at in found])


def _written(places: list[tuple[str, datetime | None]]) -> str:
    return loader.render_to_string("site/sitemap.xml", {"base": settings.BASE_URL, "places": places, "codes": CODES})
