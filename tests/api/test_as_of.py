"""Is the registry at any moment what was exported at that moment?"""

import json
import random
from datetime import datetime, timedelta

import pytest

from requirements import workflow
from requirements.choices import Role
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db
ENTRIES = [f"REQ-{number:04}" for number in range(1, 11)]


def exported(api: Reader, **params: str) -> dict[str, bytes]:
    content = api.response("export.ndjson", kind="requirement", **params).getvalue()
    return {json.loads(line)["identifier"]: line for line in content.splitlines()}


@pytest.fixture(scope="module")
def past(lasting: None) -> list[tuple[str, dict[str, bytes]]]:
    """A history by chance: (moment, what was exported then) after each publication."""
    api = Reader()
    chance = random.Random(85)
    editor = factories.user(Role.ADMINISTRATOR)
    moments = [(api.get("")["as_of"], exported(api))]
    for turn in range(40):
        document = factories.document(identifier=chance.choice(ENTRIES), rationale={"en": f"Turn {turn}"})
        record = workflow.save(document, by=None).record
        workflow.release([record], by=None)
        if chance.random() < 0.2:
            workflow.perform(record, "withdraw", by=editor, note="Why")
        moments.append((api.get("")["as_of"], exported(api)))
    return moments


def test_a_hundred_moments(api: Reader, past: list[tuple[str, dict[str, bytes]]]) -> None:
    chance = random.Random(103)
    for _ in range(100):
        moment, lines = chance.choice(past)
        identifier = chance.choice(ENTRIES)
        document = api.client.get(f"/api/v1/requirements/{identifier}/", {"as_of": moment})
        if identifier in lines:
            assert document.content == lines[identifier]
        else:
            assert document.status_code == 404 or document.json()["edition"]["standing"] == "withdrawn"


def test_lists_and_exports_of_the_past(api: Reader, past: list[tuple[str, dict[str, bytes]]]) -> None:
    for moment, lines in past[::5]:
        assert exported(api, as_of=moment) == lines
        answer = api.get("requirements/", as_of=moment)
        assert (answer["count"], [one["identifier"] for one in answer["results"]]) == (len(lines), sorted(lines))


def test_between_two_publications_the_earlier_counts(api: Reader, past: list[tuple[str, dict[str, bytes]]]) -> None:
    (_, before), (moment, _) = past[20:22]
    just_before = datetime.fromisoformat(moment) - timedelta(microseconds=1)
    assert exported(api, as_of=just_before.isoformat()) == before
