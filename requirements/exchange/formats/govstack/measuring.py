"""Does the reader find the requirements that a specification marks, and their levels?

It is set beside a second, simpler look at the same files, line by line: every level that an author has set there,
outside of code, boxes, and chapters that only tell of requirements. Where both see the same levels in the same order,
the reader is right.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from requirements.choices import Obligation
from requirements.exchange.formats.govstack import files, read
from requirements.exchange.formats.govstack.records import Found, Reason, Rejected

MARK = r"(?:REQUIRED|RECOMMENDED|OPTIONAL|MUST|SHOULD|MAY)"
BRACKETS = re.compile(
    rf"[(\[]\s*\**(?:CONDITIONALLY )?({MARK})(?:[ ,]+[A-Z]+)*(?: (?:for|if|when) [^)]*)?\**\s*(?:[)\]]|\\?$)"
)
CELL = re.compile(
    r"(?:^|\|)\s*[(\[]?(must|should|may|required?|recommended|optional)(?: have)?[)\]]?(?:[\s|;,]+UC\d)*\s*(?=\||$)",
    re.IGNORECASE,
)
VERB = re.compile(r"^#.*?\b(MUST(?:\s+NOT|\s+Not)?|SHOULD(?:\s+NOT)?|MAY)\b")
NUMBERED = re.compile(r"^\|[\s*]*[A-Z]{2,6}-\d+[\s*]*\|")
ELEVATION = re.compile(r"\bFrom \*\*\\\[.*\bto \*\*\\\[")
TAG = re.compile(r"</t[dh]>\s*<t[dh][^>]*>|</?t[dhr][^>]*>", re.IGNORECASE)
# Files in which a level is told of, or says that a field of data is mandatory.
TELLING = re.compile(r"version-history|release-notes|decision-log|wgdr|workflow|terminology|use-case|other-resources")
FIELDS = re.compile(r"data-structures|service-apis|apis-and-services|data-models")
LEVELS = (
    ("MUST NOT", Obligation.PROHIBITED),
    ("SHOULD NOT", Obligation.NOT_RECOMMENDED),
    ("MUST", Obligation.REQUIRED),
    ("SHALL", Obligation.REQUIRED),
    ("REQ", Obligation.REQUIRED),
    ("SHOULD", Obligation.RECOMMENDED),
    ("REC", Obligation.RECOMMENDED),
)
# Why the reader leaves out a whole file and says so: the same is read elsewhere, or it is nobody's requirement.
ON_PURPOSE = {Reason.DUPLICATE_NUMBERING, Reason.PLACEHOLDER, Reason.TEMPLATE_TEXT}


@dataclass(frozen=True)
class Measured:
    """One file: levels that its author marked, requirements that were read, how many of these the marks bear out, and
    of how many the level is right."""

    file: str
    marked: int
    read: int
    borne_out: int
    levels_right: int


def measure(folders: Sequence[Path]) -> Iterator[Measured]:
    """A row for each file with a mark or a requirement; each folder by itself, since an older release yields to a
    newer one."""
    for folder in folders:
        found: dict[str, list[str]] = defaultdict(list)
        left_out: set[str] = set()
        for record in read([folder]):
            if isinstance(record, Found) and record.kind == "requirement":
                found[record.place.file].append(str(record.data.get("obligation", "")))
            elif isinstance(record, Rejected) and record.reason in ON_PURPOSE:
                left_out.add(record.place.file)
        for file, path in files([folder]).items():
            passed_over = file in left_out and not found[file]
            if path.suffix == ".md" and not passed_over and ((marks := list(_marks(path))) or found[file]):
                yield _measured(file, marks, found[file])


def _measured(file: str, marks: Sequence[str], found: Sequence[str]) -> Measured:
    """Levels side by side that differ are of one requirement."""
    borne_out = right = 0
    for _, start, end, begin, stop in SequenceMatcher(None, marks, found, autojunk=False).get_opcodes():
        pairs = list(zip(marks[start:end], found[begin:stop], strict=False))
        borne_out += len(pairs)
        right += sum(mark == level for mark, level in pairs)
    return Measured(file, len(marks), len(found), borne_out, right)


def _marks(path: Path) -> Iterator[str]:
    """The levels that a file marks, in order; where a numbered row has none its wording sets it, if anything does."""
    telling, fields = TELLING.search(path.name.lower()), FIELDS.search(path.name.lower())
    headed = False
    for line in _plain_lines(path.read_text("utf-8-sig")):
        is_row = line.lstrip().startswith("|")
        headed = (headed or bool(re.search(r"\|[\s*]*(?:\w+ )?Requirements?[\s*]*\|", line))) if is_row else False
        if headed and NUMBERED.match(line):
            yield from _numbered(line)
        elif (not telling and (not fields or line.startswith("#"))) or (is_row and headed):
            yield from _levels(line)


def _numbered(line: str) -> Iterator[str]:
    """The level in a cell of its own, else the verb."""
    said = CELL.search(line) or re.search(r"(?i)\b(must|shall)\b", line) or re.search(r"(?i)\b(should)\b", line)
    yield _level(said[1]) if said else ""


def _plain_lines(text: str) -> Iterator[str]:
    """The lines outside of front matter, code and boxes, the rows of HTML tables as lines of their own."""
    silent = ""
    text = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r\n", "\n"), flags=re.DOTALL)
    for line in text.split("\n"):
        opened = "```" if line.strip().startswith("```") else "hint" if "{% hint" in line else ""
        if silent:
            silent = "" if (opened == silent == "```") or (silent == "hint" and "{% endhint" in line) else silent
        elif opened:
            silent = opened
        else:
            rows = re.split(r"<tr[^>]*>", line) if "<tr" in line else [line]
            yield from (
                re.sub(r"<[^>]+>", "", TAG.sub(" | ", row)) if "|" in row or "<t" in row else row for row in rows
            )


def _levels(line: str) -> Iterator[str]:
    brackets = [_level(found[1]) for found in BRACKETS.finditer(line)]
    if ELEVATION.search(line):
        yield from brackets[-1:]
    elif brackets:
        yield from brackets
    elif found := VERB.match(line) or ("|" in line and CELL.search(line)):
        yield _level(found[1])


def _level(words: str) -> str:
    said = " ".join(words.upper().split())
    return next((level for start, level in LEVELS if said.startswith(start)), Obligation.OPTIONAL).value
