"""How is a public document frozen into an edition?

`freeze()` is the single place that writes editions: under the lock of the clock, at one stamp for all its members, each
following the edition before it. Nothing here asks whether it may.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from requirements import documents
from requirements.choices import COVERAGE_LEVELS, Standing
from requirements.documents import Document
from requirements.languages import LANGUAGES, first_of
from requirements.models import Edition, EditionCoverage, EditionLink, Series, insert_rows

INSERT_TEXTS = """
    INSERT INTO requirements_editiontext (edition_id, language, title, sort_key, vector)
    SELECT edition, language, title, fold(title), text_vector(language, weighted)
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::jsonb[]) AS given (edition, language, title, weighted)
"""
# Editions whose texts are sent together: six languages of each.
AT_ONCE = 500
# Sorted, so that two who write the same words do not wait for each other.
INSERT_WORDS = """
    INSERT INTO requirements_word (language, word, folded)
    SELECT language, word, left(fold(word), 120) FROM unnest(%s::text[], %s::text[]) AS given (language, word)
    ORDER BY language, word ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Draft:
    """A document about to become an edition: already public, already allowed."""

    document: Document
    standing: Standing = Standing.IN_FORCE
    reason: str = ""
    successor: str | None = None


def freeze(drafts: Sequence[Draft]) -> list[Edition]:
    """One edition for each draft, at one new stamp; the former editions end at it. The caller holds a transaction.

    Some fifteen queries, and one for the texts of every further AT_ONCE drafts. The clock stays locked until commit:
    publications come one after another, so a stamp that anybody has read is never followed by an earlier one.
    """
    if not drafts:
        return []
    at = _tick()
    series = _series(drafts)
    former = {
        edition.series_id: edition for edition in Edition.objects.filter(series__in=series.values(), ended_at=None)
    }
    Edition.objects.filter(pk__in=[edition.pk for edition in former.values()]).update(ended_at=at)
    editions = [_edition(draft, series[draft.document.identifier], former, at) for draft in drafts]
    insert_rows(editions)
    _write_links(drafts, editions)
    _write_coverage(drafts, editions)
    for start in range(0, len(drafts), AT_ONCE):
        _write_texts(drafts[start : start + AT_ONCE], editions[start : start + AT_ONCE])
    _write_words(drafts)
    return editions


def not_frozen(draft: Draft, former: Edition | None) -> Edition:
    """The edition that freezing the draft now would make, stored nowhere."""
    return _edition(draft, 0, {0: former} if former else {}, timezone.now())


def _tick() -> datetime:
    """The next stamp. The clock of the wall, but never at or before the last stamp, and never `now()`, which is the
    start of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE requirements_clock SET version = version + 1,"
            " at = greatest(clock_timestamp(), at + interval '1 microsecond') RETURNING at"
        )
        return cursor.fetchone()[0]


def _series(drafts: Sequence[Draft]) -> dict[str, int]:
    """Identifier → key of its series, made where this is the first edition."""
    named = [draft.document for draft in drafts]
    Series.objects.bulk_create(
        [Series(identifier=document.identifier, kind=document.kind) for document in named], ignore_conflicts=True
    )
    identifiers = [document.identifier for document in named]
    return dict(Series.objects.filter(identifier__in=identifiers).values_list("identifier", "pk"))


def _edition(draft: Draft, series: int, former: dict[int, Edition], at: datetime) -> Edition:
    document = draft.document
    number = former[series].number + 1 if series in former else 1
    body = documents.body(document, _envelope(draft, number, at))
    return Edition(
        series_id=series,
        number=number,
        identifier=document.identifier,
        kind=document.kind,
        standing=draft.standing,
        published_at=at,
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        fingerprint=documents.fingerprint(document),
        facets=sorted({*documents.facets(document), f"status:{draft.standing}"}),
    )


def _envelope(draft: Draft, number: int, at: datetime) -> dict[str, Any]:
    return {
        "number": number,
        "published_at": documents.stamp(at),
        "standing": str(draft.standing),
        "reason": draft.reason,
        "successor": draft.successor,
        "path": f"/id/{draft.document.identifier}/editions/{number}",
    }


def _write_links(drafts: Sequence[Draft], editions: Sequence[Edition]) -> None:
    insert_rows(
        [
            EditionLink(edition=edition, relation=relation, target=target)
            for draft, edition in zip(drafts, editions, strict=True)
            for relation, target in sorted(documents.references(draft.document))
        ]
    )


def _write_coverage(drafts: Sequence[Draft], editions: Sequence[Edition]) -> None:
    insert_rows(
        [
            EditionCoverage(
                edition=edition,
                standard=assessed.standard,
                label=assessed.edition,
                level=COVERAGE_LEVELS[assessed.relation],
                confirmed=assessed.confirmed,
                entry_fingerprint=assessed.entry_fingerprint,
                standard_fingerprint=assessed.standard_fingerprint,
            )
            for draft, edition in zip(drafts, editions, strict=True)
            for assessed in getattr(draft.document, "coverage", ())
        ]
    )


def _write_texts(drafts: Sequence[Draft], editions: Sequence[Edition]) -> None:
    """A row for each language: a title to sort by, fallen back where need be, and the words of that language alone."""
    rows = [
        (edition.pk, language.code, _title(draft.document, language.code), json.dumps(texts.get(language.code, {})))
        for draft, edition in zip(drafts, editions, strict=True)
        for texts in [documents.indexed(draft.document)]
        for language in LANGUAGES
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT_TEXTS, [list(column) for column in zip(*rows, strict=True)])


def _write_words(drafts: Sequence[Draft]) -> None:
    words = set().union(*(documents.vocabulary(draft.document) for draft in drafts))
    with connection.cursor() as cursor:
        cursor.execute(INSERT_WORDS, [list(column) for column in zip(*words, strict=True)] or [[], []])


def _title(document: Document, language: str) -> str:
    shown = first_of(document.title, language, document.source_language)
    return document.title[shown] if shown else document.identifier
