"""How may what was typed so far go on? By titles in the reader's language, and by numbers of standards."""

import re
from dataclasses import dataclass

from django.db import connection

from requirements import documents
from requirements.languages import DEFAULT
from requirements.search.folding import HAN, folded

MOST = 8
# So many are looked at before the best are chosen.
CANDIDATES = 100
# Fewer letters begin too many words; titles that begin with them are found all the same.
SHORTEST = 3
CODE = re.compile("[a-z]{1,5}[0-9]{1,6}(p[0-9]{1,4})*")

# Titles that begin so, then titles with words that begin so, then records whose own name does; each by its index. An
# order that no index has keeps the planner from walking all titles instead.
STATEMENT = """
    SELECT edition.identifier, edition.kind, text.title
    FROM (
        (SELECT edition_id FROM requirements_editiontext
         WHERE language = %(language)s AND sort_key >= fold(%(typed)s) AND sort_key < fold(%(typed)s) || U&'\\+10FFFF'
         ORDER BY sort_key LIMIT %(candidates)s)
        UNION
        (SELECT edition_id FROM requirements_editiontext
         WHERE language = %(language)s AND title_words(sort_key) @@ beginning_query(%(words)s)
         ORDER BY edition_id + 0 DESC LIMIT %(candidates)s)
        UNION
        (SELECT edition_id FROM requirements_editiontext
         WHERE language = %(language)s AND vector @@ (nullif(%(code)s, '') || ':*A')::tsquery
         OR language = %(default)s AND vector @@ (nullif(%(code)s, '') || ':*A')::tsquery
         ORDER BY edition_id + 0 LIMIT %(candidates)s)
    ) found
    JOIN requirements_edition edition
        ON edition.id = found.edition_id AND edition.ended_at IS NULL AND edition.standing = 'in_force'
    JOIN requirements_editiontext text ON text.edition_id = edition.id AND text.language = %(language)s
    ORDER BY NOT starts_with(text.sort_key, fold(%(typed)s)), length(text.sort_key), edition.identifier
    LIMIT %(most)s
"""


@dataclass(frozen=True)
class Suggestion:
    """A record whose name begins like what was typed."""

    identifier: str
    kind: str
    title: str


def suggest(typed: str, language: str) -> list[Suggestion]:
    """At most MOST records in force, those whose title begins with what was typed first. One query, none for signs."""
    plain = folded(typed)
    if not plain:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            STATEMENT,
            {
                "typed": typed.strip(),
                "words": typed if len(plain) >= SHORTEST or HAN.search(plain) else "",
                "language": language,
                "default": DEFAULT,
                "code": _code(typed),
                "candidates": CANDIDATES,
                "most": MOST,
            },
        )
        return [Suggestion(*row) for row in cursor.fetchall()]


def _code(typed: str) -> str:
    """The beginning of a code, as the index writes it; empty if it is none."""
    read = documents.with_codes(typed.strip().lower())
    code = re.sub(r"[\s.-]", "", read)
    return code if CODE.fullmatch(code) else ""
