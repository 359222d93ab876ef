"""What is left of a document in one language, or with some fields?"""

import json
from typing import Any

import pytest

from requirements import documents
from requirements.api.excerpts import Excerpt, excerpts, known_fields
from tests import factories

USE_CASE: dict[str, Any] = {
    "title": {"en": "A service", "fr": "Un service"},
    "source_language": "en",
    "scenarios": [
        {
            "name": {"en": "Success", "fr": "Succès"},
            "steps": [{"name": {"en": "Ask", "ar": "اسأل"}, "description": {"es": "Pedir"}}],
        }
    ],
    "indicators": [{"name": {"fr": "Délai"}, "unit": "day"}],
}


def body(**fields: Any) -> bytes:
    document = factories.document("use_case", **{**USE_CASE, **fields})
    return documents.body(document, {"number": 3})


def cut(language: str | None = None, *fields: str, **more: Any) -> dict[str, Any]:
    return json.loads(Excerpt(language, frozenset(fields)).of(body(**more)))


def test_texts_at_any_depth_are_in_one_language() -> None:
    found = cut("fr")
    assert found["title"] == {"fr": "Un service"}
    assert found["scenarios"][0]["name"] == {"fr": "Succès"}
    assert found["scenarios"][0]["steps"][0]["name"] == {"en": "Ask"}
    assert found["indicators"][0] == {"name": {"fr": "Délai"}, "description": {}, "unit": "day", "target": ""}


@pytest.mark.parametrize(
    ("texts", "source", "language", "shown"),
    [
        ({"en": "E", "fr": "F"}, "en", "fr", "fr"),
        ({"en": "E", "es": "S"}, "es", "fr", "es"),
        ({"en": "E", "es": "S"}, "zh", "fr", "en"),
        ({"ru": "R", "es": "S"}, "zh", "fr", "ru"),
    ],
)
def test_where_a_text_is_missing_the_source_is_shown_then_english_then_any(
    texts: dict[str, str], source: str, language: str, shown: str
) -> None:
    assert cut(language, title=texts, source_language=source)["title"] == {shown: texts[shown]}


def test_what_is_not_a_text_stays_as_it_is() -> None:
    whole, french = json.loads(body(translations={"fr": "draft"})), cut("fr", translations={"fr": "draft"})
    assert {name for name in whole if whole[name] != french[name]} == {"title", "scenarios"}
    assert french["translations"] == {"fr": "draft"}


def test_fields_are_left_out() -> None:
    assert cut(None, "title") == {"identifier": "UC-0001", "kind": "use_case", "title": USE_CASE["title"]}
    assert cut(None, "edition")["edition"] == {"number": 3}


def test_what_is_not_cut_is_the_same_bytes() -> None:
    stored = body()
    assert excerpts([stored], None) == [stored]
    assert Excerpt(None, frozenset()).of(stored) == stored


def test_known_fields_are_those_of_the_kinds_without_internal_ones() -> None:
    assert known_fields(frozenset({"sdg"})) == (
        *("confidence", "confirmed_on", "description", "edition", "identifier", "kind", "source", "source_language"),
        *("title", "to_confirm", "url"),
    )
    assert not {"internal_note", "contact", "note"} & set(known_fields(frozenset(documents.TYPES)))
