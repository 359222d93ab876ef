"""Does a harvester that has everything get exactly what is new?"""

import json
from typing import Any

import pytest

from requirements import catalogue, workflow
from requirements.choices import Role
from requirements.documents import TYPES
from requirements.models import Edition
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries() -> None:
    for kind in catalogue.ENTRY_KINDS:
        factories.published(kind)


def changed(api: Reader, **params: Any) -> list[tuple[str, int]]:
    return [
        (result["identifier"], result["edition"]["number"])
        for page in api.pages("changes/", **params)
        for result in page["results"]
    ]


def test_changes_are_every_edition_in_the_order_of_publication(api: Reader, entries: None) -> None:
    editions = Edition.objects.order_by("published_at", "id")
    assert changed(api) == [(edition.identifier, edition.number) for edition in editions]
    assert changed(api, page_size=3) == changed(api)
    assert api.get("changes/")["count"] == editions.count()


def test_a_harvester_goes_on_where_it_ended(api: Reader, entries: None) -> None:
    since = api.get("changes/")["as_of"]
    assert changed(api, since=since) == []
    record = workflow.save(factories.document(rationale={"en": "Why"}), by=None).record
    workflow.release([record], by=None)
    workflow.perform(record, "withdraw", by=factories.user(Role.ADMINISTRATOR), note="Why")
    factories.draft("need", "ND-0002")
    answer = api.get("changes/", since=since)
    assert [(one["identifier"], one["edition"]["standing"]) for one in answer["results"]] == [
        ("REQ-0001", "in_force"),
        ("REQ-0001", "withdrawn"),
    ]
    assert (answer["count"], answer["count_exact"]) == (2, True)
    assert changed(api, since=answer["as_of"]) == []


def test_changes_of_some_kinds(api: Reader, entries: None) -> None:
    assert changed(api, kind=["need", "sdg"]) == [("sdg:16", 1), ("ND-0001", 1)]
    reason = api.problem("changes/", 400, kind="novel")["errors"][0]["reason"]
    assert reason == f"“novel” is not one of: {', '.join(TYPES)}."


def test_pages_of_changes_stay_while_others_publish(api: Reader, entries: None) -> None:
    whole = changed(api)
    found = []
    for number, page in enumerate(api.pages("changes/", page_size=4)):
        found += [(result["identifier"], result["edition"]["number"]) for result in page["results"]]
        factories.published(identifier=f"REQ-{number + 2:04}")
        assert page["count"] == len(whole)
    assert found == whole


def test_a_kind_that_is_none_is_told_whatever_else_is_asked(api: Reader) -> None:
    problem = api.problem("changes/", 400, kind=["x", "need"], fields="title")
    assert [error["parameter"] for error in problem["errors"]] == ["kind"]


def test_changes_are_cut_down(api: Reader, entries: None) -> None:
    (change,) = api.get("changes/", kind="requirement", fields="edition", lang="fr")["results"]
    assert sorted(change) == ["edition", "identifier", "kind"]


@pytest.mark.parametrize("since", ["yesterday", "2026-13-01", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_is_none_is_refused(since: str, api: Reader) -> None:
    assert api.problem("changes/", 400, since=since)["errors"] == [
        {"parameter": "since", "value": since, "reason": "Write a moment such as 2026-03-01T00:00:00Z."}
    ]


def test_queries_do_not_depend_on_changes(api: Reader, entries: None, queries) -> None:
    with queries() as few:
        api.get("changes/", page_size=1)
    expected = len(few)
    with queries() as many:
        api.get("changes/", page_size=500)
    assert len(many) == expected == 3


def test_a_second_harvest_transfers_less_than_a_twentieth(api: Reader) -> None:
    """The first takes everything; the second what changed since, and asks for the rest by its tag."""
    for number in range(1, 61):
        factories.published(identifier=f"REQ-{number:04}")
    tag = api.response("requirements/REQ-0007/").headers["ETag"]
    export = api.response("export.ndjson")
    first, since = len(export.getvalue()), export.headers["As-Of"]
    for number in (3, 30):
        document = factories.document(identifier=f"REQ-{number:04}", rationale={"en": "New"})
        workflow.release([workflow.save(document, by=None).record], by=None)
    news = api.response("changes/", since=since)
    assert [one["identifier"] for one in json.loads(news.content)["results"]] == ["REQ-0003", "REQ-0030"]
    kept = api.response("requirements/REQ-0007/", 304, headers={"If-None-Match": tag})
    again = api.response("changes/", 304, headers={"If-None-Match": news.headers["ETag"]}, since=since)
    second = len(news.content) + len(kept.content) + len(again.content)
    assert second < first / 20
