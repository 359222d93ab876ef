"""Which values may narrow a list, how many records would each leave, and what else does the form hand on?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from requirements import filters
from requirements.filters import FacetValue, Selection
from requirements.views import addresses
from requirements.views.chips import is_named, value_label
from requirements.views.names import Name

# Values of a facet that begins open or closed; the list of all is a page of its own.
VALUES, CLOSED = 8, 4
# Which kind of record the values of a facet name, where that kind has a list that counts entries.
NAMED = {
    "programme": "programme",
    "building_block": "block",
    "study_group": "study-group",
    "standard": "standard",
    "country": "country",
}


@dataclass(frozen=True)
class Option:
    """A value that the list can be narrowed by."""

    value: str
    label: Any
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A parameter with the values it may take. `all` is the page that lists every value, if there are more."""

    parameter: str
    label: str
    options: list[Option]
    others: int
    all: str
    open: bool


def counted_facets(selection: Selection, offered: Sequence[str]) -> dict[str, list[FacetValue]]:
    """The facets that a page offers, in its order, those without any value left out."""
    counted = selection.facets()
    return {name: counted[name] for name in offered if counted[name]}


def offered_names(counted: dict[str, list[FacetValue]], opened: Collection[str]) -> set[str]:
    """The records that the offered values name."""
    return {
        value.value for name, values in counted.items() if is_named(name) for value in _offered(values, name in opened)
    }


def facets(
    counted: dict[str, list[FacetValue]], opened: Collection[str], names: dict[str, Name], language: str
) -> list[Facet]:
    return [_facet(name, values, name in opened, names, language) for name, values in counted.items()]


def kept(query: QueryDict, offered: Collection[str]) -> list[tuple[str, str]]:
    """What the form of filters hands on without showing it: everything but its own boxes and the page."""
    return [
        (name, value)
        for name in filters.PARAMETERS
        if name not in offered
        for value in query.getlist(name)
        if value.strip()
    ]


def _offered(values: Sequence[FacetValue], is_open: bool) -> list[FacetValue]:
    """The most frequent values, and every chosen one."""
    most = VALUES if is_open else CLOSED
    return [value for place, value in enumerate(values) if place < most or value.chosen]


def _facet(parameter: str, values: Sequence[FacetValue], is_open: bool, names: dict[str, Name], language: str) -> Facet:
    offered = _offered(values, is_open)
    return Facet(
        parameter=parameter,
        label=str(filters.FACETS[parameter].label),
        options=[
            Option(value.value.partition(":")[2], value_label(parameter, value.value, names), value.count, value.chosen)
            for value in offered
        ],
        others=len(values) - len(offered),
        all=f"/{language}/{addresses.COLLECTIONS[NAMED[parameter]]}/" if parameter in NAMED else "",
        open=is_open or any(value.chosen for value in offered),
    )
