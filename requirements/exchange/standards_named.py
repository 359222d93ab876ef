"""Which standard is meant where a file says what it is called, as people do, and not its identifier?"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from requirements import reconciling
from requirements.documents import Problem, Refused
from requirements.exchange.formats.records import Found
from requirements.reconciling import Candidate, StandardsFile

# Of a name so much is looked at and told back; so many of the standards that it may mean are told.
LOOKED_AT, TOLD, OFFERED = 300, 100, 5
TAKEN = "standards.taken_for"


class NamedStandards:
    """The standards by what people call them; looked up when the first name comes that is no identifier."""

    @cached_property
    def _known(self) -> StandardsFile:
        return reconciling.standards_file()

    def identified(self, found: Found) -> tuple[Found, list[Problem]]:
        """The record with the identifier of each standard that its coverage surely names, and what was taken for which.

        Refused where a name means none, or may mean more than one.
        """
        rows = found.data.get("coverage")
        if not isinstance(rows, list) or not any(map(_name, rows)):
            return found, []
        read = [self._identified(row, number) for number, row in enumerate(rows)]
        told = [problem for _row, problem in read if problem]
        if wrong := [problem for problem in told if problem.code != TAKEN]:
            raise Refused(wrong)
        return replace(found, data={**found.data, "coverage": [row for row, _problem in read]}), told

    def _identified(self, row: Any, number: int) -> tuple[Any, Problem | None]:
        if not (name := _name(row)):
            return row, None
        candidates = self._known.reconcile(name[:LOOKED_AT])
        sure = [one for one in candidates if one.is_accepted] or candidates
        told = {"value": name[:TOLD], "standards": _told(sure)}
        if len(sure) == 1 and sure[0].is_accepted:
            return {**row, "standard": sure[0].standard}, Problem(TAKEN, (), told)
        return row, Problem("which_standard" if sure else "unknown_name", ("coverage", number, "standard"), told)


def _name(row: Any) -> str:
    """What a row of coverage says instead of an identifier; empty if it does not."""
    said = row.get("standard") if isinstance(row, dict) else None
    return said if isinstance(said, str) and not said.startswith("standard:") else ""


def _told(candidates: Sequence[Candidate]) -> str:
    """`standard:rfc-6749 (RFC 6749)`, and others."""
    return ", ".join(f"{one.standard} ({one.designation})" for one in candidates[:OFFERED])
