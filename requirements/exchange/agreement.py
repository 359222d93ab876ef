"""Which records of a plan cannot be written together?"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from requirements.documents import Problem
from requirements.exchange.errors import place_in_words
from requirements.exchange.plan import Outcome, PlannedRecord


def once_each(planned: Sequence[PlannedRecord]) -> list[PlannedRecord]:
    """Nobody can know which of two records that mean the same is right: both are rejected."""
    same: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, record in enumerate(planned):
        if record.outcome is not Outcome.REJECTED:
            same[record.kind, record.identifier or record.key].append(number)
    result = list(planned)
    for numbers in same.values():
        if len(numbers) > 1:
            for number, other in zip(numbers, [*numbers[1:], numbers[0]], strict=True):
                params = {"other": place_in_words(planned[other].place)}
                result[number] = _turned_down(planned[number], [Problem("key_twice", (), params)])
    return result


def with_names(planned: list[PlannedRecord]) -> list[PlannedRecord]:
    """Records that name what neither the registry nor this import has are rejected, and then those that name these."""
    while True:
        brought = {name for record in planned if record.is_written for name in _brings(record)}
        bad = [
            number
            for number, record in enumerate(planned)
            if record.is_written and not brought.issuperset(record.awaits)
        ]
        if not bad:
            return planned
        for number in bad:
            unknown = sorted({*planned[number].awaits} - brought)
            problems = [Problem("unknown_name", (), {"value": name}) for name in unknown]
            planned[number] = _turned_down(planned[number], problems)


def _brings(record: PlannedRecord) -> list[str]:
    """The names that a record carries: its own, and those of a resolution's provisions."""
    provisions = record.wanted.provisions if record.kind == "resolution" else []
    return [record.identifier, *(provision.identifier for provision in provisions)]


def _turned_down(record: PlannedRecord, problems: Sequence[Problem]) -> PlannedRecord:
    return replace(record, outcome=Outcome.REJECTED, problems=problems, changes=(), document=b"", awaits=())
