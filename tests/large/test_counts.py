"""Are totals and facets, which are counted without reading rows, what counting rows gives?"""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db.models import Count, Func, Q, QuerySet
from django.http import QueryDict

from requirements import catalogue, filters
from requirements.catalogue import Demand
from requirements.catalogue.members import members
from requirements.filters import FACETS, FacetValue
from requirements.management.benchmarks.synthetic import Registry
from requirements.models import Edition

QUERIES = [
    "",
    "kind=requirement",
    "status=withdrawn",
    "status=withdrawn&status=in_force",
    "building_block=block-01",
    "building_block=block-05&building_block=block-21&kind=requirement&kind=aspect",
    "kind=requirement&obligation=required&building_block=block-12",
    "sdg=16&standard=standard-007&coverage=full",
    "programme=iot-ssc&language=ar&keyword=keyword+7",
    "provision=wtsa-103%23instructs-1&study_group=sg-3",
]


def meeting(demands: Iterable[Demand]) -> QuerySet[Edition]:
    """The current editions that meet all demands, found by reading rows."""
    editions = catalogue.current(*catalogue.ENTRY_KINDS)
    for demand in demands:
        kinds = [value.removeprefix("kind:") for value in demand.values if value.startswith("kind:")]
        editions = editions.filter(Q(kind__in=kinds) | Q(facets__overlap=sorted(demand.values)))
    return editions


def counted(editions: QuerySet[Edition]) -> dict[str, int]:
    """Facet value → editions that have it."""
    unnested = editions.annotate(value=Func("facets", function="unnest")).values("value")
    by_facet = dict(unnested.annotate(number=Count("pk")).values_list("value", "number"))
    kinds = editions.values_list("kind").annotate(Count("pk"))
    wholes = {value: having(editions, parts) for value, parts in members(catalogue.bitmaps()).items()}
    return by_facet | {f"kind:{kind}": number for kind, number in kinds} | {x: n for x, n in wholes.items() if n}


def having(editions: QuerySet[Edition], values: Iterable[str]) -> int:
    """Editions with any of the values: those of a building block's parts, of a group's countries."""
    return editions.filter(facets__overlap=sorted(values)).count()


@pytest.mark.parametrize("query", QUERIES)
def test_totals_are_the_number_of_rows(query: str, registry: Registry) -> None:
    selection = filters.select(QueryDict(query))
    assert selection.total() == catalogue.Total(meeting(selection.demands).count())
    assert selection.total() == catalogue.Total(selection.editions.count())


@pytest.mark.parametrize("query", QUERIES)
def test_facets_are_the_rows_under_the_other_filters(query: str, registry: Registry) -> None:
    selection = filters.select(QueryDict(query))
    known: dict[tuple[Demand, ...], dict[str, int]] = {}
    for parameter, values in selection.facets().items():
        others = tuple(demand for demand in selection.demands if demand.parameter != parameter)
        rows = known[others] = known.get(others) or counted(meeting(others))
        prefix = FACETS[parameter].prefix
        assert positive(values) == {value: number for value, number in rows.items() if value.startswith(prefix)}


def positive(values: Iterable[FacetValue]) -> dict[str, int]:
    return {value.value: value.count for value in values if value.count}


def test_the_whole_list_is_what_was_loaded(registry: Registry) -> None:
    """One entry in forty is withdrawn."""
    withdrawn = len(range(7, registry.size, 40))
    everything = filters.select(QueryDict("status=in_force&status=withdrawn"))
    assert everything.total() == catalogue.Total(registry.size)
    assert filters.select(QueryDict("")).total() == catalogue.Total(registry.size - withdrawn)


@pytest.mark.parametrize("ordering", ["identifier", "-published_at", "title"])
def test_the_pages_hold_every_entry_once(ordering: str, registry: Registry, get: Callable[[str], Any]) -> None:
    address = f"/api/v1/entries/?page_size=500&ordering={ordering}&fields=identifier"
    found: list[str] = []
    while address:
        page = get(address).json()
        found += [result["identifier"] for result in page["results"]]
        address = page["next"]
    assert len(found) == page["count"] == len(set(found))
    loaded = {registry.identifier(place) for place in range(registry.size) if place % 40 != 7}
    assert set(found) == loaded
