"""How does a migration write anew what editions are found by, when a function behind it has changed?"""

import json
from collections.abc import Iterable, Iterator

from requirements import documents
from requirements.documents import ENVELOPE

AT_ONCE = 500
UPDATE_TEXTS = """
    UPDATE requirements_editiontext SET vector = text_vector(requirements_editiontext.language, weighted)
    FROM unnest(%s::bigint[], %s::text[], %s::jsonb[]) AS given (edition, language, weighted)
    WHERE edition_id = edition AND requirements_editiontext.language = given.language
"""
INSERT_WORDS = """
    INSERT INTO requirements_word (language, word, folded)
    SELECT language, word, left(fold(word), 120) FROM unnest(%s::text[], %s::text[]) AS given (language, word)
    ON CONFLICT DO NOTHING
"""


def index_anew(apps, schema_editor):
    """Write the vectors of all editions again, with names and codes, and the vocabulary."""
    editions = apps.get_model("requirements", "Edition").objects.values_list("pk", "body").iterator(chunk_size=AT_ONCE)
    for several in _several(editions):
        known = [(key, document) for key, body in several if (document := _document(body))]
        texts = [
            (key, language, json.dumps(weighted))
            for key, document in known
            for language, weighted in documents.indexed(document).items()
        ]
        words = {word for _key, document in known for word in documents.vocabulary(document)}
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(UPDATE_TEXTS, [list(column) for column in zip(*texts, strict=True)] or [[], [], []])
            cursor.execute(INSERT_WORDS, [list(column) for column in zip(*words, strict=True)] or [[], []])


def _document(body):
    """The document, or None for one of a shape that is no longer known: it keeps the words that it is found by."""
    try:
        return documents.parse({name: value for name, value in json.loads(bytes(body)).items() if name != ENVELOPE})
    except documents.Refused:
        return None


def _several(rows: Iterable) -> Iterator[list]:
    several = []
    for row in rows:
        several.append(row)
        if len(several) == AT_ONCE:
            yield several
            several = []
    yield several
