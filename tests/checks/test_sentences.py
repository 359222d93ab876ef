"""Is what is missing said in sentences, with its place, and is an unfit server refused?"""

import pytest
from django.core.checks import run_checks
from django.utils import translation

from requirements import checks
from requirements.documents import Problem


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (Problem("no_title", ("title",)), "title: The title in the source language is missing."),
        (
            Problem("too_long", ("links", 2, "note"), {"longest": "300"}),
            "links, 3, note: The text is longer than 300 characters.",
        ),
        (Problem("enum", (), {"value": "x", "expected": "a"}), "“x” is not one of: a."),
        (Problem("never_heard", ("a_b",), {"value": "x"}), "a b: “x” is not valid here (never_heard)."),
    ],
)
def test_a_problem_is_said_with_its_place(problem: Problem, sentence: str) -> None:
    with translation.override("en"):
        assert checks.sentence(problem) == sentence


@pytest.mark.parametrize(
    ("server", "words"),
    [
        (("UTF8", "é", 15), []),
        (("UTF8", "é", 18), []),
        (("SQL_ASCII", "é", 18), ["encoded in SQL_ASCII"]),
        (("UTF8", "É", 18), ["beyond ASCII"]),
        (("LATIN1", "É", 14), ["encoded in LATIN1", "beyond ASCII", "PostgreSQL 14 is too old"]),
    ],
)
def test_an_unfit_server_is_told_why(server: tuple[str, str, int], words: list[str]) -> None:
    told = list(checks.unfit(*server))
    assert len(told) == len(words)
    assert all(word in sentence for word, sentence in zip(words, told, strict=True))


@pytest.mark.django_db
def test_the_server_of_these_tests_is_fit() -> None:
    assert [error for error in run_checks(databases=["default"]) if error.id.startswith("requirements.")] == []
