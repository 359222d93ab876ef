"""Does it stay quick to find what may say the same among 100,000 entries, in a fixed number of queries?"""

import random
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from requirements import documents, mapping
from requirements.checks import duplicates
from requirements.languages import CODES
from requirements.management.benchmarks.vocabulary import vocabularies
from requirements.models import Entry, Requirement

NUMBER, WITHIN = 100_000, 0.5


def usual(model: type[Model], *given: str) -> dict[str, Any]:
    """Column → what a new row says of itself, for all that must say something and is not given."""
    row = model()
    fields = [field for field in model._meta.local_concrete_fields if not field.null and field.column not in given]
    return {field.column: field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields}


def drawn() -> Iterator[documents.Document]:
    """Requirements in two of the six languages, of frequent words; every other one has a rare word too."""
    lot, words = random.Random(103), vocabularies(103)
    for number in range(1, NUMBER + 1):
        rare = f" unit{lot.randrange(20_000)}" if number % 2 else ""
        spoken = lot.sample(CODES, 2)
        title = {code: words[code].title(lot) for code in spoken}
        statement = {code: lot.choice(words[code].sentences) + rare for code in spoken}
        yield documents.parse(
            {"kind": "requirement", "identifier": f"REQ-{number + 100_000}", "title": title, "statement": statement}
        )


def load() -> None:
    """By way of the tables: through the workflow it would take an hour."""
    made = list(enumerate(drawn(), start=1))
    given = ("id", "identifier", "kind", "title")
    besides = usual(Entry, *given)
    entries = ((pk, x.identifier, "requirement", text(x.title), *besides.values()) for pk, x in made)
    copy("entry", (*given, *besides), entries)
    own, besides = ("entry_ptr_id", "statement"), usual(Requirement, "entry_ptr_id", "statement")
    requirements = ((pk, text(x.statement), *besides.values()) for pk, x in made)  # type: ignore[union-attr]
    copy("requirement", (*own, *besides), requirements)
    words = ((pk, "requirement", duplicates.words_of(pk, x).keys, True) for pk, x in made)
    copy("entrywords", ("entry_id", "kind", "keys", "looked"), words)


def text(texts: dict[str, str]) -> str:
    return documents.canonical(texts).decode()


def copy(table: str, columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY requirements_{table} ({', '.join(columns)}) FROM STDIN") as writer:
            for row in rows:
                writer.write_row(row)
        cursor.execute("ANALYZE")


@pytest.mark.slow
@pytest.mark.django_db
def test_among_100_000_entries(capsys: pytest.CaptureFixture[str]) -> None:
    load()
    took = []
    for pk in range(1, NUMBER, NUMBER // 40):
        document = mapping.document_of(Requirement.objects.get(pk=pk))
        with CaptureQueriesContext(connection) as queries:
            began = time.perf_counter()
            duplicates.find(pk, document)
            took.append(time.perf_counter() - began)
        assert len(queries) <= 20
    took.sort()
    with capsys.disabled():
        print(f"\nDuplicates of one among {NUMBER}: median {took[20]:.3f} s, most {took[-1]:.3f} s")
    assert took[20] < WITHIN
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + duplicates.SHARING.format(operator="&&"), [[1, 2, 3], "requirement", 1, 3000])
        assert "entry_words_by_key" in str(cursor.fetchall())
