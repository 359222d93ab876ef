"""Which columns has the Action Plan as a table, and how does a cell become a field again?

The layout is that of ITU's Action Plans: item, text, who acts, who cooperates, report to, status, progress. A cell in
another language than the table begins with that language's code, `[en] …`, so that nothing is mistaken for a
translation when the table comes back. Knows no database.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from requirements.choices import ActionKind, ActionState, Addressee
from requirements.languages import BY_CODE, first_of

MARKED = re.compile(r"^\[(\w\w)\] (.*)$", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """`told` makes the cell of an action in a language; `read` makes the field, None where a column only tells."""

    key: str
    heading: Promise
    width: int
    told: Callable[[Mapping[str, Any], str], str]
    read: Callable[[str, str], Any] | None = None


class Unreadable(Exception):
    """A cell says what its column can't take; `value` is what it says."""

    def __init__(self, key: str, value: str) -> None:
        self.key, self.value = key, value
        super().__init__(key)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in the language, else in another with its code before it."""
    code = first_of(dict(texts), language)
    if code is None:
        return ""
    return texts[code] if code == language else f"[{code}] {texts[code]}"


def read_texts(cell: str, language: str) -> dict[str, str]:
    found = MARKED.match(cell)
    if found and found[1] in BY_CODE:
        return {found[1]: found[2]}
    return {language: cell} if cell else {}


def _texts(key: str) -> tuple[Any, Any]:
    return (lambda action, language: in_language(action[key], language)), read_texts


def _days(key: str) -> tuple[Any, Any]:
    def read(cell: str, language: str) -> str | None:
        try:
            return datetime.date.fromisoformat(cell[:10]).isoformat() if cell else None
        except ValueError as error:
            raise Unreadable(key, cell) from error

    return (lambda action, language: action[key] or ""), read


def _choice(key: str, values: type[TextChoices]) -> tuple[Any, Any]:
    def told(action: Mapping[str, Any], language: str) -> str:
        with override(language):
            return str(values(action[key]).label)

    return told, (lambda cell, language: _value(key, cell, values, language))


def _choices(key: str, values: type[TextChoices]) -> tuple[Any, Any]:
    def told(action: Mapping[str, Any], language: str) -> str:
        with override(language):
            return "\n".join(str(values(one).label) for one in action[key])

    def read(cell: str, language: str) -> list[str]:
        return [_value(key, line.strip(), values, language) for line in cell.split("\n") if line.strip()]

    return told, read


def _value(key: str, cell: str, values: type[TextChoices], language: str) -> str:
    """The value that a label stands for; the value itself is understood too."""
    with override(language):
        found = {str(one.label): str(one.value) for one in values} | {str(one.value): str(one.value) for one in values}
    if cell not in found:
        raise Unreadable(key, cell)
    return found[cell]


COLUMNS = (
    Column("identifier", _("Item"), 14, lambda action, language: action["identifier"]),
    Column("number", pgettext_lazy("of an action", "Number"), 9, lambda action, language: action["number"]),
    Column("provision", _("Provision"), 26, lambda action, language: action["provision"]),
    Column("text", _("What it asks"), 46, lambda action, language: action["text"]),
    Column("title", _("Action"), 40, *_texts("title")),
    Column("lead", _("Lead"), 24, *_choices("lead", Addressee)),
    Column("cooperation", _("In cooperation with"), 24, *_choices("cooperation", Addressee)),
    Column("report_to", _("Reports to"), 20, *_choices("report_to", Addressee)),
    Column("action_kind", _("How often"), 12, *_choice("action_kind", ActionKind)),
    Column("starts_on", _("Start"), 12, *_days("starts_on")),
    Column("due_on", _("Due"), 12, *_days("due_on")),
    Column("next_report_on", _("Next report"), 12, *_days("next_report_on")),
    Column("state", pgettext_lazy("of an action", "State"), 14, *_choice("state", ActionState)),
    Column("statement", _("Progress"), 46, *_texts("statement")),
    Column("evidence", _("Evidence"), 34, lambda action, language: action["told_evidence"]),
)
BY_KEY = {column.key: column for column in COLUMNS}
