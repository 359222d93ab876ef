"""What is known of every requirement and aspect in scope, as of a moment, counted set by set in the database?"""

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet

from requirements import catalogue, choices
from requirements.gap_analysis.criteria import OBLIGATIONS, Facts
from requirements.models import Edition

SQL = (Path(__file__).parent / "facts.sql").read_text()
TABLES = (
    "gap_scope",
    "gap_valid",
    "gap_trait",
    "gap_item",
    "gap_near",
    "gap_standard",
    "gap_covered",
    "gap_fact",
    "gap_judgement",
    "gap_verdict",
    "gap_judged",
    "gap_asked",
    "gap_heir",
    "gap_hand",
    "gap_proposal",
)
# Until the transaction ends: sets of some hundred thousand rows are sorted and hashed in memory, and what was counted a
# moment ago needs no better statistics than a sample of three thousand rows.
PLANNING = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off; SET LOCAL default_statistics_target = 10"
COUNTED = tuple(field.name for field in fields(Facts))
COMBINATIONS = f"SELECT DISTINCT {', '.join(COUNTED)} FROM gap_fact"  # noqa: S608 - names of our own columns


def gather(moment: datetime, scope: QuerySet[Edition]) -> None:
    """Fill temporary tables that live until the transaction ends: what was valid, what is near what, and in `gap_fact`
    a row for each item in scope. A fixed number of statements, however many items there are.
    """
    chosen, params = scope.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(PLANNING)
        # Another run in the same transaction left its own.
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join(f'pg_temp.{table}' for table in TABLES)}")
        cursor.execute(f"CREATE TEMPORARY TABLE gap_scope (id) ON COMMIT DROP AS {chosen}", params)
        cursor.execute("ANALYZE gap_scope")
        cursor.execute(
            SQL,
            {
                "moment": moment,
                "entries": list(catalogue.ENTRY_KINDS),
                "in_force": list(choices.IN_FORCE_STATUSES),
                "coming": list(choices.COMING_STATUSES),
                "groups": choices.CountryGroup.values,
                "obligations": sorted(OBLIGATIONS, key=lambda word: -OBLIGATIONS[word]),
                "areas": json.dumps(choices.AREA_OF_TYPE),
            },
        )


def distinct() -> Iterator[Facts]:
    """Each combination of facts that an item has: far fewer than items, so that judging each of them costs little."""
    with connection.cursor() as cursor:
        cursor.execute(COMBINATIONS)
        yield from (Facts(*row) for row in cursor.fetchall())
