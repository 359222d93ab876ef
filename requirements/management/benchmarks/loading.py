"""How does a synthetic registry get into tables quickly? By COPY from several processes, past the workflow.

What an edition is derived from its document is computed as publishing does it; a test holds the two together.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import pairwise
from multiprocessing import get_context

import django
import psycopg
from psycopg import sql

from requirements import documents
from requirements.documents import Document
from requirements.languages import LANGUAGES, first_of
from requirements.management.benchmarks.synthetic import Registry, Version
from requirements.workflow.editions import INSERT_TEXTS, INSERT_WORDS

WINDOW = 500
PROCESSES = os.cpu_count() or 1
# Keys follow from places, so that connections need not ask each other: series from 1 on, second editions from here.
SECOND = 10_000_000
SERIES = ("id", "identifier", "kind")
EDITION = (
    *("id", "series_id", "number", "identifier", "kind", "standing", "published_at"),
    *("body", "sha256", "fingerprint", "facets"),
)
LINK = ("edition_id", "relation", "target")
SEQUENCES = ("requirements_series", "requirements_edition")


def load(registry: Registry, conninfo: str, progress: Callable[[int], object] = lambda entries: None) -> None:
    """Fill the empty tables of a migrated database; `progress` hears how many entries each step has added.

    Documents are this machine's work and text vectors the database's: a process for each core keeps both busy.
    """
    references = list(registry.references())
    with psycopg.connect(conninfo) as connection:
        write(connection, [[version] for version in references], 1)
        write_words(connection, [references])
    bounds = pairwise([*range(0, registry.size, WINDOW), registry.size])
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), django.setup) as pool:
        steps = [pool.submit(load_window, registry, conninfo, window, 1 + len(references)) for window in bounds]
        for step in as_completed(steps):
            progress(step.result())
    with psycopg.connect(conninfo, autocommit=True) as connection:
        _finish(connection, registry)


def load_window(registry: Registry, conninfo: str, window: tuple[int, int], first: int) -> int:
    """Write the entries at the places of a window, `first` being the key of place 0; how many they are."""
    start, end = window
    with psycopg.connect(conninfo) as connection:
        records = [registry.versions(place) for place in range(start, end)]
        write(connection, records, first + start)
        connection.commit()
        # Last and alone: a transaction that waits for another one's words must hold nothing that this one needs.
        write_words(connection, records)
    return end - start


def write_words(connection: psycopg.Connection, records: Sequence[Sequence[Version]]) -> None:
    """Add what readers may misspell to the vocabulary."""
    words = {word for versions in records for version in versions for word in documents.vocabulary(version.document)}
    connection.execute(INSERT_WORDS, [list(column) for column in zip(*words, strict=True)])


def write(connection: psycopg.Connection, records: Sequence[Sequence[Version]], first: int) -> None:
    """Write records with one or two versions each, in one transaction; their series get the keys from `first` on."""
    keyed = list(enumerate(records, start=first))
    firsts = [(key, versions[0]) for key, versions in keyed]
    seconds = [(key, versions[1]) for key, versions in keyed if len(versions) > 1]
    named = [(key, version.document.identifier, version.document.kind) for key, version in firsts]
    _copy(connection, "requirements_series", SERIES, named)
    _write_editions(connection, [(key, key, version) for key, version in firsts])
    connection.cursor().executemany(
        "UPDATE requirements_edition SET ended_at = %s WHERE id = %s",
        [(version.published_at, key) for key, version in seconds],
    )
    _write_editions(connection, [(SECOND + key, key, version) for key, version in seconds])


def _write_editions(connection: psycopg.Connection, keyed: Sequence[tuple[int, int, Version]]) -> None:
    """Editions with their links and texts; (edition, series, version) each."""
    if not keyed:
        return
    rows = [(edition, series, *_edition(version)) for edition, series, version in keyed]
    _copy(connection, "requirements_edition", EDITION, rows)
    links = [
        (edition, relation, target)
        for edition, _series, version in keyed
        for relation, target in sorted(documents.references(version.document))
    ]
    _copy(connection, "requirements_editionlink", LINK, links)
    texts = [row for edition, _series, version in keyed for row in _texts(edition, version.document)]
    connection.execute(INSERT_TEXTS, [list(column) for column in zip(*texts, strict=True)])


def _copy(
    connection: psycopg.Connection, table: str, columns: Iterable[str], rows: Iterable[tuple[object, ...]]
) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor().copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _edition(version: Version) -> tuple[object, ...]:
    """The columns of EDITION after the keys."""
    document = version.document
    envelope = {
        "number": version.number,
        "published_at": documents.stamp(version.published_at),
        "standing": str(version.standing),
        "reason": version.reason,
        "successor": None,
        "path": f"/id/{document.identifier}/editions/{version.number}",
    }
    body = documents.body(document, envelope)
    facets = sorted({*documents.facets(document), f"status:{version.standing}"})
    return (
        *(version.number, document.identifier, document.kind, str(version.standing), version.published_at),
        *(body, hashlib.sha256(body).hexdigest(), documents.fingerprint(document), facets),
    )


def _texts(edition: int, document: Document) -> list[tuple[int, str, str, str]]:
    words = documents.indexed(document)
    return [
        (edition, language.code, _title(document, language.code), json.dumps(words.get(language.code, {})))
        for language in LANGUAGES
    ]


def _title(document: Document, language: str) -> str:
    shown = first_of(document.title, language, document.source_language)
    return document.title[shown] if shown else document.identifier


def _finish(connection: psycopg.Connection, registry: Registry) -> None:
    """Set the clock and the sequences to what was loaded, and let the planner know."""
    stamps = "SELECT count(DISTINCT published_at) FROM requirements_edition"
    connection.execute(f"UPDATE requirements_clock SET version = ({stamps}), at = %s", [registry.ends_at])  # noqa: S608
    for table in SEQUENCES:
        following = sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), max(id)) FROM {}")
        connection.execute(following.format(sql.Literal(table), sql.Identifier(table)))
    connection.execute("VACUUM ANALYZE")
