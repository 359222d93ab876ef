"""By which numbers, names and titles is each standard known, and which of them stand in a text?"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process

from requirements import documents
from requirements.reconciling.names import BARE_END, OTHERS, Authority, Name, Reason, names_given, names_of_title
from requirements.reconciling.words import (
    VERSION,
    Token,
    Words,
    plain,
    readable,
    tokens,
    without_addresses,
    without_codes,
    words,
)

# From here on a candidate is accepted.
ACCEPTED = 80
SCORES = {
    Reason.CODE: 100,
    Reason.NAME: 100,
    Reason.NAME_WITHOUT_VERSION: 90,
    Reason.SPELLED_OUT: 85,
    Reason.ALIKE: ACCEPTED - 1,
    Reason.SEVERAL: 60,
    Reason.ANOTHER_VERSION: 50,
}
# A likeness below this is chance.
ALIKE = 90
# So many words of a text are looked up as a name, and as pieces of one word: `Open API`.
LONGEST_NAME, PIECES = 8, 4
# So many words behind a name may say its version: `WCAG version 2.0/2.1 and 2.2`.
VERSIONS = 6
# `ISO 27001, 27002 and 27701` has three numbers, `RFC 6749, 2012` one.
FURTHER = re.compile(
    r"\s?(?:[,/&]|,?\s(?:and|et|y|и))\s?(?!(?:19|20)[0-9]{2}(?![0-9]))([0-9]{4,5}(?:-[0-9]{1,2})?)(?![\w.-]*[0-9])"
)
NUMBER = "0123456789.-:()/ "
YEAR = re.compile(r"p(?:19|20)[0-9]{2}$")
# Parts of other names: `DCAT-AP`, `JSON:API`, `oauth.net`, `package.json`, `office@mosip.io`, `json-parser`.
CONTINUED, PRECEDED = re.compile(r"[-:][A-Z]{2}|\.[a-z]"), re.compile(r"\w[.@]$")
SLUG = re.compile(r"[a-z0-9-]+")
# Where bodies keep their standards: `/TR/did-core/`, `/specs/openid-connect-core-1_0.html`.
SHELF = re.compile(r"/(?:TR|specs?|standards?)/([^/?#]+?)(?:\.\w{2,4})?/?[.,;]*(?:[?#]|$)")
ENDS = re.compile(r"\s*(?:$|[^\w\s])")


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


class StandardsFile:
    """The standards of the registry, ready to be looked up by what people write."""

    def __init__(self, authorities: Iterable[Authority]) -> None:
        self._designations: dict[str, str] = {}
        self._codes: dict[str, set[str]] = defaultdict(set)
        # Parts by the number of the whole: `iso24760` has three.
        self._parts: dict[str, set[str]] = defaultdict(set)
        # Standards that have no parts, by their number.
        self._wholes: dict[str, str] = {}
        self._names: dict[Words, set[Name]] = defaultdict(set)
        self._joined: dict[str, Words] = {}
        self._titles: dict[str, str] = {}
        for authority in authorities:
            self._add(authority)
        self._others = {words(other) for other in OTHERS} - set(self._names)

    def _add(self, authority: Authority) -> None:
        standard = authority.identifier
        self._designations[standard] = authority.designation
        self._number(authority)
        for called in (authority.designation, *authority.names):
            if found := documents.codes(called):
                self._codes[found[0]].add(standard)
            else:
                self._call(names_given(authority, called))
                # `BCP47` reads as a number where it is written without its blank.
                self._codes["".join(called.casefold().split())].add(standard)
        for title in authority.titles:
            self._titles[" ".join(sorted(words(title)))] = standard
            self._call(names_of_title(authority, title))

    def _call(self, names: Iterable[Name]) -> None:
        for name in names:
            self._names[name.words].add(name)
            self._joined["".join(name.words)] = name.words

    def _number(self, authority: Authority) -> None:
        for number in documents.codes(authority.designation)[:1]:
            if whole := _whole(number):
                self._parts[whole].add(authority.identifier)
            else:
                self._wholes[number] = authority.identifier

    def reconcile(self, text: str) -> list[Candidate]:
        """Candidates, the surest first; none where the text names nothing that is in the file. No query."""
        text, addresses = without_addresses(readable(text))
        found = [*self._by_code(text), *self._by_name(text)]
        for address in addresses:
            found += [*self._by_code(address), *self._by_path(address)]
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
            yield from self._numbered(said)
            for number in _further(text, end):
                yield from self._numbered(f"{said.rstrip(NUMBER)} {number}")

    def _numbered(self, said: str) -> Iterator[Candidate]:
        """By its number; a part by that of the whole and the whole by its only part, where the file has no other."""
        number = next(iter(documents.codes(said)), "")
        if number not in self._codes:
            number = YEAR.sub("", number)
        whole = _whole(number)
        if number in self._codes:
            yield from self._candidates(self._codes[number], Reason.CODE, said)
        elif whole.startswith("iso") and whole in self._wholes:
            yield from self._candidates([self._wholes[whole]], Reason.NAME_WITHOUT_VERSION, said)
        elif number in self._parts:
            yield from self._candidates(self._parts[number], Reason.NAME_WITHOUT_VERSION, said)
        else:
            yield from self._candidates(self._parts.get(whole, ()), Reason.ANOTHER_VERSION, said)

    def _by_name(self, text: str) -> Iterator[Candidate]:
        """The longest names first; words that belong to one are not looked at for shorter ones."""
        text = without_codes(text)
        found = list(tokens(text))
        start = 0
        while start < len(found):
            length, name = self._longest(found[start : start + LONGEST_NAME], text)
            if name:
                behind = found[start + length : start + length + VERSIONS]
                yield from self._named(name, found[start : start + length], behind, text)
            start += length or 1

    def _by_path(self, address: str) -> Iterator[Candidate]:
        """The end of an address on a shelf of standards, if it is a name of several words."""
        shelved = SHELF.search(address)
        end = shelved[1] if shelved else ""
        found = list(tokens(end))
        length, name = self._longest(found[:LONGEST_NAME], end)
        if len(name) > 1 and all(VERSION.fullmatch(token.plain) for token in found[length:]):
            yield from self._named(name, found[:length], found[length:], end)

    def _longest(self, found: Sequence[Token], text: str) -> tuple[int, Words]:
        """(number of words, name) of what is named first; without a name it is to be passed over."""
        plain = tuple(token.plain for token in found)
        for length in range(len(found), 0, -1):
            said = plain[:length]
            if said in self._others:
                return length, ()
            name = said if said in self._names else self._in_pieces(found[:length], text)
            if name and any(one.is_written(found[:length], text) for one in self._names[name]):
                return length, () if _is_part(text, found[0].start, found[length - 1].end) else name
        return 0, ()

    def _in_pieces(self, found: Sequence[Token], text: str) -> Words:
        """The name whose words are joined or parted otherwise: `JSONLD`, `Open API Standard`, not `an open API`."""
        if len(found) > PIECES or any(token.start - before.end != 1 for before, token in pairwise(found)):
            return ()
        name = self._joined.get("".join(token.raw.casefold() for token in found), ())
        if not name:
            return ()
        if len(found) > 1 and not all(token.raw[0].isupper() for token in found):
            return ()
        if len(found) > len(name) and not self._is_alone(found[-1].end, text):
            return ()
        return name if len("".join(name)) > 5 else ()

    def _is_alone(self, end: int, text: str) -> bool:
        following = next(tokens(text[end : end + 30]), None)
        says_more = following and (following.plain in BARE_END or VERSION.fullmatch(following.plain))
        return bool(says_more or ENDS.match(text, end))

    def _named(self, name: Words, said: Sequence[Token], behind: Sequence[Token], text: str) -> Iterator[Candidate]:
        written = _written(text[said[0].start : said[-1].end])
        names = {one for one in self._names[name] if one.is_written(said, text)}
        versions = _versions(behind)
        exact = {one for one in names if any(_is_version(one.version, version) for version in versions)}
        others = {one.standard for one in names - exact if one.version}
        if versions and others and not any(one.reason is Reason.NAME for one in exact):
            # `WCAG 2.0` is spelled out by a title, but the name itself is that of WCAG 2.2.
            written = f"{written} {versions[0]}"
            yield from self._candidates(others, Reason.ANOTHER_VERSION, written)
            yield from self._candidates({one.standard for one in exact}, Reason.SEVERAL, written)
        else:
            meant = [{one for one in exact if _is_version(one.version, version)} for version in versions]
            undated = {one for one in names if not one.is_number}
            for either in meant if exact else [undated]:
                yield from self._meant(either, bool(versions), bool(exact), written)

    def _meant(self, names: Collection[Name], is_versioned: bool, is_exact: bool, written: str) -> Iterator[Candidate]:
        """A name that was given goes before one that a title spells out."""
        given = {one for one in names if one.reason is Reason.NAME}
        reason = Reason.NAME if given else Reason.SPELLED_OUT
        if given and not is_versioned and all(one.version for one in given):
            reason = Reason.NAME_WITHOUT_VERSION
        if not is_exact and any(one.is_homonym for one in names):
            reason = Reason.SEVERAL
        yield from self._candidates({one.standard for one in given or names}, reason, written)

    def _by_likeness(self, text: str) -> Iterator[Candidate]:
        """Titles that are misspelled or in another order: to look at, never accepted by themselves."""
        said = " ".join(sorted(words(text)))
        if len(said) < 12:
            return
        titles = process.extract(said, self._titles.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
        for title, _score, _place in titles:
            yield from self._candidates([self._titles[title]], Reason.ALIKE, text.strip())

    def _candidates(self, standards: Collection[str], reason: Reason, said: str) -> Iterator[Candidate]:
        """Several that the same words name are candidates only."""
        if len(standards) > 1 and reason is not Reason.ANOTHER_VERSION:
            reason = Reason.SEVERAL
        for standard in sorted(standards):
            yield Candidate(standard, self._designations[standard], SCORES[reason], reason, said)


def _is_part(text: str, start: int, end: int) -> bool:
    """Is this a part of another name or of an address?"""
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    if SLUG.fullmatch(text, start, end) and (re.fullmatch(r"\w-", before) or re.fullmatch(r"-[^\W\d]", behind)):
        return True
    return bool(CONTINUED.match(text, end) or PRECEDED.search(before))


def _written(said: str) -> str:
    """In one line, with the bracket that the last word stands before."""
    return " ".join(said.split()) + ")" * (said.count("(") - said.count(")"))


def _further(text: str, end: int) -> Iterator[str]:
    """The numbers that stand behind a number of the same body."""
    while further := FURTHER.match(text, end):
        yield further[1]
        end = further.end()


def _whole(number: str) -> str:
    """`sp800p63` of `sp800p63p4`; nothing of a number without parts."""
    whole, _, part = number.rpartition("p")
    return whole if part.isdigit() and whole[-1:].isdigit() else ""


def _versions(behind: Sequence[Token]) -> list[str]:
    """The versions that the words behind a name say: `2.0/2.1 and 2.2`, and `4b` of `R4B`."""
    said: list[str] = []
    end = -1
    for token in behind:
        if VERSION.fullmatch(token.plain):
            said.append(token.raw)
        elif said and token.start == end and len(token.raw) == 1:
            said[-1] += token.plain
        elif token.plain not in BARE_END and token.plain not in ("and", "or"):
            break
        end = token.end
    return said


def _is_version(version: str, said: str) -> bool:
    """`2.0` and `2.0.1` are version 2; `3` may be 3.2, `3.0` may not."""
    if not version or version == plain(said):
        return bool(version)
    return said.startswith(f"{version}.0.") or version.startswith(f"{said}.")


def _weight(candidate: Candidate) -> tuple[int, int]:
    """A version that was said and is another one outweighs the name that stands beside it without one."""
    plain = candidate.reason in (Reason.NAME_WITHOUT_VERSION, Reason.SPELLED_OUT)
    return (0 if plain else 1 if candidate.reason is Reason.ANOTHER_VERSION else 2, candidate.score)
