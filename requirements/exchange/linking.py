"""How are records of one import linked to each other before they have identifiers?

A source names others by its own keys. What the registry knows by such a key is linked in the preview; what comes with
the same import is linked when it is written, once all have their identifiers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from requirements import documents
from requirements.choices import Relation
from requirements.documents import Change, Problem
from requirements.exchange.comparison import Data
from requirements.exchange.plan import Outcome, PlannedRecord

# (relation, key of the other record)
Links: TypeAlias = tuple[tuple[str, str], ...]
# Following these must never lead back.
ORDERING = {Relation.REFINES, Relation.DERIVES_FROM, Relation.REPLACES}


def with_links(data: Data, links: Iterable[tuple[str, str]], known: Mapping[str, str]) -> Data:
    """The data with a link to each record known under its key, unless it has that link or is that record."""
    own = [(link["relation"], link["target"]) for link in data.get("links", ())]
    wanted = dict.fromkeys((relation, known[key]) for relation, key in links if key in known)
    added = [one for one in wanted if one not in own and one[1] != data["identifier"]]
    if not added:
        return data
    told = [{"relation": relation, "target": target, "note": {}} for relation, target in added]
    return {**data, "links": [*data.get("links", ()), *told]}


def settled(planned: Sequence[PlannedRecord]) -> list[PlannedRecord]:
    """The records with the links that this import can make; those to nothing, or in a circle, are left out and said.

    A record that gets nothing but a link to a new one is changed.
    """
    coming = {record.key for record in planned if record.outcome is Outcome.NEW}
    circles = _Circles()
    return [_settled(record, coming, circles) if record.ahead else record for record in planned]


def _settled(record: PlannedRecord, coming: set[str], circles: "_Circles") -> PlannedRecord:
    problems, kept = list(record.problems), []
    for relation, key in record.ahead:
        if key not in coming or key == record.key:
            problems.append(Problem("left_out", (), {"value": key}))
        elif relation in ORDERING and not circles.add(relation, record.key, key):
            problems.append(Problem("closes_circle", (), {"value": key}))
        else:
            kept.append((relation, key))
    changes = [Change(("links",), None, f"{relation} {key}") for relation, key in kept]
    record = replace(record, ahead=tuple(kept), problems=problems)
    if record.outcome is Outcome.UNCHANGED:
        return replace(record, outcome=Outcome.CHANGED, changes=changes) if kept else replace(record, document=b"")
    return replace(record, changes=[*record.changes, *changes]) if record.outcome is Outcome.CHANGED else record


class _Circles:
    """The links of an import by relation, none of which leads back to where it comes from."""

    def __init__(self) -> None:
        self._behind: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._targets: set[tuple[str, str]] = set()

    def add(self, relation: str, source: str, target: str) -> bool:
        """Whether the link closes no circle; it is then among those that later ones must not close one with."""
        if source == target or ((relation, source) in self._targets and source in self._reached(relation, target)):
            return False
        self._behind[relation, source].add(target)
        self._targets.add((relation, target))
        return True

    def _reached(self, relation: str, start: str) -> set[str]:
        reached, waiting = {start}, [start]
        while waiting:
            new = self._behind.get((relation, waiting.pop()), set()) - reached
            reached |= new
            waiting += new
        return reached


def resolved(records: Sequence[PlannedRecord]) -> list[PlannedRecord]:
    """The records of a plan, all with identifiers, with their links to each other in their documents."""
    named = {record.key: record.identifier for record in records if record.outcome is Outcome.NEW}
    return [_resolved(record, named) if record.ahead else record for record in records]


def _resolved(record: PlannedRecord, named: Mapping[str, str]) -> PlannedRecord:
    linked = documents.parse(with_links(documents.dump(record.wanted), record.ahead, named))
    targets = {named[key] for _, key in record.ahead if key in named}
    fields = tuple(sorted({*record.fields, "links"}))
    return replace(record, document=documents.packed(linked), awaits=tuple({*record.awaits, *targets}), fields=fields)
