"""How does coverage become an OSCAL collection of mappings: requirements set beside editions of standards?

OSCAL has mappings since release 1.2; their relationships are those that the registry uses.
"""

import json
import tempfile
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from requirements import documents
from requirements.exchange.formats.oscal.catalogue import NEVER, ControlIds, metadata
from requirements.exchange.formats.oscal.records import NAMESPACE

TITLE = "Coverage of requirements and standardization aspects by standards"
DESCRIPTION = "Each entry was set beside an edition of a standard by a person; what was not assessed is not in here."
# Names of mappings and collections are made of what they map, so that they stay the same.
NAMES = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)

# (standard, edition)
Target = tuple[str, str]


def write(bodies: Iterable[bytes], stream: IO[bytes]) -> int:
    """A mapping collection in JSON, one mapping for each edition of a standard; how many entries have coverage.

    Memory holds where the entries of each mapping begin; they wait in a temporary file until all are known.
    """
    with tempfile.TemporaryFile() as file:
        spooled = Spool(file)
        number = sum(spooled.add(json.loads(body)) for body in bodies)
        spooled.write(stream)
    return number


class Spool:
    """The entries of a collection while it is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places: dict[Target, list[int]] = defaultdict(list)
        self._without: list[str] = []
        self._ids = ControlIds()
        self._modified = NEVER

    def add(self, document: Mapping[str, Any]) -> bool:
        """Whether the entry has coverage."""
        name = self._ids.give(document)
        for coverage in document.get("coverage", ()):
            if coverage["standard"] is None:
                self._without.append(name)
                continue
            self._places[coverage["standard"], coverage["edition"]].append(self._file.tell())
            self._file.write(documents.canonical(entry(document, name, coverage)) + b"\n")
        envelope = document.get(documents.ENVELOPE, {})
        self._modified = max(self._modified, envelope.get("published_at", NEVER))
        return bool(document.get("coverage"))

    def write(self, stream: IO[bytes]) -> None:
        about = metadata(TITLE, self._modified)
        if self._without:
            about["props"] = [_prop("no-standard-found", name) for name in self._without]
        head = {"uuid": str(uuid.uuid5(NAMES, self._modified)), "metadata": about, "provenance": PROVENANCE}
        stream.write(b'{"mapping-collection":' + documents.canonical(head)[:-1] + b',"mappings":[')
        for number, (target, places) in enumerate(sorted(self._places.items())):
            stream.write((b",\n" if number else b"\n") + documents.canonical(_mapping(target))[:-1] + b',"maps":[')
            for count, place in enumerate(places):
                self._file.seek(place)
                stream.write((b",\n" if count else b"\n") + self._file.readline().rstrip(b"\n"))
            stream.write(b"]}")
        stream.write(b"]}}\n")


PROVENANCE = {
    "method": "human",
    "matching-rationale": "semantic",
    "status": "not-complete",
    "mapping-description": DESCRIPTION,
}


def _mapping(target: Target) -> dict[str, Any]:
    standard, edition = target
    resource: dict[str, Any] = {"type": "standard", "ns": NAMESPACE, "href": f"/id/{standard}"}
    if edition:
        resource["props"] = [_prop("edition", edition)]
    source = {"type": "catalog", "href": "/api/v1/entries/"}
    name = str(uuid.uuid5(NAMES, f"{standard} {edition}"))
    return {"uuid": name, "source-resource": source, "target-resource": resource}


def entry(document: Mapping[str, Any], name: str, coverage: Mapping[str, Any]) -> dict[str, Any]:
    """One entry beside one edition of a standard."""
    language = document["source_language"]
    clauses = coverage["clauses"] or [coverage["standard"]]
    found = {
        "uuid": str(uuid.uuid5(NAMES, f"{document['identifier']} {coverage['standard']} {coverage['edition']}")),
        "relationship": coverage["relation"].replace("_", "-"),
        "sources": [{"type": "control", "id-ref": name}],
        "targets": [{"type": "control", "id-ref": " ".join(clause.split())} for clause in clauses],
        "confidence-score": {"category": coverage["confidence"]},
        "qualifiers": list(_qualifiers(coverage, language)),
        "props": list(_props(coverage)),
        "remarks": _said(coverage["rationale"], language),
    }
    return {field: value for field, value in found.items() if value}


def _qualifiers(coverage: Mapping[str, Any], language: str) -> Iterator[dict[str, str]]:
    """What the standard leaves open."""
    if uncovered := _said(coverage["uncovered"], language):
        yield {
            "subject": "source",
            "predicate": "has-requirement",
            "category": "addressable",
            "description": uncovered,
        }


def _props(coverage: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    yield _prop("confirmed", "yes" if coverage["confirmed"] else "no")
    if coverage["assessed_on"]:
        yield _prop("assessed-on", coverage["assessed_on"])


def _prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": NAMESPACE, "value": " ".join(value.split())}


def _said(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
