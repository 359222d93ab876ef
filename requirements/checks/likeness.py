"""How alike are two entries, in the same language or in two, and by which words is the one found beside the other?

Pure functions of `Said`: what an entry says in one language. Entries that share a language are compared in it; others
by what languages share: roots of words in Latin letters, numbers, acronyms, designations.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

from rapidfuzz import fuzz, process

from requirements.checks.wording import without_obligations
from requirements.documents import MAIN_TEXT, Document

# Scores run from 0 to 100; pairs below are not worth a curator's time.
WORTH_A_LOOK = 65
# Two languages share too little to be as sure as within one.
ACROSS_AT_MOST = 85
# Half the roots in common is as much as translations of one sentence have: that is worth a look, a third is not.
ACROSS_BY_SHARE = 135
# What one language gives to the index: so many words, the longest, which are the rarest.
WORDS_KEPT = 40
# Words are cut to so many letters, so that endings do not matter; across languages to fewer.
STEM, ROOT = 6, 5
WORD = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*")
HAN = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z0-9./-]+")
SAME_LETTER = str.maketrans("ёىة", "еيه")
ARABIC_ARTICLE = re.compile(r"^[وفبكل]?ال(?=\w{3})")


@dataclass(frozen=True)
class Said:
    """What an entry says in one language, folded: title and main text, without the phrase of obligation."""

    language: str
    title: str
    text: str


@dataclass(frozen=True)
class Likeness:
    """How alike two entries are, 0 to 100, and in which languages they were compared."""

    score: int
    languages: tuple[str, str]


def said(document: Document) -> list[Said]:
    """One for each language in which the entry has a title or a main text."""
    entry: Any = document
    main = getattr(entry, MAIN_TEXT[entry.kind])
    languages = [*dict.fromkeys([*entry.title, *main])]
    return [_said(code, entry.title.get(code, ""), main.get(code, "")) for code in languages]


def _said(language: str, title: str, text: str) -> Said:
    return Said(language, " ".join(words(title)), " ".join(words(without_obligations(text, language))))


def words(text: str) -> list[str]:
    """The words of a text, folded: Latin without accents, Arabic without vowel signs, Chinese in pairs of signs."""
    return [piece for word in WORD.findall(_folded(text.lower())) for piece in _pieces(word)]


def _folded(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark) or mark == "\u0306")
    return unicodedata.normalize("NFC", bare).replace("\u0640", "").translate(SAME_LETTER)


def _pieces(word: str) -> list[str]:
    if word.isascii():
        return [word]
    if HAN.search(word):
        return [word[place : place + 2] for place in range(max(1, len(word) - 1))]
    return [ARABIC_ARTICLE.sub("", word)]


def keys(texts: Iterable[Said]) -> list[int]:
    """The numbers under which an entry is found: one for each word of each language, one for each root that languages
    share.
    """
    found: dict[int, None] = {}
    for one in texts:
        spoken = dict.fromkeys(f"{one.title} {one.text}".split())
        kept = sorted((word for word in spoken if _tells(word)), key=len, reverse=True)[:WORDS_KEPT]
        found |= dict.fromkeys(_key(f"{one.language}:{word[:STEM]}") for word in kept)
        found |= dict.fromkeys(_key(f":{root}") for root in _roots(kept))
    return list(found)


def _tells(word: str) -> bool:
    return len(word) > 3 or bool(HAN.match(word)) or any(map(str.isdigit, word)) or not word.isascii()


def _key(word: str) -> int:
    """A signed 32-bit number, as PostgreSQL's integer is."""
    return zlib.crc32(word.encode()) - 2**31


def _roots(spoken: Iterable[str]) -> dict[str, None]:
    """What may stand in a text of another language too: the beginnings of words in Latin letters, and figures."""
    return dict.fromkeys(word[:ROOT] for word in spoken if LATIN.fullmatch(word) and _is_root(word))


def _is_root(word: str) -> bool:
    return len(word) > ROOT or any(map(str.isdigit, word))


def is_worth_a_look(likeness: Likeness) -> bool:
    return likeness.score >= WORTH_A_LOOK


def alike(these: Iterable[Said], those: Iterable[Said]) -> Likeness:
    """The best that any of their languages says; languages that both speak count, others only if there are none."""
    pairs = list(product(these, those))
    shared = [pair for pair in pairs if pair[0].language == pair[1].language]
    scored = [_compared(one, other) for one, other in shared or pairs]
    return max(scored, key=lambda likeness: likeness.score, default=Likeness(0, ("", "")))


def _compared(one: Said, other: Said) -> Likeness:
    compare = _within_a_language if one.language == other.language else _across_languages
    return Likeness(round(compare(one, other)), (one.language, other.language))


def _within_a_language(one: Said, other: Said) -> float:
    """Mostly the text, whatever the order of its words; one that holds the other whole is nearly the same."""
    title = fuzz.token_sort_ratio(one.title, other.title)
    if not one.text or not other.text:
        return 0.9 * title
    text = max(fuzz.token_sort_ratio(one.text, other.text), _overlap(one.text, other.text))
    return max(0.3 * title + 0.7 * text, text if text >= 90 else 0)


def _overlap(one: str, other: str) -> float:
    """How much of either text is in the other, where both are long enough to say something."""
    these, those = set(one.split()), set(other.split())
    common = these & those
    return 100 * 2 * len(common) / (len(these) + len(those)) if len(common) >= 4 else 0


def _across_languages(one: Said, other: Said) -> float:
    """The share of roots that have a near twin in the other text, on the side that has fewer."""
    sides = [list(_roots(dict.fromkeys(f"{side.title} {side.text}".split()))) for side in (one, other)]
    fewer, more = sorted(sides, key=len)
    if len(fewer) < 3:
        return 0
    twins = [process.extractOne(root, more, scorer=fuzz.ratio, score_cutoff=75) for root in fewer]
    share = sum(twin is not None for twin in twins) / len(more)
    return min(ACROSS_AT_MOST, ACROSS_BY_SHARE * share)
