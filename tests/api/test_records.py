"""What does the API tell of one record: now, at a moment, edition by edition?"""

import hashlib
from typing import Any

import pytest

from requirements import catalogue, workflow
from requirements.choices import Role
from requirements.documents import COLLECTIONS
from requirements.models import Edition
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db
REFERENCES = {kind: name for kind, name in COLLECTIONS.items() if kind not in catalogue.ENTRY_KINDS}


@pytest.fixture
def twice() -> None:
    """REQ-0001 with two editions."""
    factories.published()
    record = workflow.save(factories.document(rationale={"en": "Why"}), by=None).record
    workflow.release([record], by=None, note="A reason was missing.")


def stored(identifier: str, number: int) -> bytes:
    return bytes(Edition.objects.get(identifier=identifier, number=number).body)


@pytest.mark.parametrize("kind", catalogue.ENTRY_KINDS)
def test_an_entry_is_found_by_its_identifier(kind: str, api: Reader) -> None:
    identifier = factories.published(kind).identifier
    for path in (f"{COLLECTIONS[kind]}/{identifier}/", f"entries/{identifier}/"):
        assert api.response(path).content == stored(identifier, 1)


@pytest.mark.parametrize("kind", REFERENCES)
def test_a_reference_record_is_found_with_its_family_or_without(kind: str, api: Reader) -> None:
    identifier = catalogue.in_force(kind).order_by("identifier").values_list("identifier", flat=True)[0]
    slug = identifier.partition(":")[2]
    for name in (identifier, slug):
        assert api.response(f"{REFERENCES[kind]}/{name}/").content == stored(identifier, 1)


def test_the_current_edition_is_the_latest(api: Reader, twice: None) -> None:
    assert api.get("requirements/REQ-0001/")["edition"]["number"] == 2
    assert api.response("requirements/REQ-0001/").content == stored("REQ-0001", 2)


def test_a_draft_of_a_published_entry_changes_nothing(api: Reader, twice: None) -> None:
    before = api.response("requirements/REQ-0001/")
    workflow.save(factories.document(rationale={"en": "Another"}), by=None)
    after = api.response("requirements/REQ-0001/")
    assert (before.content, before.headers["ETag"]) == (after.content, after.headers["ETag"])


def test_a_withdrawn_entry_says_so(api: Reader, twice: None) -> None:
    record = workflow.save(factories.document(rationale={"en": "Why"}), by=None).record
    workflow.perform(record, "withdraw", by=factories.user(Role.ADMINISTRATOR), note="No longer needed.")
    document = api.get("requirements/REQ-0001/")
    assert document["edition"]["standing"] == "withdrawn"
    assert document["edition"]["reason"] == "No longer needed."


def test_a_record_at_a_moment(api: Reader, twice: None) -> None:
    first, second = Edition.objects.filter(identifier="REQ-0001").order_by("number")
    stamps = [edition.published_at.isoformat() for edition in (first, second)]
    assert api.response("requirements/REQ-0001/", as_of=stamps[0]).content == bytes(first.body)
    assert api.response("requirements/REQ-0001/", as_of=stamps[1]).content == bytes(second.body)
    problem = api.problem("requirements/REQ-0001/", 404, as_of="2001-02-03")
    assert problem["detail"] == "“REQ-0001” was not in the registry at 2001-02-03T00:00:00Z."


def test_one_language_and_some_fields(api: Reader) -> None:
    factories.published(title={"en": "A title", "fr": "Un titre"})
    document = api.get("requirements/REQ-0001/", lang="fr", fields="title,edition")
    assert document.pop("edition")["number"] == 1
    assert document == {"identifier": "REQ-0001", "kind": "requirement", "title": {"fr": "Un titre"}}


def test_every_edition_stays_where_it_is(api: Reader, twice: None) -> None:
    for number in (1, 2):
        assert api.response(f"requirements/REQ-0001/editions/{number}/").content == stored("REQ-0001", number)


def test_the_editions_of_a_record(api: Reader, twice: None) -> None:
    first, second = Edition.objects.filter(identifier="REQ-0001").order_by("number")
    answer = api.get("entries/REQ-0001/editions/")
    assert answer == {
        "identifier": "REQ-0001",
        "count": 2,
        "results": [told(second, "A reason was missing."), told(first)],
    }
    for result in answer["results"]:
        assert hashlib.sha256(api.response(result["url"]).content).hexdigest() == result["sha256"]


def told(edition: Edition, reason: str = "") -> dict[str, Any]:
    published, ended = (
        moment and moment.isoformat().replace("+00:00", "Z") for moment in (edition.published_at, edition.ended_at)
    )
    return {
        "number": edition.number,
        "published_at": published,
        "ended_at": ended,
        "standing": "in_force",
        "reason": reason,
        "successor": None,
        "sha256": edition.sha256,
        "url": f"http://127.0.0.1:8000/api/v1/entries/REQ-0001/editions/{edition.number}/",
    }


def test_the_editions_of_the_past_know_nothing_of_what_came_after(api: Reader, twice: None) -> None:
    first = Edition.objects.get(identifier="REQ-0001", number=1)
    answer = api.get("requirements/REQ-0001/editions/", as_of=first.published_at.isoformat())
    assert [(one["number"], one["ended_at"]) for one in answer["results"]] == [(1, None)]


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("requirements/REQ-9999/", "“REQ-9999” is not in the registry."),
        ("requirements/req-0001/", "“req-0001” is not in the registry."),
        ("requirements/UC-0001/", "“UC-0001” is not in the registry."),
        ("entries/block:identity/", "“block:identity” is not in the registry."),
        ("requirements/1/", "“1” is not in the registry."),
        ("requirements/'%22;--/", "“'\";--” is not in the registry."),
        ("requirements/%F0%9F%92%A9/", "“💩” is not in the registry."),
        (f"requirements/{'9' * 300}/", f"“{'9' * 100}” is not in the registry."),
        ("building-blocks/none/", "“block:none” is not in the registry."),
        ("building-blocks/standard:itu-t-x-1254/", "“standard:itu-t-x-1254” is not in the registry."),
        ("requirements/REQ-0001/editions/3/", "“REQ-0001” has no edition 3."),
        ("requirements/REQ-0001/editions/0/", "“REQ-0001” has no edition 0."),
        (f"requirements/REQ-0001/editions/{2**31}/", f"“REQ-0001” has no edition {2**31}."),
        ("requirements/REQ-9999/editions/", "“REQ-9999” is not in the registry."),
        ("requirements/REQ-9999/links/", "“REQ-9999” is not in the registry."),
        ("requirements/REQ-0001/editions/x/", "There is nothing at /api/v1/requirements/REQ-0001/editions/x/."),
        ("requirements/REQ-0001/nothing/", "There is nothing at /api/v1/requirements/REQ-0001/nothing/."),
        ("nothing/", "There is nothing at /api/v1/nothing/."),
        ("/api/v2/", "There is nothing at /api/v2/."),
    ],
)
def test_what_is_not_there(path: str, detail: str, api: Reader, twice: None) -> None:
    assert api.problem(path, 404)["detail"] == detail


@pytest.mark.parametrize("kind", catalogue.ENTRY_KINDS)
def test_a_draft_is_not_there(kind: str, api: Reader) -> None:
    identifier = factories.draft(kind).identifier
    for more in ("", "editions/", "editions/1/", "links/"):
        problem = api.problem(f"entries/{identifier}/{more}", 404)
        absent = api.problem(f"entries/{identifier.replace('1', '2')}/{more}", 404)
        assert problem["detail"] == absent["detail"].replace(identifier.replace("1", "2"), identifier)


@pytest.mark.parametrize(
    ("more", "known"), [("", "as_of, lang, fields"), ("editions/", "as_of"), ("editions/1/", "lang, fields")]
)
def test_unknown_parameters_are_named(more: str, known: str, api: Reader, twice: None) -> None:
    problem = api.problem(f"requirements/REQ-0001/{more}", 400, page=2)
    assert problem["errors"] == [
        {"parameter": "page", "value": "2", "reason": f"There is no such parameter; known are: {known}."}
    ]


@pytest.mark.parametrize(
    ("path", "number"),
    [("requirements/REQ-0001/", 1), ("building-blocks/identity/", 1), ("requirements/REQ-0001/editions/1/", 1)],
)
def test_a_document_takes_one_query(path: str, number: int, api: Reader, twice: None, queries) -> None:
    with queries() as told:
        api.response(path)
    assert len(told) == number


def test_a_missing_slash_is_added(api: Reader, twice: None) -> None:
    response = api.response("requirements/REQ-0001?lang=fr", 301)
    assert response.headers["Location"] == "/api/v1/requirements/REQ-0001/?lang=fr"
