"""What do fields tell that a project has declared itself, by their names?

Doorstop and StrictDoc let every project add fields; they are named as attributes of requirements tools are.
"""

from collections.abc import Mapping
from typing import Any

from requirements.exchange.formats.vocabulary import suggested
from requirements.exchange.formats.wording import binding, method_of, obligation_of


def meanings(fields: Mapping[str, Any]) -> dict[str, list[str]]:
    """Meaning → texts of the fields that have it, in their order."""
    found: dict[str, list[str]] = {}
    for name, value in fields.items():
        if isinstance(value, str) and value.strip():
            found.setdefault(suggested(name), []).append(value.strip())
    return found


def data(fields: Mapping[str, Any], statement: str, language: str) -> dict[str, Any]:
    """Fields of a working document beside title and statement; without a word for it the statement tells how binding it
    is."""
    told = meanings(fields)
    said = told.get("obligation", [""])[0]
    obligation, word = (obligation_of(said), said) if obligation_of(said) else binding(statement)
    found: dict[str, Any] = {"obligation": obligation, "obligation_original": word} if obligation else {}
    for name in ("rationale", "acceptance_criteria"):
        if name in told:
            found[name] = {language: "\n\n".join(told[name])}
    if method := method_of(told.get("verification_method", [""])[0]):
        found["verification_method"] = method
    return found
