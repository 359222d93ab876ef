"""Which filters narrow a list, what are they called, and where is the same list without one of them?"""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import get_language

from requirements import choices, filters
from requirements.filters import Selection
from requirements.languages import BY_CODE, DEFAULT
from requirements.views.names import Name
from requirements.views.texts import Shown, word

MOMENTS = ("published_since", "published_until", "as_of")


@dataclass(frozen=True)
class Chip:
    """A filter that applies, with the address of the same list without it."""

    label: str
    value: Any
    address: str


def is_named(parameter: str) -> bool:
    return filters.FACETS[parameter].is_name


def named(selection: Selection) -> set[str]:
    """The records that the filters name."""
    return {
        filters.FACETS[parameter].facet(value)
        for parameter, values in selection.chosen.items()
        if is_named(parameter)
        for value in values
    }


def named_itself(code: str) -> Shown:
    """A language by its own name, marked as being in it."""
    return Shown(BY_CODE[code].name, BY_CODE[code], foreign=True)


def value_label(parameter: str, value: str, names: dict[str, Name]) -> Any:
    """What a facet value is called: `block:identity` → Identity, `obligation:required` → Required."""
    if is_named(parameter):
        return names[value].short if value in names else value
    plain = value.partition(":")[2]
    if parameter == "translation":
        language, _dash, state = plain.partition("-")
        return format_html("{} ({})", named_itself(language), choices.TextState(state).label)
    if parameter == "keyword":
        # Keywords have no translations; nearly all are English.
        return word(plain, get_language() or DEFAULT, DEFAULT)
    if parameter == "language":
        return named_itself(plain) if plain in BY_CODE else plain
    return filters.labeled(parameter, plain)


def chips(query: QueryDict, selection: Selection, names: dict[str, Name]) -> list[Chip]:
    found = [
        Chip(
            str(filters.FACETS[parameter].label),
            value_label(parameter, filters.FACETS[parameter].facet(value), names),
            address(without(query, "page", (parameter, value))),
        )
        for parameter, values in selection.chosen.items()
        for value in values
    ]
    moments = [name for name in MOMENTS if query.get(name)]
    return found + [
        Chip(str(filters.PARAMETERS[name]), query[name], address(without(query, "page", name))) for name in moments
    ]


def without(query: QueryDict, *gone: str | tuple[str, str]) -> QueryDict:
    """The query string without some parameters, or without one value of a parameter."""
    rest = query.copy()
    for what in gone:
        name, value = what if isinstance(what, tuple) else (what, None)
        kept = [other for other in rest.getlist(name) if value is not None and other.strip() != value]
        rest.setlist(name, kept)
    return rest


def address(query: QueryDict) -> str:
    return f"?{query.urlencode()}"
