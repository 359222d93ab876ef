"""Where does a permanent address lead? To the page or the document, in the language that the client accepts."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from requirements import catalogue
from requirements.views import addresses
from requirements.views.language import accepted
from requirements.views.pages import see_other

HTML, JSON, JSON_LD = "text/html", "application/json", "application/ld+json"


@require_safe
def latest(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """303 to the record; 404 if it was never published. One query."""
    known = addresses.canonical(identifier)
    if known is None or not catalogue.published([known]):
        raise Http404
    return _elsewhere(request, known)


@require_safe
def edition(request: HttpRequest, identifier: str, number: int) -> HttpResponseBase:
    """303 to one edition. One query."""
    known = addresses.canonical(identifier)
    if known is None or not catalogue.editions_of(known).filter(number=number).exists():
        raise Http404
    return _elsewhere(request, known, number)


def _elsewhere(request: HttpRequest, identifier: str, number: int | None = None) -> HttpResponseBase:
    preferred = request.get_preferred_type([HTML, JSON, JSON_LD])
    if preferred == JSON_LD:
        address = addresses.linked(identifier, number)
    elif preferred == JSON:
        address = addresses.api(identifier, number)
    else:
        address = addresses.page(identifier, accepted(request)) + (f"editions/{number}/" if number else "")
    return see_other(address, "Accept", "Accept-Language")
