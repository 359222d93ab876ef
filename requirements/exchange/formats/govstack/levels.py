"""How binding is a requirement, and how does GovStack mark it in running text?

The level is a word of RFC 2119 in capitals and brackets, since release 2 followed by mutability and verifiability:
`(REQUIRED)`, `\\[OPTIONAL]`, `(RECOMMENDED EXTENSIBLE AUDITABLE)`. The same words in small letters are prose.
"""

import re
from dataclasses import dataclass

from requirements.choices import Obligation

OBLIGATIONS = {
    "REQUIRED": Obligation.REQUIRED,
    "MANDATORY": Obligation.REQUIRED,
    "MUST": Obligation.REQUIRED,
    "SHALL": Obligation.REQUIRED,
    "RECOMMENDED": Obligation.RECOMMENDED,
    "SHOULD": Obligation.RECOMMENDED,
    "OPTIONAL": Obligation.OPTIONAL,
    "MAY": Obligation.OPTIONAL,
    "COULD": Obligation.OPTIONAL,
    "MUST NOT": Obligation.PROHIBITED,
    "SHALL NOT": Obligation.PROHIBITED,
    "SHOULD NOT": Obligation.NOT_RECOMMENDED,
    "NOT RECOMMENDED": Obligation.NOT_RECOMMENDED,
    "PROHIBITED": Obligation.PROHIBITED,
}
# What a table may say in a column of levels; behind a text these words are prose.
NOUNS = {
    "REQUIRE": Obligation.REQUIRED,
    "REQUIREMENT": Obligation.REQUIRED,
    "RECOMMENDATION": Obligation.RECOMMENDED,
}
WORDS = "|".join(sorted(OBLIGATIONS, key=len, reverse=True)).replace(" ", r"\s+")
TAGS = "IMMUTABLE|EXTENSIBLE|REPLACEABLE|OBSERVABLE|AUDITABLE"
# `(CONDITIONALLY REQUIRED)`, `(REQUIRED for public clouds)`: the condition is kept in the words of the source.
CONDITIONALLY = r"CONDITIONAL(?:LY)?\s+"
CONDITION = r",?\s+(?:for|if|in case|when|where|unless|except|only)\b[^()\[\]\n]{1,100}"
# The closing bracket may be forgotten at the end of a line.
MARKER = re.compile(
    rf"[(\[]\s*((?:{CONDITIONALLY})?((?:{WORDS})(?:[\s,/]+(?:{TAGS}))*)(?:{CONDITION}(?=[)\]]))?)\s*(?:[)\]]|(?=\n|$))"
)
RUNS_ON = re.compile(r"\s+[a-z]")
LONGEST_SENTENCE = 600
SENTENCE_END = re.compile(r"(?<=[^\W\d]{2}[.!?])\s+(?=[A-Z(])")
# Levels in capitals that stand apart from their text without brackets: `REQUIRED: …`, `… – **OPTIONAL**`, or alone
# behind what they are called. `… is REQUIRED` is prose, and nobody knows of `… . REQUIRED`.
BARE = r"(?:NOT\s+)?(?:REQUIRED|RECOMMENDED|OPTIONAL|MANDATORY)"
BARE_ALONE = re.compile(rf"\s*({BARE})[.:]?\s*")
BARE_BEFORE = re.compile(rf"^({BARE})\s*[-–—:]\s+(?=\S)")
BARE_BEHIND = re.compile(rf"(?<=\S)\s*[-–—:]\s+({BARE})\s*\.?$")
CALLED = re.compile(rf"^(?:requirement )?(?:level|priority|obligation)\s*:\s*((?i:{WORDS}))\.?$", re.IGNORECASE)
WIDE = str.maketrans("（）［］", "()[]")
# A cell of a table that holds nothing but a level, in any case and with the slips seen: `Must have`, `REQUIRE`.
CELL = re.compile(
    rf"[(\[]?\s*({WORDS}|{'|'.join(NOUNS)})(?:\s+HAVE)?((?:[\s,/]+(?:{TAGS}))*)\s*[)\]]?[.;]?", re.IGNORECASE
)
# A heading that is a requirement by its verb.
VERB = re.compile(r"\b(?:(?:MUST|SHALL|SHOULD)(?:\s+(?:NOT|Not|not))?|MAY)\b")
# Levels in capitals that no marker explains.
LEVEL_WORD = re.compile(r"\b(?:REQUIRED|RECOMMENDED|OPTIONAL)\b")


@dataclass(frozen=True)
class Level:
    """An obligation with the source's own words."""

    obligation: Obligation
    original: str


@dataclass(frozen=True)
class Marker:
    """A level in a text, from `start` to `end`."""

    level: Level
    start: int
    end: int


@dataclass(frozen=True)
class Cut:
    """A statement cut out of a text with its level; `open`: a list is to complete it."""

    level: Level
    statement: str
    open: bool


def bracketed(text: str) -> str:
    """The text with a level that stands apart from it in brackets, as most documents have it."""
    text = text.translate(WIDE)
    if called := CALLED.fullmatch(text):
        return f"({called[1].upper()})"
    return BARE_BEHIND.sub(r" (\1)", BARE_BEFORE.sub(r"(\1) ", text))


def level_of(words: str) -> Level | None:
    """The level that words of a source mean, `Must have` and `REQUIRED EXTENSIBLE AUDITABLE` alike; None if none."""
    found = CELL.fullmatch(words.strip())
    if not found:
        return None
    word = " ".join(found[1].upper().split())
    return Level((OBLIGATIONS | NOUNS)[word], " ".join(words.strip("()[] \n.;").split()))


def verb_in(heading: str) -> Level | None:
    """The level that the verb of a heading sets: `APIs MUST be Versioned`."""
    found = VERB.search(heading)
    return Level(OBLIGATIONS[" ".join(found[0].upper().split())], " ".join(found[0].split())) if found else None


def markers(text: str) -> list[Marker]:
    return [
        Marker(Level(level.obligation, " ".join(match[1].split())), match.start(), match.end())
        for match in MARKER.finditer(text)
        if (level := level_of(match[2]))
    ]


def without_markers(text: str) -> str:
    """The text without its levels, and without the blanks and colons that they leave at its end."""
    return MARKER.sub(" ", text).strip().rstrip(":;").rstrip()


def cut(text: str) -> tuple[list[Cut], str]:
    """The statements of a text, each with its level, and what follows the last of them.

    A level stands behind its statement, or before it if it opens the text; `… from JSON. (REQUIRED); … from XLS.
    (OPTIONAL)` holds two.
    """
    found = markers(text)
    if not found:
        return [], text
    if not text[: found[0].start].strip(" *•-"):
        return _cut_behind(text, found), ""
    return _cut_before(text, found)


def _cut_behind(text: str, found: list[Marker]) -> list[Cut]:
    """Each marker opens its statement."""
    ends = [marker.start for marker in found[1:]] + [len(text)]
    return [_cut(marker.level, text[marker.end : end], "") for marker, end in zip(found, ends, strict=True)]


def _cut_before(text: str, found: list[Marker]) -> tuple[list[Cut], str]:
    """Each marker closes its statement; where the sentence runs on behind it, the next says what came before too."""
    behind, tail = _run_on(text[found[-1].end :])
    said: list[str] = []
    start = first = 0
    for index, marker in enumerate(found):
        piece = text[start : marker.start]
        goes_on = RUNS_ON.match(piece) and said and len(said[-1]) < LONGEST_SENTENCE
        first = first if goes_on else index
        said.append(said[-1] + piece if goes_on else piece)
        start = marker.end
    said[first:] = [statement + behind for statement in said[first:]]
    following = ("" if behind else text[marker.end : marker.end + 9] for marker in found)
    cuts = [_cut(marker.level, *words) for marker, *words in zip(found, said, following, strict=True)]
    return cuts, tail.lstrip(" :;.,").lstrip()


def _run_on(tail: str) -> tuple[str, str]:
    """(the end of the sentence that runs on behind the last marker, the sentences behind it)"""
    if not RUNS_ON.match(tail):
        return "", tail
    sentence, *others = SENTENCE_END.split(tail, maxsplit=1)
    return sentence, " ".join(others)


def _cut(level: Level, statement: str, behind: str) -> Cut:
    text = " ".join(statement.split()).lstrip(":;., ").rstrip(" ;")
    is_open = text.endswith(":") or behind.lstrip().startswith(":")
    return Cut(level, text.rstrip(": "), is_open)
