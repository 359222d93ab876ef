"""How does what another format has no word for travel in it, and come back the same?

A field travels as one line: a plain word as it is, everything else as JSON.
"""

import json
from collections.abc import Mapping, Set
from typing import Any

from requirements import documents
from requirements.documents import ENTRY_TYPES, TYPES
from requirements.documents.shape import Translated


def main_text(kind: str) -> str:
    """The field that says what an entry of the kind demands or tells: `statement` of a requirement."""
    wanted = (field.name for field in documents.fields(ENTRY_TYPES[kind]) if field.translated == Translated("B"))
    return next(wanted)


def carried(document: Mapping[str, Any], told: Set[str]) -> dict[str, str]:
    """Field → its value in one line, for all fields of a public document that say something and are not told already;
    the edition's envelope among them."""
    fields = TYPES[str(document["kind"])].model_fields
    return {
        name: _line(value)
        for name, value in document.items()
        if name not in told and (name not in fields or value != fields[name].get_default(call_default_factory=True))
    }


def restored(lines: Mapping[str, str]) -> dict[str, Any]:
    """Field → value, of what `carried` wrote."""
    return {name: _value(line) for name, line in lines.items()}


def completed(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with every public field of the kind: what was not written is what it is by default."""
    fields, shape = TYPES[kind].model_fields, documents.fields(TYPES[kind])
    silent = [field.name for field in shape if not field.internal and field.name not in data]
    return {**{name: fields[name].get_default(call_default_factory=True) for name in silent}, **data}


def _line(value: Any) -> str:
    if isinstance(value, str) and value and value == " ".join(value.split()) and _value(value) == value:
        return value
    return documents.canonical(value).decode()


def _value(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return line
