"""How is a stored document cut down to one language and to the fields that were asked for?

Only what asks for it is parsed; everything else is sent as the bytes that were stored.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from requirements import documents
from requirements.documents import Holds
from requirements.languages import first_of

# What a document is, and which.
ALWAYS = frozenset({"identifier", "kind"})


@cache
def known_fields(kinds: frozenset[str]) -> tuple[str, ...]:
    """The fields that documents of these kinds have, the edition's envelope among them."""
    return tuple(sorted({name for kind in kinds for name in documents.schema(kind)["properties"]}))


@dataclass(frozen=True)
class Excerpt:
    """One language and some fields of a document; None and empty mean all."""

    language: str | None
    fields: frozenset[str]

    def of(self, body: bytes) -> bytes:
        """The canonical bytes of what remains."""
        return documents.canonical(self.data(body))

    def data(self, body: bytes) -> dict[str, Any]:
        """What remains. Texts keep their form, with one key: the language that is served."""
        data: dict[str, Any] = json.loads(body)
        kind, source = data["kind"], data["source_language"]
        data = only(data, self.fields)
        if self.language:
            data = _in_language(data, documents.TYPES[kind], (self.language, source))
        return data


def only(data: dict[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    """These fields, and what the document is; all if none is named."""
    return {name: value for name, value in data.items() if name in fields | ALWAYS} if fields else data


def excerpts(bodies: list[bytes], excerpt: Excerpt | None) -> list[bytes]:
    """The documents as they were asked for; without an excerpt as they are stored."""
    return [excerpt.of(body) for body in bodies] if excerpt else bodies


def _in_language(data: dict[str, Any], part: type[documents.Part], preferred: tuple[str, ...]) -> dict[str, Any]:
    shapes = {field.name: field for field in documents.fields(part)}
    return {name: _value(value, shapes.get(name), preferred) for name, value in data.items()}


def _value(value: Any, field: documents.Field | None, preferred: tuple[str, ...]) -> Any:
    if field is None or not value:
        return value
    if field.holds is Holds.TEXTS:
        return one_language(value, *preferred)
    if field.holds is Holds.PARTS and field.part:
        return [_in_language(child, field.part, preferred) for child in value]
    return value


def one_language(texts: dict[str, str], *preferred: str) -> dict[str, str]:
    """The text in the first preferred language that has one, else in English, else in any."""
    shown = first_of(texts, *preferred)
    return {shown: texts[shown]} if shown else {}
