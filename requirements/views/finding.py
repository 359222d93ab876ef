"""What helps a reader to find: where a hit says it, what else has that name, what was meant, what is near?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.utils.text import Truncator

from requirements import catalogue, documents, search
from requirements.catalogue import Total
from requirements.filters import Selection
from requirements.languages import BY_CODE, CODES
from requirements.models import Edition
from requirements.search import Suggestion
from requirements.views import addresses, kinds
from requirements.views.chips import address, without
from requirements.views.labels import PLURALS
from requirements.views.names import Name, name_of
from requirements.views.pages import page
from requirements.views.texts import Data, Shown, shown, walk

# Rows of what is offered beside the hits; fewer hits than that and titles that begin so are offered too.
OFFERED = 5
# Characters of a text in which nothing was looked for: what it is about, not where the words are.
BROWSED = 150
# Characters of one language of a document in which a hit is looked for.
LOOKED_THROUGH = 4_000


@dataclass(frozen=True)
class Snippet:
    """A piece of text as runs that are hits or not, in the language in which it says what was typed."""

    text: Shown
    runs: search.Runs


@dataclass(frozen=True)
class Help:
    """What the page of results offers besides them."""

    records: list[tuple[str, Name]] = field(default_factory=list)
    suggestions: list[tuple[Suggestion, str]] = field(default_factory=list)
    corrected: str = ""
    corrected_address: str = ""
    nearby: list[Name] = field(default_factory=list)


def help_with(
    selection: Selection, total: Total, number: int, query: QueryDict, language: str, *, hits: Collection[str]
) -> Help:
    """Reference records that match, on the first page; for few hits also how they might go on, for none what may have
    been meant. What is among the hits is not offered again. No query without words, at most four where entries match.
    """
    if not selection.text or number > 1:
        return Help()
    records = [(str(PLURALS[found.kind]), found) for found in _names(selection.records()[:OFFERED], language)]
    if total.number >= OFFERED:
        return Help(records)
    suggestions = [
        (found, addresses.page(found.identifier, language))
        for found in _suggested(selection, language)
        if found.identifier not in hits
    ]
    if total.number:
        return Help(records, suggestions)
    corrected = selection.correction() or ""
    nearby = _names(selection.nearby()[:OFFERED], language)
    return Help(records, suggestions, corrected, _with_text(query, corrected), nearby)


def _suggested(selection: Selection, language: str) -> list[Suggestion]:
    return search.suggest(selection.text, language)[:OFFERED]


def _names(editions: Iterable[Edition], language: str) -> list[Name]:
    return [name_of(edition, catalogue.document(edition), language) for edition in editions]


def _with_text(query: QueryDict, text: str) -> str:
    if not text:
        return ""
    asked = without(query, "page")
    asked["q"] = text
    return address(asked)


@page
def suggestions(request: HttpRequest, language: str) -> HttpResponseBase:
    """How what was typed so far may go on, for the script of the search box. Two queries."""
    typed = request.GET.get("q", "")[:100].replace("\x00", "")
    found = search.suggest(typed, language)
    return JsonResponse({"suggestions": [{"identifier": one.identifier, "title": one.title} for one in found]})


def snippets(found: Sequence[Data], typed: str, language: str) -> list[Snippet]:
    """Of each document the piece that says what was typed: of its main text in the reader's language, else of any text
    in that or another language. At most two queries.
    """
    texts = [shown(data[kinds.main_text(data["kind"])], language, data["source_language"]) for data in found]
    if not typed:
        return [Snippet(text, [(Truncator(text.text).chars(BROWSED), False)]) for text in texts]
    marked = search.highlight([(text.language.code, text.text) for text in texts], typed)
    first = [Snippet(text, runs) for text, runs in zip(texts, marked, strict=True)]
    elsewhere = _elsewhere([data for data, one in zip(found, first, strict=True) if not _says(one)], typed, language)
    return [
        one if _says(one) else elsewhere.get(data["identifier"], one) for data, one in zip(found, first, strict=True)
    ]


def _says(snippet: Snippet) -> bool:
    return search.is_hit(snippet.runs)


def _elsewhere(found: Sequence[Data], typed: str, language: str) -> dict[str, Snippet]:
    """Identifier → the first piece with a hit, the reader's language first. One query, none for nothing."""
    order = [language, *(code for code in CODES if code != language)]
    looked = [(data["identifier"], code, text) for data in found for code, text in _texts(data, order)]
    if not looked:
        return {}
    marked = search.highlight([(code, text) for _identifier, code, text in looked], typed)
    pieces: dict[str, Snippet] = {}
    for (identifier, code, _text), runs in zip(looked, marked, strict=True):
        if search.is_hit(runs):
            text = Shown("".join(run for run, _hit in runs), BY_CODE[code], foreign=code != language)
            pieces.setdefault(identifier, Snippet(text, runs))
    return pieces


def _texts(data: Data, order: Sequence[str]) -> Iterable[tuple[str, str]]:
    """(language, all that the document says in it but its title), languages in this order."""
    values = [value for field, value in walk(data, documents.TYPES[data["kind"]]) if field.translated]
    for code in order:
        said = " · ".join(value[code] for value in values if code in value and value is not data["title"])
        if said:
            yield code, said[:LOOKED_THROUGH]
