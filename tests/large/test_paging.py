"""Does whoever pages through ten thousand entries read each once, while others publish all the time?"""

import random
import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from psycopg import sql
from pytest_django import DjangoDbBlocker

from requirements import catalogue
from requirements.choices import Standing
from requirements.management.benchmarks import databases
from requirements.management.benchmarks.synthetic import Registry
from requirements.workflow.editions import Draft, freeze

ENTRIES = 10_000
NAME = f"bench_{ENTRIES}_changing"


@pytest.fixture
def changing(django_db_blocker: DjangoDbBlocker) -> Iterator[Registry]:
    """Django's connections lead to a copy of a synthetic registry that may be changed."""
    synthetic = Registry(ENTRIES)
    settings = connection.settings_dict
    usual = settings["NAME"]
    with django_db_blocker.unblock():
        original = databases.prepare(synthetic)
        names = sql.Identifier(NAME), sql.Identifier(databases.name_of(synthetic))
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(names[0])
        with psycopg.connect(original, dbname=databases.MEETING_PLACE, autocommit=True) as server:
            server.execute(drop)
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
            connection.close()
            settings["NAME"] = NAME
            try:
                yield synthetic
            finally:
                connection.close()
                settings["NAME"] = usual
                server.execute(drop)


class Publisher(threading.Thread):
    """Changes, withdraws and adds entries until it is told to stop."""

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self.registry, self.stop, self.turns = registry, threading.Event(), 0

    def run(self) -> None:
        chance = random.Random(103)
        try:
            while not self.stop.is_set():
                self.turns += 1
                with transaction.atomic():
                    freeze(list(self._drafts(chance)))
        finally:
            connection.close()

    def _drafts(self, chance: random.Random) -> Iterator[Draft]:
        yield Draft(self.registry.document(ENTRIES + self.turns))
        changed, withdrawn = chance.sample(range(ENTRIES), 2)
        yield Draft(self.registry.document(changed, edition=2 + self.turns))
        yield Draft(self.registry.document(withdrawn), Standing.WITHDRAWN, "Why")


@pytest.mark.slow
@pytest.mark.parametrize("ordering", ["identifier", "-published_at"])
def test_nothing_is_skipped_or_repeated_while_others_publish(ordering: str, changing: Registry) -> None:
    publisher = Publisher(changing)
    publisher.start()
    try:
        pages = list(read(f"/api/v1/entries/?page_size=100&ordering={ordering}"))
    finally:
        publisher.stop.set()
        publisher.join()
    assert publisher.turns > 20
    found = [document for page in pages for document in page["results"]]
    moment = datetime.fromisoformat(pages[0]["as_of"])
    expected = catalogue.as_of(moment, *catalogue.ENTRY_KINDS).filter(standing=Standing.IN_FORCE)
    assert len(found) == len({document["identifier"] for document in found}) == pages[0]["count"] > 9_000
    stored = {edition.identifier: catalogue.document(edition) for edition in expected.iterator()}
    assert {document["identifier"]: document for document in found} == stored


def read(address: str | None) -> Iterator[Any]:
    while address:
        response = Client().get(address)
        assert response.status_code == 200, response.content
        yield (page := response.json())
        address = page["next"]
