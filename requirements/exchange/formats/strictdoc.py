"""How are StrictDoc's documents read: plain text with sections, requirements and their relations?

https://strictdoc.readthedocs.io describes the format. An element begins with its tag in brackets, a field with its
name and a colon; a value of several lines stands between `>>>` and `<<<`. Projects may declare elements of their own:
whatever has a statement is a requirement, unless it is running text, a test or a task. Elements may hold others.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from requirements.choices import EntryKind, Relation, RequirementType, SourceKind
from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats import declared, yaml_files
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.language import official_language
from requirements.exchange.formats.records import Found, Place, Record, Rejected
from requirements.exchange.formats.wording import shortened, titled
from requirements.exchange.formats.xml_files import DEEPEST

SUFFIXES = (".sdoc",)
TAG = re.compile(r"\[{1,2}(/?)([A-Z][A-Z0-9_]*)\]{1,2}")
FIELD = re.compile(r"([A-Z][A-Z0-9_]*):(?:\s(.*))?")
ITEM = re.compile(r"\s*(?:-\s+)?(TYPE|VALUE|ROLE):\s*(.*)")
SECTION, DOCUMENT, RUNNING_TEXT = "SECTION", "DOCUMENT", ("TEXT", "FREETEXT", "GRAMMAR", "DOCUMENT_FROM_FILE")
# Before elements of any kind could hold others, these did, in single brackets; the other holds lines of its own.
HOLDERS, VERBATIM = ("SECTION", "COMPOSITE_REQUIREMENT"), "FREETEXT"
ASIDE = re.compile(r"(?!.*REQ)(?:.*_)?(?:TESTS?|TESTCASE|TASK|NOTE|DEFINITION|TERM|COMMENT)(?:_.*)?|ACTION_ITEM")
# What a relation to a parent means by its role; without a role a child is more detailed than its parent.
ROLES = {"implements": Relation.DERIVES_FROM, "satisfies": Relation.DERIVES_FROM, "requires": Relation.NEEDS}
PROGRAMME = "programme:dpi"
WORD_LENGTH = 300


@dataclass
class Element:
    """An element with its fields, and the elements that hold it, the outermost first."""

    tag: str
    line: int
    within: tuple["Element", ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    relations: list[dict[str, str]] = field(default_factory=list)

    @property
    def uid(self) -> str:
        """What names it in its project; without a name of its own its first words."""
        told = self.fields.get("UID") or self.fields.get("MID")
        return told or shortened(titled(self.statement or self.fields.get("TITLE", "")), 100)

    @property
    def statement(self) -> str:
        return self.fields.get("STATEMENT") or self.fields.get("DESCRIPTION", "")


@dataclass
class Project:
    """What documents that are read together say of one another's elements.

    `documents` gives the title of the document of each; `parents` (relation, key) of those that name it as their child;
    `languages` what a file is written in.
    """

    languages: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    parents: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """Every requirement of the documents at the paths; what is none is named."""
    found = files(paths)
    project = Project()
    for file, path in found.items():
        project.languages[file] = official_language(element.statement for _, element in _described(file, path))
        for document, element in _described(file, path):
            _note(project, document, element)
    for file, path in found.items():
        for document, element in _described(file, path):
            yield from _record(file, document, element, project)


def _note(project: Project, document: str, element: Element) -> None:
    if uid := element.fields.get("UID"):
        project.documents.setdefault(uid, document)
    for relation, child in _related(element, "child"):
        project.parents[child].append((relation, _key(document, element.uid)))


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return files_at(paths, SUFFIXES)


def _lines(file: str, path: Path) -> list[str]:
    size, limit = path.stat().st_size, settings.IMPORT_UPLOAD_LIMIT
    if size > limit:
        raise TooLarge("file_too_large", Place(file, 0), size=size, limit=limit)
    return re.split(r"\r\n|\r|\n", yaml_files.decoded(file, path.read_bytes()))


def _described(file: str, path: Path) -> Iterator[tuple[str, Element]]:
    """(title of the document, element) of all that stands in a document but its sections."""
    title, known = "", False
    for element in _elements(file, _lines(file, path)):
        if element.tag == DOCUMENT:
            title, known = element.fields.get("TITLE", ""), True
        elif not known:
            raise Unreadable("not_strictdoc", Place(file, element.line))
        elif element.tag != SECTION:
            yield title, element
    if not known:
        raise Unreadable("not_strictdoc", Place(file, 0))


def _elements(file: str, lines: Sequence[str]) -> Iterator[Element]:
    """Every element once it is complete; one that holds others when the first of these begins."""
    holders: list[Element] = []
    current: Element | None = None
    number = 0
    while number < len(lines):
        number += 1
        found = TAG.fullmatch(lines[number - 1].rstrip())
        if current and current.tag == VERBATIM and not (found and found[2] == VERBATIM):
            continue
        if not found:
            number = _read_field(file, lines, number, current) if current else number
            continue
        if current:
            yield current
        current = _opened(file, found, number, holders)
    if current and current.tag == VERBATIM:
        raise Unreadable("not_closed", Place(file, current.line))
    if current:
        yield current


def _opened(file: str, found: re.Match[str], number: int, holders: list[Element]) -> Element | None:
    """The element that a tag opens, kept among the holders if it is one; none where the tag closes."""
    closes, tag = found[1], found[2]
    if closes:
        if holders and holders[-1].tag == tag:
            holders.pop()
        return None
    element = Element(tag, number, tuple(holders))
    if tag in HOLDERS or found[0].startswith("[["):
        holders.append(element)
    if len(holders) > DEEPEST:
        raise Unreadable("nested_too_deeply", Place(file, number), limit=DEEPEST)
    return element


def _read_field(file: str, lines: Sequence[str], number: int, element: Element) -> int:
    """Read a line, and those that belong to its value; the number of the last."""
    line = lines[number - 1].rstrip()
    if named := FIELD.fullmatch(line):
        value = (named[2] or "").strip()
        if value == ">>>":
            end = _end(file, lines, number)
            value, number = "\n".join(lines[number:end]).strip(), end + 1
        # Comments may be several.
        element.fields[named[1]] = "\n\n".join(filter(None, [element.fields.get(named[1]), value]))
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


def _record(file: str, document: str, element: Element, project: Project) -> Iterator[Record]:
    place = Place(file, element.line, element.fields.get("UID", ""))
    title, statement = element.fields.get("TITLE", ""), element.statement
    if element.tag in RUNNING_TEXT:
        if statement:
            yield Rejected(place, "text", {"text": titled(statement)})
    elif not (statement or title):
        yield Rejected(place, "no_statement", {"name": (place.anchor or element.tag)[:WORD_LENGTH]})
    elif ASIDE.fullmatch(element.tag):
        yield Rejected(place, "left_out", {"name": shortened(title or titled(statement), WORD_LENGTH)})
    else:
        yield _found(document, element, place, statement or title, project)


def _found(document: str, element: Element, place: Place, statement: str, project: Project) -> Found:
    fields = element.fields
    key, language = _key(document, element.uid), project.languages[place.file]
    named = filter(None, [document, *(one.fields.get("TITLE") for one in element.within), fields.get("UID")])
    data: dict[str, Any] = {
        "title": {language: shortened(fields.get("TITLE", ""), WORD_LENGTH) or titled(statement)},
        "statement": {language: statement},
        "type": RequirementType.FUNCTIONAL.value,
        "keywords": [tag.strip() for tag in fields.get("TAGS", "").split(",") if tag.strip()],
        "source_language": language,
        "programmes": [PROGRAMME],
        "provenance": [
            {
                "source_kind": SourceKind.MEMBER_CONTRIBUTION.value,
                "citation": ", ".join(named),
                "place": shortened(element.uid, WORD_LENGTH),
                "source_key": key,
            }
        ],
    }
    data |= declared.data(declared.meanings(fields), statement, language)
    return Found(EntryKind.REQUIREMENT.value, key, place, data, links=_links(document, element, project))


def _links(document: str, element: Element, project: Project) -> tuple[tuple[str, str], ...]:
    """To parents, whichever end tells of them, and to the requirement that holds it; files are no entries."""
    links = [
        (relation, _key(project.documents.get(parent, document), parent))
        for relation, parent in _related(element, "parent")
    ]
    links += project.parents.get(element.fields.get("UID", ""), [])
    if element.within and element.within[-1].tag != SECTION:
        links.append((Relation.REFINES.value, _key(document, element.within[-1].uid)))
    return tuple(dict.fromkeys(links))


def _related(element: Element, kind: str) -> Iterator[tuple[str, str]]:
    """(what a relation of that kind means, the identifier at its other end)."""
    for relation in element.relations:
        if relation.get("TYPE", "").lower() == kind and relation.get("VALUE"):
            meant = ROLES.get(relation.get("ROLE", "").lower(), Relation.REFINES)
            yield meant.value, relation["VALUE"]


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
