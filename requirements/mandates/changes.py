"""What has changed in the Action Plan since a day, such as that of the last meeting?"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from requirements.mandates.plan import Row, plan


@dataclass(frozen=True)
class Changed:
    """An action that says something new: it is new, has another state, reports or other evidence than before."""

    row: Row
    is_new: bool = False
    former_state: str = ""
    reports: list[dict[str, Any]] = field(default_factory=list)
    evidence: int = 0
    other: bool = False


def changed_since(moment: datetime) -> list[Changed]:
    """The actions that were published since a moment and say something new, in the order of the plan."""
    before = {row.action["identifier"]: row.action for row in plan(moment)}
    found = (_changed(row, before.get(row.action["identifier"])) for row in plan())
    return [one for one in found if one]


def _changed(row: Row, before: dict[str, Any] | None) -> Changed | None:
    if before is None:
        return Changed(row, is_new=True)
    now = row.action
    if _said(now) == _said(before):
        return None
    former = before["state"] if before["state"] != now["state"] else ""
    periods = {report["period"] for report in before["reports"]}
    reports = [report for report in now["reports"] if report["period"] not in periods]
    evidence = sum(one not in before["evidence"] for one in now["evidence"])
    return Changed(row, False, former, reports, evidence, other=not (former or reports or evidence))


def _said(action: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in action.items() if name != "edition"}
