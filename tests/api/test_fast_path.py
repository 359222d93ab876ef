"""Which requests does the fast path answer, and is the answer the one that the whole stack gives?"""

from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from requirements.api.fast_path import fast_path
from tests import factories

pytestmark = pytest.mark.django_db
SITE = HttpResponse(b"the site's stack")
OWN_HEADERS = {"Content-Language", "Vary", "Content-Security-Policy"}


def answered_at_once(request: HttpRequest) -> bool:
    return fast_path(lambda _request: SITE)(request) is not SITE


def test_it_stands_behind_the_guard_and_before_the_sites_stack() -> None:
    places = {name.rpartition(".")[2]: place for place, name in enumerate(settings.MIDDLEWARE)}
    assert places["guard"] < places["fast_path"] < places["SecurityMiddleware"] < places["SessionMiddleware"]


def test_public_reads_of_the_api_are_answered_at_once() -> None:
    for method in ("GET", "HEAD", "OPTIONS"):
        assert answered_at_once(RequestFactory().generic(method, "/api/v1/entries/"))


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/en/", {}),
        ("GET", "/apis/", {}),
        ("POST", "/api/v1/entries/", {}),
        ("GET", "/api/v1/entries/", {"HTTP_COOKIE": "sessionid=x"}),
        ("GET", "/api/v1/entries/", {"HTTP_AUTHORIZATION": "Token x"}),
    ],
)
def test_all_else_goes_on(method: str, path: str, headers: dict[str, str]) -> None:
    assert not answered_at_once(RequestFactory().generic(method, path, **headers))


@pytest.mark.parametrize(
    "path",
    [
        *("/api/v1/", "/api/v1/entries/", "/api/v1/requirements/REQ-0001/", "/api/v1/requirements/REQ-0001/links/"),
        *("/api/v1/nothing/", "/api/v1/entries/?colour=red", "/api/v1/changes/", "/api/schema/", "/api/docs/"),
    ],
)
def test_the_answer_is_that_of_the_whole_stack(path: str) -> None:
    factories.published()
    fast, whole = Client().get(path), Client(headers={"Cookie": "a=b"}).get(path)
    assert (fast.status_code, fast.content) == (whole.status_code, whole.content)
    assert plain(fast) == plain(whole)


def plain(response: Any) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in OWN_HEADERS}


def test_answers_to_a_person_are_not_kept() -> None:
    for headers in ({"Cookie": "sessionid=x"}, {"Authorization": "Token x"}):
        assert Client(headers=headers).get("/api/v1/entries/").headers["Cache-Control"] == "private, no-store"


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=3600)
def test_https_is_demanded_where_the_site_demands_it() -> None:
    client = Client()
    redirected = client.get("/api/v1/entries/?q=x")
    assert (redirected.status_code, redirected["Location"]) == (301, "https://testserver/api/v1/entries/?q=x")
    assert client.get("/api/v1/entries/", secure=True).headers["Strict-Transport-Security"].startswith("max-age=3600")


def test_it_reads_nothing_that_only_the_site_needs(queries: Any) -> None:
    factories.published()
    with queries() as told:
        Client().get("/api/v1/requirements/REQ-0001/")
    assert len(told) == 1
