"""Are the rounds of a comparison put together as they should be?"""

import os
import time

from requirements.management.benchmarks import processes
from requirements.management.benchmarks.measuring import Busy, Ratio, Result
from requirements.management.benchmarks.scenarios import REGISTRY, ROWS, Scenario


def busy(rate: float, cpu: float) -> Busy:
    return Busy(rate, 1, 2, cpu, 1, 100)


def test_each_round_is_compared_with_itself() -> None:
    """The machine was slow in the second round: the registry lost as much as the limit."""
    rounds = {
        REGISTRY: [busy(200, 1), busy(20, 3), busy(300, 1)],
        ROWS: [busy(100, 3), busy(10, 7), busy(100, 1)],
    }
    result = Result(Scenario("list", "a list", {}), rounds)
    assert result.ratio(ROWS) == Ratio(2, 2, 3)
    assert result.cost(ROWS) == Ratio(0.5, 0.5, 1)
    assert result.middle(REGISTRY) == busy(200, 1)
    assert result.limits == [ROWS]


def test_where_nobody_can_say_what_it_cost_nothing_is_said() -> None:
    result = Result(
        Scenario("list", "a list", {}), {REGISTRY: [Busy(2, 1, 1, 0, 0, 1)], ROWS: [Busy(1, 1, 1, 0, 0, 1)]}
    )
    assert result.cost(ROWS) == Ratio(0, 0, 0)


def test_processor_time_of_a_process_is_what_it_took() -> None:
    before = processes.seconds([os.getpid()])[os.getpid()]
    until = time.process_time() + 0.2
    while time.process_time() < until:
        pass
    taken = processes.seconds([os.getpid()])[os.getpid()] - before
    assert 0.1 < taken < 0.4


def test_a_process_that_ended_takes_nothing() -> None:
    assert processes.seconds([2**22 + 1]) == {}
