"""Is it told, for documents of any kind, what an import would change and what was edited here meanwhile?"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requirements import documents
from requirements.documents import ENTRY_TYPES
from requirements.exchange import comparison
from tests import strategies

KINDS = sorted(ENTRY_TYPES)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[type[documents.Document], dict[str, Any], dict[str, Any]]:
    kind = draw(st.sampled_from(KINDS))
    one, other = (documents.dump(draw(strategies.document(kind))) for _ in range(2))
    return documents.TYPES[kind], one, other


@given(pairs())
def test_the_same_again_changes_nothing_and_finds_nothing_edited(pair: Any) -> None:
    shape, here, coming = pair
    once = comparison.laid_over(shape, here, coming)
    assert comparison.laid_over(shape, once, coming) == once
    assert comparison.laid_over(shape, here, here) == here
    assert comparison.edited(here, coming, comparison.written(here)) == []


@given(pairs())
def test_whatever_differs_from_what_the_import_left_was_edited(pair: Any) -> None:
    """Here is what a person made of it, and the same file comes again: every field that would be undone is named."""
    _shape, here, coming = pair
    differing = [name for name in sorted(here) if told(here[name]) != told(coming[name])]
    assert comparison.edited(here, coming, comparison.written(coming)) == differing


def told(value: Any) -> dict[Any, Any]:
    return dict(comparison.leaves(value))


def test_a_record_that_was_never_imported_was_not_edited_since() -> None:
    assert comparison.edited({"title": {"en": "One"}}, {"title": {"en": "Two"}}, {}) == []


def test_languages_and_names_that_a_source_does_not_give_stay() -> None:
    shape = documents.TYPES["requirement"]
    here = {"title": {"en": "One", "fr": "Un"}, "programmes": ["programme:iot-ssc"], "keywords": ["b"], "type": "data"}
    coming = {"title": {"en": "Two"}, "programmes": ["programme:dpi"], "keywords": ["a"], "type": "functional"}
    assert comparison.laid_over(shape, here, coming) == {
        "title": {"en": "Two", "fr": "Un"},
        "programmes": ["programme:dpi", "programme:iot-ssc"],
        "keywords": ["a", "b"],
        "type": "functional",
    }


@pytest.mark.parametrize(("steps", "left"), [(1, [{"en": "Two"}]), (2, [{"en": "Two", "fr": "Un"}, {"en": "Three"}])])
def test_parts_are_followed_while_their_number_stays(steps: int, left: list[dict[str, str]]) -> None:
    shape = documents.TYPES["use_case"]
    here = {"scenarios": [{"steps": [{"name": {"en": "One", "fr": "Un"}}, {"name": {"en": "Three"}}]}]}
    coming = {"scenarios": [{"steps": [{"name": {"en": "Two"}}, {"name": {"en": "Three"}}][:steps]}]}
    result = comparison.laid_over(shape, here, coming)
    assert [step["name"] for step in result["scenarios"][0]["steps"]] == left


def test_names_are_left_out_at_any_depth() -> None:
    shape = documents.TYPES["use_case"]
    data = {"owner": "organization:x", "scenarios": [{"steps": [{"building_blocks": ["block:x", "block:y"]}]}]}
    assert comparison.without_names(shape, data, {"block:x", "organization:x"}) == {
        "owner": None,
        "scenarios": [{"steps": [{"building_blocks": ["block:y"]}]}],
    }
