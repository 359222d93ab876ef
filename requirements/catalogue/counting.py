"""How many records answer a question, and how many would with one value more?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from requirements.catalogue.bitmaps import Bitmaps, Bits, bitmaps
from requirements.catalogue.members import members
from requirements.models import Clock, Edition


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
    return Total(_meeting(bitmaps(clock), demands).bit_count())


def editions_meeting(
    demands: Sequence[Demand], editions: Iterable[int], *, clock: Clock | None = None
) -> Iterator[int]:
    """Those of the editions that are current and meet all demands, in the order given."""
    known = bitmaps(clock)
    return known.editions_in(_meeting(known, demands), editions)


def count_facets(
    known: Bitmaps, demands: Sequence[Demand], prefixes: dict[str, str], among: Iterable[int] | None = None
) -> dict[str, dict[str, int]]:
    """Parameter → facet value → how many records it would leave, under the demands of all *other* parameters.

    `prefixes` says how the facet values of a parameter begin; `among` limits the count to some editions. A record also
    counts for what its values are members of. No query while nothing is published.
    """
    limits = -1 if among is None else known.of_editions(among)
    meeting_all = limits & _meeting(known, demands)
    demanded = {demand.parameter for demand in demands}
    counted = {}
    for parameter, prefix in prefixes.items():
        others = [demand for demand in demands if demand.parameter != parameter]
        within = limits & _meeting(known, others) if parameter in demanded else meeting_all
        counted[parameter] = known.counts(within, prefix) | _wider(known, within, prefix)
    return counted


def _wider(known: Bitmaps, within: Bits, prefix: str) -> dict[str, int]:
    """The same for the values that have members."""
    groups = ((value, values) for value, values in members(known).items() if value.startswith(prefix))
    found = ((value, (known.any_of(values) & within).bit_count()) for value, values in groups)
    return {value: count for value, count in found if count}


def _meeting(known: Bitmaps, demands: Sequence[Demand]) -> Bits:
    found = -1
    for demand in demands:
        found &= known.any_of(demand.values)
    return found


def count_rows(editions: QuerySet[Edition]) -> Total:
    """The exact number by counting rows: for moments of the past and for dates, which no bitmap holds."""
    return Total(editions.order_by().count())
