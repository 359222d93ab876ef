"""Does the comparison of two editions show every difference, and at a bounded cost?"""

import time
from typing import Any

import pytest
from django.test import Client

from requirements import workflow
from tests import factories
from tests.views.html import Page

pytestmark = pytest.mark.django_db


def compared(client: Client, before: dict[str, Any], after: dict[str, Any], language: str = "en") -> Page:
    entry = factories.published(**before)
    workflow.save(factories.document(**after), by=None)
    factories.release([entry])
    return Page(client.get(f"/{language}/requirements/REQ-0001/compare/1..2/"))


def test_words_that_came_and_went(client: Client) -> None:
    page = compared(
        client,
        {"statement": {"en": "It answers within 48 hours."}},
        {"statement": {"en": "It answers within 72 hours."}},
    )
    assert page.texts("h2") == ["Statement (English)", *page.texts("h2")[1:]]
    assert page.text("p", class_="diff") == "It answers within 4872 hours."
    assert (page.texts("del"), page.texts("ins")) == (["48"], ["72"])


def test_values_are_named_in_the_readers_language(client: Client) -> None:
    page = compared(client, {"obligation": "required"}, {"obligation": "optional", "keywords": ["new"]})
    assert (page.texts("del"), page.texts("ins")) == (["Required"], ["new", "Optional"])


def test_whole_parts_and_other_languages(client: Client) -> None:
    page = compared(
        client,
        {},
        {"rationale": {"ar": "لأن"}, "coverage": [{"relation": "no_relationship"}], "translations": {"ar": "draft"}},
    )
    assert page.texts("ins") == ["Confidence: Unspecified; Relation: No relationship", "لأن", "Draft"]
    assert page.attribute("p", "dir", lang="ar") == ["rtl"]
    assert "Translations › العربية" in page.texts("h2")


def test_the_other_way_round_and_the_same(client: Client) -> None:
    compared(client, {"title": {"en": "Old"}}, {"title": {"en": "New"}})
    page = Page(client.get("/en/requirements/REQ-0001/compare/2..1/"))
    assert (page.texts("del"), page.texts("ins")) == (["New"], ["Old"])
    same = Page(client.get("/en/requirements/REQ-0001/compare/1..1/"))
    assert "The text of the two editions is the same." in same.text("main")


def test_long_texts_are_shown_whole(client: Client) -> None:
    before, after = ("".join(f"w{n * k % 997} " for n in range(4_000))[:19_000] for k in (7, 11))
    started = time.process_time()
    page = compared(client, {"statement": {"en": before}}, {"statement": {"en": after}})
    assert time.process_time() - started < 5
    assert (page.texts("del"), page.texts("ins")) == ([before.strip()], [after.strip()])


def test_a_comparison_takes_two_queries(client: Client, django_assert_num_queries: Any) -> None:
    compared(client, {"title": {"en": "Old"}}, {"title": {"en": "New"}})
    with django_assert_num_queries(2):
        client.get("/fr/requirements/REQ-0001/compare/1..2/")
