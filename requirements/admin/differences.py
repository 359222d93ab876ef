"""How are the changes between two documents shown to a curator?"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst

from requirements import documents
from requirements.documents import Change
from requirements.languages import BY_CODE, Language
from requirements.models import RECORDS


@dataclass(frozen=True)
class Shown:
    """One changed field: where it is, in which language if it is a text, and its runs of equal, deleted, inserted."""

    label: str
    language: Language | None
    runs: list[tuple[str, str]]


def shown(changes: Iterable[Change], kind: str) -> list[Shown]:
    """The changes of a document of this kind, in their order."""
    return [
        Shown(_label(change.path, kind), BY_CODE.get(change.path[-1]), _runs(change.before, change.after))
        for change in changes
    ]


def languages(changes: Iterable[Change]) -> set[str]:
    """The languages whose texts, or whose state of translation, differ."""
    return {change.path[-1] for change in changes if change.path[-1] in BY_CODE}


def _label(path: tuple[str, ...], kind: str) -> str:
    first, *rest = path
    spoken = [BY_CODE[step].name if step in BY_CODE else step.replace("_", " ") for step in rest]
    return " › ".join([_field_name(first, kind), *spoken])


def _field_name(name: str, kind: str) -> str:
    try:
        field: Any = RECORDS[kind]._meta.get_field(name)
    except FieldDoesNotExist:
        return capfirst(name.replace("_", " "))
    described = field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name
    return capfirst(str(described))


def _runs(before: Any, after: Any) -> list[tuple[str, str]]:
    return [(str(tag), text) for tag, text in documents.words(_text(before), _text(after))]


def _text(value: Any) -> str:
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
