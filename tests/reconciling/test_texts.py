"""Is a text taken as it was meant, whoever made the list or table that it comes in, and everything else refused?"""

import io

import pytest

from requirements import reconciling
from requirements.reconciling import LONGEST_TEXT, Authority, NoColumn, ReconcilingError, StandardsFile

KNOWN = StandardsFile([Authority("standard:rfc-6749", "RFC 6749", ("OAuth 2.0",), ("A title",))])


def column(table: str, name: str = "") -> list[str]:
    return list(reconciling.column_of(io.StringIO(table, newline=""), name))


def test_each_line_is_taken_once_without_what_nobody_sees() -> None:
    typed = ["  OAuth 2\r\n\r\nkites\u2028OAuth 2\x07", "=1+1\x00\nkites"]
    assert reconciling.lines_of(typed, 3) == ["OAuth 2", "kites", "=1+1"]
    assert reconciling.lines_of(["x" * LONGEST_TEXT], 1) == ["x" * LONGEST_TEXT]


@pytest.mark.parametrize(
    ("typed", "most", "said"),
    [
        ("a\nb\nc", 2, "These are 3 texts; at most 2 are looked at."),
        ("\u202e" + "x" * LONGEST_TEXT, 2, f"This text is too long: “{'x' * 59}…”."),
    ],
)
def test_more_than_is_looked_at_is_refused(typed: str, most: int, said: str) -> None:
    with pytest.raises(ReconcilingError) as refused:
        reconciling.lines_of([typed], most)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    "table",
    [
        "good,standards\nA,OAuth 2\nB,\nC\nD,a; b\n",
        "good;Standards \r\nA;OAuth 2\r\nB;\r\n\r\nC\r\nD;a; b\r\n".replace("a; b", '"a; b"'),
        "good\tSTANDARDS\rA\tOAuth 2\rB\t\rC\rD\ta; b",
        '\n"one, two, three";standards\nA;OAuth 2\nB;\nC\nD;"a; b"',
    ],
)
def test_a_column_is_found_whatever_separates_it_and_however_its_name_is_spelled(table: str) -> None:
    assert column(table, "standards") == ["OAuth 2", "", "", "a; b"]


def test_without_a_name_the_first_column_is_meant() -> None:
    assert column("said;n\nOAuth 2;1\n") == ["OAuth 2"]
    assert column("") == []


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("a;b\n1;2", "There is no column “said”; the file has: a, b."),
        ("", "There is no column “said”; the file has: –."),
    ],
)
def test_a_column_that_is_missing_is_named_with_those_that_there_are(table: str, said: str) -> None:
    with pytest.raises(NoColumn) as refused:
        column(table, "said")
    assert str(refused.value) == said


def test_a_table_that_breaks_off_is_refused() -> None:
    with pytest.raises(ReconcilingError, match="unexpected end of data"):
        column('said\n"OAuth', "said")


def test_an_answer_has_a_row_for_each_candidate_and_one_for_none() -> None:
    sure, none = reconciling.answered(KNOWN, ["oauth2", "kites"])
    assert (sure.is_sure, none.is_sure) == (True, False)
    assert sure.rows == [("oauth2", "standard:rfc-6749", "RFC 6749", 100, "yes", "name", "oauth")]
    assert none.rows == [("kites", "", "", "", "", "", "")]
    assert len(reconciling.COLUMNS) == 7
