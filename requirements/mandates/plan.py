"""What does the Action Plan say: who does what about which provisions, until when, how far it is and what shows it?"""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime as Moment
from typing import Any

from requirements import catalogue
from requirements.choices import ENDED_STATES, Addressee, Standing
from requirements.mandates.evidence import Counted, Counter

Data = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """An action with the provisions that it carries out, as documents, and its evidence as counted at that moment."""

    action: Data
    provisions: Sequence[Data]
    evidence: Sequence[Counted]
    published_at: Moment

    @property
    def addressees(self) -> set[str]:
        """Whom its provisions address; who leads it, where it has none."""
        named = {one for provision in self.provisions for one in provision.get("addressees", [])}
        return named or set(self.action["lead"])


def plan(
    moment: Moment | None = None, *, resolutions: Collection[str] = (), addressees: Collection[str] = ()
) -> list[Row]:
    """The actions in force now or at a moment, by number, of these resolutions and for these addressees if given.

    So is what its evidence comes to. Three queries, and those of what no evidence asked since the last publication.
    """
    at = catalogue.as_of(moment, "action", "resolution") if moment else catalogue.current("action", "resolution")
    editions = list(at.filter(standing=Standing.IN_FORCE))
    documents = {edition.identifier: catalogue.document(edition) for edition in editions}
    provisions = {one["identifier"]: one for data in documents.values() for one in _provisions(data)}
    counter = Counter(moment)
    rows = [
        Row(
            action := documents[edition.identifier],
            [provisions[name] for name in action["provisions"] if name in provisions],
            [counter.counted(one, action["provisions"]) for one in action["evidence"]],
            edition.published_at,
        )
        for edition in sorted(editions, key=lambda one: number_of(documents[one.identifier]))
        if edition.kind == "action" and (not resolutions or documents[edition.identifier]["resolution"] in resolutions)
    ]
    return [row for row in rows if not addressees or row.addressees & set(addressees)]


def _provisions(data: Data) -> Sequence[Data]:
    return data["provisions"] if data["kind"] == "resolution" else ()


def number_of(action: Mapping[str, Any]) -> tuple[tuple[int, str], ...]:
    """The order of the plan: 85-02, 103-01, 103-02, 103-10."""
    number = action.get("number") or action["identifier"]
    return tuple((int(piece), "") if piece.isdigit() else (10**6, piece) for piece in number.split("-"))


def is_overdue(action: Mapping[str, Any], today: datetime.date) -> bool:
    """Whether what was to be done by a day is not."""
    return _is_past(action, "due_on", today)


def is_report_overdue(action: Mapping[str, Any], today: datetime.date) -> bool:
    """Whether a report was to be given by a day that is past."""
    return _is_past(action, "next_report_on", today)


def _is_past(action: Mapping[str, Any], field: str, today: datetime.date) -> bool:
    due: Any = action.get(field)
    day = datetime.date.fromisoformat(due) if isinstance(due, str) else due
    return bool(day) and day < today and action["state"] not in ENDED_STATES


def unanswered(resolution: Mapping[str, Any], actions: Sequence[Mapping[str, Any]]) -> list[str]:
    """The operative provisions of a resolution that have neither an action nor a recorded reason for having none."""
    answered = {name for action in actions for name in action["provisions"]}
    return [
        one["identifier"]
        for one in resolution["provisions"]
        if one["operative"] and one["identifier"] not in answered and not one.get("no_action")
    ]


def known_addressees(rows: Sequence[Row]) -> list[Addressee]:
    """Those by whom a plan can be narrowed, in the order of the enumeration."""
    named = {one for row in rows for one in row.addressees}
    return [known for known in Addressee if known in named]
