"""Does a permanent address lead to the right place for who asks?"""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "accept", "language", "place"),
    [
        ("REQ-0001", BROWSER, "fr", "/fr/requirements/REQ-0001/"),
        ("req-0001", BROWSER, "zh-CN", "/zh/requirements/REQ-0001/"),
        ("REQ-0001", "application/json", "fr", "/api/v1/requirements/REQ-0001/"),
        ("REQ-0001", "application/json;q=0.5, text/html;q=0.9", "en", "/en/requirements/REQ-0001/"),
        ("REQ-0001", "", "", "/en/requirements/REQ-0001/"),
        ("REQ-0001", "text/turtle", "", "/en/requirements/REQ-0001/"),
        ("REQ-0001/editions/1", BROWSER, "es", "/es/requirements/REQ-0001/editions/1/"),
        ("REQ-0001/editions/1", "application/json", "es", "/api/v1/requirements/REQ-0001/editions/1/"),
        ("block:identity", BROWSER, "en", "/en/building-blocks/identity/"),
        ("Standard:ITU-T-X-1254", "application/json", "en", "/api/v1/standards/itu-t-x-1254/"),
        ("resolution:wtsa-103", BROWSER, "en", "/en/mandates/wtsa-103/"),
        ("resolution:wtsa-103", "application/json", "en", "/api/v1/resolutions/wtsa-103/"),
    ],
)
def test_303_by_what_is_accepted(client: Client, path: str, accept: str, language: str, place: str) -> None:
    factories.published()
    response = client.get(f"/id/{path}", headers={"Accept": accept, "Accept-Language": language})
    assert (response.status_code, response.headers["Location"]) == (303, place)
    assert {"Accept", "Accept-Language"} <= set(response.headers["Vary"].split(", "))


@pytest.mark.parametrize(
    "path",
    ["REQ-0002", "REQ-0009", "REQ-1", "thing:x", "block:", "block:none", "x" * 200, "REQ-0001/editions/2", "%20"],
)
def test_404_for_what_was_never_published(client: Client, path: str) -> None:
    factories.published()
    factories.draft(identifier="REQ-0009")
    assert client.get(f"/id/{path}").status_code == 404


@pytest.mark.parametrize("accept", ["application/json", "application/ld+json"])
def test_404_is_told_to_a_program_in_json(client: Client, accept: str) -> None:
    response = client.get("/id/REQ-0009", headers={"Accept": accept})
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
    assert response.headers["Vary"].startswith("Accept, Accept-Language")
    assert client.get("/id/REQ-0009", headers={"Accept": BROWSER}).headers["Content-Type"].startswith("text/html")
