"""What happens to assessments when the entry or the standard says something else than when they were made?

They are to be confirmed again: they leave "covered" and wait in a worklist. What does not count in a fingerprint
(translations, links, addresses, days) moves nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from requirements import catalogue, documents
from requirements.documents import Document
from requirements.models import Coverage, Edition, EditionCoverage, Entry, History
from requirements.workflow.editions import Draft, freeze


def unsettle(entry: Entry, document: Document) -> int:
    """Let the assessments of an entry that were made for another text be confirmed again; how many they are. One query.

    Those that were never pinned stay as they are: gap analysis doubts them anyway.
    """
    pinned = Coverage.objects.filter(entry=entry, confirmed=True).exclude(entry_fingerprint="")
    return pinned.exclude(entry_fingerprint=documents.fingerprint(document)).update(confirmed=False)


def moved(editions: Sequence[Edition]) -> list[Edition]:
    """Let everything that was set beside these standards be confirmed again, where they say something else than then:
    in working copies, and by a further edition of every published entry, which says so. The caller holds a transaction.
    """
    marks = {edition.identifier: edition.fingerprint for edition in editions if edition.kind == "standard"}
    if not marks:
        return []
    assessed = Coverage.objects.filter(standard__identifier__in=marks, confirmed=True)
    stale = _stale(assessed.values_list("pk", "standard__identifier", "standard_fingerprint"), marks)
    Coverage.objects.filter(pk__in=stale).update(confirmed=False)
    frozen = freeze([Draft(document) for document in _doubted(marks)])
    History.objects.bulk_create(
        History(by="registry", action="unsettle", identifier=edition.identifier, edition=edition.number)
        for edition in frozen
    )
    return frozen


def _doubted(marks: Mapping[str, str]) -> list[Any]:
    """The published entries that a standard covered as it was, with these assessments no longer confirmed."""
    assessed = EditionCoverage.objects.filter(standard__in=marks, confirmed=True)
    stale = _stale(assessed.values_list("edition", "standard", "standard_fingerprint"), marks)
    found = catalogue.in_force().filter(pk__in=stale)
    return [_without_confirmation(documents.parse(catalogue.document(edition)), marks) for edition in found]


def _stale(assessed: Iterable[tuple[int, str | None, str]], marks: Mapping[str, str]) -> set[int]:
    """The keys of (key, standard, its fingerprint then) for which the standard says something else now."""
    return {key for key, standard, mark in assessed if standard and mark and mark != marks[standard]}


def _without_confirmation(document: Any, marks: Mapping[str, str]) -> Any:
    rows = [
        row.model_copy(update={"confirmed": False})
        if row.standard in marks and row.standard_fingerprint not in (marks[row.standard], "")
        else row
        for row in document.coverage
    ]
    return document.model_copy(update={"coverage": rows})
