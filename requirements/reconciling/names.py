"""By which names is a standard known, and what do they not say?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from requirements.reconciling.words import VERSION, Token, Words, in_capitals, is_item, words

# Ends of names that say nothing about which standard it is.
BARE_END = {
    *("core", "specification", "level", "standard", "format", "release", "v", "r", "stu", "dstu"),
    *("version", "ver", "versión", "versão", "версия", "版本", "إصدار", "الإصدار"),
}
# Letters that mean something else at least as often: a content management system, a social security number.
HOMONYMS = {"bcp", "cms", "oas", "ssn"}
# Everyday words, which are names in capitals alone.
EVERYDAY = {("cap",), ("did",), ("lei",), ("square",)}
# What holds one of our names and is another.
OTHERS = (
    *("JSON Schema", "JSON API", "JSON RPC", "JSON Lines", "JSON Patch", "JSON Pointer", "CSV on the Web"),
    *("SD-JWT VC", "OpenID for Verifiable Credentials"),
)
BRACKETED = re.compile(r"([A-Z][\w-]*(?:\s[A-Z][\w-]*)+) \(([A-Z]{2,})\)")
# What a title spells out is its subject if it begins with it and goes on with no other: neither the body of
# `Electronic Signatures (ESI); Trusted Lists` nor the field of `Internet of Things (IoT) - Vocabulary`.
SPELLED_OUT = re.compile(
    r"(?:^|[–—:-]\s)(?:The\s)?([a-z]?[A-Z][\w-]*(?:\s+(?:[a-z]{1,3}\s+)?[A-Z][\w-]*)+)\s+"
    r"\(([A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*?)s?\)"
    r"(?=$|\s+(?:[–—-]\s)?(?:v?\d|Version|Level|Part|Data|Format|Protocol|Specification|Standard)(?![a-z]))"
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
    form: str

    def is_written(self, said: Sequence[Token], text: str) -> bool:
        """Are these words written as a name? `CSV` and `csv` are, `a kite`, `storage` and `examples of use` are not."""
        if any(in_capitals(token.raw) for token in said):
            # `WHAT DID THEY SAY`
            return self.words not in EVERYDAY or not text.isupper() or is_item(said, text)
        if len(self.words) == 1:
            return self.words not in EVERYDAY and (self._is_no_word() or is_item(said, text))
        if re.fullmatch("[a-z0-9-]+", self.form):
            return "-" in text[said[0].start : said[-1].end]
        return self._is_title(said, text)

    def _is_no_word(self) -> bool:
        """Can nobody take it for a word? Then it needs no capitals: `webauthn`, `csv`."""
        (word,) = self.words
        if not in_capitals(self.form):
            return False
        return len(word) > 4 or (self.reason is Reason.NAME and not re.search("[aeiouy]", word))

    def _is_title(self, said: Sequence[Token], text: str) -> bool:
        """Short titles are made of words that everybody uses; they are said in capitals, or by themselves."""
        if self.reason is not Reason.SPELLED_OUT or len(self.words) > 4:
            return True
        return all(token.raw[0].isupper() for token in said if len(token.raw) > 3) or is_item(said, text)

    @property
    def is_number(self) -> bool:
        """`AS4` is no name without its number."""
        return len("".join(self.words)) < 3

    @property
    def is_homonym(self) -> bool:
        return not self.words[1:] and self.words[0] in HOMONYMS


def names_given(authority: Authority, called: str) -> Iterator[Name]:
    """The names that a designation or another name of a standard comes to; `Kite Flying System (KFS)` to three."""
    yield from _named(authority, called, Reason.NAME)
    if bracketed := BRACKETED.search(called):
        full, acronym = bracketed.groups()
        spelled = _spelled(full, acronym)
        for short in (spelled, acronym):
            yield from _named(authority, called.replace(f"{spelled} ({acronym})", short), Reason.NAME)
    bare = called.removesuffix(" Core")
    if bare != called and (" " in bare or in_capitals(bare)):
        yield from _named(authority, bare, Reason.NAME)


def names_of_title(authority: Authority, title: str) -> Iterator[Name]:
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
    if len("".join(name)) > (1 if version else 2):
        yield Name(authority.identifier, name, version, reason, called)


def _spelled(full: str, acronym: str) -> str:
    """`Comma-Separated Values` of `Format and MIME Type for Comma-Separated Values (CSV)`."""
    pieces = list(re.finditer(r"[A-Z][^A-Z\s-]*", full))[-len(acronym) :]
    if "".join(piece[0][0] for piece in pieces) == acronym.upper():
        return full[pieces[0].start() :]
    return full.removeprefix("The ")
