"""Which pairs of entries are kept for a curator, because they may say the same?"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q, QuerySet

from requirements import documents, mapping
from requirements.checks import duplicates
from requirements.choices import Verdict
from requirements.documents import Document
from requirements.models import Duplicate, Entry, EntryWords


def look(entry: Entry, document: Document | None = None) -> list[Duplicate]:
    """Find what may say the same as the entry and keep the pairs; open pairs that are no longer alike are dropped.

    What a person has classified stays as it was classified. A fixed number of queries.
    """
    found = duplicates.find(entry.pk, document or mapping.document_of(entry.record))
    pairs = [_pair(entry, candidate) for candidate in found]
    with transaction.atomic():
        _of(entry).filter(verdict=Verdict.OPEN).exclude(
            Q(first__in=[pair.first_id for pair in pairs]) & Q(second__in=[pair.second_id for pair in pairs])
        ).delete()
        Duplicate.objects.bulk_create(
            pairs,
            update_conflicts=True,
            unique_fields=("first", "second"),
            update_fields=("score", "first_language", "second_language"),
        )
        EntryWords.objects.filter(pk=entry.pk).update(looked=True)
    return pairs


def _of(entry: Entry) -> QuerySet[Duplicate]:
    return Duplicate.objects.filter(Q(first=entry) | Q(second=entry))


def _pair(entry: Entry, candidate: duplicates.Candidate) -> Duplicate:
    ends = [(entry.pk, candidate.likeness.languages[0]), (candidate.entry, candidate.likeness.languages[1])]
    (first, first_language), (second, second_language) = sorted(ends)
    return Duplicate(
        first_id=first,
        second_id=second,
        kind=entry.kind,
        score=candidate.likeness.score,
        first_language=first_language,
        second_language=second_language,
    )


def look_if_new(entry: Entry, document: Document) -> None:
    """Look if the words of the entry have changed since others were compared with it. One query if not."""
    if EntryWords.objects.filter(pk=entry.pk, looked=False).exists():
        look(entry, document)


def look_at_waiting(progress: Callable[[int, int], object] = lambda done, total: None) -> int:
    """Compare every entry that came or changed by a document; how many these were. Each is a transaction of its own."""
    waiting = list(EntryWords.objects.filter(looked=False).order_by("pk").values_list("pk", flat=True))
    for done, key in enumerate(waiting, start=1):
        if entry := Entry.objects.filter(pk=key).first():
            _look_if_readable(entry)
        progress(done, len(waiting))
    return len(waiting)


def _look_if_readable(entry: Entry) -> None:
    try:
        look(entry)
    except documents.Refused:
        EntryWords.objects.filter(pk=entry.pk).update(looked=True)
