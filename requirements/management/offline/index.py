"""What does the search of the files read? One line for each record, its words folded as search folds.

A script, since a page that was opened from a disk may read no other file.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from requirements import catalogue, documents
from requirements.filters import FACETS
from requirements.languages import first_of
from requirements.models import Edition

# Characters of a record that are searched, beyond its title.
SEARCHED = 1_500


@dataclass(frozen=True)
class Record:
    """A record in force: what it is called, in which file it is, what it is found by."""

    identifier: str
    kind: str
    title: str
    file: str
    words: dict[str, str]
    facets: list[str]


def records(editions: Iterable[Edition], language: str, file_of: dict[str, str]) -> Iterator[Record]:
    """Those of the editions that have a file."""
    for edition in editions:
        if edition.identifier in file_of:
            data = catalogue.document(edition)
            yield Record(
                identifier=edition.identifier,
                kind=edition.kind,
                title=_title(data, language),
                file=file_of[edition.identifier],
                words=_words(data, language),
                facets=[f"kind:{edition.kind}", *(value.replace(" ", "_") for value in edition.facets)],
            )


def _title(data: dict[str, Any], language: str) -> str:
    shown = first_of(data["title"], language, data["source_language"])
    return data.get("designation") or (data["title"][shown] if shown else data["identifier"])


def _words(data: dict[str, Any], language: str) -> dict[str, str]:
    """What the record says in the language and in its own, by weight."""
    document = documents.parse({name: value for name, value in data.items() if name != documents.ENVELOPE})
    indexed = documents.indexed(document)
    read = dict.fromkeys([language, data["source_language"]])
    title = " ".join(indexed[code].get("A", "") for code in read if code in indexed)
    rest = " ".join(indexed[code].get(weight, "") for code in read if code in indexed for weight in "DBC")
    return {"title": title, "rest": rest[:SEARCHED]}


def script(found: Iterable[Record]) -> bytes:
    """`INDEX`: file, identifier, title, folded words of the title, folded words, facets; and `PREFIXES` of facets."""
    listed = list(found)
    folded = _folded([text for record in listed for text in (record.words["title"], record.words["rest"])])
    rows = [
        (
            record.file,
            record.identifier,
            record.title,
            folded[2 * place],
            folded[2 * place + 1],
            " ".join(record.facets),
        )
        for place, record in enumerate(listed)
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    prefixes = json.dumps({name: found.prefix for name, found in FACETS.items()}, separators=(",", ":"))
    return f"var PREFIXES={prefixes};\nvar INDEX=[\n{lines}\n];\n".encode()


def _folded(texts: list[str]) -> list[str]:
    """Plain words as the database folds them; codes stay whole."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT trim(regexp_replace(fold(given), '[^[:alnum:]]+', ' ', 'g'))"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS texts (given, place) ORDER BY place",
            [texts],
        )
        return [text for (text,) in cursor.fetchall()]
