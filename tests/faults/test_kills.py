"""Is nothing half-written and nothing lost, whatever is killed in the middle of an import or a publication?"""

import random
import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from tests.faults.conftest import Registry, Site, children, eventually, kill

ADDRESSES = ("/readyz", "/api/v1/entries/?kind=requirement", "/api/v1/entries/REQ-0001/")


def many(*values: int) -> list[Any]:
    """Fifty rounds, ten in a test, so that each ends in time and several run side by side."""
    return [pytest.param(*values, 10, marks=pytest.mark.slow, id=f"ten rounds, {number}") for number in range(1, 6)]


def imported(registry: Registry) -> tuple[int, int, int]:
    """How many needs, rows of their own table, and rows of history there are."""
    needs = "SELECT count(*) FROM requirements_entry WHERE kind = 'need'"
    own = "SELECT count(*) FROM requirements_need"
    history = "SELECT count(*) FROM requirements_history WHERE action = 'import'"
    return tuple(registry.sql(f"{needs} UNION ALL {own} UNION ALL {history}"))  # type: ignore[return-value]


@pytest.mark.parametrize(("records", "rounds"), [(40, 2), *many(200)])
def test_an_import_that_is_killed_leaves_all_or_nothing(
    registry: Registry, needs: Callable[[int], str], records: int, rounds: int
) -> None:
    """The last round is killed beside the commit, where both may happen."""
    path = needs(records)
    for number in range(rounds):
        if imported(registry) == (records,) * 3:
            registry.sql("TRUNCATE requirements_history, requirements_entry CASCADE")
        victim = registry.program("import", path)
        last = records if number % 2 else random.randint(1, records)
        for line in victim.stdout:
            if int(line) >= last:
                break
        time.sleep(random.uniform(0, 0.05) if last == records else 0)
        kill(victim.pid)
        victim.wait()
        assert imported(registry) in {(0, 0, 0), (records,) * 3}
    registry.run("import", path)
    assert imported(registry) == (records,) * 3
    assert registry.run("import", path) == [f"0 new, 0 changed, {records} unchanged, 0 conflicting, 0 rejected"]


def job(registry: Registry, column: str) -> Any:
    return registry.sql(f"SELECT {column} FROM requirements_job")[0]  # noqa: S608 the tests above choose it


@pytest.mark.parametrize(("records", "rounds"), [(4000, 1), *many(8000)])
def test_a_job_whose_worker_is_killed_says_so_and_runs_again(
    registry: Registry, needs: Callable[[int], str], records: int, rounds: int
) -> None:
    """The next worker says so as it starts, outlives its database, and does the job when it is asked to. There are so
    many records that the job takes seconds, while the worker is killed within a fraction of one.
    """
    registry.run("enqueue", needs(records))
    worker = registry.worker()
    for _ in range(rounds):
        eventually(lambda: job(registry, "state = 'running' AND total > 0"))
        time.sleep(random.uniform(0, 0.2))
        kill(worker.pid)
        worker.wait()
        assert imported(registry) == (0, 0, 0)
        assert job(registry, "state") == "running"
        worker = registry.worker()
        eventually(lambda: job(registry, "state") == "failed")
        assert job(registry, "error").startswith("The worker ended in the middle of the job.")
        kill(registry.postmaster)
        registry.run("rerun")
    eventually(lambda: job(registry, "state") == "done")
    assert job(registry, "array[done, total]") == [records, records]
    assert imported(registry) == (records,) * 3


@pytest.mark.parametrize("rounds", [2, *many()])
def test_publishing_and_reading_go_on_when_database_and_web_server_are_killed(registry: Registry, rounds: int) -> None:
    """No edition that was acknowledged is lost, numbers have no hole, and readers are never told that we are wrong."""
    site = Site(registry)
    eventually(lambda: site.ask("/readyz")[0] == 200)
    publisher = registry.program("publish")
    acknowledged = [int(publisher.stdout.readline()) for _ in range(3)]
    answers: list[tuple[int, str | None]] = []
    stop = threading.Event()

    def read() -> None:
        for number in count():
            if stop.is_set():
                return
            answers.append(site.ask(ADDRESSES[number % len(ADDRESSES)]))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(rounds):
        kill(registry.postmaster)
        if number % 2:
            kill(random.choice(children(site.process.pid)))
        acknowledged += [int(publisher.stdout.readline()) for _ in range(3)]
        eventually(lambda: all(site.ask(address)[0] == 200 for address in ADDRESSES))
    stop.set()
    for reader in readers:
        reader.join()
    kill(publisher.pid)
    acknowledged += [int(line) for line in publisher.stdout if line.endswith("\n")]
    check_editions(registry, acknowledged)
    check_answers(answers, rounds)


def check_editions(registry: Registry, acknowledged: list[int]) -> None:
    stored = registry.sql("SELECT number FROM requirements_edition WHERE identifier = 'REQ-0001' ORDER BY number")
    assert stored == list(range(1, len(stored) + 1))
    assert acknowledged == sorted(set(acknowledged))
    assert set(acknowledged) <= set(stored)
    current = "SELECT number FROM requirements_edition WHERE identifier = 'REQ-0001' AND ended_at IS NULL"
    assert registry.sql(current) == [len(stored)]


def check_answers(answers: list[tuple[int, str | None]], rounds: int) -> None:
    """200, or 503 with a hint when to come back. Cut off are only those whom the killed web server was answering."""
    told = set(answers)
    from collections import Counter

    print(Counter(answers))
    assert told <= {(200, None), (503, "5"), (0, None)}
    assert (200, None) in told
    assert answers.count((0, None)) <= 4 * (rounds // 2)
