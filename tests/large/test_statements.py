"""How many statements does an answer take when it is asked for again? As many as these, however many editions exist."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.large.conftest import Statement

STATEMENTS = {
    "/api/v1/entries/": 2,
    "/api/v1/entries/?page_size=500": 2,
    "/api/v1/entries/?ordering=title": 2,
    "/api/v1/entries/?building_block=block-01&sdg=16&kind=requirement": 2,
    "/api/v1/entries/?q=payment": 2,
    "/api/v1/entries/REQ-000004/": 1,
    "/api/v1/entries/REQ-000004/links/": 5,
    "/api/v1/changes/": 3,
    "/en/": 5,
    "/en/search/?kind=requirement": 5,
    "/en/requirements/REQ-000004/": 7,
}


@pytest.mark.parametrize(("address", "number"), STATEMENTS.items())
def test_an_address_takes_so_many_statements(
    address: str, number: int, get: Callable[[str], Any], statements: list[Statement]
) -> None:
    get(address)
    statements.clear()
    get(address)
    assert len([sql for sql, _ in statements if "SELECT" in sql]) == number
