"""Does a harvester get everything, and afterwards exactly what is new?"""

import json
import resource
from typing import Any

import pytest

from requirements import catalogue, search, workflow
from requirements.api import harvest
from requirements.choices import Role
from requirements.documents import TYPES
from requirements.models import Edition
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db


def exported(api: Reader, **params: Any) -> list[bytes]:
    content = api.response("export.ndjson", **params).getvalue()
    assert content == b"" or content.endswith(b"\n")
    return content.splitlines()


@pytest.fixture
def entries() -> None:
    for kind in catalogue.ENTRY_KINDS:
        factories.published(kind)


def test_an_export_is_every_record_in_force(api: Reader, entries: None) -> None:
    stored = [bytes(body) for (body,) in catalogue.in_force().order_by("identifier").values_list("body")]
    assert exported(api) == stored
    assert {json.loads(line)["kind"] for line in stored} == set(TYPES)


def test_an_export_takes_the_filters_of_lists(api: Reader, entries: None) -> None:
    def names(**params: str) -> list[str]:
        return [json.loads(line)["identifier"] for line in exported(api, **params)]

    assert names(kind="requirement") == ["REQ-0001"]
    assert names(kind="standard") == ["standard:itu-t-x-1254"]
    assert names(programme="dpi", ordering="-identifier") == ["UC-0001", "SA-0001", "REQ-0001", "ND-0001", "EX-0001"]
    assert names(kind="requirement", obligation="optional") == []
    assert names(q="ministry") == ["EX-0001"]
    assert names(as_of="2001-01-01") == []


def test_an_export_is_cut_down(api: Reader, entries: None) -> None:
    (line,) = exported(api, kind="requirement", fields="obligation")
    assert json.loads(line) == {"identifier": "REQ-0001", "kind": "requirement", "obligation": "required"}


@pytest.mark.parametrize("window", [1, 2, 3, 500])
def test_windows_join_without_a_seam(window: int, api: Reader, entries: None, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = exported(api)
    monkeypatch.setattr(harvest, "WINDOW", window)
    assert exported(api) == whole


def test_an_export_is_of_the_moment_at_which_it_began(
    api: Reader, entries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = exported(api)
    monkeypatch.setattr(harvest, "WINDOW", 2)
    stream = iter(api.response("export.ndjson").streaming_content)
    lines = []
    for number, chunk in enumerate(stream):
        lines += chunk.splitlines()
        factories.published(identifier=f"REQ-{number + 2:04}")
        workflow.release([workflow.save(factories.document(rationale={"en": str(number)}), by=None).record], by=None)
    assert lines == whole


def test_an_export_is_a_file(api: Reader) -> None:
    headers = api.response("export.ndjson").headers
    assert headers["Content-Type"] == "application/x-ndjson"
    assert headers["Content-Disposition"] == 'attachment; filename="export.ndjson"'
    assert headers["Cache-Control"] == "public, max-age=60"


def test_an_export_that_could_not_be_complete_is_refused(
    api: Reader, entries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "CANDIDATES", 1)
    factories.published(identifier="REQ-0002")
    problem = api.problem("export.ndjson", 400, q="title")
    assert problem["errors"] == [
        {
            "parameter": "q",
            "value": "title",
            "reason": "More than 1 records match; an export must be complete: narrow it.",
        }
    ]


def test_an_export_has_no_pages(api: Reader) -> None:
    problem = api.problem("export.ndjson", 400, page_size=1, cursor="x")
    assert [error["parameter"] for error in problem["errors"]] == ["cursor", "page_size"]
    assert problem["errors"][1]["reason"].startswith("There is no such parameter; known are: q, kind, ")


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


def test_an_export_needs_no_more_memory_for_more_records(api: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """2,000 documents of some 100 kB each would be 200 MB; windows of ten are one."""
    record = factories.published(rationale={"en": "x" * 19_000, "fr": "y" * 19_000, "es": "z" * 19_000})
    monkeypatch.setattr(harvest, "WINDOW", 10)
    page = harvest.Pages.after

    def many(self, keys, size):
        found = page(self, (), size)
        number = int(keys[0]) + 1 if keys else 1
        return harvest.Page(found.bodies * 10, (number,) if number < 200 else None)

    monkeypatch.setattr(harvest.Pages, "after", many)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sent = sum(len(chunk) for chunk in api.response("export.ndjson", kind="requirement").streaming_content)
    assert sent > 100_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    assert record.identifier == "REQ-0001"


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
