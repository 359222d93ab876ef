"""What does the description of the API say about the content of each answer?

The shapes of documents are those of the room `documents`; only what the API wraps around them is written here.
"""

from collections.abc import Callable, Sequence
from typing import Any

from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent

from requirements import documents
from requirements.api.excerpts import ALWAYS
from requirements.api.relations import DIRECTIONS, known_relations
from requirements.choices import CoverageLevel, Standing, TextState
from requirements.languages import CODES
from requirements.reconciling import Reason

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
TEXTS: Schema = {
    "type": "object",
    "description": "The text in each language that has one; with `lang`, in the one that is served.",
    "additionalProperties": TEXT,
}


def nullable(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def record(properties: dict[str, Schema], description: str = "") -> Schema:
    """An object that has all of these properties and no other."""
    told = {"description": description} if description else {}
    return {
        "type": "object",
        **told,
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def page_of(items: Schema) -> Schema:
    following = {**nullable(ADDRESS), "description": "The next page; null on the last."}
    return record({**_counted(), "next": following, "results": {"type": "array", "items": items}})


def _counted() -> Schema:
    """What is said of all records that an answer is about."""
    return {
        "count": {**NUMBER, "description": "How many there are in all."},
        "count_exact": {"type": "boolean", "description": "False if there are more than `count`."},
        "as_of": {**MOMENT, "description": "The publication that the answer, with all its pages, is of."},
    }


def one_document(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    """A document of one of the kinds, which its `kind` tells."""
    return one_of({kind: _document(kind, registry) for kind in kinds})


def one_of(named: dict[str, Schema]) -> Schema:
    """One of the schemas, given by kind, which `kind` tells."""
    if len(named) == 1:
        return next(iter(named.values()))
    mapping = {kind: reference["$ref"] for kind, reference in named.items()}
    return {"oneOf": list(named.values()), "discriminator": {"propertyName": "kind", "mapping": mapping}}


def _document(kind: str, registry: ComponentRegistry) -> Schema:
    described = _with_references(documents.schema(kind))
    for name, part in described.pop("$defs", {}).items():
        component(name, part, registry)
    described.pop("$schema")
    # `fields` may leave out any of the others.
    described["required"] = sorted(ALWAYS)
    return component(described["title"], described, registry)


def component(name: str, schema: Schema, registry: ComponentRegistry, type_: str = ResolvedComponent.SCHEMA) -> Schema:
    """A reference to what is said once for all operations."""
    found = ResolvedComponent(name=name, type=type_, schema=schema, object=name)
    registry.register_on_missing(found)
    return found.ref


def _with_references(value: Any) -> Any:
    """A JSON Schema with the references that OpenAPI uses."""
    if isinstance(value, dict):
        return {key: _with_references(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_with_references(child) for child in value]
    return value.replace("#/$defs/", "#/components/schemas/") if isinstance(value, str) else value


def problem(registry: ComponentRegistry) -> Schema:
    """RFC 9457, with what is wrong in each parameter, or at each place of what was sent."""
    pointer = {**TEXT, "description": "RFC 6901: the place in what was sent."}
    error = record({"parameter": TEXT, "pointer": pointer, "value": TEXT, "reason": TEXT})
    error["required"] = ["value", "reason"]
    properties = {"type": TEXT, "title": TEXT, "status": NUMBER, "detail": TEXT, "instance": TEXT}
    described = record({**properties, "errors": {"type": "array", "items": error}}, "RFC 9457")
    described["required"].remove("errors")
    return component("Problem", described, registry)


def documents_page(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    return page_of(one_document(kinds, registry))


def lines(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    """A stream has no schema of its own; its lines have."""
    one_document(kinds, registry)
    return {"type": "string", "description": "One document a line."}


def table(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    return {"type": "string", "description": "RFC 4180 in UTF-8; as the registry reads it back."}


def workbook(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    return {"type": "string", "format": "binary", "description": "As the registry reads it back."}


def editions(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    edition = record(
        {
            "number": {"type": "integer", "minimum": 1},
            "published_at": MOMENT,
            "ended_at": nullable(MOMENT),
            "standing": {"type": "string", "enum": Standing.values},
            "reason": TEXT,
            "successor": nullable(TEXT),
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "Of the document as it is sent."},
            "url": ADDRESS,
        }
    )
    listed = record({"identifier": TEXT, "count": NUMBER, "results": {"type": "array", "items": edition}})
    return component("Editions", listed, registry)


def links(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    link = record(
        {
            "direction": {"type": "string", "enum": list(DIRECTIONS)},
            "relation": {"type": "string", "enum": list(known_relations())},
            "identifier": {**TEXT, "description": "Of the other record."},
            "title": TEXTS,
        }
    )
    return component("Links", page_of(link), registry)


def facets(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    value = record({"value": {**TEXT, "description": "As the filter takes it."}, "count": NUMBER})
    exact = {"type": "boolean", "description": "False if there are more than each `count`."}
    facet = component("Facet", record({"exact": exact, "values": {"type": "array", "items": value}}), registry)
    by_filter = {"type": "object", "additionalProperties": facet}
    counted = record({**_counted(), "facets": by_filter})
    return component("Facets", counted, registry)


def provision(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    """A part of the document of a resolution, with what it belongs to."""
    resolution = _with_references(documents.schema("resolution"))
    _document("resolution", registry)
    about = {
        "kind": {"const": "provision"},
        "resolution": TEXT,
        "edition": {**resolution["properties"][documents.ENVELOPE], "description": "Which edition of the resolution."},
        "entries": {**ADDRESS, "description": "The entries that serve the provision."},
    }
    described = record({**resolution["$defs"]["Provision"]["properties"], **about})
    described["required"] = sorted(ALWAYS)
    return component("PublishedProvision", described, registry)


def provisions(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    return page_of(provision(kinds, registry))


def translations(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    counts = {str(state): NUMBER for state in TextState}
    row = record({"language": {"enum": list(CODES)}, "kind": {"enum": list(documents.TYPES)}, **counts})
    described = record({"as_of": MOMENT, "results": {"type": "array", "items": row}})
    return component("Translations", described, registry)


def addresses(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    return {
        "type": "object",
        "required": ["as_of"],
        "properties": {"as_of": MOMENT},
        "additionalProperties": ADDRESS,
    }


def _threads(records: Schema, **further: Schema) -> Schema:
    about = {"of": TEXT, "depth": {"type": "integer", "minimum": 1}, "as_of": MOMENT}
    complete = {"type": "boolean", "description": "False if there are more records than are told."}
    return record({**about, "complete": complete, "records": {"type": "array", "items": records}, **further})


def trace(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    coverage = {"type": ["string", "null"], "enum": [*CoverageLevel.values, None]}
    direction = {"type": "string", "enum": list(DIRECTIONS), "description": "Inverse if the target names the source."}
    step = record({"source": TEXT, "target": TEXT, "relation": TEXT, "direction": direction, "coverage": coverage})
    return component("Trace", _threads(TEXT, steps={"type": "array", "items": step}), registry)


def impact(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    return component("Impact", _threads(record({"identifier": TEXT, "steps": NUMBER})), registry)


def untraced(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    names = {"type": "array", "items": TEXT}
    broken = record({"kind": TEXT, "toward": names, "count": NUMBER, "first": names})
    return component("Untraced", record({"as_of": MOMENT, "results": {"type": "array", "items": broken}}), registry)


def candidates(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    score = {"type": "integer", "minimum": 0, "maximum": 100}
    reason = {"type": "string", "enum": [reason.value for reason in Reason]}
    accepted = {"type": "boolean", "description": "Whether nothing else could be meant."}
    found = record(
        {"standard": TEXT, "designation": TEXT, "score": score, "accepted": accepted, "reason": reason, "said": TEXT}
    )
    content = {"text": TEXT, "as_of": MOMENT, "results": {"type": "array", "items": found}}
    return component("Candidates", record(content), registry)


def matrix(kinds: Sequence[str], registry: ComponentRegistry) -> Schema:
    marks = {"type": "object", "description": "Column → mark.", "additionalProperties": TEXT}
    return component("Matrix", page_of(record({"identifier": TEXT, "marks": marks})), registry)


# What a view answers → its schema, given the kinds that it is about.
CONTENTS: dict[str, Callable[[Sequence[str], ComponentRegistry], Schema]] = {
    "addresses": addresses,
    "candidates": candidates,
    "impact": impact,
    "matrix": matrix,
    "trace": trace,
    "untraced": untraced,
    "document": one_document,
    "documents": documents_page,
    "editions": editions,
    "facets": facets,
    "lines": lines,
    "links": links,
    "provision": provision,
    "provisions": provisions,
    "table": table,
    "translations": translations,
    "workbook": workbook,
}
