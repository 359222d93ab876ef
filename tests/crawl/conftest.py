"""What does every visit find? The whole corpus that ships, published and looked at for gaps."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from requirements import gap_analysis
from requirements.exchange import corpus
from tests.crawl.visits import ASKED_ONCE, BESIDES, Visit, addresses, one_of_each_type, visit

Visits = Callable[[str], list[Visit]]


@pytest.fixture(scope="package")
def registry(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The corpus is loaded once for all visits and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        corpus.load(corpus.read(corpus.SHIPPED))
        gap_analysis.publish(gap_analysis.analyse({}, by="ana"), by=None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def some(registry: None) -> Visits:
    """A page of each type in a language, each visited once for all that is asked of it."""

    @cache
    def paths() -> list[str]:
        return [*one_of_each_type(addresses(Client())), *BESIDES]

    @cache
    def visits(language: str) -> list[Visit]:
        client = Client()
        for path in ASKED_ONCE:
            client.get(f"/en/{path}")
        return [visit(client, f"/{language}/{path}") for path in paths()]

    return visits
