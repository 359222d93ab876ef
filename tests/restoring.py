"""How does a test with transactions of its own leave no trace? By a copy of the database from before, put in its place.

A copy takes a tenth of a second. Emptying all tables, as Django does, and publishing the reference records again takes
ten times as long, and leaves sequences, permissions and rows of migrations other than they were.
"""

from django.db import connection
from psycopg import sql


def put_by() -> str:
    """Copy the database as it is now; the name of the copy."""
    name = connection.settings_dict["NAME"]
    copy = f"{name}_put_by"
    _replace(copy, like=name)
    return copy


def restore(copy: str) -> None:
    """Threads that are still connected lose their connection."""
    _replace(connection.settings_dict["NAME"], like=copy)


def remove(name: str) -> None:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _replace(name: str, *, like: str) -> None:
    connection.close()
    remove(name)
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (name, like))))
