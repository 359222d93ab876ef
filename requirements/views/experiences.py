"""What did countries try, what helped them and what stood in the way?"""

from collections import Counter
from collections.abc import Iterable
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
READ, FACTORS = 500, 6


@dataclass(frozen=True)
class Bar:
    """A category of factors, how many experiences name it, and that share of the width of a bar."""

    label: Any
    count: int
    width: int


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
    names = names_of(named(selection) | offered_names(counted, OPEN) | by_country.keys() | places, language)
    return show(
        request,
        "experiences.html",
        {
            "menu": KIND,
            "selection": selection,
            "paging": paging,
            "countries": _countries(by_country, names),
            "factors": _factors(selection.editions[:READ]),
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


def _factors(editions: Iterable[Edition]) -> list[tuple[str, str, list[Bar]]]:
    """(heading, color, bars) of what helped and of what stood in the way."""
    headings = {
        choices.Polarity.ENABLING: (_("What helped most often"), "c-deep"),
        choices.Polarity.BARRIER: (_("What most often stood in the way"), "c-part"),
    }
    named = [
        {(factor["polarity"], factor["category"]) for factor in catalogue.document(edition)["factors"]}
        for edition in editions
    ]
    counts = Counter(factor for factors in named for factor in factors)
    return [(heading, color, _bars(polarity, counts, len(named))) for polarity, (heading, color) in headings.items()]


def _bars(polarity: str, counts: Counter[tuple[str, str]], total: int) -> list[Bar]:
    labels = dict(choices.FactorCategory.choices)
    most = sorted((-number, category) for (kind, category), number in counts.items() if kind == polarity)[:FACTORS]
    return [Bar(labels.get(category, category), -less, WIDTH * -less // total) for less, category in most]
