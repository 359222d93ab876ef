"""How is every page answered: language, caching, addresses in other languages, no cookie, no session?"""

from typing import Any

import pytest
from django.test import Client, override_settings

from requirements import workflow
from requirements.languages import BY_CODE, CODES
from tests import factories
from tests.views.html import Page

pytestmark = pytest.mark.django_db

PAGES = [
    "",
    "search/",
    "search/?q=answer",
    "requirements/REQ-0001/",
    "building-blocks/",
    "mandates/wtsa-103/",
    "about/",
]


@pytest.fixture(scope="module", autouse=True)
def entry(lasting: None) -> Any:
    return factories.published()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", CODES)
def test_a_page_is_in_the_language_of_its_address(client: Client, language: str, path: str) -> None:
    response = client.get(f"/{language}/{path}", headers={"Accept-Language": "de"})
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    page = Page(response)
    assert page.attribute("html", "lang") == [language]
    assert page.attribute("html", "dir") == [BY_CODE[language].direction]


@pytest.mark.parametrize("path", PAGES)
@override_settings(BASE_URL="https://registry.example")
def test_a_page_links_itself_in_all_languages(client: Client, path: str) -> None:
    page = Page(client.get(f"/fr/{path}"))
    assert page.attribute("link", "href", rel="canonical") == [f"https://registry.example/fr/{path}"]
    alternates = page.attribute("link", "hreflang", rel="alternate")
    assert [code for code in alternates if code] == list(CODES)
    assert page.attribute("link", "href", hreflang="ar") == [f"https://registry.example/ar/{path}"]
    switch = [page.links()[BY_CODE[code].name] for code in CODES]
    assert switch == [f"/{code}/{path}" for code in CODES]
    assert page.attribute("a", "hreflang", **{"aria-current": "true", "lang": "fr"}) == ["fr"]


@pytest.mark.parametrize("path", PAGES)
def test_anonymous_readers_get_no_cookie_and_may_keep_the_page_a_minute(client: Client, path: str) -> None:
    response = client.get(f"/en/{path}")
    assert not response.cookies
    assert response.headers["Cache-Control"] == "public, max-age=60"
    # Nothing that the browser says makes it another page.
    assert set(response.headers.get("Vary", "").split(", ")) <= {"", "Accept-Encoding"}


def test_signed_in_readers_keep_nothing(client: Client) -> None:
    client.force_login(factories.user("editor"))
    assert client.get("/en/").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", PAGES)
def test_who_has_the_page_gets_304_at_once(client: Client, path: str, django_assert_num_queries: Any) -> None:
    etag = client.get(f"/en/{path}").headers["ETag"]
    # A requirement may have got a gap since.
    with django_assert_num_queries(2 if path.startswith("requirements/REQ") else 1):
        response = client.get(f"/en/{path}", headers={"If-None-Match": etag})
    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", etag)
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_a_publication_makes_pages_new_and_a_draft_does_not(client: Client) -> None:
    etag = client.get("/en/requirements/REQ-0001/").headers["ETag"]
    factories.draft("aspect", links=[{"relation": "addresses", "target": "REQ-0001"}])
    assert client.get("/en/requirements/REQ-0001/", headers={"If-None-Match": etag}).status_code == 304
    factories.published("need", links=[{"relation": "motivates", "target": "REQ-0001"}])
    response = client.get("/en/requirements/REQ-0001/", headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert "ND-0001" in response.content.decode()


def test_pages_in_other_languages_have_other_etags(client: Client) -> None:
    assert len({client.get(f"/{code}/").headers["ETag"] for code in CODES}) == len(CODES)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/en/").status_code == 405


def test_head_is_answered(client: Client) -> None:
    response = client.head("/en/search/")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/de/",
        "/en/nothing/",
        "/en/requirements/REQ-0002/",
        "/en/requirements/UC-0001/",
        "/en/requirements/REQ-1/",
        "/en/requirements/%F0%9F%98%80/",
        "/en/requirements/REQ-0001/editions/0/",
        "/en/requirements/REQ-0001/editions/2/",
        "/en/requirements/REQ-0001/editions/999999999/",
        "/en/requirements/REQ-0001/editions/99999999999999999999/",
        "/en/requirements/REQ-0001/compare/1..2/",
        "/en/building-blocks/none/",
        "/en/building-blocks/" + "x" * 101 + "/",
        "/en/blocks/identity/",
        "/en/countries/../fj/",
        "/en/%00/",
        "/en/search/?page=2",
        "/en/standards/?page=2",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == (400 if "%00" in path else 404)


def test_a_draft_and_nothing_are_answered_alike(client: Client) -> None:
    nothing = client.get("/en/requirements/REQ-0007/")
    factories.draft(identifier="REQ-0007")
    hidden = client.get("/en/requirements/REQ-0007/")
    assert (hidden.status_code, hidden.content, hidden.headers) == (404, nothing.content, nothing.headers)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("requirements/req-0001/", "requirements/REQ-0001/"),
        ("requirements/Req-0001/editions/1/", "requirements/REQ-0001/editions/1/"),
        ("requirements/req-0001/compare/1..1/", "requirements/REQ-0001/compare/1..1/"),
        ("countries/FJ/", "countries/fj/"),
    ],
)
def test_identifiers_are_found_in_any_case(client: Client, typed: str, canonical: str) -> None:
    response = client.get(f"/fr/{typed}")
    assert (response.status_code, response.headers["Location"]) == (301, f"/fr/{canonical}")
    assert client.get(f"/fr/{canonical}").status_code == 200


def test_a_slash_that_is_missing_is_added(client: Client) -> None:
    response = client.get("/en/requirements/REQ-0001")
    assert (response.status_code, response.headers["Location"]) == (301, "/en/requirements/REQ-0001/")


def test_texts_are_never_markup(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    factories.published(
        identifier="REQ-0003",
        title={"en": evil},
        statement={"en": f"{evil}\n\n**not bold**"},
        keywords=[evil],
        provenance=[{"source_kind": "academic", "citation": evil, "url": "javascript:alert(1)"}],
    )
    for path in ("requirements/REQ-0003/", "search/?q=alert", f"search/?q={evil}", "", "programmes/dpi/"):
        content = client.get(f"/en/{path}").content.decode()
        assert "<script>" not in content
        assert 'href="javascript:' not in content
    assert "**not bold**" in Page(client.get("/en/requirements/REQ-0003/")).text("div", class_="stmt")


def test_withdrawn_entries_keep_their_page(client: Client) -> None:
    administrator = factories.user("administrator")
    second = factories.published(identifier="REQ-0002", title={"en": "The better one"})
    first = factories.draft(identifier="REQ-0001")
    workflow.perform(first, "supersede", by=administrator, note="It was too wide.", successor="REQ-0002")
    workflow.perform(second, "withdraw", by=administrator, note="Nobody needs it.")
    page = Page(client.get("/en/requirements/REQ-0001/"))
    (banner,) = page.texts("div", class_="note warn")
    assert banner.startswith("Superseded on ")
    assert "It was too wide. Its successor: The better one REQ-0002" in banner
    (banner,) = Page(client.get("/en/requirements/REQ-0002/")).texts("div", class_="note warn")
    assert banner.startswith("Withdrawn on ")
    assert banner.endswith("Nobody needs it.")


@pytest.mark.parametrize(
    ("path", "twin"),
    [
        ("", ""),
        ("search/?q=answer&ordering=title&page=1", "entries/?q=answer&ordering=title"),
        ("requirements/REQ-0001/", "requirements/REQ-0001/"),
        ("requirements/REQ-0001/editions/1/", "requirements/REQ-0001/editions/1/"),
        ("building-blocks/", "building-blocks/"),
        ("standards/?organization=itu-t", "standards/?organization=itu-t"),
        ("experiences/", "experiences/"),
        ("events/", "events/"),
        ("glossary/", "terms/"),
        ("mandates/wtsa-103/", "resolutions/wtsa-103/"),
        ("translations/", "translations/"),
        ("trace/", "untraced/"),
        ("trace/?of=REQ-0001&depth=2", "trace/?of=REQ-0001&depth=2"),
        ("trace/impact/?of=REQ-0001", "impact/?of=REQ-0001"),
        ("trace/matrix/requirement-standard/?holes=1", "matrices/requirement-standard/?holes=1"),
    ],
)
def test_a_page_links_what_the_api_says_of_the_same(client: Client, path: str, twin: str) -> None:
    (address,) = Page(client.get(f"/es/{path}")).attribute("link", "href", type="application/json")
    assert address == f"http://127.0.0.1:8000/api/v1/{twin}"
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("path", ["about/", "data/", "compare/?of=REQ-0001"])
def test_what_the_api_does_not_say_is_not_linked(client: Client, path: str) -> None:
    response = client.get(f"/es/{path}")
    assert response.status_code == 200
    assert Page(response).attribute("link", "href", type="application/json") == []
