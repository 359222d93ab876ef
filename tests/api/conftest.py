"""What does every test of the API find prepared? A client that knows the API's habits, and a count of all queries."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from requirements.api import answers, rows

PROBLEM = "application/problem+json"


class Reader:
    """Reads the API as a script does: paths below /api/v1/, parameters as keywords."""

    def __init__(self) -> None:
        self.client = Client()

    def response(self, path: str, expected: int = 200, headers: dict[str, str] | None = None, **params: Any) -> Any:
        address = path if path.startswith(("/", "http")) else f"/api/v1/{path}"
        response = self.client.get(address, params or None, headers=headers)
        assert response.status_code == expected, response.content
        return response

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        """The JSON that a path answers with."""
        return json.loads(self.response(path, **params).content)

    def identifiers(self, path: str, **params: Any) -> list[str]:
        """The identifiers on one page of a list."""
        return [result["identifier"] for result in self.get(path, **params)["results"]]

    def problem(self, path: str, expected: int, **params: Any) -> dict[str, Any]:
        """The problem document that a path answers with."""
        response = self.response(path, expected, **params)
        assert response.headers["Content-Type"] == PROBLEM
        return json.loads(response.content)

    def pages(self, path: str, **params: Any) -> Iterator[dict[str, Any]]:
        """The pages of a list, each read when it is asked for."""
        page = self.get(path, **params)
        yield page
        while page["next"]:
            page = self.get(page["next"])
            yield page


@pytest.fixture
def api() -> Reader:
    return Reader()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock of the machine, as far as dates in answers follow from it; no second ends within a test."""

    def put(moment: datetime) -> None:
        monkeypatch.setattr(answers, "timezone", SimpleNamespace(now=lambda: moment))

    put(datetime(2999, 1, 1, tzinfo=UTC))
    return put


@pytest.fixture
def queries(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[list[str]]]:
    """Notes statements, those that go round Django's cursor too: `with queries() as told: …`."""
    read = rows._read

    @contextmanager
    def noted() -> Iterator[list[str]]:
        told: list[str] = []

        def note_raw(sql: str, *rest: Any) -> Any:
            told.append(sql)
            return read(sql, *rest)

        def note_django(execute: Any, sql: str, *rest: Any) -> Any:
            told.append(sql)
            return execute(sql, *rest)

        with monkeypatch.context() as patch, connection.execute_wrapper(note_django):
            patch.setattr(rows, "_read", note_raw)
            yield told

    return noted
