"""Is an answer kept as long as it is true, and no more of them than there is room for?"""

from datetime import UTC, datetime

from requirements.api.kept import Kept
from requirements.models import Clock

NOW, LATER = (Clock(version=number, at=datetime(2026, 3, number, tzinfo=UTC)) for number in (1, 2))


def asked(kept: Kept, question: str, clock: Clock = NOW, size: int = 4) -> bool:
    """Whether the answer had to be made."""
    made: list[str] = []

    def make() -> bytes:
        made.append(question)
        return question.encode() * size

    assert kept.of(question, clock, make) == question.encode() * size
    return bool(made)


def test_an_answer_is_made_once_for_each_state_of_the_catalogue() -> None:
    kept = Kept(limit=100)
    assert asked(kept, "a")
    assert not asked(kept, "a")
    assert asked(kept, "b")
    assert asked(kept, "a", LATER)
    assert asked(kept, "a", NOW)


def test_what_nobody_asked_for_the_longest_goes_first() -> None:
    kept = Kept(limit=10)
    assert [asked(kept, question) for question in "abacbb"] == [True, True, False, True, True, False]
    assert asked(kept, "z", size=10)
    assert asked(kept, "z", size=10)
    assert asked(kept, "y", size=9)
    assert not asked(kept, "y", size=9)
