"""What do the fields or attributes tell that a project has named itself?

Doorstop, StrictDoc and the tools that speak ReqIF let every project name its own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from requirements.exchange.formats.vocabulary import suggested
from requirements.exchange.formats.wording import binding_of, method_of, shortened

WORD_LENGTH = 300


def meanings(fields: Mapping[str, Any]) -> dict[str, list[str]]:
    """Meaning → texts of the fields that have it, in their order."""
    found: dict[str, list[str]] = {}
    for name, value in fields.items():
        if isinstance(value, str) and value.strip():
            found.setdefault(suggested(name), []).append(value.strip())
    return found


def data(told: Mapping[str, Sequence[str]], statement: str, language: str) -> dict[str, Any]:
    """Fields of a working document beside title and statement, by meaning → texts; without a word for it the statement
    tells how binding it is.
    """
    obligation, word = binding_of(told.get("obligation", [""])[0], statement)
    original = shortened(word, WORD_LENGTH)
    found: dict[str, Any] = {"obligation": obligation, "obligation_original": original} if obligation else {}
    for name in ("rationale", "acceptance_criteria"):
        if told.get(name):
            found[name] = {language: "\n\n".join(told[name])}
    if method := method_of(told.get("verification_method", [""])[0]):
        found["verification_method"] = method
    return found
