"""How many records answer a question, and how many would with one value more?"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from requirements.catalogue.bitmaps import Bitmaps, Bits, bitmaps
from requirements.models import Clock, Edition

# So many editions of the past are read to count facets; of more, that there are more.
COUNTED = 10_000


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


def count(demands: Sequence[Demand], *, clock: Clock | None = None) -> Total:
    """The exact number of current records that meet all demands; without a query if the `clock` was just read."""
    return Total(_meeting(bitmaps(clock), demands, None).bit_count())


def count_facets(
    demands: Sequence[Demand],
    prefixes: dict[str, str],
    matches: Iterable[int] | None = None,
    *,
    clock: Clock | None = None,
) -> dict[str, dict[str, int]]:
    """Parameter → facet value → how many records it would leave, under the demands of all *other* parameters.

    `prefixes` says how the facet values of a parameter begin. No query beyond those of `bitmaps()`.
    """
    known = bitmaps(clock)
    among = None if matches is None else list(matches)
    meeting_all = _meeting(known, demands, among)
    demanded = {demand.parameter for demand in demands}
    counted = {}
    for parameter, prefix in prefixes.items():
        others = [demand for demand in demands if demand.parameter != parameter]
        within = _meeting(known, others, among) if parameter in demanded else meeting_all
        counted[parameter] = known.counts(within, prefix)
    return counted


def _meeting(known: Bitmaps, demands: Sequence[Demand], matches: Iterable[int] | None) -> Bits:
    found = -1 if matches is None else known.of_series(matches)
    for demand in demands:
        found &= known.any_of(demand.values)
    return found


def count_rows(editions: QuerySet[Edition]) -> Total:
    """The exact number by counting rows: for moments of the past, which no bitmap holds."""
    return Total(editions.order_by().count())


def count_rows_by_facet(editions: QuerySet[Edition]) -> tuple[Counter[str], bool]:
    """Facet value → how many have it, and whether that is exact: beyond COUNTED editions no more are read."""
    rows = list(editions.order_by().values_list("kind", "facets")[: COUNTED + 1])
    values = Counter(value for _kind, facets in rows for value in facets)
    return values + Counter(f"kind:{kind}" for kind, _facets in rows), len(rows) <= COUNTED
