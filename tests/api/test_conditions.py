"""What travels with an answer: validators, caching, methods, other origins, security?"""

import gzip
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.utils.http import http_date, parse_http_date

from requirements import catalogue, deployment, workflow
from requirements.api import answers
from requirements.api.problems import Problem
from tests import factories
from tests.api.conftest import PROBLEM, Reader

pytestmark = pytest.mark.django_db
DOCUMENTS = ["requirements/REQ-0001/", "requirements/REQ-0001/editions/1/", "requirements/REQ-0001/editions/"]
LISTS = ["", "entries/", "requirements/?q=title", "requirements/REQ-0001/links/", "changes/", "export.ndjson"]
FIXED = ["/api/schema/", "/api/schemas/need.json"]
EVERYTHING = [*DOCUMENTS, *LISTS, *FIXED]


@pytest.fixture(scope="module", autouse=True)
def entry(lasting: None) -> None:
    factories.published()


def republish() -> None:
    workflow.release([workflow.save(factories.document(rationale={"en": "Why"}), by=None).record], by=None)


@pytest.mark.parametrize("path", EVERYTHING)
def test_what_the_client_has_is_not_sent_again(path: str, api: Reader) -> None:
    response = api.response(path)
    etag = response.headers["ETag"]
    assert etag.startswith('"')
    assert response.headers["Cache-Control"] == "public, max-age=60"
    for condition in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        again = api.response(path, 304, headers={"If-None-Match": condition})
        assert again.content == b""
        assert again.headers["ETag"] == etag
        assert again.headers["Cache-Control"] == "public, max-age=60"
    assert api.response(path, headers={"If-None-Match": '"other"'}).headers["ETag"] == etag


@pytest.mark.parametrize("path", [*DOCUMENTS, *LISTS])
def test_the_date_of_the_last_publication_is_told(path: str, api: Reader) -> None:
    of_list = path in LISTS
    moment = catalogue.now().at if of_list else catalogue.current_of("REQ-0001").published_at
    modified = api.response(path).headers["Last-Modified"]
    assert parse_http_date(modified) == math.ceil(moment.timestamp())
    api.response(path, 304, headers={"If-Modified-Since": modified})
    api.response(path, headers={"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"})
    api.response(path, headers={"If-Modified-Since": modified, "If-None-Match": '"other"'})


def test_no_date_hides_a_change_within_its_second(clock: Callable[[datetime], None]) -> None:
    """Who read the first of two states of one second gets the second one, whatever date they kept."""
    second = datetime(2026, 3, 1, 12, tzinfo=UTC)
    first, later, over = (second + timedelta(milliseconds=ms) for ms in (200, 700, 1000))

    def ask(modified: datetime, **headers: datetime) -> HttpResponseBase:
        told = {name.replace("_", "-"): http_date(moment.timestamp()) for name, moment in headers.items()}
        return answers.of_moment(RequestFactory().get("/", headers=told), modified, lambda: b"{}")

    clock(first)
    assert "Last-Modified" not in ask(first).headers
    with pytest.raises(Problem):
        ask(first, If_Unmodified_Since=second)
    clock(over)
    assert ask(later, If_Modified_Since=second).status_code == 200
    assert ask(later).headers["Last-Modified"] == http_date(over.timestamp())
    assert ask(later, If_Modified_Since=over).status_code == 304
    assert ask(second, If_Modified_Since=second).status_code == 304


def test_what_another_release_makes_has_another_tag(api: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ["entries/", "requirements/REQ-0001/?fields=title", "requirements/REQ-0001/links/", "entries/facets/"]
    stored = ["requirements/REQ-0001/", "requirements/REQ-0001/editions/1/"]
    before = {path: api.response(path).headers["ETag"] for path in (*made, *stored)}
    monkeypatch.setattr(deployment, "digest", lambda: "another")
    for path in made:
        assert api.response(path, headers={"If-None-Match": before[path]}).headers["ETag"] != before[path]
    for path in stored:
        api.response(path, 304, headers={"If-None-Match": before[path]})


@pytest.mark.parametrize("path", [path for path in (*DOCUMENTS, *LISTS) if "editions/1" not in path])
def test_a_publication_changes_the_tag(path: str, api: Reader) -> None:
    before = api.response(path).headers["ETag"]
    republish()
    assert api.response(path, headers={"If-None-Match": before}).headers["ETag"] != before


def test_an_edition_keeps_its_tag_for_ever(api: Reader) -> None:
    before = api.response("requirements/REQ-0001/editions/1/").headers["ETag"]
    republish()
    assert api.response("requirements/REQ-0001/editions/1/").headers["ETag"] == before


def test_another_record_leaves_the_tag_of_a_document_alone(api: Reader) -> None:
    before = api.response("requirements/REQ-0001/").headers["ETag"]
    factories.published("need")
    api.response("requirements/REQ-0001/", 304, headers={"If-None-Match": before})


@pytest.mark.parametrize("path", ["requirements/REQ-0001/", "requirements/"])
def test_each_excerpt_has_a_tag_of_its_own(path: str, api: Reader) -> None:
    asked = ({}, {"lang": "fr"}, {"lang": "es"}, {"fields": "title"}, {"fields": "title", "lang": "fr"})
    assert len({api.response(path, **params).headers["ETag"] for params in asked}) == len(asked)


def test_a_page_of_the_past_keeps_its_tag(api: Reader) -> None:
    factories.published(identifier="REQ-0002")
    following = api.get("requirements/", page_size=1)["next"]
    tag = api.response(following).headers["ETag"]
    republish()
    api.response(following, 304, headers={"If-None-Match": tag})


def test_a_condition_that_does_not_hold_is_a_problem(api: Reader) -> None:
    response = api.response("requirements/REQ-0001/", 412, headers={"If-Match": '"other"'})
    assert response.headers["Content-Type"] == PROBLEM


@pytest.mark.parametrize("path", ["entries/", "requirements/REQ-0001/", "export.ndjson"])
def test_what_was_sent_compressed_is_not_sent_again_either(path: str, api: Reader) -> None:
    """Compressed bytes are not always the same, so their tag is weak; it says the same state all the same."""
    plain = api.response(path)
    response = api.response(path, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.getvalue()) == plain.getvalue()
    assert response.headers["ETag"] == f"W/{plain.headers['ETag']}"
    api.response(path, 304, headers={"Accept-Encoding": "gzip", "If-None-Match": response.headers["ETag"]})


@pytest.mark.parametrize("path", EVERYTHING)
def test_head_is_get_without_the_body(path: str, api: Reader) -> None:
    address = path if path.startswith("/") else f"/api/v1/{path}"
    got, head = api.client.get(address), api.client.head(address)
    assert head.status_code == 200
    assert head.content == b""
    assert dict(head.headers) == dict(got.headers)
    if not got.streaming:
        assert got.headers["Content-Length"] == str(len(got.content))


def test_head_of_what_is_not_there(api: Reader) -> None:
    response = api.client.head("/api/v1/requirements/REQ-9999/")
    assert (response.status_code, response.headers["Content-Type"]) == (404, PROBLEM)


@pytest.mark.parametrize("path", [*EVERYTHING, "/api/docs/"])
def test_other_methods_are_refused(path: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        response = Client().generic(method, path if path.startswith("/") else f"/api/v1/{path}")
        assert response.status_code == 405
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert response.headers["Content-Type"] == PROBLEM
        assert response.json()["detail"] == f"{method} is not answered here; allowed are: GET, HEAD, OPTIONS."


def test_no_method_is_answered_where_nothing_is() -> None:
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        response = Client().generic(method, "/api/v1/nothing/")
        assert (response.status_code, response.headers["Content-Type"]) == (404, PROBLEM)


@pytest.mark.parametrize("path", [*EVERYTHING, "requirements/REQ-9999/", "entries/?page_size=0"])
def test_scripts_of_any_origin_may_read(path: str, api: Reader) -> None:
    address = path if path.startswith("/") else f"/api/v1/{path}"
    response = api.client.get(address, headers={"Origin": "https://example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize("path", EVERYTHING)
def test_a_browser_may_ask_first(path: str, api: Reader, queries) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    with queries() as told:
        response = api.client.options(path if path.startswith("/") else f"/api/v1/{path}", headers=asked)
    assert (response.status_code, response.content, told) == (204, b"", [])
    assert response.headers["Allow"] == response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


SECURITY: dict[str, Any] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("path", [*EVERYTHING, "requirements/REQ-9999/", "entries/?page_size=0", "/api/docs/"])
def test_security_headers_are_those_of_the_site(path: str, api: Reader) -> None:
    address = path if path.startswith("/") else f"/api/v1/{path}"
    fast, slow = api.client.get(address), api.client.get(address, headers={"Cookie": "a=b"})
    for name, value in SECURITY.items():
        assert fast.headers[name] == slow.headers[name] == value
    policies = [set(one.headers["Content-Security-Policy"].split("; ")) for one in (fast, slow)]
    assert policies[0] == policies[1]
    assert "default-src 'none'" in policies[0]
