"""How does a document become text, and text a document?"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import ValidationError

from requirements.documents.kinds import TYPES, Document
from requirements.documents.shape import Field, Holds, Part, fields

# Added by publishing beside the fields of the document; dropped when a public document comes back.
ENVELOPE = "edition"
# One of the values that pydantic lists, in English: `'required' or 'optional'`.
CHOICE = re.compile("'([^']*)'")


@dataclass(frozen=True)
class Problem:
    """What is wrong, as a code with parameters, and where: `("links", 2, "target")`. Faces make the sentence."""

    code: str
    path: tuple[str | int, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)


class Refused(Exception):
    """The data is no document; `problems` holds every reason found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{'.'.join(map(str, problem.path))}: {problem.code}" for problem in problems))
        self.problems = problems


def parse(data: Any) -> Document:
    """The document that the data describes, its kind taken from `kind`; Refused with all problems otherwise.

    A published document may be sent back as it was received: the edition's envelope is dropped.
    """
    if not isinstance(data, dict):
        raise Refused([Problem("not_an_object")])
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in TYPES:
        raise Refused([Problem("unknown_kind", ("kind",), {"value": str(kind), "known": ", ".join(TYPES)})])
    try:
        document: Document = TYPES[kind].model_validate({key: value for key, value in data.items() if key != ENVELOPE})
    except ValidationError as error:
        raise Refused([_problem(detail) for detail in error.errors()]) from error
    if problems := [*_repeated(document, ()), *_circular(document)]:
        raise Refused(problems)
    return document


def _repeated(part: Part, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """Parts of one list that agree in what makes them one, as they are stored: trimmed and composed."""
    for shape in _lists(type(part)):
        seen: dict[tuple[Any, ...], int] = {}
        for number, child in enumerate(getattr(part, shape.name)):
            here = (*path, shape.name, number)
            handle = tuple(getattr(child, name) for name in child.once)
            if handle and seen.setdefault(handle, number) != number:
                told = ", ".join(str(value) for value in handle if value)
                yield Problem("repeated", here, {"value": told[:100], "first": seen[handle] + 1})
            yield from _repeated(child, here)


@cache
def _lists(part: type[Part]) -> tuple[Field, ...]:
    return tuple(shape for shape in fields(part) if shape.holds is Holds.PARTS)


def _circular(document: Any) -> Iterator[Problem]:
    """Relations that lead from a record to itself."""
    for name in ("links", "relations"):
        for number, relation in enumerate(getattr(document, name, ())):
            if relation.target == document.identifier:
                yield Problem("names_itself", (name, number, "target"), {"value": relation.target})


def _problem(detail: Any) -> Problem:
    params = {key: str(value) for key, value in detail.get("ctx", {}).items()}
    if choices := CHOICE.findall(params.get("expected", "")):
        params["expected"] = ", ".join(choices)
    return Problem(detail["type"], detail["loc"], {"value": str(detail["input"])[:100], **params})


def normalized(document: Document) -> Document:
    """The document with its sets sorted: lists of names have no order of their own, and two that agree are equal."""
    in_order: Document = _sorted(document)
    return in_order


def _sorted(part: Part) -> Any:
    update: dict[str, Any] = {}
    for shape in _unordered(type(part)):
        value = getattr(part, shape.name)
        update[shape.name] = sorted(set(value)) if _is_set(shape) else [_sorted(child) for child in value]
    return part.model_copy(update=update) if update else part


@cache
def _unordered(part: type[Part]) -> tuple[Field, ...]:
    """The fields that hold sets, and the lists of parts that have such fields."""
    return tuple(
        shape for shape in fields(part) if _is_set(shape) or (shape.many and shape.part and _unordered(shape.part))
    )


def _is_set(shape: Field) -> bool:
    return shape.holds is Holds.NAMES or (shape.facet is not None and shape.many)


_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def canonical(data: Any) -> bytes:
    """Sorted keys, UTF-8, no line break: equal data give equal bytes, and a line of NDJSON."""
    return _ENCODER.encode(data).encode()


def packed(document: Document) -> bytes:
    """The working document in few bytes, to be kept in great number: without what is as it is by default."""
    return document.model_dump_json(exclude_defaults=True).encode()


def unpacked(kind: str, kept: bytes) -> Document:
    """The document that `packed()` wrote; what was a document once is not judged again."""
    document: Document = TYPES[kind].model_validate_json(kept)
    return document


def stamp(moment: datetime) -> str:
    """A moment, in UTC, as documents write it."""
    return moment.isoformat().replace("+00:00", "Z")


def dump(document: Part) -> dict[str, Any]:
    """The working document as plain data, internal fields included."""
    return document.model_dump(mode="json")


def dump_public(document: Part) -> dict[str, Any]:
    """The document as plain data without any internal field, whatever they hold."""
    return document.model_dump(mode="json", exclude=_internal(type(document)))


def _internal(part: type[Part]) -> dict[str, Any]:
    """pydantic's `exclude` for the internal fields of a part and of the parts below it."""
    excluded: dict[str, Any] = {}
    for shape in fields(part):
        if shape.internal:
            excluded[shape.name] = True
        elif shape.holds is Holds.PARTS and shape.part and (below := _internal(shape.part)):
            excluded[shape.name] = {"__all__": below}
    return excluded


def body(document: Document, envelope: dict[str, Any]) -> bytes:
    """The bytes that an edition stores and the API sends: the public document with its edition's envelope."""
    return canonical({**dump_public(document), ENVELOPE: envelope})


def schema(kind: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of the public document of a kind; the working document has the internal fields besides."""
    described = TYPES[kind].model_json_schema(mode="serialization")
    _drop_internal(described, TYPES[kind])
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    described["properties"][ENVELOPE] = ENVELOPE_SCHEMA
    return described


def working_schema(kind: str, references: str) -> dict[str, Any]:
    """JSON Schema of a working document of a kind as it may be written, internal fields included; `references` says how
    its parts are referred to, `{model}` standing for their names.
    """
    return TYPES[kind].model_json_schema(ref_template=references)


def _drop_internal(described: dict[str, Any], part: type[Part]) -> None:
    for shape in fields(part):
        if shape.internal:
            described["properties"].pop(shape.name)
            described["required"].remove(shape.name)
        if shape.holds is Holds.PARTS and shape.part and any(below.internal for below in fields(shape.part)):
            _drop_internal(described["$defs"][shape.part.__name__], shape.part)


ENVELOPE_SCHEMA = {
    "type": "object",
    "description": "Which edition this is; absent from working documents.",
    "required": ["number", "published_at", "standing"],
    "properties": {
        "number": {"type": "integer", "minimum": 1},
        "published_at": {"type": "string", "format": "date-time"},
        "standing": {"enum": ["in_force", "superseded", "withdrawn"]},
        "reason": {"type": "string"},
        "successor": {"type": ["string", "null"]},
        "path": {"type": "string", "description": "Permanent address of this edition on the site."},
    },
}
