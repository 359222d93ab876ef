"""By which numbers, names and titles is each standard known, and which of them stand in a text?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from requirements import documents

# From here on a candidate is accepted.
ACCEPTED = 80
# A likeness below this is chance.
ALIKE = 90
LONGEST_TEXT = 2000
# So many words of a text are looked up as a name.
LONGEST_NAME = 8
TOKEN = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)*")
VERSION = re.compile(r"\d+(?:\.\d+)*")
SPELLED_OUT = re.compile(
    r"\b([A-Z][\w-]*(?:\s+(?:[a-z]{1,3}\s+)?[A-Z][\w-]*)+)\s+\(([A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*?)s?\)"
)
# `JSON:API` is another name than JSON.
COMPOUND = re.compile(r"\b[A-Z]{2,}:[A-Z]{2,}\b")
# `csv and xlsx format`, `.json files`: what is said to be a format needs no capitals. Each list is read in one way
# alone; a text that can be read in two each time would take twice as long with every word.
FORMATS = re.compile(
    r"\b[a-z]{3,4}(?=(?:(?:,\s+and\b|[,/]|\s+(?:and|or)\b)\s*\.?[a-z]{2,5})*+\s+(?:data\s+)?(?:formats?|files?)\b)"
)
# Ends of names that say nothing about which standard it is.
BARE_END = {"core", "specification", "version", "level", "standard", "format", "v", "r", "release"}


class Reason(TextChoices):
    """Why a standard is a candidate."""

    CODE = "code", _("its number")
    NAME = "name", _("a name of it")
    NAME_WITHOUT_VERSION = "name_without_version", _("its name, without a version")
    SPELLED_OUT = "spelled_out", _("its title spells this out")
    SEVERAL = "several", _("several have this name")
    ANOTHER_VERSION = "another_version", _("another version was said")
    ALIKE = "alike", _("its title is alike")


SCORES = {
    Reason.CODE: 100,
    Reason.NAME: 100,
    Reason.NAME_WITHOUT_VERSION: 90,
    Reason.SPELLED_OUT: 85,
    Reason.SEVERAL: 60,
    Reason.ANOTHER_VERSION: 50,
}


@dataclass(frozen=True)
class Authority:
    """A standard as far as it is known by: its names, and its titles in any language."""

    identifier: str
    designation: str
    names: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """A standard that may be meant by the words `said`; `score` is out of 100."""

    standard: str
    designation: str
    score: int
    reason: Reason
    said: str

    @property
    def is_accepted(self) -> bool:
        return self.score >= ACCEPTED


@dataclass(frozen=True)
class Name:
    """A way to write a standard, as words without its version."""

    standard: str
    version: str
    reason: Reason
    # How a short name is written: `CAP` is one, `cap` is not.
    short: str = ""


Words = tuple[str, ...]


class StandardsFile:
    """The standards of the registry, ready to be looked up by what people write."""

    def __init__(self, authorities: Iterable[Authority]) -> None:
        self._designations: dict[str, str] = {}
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._names: dict[Words, set[Name]] = defaultdict(set)
        self._titles: dict[str, str] = {}
        for authority in authorities:
            self._add(authority)

    def _add(self, authority: Authority) -> None:
        name = authority.identifier
        self._designations[name] = authority.designation
        for called in (authority.designation, *authority.names):
            if found := documents.codes(called):
                self._codes[found[0]].add(name)
            else:
                self._call(name, called, Reason.NAME)
                self._call(name, called.removesuffix(" Core"), Reason.NAME)
        for title in authority.titles:
            self._titles[" ".join(_words(title))] = name
            for full, acronym in SPELLED_OUT.findall(title):
                self._call(name, full, Reason.SPELLED_OUT)
                self._call(name, acronym, Reason.SPELLED_OUT)
            core = re.sub(r"^The\s+|\s+(?:Format|Specification)$", "", title)
            if len(_words(title)) > 2 and (core == title or len(core) > 4):
                self._call(name, core, Reason.SPELLED_OUT)

    def _call(self, standard: str, called: str, reason: Reason) -> None:
        words, version = _versioned(_words(called))
        if words and not (len(words) == 1 and len(words[0]) < 3 and not version):
            short = called.split()[0] if len(words) == 1 and len(words[0]) < 5 else ""
            self._names[words].add(Name(standard, version, reason, re.split(r"[\d.]", short)[0]))

    def reconcile(self, text: str) -> list[Candidate]:
        """Candidates, the surest first; none where the text names nothing that is in the file. No query."""
        text = re.sub(r"(?<=\w)\((\w+)\)", r"\1", text[:LONGEST_TEXT])
        text = FORMATS.sub(lambda found: found[0].upper(), COMPOUND.sub(" ", text))
        found = [*self._by_code(text), *self._by_name(text)]
        if not found:
            found = list(self._by_likeness(text))
        best: dict[str, Candidate] = {}
        for candidate in sorted(found, key=_weight):
            best[candidate.standard] = candidate
        return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.designation))

    def _by_code(self, text: str) -> Iterator[Candidate]:
        """A number that the file does not have is no reason to think of another."""
        for start, end in documents.code_places(text):
            said = text[start:end]
            yield from self._candidates(self._codes.get(documents.codes(said)[0], set()), Reason.CODE, said)

    def _by_name(self, text: str) -> Iterator[Candidate]:
        """The longest names first; words that belong to one are not looked at for shorter ones."""
        text = "".join(
            " " * len(text[start:end]) if documents.codes(text[start:end]) else text[start:end]
            for start, end in _pieces(text)
        )
        tokens = [(match[0], _plain(match[0])) for match in TOKEN.finditer(text)]
        start = 0
        while start < len(tokens):
            length = self._longest(tokens[start : start + LONGEST_NAME])
            if length:
                behind = [plain for _, plain in tokens[start + length : start + length + 2]]
                following = next((plain for plain in behind if plain not in BARE_END), "")
                yield from self._named(tokens[start : start + length], following)
            start += length or 1

    def _longest(self, tokens: Sequence[tuple[str, str]]) -> int:
        for length in range(len(tokens), 0, -1):
            names = self._names.get(tuple(plain for _, plain in tokens[:length]), set())
            if any(_is_written(name, tokens[:length]) for name in names):
                return length
        return 0

    def _named(self, said: Sequence[tuple[str, str]], following: str) -> Iterator[Candidate]:
        words = " ".join(raw for raw, _ in said)
        names = {name for name in self._names[tuple(plain for _, plain in said)] if _is_written(name, said)}
        version = following if VERSION.fullmatch(following) else ""
        if version:
            exact = {name for name in names if name.version == version}
            others = {name.standard for name in names if name.version and name.version != version}
            if not exact and others:
                yield from self._candidates(others, Reason.ANOTHER_VERSION, f"{words} {version}")
                return
            names = exact or names
        # A name that was given goes before one that a title spells out.
        given = {name for name in names if name.reason is Reason.NAME} or names
        standards = {name.standard for name in given}
        reason = next(iter(given)).reason
        if reason is Reason.NAME and not version and all(name.version for name in given):
            reason = Reason.NAME_WITHOUT_VERSION
        yield from self._candidates(standards, reason, words)

    def _by_likeness(self, text: str) -> Iterator[Candidate]:
        """Titles that are misspelled or in another order: to look at, never accepted by themselves."""
        words = " ".join(_words(text))
        if len(words) < 12:
            return
        titles = self._titles.keys()
        for title, _score, _place in process.extract(
            words, titles, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=3
        ):
            standard = self._titles[title]
            yield Candidate(standard, self._designations[standard], ACCEPTED - 1, Reason.ALIKE, text.strip())

    def _candidates(self, standards: Iterable[str], reason: Reason, said: str) -> Iterator[Candidate]:
        """Several that the same words name are candidates only."""
        named = sorted(standards)
        reason = reason if len(named) == 1 or reason is Reason.ANOTHER_VERSION else Reason.SEVERAL
        for standard in named:
            yield Candidate(standard, self._designations[standard], SCORES[reason], reason, said)


def _weight(candidate: Candidate) -> tuple[int, int]:
    """A version that was said and is another one outweighs the name that stands beside it without one."""
    plain = candidate.reason in (Reason.NAME_WITHOUT_VERSION, Reason.SPELLED_OUT)
    return (0 if plain else 1 if candidate.reason is Reason.ANOTHER_VERSION else 2, candidate.score)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The text in pieces: each code by itself, and what stands between."""
    end = 0
    for start, stop in documents.code_places(text):
        yield end, start
        yield start, stop
        end = stop
    yield end, len(text)


def _words(text: str) -> Words:
    return tuple(_plain(match[0]) for match in TOKEN.finditer(text))


def _plain(word: str) -> str:
    """In small letters, singular, American, a version without zeros at its end: `2.0` is `2`."""
    if VERSION.fullmatch(word):
        return re.sub(r"(?:\.0+)+$", "", word)
    plain = re.sub(r"is(e|ed|ation)$", r"iz\1", word.casefold())
    return plain.removesuffix("s") if len(plain) > 3 and not plain.endswith("ss") else plain


def _versioned(words: Words) -> tuple[Words, str]:
    """(name, version) of `openid connect core 1`."""
    version = ""
    if len(words) > 1 and VERSION.fullmatch(words[-1]):
        words, version = words[:-1], words[-1]
        while len(words) > 1 and words[-1] in BARE_END:
            words = words[:-1]
    return words, version


def _is_written(name: Name, said: Sequence[tuple[str, str]]) -> bool:
    return not name.short or name.short == said[0][0] or said[0][0].isupper()
