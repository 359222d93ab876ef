"""What is this registry, how are its data used, and what do crawlers and testers need to know?"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from requirements.documents import COLLECTIONS
from requirements.filters import PARAMETERS
from requirements.languages import CODES
from requirements.views.labels import PLURALS
from requirements.views.pages import page, show

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*/search/?
Disallow: /*/search.
Disallow: /*/compare/?
Disallow: /*/standards/reconcile/?
Disallow: /*/standards/reconcile.csv
Disallow: /*/contribute/*/
Disallow: /*/proposals/
Disallow: /*/members/
Disallow: /*/follow/
Disallow: /*/following/
Disallow: /*/dialogues/*/confirm/

Sitemap: %s/sitemap.xml
"""
# RFC 9116: an old file is not to be trusted; this one is always fresh.
SECURITY_EXPIRES = timedelta(days=180)


@page
def about(request: HttpRequest, language: str) -> HttpResponseBase:
    return show(request, "about.html", {})


@page
def accessibility(request: HttpRequest, language: str) -> HttpResponseBase:
    return show(request, "accessibility.html", {})


@page
def data(request: HttpRequest, language: str) -> HttpResponseBase:
    """How to read the registry by program: addresses, parameters, schemas."""
    kinds = [
        (PLURALS[kind], f"/api/v1/{collection}/", f"/api/schemas/{kind}.json")
        for kind, collection in COLLECTIONS.items()
    ]
    return show(request, "data.html", {"kinds": kinds, "parameters": PARAMETERS.items()})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be crawled but the search, which has no end."""
    return HttpResponse(ROBOTS % settings.BASE_URL, content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    expires = (timezone.now() + SECURITY_EXPIRES).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {settings.BASE_URL}/en/about/#contact",
        f"Expires: {expires}",
        f"Preferred-Languages: {', '.join(CODES)}",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
