"""Does the same query string give the page, the spreadsheet, the documents and the feed, each whole and harmless?"""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client, override_settings
from lxml import etree
from openpyxl import load_workbook

from requirements import spreadsheets
from requirements.spreadsheets import harmless
from requirements.views import downloads
from tests import factories
from tests.views.html import Page

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def entries() -> None:
    factories.published(title={"en": "=1+1", "fr": "Un titre"}, statement={"en": 'The system, "as is"\nruns.'})
    factories.published(identifier="REQ-0002", obligation="optional", building_blocks=["block:payments"])
    factories.published("need", building_blocks=[])


def content(response: Any) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def sheet(client: Client, address: str) -> list[dict[str, str]]:
    text = content(client.get(address)).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_a_list_and_an_entry_are_reqif_of_the_same_words(
    client: Client, entries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, one = client.get("/en/search.reqif?kind=requirement"), client.get("/en/requirements/REQ-0002.reqif")
    assert whole.headers["Content-Disposition"] == 'attachment; filename="dpi-registry.reqif"'
    assert [b"REQ-0001" in whole.content, b"REQ-0002" in whole.content, b"ND-0001" in whole.content] == [1, 1, 0]
    assert [b"REQ-0001" in one.content, b"REQ-0002" in one.content] == [False, True]
    monkeypatch.setattr(downloads, "MOST_REQIF", 2)
    assert client.get("/en/search.reqif?kind=requirement").status_code == 200
    assert client.get("/en/search.reqif").status_code == 400


def test_an_entry_is_a_row_of_the_list_and_other_records_have_no_such_file(client: Client, entries: None) -> None:
    assert sheet(client, "/en/requirements/REQ-0001.csv") == sheet(client, "/en/search.csv?kind=requirement")[:1]
    moved = client.get("/en/requirements/req-0001.csv")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/en/requirements/REQ-0001.csv")
    for path in ("requirements/REQ-0009.csv", "countries/fj.reqif"):
        assert client.get(f"/en/{path}").status_code == 404, path


@override_settings(BASE_URL="https://registry.example")
def test_a_list_is_a_spreadsheet_in_the_language_of_the_page(client: Client, entries: None) -> None:
    rows = sheet(client, "/en/search.csv?kind=requirement")
    assert [row["Identifier"] for row in rows] == ["REQ-0001", "REQ-0002"]
    first = rows[0]
    assert first["Title"] == "'=1+1"
    assert first["Text"] == 'The system, "as is"\nruns.'
    assert (first["Obligation"], first["Coverage"]) == ("Required", "Not assessed")
    assert (first["Building blocks"], first["Programmes"]) == ("Identity", "Digital public infrastructure")
    assert (first["Edition"], first["Address"]) == ("1", "https://registry.example/id/REQ-0001/editions/1")
    (french,) = sheet(client, "/fr/search.csv?q=titre")
    assert {"Un titre", "Exigence", "Obligatoire", "En vigueur"} <= set(french.values())


def test_a_workbook_has_the_rows_of_the_spreadsheet(
    client: Client, entries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = load_workbook(io.BytesIO(content(client.get("/en/search.xlsx?kind=requirement"))))
    rows = [[str(cell.value) for cell in row] for row in book.active.iter_rows()]
    assert rows[1:] == [list(row.values()) for row in sheet(client, "/en/search.csv?kind=requirement")]
    monkeypatch.setattr(spreadsheets, "MOST_CELLS", 2 * 13)
    assert client.get("/en/search.xlsx?kind=requirement").status_code == 200
    assert client.get("/en/search.xlsx").status_code == 400


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\t=1", "'\t=1"), ("a=1", "a=1"), ("", ""), (-1, -1)],
)
def test_no_cell_is_a_formula(cell: Any, written: Any) -> None:
    assert harmless(cell) == written


def test_a_list_is_the_documents_as_published(client: Client, entries: None) -> None:
    answer = json.loads(content(client.get("/fr/search.json?obligation=optional&page=7")))
    assert (answer["count"], answer["count_exact"]) == (1, True)
    known = client.get("/api/v1/requirements/REQ-0002/").content
    assert answer["results"] == [json.loads(known)]
    assert json.loads(content(client.get("/en/search.json?q=nothing+at+all")))["results"] == []


def test_a_feed_holds_the_latest_first_each_in_its_language(client: Client, entries: None) -> None:
    feed = etree.fromstring(content(client.get("/fr/search.atom?kind=requirement&ordering=title")))
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    found = feed.xpath("a:entry", namespaces=ATOM)
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in found] == ["Title of REQ-0002", "Un titre"]
    assert [entry.get("{http://www.w3.org/XML/1998/namespace}lang") for entry in found] == ["en", "fr"]
    assert found[0].findtext("a:id", namespaces=ATOM).endswith("/id/REQ-0002/editions/1")
    links = {link.get("rel"): link.get("href") for link in feed.xpath("a:link", namespaces=ATOM)}
    assert links["self"].endswith("/fr/search.atom?kind=requirement&ordering=title")
    assert links["alternate"].endswith("/fr/search/?kind=requirement&ordering=title")


def test_an_empty_feed_stays_the_same(client: Client, entries: None) -> None:
    first, second = (content(client.get("/en/search.atom?q=nothing+at+all")) for _ in range(2))
    assert first == second


def test_long_lists_are_whole_and_take_few_queries(
    client: Client, entries: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(downloads, "WINDOW", 2)
    client.get("/en/search.csv")
    with django_assert_num_queries(6):
        rows = sheet(client, "/en/search.csv")
    assert [row["Identifier"] for row in rows] == ["ND-0001", "REQ-0001", "REQ-0002"]


@pytest.mark.parametrize("form", ["csv", "json", "atom"])
def test_downloads_are_answered_as_pages_are(client: Client, entries: None, form: str) -> None:
    address = f"/ru/search.{form}"
    response = client.get(address)
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert client.get(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert client.head(address).content == b""
    assert client.get(f"{address}?colour=red").status_code == 400
    assert not response.cookies


def test_the_page_offers_them_with_its_own_question(client: Client, entries: None) -> None:
    page = Page(client.get("/en/search/?kind=requirement&page=1"))
    links = page.links()
    for form, label in (("csv", "CSV"), ("json", "JSON"), ("atom", "Follow (Atom)")):
        assert links[label] == f"../search.{form}?kind=requirement"
    assert "Download these 2" in page.text("main")
    assert "Download" not in Page(client.get("/en/search/?q=nothing+at+all")).text("main")
