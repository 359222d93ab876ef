"""Does an index answer every question, however many editions there are?

Plans are what counts, not times. In the small registry reading a whole table is cheapest, so there the planner is kept
from it: what it still reads whole, no index serves.
"""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from requirements.filters import ORDERINGS, PARAMETERS
from requirements.management.benchmarks.synthetic import FIRST_AT, Registry
from tests.large.conftest import LARGE, Statement

GROWING = {"requirements_series", "requirements_edition", "requirements_editionlink", "requirements_editiontext"}
LIST = "/api/v1/entries/?page_size=100"
# The orders that an index has; by relevance, at most a thousand are ranked.
STORED = [ordering for ordering in ORDERINGS if ordering != "relevance"]
EARLY = f"{FIRST_AT:%Y-%m-%d}T00:30:00Z"
FILTERS = [
    *("q=Y.1254", "q=payment", "q=paiement+voucher", "kind=requirement", "programme=iot-ssc"),
    *("building_block=block-01", "building_block=block-24", "obligation=prohibited", "type=security"),
    *("status=withdrawn", "coverage=full", "study_group=sg-3", "sdg=16", "country=fj", "country_group=ldc"),
    *("standard=standard-007", "provision=wtsa-103%23instructs-1", "keyword=keyword+7", "language=ar"),
    *("organization=body-1", "translation=fr-outdated", "action_line=line-7"),
    *(f"published_until={EARLY}", f"as_of={EARLY}", "ordering=title"),
    "kind=requirement&obligation=required&building_block=block-12&ordering=-published_at",
    "q=payment&kind=aspect&building_block=block-12",
    f"building_block=block-12&as_of={EARLY}&ordering=title",
]


def plan_of(statement: Statement, options: str = "") -> Iterator[dict[str, Any]]:
    """Every node of the plan for a statement; with ANALYZE it is carried out."""
    sql, params = statement
    explain = f"EXPLAIN (FORMAT JSON {options}) {sql}"
    ((root,),) = psycopg.Cursor(connection.connection).execute(explain, params).fetchone()
    waiting = [root["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        yield node


@pytest.fixture
def read_whole(
    registry: Registry, get: Callable[[str], Any], statements: list[Statement]
) -> Iterator[Callable[[str], list[str]]]:
    """The statements behind an address that read a growing table from end to end."""

    def asked(address: str) -> list[str]:
        statements.clear()
        get(address)
        selects = [(sql, params) for sql, params in statements if "SELECT" in sql]
        assert selects
        return [sql for sql, params in selects if any(map(_is_whole, plan_of((sql, params))))]

    with connection.cursor() as cursor:
        cursor.execute(f"SET enable_seqscan = {'on' if registry.size == LARGE else 'off'}")
        yield asked
        cursor.execute("RESET enable_seqscan")


def _is_whole(node: dict[str, Any]) -> bool:
    return node["Node Type"] == "Seq Scan" and node["Relation Name"] in GROWING


def test_every_parameter_is_asked_below() -> None:
    asked = {pair.partition("=")[0] for query in FILTERS for pair in query.split("&")}
    assert asked == set(PARAMETERS) - {"published_since"}


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_is_served_by_an_index(query: str, read_whole: Callable[[str], list[str]]) -> None:
    assert read_whole(f"{LIST}&{query}") == []


@pytest.mark.parametrize("ordering", STORED)
def test_pages_of_each_order_are_served_by_an_index(
    ordering: str, get: Callable[[str], Any], read_whole: Callable[[str], list[str]]
) -> None:
    """The first page, one that follows by its cursor, and both as of a moment long past."""
    for moment in ("", f"&as_of={EARLY}"):
        first = f"{LIST}&ordering={ordering}{moment}"
        following = get(first).json()["next"]
        assert read_whole(first) == []
        assert read_whole(following) == []


@pytest.mark.parametrize("registry", [pytest.param(LARGE, marks=pytest.mark.slow)], indirect=True)
@pytest.mark.parametrize("ordering", STORED)
def test_a_page_far_on_costs_no_more_than_the_first(
    ordering: str, get: Callable[[str], Any], statements: list[Statement]
) -> None:
    """Rows that are read, not only those that are sent."""
    address = f"/api/v1/entries/?page_size=500&fields=identifier&ordering={ordering}"
    for _ in range(20):
        address = get(address).json()["next"]
    statements.clear()
    get(address.replace("page_size=500", "page_size=100"))
    nodes = [node for statement in tuple(statements) for node in plan_of(statement, ", ANALYZE")]
    read = [(node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"] for node in nodes]
    assert max(read) < 500


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/entries/REQ-000004/",
        f"/api/v1/entries/REQ-000004/?as_of={EARLY}",
        "/api/v1/entries/REQ-000004/editions/",
        "/api/v1/entries/REQ-000004/editions/1/",
        "/api/v1/entries/REQ-000004/links/",
        "/api/v1/entries/UC-000001/links/?direction=inverse",
        "/api/v1/standards/",
        "/api/v1/standards/standard-007/links/?page_size=100",
        "/api/v1/changes/?since=2100-01-01T00:00:00Z",
        "/api/v1/changes/?page_size=100",
        "/en/",
        "/fr/search/?q=paiement",
        "/en/requirements/REQ-000004/",
        "/en/building-blocks/block-01/",
        "/en/search/?q=ITU-T+X.1254",
        "/en/search/?q=telegraf",
        "/en/search/?q=payment+-wallet",
        "/en/search/suggestions/?q=tele",
        "/zh/search/suggestions/?q=%E5%86%9C%E6%B0%91",
        "/ar/search/suggestions/?q=x.12",
        "/en/trace/?of=REQ-000001&depth=5",
        "/en/trace/?of=standard:standard-007&depth=2",
        "/en/trace/impact/?of=standard:standard-007&depth=3",
        "/api/v1/trace/?of=UC-000001&depth=5",
        "/api/v1/matrices/requirement-standard/?page_size=50",
        f"/api/v1/trace/?of=UC-000001&depth=5&as_of={EARLY}",
        f"/api/v1/impact/?of=standard:standard-007&as_of={EARLY}",
    ],
)
def test_a_record_is_found_by_an_index(address: str, read_whole: Callable[[str], list[str]]) -> None:
    assert read_whole(address) == []
