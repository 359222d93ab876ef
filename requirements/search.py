"""Which editions does a reader mean by the words typed, best first?

Every edition has its words in a row for each language, stemmed as that language is. What was typed is read once in each
language, so a French word finds a French text from an Arabic page; the reader's own language ranks first. Costs are
bounded: at most CANDIDATES editions are ranked.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import connection
from django.db.models import Case, F, FloatField, Func, Max, Model, OuterRef, Q, QuerySet, Subquery, Value, When

from requirements.languages import BY_CODE, LANGUAGES
from requirements.models import Edition, EditionText

M = TypeVar("M", bound=Model)

CANDIDATES = 1_000
# A match in the reader's own language counts as much as so many in another.
OWN_LANGUAGE = 4.0
# Characters of a snippet, and the marks that ts_headline sets around a hit; neither can be typed.
SNIPPET = 240
OPEN, CLOSE = "\x02", "\x03"
# Letters that readers use for one another, the Arabic article, and the stroke that only lengthens a word.
SAME_LETTER = {"ё": "е", "ى": "ي", "ة": "ه"}
ARTICLE = re.compile(r"\b[وفبك]?(?:ال|لل)(?=[\u0621-\u064a]{3})")
TATWEEL = "\u0640"


class TypedQuery(SearchQuery):
    """What was typed, read by `search_query()` in one language's configuration."""

    SEARCH_TYPES = {"typed": "search_query"}

    def __init__(self, typed: str, configuration: str) -> None:
        super().__init__(typed, config=f"pg_catalog.{configuration}", search_type="typed")


class TitlesQuery(SearchQuery):
    """The beginnings of words of a title in any language, as staff type them."""

    SEARCH_TYPES = {"titles": "titles_query"}

    def __init__(self, typed: str) -> None:
        super().__init__(typed, search_type="titles")


def titled(records: QuerySet[M], typed: str, title: str = "title") -> QuerySet[M]:
    """The records whose title has a word in some language that begins with each word typed; entries by index."""
    titles = Func(F(title), function="titles_vector", output_field=SearchVectorField())
    return records.alias(titles=titles).filter(titles=TitlesQuery(typed))


def find(editions: QuerySet[Edition], text: str, language: str) -> QuerySet[Edition]:
    """The editions in the queryset that match, annotated with `rank`, best first, then by identifier; at most
    CANDIDATES.
    """
    matching = EditionText.objects.filter(_matches(text), edition__in=editions.order_by())
    rank = (
        EditionText.objects.filter(edition=OuterRef("pk"))
        .values("edition")
        .annotate(best=Max(_rank(text, language)))
        .values("best")
    )
    found = Edition.objects.filter(pk__in=matching.values("edition")[:CANDIDATES])
    return found.annotate(rank=Subquery(rank)).order_by("-rank", "identifier")


def matching_series(editions: QuerySet[Edition], text: str) -> list[int]:
    """The series of the matching editions, for counting; one more than CANDIDATES says that there are more."""
    matching = EditionText.objects.filter(_matches(text), edition__in=editions.order_by())
    return list(
        Edition.objects.filter(pk__in=matching.values("edition")).values_list("series", flat=True)[: CANDIDATES + 1]
    )


def _matches(text: str) -> Q:
    condition = Q()
    for language in LANGUAGES:
        condition |= Q(language=language.code, vector=TypedQuery(text, language.search))
    return condition


def _rank(text: str, own: str) -> Case:
    """The rank of a row in its own language's reading."""
    return Case(
        *(
            When(
                language=language.code,
                then=SearchRank(F("vector"), TypedQuery(text, language.search))
                * Value(OWN_LANGUAGE if language.code == own else 1.0),
            )
            for language in LANGUAGES
        ),
        output_field=FloatField(),
    )


def highlight(texts: Sequence[str], typed: str, language: str) -> list[list[tuple[str, bool]]]:
    """Each text cut to a snippet around its first hit, as runs that are hits or not. One query for all texts.

    Hits are looked for in a copy without accents, then carried over by place: "identite" marks "identité".
    """
    shadows = [_shadow(text) for text in texts]
    return [
        _snippet(text, _marked(headline, places))
        for text, headline, (_copy, places) in zip(texts, _headlines(shadows, typed, language), shadows, strict=True)
    ]


def _shadow(text: str) -> tuple[str, list[int]]:
    """A copy folded as `fold()` folds, with the place in the text of each of its characters."""
    pieces = [_folded(character) for character in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    return ARTICLE.sub(lambda article: " " * len(article[0]), "".join(pieces)), places


def _folded(character: str) -> str:
    """What stands for a character in the copy: nothing for a mark, a blank for a sign, its plain form for a letter."""
    if unicodedata.combining(character) or character == TATWEEL:
        return ""
    if not character.isalnum():
        return " "
    base = unicodedata.normalize("NFKD", character.lower())[:1]
    plain = base if base.isascii() else SAME_LETTER.get(character.lower(), character.lower()[:1])
    return f" {plain} " if "\u3400" <= character <= "\u9fff" else plain


def _headlines(shadows: Sequence[tuple[str, list[int]]], typed: str, language: str) -> list[str]:
    configuration = f"pg_catalog.{BY_CODE[language].search}"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline(%s::regconfig, copy, search_query(%s::regconfig, %s), %s)"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS given (copy, place) ORDER BY place",
            [
                configuration,
                configuration,
                typed,
                f"HighlightAll=true, StartSel={OPEN}, StopSel={CLOSE}",
                [copy for copy, _places in shadows],
            ],
        )
        return [headline for (headline,) in cursor.fetchall()]


def _marked(headline: str, places: list[int]) -> set[int]:
    """The places in the text that the headline of its copy marks."""
    marked: set[int] = set()
    inside, at = False, 0
    for character in headline:
        if character in (OPEN, CLOSE):
            inside = character == OPEN
            continue
        if inside:
            marked.add(places[at])
        at += 1
    return marked


def _snippet(text: str, marked: set[int]) -> list[tuple[str, bool]]:
    start, end = _window(text, min(marked, default=0))
    runs: list[tuple[str, bool]] = []
    hit = False
    for place in range(start, end):
        # A vowel sign belongs to the letter before it.
        hit = place in marked if _folded(text[place]) else hit
        if runs and runs[-1][1] == hit:
            runs[-1] = (runs[-1][0] + text[place], hit)
        else:
            runs.append((text[place], hit))
    before = [("… ", False)] if start else []
    after = [(" …", False)] if end < len(text) else []
    return [*before, *runs, *after]


def _window(text: str, first: int) -> tuple[int, int]:
    """Where a snippet around the first hit begins and ends, at blanks where there are some."""
    if len(text) <= SNIPPET:
        return 0, len(text)
    start = max(0, first - SNIPPET // 4)
    start = text.find(" ", start, first) + 1 or start if start else 0
    end = min(len(text), start + SNIPPET)
    return start, text.rfind(" ", start + SNIPPET // 2, end) if end < len(text) and " " in text[
        start + SNIPPET // 2 : end
    ] else end
