"""Which records of a kind are there? One list for each kind of reference; entries are listed by the search."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect

from requirements import catalogue
from requirements.catalogue import Total
from requirements.filters import Selection
from requirements.models import Edition
from requirements.views import addresses
from requirements.views.addresses import KINDS
from requirements.views.chips import chips, named
from requirements.views.facets import counted_facets, facets, kept, offered_names
from requirements.views.labels import PLURALS
from requirements.views.mentions import PARAMETERS, Census, list_address, targets
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import page, show
from requirements.views.paging import Paging, read
from requirements.views.texts import Data

SIZE = 50
# What readers look up by name is ordered by title, everything else by identifier with its numbers as numbers.
BY_TITLE = ("block", "country", "organization", "programme", "term")
# What a long list can be narrowed by.
OFFERED = {"standard": ("organization", "study_group", "building_block")}


@dataclass(frozen=True)
class Row:
    """A record of the list, how many entries name it, and where these are."""

    name: Name
    record: Data
    entries: int
    address: str


@page
def records(request: HttpRequest, language: str, collection: str) -> HttpResponseBase:
    """A page of the records in force of a kind, narrowed by the parameters of the search. At most eight queries."""
    kind = KINDS[collection]
    if kind in catalogue.ENTRY_KINDS:
        return redirect(f"/{language}/search/?kind={kind}")
    asked = read(_ordered(request.GET, kind), (kind,), language)
    found = _in_order(asked.selection, kind)
    paging = Paging(asked.number, Total(len(found)), request.GET, SIZE)
    if asked.number > 1 and not found[paging.rows]:
        raise Http404
    offered = OFFERED.get(kind, ())
    counted = counted_facets(asked.selection, offered) if offered else {}
    names = names_of(named(asked.selection) | offered_names(counted, offered), language)
    return show(
        request,
        "list.html",
        {
            "menu": kind,
            "heading": PLURALS[kind],
            "paging": paging,
            "selection": asked.selection,
            "chips": chips(request.GET, asked.selection, names),
            "facets": facets(counted, offered, names, language),
            "kept": kept(request.GET, offered),
            "rows": _rows(found[paging.rows], language),
        },
    )


def _ordered(query: QueryDict, kind: str) -> QueryDict:
    ordered = query.copy()
    if kind in BY_TITLE:
        ordered.setdefault("ordering", "title")
    return ordered


def _in_order(selection: Selection, kind: str) -> list[int]:
    """The keys of all editions of the list; reference records are counted in hundreds."""
    pairs = list(selection.editions.values_list("pk", "identifier"))
    if kind not in BY_TITLE:
        pairs.sort(key=lambda pair: _natural(pair[1]))
    return [key for key, _identifier in pairs]


def _natural(identifier: str) -> list[Any]:
    """Numbers in an identifier compare as numbers: sg2 comes before sg11."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"([0-9]+)", identifier)]


def _rows(keys: list[int], language: str) -> list[Row]:
    census = Census()
    editions = {edition.pk: edition for edition in catalogue.current().filter(pk__in=keys)}
    return [_row(editions[key], census, language) for key in keys]


def _row(edition: Edition, census: Census, language: str) -> Row:
    data = catalogue.document(edition)
    parameter = PARAMETERS.get(edition.kind, "")
    return Row(
        name=name_of(edition, data, language),
        record=data,
        entries=census.entries(*targets(data)),
        address=list_address("", parameter, addresses.name_of(edition.identifier), language),
    )
