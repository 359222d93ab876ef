"""How do entries become ReqIF that other tools can edit and that comes back the same?

An entry is a SPEC-OBJECT whose identifier never changes; its texts are XHTML under the names that all tools know. What
ReqIF has no word for travels in an attribute that is named as its field, and what a text's own attribute cannot hold in
one that is named as the rest of it: tools disregard case, and know ReqIF.Name as TITLE and ReqIF.Text as STATEMENT.
All but the identifier is XHTML, since readers take other attributes for Latin-1. Relations and hierarchy follow the
objects.
"""

import json
import re
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import IO, Any

from lxml import etree

from requirements.choices import Relation
from requirements.documents import ENTRY_TYPES, ENVELOPE, TYPES, fields
from requirements.exchange.formats import carried
from requirements.exchange.formats.reqif import xhtml
from requirements.exchange.formats.reqif.content import INVERSES, MOTIVATED_BY, OWN, REST
from requirements.exchange.formats.xml_files import Element
from requirements.languages import CODES

NAMESPACE = "http://www.omg.org/spec/ReqIF/20110401/reqif.xsd"
# As ReqIF's implementation guide has it, which others insist on letter by letter.
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
NEVER = "1970-01-01T00:00:00+00:00"
STRING, XHTML = OWN + "string", OWN + "xhtml"
SOURCE_KEY = re.compile(r"reqif:(?:[^:]+:)?([^\W\d][\w.-]*)")
TITLE = "Requirements, use cases and standardization aspects of digital public infrastructure"
# XML has no way to write these.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x0d\ufffe\uffff]")
OTHER = "other"
NUMBER = "ReqIF.ForeignID"
ANSWERS = frozenset(INVERSES.values())


def write(bodies: Iterable[bytes], stream: IO[bytes]) -> int:
    """A ReqIF 1.2 document; entries alone, since reference records are no requirements. How many there were.

    Memory holds the names of the objects and their places in the hierarchy; relations wait in a temporary file.
    """
    with tempfile.TemporaryFile() as relations:
        writing = Writing(stream, relations)
        writing.write(bodies)
    return len(writing.ids)


def write_archive(bodies: Iterable[bytes], stream: IO[bytes]) -> int:
    """The same document in an archive, as tools exchange it that add pictures."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo("registry.reqif", (1980, 1, 1, 0, 0, 0))
        member.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(member, "w", force_zip64=True) as target:
            return write(bodies, target)


class Writing:
    """A document while it is written."""

    def __init__(self, stream: IO[bytes], relations: IO[bytes]) -> None:
        self._stream, self._relations = stream, relations
        # Identifier of an entry → that of its object.
        self.ids: dict[str, str] = {}
        self._taken: set[str] = set()
        self._blocks: dict[str, list[str]] = defaultdict(list)
        self._refines: dict[str, str] = {}
        self._xml: Any = None

    def write(self, bodies: Iterable[bytes]) -> None:
        self._stream.write(DECLARATION)
        with (
            etree.xmlfile(self._stream, encoding="utf-8") as self._xml,
            self._xml.element("REQ-IF", nsmap={"xhtml": xhtml.NAMESPACE}, xmlns=NAMESPACE),
        ):
            self._line(_header())
            with self._element("CORE-CONTENT"), self._element("REQ-IF-CONTENT"):
                self._line(_datatypes())
                self._line(_types())
                with self._element("SPEC-OBJECTS"):
                    for body in bodies:
                        self._add(json.loads(body))
                with self._element("SPEC-RELATIONS"):
                    self._write_relations()
                with self._element("SPECIFICATIONS"):
                    for block in sorted(self._blocks):
                        self._line(self._specification(block))

    @contextmanager
    def _element(self, name: str) -> Iterator[None]:
        with self._xml.element(name):
            self._xml.write("\n")
            yield
        self._xml.write("\n")

    def _line(self, element: Element) -> None:
        self._xml.write(element)
        self._xml.write("\n")

    def _add(self, document: Mapping[str, Any]) -> None:
        if document["kind"] not in ENTRY_TYPES:
            return
        name = document["identifier"]
        self.ids[name] = self._id(document)
        block = next((one.partition(":")[2] for one in document["building_blocks"]), OTHER)
        self._blocks[block].append(name)
        for link in document["links"]:
            self._relations.write(f"{name} {link['relation']} {link['target']}\n".encode())
            if link["relation"] == Relation.REFINES:
                self._refines.setdefault(name, link["target"])
        self._line(_object(document, self.ids[name]))

    def _id(self, document: Mapping[str, Any]) -> str:
        """That of the tool which the entry came from, so that it knows its own again, unless another has it already.

        A tool may have called an entry as the registry calls another; no two objects are called the same.
        """
        keys = (SOURCE_KEY.fullmatch(source["source_key"]) for source in document["provenance"])
        wanted = next((found[1] for found in keys if found), "")
        chosen = document["identifier"] if not wanted or wanted in self._taken else wanted
        while chosen in self._taken:
            chosen += "_"
        self._taken.add(chosen)
        return chosen

    def _write_relations(self) -> None:
        """Those between objects of this document; others travel with their object alone.

        Of two links that say the same from both ends one is written, and none leads to what was made for its source.
        """
        told = {(relation, source, target) for source, relation, target in self._links() if relation in ANSWERS}
        for source, relation, target in self._links():
            inverse = (INVERSES.get(Relation(relation)), target, source)
            if target not in self.ids or (inverse in told and (relation != inverse[0] or target < source)):
                continue
            if relation == Relation.MOTIVATES:
                self._write_relation(target, MOTIVATED_BY, source)
            else:
                self._write_relation(source, relation, target)

    def _links(self) -> Iterator[tuple[str, str, str]]:
        self._relations.seek(0)
        for line in self._relations:
            source, relation, target = line.decode().split()
            yield source, relation, target

    def _write_relation(self, source: str, relation: str, target: str) -> None:
        ends = (_of("SOURCE", self.ids[source]), _of("TARGET", self.ids[target]))
        kind = _with("TYPE", _said("SPEC-RELATION-TYPE-REF", OWN + relation))
        self._line(_with("SPEC-RELATION", *ends, kind, IDENTIFIER=f"{source}.{relation}.{target}", **CHANGED))

    def _specification(self, block: str) -> Element:
        """The entries of a building block, each below the one that it refines if that stands here too."""
        here = set(self._blocks[block])
        below: dict[str, list[str]] = defaultdict(list)
        for name in self._blocks[block]:
            parent = self._refines.get(name, "")
            below[parent if parent in here else ""].append(name)
        children = [self._node(name, below) for name in below[""]]
        parts = [_with("TYPE", _said("SPECIFICATION-TYPE-REF", OWN + "specification"))]
        parts += [_with("CHILDREN", *children)] if children else []
        title = block.replace("-", " ").capitalize()
        return _with("SPECIFICATION", *parts, IDENTIFIER=f"{OWN}block.{block}", LONG_NAME=title, **CHANGED)

    def _node(self, name: str, below: Mapping[str, list[str]], depth: int = 0) -> Element:
        """A chain of refinements longer than readers can follow ends where it is too deep."""
        children = [self._node(one, below, depth + 1) for one in below.get(name, ())] if depth < DEEPEST else []
        parts = [_with("CHILDREN", *children)] if children else []
        return _with("SPEC-HIERARCHY", _of("OBJECT", self.ids[name]), *parts, IDENTIFIER=f"node.{name}", **CHANGED)


DEEPEST = 30
CHANGED = {"LAST_CHANGE": NEVER}


def _with(name: str, *children: Element, **attributes: str) -> Element:
    element = etree.Element(name, {key.replace("_", "-"): value for key, value in attributes.items()})
    element.extend(children)
    return element


def _said(name: str, text: str) -> Element:
    element = etree.Element(name)
    element.text = text
    return element


def _of(name: str, identifier: str) -> Element:
    return _with(name, _said("SPEC-OBJECT-REF", identifier))


def _header() -> Element:
    said = {
        "CREATION-TIME": NEVER,
        "REQ-IF-TOOL-ID": "DPI Registry",
        "REQ-IF-VERSION": "1.0",
        "SOURCE-TOOL-ID": "DPI Registry",
        "TITLE": TITLE,
    }
    parts = (_said(name, text) for name, text in said.items())
    return _with("THE-HEADER", _with("REQ-IF-HEADER", *parts, IDENTIFIER=OWN + "header"))


def _datatypes() -> Element:
    return _with(
        "DATATYPES",
        _with("DATATYPE-DEFINITION-STRING", IDENTIFIER=STRING, LONG_NAME="Text", MAX_LENGTH="1000000", **CHANGED),
        _with("DATATYPE-DEFINITION-XHTML", IDENTIFIER=XHTML, LONG_NAME="Formatted text", **CHANGED),
    )


def _types() -> Element:
    kinds = [_object_type(kind) for kind in ENTRY_TYPES]
    names = [MOTIVATED_BY if relation is Relation.MOTIVATES else relation.value for relation in Relation]
    relations = [_with("SPEC-RELATION-TYPE", IDENTIFIER=OWN + name, LONG_NAME=name, **CHANGED) for name in names]
    specification = _with("SPECIFICATION-TYPE", IDENTIFIER=OWN + "specification", LONG_NAME="Building block", **CHANGED)
    return _with("SPEC-TYPES", *kinds, *relations, specification)


def _object_type(kind: str) -> Element:
    defined = (_definition(kind, name) for name in attributes(kind))
    name = kind.replace("_", " ").capitalize()
    return _with(
        "SPEC-OBJECT-TYPE", _with("SPEC-ATTRIBUTES", *defined), IDENTIFIER=OWN + kind, LONG_NAME=name, **CHANGED
    )


def attributes(kind: str) -> Iterator[str]:
    """The name of every attribute of a kind: those that all tools know first."""
    yield NUMBER
    for name, holds in texts(kind):
        yield name
        yield from (f"{name} [{code}]" for code in CODES if holds in TRANSLATED)
    yield from (_spare(kind, field.name) for field in fields(TYPES[kind]) if not field.internal)
    yield ENVELOPE


@cache
def _places(kind: str) -> dict[str, int]:
    """Attribute → its place among those of the kind."""
    return {name: place for place, name in enumerate(attributes(kind))}


# Texts whose translations have attributes of their own; those of others travel in one line.
TRANSLATED = ("title", "main")


def texts(kind: str) -> Iterator[tuple[str, str]]:
    """(attribute, what it holds) of the texts that are written as such."""
    yield "ReqIF.Name", "title"
    yield "ReqIF.Text", "main"
    if "rationale" in TYPES[kind].model_fields:
        yield "Rationale", "rationale"
    if "acceptance_criteria" in TYPES[kind].model_fields:
        yield "AcceptanceCriteria", "acceptance_criteria"


def _field(kind: str, holds: str) -> str:
    return carried.main_text(kind) if holds == "main" else holds


def _spare(kind: str, field: str) -> str:
    """The attribute for what no other attribute of the field holds."""
    return field + REST if field in {_field(kind, holds) for _, holds in texts(kind)} else field


def _reference(kind: str, name: str) -> str:
    return f"{OWN}{kind}.{re.sub(r'[^A-Za-z0-9.]+', '-', name).strip('-')}"


def _definition(kind: str, name: str) -> Element:
    shape, datatype = ("STRING", STRING) if name == NUMBER else ("XHTML", XHTML)
    of = _with("TYPE", _said(f"DATATYPE-DEFINITION-{shape}-REF", datatype))
    return _with(f"ATTRIBUTE-DEFINITION-{shape}", of, IDENTIFIER=_reference(kind, name), LONG_NAME=name, **CHANGED)


def _object(document: Mapping[str, Any], name: str) -> Element:
    kind = document["kind"]
    values = _with("VALUES", *_values(document))
    of = _with("TYPE", _said("SPEC-OBJECT-TYPE-REF", OWN + kind))
    title = document["title"].get(document["source_language"], "")
    changed = document.get(ENVELOPE, {}).get("published_at", NEVER)
    long_name = {"LONG-NAME": " ".join(title.split())} if title and not UNWRITABLE.search(title) else {}
    said = {"IDENTIFIER": name, "LAST-CHANGE": changed, **long_name}
    # Texts that declare XHTML each for itself are refused by StrictDoc.
    element = etree.Element("SPEC-OBJECT", said, nsmap={"xhtml": xhtml.NAMESPACE})
    element.extend((of, values))
    return element


def _values(document: Mapping[str, Any]) -> list[Element]:
    """In the order of the definitions, on which StrictDoc insists."""
    kind = document["kind"]
    values = dict(_named_values(document))
    return [values[name] for name in sorted(values, key=_places(kind).__getitem__)]


def _named_values(document: Mapping[str, Any]) -> Iterator[tuple[str, Element]]:
    """(attribute, value) of all that the document says."""
    kind, language = document["kind"], document["source_language"]
    yield NUMBER, _number_value(kind, document["identifier"])
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for name, holds in texts(kind):
        field = _field(kind, holds)
        for code, text in document[field].items():
            if (code == language or holds in TRANSLATED) and not UNWRITABLE.search(text):
                own = name if code == language else f"{name} [{code}]"
                yield own, _text_value(kind, own, text)
                told[field][code] = text
    left = {field: _left(document[field], told[field]) for field in told}
    rest = {field: value for field, value in document.items() if field not in told} | {
        field: value for field, value in left.items() if value
    }
    lines = carried.carried({**rest, "kind": kind}, {"identifier", "kind"})
    for field, line in lines.items():
        own = _spare(kind, field)
        yield own, _text_value(kind, own, UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", line))


def _left(texts: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    return {code: text for code, text in texts.items() if code not in told}


def _number_value(kind: str, identifier: str) -> Element:
    definition = _with("DEFINITION", _said("ATTRIBUTE-DEFINITION-STRING-REF", _reference(kind, NUMBER)))
    return _with("ATTRIBUTE-VALUE-STRING", definition, THE_VALUE=identifier)


def _text_value(kind: str, name: str, text: str) -> Element:
    definition = _with("DEFINITION", _said("ATTRIBUTE-DEFINITION-XHTML-REF", _reference(kind, name)))
    division = etree.Element(f"{{{xhtml.NAMESPACE}}}div", nsmap={"xhtml": xhtml.NAMESPACE})
    for lines in xhtml.paragraphs(text):
        paragraph = etree.SubElement(division, f"{{{xhtml.NAMESPACE}}}p")
        paragraph.text, *others = lines
        for line in others:
            # The second break is for readers that see text alone; markup gives it no meaning.
            etree.SubElement(paragraph, f"{{{xhtml.NAMESPACE}}}br").tail = "\n" + line
    return _with("ATTRIBUTE-VALUE-XHTML", definition, _with("THE-VALUE", division))
