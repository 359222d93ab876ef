"""What does every visit find? The whole corpus that ships, published and looked at for gaps."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from requirements import gap_analysis
from requirements.exchange import corpus


@pytest.fixture(scope="package")
def registry(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The corpus is loaded once for all visits and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        corpus.load(corpus.read(corpus.SHIPPED))
        gap_analysis.publish(gap_analysis.analyse({}, by="ana"), by=None)
        yield
        transaction.set_rollback(True)
