"""How much shows that an action is taken: what does its evidence come to now?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from requirements import catalogue, filters, gap_analysis
from requirements.choices import EvidenceKind, Standing
from requirements.models import GapAnalysis

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
    """Counts evidence as the catalogue stands, or as it stood at a moment: one query for its clock, and those of each
    question that nobody asked since the last publication.
    """

    def __init__(self, moment: datetime | None = None) -> None:
        self._moment = moment
        self._runs: dict[str, GapAnalysis | None] = {}

    def counted(self, evidence: Mapping[str, Any], provisions: Sequence[str] = ()) -> Counted:
        """What a piece of evidence comes to, for an action that carries out these provisions."""
        kind = EvidenceKind(evidence["evidence_kind"])
        query, run, url = (evidence.get(name, "") for name in ("query", "run", "url"))
        number = None
        if kind is EvidenceKind.ENTRIES:
            number = self._entries(query)
        elif kind is EvidenceKind.GAP_ANALYSIS:
            number, run = self._gaps(run)
        elif kind is EvidenceKind.EVENT and not url:
            query, number = urlencode({"provision": provisions}, doseq=True), self._events(provisions)
        is_broken = number is None and kind in (EvidenceKind.ENTRIES, EvidenceKind.GAP_ANALYSIS)
        return Counted(kind, evidence.get("title", {}), query, run, url, number, is_broken)

    @cached_property
    def _asked(self) -> tuple[catalogue.Version, datetime | None]:
        """The version of the catalogue, and the moment if it is past."""
        version = catalogue.version(catalogue.now())
        return version, self._moment if self._moment and self._moment < version.at else None

    def _entries(self, query: str) -> int | None:
        """How many entries in force a saved filter selects; None if the filter can't be read any more."""
        return _selected(*self._asked, query)

    def _events(self, provisions: Sequence[str]) -> int:
        """How many events that were not withdrawn serve one of the provisions."""
        return _serving(*self._asked, tuple(provisions))

    def _gaps(self, number: str) -> tuple[int | None, str]:
        """How many gaps a published run found, the latest if none is named; with its number."""
        if number not in self._runs:
            self._runs[number] = gap_analysis.latest(number, before=self._moment)
        run = self._runs[number]
        if run is None:
            return None, number
        return sum(run.counts.get(state, 0) for state in gap_analysis.GAPS), run.number


@lru_cache(maxsize=KEPT)
def _selected(version: catalogue.Version, moment: datetime | None, query: str) -> int | None:
    asked = QueryDict(query, mutable=True)
    if moment:
        asked.setdefault("as_of", moment.isoformat())
    try:
        return filters.select(asked).total(version.clock).number
    except filters.Invalid:
        return None


@lru_cache(maxsize=KEPT)
def _serving(_version: catalogue.Version, moment: datetime | None, provisions: tuple[str, ...]) -> int:
    events = catalogue.as_of(moment, "event") if moment else catalogue.current("event")
    return events.filter(standing=Standing.IN_FORCE, facets__overlap=list(provisions)).count()
