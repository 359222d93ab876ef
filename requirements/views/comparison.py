"""What changed between two editions, word by word?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from requirements import catalogue, documents
from requirements.documents import Change
from requirements.languages import BY_CODE, Language
from requirements.views.labels import label, value_label
from requirements.views.names import name_of
from requirements.views.pages import by_identifier, page, show

# Characters of a page that are compared word by word, which costs the square of their number; the rest is shown whole.
COMPARED_BY_WORD = 8_000


@dataclass(frozen=True)
class Difference:
    """One field that differs: its place, its language if it is a text, and runs (`equal`, `delete`, `insert`)."""

    place: str
    language: Language | None
    runs: Sequence[tuple[str, str]]


@page
@by_identifier
def compare(request: HttpRequest, language: str, identifier: str, before: int, after: int) -> HttpResponseBase:
    """Two editions of one record. Two queries."""
    found = catalogue.editions_of(identifier).filter(number__in=(before, after))
    editions = {edition.number: edition for edition in found}
    if not {before, after} <= editions.keys():
        raise Http404
    old, new = editions[before], editions[after]
    changes = documents.diff(catalogue.content(old), catalogue.content(new))
    return show(
        request,
        "compare.html",
        {
            "name": name_of(new, catalogue.document(new), language),
            "old": old,
            "new": new,
            "differences": list(differences(changes)),
        },
    )


def differences(changes: Sequence[Change]) -> Iterator[Difference]:
    left = COMPARED_BY_WORD
    for change in changes:
        field = next(step for step in reversed(change.path) if step not in BY_CODE)
        # The state of a translation is kept by language, too, and yet is no text in that language.
        is_text = change.path[-1] in BY_CODE and field != "translations"
        before, after = _said(change.before, field), _said(change.after, field)
        left -= len(before) + len(after)
        yield Difference(
            place=" › ".join(_step(step) for step in (change.path[:-1] if is_text else change.path)),
            language=BY_CODE[change.path[-1]] if is_text else None,
            runs=documents.words(before, after) if before and after and left >= 0 else _whole(before, after),
        )


def _step(step: str) -> str:
    """A field by its label, a language by its name, a place in a list by its number, a handle as it is."""
    if step in BY_CODE:
        return BY_CODE[step].name
    return str(int(step)) if step.isdecimal() else label(step) if step.islower() else step


def _whole(before: str, after: str) -> Sequence[tuple[str, str]]:
    return [(kind, text) for kind, text in (("delete", before), ("insert", after)) if text]


def _said(value: Any, field: str) -> str:
    """A value as a line of text; a part that came or went is told field by field."""
    if isinstance(value, dict):
        return "; ".join(f"{_step(name)}: {_said(inner, name)}" for name, inner in value.items() if inner)
    if isinstance(value, list):
        return ", ".join(_said(item, field) for item in value)
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return "" if value is None else value_label(field, str(value))
