"""What does the registry mean by its words?"""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponseBase

from requirements import catalogue
from requirements.catalogue import Total
from requirements.choices import FactConfidence
from requirements.models import Edition
from requirements.views import addresses
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import page, show
from requirements.views.paging import Paging, page_number
from requirements.views.texts import Data, Shown, shown, word

# Terms of a page: what a first round trip on a slow link carries.
SIZE = 30
# Nothing else may become a link.
WEB = ("https://", "http://")


@dataclass(frozen=True)
class Definition:
    """A term with its place on the page; `see_also` are (address, title) of other terms.

    `to_confirm` if its definition was not seen in the source yet.
    """

    place: str
    name: Name
    text: Shown
    source: Shown
    url: str
    standards: list[Name]
    see_also: list[tuple[str, Shown]]
    to_confirm: bool


@page
def glossary(request: HttpRequest, language: str) -> HttpResponseBase:
    """The terms in force, in the order of the reader's language, each at an anchor of its own. Four queries."""
    number = page_number(request.GET)
    editions = catalogue.in_force("term").filter(texts__language=language).order_by("texts__sort_key", "identifier")
    paging = Paging(number, Total(editions.count()), request.GET, SIZE)
    terms = [(edition, catalogue.document(edition)) for edition in editions[paging.rows]]
    if number > 1 and not terms:
        raise Http404
    here = {edition.identifier: name_of(edition, data, language) for edition, data in terms}
    elsewhere = {name for _edition, data in terms for name in (*data["defined_in"], *data["see_also"])} - here.keys()
    names = here | names_of(elsewhere, language)
    definitions = [_definition(edition, data, language, names, here) for edition, data in terms]
    return show(request, "glossary.html", {"menu": "term", "definitions": definitions, "paging": paging})


def _definition(
    edition: Edition, data: Data, language: str, names: dict[str, Name], here: Collection[str]
) -> Definition:
    source = data["source_language"]
    others = [names[name] for name in data["see_also"] if name in names]
    return Definition(
        place=addresses.name_of(edition.identifier),
        name=names[edition.identifier],
        text=shown(data["description"], language, source),
        source=word(data["source"], language, source),
        url=data["url"] if data["url"].startswith(WEB) else "",
        standards=[names[name] for name in data["defined_in"] if name in names],
        see_also=[(_way(other, here), other.title) for other in others],
        to_confirm=data["confidence"] == FactConfidence.RECALLED,
    )


def _way(other: Name, here: Collection[str]) -> str:
    """To a term on the same page by its place, to any other by its own page."""
    return f"#{addresses.name_of(other.identifier)}" if other.identifier in here else other.address
