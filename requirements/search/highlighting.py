"""Where in a text does it say what was typed, so that a reader sees it at a glance?

Hits are looked for in a copy without accents, then carried over by place: "identite" marks "identité".
"""

from collections.abc import Sequence

from django.db import connection

from requirements import documents
from requirements.search.folding import HAN, folded_letter, prepared, shadow
from requirements.search.reading import read

# Characters of a snippet, and the marks that ts_headline sets around a hit; neither can be typed.
SNIPPET = 240
OPEN, CLOSE = "\x02", "\x03"
Runs = list[tuple[str, bool]]


def highlight(texts: Sequence[tuple[str, str]], typed: str) -> list[Runs]:
    """Each text, given with its language, cut to a snippet around its first hit, as runs that are hits or not.

    One query for all texts. What is excluded is not marked.
    """
    wanted = read(typed).wanted
    shadows = [shadow(text) for _language, text in texts]
    copies = [(language, prepared(copy, language)) for (language, _), (copy, _) in zip(texts, shadows, strict=True)]
    headlines = _headlines(copies, wanted)
    return [
        _snippet(text, _to_words(text, _marked(headline, places)) | _marked_codes(text, wanted))
        for (_language, text), headline, (_copy, places) in zip(texts, headlines, shadows, strict=True)
    ]


def is_hit(runs: Runs) -> bool:
    """Whether anything in a snippet is marked."""
    return any(hit for _text, hit in runs)


def _headlines(copies: Sequence[tuple[str, str]], wanted: str) -> list[str]:
    """Each copy, given with its language, with OPEN and CLOSE around what is wanted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline(configuration, copy, search_query(configuration, %s), %s)"
            " FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS given (language, copy, place),"
            " LATERAL text_configuration(language) AS configuration ORDER BY place",
            [
                wanted,
                f"HighlightAll=true, StartSel={OPEN}, StopSel={CLOSE}",
                [language for language, _copy in copies],
                [copy for _language, copy in copies],
            ],
        )
        return [headline for (headline,) in cursor.fetchall()]


def _to_words(text: str, marked: set[int]) -> set[int]:
    """The places with the rest of their words: article and ending, which the copy does not have."""
    # Chinese is written without blanks: a run of characters is no word.
    spans = [word.span() for word in documents.WORD.finditer(text) if not HAN.search(word[0])]
    return marked.union(*(range(*span) for span in spans if not marked.isdisjoint(range(*span))))


def _marked_codes(text: str, wanted: str) -> set[int]:
    """The places of the codes that were asked for, however the text writes them."""
    asked = set(documents.codes(wanted))
    found = documents.code_places(text) if asked else []
    said = [(start, end) for start, end in found if asked & set(documents.codes(text[start:end]))]
    return {place for start, end in said for place in range(start, end)}


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


def _snippet(text: str, marked: set[int]) -> Runs:
    start, end = _window(text, min(marked, default=0))
    runs: Runs = []
    hit = False
    for place in range(start, end):
        # A vowel sign belongs to the letter before it.
        hit = place in marked if folded_letter(text[place]) else hit
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
