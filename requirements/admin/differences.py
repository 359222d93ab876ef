"""How are the changes between two documents shown to a curator?"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst

from requirements import documents
from requirements.choices import TranslationState
from requirements.documents import Change
from requirements.languages import BY_CODE, Language
from requirements.models import RECORDS, User


@dataclass(frozen=True)
class Shown:
    """One changed field: where it is, in which language if it is a text, and its runs of equal, deleted, inserted.

    After a conflict `taken` says whether the form has what is stored now; None where there is no form.
    """

    label: str
    language: Language | None
    runs: list[tuple[str, str]]
    taken: bool | None = None


def shown(changes: Iterable[Change], kind: str) -> list[Shown]:
    """The changes of a document of this kind, in their order."""
    return [_shown(change, kind) for change in changes]


def _shown(change: Change, kind: str) -> Shown:
    before, after = (_text(_spoken(change.path, value, kind)) for value in (change.before, change.after))
    language = None if change.path[0] == "translations" else BY_CODE.get(change.path[-1])
    runs = [(str(tag), text) for tag, text in documents.words(before, after)]
    return Shown(_label(change.path, kind), language, runs)


def _spoken(path: tuple[str, ...], value: Any, kind: str) -> Any:
    """The label of a value out of an enumeration, else the value itself."""
    if path[0] == "translations":
        return str(TranslationState(value).label) if value in TranslationState.values else value
    field = _field(path[0], kind)
    labels = dict(field.flatchoices) if len(path) == 1 and getattr(field, "choices", None) else {}
    return str(labels[value]) if isinstance(value, str) and value in labels else value


def languages(changes: Iterable[Change]) -> set[str]:
    """The languages whose texts, or whose state of translation, differ."""
    return {change.path[-1] for change in changes if change.path[-1] in BY_CODE}


def _label(path: tuple[str, ...], kind: str) -> str:
    first, *rest = path
    spoken = [BY_CODE[step].name if step in BY_CODE else step.replace("_", " ") for step in rest]
    return " › ".join([field_name(first, kind), *spoken])


def field_name(name: str, kind: str) -> str:
    """What a field of a document, or a column, is called at the desk."""
    field = _field(name, kind)
    if field is None:
        return capfirst(name.replace("_", " "))
    described = field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name
    return capfirst(str(described))


def _field(name: str, kind: str) -> Any:
    """The column or the parts of that name; None for what the model names otherwise. An account has no kind."""
    model = RECORDS[kind] if kind else User
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _text(value: Any) -> str:
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
