"""As which words, addresses and pieces is a free text read?"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from requirements import documents

# So much of a text is taken from a page or a program, and so much is read of one that stands in a table.
LONGEST_TEXT, LONGEST_READ = 2000, 50_000
VERSION = re.compile(r"\d+(?:\.\d+)*")
OF_OTHER_SCRIPT = r"(?![A-Za-zÀ-ɏ])[^\W\d_]"
# A word is of one script: Arabic and Chinese put `JSON` beside their own letters without a blank.
TOKEN = re.compile(rf"[A-Za-zÀ-ɏ]+|(?:{OF_OTHER_SCRIPT})+|\d+(?:\.\d+)*")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"()\[\]]+", re.IGNORECASE)
# A typist's zero, and bodies as other languages write them.
SPELLINGS = (
    (re.compile(r"(?<![\w.])0(?=[A-Za-z]{3})"), "O"),
    (re.compile(r"ИСО|[آأإا]يزو"), "ISO"),
    (re.compile(r"(?<=ISO/)(?:МЭК|CEI)"), "IEC"),
    (re.compile(r"\bRFCs(?=\s)"), "RFC"),
    (re.compile(r"(?<=[A-Z])v(?=\d+\.\d)"), " "),
)
CHARACTERS = dict.fromkeys(map(ord, "‐‑‒–—"), "-") | {
    ord(digit): str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(digits)
}

# What a name stands between that is an item by itself: `csv, txt and json files`, `exported as json`, `采用json格式`.
LINK = r"and|or|as|in|to|via|et|ou|en|au|y|o|e"
BEFORE_ITEM = re.compile(rf"(?:[,;:/|•·*(\[\n-]|\b(?:{LINK})|{OF_OTHER_SCRIPT})$")
BEHIND_ITEM = re.compile(
    rf"\s*(?:$|[,;/|•·*)\].\n]|-\s|(?:{LINK}|etc|data|formats?|formatos?|files?|fichiers?)\b|{OF_OTHER_SCRIPT})"
)
# Words that end as plurals do and are none.
NO_PLURALS = {"https"}

Words = tuple[str, ...]


class Token(NamedTuple):
    """A word as it stands in a text and as it is compared, with its place."""

    raw: str
    plain: str
    start: int
    end: int


def readable(text: str) -> str:
    """The text as far as it is read, each character, digit and body in the one way that is looked for."""
    # What is one character may come to eighteen, but not in a text that anybody means.
    longest = min(2 * len(text) + 100, LONGEST_READ)
    text = unicodedata.normalize("NFKC", text[:LONGEST_READ])[:longest].translate(CHARACTERS)
    for spelling, usual in SPELLINGS:
        text = spelling.sub(usual, text)
    return text


def without_addresses(text: str) -> tuple[str, list[str]]:
    """The text with blanks in place of its addresses, and these."""
    return ADDRESS.sub(lambda found: " " * len(found[0]), text), ADDRESS.findall(text)


def without_codes(text: str) -> str:
    """The text with blanks in place of its codes."""
    pieces, last = [], 0
    for start, end in documents.code_places(text):
        pieces += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*pieces, text[last:]])


def tokens(text: str) -> Iterator[Token]:
    for match in TOKEN.finditer(text):
        yield Token(match[0], plain(match[0]), *match.span())


def words(text: str) -> Words:
    return tuple(token.plain for token in tokens(text))


def plain(word: str) -> str:
    """In small letters, singular, American, a version without zeros at its end: `2.0` is `2`, `HTTPS` not `HTTP`."""
    if VERSION.fullmatch(word):
        first, *rest = word.split(".")
        while rest and not rest[-1].strip("0"):
            rest.pop()
        return ".".join([first, *rest])
    small = re.sub(r"is(e|ed|ation)$", r"iz\1", word.casefold())
    is_plural = len(small) > 3 and small.endswith("s") and not small.endswith("ss") and small not in NO_PLURALS
    return small[:-1] if is_plural and not (word.isupper() and len(word) < 6) else small


def in_capitals(word: str) -> bool:
    """`JWT`, `JWTs` and `CoAP`, not `Cap`."""
    return sum(map(str.isupper, word)) > 1


def is_item(said: Sequence[Token], text: str) -> bool:
    """Are these words said by themselves, as those of a list are?"""
    start = said[0].start
    before = text[max(0, start - 12) : start].rstrip(" .")
    is_first = not before and start <= 12
    return bool((is_first or BEFORE_ITEM.search(before)) and BEHIND_ITEM.match(text, said[-1].end))
