"""What stands in a form that is filled in away from the site, whatever kind of file it is?"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements.proposals.questions import PAGES, form_of

# Problems of a file that are told.
MOST_PROBLEMS = 100
# What people put where something is chosen.
MARK = "x"
MARKS = frozenset("xX×✓✔хХ1") | {"true"}
SENTENCES = {
    "file_too_large": gettext_lazy("The file has %(size)s bytes; %(limit)s are allowed."),
    "not_utf8": gettext_lazy("This is neither a workbook nor a text: save it as XLSX, or as text in UTF-8."),
    "no_form": gettext_lazy("This is no form of the registry: the line that says which one it is was not found."),
    "another_form": gettext_lazy("This is the form of something else: “%(title)s”."),
    "no_subject": gettext_lazy("“%(name)s”, which the form is about, is not in the registry."),
    "formula": gettext_lazy("The cell holds a formula: put its value there instead."),
    "unknown": gettext_lazy("No question is called “%(question)s”: what stands there is not read."),
    "twice": gettext_lazy("This question stands here twice; the first answer is read."),
    "unclear_mark": gettext_lazy("Put an x for what you choose, and nothing for the rest."),
    "several_marks": gettext_lazy("Choose one only."),
    "too_many_rows": gettext_lazy("There are more than %(limit)s rows."),
}


class NotAForm(Exception):
    """The file as a whole is not read; the text says why."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code)

    def __str__(self) -> str:
        return str(SENTENCES[self.code]) % self.params


@dataclass(frozen=True)
class Asked:
    """One question as it stands in a file."""

    name: str
    page: int
    field: forms.Field

    @property
    def label(self) -> str:
        optional = "" if self.field.required or self.is_tick else f" ({_('optional')})"
        return f"{self.field.label}{optional}"

    @property
    def hint(self) -> str:
        return str(self.field.help_text)

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field, forms.BooleanField)

    @property
    def takes_several(self) -> bool:
        return isinstance(self.field, forms.MultipleChoiceField)

    @cached_property
    def values(self) -> dict[str, str]:
        """Value → what it is called, for a choice; two of the same name are told apart by their values. One query for
        records.
        """
        found = dict(self._choices())
        times = Counter(found.values())
        return {value: label if times[label] == 1 else f"{label} ({value})" for value, label in found.items()}

    def _choices(self) -> list[tuple[str, str]]:
        if self.is_tick:
            return [("on", str(self.field.label))]
        return [(str(value), str(label)) for value, label in getattr(self.field, "choices", ()) if value]

    def value_of(self, typed: str) -> str:
        """The value that was meant, by its name or itself; what is neither stays as typed, and the form refuses it."""
        if not self.values or typed in self.values:
            return typed
        return self._values_by_name.get(_plain(typed)) or typed

    @cached_property
    def _values_by_name(self) -> dict[str, str]:
        codes = {value.rpartition(":")[2].lower(): value for value in self.values}
        return codes | {_plain(label): value for value, label in self.values.items()}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def asked(kind: str) -> list[Asked]:
    """Every question of a kind, in the order of its pages."""
    return [
        Asked(name, page, question)
        for page in range(1, len(PAGES[kind]) + 1)
        for name, question in form_of(kind, page).fields.items()
        if name != "website"
    ]


@dataclass(frozen=True)
class Blank:
    """A form that is to be written: of a kind, in a language, to change `target` if any, with these answers in it."""

    kind: str
    title: str
    language: str
    target: str = ""
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """What is wrong at a place of the file itself, before any answer is looked at."""

    place: int
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    name: str = ""

    def __str__(self) -> str:
        return str(SENTENCES[self.code]) % self.params


@dataclass
class Filled:
    """What was read of a file. `places` says in which line of a text, or which row of a workbook, a question stands."""

    kind: str
    language: str
    target: str
    in_rows: bool
    answers: dict[str, Any] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, place: int, code: str, name: str = "", **params: Any) -> None:
        """Say what is wrong, but no more often than anybody reads."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(place, code, params, name))

    def take(self, question: Asked, marked: list[str]) -> None:
        """The answer to a question of which these values were marked or typed."""
        if question.takes_several:
            # One too many is refused as well as thousands.
            self.answers[question.name] = marked[: len(question.values) + 1]
            return
        if len(marked) > 1:
            self.note(self.places[question.name], "several_marks", question.name)
        self.answers[question.name] = marked[0] if len(marked) == 1 else ""
