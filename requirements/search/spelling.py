"""What may a reader have meant whose words find nothing?

The vocabulary is every word that was ever published. Each process keeps it, and reads the new words when there are any.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from django.db import connection
from django.db.models import Max, QuerySet
from rapidfuzz import process
from rapidfuzz.distance import OSA

from requirements import documents
from requirements.languages import CODES
from requirements.models import Edition, Word
from requirements.search.folding import HAN, folded
from requirements.search.matching import find, match
from requirements.search.reading import read

# Words that are looked at, and corrections that are tried, each of which costs a query.
MOST_WORDS, MOST_TRIED = 6, 6
# Candidates for one word.
CLOSEST = 3


def did_you_mean(editions: QuerySet[Edition], typed: str, language: str) -> str | None:
    """What was typed with unknown words replaced by known ones that are close, if that finds any of the editions.

    At most MOST_TRIED times a search; words of the reader's language are taken before others.
    """
    known = vocabulary()
    unknown = [word for word in read(typed).words[:MOST_WORDS] if not known.has(word)]
    closest = {word: found for word in unknown if (found := known.closest(word, language))}
    tried = (_replaced(typed, replacing) for replacing in _replacements(closest))
    for _, text in zip(range(MOST_TRIED), tried, strict=False):
        if match(editions, text, language, limit=1).keys:
            return text
    return None


def nearby(editions: QuerySet[Edition], typed: str, language: str) -> QuerySet[Edition]:
    """Editions that say any of the words, or words close to them, those that say most of them first."""
    known = vocabulary()
    words = read(typed).words[:MOST_WORDS]
    close = [known.closest(word, language)[:1] if not known.has(word) else [] for word in words]
    asked = [*words, *(word for found in close for word in found), *_pairs(words)]
    return find(editions, " or ".join([*documents.codes(typed), *asked]), language)


def _pairs(words: list[str]) -> Iterator[str]:
    """Neighboring characters of Chinese runs: one wrong character leaves the pairs that do not have it."""
    return ("".join(pair) for word in words for pair in pairwise(word) if all(map(HAN.match, pair)) and len(word) > 2)


def _replacements(closest: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    """All words by their closest, then the same with one of them by its next."""
    if not closest:
        return
    best = {word: found[0] for word, found in closest.items()}
    yield best
    for place in range(1, CLOSEST):
        for word, found in closest.items():
            if place < len(found):
                yield best | {word: found[place]}


def _replaced(typed: str, replacing: dict[str, str]) -> str:
    return documents.WORD.sub(lambda found: replacing.get(found[0], found[0]), typed)


class Vocabulary:
    """Words by language as search compares them, each with how it is written; grows, and is read while it grows."""

    def __init__(self) -> None:
        self.last = 0
        self._written: dict[str, dict[str, list[str]]] = {code: {} for code in CODES}
        self._by_length: dict[str, dict[int, list[str]]] = {code: defaultdict(list) for code in CODES}

    def add(self, key: int, language: str, word: str, as_folded: str) -> None:
        plain = as_folded.strip()
        written = self._written[language]
        if plain not in written:
            self._by_length[language][len(plain)].append(plain)
        written.setdefault(plain, []).append(word)
        self.last = max(self.last, key)

    def has(self, word: str) -> bool:
        plain = folded(word)
        return any(plain in written for written in self._written.values())

    def closest(self, word: str, own: str) -> list[str]:
        """The closest words as they are written, at most CLOSEST, those of the reader's own language first."""
        plain = folded(word)
        most = _allowed(plain)
        found: list[tuple[float, bool, str]] = []
        for language in CODES if most else ():
            lengths = range(len(plain) - most, len(plain) + most + 1)
            near = [known for length in lengths for known in self._by_length[language].get(length, ())]
            hits = process.extract(plain, near, scorer=OSA.distance, score_cutoff=most, limit=CLOSEST)
            # A word of another language must be closer by a letter.
            foreign = language != own
            found += [(distance + foreign, foreign, self._as_written(language, hit, word)) for hit, distance, _ in hits]
        return list(dict.fromkeys(written for _distance, _foreign, written in sorted(found)))[:CLOSEST]

    def _as_written(self, language: str, plain: str, typed: str) -> str:
        """Of the spellings of a word, with and without article, the one most like what was typed."""
        return min(self._written[language][plain], key=lambda written: OSA.distance(written, typed.lower()))


def _allowed(plain: str) -> int:
    """How many letters may be wrong: the longer the word, the more."""
    if HAN.match(plain):
        return 1 if 3 <= len(plain) <= 4 else 0
    return 0 if len(plain) < 3 else 1 if len(plain) <= 5 else 2 if len(plain) <= 9 else 3


_lock = threading.Lock()
_kept: dict[str, Vocabulary] = {}


def vocabulary() -> Vocabulary:
    """The vocabulary of this process, brought up to what is published: one query, or two if there are new words."""
    last = Word.objects.aggregate(last=Max("pk"))["last"] or 0
    name = connection.settings_dict["NAME"]
    with _lock:
        kept = _kept.get(name)
        if kept is None or last < kept.last:
            kept = _kept[name] = Vocabulary()
        if last > kept.last:
            rows = Word.objects.filter(pk__gt=kept.last).order_by("pk")
            for row in rows.values_list("pk", "language", "word", "folded").iterator(chunk_size=5_000):
                kept.add(*row)
        return kept


def forget() -> None:
    """Read every word anew next time: after the catalogue went back in time, as a rolled back test does."""
    with _lock:
        _kept.clear()
