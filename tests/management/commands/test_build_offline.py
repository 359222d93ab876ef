"""Does the registry come along in a ZIP: every record a page, every link an end, a search from a disk?"""

import csv
import io
import json
import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.core.management import CommandError, call_command
from lxml import html
from playwright.sync_api import Browser

from requirements import catalogue
from tests.search import corpus

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    corpus.publish()
    call_command("build_offline", "ar", output=tmp_path / "registry.zip", verbosity=0)
    return tmp_path / "registry.zip"


def links(archive: zipfile.ZipFile) -> Iterator[tuple[str, str, str]]:
    """(file, file that it leads to, place in it) of every link, script and style sheet that is not of the web."""
    for name in archive.namelist():
        if name.endswith(".html"):
            for _element, _attribute, link, _position in html.document_fromstring(archive.read(name)).iterlinks():
                where = urlsplit(link)
                if where.scheme not in ("http", "https", "data", "mailto"):
                    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(where.path)))
                    yield name, path if where.path else name, where.fragment


def test_all_links_resolve_and_all_records_are_there(edition: Path) -> None:
    with zipfile.ZipFile(edition) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert {"index.html", "search.html", "requirements.html", "standards.html", "registry.css"} <= set(names)
        assert "standards/reconcile.html" not in names
        dead = [(file, target) for file, target, _place in links(archive) if target not in names]
        assert dead == []
        ids = {
            name: set(html.document_fromstring(archive.read(name)).xpath("//@id"))
            for name in names
            if name.endswith("html")
        }
        assert [(file, place) for file, target, place in links(archive) if place and place not in ids[target]] == []
        for name in (name for name in names if name.endswith(".html")):
            page = html.document_fromstring(archive.read(name))
            assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
            assert page.xpath("//main//form/@action")
            assert page.xpath("//header//li[not(.//a)] | //footer//li[not(.//a)]") == []
            assert page.find_class("facetted") == []
        assert set(corpus.ENTRIES) <= {Path(name).stem for name in names}
        documents = json.loads(archive.read("data/registry.json"))["results"]
        assert len(documents) == catalogue.in_force().count()
        rows = list(csv.reader(io.StringIO(archive.read("data/entries.csv").decode("utf-8-sig"))))
        assert len(rows) == 1 + len(corpus.ENTRIES)


def test_the_same_registry_gives_the_same_bytes(edition: Path, tmp_path: Path) -> None:
    call_command("build_offline", "ar", output=tmp_path / "again.zip", verbosity=0)
    assert (tmp_path / "again.zip").read_bytes() == edition.read_bytes()


def test_nothing_is_left_where_it_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no folder"):
        call_command("build_offline", "en", output=tmp_path / "nowhere" / "registry.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
def test_the_files_are_searched_from_a_disk(edition: Path, tmp_path: Path, chromium: Browser) -> None:
    with zipfile.ZipFile(edition) as archive:
        archive.extractall(tmp_path / "unpacked")
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "unpacked" / "index.html").as_uri())
    for typed, expected in {
        "هويات رقمية": "REQ-0001",
        "الدفع": "REQ-0002",
        "ITU-T X.1254 (2020)": "standard:itu-t-x-1254",
        "req 3": "REQ-0003",
        "pensions": "UC-0002",
        "bicycle": "nothing",
        "معاش": "UC-0002",
    }.items():
        page.fill("#q", typed)
        with page.expect_navigation():
            page.press("#q", "Enter")
        found = page.locator("#hits .id").all_inner_texts()
        assert (found or ["nothing"])[0] == expected, typed
    with page.expect_navigation():
        page.click("#hits a")
    assert "UC-0002" in page.inner_text("main")
    assert errors == []
    page.close()
