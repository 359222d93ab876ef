"""How does the text of a file become lines that can be compared: without marks of the editor, footnotes set aside?"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

INVISIBLE = re.compile("[\u00ad\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
HYPHENS = re.compile("[\u2010\u2011\u2212]")
BOOKMARK = re.compile(r"\[bookmark: [^\]]{0,200}\]")
# Where a footnote is called, as converters of word processor files write it.
CALL = re.compile(r"\[footnoteRef:(\d+)\]\s*\1?|\[fn:(\d+)\](?:\d{1,2}|bis)?")
NOTE = re.compile(r"\[(\d{1,3}): \s*\1?\s*([^\]]{1,2000})\]")
NOTE_LINE = re.compile(r"^\[fn:-?\d+\]\s*(\d{1,2}|bis)?\s*(.*)$")
RULE = re.compile(r"_{5,}\s*(\d{1,2}|\*)?\s*")


def cleaned(line: str) -> str:
    """The line in NFC without what no reader sees; tabs stay, since they end labels."""
    line = INVISIBLE.sub("", unicodedata.normalize("NFC", line))
    return HYPHENS.sub("-", SPACES.sub(" ", line)).replace("’", "'").replace("‘", "'").strip()


@cache
def _base(letter: str) -> str:
    found = unicodedata.normalize("NFD", letter)[0]
    return {"ى": "ي", "ё": "е"}.get(found, found)


def plain(text: str) -> str:
    """The text with letters for accented letters, character by character: places in it are places in the text."""
    return text if text.isascii() else "".join(letter if letter.isascii() else _base(letter) for letter in text)


@dataclass(frozen=True)
class Line:
    """One line with something in it, as cleaned; `number` counts from 1 in the raw text."""

    number: int
    text: str

    @property
    def plain(self) -> str:
        return plain(self.text)


@dataclass(frozen=True)
class Footnote:
    label: str
    text: str
    line: int


def lines_of(raw: str) -> tuple[list[Line], list[Footnote]]:
    """The lines that hold text, in order, and the footnotes that were between or within them."""
    lines: list[Line] = []
    notes: list[Footnote] = []
    for number, written in enumerate(raw.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        text = _without_notes(cleaned(BOOKMARK.sub("", written)), number, notes)
        if text:
            lines.append(Line(number, text))
    known = {note.label for note in notes} | {label for line in lines for label in RULE.findall(line.text)}
    return [Line(line.number, _without_calls(line.text, known)) for line in lines], notes


def _without_notes(text: str, number: int, notes: list[Footnote]) -> str:
    if found := NOTE_LINE.match(text):
        if found[2].strip("_ "):
            notes.append(Footnote(found[1] or "", found[2].strip(), number))
        return ""
    for label, note in NOTE.findall(text):
        notes.append(Footnote(label, note.strip(), number))
    return CALL.sub("", NOTE.sub("", text)).strip()


def _without_calls(text: str, known: set[str]) -> str:
    """Without the numbers of footnotes that were glued to words when raised letters were lost."""
    numbers = "|".join(sorted(label for label in known if label.isdigit()))
    return re.sub(rf"(?<=[^\W\d_]{{3}})(?:{numbers})(?![\w-])", "", text) if numbers else text


def after_rule(text: str) -> tuple[str, str, str]:
    """(text, label, footnote) of a paragraph into which a page's footnotes were set behind a rule; `____ 1 These …`."""
    found = RULE.search(text)
    if not found:
        return text, "", ""
    return text[: found.start()].rstrip(), found[1] or "", text[found.end() :].strip()


def squeezed(text: str) -> str:
    return " ".join(text.split())
