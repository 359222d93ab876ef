"""Is every request counted once, by all processes together, and never one too many let through?"""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from requirements import rates
from requirements.models import Allowance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_counted_and_a_minute_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour: on a slow machine none ends in the middle of a test."""
    assert rates.MINUTE == 60
    monkeypatch.setattr(rates, "MINUTE", 3600)
    another_process()


def another_process() -> None:
    """What a process knows of itself is gone; the database still knows."""
    rates.forget()


def given(number: int, limit: int, client: str = "192.0.2.1") -> int:
    """How many of so many requests are let through."""
    through = 0
    for _ in range(number):
        try:
            rates.take("requests", client, limit)
        except rates.Exhausted:
            continue
        through += 1
    return through


@pytest.mark.parametrize("limit", [1, 10, 60, 61, 300])
def test_the_limit_is_given_and_not_one_more(limit: int) -> None:
    assert given(limit, limit) == limit
    with pytest.raises(rates.Exhausted) as refused:
        rates.take("requests", "192.0.2.1", limit)
    assert refused.value.limit == limit
    assert 3000 < refused.value.seconds <= 3600


def test_clients_and_what_they_ask_for_are_counted_apart() -> None:
    assert given(3, 2) == 2
    assert given(3, 2, "192.0.2.2") == 2
    rates.take("searches", "192.0.2.1", 2)


def test_no_limit_counts_nothing() -> None:
    assert given(5, 0) == 5
    assert not Allowance.objects.exists()


@pytest.mark.parametrize("limit", [10, 300])
def test_processes_together_give_no_more(limit: int) -> None:
    through = 0
    for _ in range(limit * 2):
        through += given(1, limit)
        another_process()
    assert through <= limit
    assert Allowance.objects.get().taken == limit


def test_at_most_a_tenth_is_lost_where_a_process_takes_in_advance() -> None:
    given(1, 300)
    another_process()
    assert given(400, 300) >= 270


def test_counting_takes_a_statement_for_many(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(20):
        assert given(200, 300) == 200


def test_who_was_refused_costs_nothing_more(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    given(3, 2)
    with django_assert_num_queries(0):
        assert given(100, 2) == 0


def test_the_next_minute_begins_anew() -> None:
    given(5, 2)
    Allowance.objects.update(ends_at="2000-01-01T00:00:00Z")
    another_process()
    assert given(5, 2) == 2


def test_a_lower_limit_holds_at_once() -> None:
    given(50, 60)
    another_process()
    assert given(1, 10) == 0


def test_minutes_that_are_over_are_swept() -> None:
    given(1, 2)
    Allowance.objects.update(ends_at="2000-01-01T00:00:00Z")
    another_process()
    given(1, 2, "192.0.2.2")
    assert Allowance.objects.count() == 1


def test_no_address_is_kept() -> None:
    given(1, 2)
    (row,) = Allowance.objects.values_list("key", flat=True)
    assert "192.0.2." not in row
    assert len(row) == 64


@pytest.fixture
def threads() -> Iterator[list[threading.Thread]]:
    started: list[threading.Thread] = []
    yield started
    for thread in started:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_threads_at_once_are_let_through_exactly_as_often(threads: list[threading.Thread]) -> None:
    through: list[int] = []

    def ask() -> None:
        through.append(given(60, 150))
        connection.close()

    threads += [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(through) == 150
