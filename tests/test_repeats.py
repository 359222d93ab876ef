"""Is what a program asks a second time, because the first answer was lost, done once?"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from requirements import repeats
from requirements.choices import Role
from requirements.models import Repeatable, User
from tests import factories


class Maker:
    """Gives A-1, A-2 and so on, one each time that it is asked to make something."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        return f"A-{self.made}"


@pytest.mark.django_db
def test_what_is_asked_again_is_done_once() -> None:
    person, other = factories.user(Role.EDITOR), factories.user(Role.EDITOR, "other")
    make = Maker()
    assert [repeats.once("k", b"x", make, by=person) for _ in range(3)] == ["A-1"] * 3
    assert repeats.once("another", b"x", make, by=person) == "A-2"
    assert repeats.once("k", b"x", make, by=other) == "A-3"
    with pytest.raises(repeats.Reused):
        repeats.once("k", b"y", make, by=person)
    assert make.made == 3


@pytest.mark.django_db
def test_what_was_refused_is_not_remembered() -> None:
    person = factories.user(Role.EDITOR)

    def refuse() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        repeats.once("k", b"x", refuse, by=person)
    assert repeats.once("k", b"mended", Maker(), by=person) == "A-1"


@pytest.mark.django_db
def test_it_is_forgotten_after_a_week() -> None:
    person, make = factories.user(Role.EDITOR), Maker()
    for key in ("old", "young"):
        repeats.once(key, b"x", make, by=person)
    for key, age in (("old", repeats.KEPT + timedelta(hours=1)), ("young", repeats.KEPT - timedelta(hours=1))):
        Repeatable.objects.filter(key=key).update(asked_at=timezone.now() - age)
    repeats.once("new", b"x", make, by=person)
    assert set(Repeatable.objects.values_list("key", flat=True)) == {"young", "new"}


@pytest.fixture
def person(transactional_db: None) -> User:
    return factories.user(Role.EDITOR)


def test_who_asks_twice_at_the_same_time_waits_and_gets_the_same(person: User) -> None:
    make, both = Maker(), threading.Barrier(4)

    def ask() -> str:
        try:
            both.wait(timeout=60)
            return repeats.once("k", b"x", make, by=person)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = [future.result() for future in [threads.submit(ask) for _ in range(4)]]
    assert answers == ["A-1"] * 4
