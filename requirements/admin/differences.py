"""How are the changes between two documents shown to a curator?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from requirements import documents
from requirements.choices import TranslationState
from requirements.documents import Change
from requirements.languages import BY_CODE, Language
from requirements.models import RECORDS, User

# States of translations, which no column has as its choices.
STATES = {state.value: state.label for state in TranslationState}
# The share of a text that has to be the same for its words to be compared.
STAYED = 0.2


@dataclass(frozen=True)
class Shown:
    """One changed field: where it is, in which language if it is a text, and its runs of equal, deleted, inserted.

    After a conflict `taken` says whether the form has what is stored now; None where there is no form.
    """

    label: str
    language: Language | None
    runs: list[tuple[str, str]]
    taken: bool | None = None


def shown(changes: Iterable[Change], kind: str, *, by_word: bool = True) -> list[Shown]:
    """The changes of a document of this kind, in their order; word by word, which takes a tenth of a second if long."""
    return [_shown(change, kind, by_word) for change in changes]


def _shown(change: Change, kind: str, by_word: bool) -> Shown:
    labels, field, model = _followed(change.path, RECORDS[kind] if kind else User)
    before, after = (_text(value, field, model) for value in (change.before, change.after))
    language = None if change.path[0] == "translations" else BY_CODE.get(change.path[-1])
    return Shown(" › ".join(labels), language, _runs(before, after) if by_word else _apart(before, after))


def _runs(before: str, after: str) -> list[tuple[str, str]]:
    """Word by word, unless hardly a word stayed: then both are read more easily each by itself."""
    runs = [(str(tag), text) for tag, text in documents.words(before, after)]
    stayed = sum(len(text) for tag, text in runs if tag == "equal")
    if before and after and stayed < max(len(before), len(after)) * STAYED:
        return _apart(before, after)
    return runs


def _apart(before: str, after: str) -> list[tuple[str, str]]:
    return [(tag, text) for tag, text in (("delete", before), ("insert", after)) if text]


def _followed(path: Sequence[str], model: Any) -> tuple[list[str], Any, Any]:
    """The steps of a path in words, the field at its end, and the model whose parts lie below, or None.

    A step that is no field is a language, or which of the parts it is: its handle, or its place.
    """
    labels, field = [], None
    for step in path:
        if found := _field(step, model):
            field, model = found, found.related_model if found.one_to_many else None
            labels.append(_called(field))
        elif step in BY_CODE:
            labels.append(BY_CODE[step].name)
        else:
            labels.append(str(int(step)) if step.isdecimal() and len(step) == 3 else step.replace("_", " "))
    return [capfirst(labels[0]), *labels[1:]], field, model


def languages(changes: Iterable[Change]) -> set[str]:
    """The languages whose texts, or whose state of translation, differ."""
    return {change.path[-1] for change in changes if change.path[-1] in BY_CODE}


def field_name(name: str, kind: str) -> str:
    """What a field of a document, or a column, is called at the desk. An account has no kind."""
    field = _field(name, RECORDS[kind] if kind else User)
    return capfirst(_called(field) if field else name.replace("_", " "))


def _called(field: Any) -> str:
    return str(field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name)


def _field(name: str, model: Any) -> Any:
    """The column or the parts of that name; None for what the model names otherwise."""
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def _text(value: Any, field: Any, model: Any) -> str:
    """A value as people read it: an enumeration by its labels, a part line by line, parts with a line between them."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, list):
        apart = "\n\n" if isinstance(value[0], dict) else "\n"
        return apart.join(_text(one, field, model) for one in value)
    if isinstance(value, dict):
        return "\n".join(_line(name, below, model) for name, below in value.items() if below not in (None, "", [], {}))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    choices = STATES if getattr(field, "name", "") == "translations" else dict(getattr(field, "flatchoices", ()))
    return str(choices.get(value, value))


def _line(name: str, value: Any, model: Any) -> str:
    labels, field, below = _followed([name], model)
    return f"{labels[0]}: {_text(value, field, below)}"
