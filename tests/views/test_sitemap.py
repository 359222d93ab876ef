"""Does a crawler find every public page in every language, and nothing else?"""

from typing import Any

import pytest
from django.test import Client, override_settings
from lxml import etree

from requirements.languages import CODES
from requirements.views import sitemap
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def own_address() -> Any:
    with override_settings(BASE_URL="https://registry.example"):
        yield


def places(client: Client, address: str) -> list[str]:
    found = etree.fromstring(client.get(address).content).xpath("//s:loc", namespaces=NAMES)
    return [str(loc.text).removeprefix("https://registry.example") for loc in found]


def test_the_index_names_files_that_name_every_record_in_six_languages(client: Client) -> None:
    factories.published()
    factories.published(identifier="REQ-0002")
    factories.draft("need")
    files = places(client, "/sitemap.xml")
    assert files[:2] == ["/sitemap-pages.xml", "/sitemap-requirements-1.xml"]
    assert "/sitemap-needs-1.xml" not in files
    requirements = places(client, "/sitemap-requirements-1.xml")
    assert requirements == [f"/{code}/requirements/{name}/" for name in ("REQ-0001", "REQ-0002") for code in CODES]
    first = etree.fromstring(client.get("/sitemap-requirements-1.xml").content).find("s:url", NAMES)
    assert [link.get("hreflang") for link in first.findall("x:link", NAMES)] == list(CODES)
    assert first.findtext("s:lastmod", namespaces=NAMES).startswith("20")


def test_long_kinds_are_cut_into_files(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "SIZE", 2)
    countries = [file for file in places(client, "/sitemap.xml") if "countries" in file]
    assert countries == ["/sitemap-countries-1.xml"]
    factories.published(identifier="REQ-0001")
    factories.published(identifier="REQ-0002")
    factories.published(identifier="REQ-0003")
    assert places(client, "/sitemap-requirements-2.xml") == [f"/{code}/requirements/REQ-0003/" for code in CODES]
    assert client.get("/sitemap-requirements-3.xml").status_code == 404


def test_every_file_takes_two_queries_and_is_not_sent_twice(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/sitemap.xml")
    for address, queries in (("/sitemap.xml", 2), ("/sitemap-countries-1.xml", 2), ("/sitemap-pages.xml", 1)):
        with django_assert_num_queries(queries):
            response = client.get(address)
        assert response.headers["Cache-Control"] == "public, max-age=60"
        etag = response.headers["ETag"]
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_robots_are_told_where_it_is_and_what_has_no_end(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: https://registry.example/sitemap.xml" in lines
    assert {"Disallow: /admin/", "Disallow: /*/search/?"} <= set(lines)
