"""What does a ReqIF file hold: its definitions and structure at once, its objects one by one?

ReqIF names everything by identifiers, and what names an object may stand behind it. So a file is read twice: first for
types, relations and hierarchies, which are small; then for the objects, of which only one is in memory.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from requirements.choices import Relation
from requirements.exchange.errors import Unreadable
from requirements.exchange.formats import xml_files
from requirements.exchange.formats.language import TELLING
from requirements.exchange.formats.records import Place
from requirements.exchange.formats.reqif.xhtml import text_of
from requirements.exchange.formats.xml_files import Element, local

KEPT = {"REQ-IF-HEADER", "DATATYPES", "SPEC-TYPES", "SPEC-RELATION", "SPEC-OBJECT"}
# Object types of the registry's own files begin with this.
OWN = "dpi-registry."
# Links of tools lead from what was made to what it was made for: what an entry motivates says so itself in a file.
MOTIVATED_BY = "motivated_by"
# A link and the one from its other end that says the same, of which a file has one: tools take both for a circle.
INVERSES = {
    Relation.MOTIVATES: Relation.ADDRESSES,
    Relation.EQUIVALENT_TO: Relation.EQUIVALENT_TO,
    Relation.CONFLICTS_WITH: Relation.CONFLICTS_WITH,
}
# Behind the name of a field, for what the attributes of its text do not hold.
REST = ".rest"


@dataclass(frozen=True)
class Attribute:
    """The definition of an attribute: its name for people, the shape of its values (`XHTML`, `BOOLEAN`), and what holds
    where an object gives none."""

    name: str
    shape: str
    default: str = ""


@dataclass(frozen=True)
class Type:
    """A type of objects, relations or specifications: `element` says of which."""

    element: str
    id: str
    name: str
    attributes: dict[str, Attribute]


@dataclass(frozen=True)
class Link:
    """One object related to another; an end that is missing is empty."""

    id: str
    type: str
    source: str
    target: str
    line: int


@dataclass
class Structure:
    """All of a file but its objects. `parents` and `specifications` tell where an object stands in a hierarchy."""

    title: str = ""
    tool: str = ""
    # What the first objects say, as far as it tells the language of the file.
    sample: str = ""
    types: dict[str, Type] = field(default_factory=dict)
    enumerated: dict[str, str] = field(default_factory=dict)
    relations: list[Link] = field(default_factory=list)
    parents: dict[str, str] = field(default_factory=dict)
    specifications: dict[str, str] = field(default_factory=dict)
    # Object → identifier of the entry, in files that the registry has written.
    entries: dict[str, str] = field(default_factory=dict)

    @property
    def attributes(self) -> dict[str, Attribute]:
        """Those of all types by identifier: files exist whose objects have attributes of another type."""
        return {name: one for kind in self.types.values() for name, one in kind.attributes.items()}


@dataclass(frozen=True)
class Object:
    """An object with (attribute's identifier, value) pairs in the order of the file."""

    id: str
    name: str
    description: str
    type: str
    values: tuple[tuple[str, str], ...]
    line: int


def structure(file: str, path: Path) -> Structure:
    """All of the file but its objects; Unreadable if it is no ReqIF."""
    found, standing = Structure(), Standing()
    root = ""
    for begins, element in xml_files.events(file, path, KEPT):
        name = local(element)
        if not root:
            root = name
            _check_root(file, element)
        standing.see(begins, name, element, found)
        if not begins and name in READERS:
            READERS[name](element, found)
    return found


def _check_root(file: str, root: Element) -> None:
    if local(root) != "REQ-IF":
        raise Unreadable("not_reqif", Place(file, root.sourceline or 0), name=local(root)[:100])


class Standing:
    """The nodes of the hierarchy between its root and where the reader is, each with the object that it holds."""

    def __init__(self) -> None:
        self._nodes: list[str] = []
        self._specification = ""

    def see(self, begins: bool, name: str, element: Element, found: Structure) -> None:
        if name == "SPECIFICATION":
            self._specification = (element.get("LONG-NAME") or "").strip() if begins else ""
        elif name == "SPEC-HIERARCHY":
            self._nodes = [*self._nodes, ""] if begins else self._nodes[:-1]
        elif name == "SPEC-OBJECT-REF" and not begins and self._nodes and not self._nodes[-1]:
            target = _text(element)
            self._nodes[-1] = target
            found.specifications.setdefault(target, self._specification)
            parent = next((node for node in reversed(self._nodes[:-1]) if node), "")
            if parent and parent != target:
                found.parents.setdefault(target, parent)


def _header(element: Element, found: Structure) -> None:
    found.title = _below(element, "TITLE")
    found.tool = _below(element, "SOURCE-TOOL-ID") or _below(element, "REQ-IF-TOOL-ID")


def _datatypes(element: Element, found: Structure) -> None:
    for value in element.iter("{*}ENUM-VALUE"):
        found.enumerated[value.get("IDENTIFIER", "")] = _name(value)


def _types(element: Element, found: Structure) -> None:
    for kind in element:
        attributes = {one.get("IDENTIFIER", ""): _attribute(one, found) for one in _definitions(kind)}
        name = kind.get("IDENTIFIER", "")
        found.types[name] = Type(local(kind), name, _name(kind), attributes)


def _definitions(kind: Element) -> Iterator[Element]:
    return (one for one in kind.iter() if local(one).startswith("ATTRIBUTE-DEFINITION-") and not _is_reference(one))


def _is_reference(element: Element) -> bool:
    return local(element).endswith("-REF")


def _attribute(element: Element, found: Structure) -> Attribute:
    values = (_value(value, found) for value in _values(element))
    return Attribute(_name(element), local(element).rpartition("-")[2], next(filter(None, values), ""))


def _relation(element: Element, found: Structure) -> None:
    found.relations.append(
        Link(
            element.get("IDENTIFIER", ""),
            _below(element, "SPEC-RELATION-TYPE-REF"),
            _below(element, "SOURCE"),
            _below(element, "TARGET"),
            element.sourceline or 0,
        )
    )


def _entry(element: Element, found: Structure) -> None:
    kind = _below(element, "SPEC-OBJECT-TYPE-REF")
    if len(found.sample) < TELLING:
        found.sample += " ".join(["", *(_value(one, found) for one in _values(element))])
    if kind.startswith(OWN):
        named = (one.get("THE-VALUE", "") for one in _values(element) if _definition(one) == f"{kind}.ReqIF.ForeignID")
        found.entries[element.get("IDENTIFIER", "")] = next(named, "")


READERS = {
    "REQ-IF-HEADER": _header,
    "DATATYPES": _datatypes,
    "SPEC-TYPES": _types,
    "SPEC-RELATION": _relation,
    "SPEC-OBJECT": _entry,
}


def objects(file: str, path: Path, found: Structure, only: Container[str] | None = None) -> Iterator[Object]:
    """Every object in the order of the file, or those alone whose identifiers are given."""
    for begins, element in xml_files.events(file, path, KEPT):
        if begins or local(element) != "SPEC-OBJECT":
            continue
        if only is None or element.get("IDENTIFIER") in only:
            kind = _below(element, "SPEC-OBJECT-TYPE-REF")
            yield Object(
                element.get("IDENTIFIER", ""),
                (element.get("LONG-NAME") or "").strip(),
                (element.get("DESC") or "").strip(),
                kind,
                tuple((_definition(one), _value(one, found, exactly=kind.startswith(OWN))) for one in _values(element)),
                element.sourceline or 0,
            )


def _values(element: Element) -> Iterator[Element]:
    return (one for one in element.iter() if local(one).startswith("ATTRIBUTE-VALUE-"))


def _definition(value: Element) -> str:
    """The identifier of the attribute that a value is of."""
    refs = (one for one in value.iter() if local(one).startswith("ATTRIBUTE-DEFINITION-") and _is_reference(one))
    return next((_text(one) for one in refs), "")


def _value(value: Element, found: Structure, *, exactly: bool = False) -> str:
    """A value as text; of an enumeration the names of what is chosen."""
    plain = value.get("THE-VALUE")
    if plain is not None:
        return str(plain) if exactly else str(plain).strip()
    chosen = [_text(one) for one in value.iter("{*}ENUM-VALUE-REF")]
    if chosen:
        return ", ".join(name for one in chosen if (name := found.enumerated.get(one)))
    held = next((one for one in value.iter("{*}THE-VALUE")), None)
    return "" if held is None else text_of(held, exactly=exactly)


def _name(element: Element) -> str:
    """The name for people; the identifier where there is none."""
    return str(element.get("LONG-NAME") or "").strip() or str(element.get("IDENTIFIER", ""))


def _below(element: Element, name: str) -> str:
    """The text of the first element of that name, or of what it holds."""
    found = next((one for one in element.iter(f"{{*}}{name}")), None)
    return "" if found is None else " ".join("".join(found.itertext()).split())


def _text(element: Element) -> str:
    return str(element.text or "").strip()
