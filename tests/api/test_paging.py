"""Are the pages of a list together what the list was when the first was read, whoever publishes meanwhile?"""

import random
import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory

from requirements import catalogue, workflow
from requirements.api import cursors, pages
from requirements.api.cursors import Cursor
from requirements.catalogue import Total
from requirements.choices import Role
from requirements.filters import ORDERINGS
from requirements.models import Entry
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 3, 1, 12, 30, 0, 123456, tzinfo=UTC)


def publish(first: int, last: int, **fields: Any) -> None:
    factories.references()
    saved = [
        workflow.save(factories.document(identifier=f"REQ-{number:04}", **fields), by=None)
        for number in range(first, last + 1)
    ]
    workflow.release([one.record for one in saved], by=None)


def identifiers(page: dict[str, Any]) -> list[str]:
    return [result["identifier"] for result in page["results"]]


def test_pages_follow_each_other(api: Reader) -> None:
    publish(1, 7)
    found = list(api.pages("requirements/", page_size=3))
    assert [identifiers(page) for page in found] == [
        ["REQ-0001", "REQ-0002", "REQ-0003"],
        ["REQ-0004", "REQ-0005", "REQ-0006"],
        ["REQ-0007"],
    ]
    assert {(page["count"], page["count_exact"], page["as_of"]) for page in found} == {(7, True, found[0]["as_of"])}


def test_a_last_page_that_is_full_has_no_next(api: Reader) -> None:
    publish(1, 4)
    assert [len(page["results"]) for page in api.pages("requirements/", page_size=2)] == [2, 2]


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_pages_in_every_order_are_the_list(ordering: str, api: Reader) -> None:
    """With equal keys, so that only the identifier tells where a page ends."""
    publish(1, 4, title={"en": "Same title"})
    publish(5, 9, title={"en": "Another title"})
    params = {"ordering": ordering, "q": "title"} if ordering == "relevance" else {"ordering": ordering}
    whole = api.identifiers("requirements/", **params)
    assert len(whole) == 9
    for size in (1, 2, 4):
        paged = [name for page in api.pages("requirements/", page_size=size, **params) for name in identifiers(page)]
        assert paged == whole


@pytest.mark.parametrize("few", [0, 8, 9])
@pytest.mark.parametrize("ordering", ["identifier", "-published_at", "title"])
def test_few_that_match_are_sorted_and_many_are_walked_with_one_result(
    ordering: str, few: int, api: Reader, monkeypatch: pytest.MonkeyPatch, queries
) -> None:
    monkeypatch.setattr(pages, "FEW", few)
    publish(1, 9, type="data")
    publish(10, 12)
    with queries() as told:
        found = [
            name
            for page in api.pages("requirements/", type="data", ordering=ordering, page_size=4)
            for name in identifiers(page)
        ]
    assert sorted(found) == [f"REQ-{number:04}" for number in range(1, 10)]
    assert found == api.identifiers("requirements/", type="data", ordering=ordering)
    assert sum("MATERIALIZED" in sql for sql in told) == (3 if few == 9 else 0)


def change(number: int, text: str) -> Entry:
    record = workflow.save(factories.document(identifier=f"REQ-{number:04}", rationale={"en": text}), by=None).record
    workflow.release([record], by=None)
    return record


@pytest.mark.parametrize("ordering", ["identifier", "-published_at", "title"])
def test_pages_stay_what_they_were_while_others_publish(ordering: str, api: Reader) -> None:
    publish(1, 20)
    editor = factories.user(Role.ADMINISTRATOR)
    expected = api.get("requirements/", ordering=ordering)["results"]
    chance = random.Random(103)
    found: list[dict[str, Any]] = []
    for turn, page in enumerate(api.pages("requirements/", ordering=ordering, page_size=3)):
        found += page["results"]
        assert page["count"] == 20
        for number in chance.sample(range(1, 21), 3):
            change(number, f"Turn {turn}")
        publish(100 + turn, 100 + turn)
        workflow.perform(change(20 - turn, f"Last in turn {turn}"), "withdraw", by=editor, note="Why")
    assert found == expected


@pytest.mark.django_db(transaction=True)
def test_pages_stay_what_they_were_while_a_thread_publishes(api: Reader) -> None:
    publish(1, 60)
    stop = threading.Event()

    def go_on_publishing() -> None:
        try:
            chance = random.Random(7)
            turn = 0
            while not stop.is_set():
                turn += 1
                change(chance.randrange(1, 61), f"Turn {turn}")
                publish(1000 + turn, 1000 + turn)
        finally:
            connection.close()

    publisher = threading.Thread(target=go_on_publishing)
    publisher.start()
    try:
        for _ in range(3):
            found = list(api.pages("requirements/", page_size=5))
            names = [name for page in found for name in identifiers(page)]
            assert names == sorted(set(names))
            assert len(names) == found[0]["count"] >= 60
            moment = datetime.fromisoformat(found[0]["as_of"])
            stored = catalogue.as_of(moment, "requirement").order_by("identifier")
            assert [result for page in found for result in page["results"]] == [catalogue.document(e) for e in stored]
    finally:
        stop.set()
        publisher.join()


def test_pages_of_a_search_are_its_results(api: Reader) -> None:
    publish(1, 5, title={"en": "Bridge"})
    publish(6, 8, title={"en": "Bridge over the bridge"})
    whole = api.identifiers("entries/", q="bridge")
    paged = [name for page in api.pages("entries/", q="bridge", page_size=3) for name in identifiers(page)]
    assert paged == whole
    assert sorted(whole) == [f"REQ-{number:04}" for number in range(1, 9)]


def test_the_size_of_a_page_may_change_on_the_way(api: Reader) -> None:
    publish(1, 6)
    following = api.get("requirements/", page_size=1)["next"].replace("page_size=1", "page_size=3")
    assert api.identifiers(following) == ["REQ-0002", "REQ-0003", "REQ-0004"]


def test_later_pages_take_as_many_queries_as_the_first(api: Reader, queries) -> None:
    publish(1, 6)
    first = api.get("requirements/", page_size=1)
    for size in (1, 5):
        with queries() as told:
            api.get(first["next"].replace("page_size=1", f"page_size={size}"))
        assert len(told) == 2


@pytest.fixture
def cursor(api: Reader) -> str:
    publish(1, 3)
    return QueryDict(api.get("requirements/", page_size=1)["next"].partition("?")[2])["cursor"]


REFUSED = [
    {
        "parameter": "cursor",
        "reason": "Take the cursor from `next`, with the other parameters as they were.",
    }
]


def refusal(api: Reader, path: str, **params: Any) -> list[dict[str, str]]:
    return [{**error, "value": ""} for error in api.problem(path, 400, **params)["errors"]]


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_cursor_that_was_tampered_with_is_refused(place: int, api: Reader, cursor: str) -> None:
    tampered = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
    assert refusal(api, "requirements/", page_size=1, cursor=tampered) == [{**REFUSED[0], "value": ""}]


@pytest.mark.parametrize("text", ["", "x", "::", "null:null", "é:é", "W10:abc"])
def test_what_is_no_cursor_is_refused(text: str, api: Reader) -> None:
    assert refusal(api, "requirements/", cursor=text) == [{**REFUSED[0], "value": ""}]


def test_a_cursor_belongs_to_its_question(api: Reader, cursor: str) -> None:
    api.get("requirements/", page_size=1, cursor=cursor)
    api.get("requirements/", page_size=2, fields="title", cursor=cursor)
    for path, params in (("entries/", {}), ("requirements/", {"type": "data"}), ("requirements/", {"lang": "en"})):
        assert refusal(api, path, cursor=cursor, **params) == [{**REFUSED[0], "value": ""}]


@pytest.mark.parametrize(
    "keys", [("REQ-0001",), (MOMENT, "REQ-0001"), (0.12345678901234567, "REQ-0001"), (1, "é", "x")]
)
def test_a_cursor_comes_back_as_it_was(keys: tuple[Any, ...]) -> None:
    request = RequestFactory().get("/api/v1/entries/", {"q": "x"})
    cursor = Cursor(MOMENT, keys, Total(1000, exact=False))
    following = RequestFactory().get(cursors.address(request, cursor))
    assert cursors.read(following, {}) == cursor


def test_the_address_of_the_next_page_is_as_short_as_can_be(api: Reader) -> None:
    """A hundred values of a filter make it long, and servers refuse what is longer than some thousand characters."""
    for number in (1, 2):
        factories.published(identifier=f"REQ-000{number}")
    asked = "/api/v1/entries/?fields=title,edition&page_size=1&building_block=block:identity"
    address, _, cursor = api.get(asked)["next"].partition("&cursor=")
    assert address == f"http://127.0.0.1:8000{asked}"
    assert len(cursor) < 150
