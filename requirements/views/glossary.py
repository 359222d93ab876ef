"""What does the registry mean by its words?"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from requirements import catalogue
from requirements.choices import FactConfidence
from requirements.models import Edition
from requirements.views import addresses
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import page, show
from requirements.views.texts import Data, Shown, shown, word

# Nothing else may become a link.
WEB = ("https://", "http://")


@dataclass(frozen=True)
class Definition:
    """A term with its place on the page; `see_also` are (place, title) of terms on the same page.

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
    """All terms in force, in the order of the reader's language, each at an anchor of its own. Three queries."""
    editions = catalogue.in_force("term").filter(texts__language=language).order_by("texts__sort_key", "identifier")
    terms = [(edition, catalogue.document(edition)) for edition in editions]
    names = {edition.identifier: name_of(edition, data, language) for edition, data in terms}
    standards = names_of({name for _edition, data in terms for name in data["defined_in"]}, language)
    definitions = [_definition(edition, data, language, {**names, **standards}) for edition, data in terms]
    return show(request, "glossary.html", {"menu": "term", "definitions": definitions})


def _definition(edition: Edition, data: Data, language: str, names: dict[str, Any]) -> Definition:
    source = data["source_language"]
    others = [names[name] for name in data["see_also"] if name in names]
    return Definition(
        place=addresses.name_of(edition.identifier),
        name=names[edition.identifier],
        text=shown(data["description"], language, source),
        source=word(data["source"], language, source),
        url=data["url"] if data["url"].startswith(WEB) else "",
        standards=[names[name] for name in data["defined_in"] if name in names],
        see_also=[(addresses.name_of(other.identifier), other.title) for other in others],
        to_confirm=data["confidence"] == FactConfidence.RECALLED,
    )
