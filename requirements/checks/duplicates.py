"""Which entries may say the same as this one, at a bounded cost however many there are?

First entries are found that share its rare words, by index; the best of them are then compared text by text. Words that
very many entries use find nobody, unless the entry has no others: then entries that have several of them together do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from requirements import mapping
from requirements.checks import likeness
from requirements.checks.likeness import Likeness
from requirements.documents import Document
from requirements.models import MODELS, EntryWords

# A word that more entries use than this tells little; counting stops here.
COMMON_FROM = 1_000
# Entries whose words are looked at, and those of them whose texts are read and compared.
SEEN, COMPARED = 3_000, 40
# So many common words together stand for a rare one.
TOGETHER = 4

FREQUENCIES = """
    SELECT key, (
        SELECT count(*) FROM (SELECT FROM requirements_entrywords WHERE keys @> ARRAY[key] LIMIT %s) AS users
    ) FROM unnest(%s::integer[]) AS key
"""
SHARING = """
    SELECT entry_id, keys FROM requirements_entrywords
    WHERE keys {operator} %s::integer[] AND kind = %s AND entry_id <> %s LIMIT %s
"""


@dataclass(frozen=True)
class Candidate:
    """Another entry that may say the same."""

    entry: int
    likeness: Likeness


def find(entry: int, document: Document) -> list[Candidate]:
    """The entries of its kind that are like the entry with this key and document, the most alike first.

    Two queries by index, and those that read at most COMPARED documents.
    """
    own = likeness.said(document)
    sharing = _sharing(entry, str(document.kind), likeness.keys(own))
    compared = {key: likeness.alike(own, other) for key, other in _said(str(document.kind), sharing).items()}
    worth = [Candidate(key, how) for key, how in compared.items() if likeness.is_worth_a_look(how)]
    return sorted(worth, key=lambda one: (-one.likeness.score, one.entry))


def _said(kind: str, entries: Sequence[int]) -> dict[int, list[likeness.Said]]:
    rows = MODELS[kind].objects.filter(pk__in=entries).order_by("pk")
    documents = mapping.documents_of(rows)
    return {key: likeness.said(one) for key, one in zip(sorted(entries), documents, strict=True)}


def _sharing(entry: int, kind: str, keys: list[int]) -> list[int]:
    """The entries that share most with these keys, a rare one counting more than a common one."""
    frequencies = _frequencies(keys)
    rare = _affordable(frequencies)
    if rare:
        found = _rows("&&", rare, kind, entry)
    else:
        commonest_last = sorted(frequencies, key=frequencies.__getitem__)
        found = _rows("@>", commonest_last[:TOGETHER], kind, entry) if commonest_last else []
    weights = {key: 1 / (1 + frequency) for key, frequency in frequencies.items()}
    shared = {other: sum(weights.get(key, 0) for key in theirs) for other, theirs in found}
    return sorted(shared, key=lambda other: (-shared[other], other))[:COMPARED]


def _frequencies(keys: list[int]) -> dict[int, int]:
    """How many entries use each word, counted up to COMMON_FROM."""
    with connection.cursor() as cursor:
        cursor.execute(FREQUENCIES, [COMMON_FROM, keys])
        return dict(cursor.fetchall())


def _affordable(frequencies: dict[int, int]) -> list[int]:
    """The rarest words, as many as together find no more than SEEN entries."""
    taken, seen = [], 0
    for key in sorted(frequencies, key=lambda key: (frequencies[key], key)):
        seen += frequencies[key]
        if frequencies[key] >= COMMON_FROM or seen > SEEN:
            break
        taken.append(key)
    return taken


def _rows(operator: str, keys: list[int], kind: str, entry: int) -> list[tuple[int, list[int]]]:
    with connection.cursor() as cursor:
        cursor.execute(SHARING.format(operator=operator), [keys, kind, entry, SEEN])
        return cursor.fetchall()


def words_of(entry: int, document: Document) -> EntryWords:
    """The row by which others find the entry; not stored."""
    return EntryWords(entry_id=entry, kind=str(document.kind), keys=likeness.keys(likeness.said(document)))
