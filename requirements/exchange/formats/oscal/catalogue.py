"""How do entries become an OSCAL catalogue: a control each, in groups by building block?

What OSCAL has a word for is written in it; everything else travels in properties of the registry's own namespace.
"""

import hashlib
import json
import re
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import IO, Any

from requirements import documents
from requirements.documents import ENTRY_TYPES
from requirements.exchange.formats import carried
from requirements.exchange.formats.oscal.records import NAMESPACE, PARTS, WITHDRAWN

OSCAL_VERSION = "1.2.1"
TITLE = "Requirements, use cases and standardization aspects of digital public infrastructure"
SOURCE_KEY = re.compile(r"oscal:[^:]+:([^\W\d][\w.-]*)")
# A catalogue of nothing has to say when it was made, too.
NEVER = "1970-01-01T00:00:00+00:00"
OTHER = "other"
# OSCAL knows texts as one line without blanks at its ends.
LINE = re.compile(r"\S(?:.*\S)?")


def write(bodies: Iterable[bytes], stream: IO[bytes]) -> int:
    """A catalogue in JSON; entries alone, since OSCAL has no control for reference records. How many there were.

    Memory holds the names of the controls; the controls themselves wait in temporary files until all are known.
    """
    with ExitStack() as files:
        spooled = Spool(files)
        for body in bodies:
            document = json.loads(body)
            if document["kind"] in ENTRY_TYPES:
                spooled.add(document)
        spooled.write(stream)
        return len(spooled.ids)


class ControlIds(dict[str, str]):
    """Identifier → id of the control that stands for the entry."""

    def __init__(self) -> None:
        super().__init__()
        self._taken: set[str] = set()

    def give(self, document: Mapping[str, Any]) -> str:
        """That of the catalogue which the entry was taken from, unless another entry has it already."""
        keys = (SOURCE_KEY.fullmatch(source["source_key"]) for source in document.get("provenance", ()))
        wanted = next((found[1] for found in keys if found), "")
        chosen = document["identifier"].lower() if not wanted or wanted in self._taken else wanted
        self._taken.add(chosen)
        self[document["identifier"]] = chosen
        return chosen


class Spool:
    """The controls of a catalogue while it is written, a file for each group."""

    def __init__(self, files: ExitStack) -> None:
        self._open = files
        self._groups: dict[str, IO[bytes]] = {}
        self._digest = hashlib.sha256()
        self._modified = NEVER
        self.ids = ControlIds()

    def add(self, document: dict[str, Any]) -> None:
        name = self.ids.give(document)
        group = next((block.partition(":")[2] for block in document["building_blocks"]), OTHER)
        if group not in self._groups:
            with ExitStack() as opening:
                self._groups[group] = opening.enter_context(tempfile.TemporaryFile())
                self._open.push(opening.pop_all())
        line = documents.canonical(control(document, name)) + b"\n"
        self._groups[group].write(line)
        self._digest.update(line)
        self._modified = max(self._modified, document.get(documents.ENVELOPE, {}).get("published_at", NEVER))

    def write(self, stream: IO[bytes]) -> None:
        stream.write(b'{"catalog":{"uuid":"%s","metadata":' % str(self._uuid()).encode())
        stream.write(documents.canonical(metadata(TITLE, self._modified)))
        if self._groups:
            stream.write(b',"groups":[')
            for number, (name, controls) in enumerate(sorted(self._groups.items())):
                head = {"id": name, "class": "building-block", "title": name.replace("-", " ").capitalize()}
                stream.write((b",\n" if number else b"\n") + documents.canonical(head)[:-1] + b',"controls":[')
                self._write_controls(controls, stream)
                stream.write(b"]}")
            stream.write(b"]")
        stream.write(b"}}\n")

    def _uuid(self) -> uuid.UUID:
        """Another content has another name, the same content the same."""
        return uuid.UUID(bytes=self._digest.digest()[:16], version=4)

    def _write_controls(self, controls: IO[bytes], stream: IO[bytes]) -> None:
        controls.seek(0)
        for number, line in enumerate(controls):
            data = json.loads(line)
            for link in data.get("links", ()):
                target = link["href"].rpartition("/")[2]
                link["href"] = f"#{self.ids[target]}" if target in self.ids else link["href"]
            stream.write((b",\n" if number else b"\n") + documents.canonical(data))


def metadata(title: str, modified: str) -> dict[str, Any]:
    return {"title": title, "last-modified": modified, "version": modified, "oscal-version": OSCAL_VERSION}


def control(document: dict[str, Any], name: str) -> dict[str, Any]:
    """The control of an entry; its links still lead to the entries' own addresses."""
    language = document["source_language"]
    title = document["title"].get(language, "")
    told = {"links", *_part_fields(document)}
    lines = carried.carried(document, told)
    if LINE.fullmatch(title):
        lines.pop("title")
        others = {code: said for code, said in document["title"].items() if code != language}
        lines |= carried.carried({"kind": document["kind"], "title": others}, {"kind"})
    found: dict[str, Any] = {
        "id": name,
        "class": document["kind"].replace("_", "-"),
        "title": title if LINE.fullmatch(title) else document["identifier"],
        "props": [*_known_props(document), *_own_props(lines | _noted(document))],
        "links": [{"href": f"/id/{link['target']}", "rel": link["relation"]} for link in document["links"]],
        "parts": list(_parts(document, name)),
    }
    return {field: value for field, value in found.items() if value}


def _known_props(document: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    places = (source["place"] for source in document["provenance"] if SOURCE_KEY.fullmatch(source["source_key"]))
    label = next((place for place in places if LINE.fullmatch(place)), document["identifier"])
    yield {"name": "label", "value": label}
    standing = document.get(documents.ENVELOPE, {}).get("standing")
    if WITHDRAWN in (standing, document.get("obligation_original")):
        yield {"name": "status", "value": WITHDRAWN}


def _own_props(lines: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for field, line in sorted(lines.items()):
        yield {"name": field, "ns": NAMESPACE, "value": line}


def _noted(document: Mapping[str, Any]) -> dict[str, str]:
    """Links travel a second time where they say more than OSCAL's can: a note, or one relation to the same twice."""
    if not any(link["note"] for link in document["links"]):
        return {}
    return carried.carried({"kind": document["kind"], "links": document["links"]}, {"kind"})


def _part_fields(document: Mapping[str, Any]) -> dict[str, str]:
    """Field → name of its part."""
    fields = {carried.main_text(document["kind"]): "statement", **PARTS}
    return {field: part for field, part in fields.items() if field in document}


def _parts(document: Mapping[str, Any], name: str) -> Iterator[dict[str, str]]:
    """The source text first; a translation says its language."""
    language = document["source_language"]
    short = {"statement": "smt", "guidance": "gdn", "assessment-objective": "obj"}
    for field, part in _part_fields(document).items():
        for code in sorted(document[field], key=lambda code: (code != language, code)):
            end = short[part] if code == language else f"{short[part]}.{code}"
            other = {} if code == language else {"class": code, "ns": NAMESPACE}
            yield {"id": f"{name}_{end}", "name": part, "prose": document[field][code], **other}
