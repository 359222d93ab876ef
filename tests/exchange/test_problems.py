"""Is there a sentence for everything that can be wrong?"""

import re
from pathlib import Path

import pytest
from django.utils import translation

from requirements import exchange
from requirements.documents import Problem
from requirements.exchange import errors, problems
from requirements.exchange.formats.govstack import Reason
from requirements.exchange.formats.records import Place

ROOM = Path(exchange.__file__).parent


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_of_govstack_has_a_sentence(reason: Reason) -> None:
    assert f"govstack.{reason}" in problems.SENTENCES


def test_no_sentence_is_for_a_reason_that_is_gone() -> None:
    told = {code.partition(".")[2] for code in problems.SENTENCES if code.startswith("govstack.")}
    # What `exchange.releases` finds of any format is no reason of this one.
    assert told - {"older_than_here", "reworded"} == set(Reason)


def test_every_refusal_has_a_sentence_and_every_sentence_a_refusal() -> None:
    source = "".join(path.read_text() for path in ROOM.rglob("*.py"))
    raised = set(
        re.findall(r"(?:Unreadable|TooLarge|Outdated|Busy|Unwritable|NotUndone|ExchangeError)\(\s*\"(\w+)\"", source)
    )
    # Its place is found before it is raised.
    raised |= set(re.findall(r"not_utf8\([^\"()]*\"(\w+)\"", source))
    assert raised == errors.SENTENCES.keys()


def test_a_refusal_names_its_place_in_the_language_of_the_reader() -> None:
    error = exchange.TooLarge("file_too_large", Place("spec.md", 3), size=8, limit=7)
    assert str(error) == "spec.md:3: The file has 8 bytes; 7 are allowed."
    with translation.override("fr"):
        assert str(error).startswith("spec.md:3: ")


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem("govstack.no_marker", (), {"text": "So"}), "It carries no level: “So”."),
        (Problem("other.unheard_of"), "It is left out (other.unheard_of)."),
        (Problem("missing", ("links", 0, "target")), "links, 1, target: This field is missing."),
    ],
)
def test_problems_of_formats_and_of_documents_are_said_alike(problem: Problem, said: str) -> None:
    assert exchange.sentence(problem) == said
