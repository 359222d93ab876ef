"""How are entries looked at anew when the rules of `checks` have changed, though nobody has touched them?"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from requirements import checks, documents, mapping
from requirements.documents import Document
from requirements.models import MODELS, Entry
from requirements.workflow.copies import keep_words

AT_ONCE = 500


def recheck() -> int:
    """Take stock of every entry that nobody has looked at since the rules changed; how many these were.

    Neither version nor history changes: nobody did anything to the entries. Rows that hold no document are left for a
    curator to put right.
    """
    return sum(_recheck(model, keys) for model in MODELS.values() for keys in _batches(model))


def _batches(model: type[Entry]) -> Iterator[list[int]]:
    keys = list(model.objects.filter(quality=None).order_by("pk").values_list("pk", flat=True))
    yield from (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def _recheck(model: type[Entry], keys: list[int]) -> int:
    rows = model.objects.filter(pk__in=keys)
    entries = {entry.identifier: entry for entry in Entry.objects.filter(pk__in=keys)}
    looked, said = [], {}
    for document in _readable(rows):
        entry = entries[document.identifier]
        entry.missing, entry.quality = checks.missing_codes(document), checks.quality_codes(document)
        said[entry.pk] = document
        looked.append(entry)
    keep_words(said)
    Entry.objects.bulk_update(looked, ["missing", "quality"])
    return len(looked)


def _readable(rows: QuerySet[Any]) -> list[Document]:
    try:
        return list(mapping.documents_of(rows))
    except documents.Refused:
        if len(rows) == 1:
            return []
        return [document for row in rows for document in _readable(rows.filter(pk=row.pk))]
