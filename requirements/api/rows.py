"""How are stored rows read with as little as possible between the database and the answer?

The statements are the catalogue's, compiled from its querysets; what is saved is Django's cursor and bytes as text.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import psycopg
from django.db import connection
from django.db.models import QuerySet

from requirements import catalogue
from requirements.models import Clock
from requirements.outages import DATABASE_AWAY

Row: TypeAlias = tuple[Any, ...]
Statement: TypeAlias = tuple[str, tuple[Any, ...]]


def compiled(queryset: QuerySet[Any]) -> Statement:
    """The statement of a queryset and its parameters; one that cannot find anything is still a statement."""
    return queryset.query.get_compiler(connection.alias, elide_empty=False).as_sql()


def window(
    parts: Sequence[Statement], order: Sequence[str], after: Sequence[Any], limit: int, *, few: bool = False
) -> Statement:
    """The next rows of some statements in an order of their columns ("-rank", "identifier"), after the keys if given.

    Each part is read in order and no further than need be, by its own index if there is one. Where a part has but `few`
    rows they are found first and then sorted: walking an index of the order could mean to walk all of it for them.
    """
    end = f"ORDER BY {_directions(order)} LIMIT {limit}"
    beyond = f"WHERE {_beyond(order)}" if after else ""
    given = "(WITH part AS MATERIALIZED ({0}) SELECT * FROM part {1})" if few else "(SELECT * FROM ({0}) part {1})"
    statements = [given.format(sql, f"{beyond} {end}") for sql, _ in parts]
    params = tuple(value for _, values in parts for value in (*values, *after[: len(order) > 1], *after))
    return (f"{' UNION ALL '.join(statements)} {end}" if len(parts) > 1 else statements[0]), params


def _directions(order: Sequence[str]) -> str:
    return ", ".join(f"{name[1:]} DESC" if name.startswith("-") else name for name in order)


def _beyond(order: Sequence[str]) -> str:
    """The rows after given keys as one comparison of rows, which an index can begin at; where the keys are columns of
    two tables it cannot, but at the first key, which is therefore compared by itself, too.

    A key that goes the other way than the last (the rank, best first) is compared with its sign changed.
    """
    descending = order[-1].startswith("-")
    signs = ["-" if name.startswith("-") != descending else "" for name in order]
    keys = ", ".join(sign + name.removeprefix("-") for sign, name in zip(signs, order, strict=True))
    values = ", ".join(f"{sign}%s" for sign in signs)
    beyond = "<" if descending else ">"
    first = f"{signs[0]}{order[0].removeprefix('-')} {beyond}= {signs[0]}%s AND " if len(order) > 1 else ""
    return f"{first}({keys}) {beyond} ({values})"


def rows(sql: str, params: Sequence[Any] = (), *, prepare: bool | None = None) -> list[Row]:
    """All rows of one statement, bytes as they are stored. One that recurs is prepared unless `prepare` is False: then
    it is planned anew each time, with its parameters.

    A connection that was lost, because the database was restarted, is replaced once; not inside a transaction, whose
    earlier statements would be gone. Otherwise one of DATABASE_AWAY.
    """
    try:
        return _read(sql, params, prepare)
    except DATABASE_AWAY:
        if connection.in_atomic_block or not _is_lost():
            raise
        connection.close()
        return _read(sql, params, prepare)


def _read(sql: str, params: Sequence[Any], prepare: bool | None) -> list[Row]:
    # A lost connection shows in the statement itself; asking beforehand costs as much as finding a document.
    connection.health_check_done = True  # type: ignore[attr-defined]
    connection.ensure_connection()
    with connection.wrap_database_errors:
        return psycopg.Cursor(connection.connection).execute(sql, params, binary=True, prepare=prepare).fetchall()


def _is_lost() -> bool:
    """Whether the last statement failed because its connection broke, not because it took too long."""
    return connection.connection is not None and connection.connection.closed


class Stored(NamedTuple):
    """What detail needs of an edition, without a model instance."""

    identifier: str
    number: int
    published_at: Any
    body: bytes


@cache
def _current() -> str:
    return compiled(catalogue.current().filter(identifier="").values_list(*Stored._fields))[0]


def current(identifier: str) -> Stored | None:
    """The current edition of a record, if it was ever published. One query, compiled once."""
    return next((Stored(*row) for row in rows(_current(), [identifier])), None)


def first(queryset: QuerySet[Any]) -> Stored | None:
    """The first edition of a queryset. One query."""
    return next((Stored(*row) for row in rows(*compiled(queryset.values_list(*Stored._fields)[:1]))), None)


@cache
def _clock() -> str:
    return compiled(Clock.objects.values_list("version", "at"))[0]


def clock() -> Clock:
    """The catalogue's clock. One query, compiled once."""
    ((version, at),) = rows(_clock())
    return Clock(version=version, at=at)
