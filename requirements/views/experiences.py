"""What did countries try, what helped them and what stood in the way?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from requirements import catalogue, choices
from requirements.choices import CountryGroup
from requirements.models import Edition
from requirements.views import tiles
from requirements.views.charts import WIDTH
from requirements.views.chips import chips, named, without
from requirements.views.facets import counted_facets, facets, kept, offered_names
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import page, show
from requirements.views.paging import Paging, read
from requirements.views.texts import Data, in_language

KIND = "experience"
OFFERED = ("country_group", "country", "programme", "building_block")
OPEN = frozenset({"country_group"})
# Experiences that are read to see what helped and hindered; factors of each kind that are shown.
READ, FACTORS, TOUCHED = 500, 6, 8
# On a page; what they say together leaves room for fewer than elsewhere.
SIZE = 10
# Of fewer experiences than this no number is told if one of them asked not to be named.
FEW = 3


@dataclass(frozen=True)
class Number:
    """How many experiences say something, and whether that many would tell of one that asked not to be named."""

    count: int
    is_few: bool = False


@dataclass(frozen=True)
class Bar:
    """A category of factors: how many experiences name it, that share of the width of a bar, how many of each group."""

    label: Any
    number: Number
    width: int
    groups: Sequence[Number] = ()


@dataclass(frozen=True)
class Row:
    """An experience in the list."""

    name: Name
    record: Data
    edition: Edition


@dataclass(frozen=True)
class Country:
    """A country with its groups and its experiences."""

    name: Name
    groups: Sequence[CountryGroup]
    number: Number

    @property
    def code(self) -> str:
        return tiles.code_of(self.name.identifier)


@page
def experiences(request: HttpRequest, language: str) -> HttpResponseBase:
    """The experiences that a query string asks for, with what they say together. At most nine queries."""
    asked = read(request.GET, (KIND,), language)
    selection = asked.selection
    paging = Paging(asked.number, selection.total(), request.GET, SIZE)
    editions = list(selection.editions[paging.rows])
    if asked.number > 1 and not editions:
        raise Http404
    documents = [catalogue.document(edition) for edition in editions]
    read_together = [catalogue.document(edition) for edition in selection.editions[:READ]]
    counted = counted_facets(selection, OFFERED)
    groups = _groups({country for data in read_together for country in data["countries"]})
    touched = _touched(read_together)
    known = named(selection) | offered_names(counted, OPEN) | groups.keys() | touched.keys()
    names = names_of(known, language)
    return show(
        request,
        "experiences.html",
        {
            "menu": KIND,
            "selection": selection,
            "paging": paging,
            "facets": facets(counted, OPEN, names, language),
            "kept": kept(request.GET, OFFERED),
            "chips": chips(request.GET, selection, names),
            "rows": [
                Row(name_of(edition, data, language), in_language(data, language, names), edition)
                for edition, data in zip(editions, documents, strict=True)
            ],
            "query": _as_search(request.GET),
            "touched": [(names[name], *numbers) for name, numbers in touched.items() if name in names],
            **_said_together(read_together, groups, names),
        },
    )


def _said_together(
    experiences: Sequence[Data], groups: Mapping[str, Sequence[CountryGroup]], names: Mapping[str, Name]
) -> dict[str, Any]:
    """Where they were made, and what helped and hindered there."""
    countries = _countries(experiences, groups, names)
    return {
        "countries": countries,
        "map": _map(countries, names),
        "groups": _shown(groups),
        "factors": _factors(experiences, groups),
        "few": FEW,
    }


def _as_search(query: QueryDict) -> str:
    """The same list among all entries, where it can be taken away."""
    wider = without(query, "page", "kind")
    wider["kind"] = KIND
    return wider.urlencode()


def _groups(countries: Collection[str]) -> dict[str, list[CountryGroup]]:
    """Country → the groups that it belongs to. One query."""
    found = catalogue.current("country").filter(identifier__in=countries).values_list("identifier", "facets")
    return {country: [group for group in CountryGroup if f"group:{group}" in facets] for country, facets in found}


def _shown(groups: Mapping[str, Sequence[CountryGroup]]) -> list[CountryGroup]:
    """The groups to which any of the countries belongs."""
    return [group for group in CountryGroup if any(group in own for own in groups.values())]


def _countries(
    experiences: Sequence[Data], groups: Mapping[str, Sequence[CountryGroup]], names: Mapping[str, Name]
) -> list[Country]:
    """By name in the order of the reader's script."""
    own: dict[str, list[Data]] = {}
    for data in experiences:
        for country in set(data["countries"]) & groups.keys():
            own.setdefault(country, []).append(data)
    found = [Country(names[country], groups[country], _number(telling)) for country, telling in own.items()]
    return sorted(found, key=lambda country: country.name.short.text)


def _map(countries: Sequence[Country], names: Mapping[str, Name]) -> tiles.Map:
    """A country of which no number is told is as strong as one experience."""
    told = {
        country.name.identifier: (1 if country.number.is_few else country.number.count, _told(country))
        for country in countries
    }
    return tiles.tile_map(told, names)


def _told(country: Country) -> str:
    number = _("fewer than %(few)s") % {"few": FEW} if country.number.is_few else country.number.count
    return _("%(country)s: %(number)s") % {"country": country.name.short.text, "number": number}


def _touched(experiences: Iterable[Data]) -> dict[str, tuple[Number, Number]]:
    """Entry → how many experiences say that something about it helped, and how many that it stood in the way; those
    that most speak of.
    """
    speaking: dict[str, dict[str, list[Data]]] = {}
    for data in experiences:
        for name, polarity in {(name, one["polarity"]) for one in data["factors"] for name in one["touches"]}:
            speaking.setdefault(name, {}).setdefault(polarity, []).append(data)
    order = sorted(speaking, key=lambda name: (-sum(map(len, speaking[name].values())), name))[:TOUCHED]
    return {
        name: (
            _number(speaking[name].get(choices.Polarity.ENABLING, [])),
            _number(speaking[name].get(choices.Polarity.BARRIER, [])),
        )
        for name in order
    }


def _number(experiences: Sequence[Data]) -> Number:
    unnamed = any(data["consent"] == choices.Consent.PUBLISH_ANONYMISED for data in experiences)
    return Number(len(experiences), is_few=unnamed and len(experiences) < FEW)


def _factors(
    experiences: Sequence[Data], groups: Mapping[str, Sequence[CountryGroup]]
) -> list[tuple[str, str, list[Bar]]]:
    """(heading, color, bars) of what helped and of what stood in the way."""
    headings = {
        choices.Polarity.ENABLING: (_("What helped most often"), "c-deep"),
        choices.Polarity.BARRIER: (_("What most often stood in the way"), "c-part"),
    }
    return [(heading, color, _bars(polarity, experiences, groups)) for polarity, (heading, color) in headings.items()]


def _bars(polarity: str, experiences: Sequence[Data], groups: Mapping[str, Sequence[CountryGroup]]) -> list[Bar]:
    naming: dict[str, list[Data]] = {}
    for data in experiences:
        for category in {one["category"] for one in data["factors"] if one["polarity"] == polarity}:
            naming.setdefault(category, []).append(data)
    most = sorted(naming, key=lambda category: (-len(naming[category]), category))[:FACTORS]
    shown = _shown(groups)
    return [_bar(category, naming[category], len(experiences), groups, shown) for category in most]


def _bar(
    category: str,
    naming: Sequence[Data],
    total: int,
    groups: Mapping[str, Sequence[CountryGroup]],
    shown: Iterable[CountryGroup],
) -> Bar:
    number = _number(naming)
    by_group = [_number([data for data in naming if _is_of(group, data, groups)]) for group in shown]
    width = WIDTH * (0 if number.is_few else number.count) // total
    return Bar(dict(choices.FactorCategory.choices).get(category, category), number, width, by_group)


def _is_of(group: CountryGroup, experience: Data, groups: Mapping[str, Sequence[CountryGroup]]) -> bool:
    return any(group in groups.get(country, ()) for country in experience["countries"])
