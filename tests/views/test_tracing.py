"""Do the pages of traceability draw what their tables say, in both directions of writing, and give it away as files?"""

import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from requirements.views.drawing import wrapped
from tests import factories
from tests.test_traceability import COVERED, PROVISION, STEP, X1254
from tests.views.html import Page

pytestmark = pytest.mark.django_db
TRACE = "/en/trace/?of=REQ-0001&depth=5"


@pytest.fixture
def threads() -> None:
    factories.published(coverage=COVERED)
    factories.published(identifier="REQ-0002")
    factories.published("use_case", provisions=[PROVISION], scenarios=[{"name": {"en": "S"}, "steps": [STEP]}])


def boxes(page: Page) -> list[tuple[str, int, str]]:
    """(class, x, y) of each rectangle."""
    return [(str(h["class"]), int(str(h["x"])), str(h["y"])) for tag, h, _ in page.elements if tag == "rect"]


def test_the_drawing_and_the_table_say_the_same(client: Client, threads: None) -> None:
    page = Page(client.get(TRACE))
    assert page.text("caption") == "The threads, step by step: 5 records"
    assert len(boxes(page)) == 5
    assert [kind for kind, _x, _y in boxes(page)].count("c-me") == 1
    assert len([tag for tag, having, _ in page.elements if tag == "path" and having.get("class") == "c-edge"]) == 4
    assert page.links()["Title of UC-0001"] == "/en/use-cases/UC-0001/"
    assert "ITU-T X.1254" in page.links()


def test_the_drawing_is_mirrored_in_arabic(client: Client, threads: None) -> None:
    left, right = boxes(Page(client.get(TRACE))), boxes(Page(client.get(TRACE.replace("/en/", "/ar/"))))
    width = max(x for _kind, x, _y in left)
    assert [x for _kind, x, _y in right] == [width - x + 1 for _kind, x, _y in left]


@pytest.mark.parametrize("typed", ["REQ-0001", "req-0001", "X.1254", "standard:itu-t-x-1254", PROVISION])
def test_a_trace_begins_from_what_is_typed(client: Client, threads: None, typed: str) -> None:
    page = Page(client.get("/en/trace/", {"of": typed, "depth": "5"}))
    assert "Title of REQ-0001" in page.links()


@pytest.mark.parametrize(
    "wrong",
    [
        "of=REQ-9999",
        "of=block:identity",
        "of=REQ-0001&depth=6",
        "of=REQ-0001&depth=x",
        "from=REQ-0001",
        "of=resolution:wtsa-103%23nothing",
    ],
)
def test_what_there_is_not_is_refused(client: Client, threads: None, wrong: str) -> None:
    for path in ("trace/", "trace.csv", "trace/impact/"):
        assert client.get(f"/en/{path}?{wrong}").status_code == 400


def test_without_a_record_the_page_says_where_threads_break(client: Client, threads: None) -> None:
    page = Page(client.get("/en/trace/"))
    assert "Title of REQ-0002" in page.links()
    assert page.links()["Requirements × Standards"] == "matrix/requirement-standard/"


def test_impact(client: Client, threads: None) -> None:
    page = Page(client.get(f"/en/trace/impact/?of={X1254}"))
    assert page.texts("h2")[:2] == ["1 step away", "2 steps away"]
    assert {"Title of REQ-0001", "Title of UC-0001"} <= set(page.links())


@pytest.mark.parametrize("number", [1, 12])
def test_a_trace_takes_a_fixed_number_of_queries(client: Client, django_assert_num_queries: Any, number: int) -> None:
    factories.published(coverage=COVERED)
    for place in range(1, number + 1):
        named = {"scenarios": [{"name": {"en": "S"}, "steps": [STEP]}]}
        factories.published("use_case", f"UC-{place:04}", **named)
    for address, queries in ((TRACE, 6), ("/en/trace/impact/?of=REQ-0001", 5), (TRACE[:-1] + "1", 6)):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_files_of_a_trace_and_of_matrices(client: Client, threads: None) -> None:
    lines = client.get("/en/trace.csv?of=REQ-0001").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "source,source_title,relation,target,target_title,coverage"
    assert (
        f"REQ-0001,Title of REQ-0001,was set beside,{X1254},Entity authentication assurance framework,partial" in lines
    )
    table = b"".join(client.get("/en/trace/matrix/requirement-standard.csv")).decode("utf-8-sig").splitlines()
    assert table == [
        "identifier,title,ITU-T X.1254",
        "REQ-0001,Title of REQ-0001,partial",
        "REQ-0002,Title of REQ-0002,",
    ]
    book = load_workbook(io.BytesIO(client.get("/en/trace/matrix/requirement-standard.xlsx?holes=1").content))
    assert [[cell.value for cell in row] for row in book.active.iter_rows()] == [
        ["identifier", "title"],
        ["REQ-0002", "Title of REQ-0002"],
    ]


def test_pages_of_matrices(client: Client, threads: None) -> None:
    page = Page(client.get("/en/trace/matrix/requirement-standard/"))
    assert page.text("caption") == "2 rows"
    assert "Partly covered" in page.text("tbody")
    holes = Page(client.get("/en/trace/matrix/requirement-standard/?holes=1"))
    assert holes.text("caption") == "1 row"
    assert "Title of REQ-0002" in holes.links()
    assert client.get("/fr/trace/matrix/block-area/").status_code == 200
    assert "in a step" in Page(client.get("/en/trace/matrix/use_case-block/")).text("tbody")
    assert client.get("/en/trace/matrix/need-area/").status_code == 404
    assert client.get("/en/trace/matrix/block-area/?holes=2").status_code == 400
    assert client.get("/en/trace/matrix/block-area/?page=2").status_code == 404


def test_a_relation_is_told_from_the_earlier_record(client: Client, threads: None) -> None:
    """Whichever of the two states it: an aspect that motivates a requirement stands behind it."""
    factories.published("aspect", links=[{"relation": "motivates", "target": "REQ-0001"}])
    lines = client.get("/en/trace.csv?of=REQ-0001&depth=1").content.decode("utf-8-sig").splitlines()
    assert "REQ-0001,Title of REQ-0001,is motivated by,SA-0001,Title of SA-0001," in lines
    assert "UC-0001,Title of UC-0001,needs in a step,REQ-0001,Title of REQ-0001," in lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Short", ["Short"]),
        ("Authentication responses state the level", ["Authentication responses", "state the level"]),
        (
            "Authentication responses state the level of assurance reached",
            ["Authentication responses", "state the level of…"],
        ),
        ("Authentifizierungsantwortenverzeichnisse", ["Authentifizierungsantwort", "enverzeichnisse"]),
        ("认证响应说明所达到的身份保证等级", ["认证响应说明所达到的身份保证", "等级"]),
        ("", []),
    ],
)
def test_titles_are_cut_where_a_box_ends(text: str, lines: list[str]) -> None:
    assert wrapped(text, 2) == lines
