"""What does a plan say of each record, and of all together?"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from requirements import documents
from requirements.documents import Change, Problem
from requirements.exchange.formats.records import Place


class Outcome(StrEnum):
    """What becomes of a record."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICTING = "conflicting"
    REJECTED = "rejected"
    # It is here from an earlier release and no longer in this one; nothing is done about it.
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """One record of the files and what would become of it.

    `identifier` is empty for an entry that will be given one. `problems` say why a record conflicts or is rejected, and
    what of another is left out. `document` is what would be written, packed; `fields` names what the file speaks of,
    `version` is that of the working copy which was looked at, `awaits` are names that only this import can
    bring; `ahead` are links (relation, key) to records that come with this import.
    """

    outcome: Outcome
    place: Place
    kind: str = ""
    key: str = ""
    identifier: str = ""
    title: str = ""
    changes: Sequence[Change] = ()
    problems: Sequence[Problem] = ()
    document: bytes = b""
    fields: tuple[str, ...] = ()
    version: int = 0
    awaits: tuple[str, ...] = ()
    ahead: tuple[tuple[str, str], ...] = ()

    @property
    def wanted(self) -> Any:
        """The document that would be written, under the identifier that the record has by now."""
        document = documents.unpacked(self.kind, self.document)
        return document.model_copy(update={"identifier": self.identifier}) if self.identifier else document

    @property
    def provisions(self) -> int:
        """How many provisions a resolution would have."""
        return len(self.wanted.provisions) if self.kind == "resolution" and self.document else 0

    @property
    def is_doubtful(self) -> bool:
        """Whether its format says that a person should look at it."""
        return any("." in problem.code for problem in self.problems)

    @property
    def is_written(self) -> bool:
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)


@dataclass(frozen=True)
class Plan:
    """What an import of some files in a format would do, record by record in their order. `file` is the SHA-256 of an
    upload; `answers` were given for it and are remembered when it is carried out.
    """

    format: str
    sources: str
    records: Sequence[PlannedRecord]
    file: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> dict[Outcome, int]:
        """A number for every outcome, in the order of `Outcome`."""
        found = Counter(record.outcome for record in self.records)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def summary(self) -> str:
        """`3 new, 0 changed, 12 unchanged, 0 conflicting, 1 rejected`: for programs too, so never translated."""
        told = [f"{number} {name}" for name, number in self.counts.items() if number or name is not Outcome.DROPPED]
        if any(record.kind == "resolution" for record in self.records):
            told.append(f"{sum(record.provisions for record in self.records)} provisions")
        return ", ".join(told)

    @property
    def to_write(self) -> list[PlannedRecord]:
        return [record for record in self.records if record.is_written]

    @property
    def digest(self) -> str:
        """The same for two plans that would do the same to the same versions."""
        told = [(one.outcome, one.kind, one.key, one.identifier, one.version) for one in self.records]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()
