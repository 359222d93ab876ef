"""What changed from one run to another: which gaps opened, closed or moved, and why?"""

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import connection

from requirements.choices import GapState
from requirements.gap_analysis.criteria import GAPS
from requirements.models import GapAnalysis

# (what, before, after)
Reasons: TypeAlias = list[tuple[str, Any, Any]]

DIFFERING = """
    SELECT identifier, before.state, after.state, before.score, after.score, before.edition, after.edition,
           before.facts::text, after.facts::text
    FROM (SELECT * FROM requirements_gapresult WHERE run_id = %(before)s) before
    FULL JOIN (SELECT * FROM requirements_gapresult WHERE run_id = %(after)s) after USING (identifier)
    WHERE (before.state, before.score, before.facts) IS DISTINCT FROM (after.state, after.score, after.facts)
    ORDER BY identifier
"""


@dataclass(frozen=True)
class Change:
    """What became of one item. A state is None where the run did not have the item in its scope.

    `why` holds facts that changed, the edition, or the weights.
    """

    identifier: str
    before: GapState | None
    after: GapState | None
    score_before: int | None
    score_after: int | None
    why: Reasons

    @property
    def outcome(self) -> str:
        """`opened`, `closed`, `moved` (from one state to another otherwise), or `rescored`."""
        was, is_now = self.before in GAPS, self.after in GAPS
        if was != is_now:
            return "opened" if is_now else "closed"
        return "rescored" if self.before == self.after else "moved"


def compare(before: GapAnalysis, after: GapAnalysis) -> list[Change]:
    """Every item of which the two runs do not say the same, in the order of identifiers. One query."""
    weights = [("weights", before.weights, after.weights)] if before.weights != after.weights else []
    with connection.cursor() as cursor:
        cursor.execute(DIFFERING, {"before": before.pk, "after": after.pk})
        return [_change(row, weights) for row in cursor.fetchall()]


def _change(row: tuple[Any, ...], weights: Reasons) -> Change:
    identifier, *pairs = row
    states, scores, editions, facts = zip(pairs[::2], pairs[1::2], strict=True)
    before, after = (GapState(state) if state else None for state in states)
    return Change(identifier, before, after, *scores, why=[*_why(editions, facts), *weights])


def _why(editions: tuple[int | None, int | None], facts: tuple[str | None, str | None]) -> Reasons:
    """The facts that differ; for an item that only one run knows, its scope or its publication is the reason."""
    before, after = (json.loads(text) if text else None for text in facts)
    if before is None or after is None:
        return [("scope", *editions)]
    changed = [(name, before[name], after[name]) for name in before if before[name] != after[name]]
    return changed if editions[0] == editions[1] else [("edition", *editions), *changed]
