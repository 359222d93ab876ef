"""How does a reader search and browse the entries?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from requirements import catalogue
from requirements.filters import Selection
from requirements.models import Edition
from requirements.views.chips import address, chips, named, without
from requirements.views.facets import counted_facets, facets, kept, offered_names
from requirements.views.finding import Snippet, help_with, snippets
from requirements.views.names import Name, name_of, names_of
from requirements.views.pages import page, show
from requirements.views.paging import Paging, read
from requirements.views.texts import Data

# The facets that the page offers, in its order; those after the first few begin closed.
OFFERED = (
    "kind",
    "programme",
    "building_block",
    "obligation",
    "coverage",
    "type",
    "study_group",
    "sdg",
    "country_group",
    "country",
    "standard",
    "provision",
    "keyword",
    "language",
    "status",
)
OPEN = frozenset({"kind", "programme", "building_block", "obligation", "coverage"})
# Words that are offered alone where all together find nothing.
WORDS = 4


@dataclass(frozen=True)
class Hit:
    """A row of the result."""

    name: Name
    edition: Edition
    snippet: Snippet
    blocks: list[Name]


@page
def results(request: HttpRequest, language: str) -> HttpResponseBase:
    """The entries that a query string asks for; 400 names what it asks wrongly. At most fifteen queries, however many
    entries there are.
    """
    asked = read(request.GET, catalogue.ENTRY_KINDS, language)
    selection, number = asked.selection, asked.number
    total = selection.total()
    paging = Paging(number, total, request.GET)
    editions = list(selection.editions[paging.rows])
    if number > 1 and not editions:
        raise Http404
    counted = counted_facets(selection, OFFERED)
    documents = [catalogue.document(edition) for edition in editions]
    blocks = {block for document in documents for block in document.get("building_blocks", [])}
    names = names_of(named(selection) | offered_names(counted, OPEN) | blocks, language)
    return show(
        request,
        "search.html",
        {
            "menu": "search",
            "selection": selection,
            "words": selection.text.split()[:WORDS] if " " in selection.text else [],
            "total": total,
            "paging": paging,
            "facets": facets(counted, OPEN, names, language),
            "chips": chips(request.GET, selection, names),
            "kept": kept(request.GET, OFFERED),
            "hits": _hits(editions, documents, selection, names, language),
            "orders": _orders(request.GET, selection),
            "query": without(request.GET, "page").urlencode(),
            "help": help_with(
                selection, total, number, request.GET, language, hits={edition.identifier for edition in editions}
            ),
        },
    )


def _orders(query: QueryDict, selection: Selection) -> list[tuple[str, str, bool]]:
    """(label, address, is the present one) of each order that the page offers."""
    offered = {
        "relevance": _("relevance"),
        "title": _("title"),
        "-published_at": _("newest"),
        "identifier": _("identifier"),
    }
    found = []
    for ordering, label in offered.items():
        if ordering != "relevance" or selection.text:
            ordered = without(query, "page")
            ordered["ordering"] = ordering
            found.append((label, address(ordered), ordering == selection.ordering))
    return found


def _hits(
    editions: Sequence[Edition],
    documents: Sequence[Data],
    selection: Selection,
    names: dict[str, Name],
    language: str,
) -> list[Hit]:
    return [
        Hit(
            name=name_of(edition, document, language),
            edition=edition,
            snippet=snippet,
            blocks=[names[block] for block in document["building_blocks"] if block in names],
        )
        for edition, document, snippet in zip(
            editions, documents, snippets(documents, selection.text, language), strict=True
        )
    ]
