"""Does a reader end with records or with the room's own refusal, whatever a file holds?"""

import json
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from requirements import documents, exchange
from tests import factories, strategies

pytestmark = pytest.mark.django_db

JSON = exchange.format_named("json")
FIELDS = sorted({field.name for shape in documents.TYPES.values() for field in documents.fields(shape)} | {"edition"})
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.sampled_from(
        ["requirement", "need", "REQ-0500", "REQ-\ud800", "block:identity", "country:zz", "draft", "en", "\x00"]
    )
)
KEYS = st.sampled_from([*FIELDS, "en", "\ud800"])
VALUES = st.recursive(SCALARS, lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below))
GOOD = documents.dump(factories.document(keywords=["one"], links=[{"relation": "needs", "target": "REQ-0002"}]))


def outcome(content: bytes) -> Any:
    with NamedTemporaryFile(suffix=".json") as file:
        file.write(content)
        file.flush()
        try:
            plan = exchange.preview([Path(file.name)], JSON)
        except exchange.ExchangeError as error:
            return str(error)
        return [exchange.sentence(problem) for record in plan.records for problem in record.problems]


OFTEN = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@OFTEN
@given(st.sampled_from(sorted(documents.TYPES)), st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6))
@example("need", {"kind": ["need"]})
@example("need", {"kind": {}})
def test_any_value_in_any_field(kind: str, fields: dict[str, Any]) -> None:
    """Alone, and in place of what a good document has there."""
    identifier = strategies.IDENTIFIERS[kind]
    content = [fields, {"kind": kind, "identifier": identifier, **fields}, {**GOOD, **fields}]
    assert outcome(json.dumps(content).encode()) is not None


@OFTEN
@given(st.integers(min_value=0), st.integers(min_value=0), st.binary(max_size=6))
def test_any_bytes_in_the_middle_of_a_good_file(start: int, length: int, put: bytes) -> None:
    good = documents.canonical(GOOD) + b"\n" + json.dumps([GOOD], indent=1).encode()
    start, length = start % len(good), length % 40
    assert outcome(good[:start] + put + good[start + length :]) is not None
