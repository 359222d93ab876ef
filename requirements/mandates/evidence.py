"""How much shows that an action is taken: what does its evidence come to now?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from requirements import filters, gap_analysis
from requirements.choices import EvidenceKind


@dataclass(frozen=True)
class Counted:
    """A piece of evidence with what it comes to: `number` is None where nothing is to be counted or it can't be."""

    kind: EvidenceKind
    title: Mapping[str, str]
    query: str = ""
    run: str = ""
    url: str = ""
    number: int | None = None
    is_broken: bool = False


class Counter:
    """Counts evidence; the same filter is counted once, so a page of actions asks each question once."""

    def __init__(self) -> None:
        self._known: dict[str, int | None] = {}

    def counted(self, evidence: Mapping[str, Any]) -> Counted:
        kind = EvidenceKind(evidence["evidence_kind"])
        number = None
        run = evidence.get("run", "")
        if kind is EvidenceKind.ENTRIES:
            number = self._entries(evidence.get("query", ""))
        elif kind is EvidenceKind.GAP_ANALYSIS:
            number, run = self._gaps(run)
        return Counted(
            kind,
            evidence.get("title", {}),
            evidence.get("query", ""),
            run,
            evidence.get("url", ""),
            number,
            is_broken=kind in (EvidenceKind.ENTRIES, EvidenceKind.GAP_ANALYSIS) and number is None,
        )

    def _entries(self, query: str) -> int | None:
        """How many entries in force a saved filter selects; None if the filter can't be read any more."""
        if query not in self._known:
            try:
                self._known[query] = filters.select(QueryDict(query)).total().number
            except filters.Invalid:
                self._known[query] = None
        return self._known[query]

    def _gaps(self, number: str) -> tuple[int | None, str]:
        """How many gaps a published run found, the latest if none is named; with its number."""
        run = gap_analysis.published().filter(number=number).first() if number else gap_analysis.latest()
        if run is None:
            return None, number
        return sum(run.counts.get(state, 0) for state in gap_analysis.GAPS), run.number
