"""How are many rows stored, as fast as PostgreSQL takes them?"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model and give them their keys: two queries, and one more where a model above has columns.

    `bulk_create` writes a statement with a place for each value, which is then read and planned; COPY takes the values
    alone. As there, `save()` is not called.
    """
    if not rows:
        return
    model = type(rows[0])
    tables = [*reversed(model._meta.all_parents), model]
    _give_keys(tables[0], rows)
    for table in tables:
        _copy(table, rows)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _give_keys(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """The next keys of a model that counts its rows; a row of another brings its own."""
    key = model._meta.auto_field
    if key is None:
        return
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [f'"{model._meta.db_table}"', key.column, len(rows)],
        )
        for row, (value,) in zip(rows, cursor.fetchall(), strict=True):
            setattr(row, key.attname, value)
            row.pk = value


def _copy(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    # The connection itself: `django.db.connection` looks it up for every value anew.
    database = connections[DEFAULT_DB_ALIAS]
    fields = model._meta.local_concrete_fields
    columns = ", ".join(database.ops.quote_name(field.column) for field in fields)
    statement = f"COPY {database.ops.quote_name(model._meta.db_table)} ({columns}) FROM STDIN"
    with database.cursor() as cursor, database.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(field.pre_save(row, add=True), database) for field in fields])


def update_rows(rows: Sequence[models.Model], columns: Iterable[str]) -> None:
    """Store these columns of rows, a query for each table that has some of them.

    `bulk_update` writes a condition for each row and each column; here all values are one, and PostgreSQL takes it
    apart.
    """
    by_table: dict[type[models.Model], list[Any]] = defaultdict(list)
    for name in columns if rows else ():
        field = type(rows[0])._meta.get_field(name)
        by_table[field.model].append(field)
    for table, fields in by_table.items():
        _update(table, fields, rows)


def _update(model: type[models.Model], fields: Sequence[Any], rows: Iterable[models.Model]) -> None:
    database = connections[DEFAULT_DB_ALIAS]
    key = model._meta.pk.column
    table, column, *columns = map(database.ops.quote_name, [model._meta.db_table, key, *(one.column for one in fields)])
    given = [{key: row.pk, **{field.column: getattr(row, field.attname) for field in fields}} for row in rows]
    statement = (
        f"UPDATE {table} SET {', '.join(f'{name} = given.{name}' for name in columns)}"  # noqa: S608
        f" FROM jsonb_populate_recordset(NULL::{table}, %s) AS given WHERE {table}.{column} = given.{column}"
    )
    with database.cursor() as cursor:
        # Days and moments are written as PostgreSQL reads them.
        cursor.execute(statement, [json.dumps(given, default=str)])
