"""How firm is the ranking: what becomes of the first ten when a weight is a fifth more or less?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from requirements.gap_analysis.criteria import GAPS, Facts, score
from requirements.models import GapAnalysis, GapResult

FIRST = 10
# Weights are whole points; ten times as many keep a fifth of them whole.
FINER, MORE, LESS = 10, 12, 8

Combination = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Shift:
    """The first ten with one weight changed to `percent` of itself, and who is new among them."""

    factor: str
    percent: int
    first: list[str]
    new: list[str]


def sensitivity(run: GapAnalysis) -> list[Shift]:
    """Two shifts for each factor, in the order of the run's weights. Two queries, however many results there are."""
    results = GapResult.objects.filter(run=run, state__in=GAPS)
    counted = {_key(facts): number for facts, number in results.values_list("facts").annotate(Count("pk")).order_by()}
    changed = {
        (factor, part * FINER): _finer(run.weights) | {factor: run.weights[factor] * part}
        for factor in run.weights
        for part in (LESS, MORE)
    }
    leading = {shift: _leading(counted, weights) for shift, weights in changed.items()}
    usual = _leading(counted, _finer(run.weights))
    wanted = {combination for found in [usual, *leading.values()] for combination in found}
    names = _names(results, wanted)
    stood = _first(usual, names)
    return [
        Shift(factor, percent, first, [name for name in first if name not in stood])
        for (factor, percent), found in leading.items()
        for first in [_first(found, names)]
    ]


def _key(facts: Mapping[str, Any]) -> Combination:
    return tuple(sorted(facts.items()))


def _finer(weights: Mapping[str, int]) -> dict[str, int]:
    return {name: points * FINER for name, points in weights.items()}


def _leading(counted: Mapping[Combination, int], weights: Mapping[str, int]) -> dict[Combination, int]:
    """The combinations of facts that score most, as far down as the tenth item and its equals reach."""
    scored = sorted(((score(Facts(**dict(one)), weights), one) for one in counted), key=lambda pair: -pair[0])
    found: dict[Combination, int] = {}
    for points, one in scored:
        if sum(counted[other] for other in found) >= FIRST and points < min(found.values()):
            break
        found[one] = points
    return found


def _names(results: QuerySet[GapResult], wanted: set[Combination]) -> dict[Combination, list[str]]:
    names: dict[Combination, list[str]] = {}
    rows = results.filter(facts__in=[dict(one) for one in wanted]).values_list("facts", "identifier")
    for facts, identifier in rows:
        names.setdefault(_key(facts), []).append(identifier)
    return names


def _first(found: Mapping[Combination, int], names: Mapping[Combination, list[str]]) -> list[str]:
    ranked = sorted((-points, name) for one, points in found.items() for name in names[one])
    return [name for _, name in ranked[:FIRST]]
