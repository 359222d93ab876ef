"""Is a number the same code however it is written, and is nothing else taken for one?"""

import pytest

from requirements import documents


@pytest.mark.parametrize(
    ("code", "written"),
    [
        (
            "x1254",
            "X.1254|x1254|x 1254|ITU-T X.1254|ITU-T X.1254 (2020)|Recommendation ITU-T X.1254 (09/2020)|МСЭ-Т X.1254",
        ),
        ("x1254", "UIT-T X.1254|itu t x 1254|itu-t-x-1254|数字X.1254标准"),
        ("iso29115", "ISO 29115|ISO/IEC 29115:2013|iso iec 29115|iso29115|IEC 29115|ISO/IEC 29115 (2013)"),
        ("rfc6749", "RFC 6749|rfc6749|IETF RFC 6749|rfc-6749"),
        ("ts119461", "ETSI TS 119 461|TS 119 461"),
        ("req1", "REQ-0001|req 1|REQ0001|req-1"),
        ("sg17", "SG17|sg 17|Study Group 17|Commission d’études 17"),
        ("res103", "Resolution 103|Résolution 103|Res. 103|القرار 103"),
    ],
)
def test_a_code_has_one_form(code: str, written: str) -> None:
    for text in written.split("|"):
        assert documents.codes(text) == [code], text


@pytest.mark.parametrize(
    "text", ["en 2020 le système", "a 2020 law", "level 2", "OAuth 2.0", "1254", "wallet", "", "2020"]
)
def test_other_numbers_are_no_codes(text: str) -> None:
    assert documents.codes(text) == []
    assert documents.with_codes(text) == text


def test_a_part_is_found_by_its_standard_too() -> None:
    assert documents.codes("ISO/IEC 21823-1 and X.1278.2") == ["iso21823p1", "iso21823", "x1278p2", "x1278"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("identité ITU-T X.1254 (2020)", "identité x1254"),
        ("-X.1254 ISO/IEC 21823-1", "-x1254 iso21823p1"),
        ("ITU-T Y.4000/Y.2060", "y4000 y2060"),
    ],
)
def test_what_is_typed_around_a_code_stays(typed: str, read: str) -> None:
    assert documents.with_codes(typed) == read


def test_names_and_codes_are_searched_with_the_words_of_every_language() -> None:
    standard = documents.parse(
        {
            "kind": "standard",
            "identifier": "standard:itu-t-x-1254",
            "designation": "ITU-T X.1254",
            "title": {"en": "Assurance", "fr": "Garantie"},
            "aliases": [{"text": "X.eaa"}],
        }
    )
    assert documents.indexed(standard) == {
        "en": {"A": "Assurance\nITU-T X.1254\nX.eaa\nx1254"},
        "fr": {"A": "Garantie\nITU-T X.1254\nX.eaa\nx1254"},
    }
    entry = documents.parse(
        {
            "kind": "requirement",
            "identifier": "REQ-0001",
            "statement": {"fr": "Selon RFC 6749."},
            "coverage": [{"standard": "standard:itu-t-x-1254", "relation": "equal_to"}],
        }
    )
    assert documents.indexed(entry) == {"fr": {"A": "req1", "B": "Selon RFC 6749.", "D": "rfc6749 x1254"}}
    assert documents.indexed(documents.parse({"kind": "need", "identifier": "ND-0012"})) == {"en": {"A": "nd12"}}


def test_the_vocabulary_is_words_and_runs_of_chinese_titles() -> None:
    need = documents.parse(
        {
            "kind": "need",
            "identifier": "ND-0001",
            "title": {"zh": "数字身份", "fr": "L’identité 2"},
            "statement": {"zh": "支付", "fr": "À vérifier"},
        }
    )
    chinese = ["数字", "字身", "身份", "数字身", "字身份", "数字身份"]
    french = ["identité", "vérifier"]
    assert documents.vocabulary(need) == {*(("zh", word) for word in chinese), *(("fr", word) for word in french)}
