"""What does every visit find? The whole corpus that ships, published."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from requirements.exchange import corpus
from tests import factories


@pytest.fixture(scope="package")
def registry(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The corpus is loaded once for all visits and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        factories.catalogue()
        corpus.load(corpus.read(corpus.SHIPPED))
        yield
        transaction.set_rollback(True)
