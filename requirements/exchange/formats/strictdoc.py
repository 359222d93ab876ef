"""How are StrictDoc's documents read: plain text with sections, requirements and their relations?

https://strictdoc.readthedocs.io describes the format. An element begins with its tag in brackets, a field with its
name and a colon; a value of several lines stands between `>>>` and `<<<`. Projects may declare elements of their own:
whatever has a statement and is no running text is a requirement.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from requirements.choices import EntryKind, Relation, RequirementType, SourceKind
from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats import yaml_files
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Found, Place, Record, Rejected
from requirements.exchange.formats.wording import binding, shortened, titled
from requirements.languages import DEFAULT

SUFFIXES = (".sdoc",)
TAG = re.compile(r"\[{1,2}(/?)([A-Z][A-Z0-9_]*)\]{1,2}")
FIELD = re.compile(r"([A-Z][A-Z0-9_]*):(?:\s(.*))?")
ITEM = re.compile(r"\s*(?:-\s+)?(TYPE|VALUE|ROLE):\s*(.*)")
SECTION, DOCUMENT, RUNNING_TEXT = "SECTION", "DOCUMENT", ("TEXT", "FREETEXT", "GRAMMAR", "DOCUMENT_FROM_FILE")
# What a relation to a parent means by its role; without a role a child is more detailed than its parent.
ROLES = {"implements": Relation.DERIVES_FROM, "satisfies": Relation.DERIVES_FROM, "requires": Relation.NEEDS}
PROGRAMME = "programme:dpi"
WORD_LENGTH = 300


@dataclass
class Element:
    """An element with its fields, and the titles of the sections that hold it."""

    tag: str
    line: int
    sections: tuple[str, ...]
    fields: dict[str, str] = field(default_factory=dict)
    relations: list[dict[str, str]] = field(default_factory=list)


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """Every requirement of the documents at the paths; running text is named."""
    for file, path in files(paths).items():
        yield from _records(file, _lines(file, path))


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return files_at(paths, SUFFIXES)


def _lines(file: str, path: Path) -> list[str]:
    size, limit = path.stat().st_size, settings.IMPORT_UPLOAD_LIMIT
    if size > limit:
        raise TooLarge("file_too_large", Place(file, 0), size=size, limit=limit)
    return re.split(r"\r\n|\r|\n", yaml_files.decoded(file, path.read_bytes()))


def _records(file: str, lines: Sequence[str]) -> Iterator[Record]:
    title, known = "", False
    for element in _elements(file, lines):
        if element.tag == DOCUMENT:
            title, known = element.fields.get("TITLE", ""), True
        elif not known:
            raise Unreadable("not_strictdoc", Place(file, element.line))
        elif element.tag != SECTION:
            yield from _record(file, title, element)
    if not known:
        raise Unreadable("not_strictdoc", Place(file, 0))


def _elements(file: str, lines: Sequence[str]) -> Iterator[Element]:
    """Every element once it is complete; a section when the next element begins, so that its title is known."""
    sections: list[Element] = []
    current: Element | None = None
    number = 0
    while number < len(lines):
        number += 1
        found = TAG.fullmatch(lines[number - 1].rstrip())
        if not found:
            number = _read_field(file, lines, number, current) if current else number
            continue
        if current:
            yield current
        current = _opened(found, number, sections)
    if current:
        yield current


def _opened(found: re.Match[str], number: int, sections: list[Element]) -> Element | None:
    """The element that a tag opens, kept among the sections if it is one; none where the tag closes."""
    if found[1]:
        del sections[-1:]
        return None
    element = Element(found[2], number, tuple(one.fields.get("TITLE", "") for one in sections))
    if element.tag == SECTION:
        sections.append(element)
    return element


def _read_field(file: str, lines: Sequence[str], number: int, element: Element) -> int:
    """Read a line, and those that belong to its value; the number of the last."""
    line = lines[number - 1].rstrip()
    if named := FIELD.fullmatch(line):
        value = (named[2] or "").strip()
        if value == ">>>":
            end = _end(file, lines, number)
            value, number = "\n".join(lines[number:end]).strip(), end + 1
        element.fields[named[1]] = value
    elif item := ITEM.fullmatch(line):
        _relate(element, item[1], item[2].strip(), begins=line.lstrip().startswith("-"))
    return number


def _end(file: str, lines: Sequence[str], start: int) -> int:
    """The index of the line that closes a value."""
    for number in range(start, len(lines)):
        if lines[number].rstrip() == "<<<":
            return number
    raise Unreadable("not_closed", Place(file, start))


def _relate(element: Element, name: str, value: str, *, begins: bool) -> None:
    if begins or not element.relations:
        element.relations.append({})
    element.relations[-1][name] = value


def _record(file: str, document: str, element: Element) -> Iterator[Record]:
    place = Place(file, element.line, element.fields.get("UID", ""))
    statement = element.fields.get("STATEMENT", "")
    title = element.fields.get("TITLE", "")
    if element.tag in RUNNING_TEXT:
        if statement:
            yield Rejected(place, "text", {"text": titled(statement)})
    elif not (statement or title):
        yield Rejected(place, "no_statement", {"name": (place.anchor or element.tag)[:WORD_LENGTH]})
    else:
        yield _found(document, element, place, statement or title)


def _found(document: str, element: Element, place: Place, statement: str) -> Found:
    fields = element.fields
    uid = fields.get("UID") or fields.get("MID") or shortened(titled(statement), 100)
    obligation, word = binding(statement)
    notes = [fields[name] for name in ("RATIONALE", "COMMENT", "NOTES") if fields.get(name)]
    named = filter(None, [document, *element.sections, fields.get("UID")])
    data: dict[str, Any] = {
        "title": {DEFAULT: shortened(fields.get("TITLE", ""), WORD_LENGTH) or titled(statement)},
        "statement": {DEFAULT: statement},
        "rationale": {DEFAULT: "\n\n".join(notes)} if notes else {},
        "type": RequirementType.FUNCTIONAL.value,
        "keywords": [tag.strip() for tag in fields.get("TAGS", "").split(",") if tag.strip()],
        "source_language": DEFAULT,
        "programmes": [PROGRAMME],
        "provenance": [
            {
                "source_kind": SourceKind.MEMBER_CONTRIBUTION.value,
                "citation": ", ".join(named),
                "place": shortened(uid, WORD_LENGTH),
                "source_key": _key(document, uid),
            }
        ],
    }
    data |= {"obligation": obligation, "obligation_original": word} if obligation else {}
    return Found(EntryKind.REQUIREMENT.value, _key(document, uid), place, data, links=_links(document, element))


def _links(document: str, element: Element) -> tuple[tuple[str, str], ...]:
    """To parents; files and children are told by the other end."""
    links = []
    for relation in element.relations:
        if relation.get("TYPE", "").lower() == "parent" and relation.get("VALUE"):
            meant = ROLES.get(relation.get("ROLE", "").lower(), Relation.REFINES)
            links.append((meant.value, _key(document, relation["VALUE"])))
    return tuple(dict.fromkeys(links))


def _key(document: str, uid: str) -> str:
    """What has a prefix and a number is known in all documents of a project; a title only in its own."""
    own = re.sub(r"[\s:]+", "-", uid)
    if re.search(r"\d", own):
        return f"strictdoc:{own}"[:WORD_LENGTH]
    return f"strictdoc:{re.sub(r'[^a-z0-9]+', '-', document.lower()).strip('-')[:100]}:{own}"[:WORD_LENGTH]


FORMAT = Format(
    name="strictdoc",
    label=gettext_lazy("StrictDoc documents"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=(EntryKind.REQUIREMENT.value,),
)
