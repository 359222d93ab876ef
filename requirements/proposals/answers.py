"""How do answers become a document, and a document the answers of a form that changes it?"""

from collections.abc import Callable, Collection
from typing import Any

from django.utils.translation import gettext as _

from requirements import documents
from requirements.choices import Polarity
from requirements.documents import Holds

Answers = dict[str, Any]
# A step is named in one line of a document.
LONGEST_NAME = 300


def fields_of(kind: str, answers: Answers, changed: Collection[str], language: str) -> dict[str, Any]:
    """What those of the answers that `changed` say in the fields of a document, in one language."""
    found: dict[str, Any] = {}
    known = {field.name: field for field in documents.fields(documents.TYPES[kind])}
    for name in changed:
        answer = answers.get(name)
        if name in SPECIAL:
            found |= SPECIAL[name](answers, language)
        elif name in known and known[name].holds is Holds.TEXTS:
            found[name] = {language: answer or ""}
        elif name in known and (answer or known[name].holds is Holds.NAMES):
            found[name] = answer or []
    return found


def laid_over(data: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """A document's data with these fields; texts in other languages stay."""
    texts = {name: {**data.get(name, {}), **value} for name, value in found.items() if isinstance(value, dict)}
    return {**data, **found, **texts}


def answers_of(kind: str, data: dict[str, Any], language: str) -> Answers:
    """The answers with which a form begins that proposes a change of a document."""
    found = {
        field.name: data[field.name].get(language, "") if field.holds is Holds.TEXTS else data[field.name]
        for field in documents.fields(documents.TYPES[kind])
        if field.holds in (Holds.TEXTS, Holds.PLAIN, Holds.NAMES) and data.get(field.name)
    }
    found["country"] = (data.get("countries") or [""])[0]
    found["steps"] = "\n".join(
        step["name"].get(language, "") for scenario in data.get("scenarios", [])[:1] for step in scenario["steps"]
    )
    found["lessons"] = "\n".join(lesson["text"].get(language, "") for lesson in data.get("lessons", []))
    for name, polarity in (("helped", Polarity.ENABLING), ("hindered", Polarity.BARRIER)):
        found[name] = [one["category"] for one in data.get("factors", []) if one["polarity"] == polarity]
    return {name: answer for name, answer in found.items() if answer}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _scenarios(answers: Answers, language: str) -> dict[str, Any]:
    steps = [{"name": {language: line[:LONGEST_NAME]}} for line in _lines(answers.get("steps", ""))]
    return {"scenarios": [{"name": {}, "steps": steps}]}


def _countries(answers: Answers, language: str) -> dict[str, Any]:
    return {"countries": [answers["country"]] if answers.get("country") else []}


def _factors(answers: Answers, language: str) -> dict[str, Any]:
    """One factor for each box that was ticked; what was said about them goes with the first of its side."""
    factors = []
    for name, polarity in (("helped", Polarity.ENABLING), ("hindered", Polarity.BARRIER)):
        for place, category in enumerate(answers.get(name) or []):
            said = answers.get(f"{name}_how") if place == 0 else ""
            description = {language: said} if said else {}
            factors.append({"polarity": polarity.value, "category": category, "description": description})
    return {"factors": factors}


def _lessons(answers: Answers, language: str) -> dict[str, Any]:
    return {"lessons": [{"text": {language: line}} for line in _lines(answers.get("lessons", ""))]}


SPECIAL: dict[str, Callable[[Answers, str], dict[str, Any]]] = {
    "steps": _scenarios,
    "country": _countries,
    **dict.fromkeys(("helped", "helped_how", "hindered", "hindered_how"), _factors),
    "lessons": _lessons,
}


def source_of(reference: str, answers: Answers) -> dict[str, Any]:
    """Where the matter was taken from: the proposal, and the evidence that it names."""
    citation = _("Proposal %(reference)s") % {"reference": reference}
    return {"source_kind": "member_contribution", "citation": citation, "url": answers.get("evidence") or ""}
