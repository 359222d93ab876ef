"""What did countries try, what helped them and what stood in the way?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from requirements import catalogue, choices
from requirements.filters import Invalid
from requirements.models import Edition
from requirements.views.charts import WIDTH
from requirements.views.chips import chips, named, without
from requirements.views.facets import counted_facets, facets, kept, offered_names
from requirements.views.mentions import Census
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import page, show
from requirements.views.paging import Paging, read
from requirements.views.texts import Data, in_language

KIND = "experience"
OFFERED = ("country_group", "country", "programme", "building_block")
OPEN = frozenset({"country_group"})
# Experiences that are read to see what helped and hindered; factors of each kind that are shown.
READ, FACTORS, TOUCHED = 500, 6, 8
# Of fewer experiences than this no number is told if one of them asked not to be named.
FEW = 3


@dataclass(frozen=True)
class Bar:
    """A category of factors, how many experiences name it, and that share of the width of a bar."""

    label: Any
    count: int
    width: int
    # Whether the number would tell of somebody who asked not to be named.
    is_few: bool = False


@dataclass(frozen=True)
class Row:
    """An experience in the list."""

    name: Name
    record: Data
    edition: Edition


@page
def experiences(request: HttpRequest, language: str) -> HttpResponseBase:
    """The experiences that a query string asks for, with what they say together. At most nine queries."""
    try:
        asked = read(request.GET, (KIND,), language)
    except Invalid as error:
        return show(request, "invalid.html", {"problems": error.problems}, status=400)
    selection = asked.selection
    paging = Paging(asked.number, selection.total(), request.GET)
    editions = list(selection.editions[paging.rows])
    if asked.number > 1 and not editions:
        raise Http404
    documents = [catalogue.document(edition) for edition in editions]
    by_country = Census().counts("country:", [f"kind:{KIND}"])
    counted = counted_facets(selection, OFFERED)
    places = {country for data in documents for country in data["countries"]}
    read_together = [catalogue.document(edition) for edition in selection.editions[:READ]]
    touched = _touched(read_together)
    known = named(selection) | offered_names(counted, OPEN) | by_country.keys() | places | touched.keys()
    names = names_of(known, language)
    return show(
        request,
        "experiences.html",
        {
            "menu": KIND,
            "selection": selection,
            "paging": paging,
            "countries": _countries(by_country, names),
            "factors": _factors(read_together),
            "touched": [(names[name], *numbers) for name, numbers in touched.items() if name in names],
            "few": FEW,
            "facets": facets(counted, OPEN, names, language),
            "kept": kept(request.GET, OFFERED),
            "chips": chips(request.GET, selection, names),
            "rows": [
                Row(name_of(edition, data, language), in_language(data, language, names), edition)
                for edition, data in zip(editions, documents, strict=True)
            ],
            "query": _as_search(request.GET),
        },
    )


def _as_search(query: QueryDict) -> str:
    """The same list among all entries, where it can be taken away."""
    wider = without(query, "page", "kind")
    wider["kind"] = KIND
    return wider.urlencode()


def _countries(counts: dict[str, int], names: dict[str, Name]) -> list[tuple[Name, int, str]]:
    """(country, number of experiences, its code), by name."""
    found = [
        (names[country], number, country.partition(":")[2]) for country, number in counts.items() if country in names
    ]
    return sorted(found, key=lambda row: row[0].short.text)


def _touched(experiences: Iterable[Data]) -> dict[str, tuple[Bar, Bar]]:
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


def _number(experiences: Sequence[Data]) -> Bar:
    """How many they are, unless that would tell of one that asked not to be named."""
    return Bar("", len(experiences), 0, is_few=_is_few(experiences))


def _is_few(experiences: Sequence[Data]) -> bool:
    unnamed = any(data["consent"] == choices.Consent.PUBLISH_ANONYMISED for data in experiences)
    return unnamed and len(experiences) < FEW


def _factors(experiences: Sequence[Data]) -> list[tuple[str, str, list[Bar]]]:
    """(heading, color, bars) of what helped and of what stood in the way."""
    headings = {
        choices.Polarity.ENABLING: (_("What helped most often"), "c-deep"),
        choices.Polarity.BARRIER: (_("What most often stood in the way"), "c-part"),
    }
    return [(heading, color, _bars(polarity, experiences)) for polarity, (heading, color) in headings.items()]


def _bars(polarity: str, experiences: Sequence[Data]) -> list[Bar]:
    labels = dict(choices.FactorCategory.choices)
    naming: dict[str, list[Data]] = {}
    for data in experiences:
        for category in {one["category"] for one in data["factors"] if one["polarity"] == polarity}:
            naming.setdefault(category, []).append(data)
    most = sorted(naming, key=lambda category: (-len(naming[category]), category))[:FACTORS]
    return [_bar(labels.get(category, category), naming[category], len(experiences)) for category in most]


def _bar(label: Any, naming: Sequence[Data], total: int) -> Bar:
    is_few = _is_few(naming)
    return Bar(label, len(naming), WIDTH * (0 if is_few else len(naming)) // total, is_few)
