"""Which words of a text does the glossary define, and how are they explained where they stand?

A word is a button that opens its definition, which needs no script; the definitions stand at the end of the page, where
a browser that knows no such buttons shows them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.safestring import SafeString

from requirements import catalogue
from requirements.search import prepared, shadow
from requirements.views import addresses
from requirements.views.texts import Data, Shown, shown

# Terms that one page explains, glossaries that a process keeps.
MOST, KEPT = 6, 12
# Terms that are words of everyday speech besides.
EVERYDAY = {"term:thing", "term:requirement"}
WITH_LETTERS = re.compile(r"(.+?)\s*\(([^()\s]{2,10})\)$")
WORD = re.compile(r"\w+")
HAN = re.compile("[\u3400-\u9fff]")
# No term goes on behind these.
STOPS = frozenset(".,;:!?()[]\n،؛؟。，；：")
# Language → what inflection adds, once the room of search has taken away what it knows.
ENDINGS = {
    "en": re.compile(r"(?<=\w{2})(?:ies|y)$|(?<=\w{3})(?<!s)s$"),
    "fr": re.compile(r"(?<=\w{3})e?[sx]?$"),
    "es": re.compile(r"(?<=\w{3})(?:es|[aoe]?s?)$"),
    "ru": re.compile(r"(?<=\w{3})(?:[аоеияы]?(?:ми|х|м|й|го|му|в)|[аеиоуыэюяьй]{1,2})$"),
}


@dataclass(frozen=True)
class Term:
    """A term of the glossary for readers of one language. `place` is where its definition stands on a page."""

    place: str
    name: Shown
    definition: Shown
    address: str


@dataclass(frozen=True)
class Form:
    """One way to write a term: stems in their order; an acronym in its very letters."""

    stems: tuple[str, ...]
    term: Term
    letters: str = ""


@dataclass(frozen=True)
class Word:
    """A word of a text: its stem, and where it stands."""

    stem: str
    start: int
    end: int


Glossary = Mapping[str, list[Form]]
# What is inserted first is the place of a definition: letters, digits and hyphens.
BUTTON = '<button type="button" class="term" popovertarget="%s">{}</button>'


@dataclass(frozen=True)
class Explained(Shown):
    """A text in which the words that stand at these places open a definition."""

    places: tuple[tuple[int, int, Term], ...] = field(default=())

    def emphasized(self, places: Iterable[tuple[int, int]]) -> SafeString:
        strong = sorted(places)
        frames = [(start, end, "<strong>{}</strong>") for start, end in strong]
        for start, end, term in self.places:
            if all(end <= first or last <= start for first, last in strong):
                frames.append((start, end, BUTTON % term.place))
        return self.framed(sorted(frames))


def explain(record: Data, fields: Iterable[str], language: str) -> list[Term]:
    """Mark in these texts of a record the first place of each term, MOST at most; which terms they are.

    A query for the clock, and one more where something was published since the last.
    """
    version = catalogue.version(catalogue.now())
    found: list[Term] = []
    for name in fields:
        text = record.get(name)
        if isinstance(text, Shown) and text:
            glossary = _glossary(version, text.language.code, language)
            places = tuple(_places(text, glossary, found))
            record[name] = Explained(text.text, text.language, text.foreign, places)
    return found


def _places(text: Shown, glossary: Glossary, found: list[Term]) -> Iterator[tuple[int, int, Term]]:
    """Where terms stand that were not found before; adds them to `found`."""
    words = _words(text.text, text.language.code)
    at = 0
    while at < len(words) and len(found) < MOST:
        form = next((form for form in glossary.get(words[at].stem, ()) if _stands(form, words, at, text.text)), None)
        if form is not None and form.term not in found:
            found.append(form.term)
            yield words[at].start, words[at + len(form.stems) - 1].end, form.term
        at += len(form.stems) if form else 1


def _stands(form: Form, words: list[Word], at: int, text: str) -> bool:
    met = words[at : at + len(form.stems)]
    if tuple(word.stem for word in met) != form.stems:
        return False
    said = text[met[0].start : met[-1].end]
    return said == form.letters if form.letters else not STOPS & set(said)


def _words(text: str, language: str) -> list[Word]:
    copy, places = shadow(text)
    copy = prepared(copy, language)
    return [
        Word(_stem(word[0], language), *_whole(text, places[word.start()], places[word.end() - 1] + 1))
        for word in WORD.finditer(copy)
    ]


def _stem(word: str, language: str) -> str:
    return ENDINGS[language].sub("", word, count=1) if language in ENDINGS else word


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole word, with the article and the endings that are left out where words are compared."""
    while start and _is_within(text[start - 1]) and _is_within(text[start]):
        start -= 1
    while end < len(text) and _is_within(text[end]) and _is_within(text[end - 1]):
        end += 1
    return start, end


def _is_within(character: str) -> bool:
    return (character.isalnum() or "\u0610" <= character <= "\u0670") and not HAN.match(character)


@lru_cache(maxsize=KEPT)
def _glossary(_version: catalogue.Version, written: str, language: str) -> Glossary:
    """The forms of the terms in force in the language of a text, longest first, by their first stem; each with its
    definition for readers of another.
    """
    found: dict[str, list[Form]] = {}
    for edition in catalogue.in_force("term").exclude(identifier__in=EVERYDAY):
        data = catalogue.document(edition)
        for form in _forms(data["title"].get(written, ""), written, _term(data, language)):
            found.setdefault(form.stems[0], []).append(form)
    return {stem: sorted(forms, key=lambda form: -len(form.stems)) for stem, forms in found.items()}


def _term(data: Data, language: str) -> Term:
    name, source = addresses.name_of(data["identifier"]), data["source_language"]
    title, definition = (shown(data[text], language, source) for text in ("title", "description"))
    return Term(f"t-{name}", title, definition, addresses.page(data["identifier"], language))


def _forms(title: str, language: str, term: Term) -> Iterator[Form]:
    """What is written out, and its first letters where they are given behind it."""
    both = WITH_LETTERS.match(title)
    written, letters = both.groups() if both else (title, "")
    for words, exactly in ((_words(written, language), ""), (_words(letters, language), letters)):
        if words and term.definition:
            yield Form(tuple(word.stem for word in words), term, exactly)
