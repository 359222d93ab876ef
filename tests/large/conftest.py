"""What do tests on many editions find prepared? A synthetic registry, and a record of what is read of it."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker

from requirements.catalogue.bitmaps import bitmaps
from requirements.management.benchmarks import databases
from requirements.management.benchmarks.synthetic import Registry

Statement = tuple[str, Any]
SMALL, LARGE = 2_000, 100_000


@pytest.fixture(autouse=True)
def counts_begin_anew() -> None:
    """They need not, and reading every edition for each test would take long: this registry stays as it is."""


@pytest.fixture(scope="package", params=[SMALL, pytest.param(LARGE, marks=pytest.mark.slow)])
def registry(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[Registry]:
    """Django's connection leads to the synthetic registry, which nobody changes. All processes share it."""
    synthetic = Registry(request.param)
    settings = connection.settings_dict
    usual = settings["NAME"]
    with django_db_blocker.unblock():
        databases.prepare(synthetic)
        connection.close()
        settings["NAME"] = databases.name_of(synthetic)
        try:
            # The first one of a process reads every edition, which none of the tests is about.
            bitmaps()
            yield synthetic
        finally:
            connection.close()
            settings["NAME"] = usual


@pytest.fixture
def get(registry: Registry) -> Callable[[str], Any]:
    """The answer to an address, which is 200."""

    def answer(address: str) -> Any:
        response = Client().get(address)
        assert response.status_code == 200, response.content
        return response

    return answer


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[Statement]:
    """Every statement that is sent from now on, with its parameters, by whatever cursor."""
    sent: list[Statement] = []

    def noted(execute: Callable[..., Any]) -> Callable[..., Any]:
        def note(cursor: Any, statement: Any, params: Any = None, **options: Any) -> Any:
            sent.append((str(statement), params))
            return execute(cursor, statement, params, **options)

        return note

    for cursor in (psycopg.Cursor, psycopg.ServerCursor):
        monkeypatch.setattr(cursor, "execute", noted(cursor.execute))
    return sent
