"""What is shown when something is wrong: in the reader's language, without the database?"""

import json

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader
from django.test import Client, RequestFactory
from django.utils import translation

from requirements.views import errors
from tests.views.html import Page


def answer(path: str, status: int) -> HttpResponse:
    request: HttpRequest = RequestFactory().get(path, headers={"Accept-Language": "fr"})
    handlers = {
        400: (errors.bad_request, SuspiciousOperation()),
        403: (errors.forbidden, PermissionDenied()),
        404: (errors.not_found, Http404()),
    }
    handler, exception = handlers[status]
    return handler(request, exception)


@pytest.mark.parametrize("status", [400, 403, 404])
@pytest.mark.parametrize(("path", "language"), [("/es/nothing/?x=1", "es"), ("/nothing", "fr"), ("/", "fr")])
def test_an_error_is_told_in_the_readers_language(status: int, path: str, language: str) -> None:
    response = answer(path, status)
    assert response.status_code == status
    assert response.headers["Content-Language"] == language
    page = Page(response)
    assert page.attribute("html", "lang") == [language]
    assert page.attribute("a", "href", hreflang="ar") == ["/ar/"]
    assert page.attribute("meta", "content", name="robots") == ["noindex"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/fr/nothing/", "/fr/requirements/REQ-0001/"])
def test_the_project_answers_with_these_pages(client: Client, path: str) -> None:
    response = client.get(path, headers={"Accept-Language": "en"})
    assert response.status_code == 404
    assert Page(response).text("h1") == "Cette page n’existe pas"


def test_programs_are_told_in_json() -> None:
    response = answer("/api/v2/", 404)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "Cette page n’existe pas",
        "instance": "/api/v2/",
    }


@pytest.mark.parametrize("status", [500, 503])
@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh"])
def test_the_last_resort_needs_neither_request_nor_database(status: int, language: str) -> None:
    with translation.override(language):
        text = loader.render_to_string(f"{status}.html")
    page = Page(HttpResponse(text))
    assert page.attribute("html", "lang") == [language]
    assert page.attribute("html", "dir") == ["rtl" if language == "ar" else "ltr"]
    assert page.links() != {}


def test_robots_and_testers_find_their_files(client: Client) -> None:
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode()
    security = client.get("/.well-known/security.txt")
    assert security.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert {line.partition(":")[0] for line in security.content.decode().splitlines()} == {
        "Contact",
        "Expires",
        "Preferred-Languages",
        "Canonical",
    }
