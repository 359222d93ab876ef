"""Does every reader end with records or with the room's own refusal, however its samples are spoiled?"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from requirements import exchange
from tests.exchange.formats.mutations import SAMPLES, read, spoiled

FILES = [
    (form.name, path)
    for form in exchange.FORMATS
    for path in sorted((SAMPLES / form.name).rglob("*"))
    if path.suffix in form.suffixes
]
IDS = [f"{name}-{path.name}" for name, path in FILES]
PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@pytest.mark.parametrize("name", sorted({name for name, _ in FILES}))
def test_the_samples_of_a_format_hold_what_fits_a_document(name: str) -> None:
    held = [read(exchange.format_named(name), path.name, path.read_bytes()) for form, path in FILES if form == name]
    assert sum(held)


@pytest.mark.parametrize(("name", "path"), FILES, ids=IDS)
@settings(max_examples=15, suppress_health_check=PATIENT)
@given(data=st.data())
def test_a_spoiled_sample_breaks_no_reader(name: str, path: Path, data: st.DataObject) -> None:
    assert read(exchange.format_named(name), path.name, data.draw(spoiled(path.read_bytes()))) >= 0


@pytest.mark.slow
@pytest.mark.parametrize(("name", "path"), FILES, ids=IDS)
@settings(max_examples=10_000, suppress_health_check=PATIENT)
@given(data=st.data())
def test_ten_thousand_spoiled_samples_break_no_reader(name: str, path: Path, data: st.DataObject) -> None:
    assert read(exchange.format_named(name), path.name, data.draw(spoiled(path.read_bytes()))) >= 0
