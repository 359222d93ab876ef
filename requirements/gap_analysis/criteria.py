"""What do the facts about one requirement or aspect say: its state, its demand, its score?

Pure functions of small whole numbers, and whole numbers come out: nothing is rounded twice, so anybody can do the sum
again (Res. 103, instructs the Director of TSB 2: an analysis of the gaps).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from requirements.choices import GapState, Obligation, Severity

VERSION = "1.2"
# Shares, weights and products are counted in thousandths.
WHOLE = 1_000


@dataclass(frozen=True)
class Facts:
    """What was counted about one item as of a moment.

    `full_bodies` are the bodies with a text in force that covers the item fully, twin texts counted once; `partial` the
    standards in force that cover a part; `coming` those not yet in force; `none` says that somebody looked and found
    none; `doubtful` are assessments that are not confirmed, or not for the item or the standard as it is now.
    """

    obligation: str = ""
    doubtful: int = 0
    full_bodies: int = 0
    partial: int = 0
    coming: int = 0
    none: bool = False
    use_cases: int = 0
    sdgs: int = 0
    needs: int = 0
    special_needs: int = 0
    barriers: int = 0


# What somebody must heed asks more for a standard than what somebody may do.
OBLIGATIONS = {
    Obligation.REQUIRED: 1_000,
    Obligation.PROHIBITED: 1_000,
    Obligation.RECOMMENDED: 600,
    Obligation.NOT_RECOMMENDED: 600,
    Obligation.OPTIONAL: 300,
    Obligation.INFORMATIVE: 0,
}
STATES: tuple[tuple[GapState, Callable[[Facts], bool]], ...] = (
    (GapState.NOT_APPLICABLE, lambda facts: facts.obligation == Obligation.INFORMATIVE),
    (GapState.TO_BE_CONFIRMED, lambda facts: facts.doubtful > 0),
    (GapState.CONTESTED, lambda facts: facts.full_bodies > 1),
    (GapState.COVERED, lambda facts: facts.full_bodies == 1),
    (GapState.PARTLY_COVERED, lambda facts: facts.partial > 0),
    (GapState.IN_PROGRESS, lambda facts: facts.coming > 0),
    (GapState.GAP, lambda facts: facts.none),
)
# States in which a standard is known to be missing, whole or in part.
GAPS = (GapState.PARTLY_COVERED, GapState.IN_PROGRESS, GapState.GAP)
# What closes a gap: a standard in force covers it, none is asked for, or a curator says that it was none.
SETTLED = (GapState.COVERED, GapState.CONTESTED, GapState.NOT_APPLICABLE, "rejected")
# States in which something is left to be done, or may be.
OPEN_STATES = (*GAPS, GapState.TO_BE_CONFIRMED, GapState.NOT_ASSESSED)


def state(facts: Facts) -> GapState:
    """The first of the states that holds; where nobody looked, none does."""
    return next((state for state, holds in STATES if holds(facts)), GapState.NOT_ASSESSED)


def severity(facts: Facts) -> Severity:
    """How much harm to users a missing standard does: it is about what somebody must heed or must not do, and somebody
    was hindered in practice or belongs to those whose needs come first. Both are high, one is medium.
    """
    must_heed = OBLIGATIONS.get(Obligation(facts.obligation), 0) == WHOLE if facts.obligation else False
    harmed = facts.barriers > 0 or facts.special_needs > 0
    return (Severity.LOW, Severity.MEDIUM, Severity.HIGH)[must_heed + harmed]


def saturating(number: int, half: int) -> int:
    """The share that a count amounts to: half of the whole at `half`, never all of it."""
    return WHOLE * number // (number + half)


FACTORS: Mapping[str, Callable[[Facts], int]] = {
    "obligation": lambda facts: OBLIGATIONS.get(Obligation(facts.obligation), 0) if facts.obligation else 0,
    "use_cases": lambda facts: saturating(facts.use_cases, half=2),
    "sdgs": lambda facts: saturating(facts.sdgs, half=2),
    "needs": lambda facts: saturating(facts.needs, half=1),
    "special_needs": lambda facts: saturating(facts.special_needs, half=1),
    "barriers": lambda facts: saturating(facts.barriers, half=1),
}
# Points out of a hundred that each factor gives at most.
WEIGHTS: Mapping[str, int] = {
    "obligation": 25,
    "use_cases": 25,
    "sdgs": 10,
    "needs": 15,
    "special_needs": 15,
    "barriers": 10,
}


def parts(facts: Facts, weights: Mapping[str, int]) -> dict[str, int]:
    """Thousandths of a point that each factor adds to the demand."""
    return {name: weights[name] * share(facts) for name, share in FACTORS.items()}


def demand(facts: Facts, weights: Mapping[str, int]) -> int:
    """Thousandths of a point, up to 100,000: how much a standard is wanted."""
    return sum(parts(facts, weights).values())


def uncovered(facts: Facts) -> int:
    """Thousandths that stay uncovered: 1 − ∏ of what each assessment leaves, a half for one that covers a part."""
    return 0 if facts.full_bodies else WHOLE >> facts.partial


def score(facts: Facts, weights: Mapping[str, int]) -> int:
    """Thousandths of a point, up to 100,000: demand times what is uncovered, or nothing if no standard is asked for."""
    if state(facts) is GapState.NOT_APPLICABLE:
        return 0
    return demand(facts, weights) * uncovered(facts) // WHOLE


# What speaks for a study group: that the aspect names it, or an aspect beside the requirement does; each standard it
# holds that covers a part, up to a number; and each of its standards in the same building blocks, up to a number.
PROPOSAL_POINTS = {"named": 100, "named_beside": 60, "held": 20, "held_most": 3, "field_most": 20}
