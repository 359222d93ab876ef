"""What do tests import? Records that a test writes down, as a format that knows parts of entries hands them over."""

from pathlib import Path
from typing import Any

from requirements import exchange
from requirements.choices import EntryKind
from requirements.exchange import Applied, Format, Plan
from requirements.exchange.formats.records import Found, Place, Record
from requirements.models import User

FILE = "spec/6.md"
HERE = Path(__file__)


def source(*records: Record) -> Format:
    """A format whose files, whatever they are, hold these records."""
    return Format(
        name="source",
        label="Source",
        read=lambda paths: iter(records),
        files=lambda paths: {FILE: paths[0]},
        suffixes=(".md",),
        kinds=(EntryKind.REQUIREMENT, EntryKind.USE_CASE),
    )


def found(key: str = "spec:1", line: int = 1, kind: str = "requirement", **data: Any) -> Found:
    """A record with a statement and where it is from; more or other fields may be given."""
    given: dict[str, Any] = {
        "title": {"en": f"Title of {key}"},
        "statement": {"en": f"Statement of {key}"},
        "obligation": "required",
        "programmes": ["programme:dpi"],
        "building_blocks": ["block:identity"],
        "provenance": [{"source_kind": "building_block_spec", "citation": "Specification", "licence": "Apache-2.0"}],
    }
    if kind == "use_case":
        del given["statement"], given["obligation"]
    return Found(kind, key, Place(FILE, line), {**given, **data})


def plan(*records: Record) -> Plan:
    return exchange.preview([HERE], source(*records))


def imported(*records: Record, by: User | None = None) -> Applied:
    return exchange.apply(plan(*records), by=by)


def outcomes(planned: Plan) -> list[str]:
    return [str(record.outcome) for record in planned.records]


def codes(planned: Plan) -> list[str]:
    return [problem.code for record in planned.records for problem in record.problems]
