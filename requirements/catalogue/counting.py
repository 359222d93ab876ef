"""How many records answer a question, and how many would with one value more?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Func, QuerySet

from requirements.catalogue.bitmaps import Bitmaps, Bits, bitmaps
from requirements.models import Edition


@dataclass(frozen=True)
class Total:
    """A number of records; when not exact, there are more than `number`."""

    number: int
    exact: bool = True


@dataclass(frozen=True)
class Demand:
    """What one parameter asks for: any of these facet values."""

    parameter: str
    values: frozenset[str]


def count(demands: Sequence[Demand], matches: Iterable[int] | None = None) -> Total:
    """The exact number of current records that meet all demands, and are among the series in `matches` if given."""
    known = bitmaps()
    return Total(_meeting(known, demands, matches).bit_count())


def count_facets(
    demands: Sequence[Demand], prefixes: dict[str, str], matches: Iterable[int] | None = None
) -> dict[str, dict[str, int]]:
    """Parameter → facet value → how many records it would leave, under the demands of all *other* parameters.

    `prefixes` says how the facet values of a parameter begin. No query beyond those of `bitmaps()`.
    """
    known = bitmaps()
    among = None if matches is None else list(matches)
    return {
        parameter: known.counts(
            _meeting(known, [demand for demand in demands if demand.parameter != parameter], among), prefix
        )
        for parameter, prefix in prefixes.items()
    }


def _meeting(known: Bitmaps, demands: Sequence[Demand], matches: Iterable[int] | None) -> Bits:
    found = -1 if matches is None else known.of_series(matches)
    for demand in demands:
        found &= known.any_of(demand.values)
    return found


def count_rows(editions: QuerySet[Edition]) -> Total:
    """The exact number by counting rows: for moments of the past, which no bitmap holds."""
    return Total(editions.order_by().count())


def count_rows_by_facet(editions: QuerySet[Edition], prefix: str) -> dict[str, int]:
    """The same for the values of one facet. Reads every row of the queryset."""
    if prefix == "kind:":
        rows = editions.order_by().values_list("kind").annotate(Count("pk"))
        return {f"kind:{kind}": number for kind, number in rows}
    values = editions.order_by().annotate(value=Func(F("facets"), function="unnest")).values("value")
    return {
        row["value"]: row["number"]
        for row in values.annotate(number=Count("pk")).order_by("value")
        if row["value"].startswith(prefix)
    }
