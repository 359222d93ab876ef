"""Does every reader end with records or with the room's own refusal, however its samples are spoiled?"""

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from requirements import exchange
from requirements.exchange import Format
from tests.exchange.formats.mutations import read, spoiled_sample
from tests.exchange.formats.samples import samples

FORMATS = pytest.mark.parametrize("form", exchange.FORMATS, ids=lambda form: form.name)
PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@FORMATS
def test_the_samples_of_a_format_hold_what_fits_a_document(form: Format) -> None:
    """Of a format that is only written, none does."""
    assert any(read(form, sample) for sample in samples(form)) == bool(form.kinds)


def spoil(form: Format, times: int, number: int = 0) -> None:
    """So many cases; other ones for each number, and the same ones each time."""
    found = samples(form)

    @seed(number)
    @settings(max_examples=times, derandomize=False, database=None, suppress_health_check=PATIENT)
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        assert read(form, data.draw(spoiled_sample(data.draw(st.sampled_from(found))))) >= 0

    check()


@FORMATS
def test_a_spoiled_sample_breaks_no_reader(form: Format) -> None:
    spoil(form, 15)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 11))
@FORMATS
def test_ten_thousand_spoiled_samples_break_no_reader(form: Format, number: int) -> None:
    """In ten parts, so that each ends in time and several run side by side."""
    spoil(form, 1_000, number)
