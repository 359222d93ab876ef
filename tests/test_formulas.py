"""Is what looks like a formula guarded, and read back as it was, however often?"""

from hypothesis import given
from hypothesis import strategies as st

from requirements.formulas import guarded, meant

TEXTS = st.text(st.sampled_from("'=+-@\t\r\n|%＝＋－＠a1 "), max_size=8)


@given(TEXTS)
def test_a_guarded_text_is_read_back(text: str) -> None:
    assert meant(guarded(text)) == text
    assert meant(meant(guarded(guarded(text)))) == text


def test_what_a_spreadsheet_runs_does_not_come_first() -> None:
    assert [guarded(text) for text in ("=1", "-1", "|a", "＝1", "'=1", "a=1", "")] == [
        *("'=1", "'-1", "'|a", "'＝1", "''=1", "a=1", ""),
    ]
