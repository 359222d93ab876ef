"""What has happened to standards since the registry last read their catalogue?"""

from collections.abc import Iterator
from dataclasses import dataclass

from requirements.choices import IN_FORCE_STATUSES, EditionStatus
from requirements.exchange.plan import Outcome, Plan, PlannedRecord

APPROVED = "approved"
ENDS = (EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN)


@dataclass(frozen=True)
class News:
    """An edition of a standard that was approved, superseded or withdrawn; the text is for programs too."""

    what: str
    designation: str
    edition: str

    def __str__(self) -> str:
        return f"{self.what}: {self.designation} ({self.edition})"


def editions_news(plan: Plan) -> list[News]:
    """The news in a plan about standards that the registry knew before, approvals of each first."""
    return [one for record in plan.records if record.outcome is Outcome.CHANGED for one in _of(record)]


def _of(record: PlannedRecord) -> Iterator[News]:
    if record.kind != "standard":
        return
    designation = record.wanted.designation
    changed = {change.path: change for change in record.changes if change.path[:1] == ("editions",)}
    for path, change in changed.items():
        if len(path) == 2 and change.before is None and change.after["status"] in IN_FORCE_STATUSES:
            yield News(APPROVED, designation, path[1])
    for path, change in changed.items():
        if path[2:] == ("status",) and change.after in ENDS:
            yield News(change.after, designation, path[1])
