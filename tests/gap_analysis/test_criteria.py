"""What do the criteria make of the facts about one item?"""

import pytest

from requirements.choices import GapState
from requirements.gap_analysis import criteria
from requirements.gap_analysis.criteria import Facts


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), "not_assessed"),
        (Facts(none=True), "gap"),
        (Facts(none=True, coming=1), "in_progress"),
        (Facts(coming=1, partial=1), "partly_covered"),
        (Facts(partial=1, full_bodies=1), "covered"),
        (Facts(full_bodies=2), "contested"),
        (Facts(full_bodies=2, doubtful=1), "to_be_confirmed"),
        (Facts(doubtful=1, obligation="informative"), "not_applicable"),
    ],
)
def test_the_first_state_that_holds_is_the_state(facts: Facts, state: str) -> None:
    assert criteria.state(facts) == GapState(state)


def test_weights_are_a_hundred_points_for_the_factors() -> None:
    assert sum(criteria.WEIGHTS.values()) == 100
    assert set(criteria.WEIGHTS) == set(criteria.FACTORS)


@pytest.mark.parametrize(
    ("facts", "demand", "score"),
    [
        (Facts(), 0, 0),
        (Facts(obligation="required"), 25_000, 25_000),
        (Facts(obligation="optional", partial=1), 7_500, 3_750),
        (Facts(obligation="required", partial=2), 25_000, 6_250),
        (Facts(obligation="required", full_bodies=1), 25_000, 0),
        (Facts(obligation="required", partial=12), 25_000, 0),
        (Facts(use_cases=2, sdgs=2, needs=1, special_needs=1, barriers=1), 37_500, 37_500),
        (Facts(obligation="informative", use_cases=2), 12_500, 0),
    ],
)
def test_demand_and_score_are_whole_thousandths(facts: Facts, demand: int, score: int) -> None:
    assert criteria.demand(facts, criteria.WEIGHTS) == demand
    assert criteria.score(facts, criteria.WEIGHTS) == score
