"""Does a program learn which standards a text may mean?"""

from typing import Any

import pytest

from requirements import documents, workflow
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db


def test_candidates_with_score_and_reason(api: Reader) -> None:
    answer = api.get("reconcile/", text="as in ITU-T X.1254 (09/2020)")
    assert answer["results"] == [
        {
            "standard": "standard:itu-t-x-1254",
            "designation": "ITU-T X.1254",
            "score": 100,
            "accepted": True,
            "reason": "code",
            "said": "ITU-T X.1254 (09/2020)",
        }
    ]


def test_nothing_is_answered_where_nothing_is_named(api: Reader) -> None:
    assert api.get("reconcile/", text="our own standard")["results"] == []


def test_the_standards_are_read_once_after_a_publication(api: Reader, queries: Any) -> None:
    factories.references()
    api.get("reconcile/", text="X.1254")
    with queries() as told:
        assert api.get("reconcile/", text="as X.1254 says")["results"]
    assert len(told) == 1
    data = {
        "kind": "standard",
        "identifier": "standard:rfc-9999",
        "designation": "RFC 9999",
        "title": {"en": "A title"},
    }
    workflow.release([workflow.save(documents.parse(data), by=None).record], by=None)
    assert [one["standard"] for one in api.get("reconcile/", text="RFC 9999")["results"]] == ["standard:rfc-9999"]
