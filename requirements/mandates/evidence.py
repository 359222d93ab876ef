"""How much shows that an action is taken: what does its evidence come to now?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection
from django.http import QueryDict

from requirements import catalogue, filters, gap_analysis
from requirements.choices import EvidenceKind
from requirements.models import Clock, GapAnalysis

# Saved filters whose counts a process keeps; a plan names some dozens.
KEPT = 512


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
    """Counts evidence as the catalogue stands: one query for its clock, and those of each question that nobody asked
    since the last publication.
    """

    def __init__(self) -> None:
        self._runs: dict[str, GapAnalysis | None] = {}

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

    @cached_property
    def _clock(self) -> Clock:
        return catalogue.now()

    def _entries(self, query: str) -> int | None:
        """How many entries in force a saved filter selects; None if the filter can't be read any more."""
        return _selected(connection.settings_dict["NAME"], self._clock.version, self._clock.at, query)

    def _gaps(self, number: str) -> tuple[int | None, str]:
        """How many gaps a published run found, the latest if none is named; with its number."""
        if number not in self._runs:
            named = gap_analysis.published().filter(number=number).first() if number else gap_analysis.latest()
            self._runs[number] = named
        run = self._runs[number]
        if run is None:
            return None, number
        return sum(run.counts.get(state, 0) for state in gap_analysis.GAPS), run.number


@lru_cache(maxsize=KEPT)
def _selected(_database: str, version: int, at: datetime, query: str) -> int | None:
    try:
        return filters.select(QueryDict(query)).total(Clock(version=version, at=at)).number
    except filters.Invalid:
        return None
