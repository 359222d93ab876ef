"""What happens when the database goes away while it is read?"""

import json
import logging
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection

from requirements.api import rows
from tests import factories
from tests.api.conftest import PROBLEM, Reader

PATHS = [
    *("", "entries/", "requirements/REQ-0001/", "requirements/REQ-0001/editions/", "requirements/REQ-0001/editions/1/"),
    *("requirements/REQ-0001/links/", "changes/", "export.ndjson", "requirements/REQ-0001/?as_of=2999-01-01"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("cookie", [{}, {"Cookie": "a=b"}])
def test_a_lost_database_is_told_with_when_to_try_again(
    path: str, cookie: dict[str, str], api: Reader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_args: Any, **_more: Any) -> None:
        raise OperationalError("the server is gone")

    caplog.set_level(logging.CRITICAL, "django.request")
    monkeypatch.setattr(connection, "ensure_connection", away)
    monkeypatch.setattr(connection, "cursor", away)
    response = api.response(path, 503, headers=cookie)
    assert response.headers["Content-Type"] == PROBLEM
    assert response.headers["Retry-After"] == "5"
    assert response.headers["Cache-Control"] == "no-store"
    assert json.loads(response.content)["detail"] == ("The database is away or too busy; try again in a few seconds.")


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_is_replaced(api: Reader) -> None:
    factories.published()
    expected = api.response("requirements/REQ-0001/").content
    connection.ensure_connection()
    lost = connection.connection.info.backend_pid
    with psycopg.connect(
        connection.connection.info.dsn, password=connection.settings_dict["PASSWORD"] or None
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [lost])
    assert bytes(rows.current("REQ-0001").body) == expected
    assert connection.connection.info.backend_pid != lost


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_takes_too_long_is_not_repeated(queries: Any) -> None:
    rows.rows("SELECT set_config('statement_timeout', '50ms', false)")
    try:
        with queries() as told, pytest.raises(OperationalError, match="statement timeout"):
            rows.rows("SELECT pg_sleep(1)")
        assert told == ["SELECT pg_sleep(1)"]
    finally:
        connection.close()


@pytest.mark.django_db
def test_nothing_is_repeated_inside_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its earlier statements would be missing."""
    calls = []

    def broken(sql: str, *rest: Any) -> Any:
        calls.append(sql)
        raise OperationalError

    monkeypatch.setattr(rows, "_read", broken)
    monkeypatch.setattr(rows, "_is_lost", lambda: True)
    with pytest.raises(OperationalError):
        rows.rows("SELECT 1")
    assert calls == ["SELECT 1"]


@pytest.mark.django_db
def test_bytes_come_as_they_are_stored() -> None:
    assert rows.rows("SELECT %s::bytea, %s::int", [b"\x00\xff{", 7]) == [(b"\x00\xff{", 7)]


def window(order: tuple[str, ...], after: tuple[Any, ...]) -> str:
    return rows.window([("SELECT x", ())], order, after, 3)[0]


def test_a_window_begins_after_its_keys_in_the_direction_of_its_order() -> None:
    assert window(("identifier",), ()) == "(SELECT * FROM (SELECT x) part  ORDER BY identifier LIMIT 3)"
    assert "WHERE (identifier) > (%s) ORDER BY identifier LIMIT" in window(("identifier",), ("a",))
    assert "WHERE a <= %s AND (a, b) < (%s, %s) ORDER BY a DESC, b DESC LIMIT" in window(("-a", "-b"), (1, 2))
    assert "WHERE -a >= -%s AND (-a, b) > (-%s, %s) ORDER BY a DESC, b LIMIT" in window(("-a", "b"), (1, 2))


def test_few_rows_are_found_before_they_are_sorted() -> None:
    sql, params = rows.window([("SELECT x", (1,))], ("a",), ("k",), 3, few=True)
    assert sql == ("(WITH part AS MATERIALIZED (SELECT x) SELECT * FROM part WHERE (a) > (%s) ORDER BY a LIMIT 3)")
    assert params == (1, "k")


def test_the_parts_of_a_window_are_put_in_order_together() -> None:
    sql, params = rows.window([("SELECT x WHERE y = %s", (1,)), ("SELECT z", ())], ("a",), ("k",), 2)
    parts = sql.split(" UNION ALL ")
    assert parts[0] == "(SELECT * FROM (SELECT x WHERE y = %s) part WHERE (a) > (%s) ORDER BY a LIMIT 2)"
    assert parts[1] == "(SELECT * FROM (SELECT z) part WHERE (a) > (%s) ORDER BY a LIMIT 2) ORDER BY a LIMIT 2"
    assert params == (1, "k", "k")
