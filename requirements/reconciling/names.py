"""By which names is a standard known, and what do they not say?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from requirements.reconciling.words import VERSION, Token, Words, in_capitals, is_item, words

# Ends of names that say nothing about which standard it is.
BARE_END = {"core", "specification", "version", "level", "standard", "format", "v", "r", "release", "stu", "dstu"}
# Letters that mean something else at least as often: a content management system, a social security number.
HOMONYMS = {"bcp", "cim", "cms", "gis", "oas", "pdl", "ssn", "tsp"}
# Everyday words, which are names in capitals alone.
EVERYDAY = {"cap", "did", "lei", "square"}
# What begins with one of our names and is another.
OTHERS = ("JSON Schema", "JSON API", "JSON RPC", "JSON Lines", "JSON Patch", "JSON Pointer", "CSV on the Web")
SPELLED_OUT = re.compile(
    r"\b([A-Z][\w-]*(?:\s+(?:[a-z]{1,3}\s+)?[A-Z][\w-]*)+)\s+\(([A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*?)s?\)"
    r"(?:\s+(?:v|Version\s)?(\d+(?:\.\d+)*)\b)?"
)


class Reason(TextChoices):
    """Why a standard is a candidate."""

    CODE = "code", _("its number")
    NAME = "name", _("a name of it")
    NAME_WITHOUT_VERSION = "name_without_version", _("its name, without a version")
    SPELLED_OUT = "spelled_out", _("its title spells this out")
    SEVERAL = "several", _("several have this name")
    ANOTHER_VERSION = "another_version", _("another version was said")
    ALIKE = "alike", _("its title is alike")


@dataclass(frozen=True)
class Authority:
    """A standard as far as it is known by: its names, and its titles in any language."""

    identifier: str
    designation: str
    names: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Name:
    """A way to write a standard, as words without its version."""

    standard: str
    words: Words
    version: str
    reason: Reason

    def is_written(self, said: Token, text: str) -> bool:
        """Is this name, if it is a short word, written as one? `CSV`, `csv` and `JSON, json` are, `a kite` is not."""
        (word, *more) = self.words
        if more or in_capitals(said.raw):
            return True
        if word in EVERYDAY:
            return False
        return len(word) > 4 or not re.search("[aeiouy]", word) or is_item(said, text)

    @property
    def is_homonym(self) -> bool:
        return not self.words[1:] and self.words[0] in HOMONYMS


def given(authority: Authority, called: str) -> Iterator[Name]:
    """The names that a designation or another name of a standard comes to."""
    yield from _named(authority, called, Reason.NAME)
    bare = called.removesuffix(" Core")
    if bare != called and (" " in bare or in_capitals(bare)):
        yield from _named(authority, bare, Reason.NAME)


def titled(authority: Authority, title: str) -> Iterator[Name]:
    """The names that a title comes to: itself without its ends, and what it spells out in brackets."""
    for full, acronym, version in SPELLED_OUT.findall(title):
        spelled = _spelled(full, acronym)
        if " ".join(words(spelled)) not in " ".join(words(authority.designation)):
            for called in (spelled, acronym):
                yield from _named(authority, f"{called} {version}".strip(), Reason.SPELLED_OUT)
    core = re.sub(r"^The\s+|\s+(?:Format|Specification)$", "", title)
    if len(words(title)) > 2 and (core == title or len(core) > 4):
        yield from _named(authority, core, Reason.SPELLED_OUT)


def versioned(called: Words) -> tuple[Words, str]:
    """(name, version) of `openid connect core 1`."""
    version = ""
    if len(called) > 1 and VERSION.fullmatch(called[-1]):
        called, version = called[:-1], called[-1]
        while len(called) > 1 and called[-1] in BARE_END:
            called = called[:-1]
    return called, version


def _named(authority: Authority, called: str, reason: Reason) -> Iterator[Name]:
    name, version = versioned(words(called))
    if name and not (len(name) == 1 and len(name[0]) < 3 and not version):
        yield Name(authority.identifier, name, version, reason)


def _spelled(full: str, acronym: str) -> str:
    """`Comma-Separated Values` of `Format and MIME Type for Comma-Separated Values (CSV)`."""
    pieces = list(re.finditer(r"[A-Z][^A-Z\s-]*", full))[-len(acronym) :]
    if "".join(piece[0][0] for piece in pieces) == acronym.upper():
        return full[pieces[0].start() :]
    return full.removeprefix("The ")
