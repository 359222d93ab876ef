"""What is wrong with a form that was filled in away from the site, and where in the file does it stand?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from requirements.proposals.offline.asked import Filled
from requirements.proposals.questions import PAGES, form_of


@dataclass(frozen=True)
class Wrong:
    """One thing to mend: where in the file, the sentence of the site, and the page and the input that ask for it."""

    place: int
    said_place: str
    label: str
    sentence: str
    page: int = 1
    input: str = ""


def answers_of(filled: Filled) -> dict[str, Any]:
    """The answers as the pages of the site would store them, right or wrong."""
    found: dict[str, Any] = {}
    for page in range(1, len(PAGES[filled.kind]) + 1):
        found |= form_of(filled.kind, page, filled.answers).typed()
    return found


def wrong_in(filled: Filled) -> list[Wrong]:
    """Everything that is wrong, in the order of the file. What the file itself garbles is said once, not twice."""
    garbled = {problem.name for problem in filled.problems if problem.name}
    return sorted((*_of_the_file(filled), *_of_the_answers(filled, garbled)), key=lambda wrong: wrong.place)


def _of_the_file(filled: Filled) -> Iterator[Wrong]:
    labels = {
        name: (page, str(field.label))
        for page in range(1, len(PAGES[filled.kind]) + 1)
        for name, field in form_of(filled.kind, page).fields.items()
    }
    for problem in filled.problems:
        page, label = labels.get(problem.name, (1, ""))
        yield Wrong(problem.place, _said(filled, problem.place), label, str(problem), page)


def _of_the_answers(filled: Filled, garbled: set[str]) -> Iterator[Wrong]:
    for page in range(1, len(PAGES[filled.kind]) + 1):
        form = form_of(filled.kind, page, filled.answers)
        inputs = dict(zip(form.errors, form.problems, strict=False))
        for name, (place_on_page, sentence) in inputs.items():
            if name not in garbled:
                place = filled.places.get(name, 0)
                yield Wrong(place, _said(filled, place), str(form.fields[name].label), sentence, page, place_on_page)


def _said(filled: Filled, place: int) -> str:
    if not place:
        return _("Missing in the file")
    return (_("Row %(number)s") if filled.in_rows else _("Line %(number)s")) % {"number": place}
