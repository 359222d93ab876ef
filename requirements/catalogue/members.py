"""Which values of a facet count as which other: the parts of a building block, the countries of a group?"""

from collections.abc import Mapping
from functools import lru_cache

from requirements.catalogue.bitmaps import Bitmaps
from requirements.catalogue.editions import Version, below, children, in_force, version
from requirements.choices import CountryGroup
from requirements.models import Clock

Members = Mapping[str, frozenset[str]]


def members(known: Bitmaps) -> Members:
    """Facet value → itself and the values that count as it; values without any are left out.

    Two queries after a publication, none while nothing is published.
    """
    return _members(version(Clock(version=known.version, at=known.at)))


@lru_cache(maxsize=2)
def _members(_version: Version) -> Members:
    found: dict[str, set[str]] = {f"country_group:{group}": {f"country_group:{group}"} for group in CountryGroup.values}
    countries = in_force("country").filter(facets__overlap=[f"group:{group}" for group in CountryGroup.values])
    for identifier, facets in countries.values_list("identifier", "facets"):
        for facet in facets:
            if facet.startswith("group:"):
                found[f"country_{facet}"].add(identifier)
    parts = children()
    found |= {parent: below(parts, [parent]) for parent in parts}
    return {value: frozenset(values) for value, values in found.items() if len(values) > 1}
