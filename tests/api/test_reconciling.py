"""Does a program learn which standards a text may mean?"""

import pytest

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
