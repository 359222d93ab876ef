"""Which translations are missing, behind their source or not reviewed, and where are they?"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from requirements import catalogue
from requirements.choices import TextState
from requirements.languages import BY_CODE
from requirements.views.labels import PLURALS
from requirements.views.mentions import list_address
from requirements.views.pages import page, show

# As read from left to right: what is done, what is half done, what is not.
STATES = (
    TextState.SOURCE,
    TextState.CURRENT,
    TextState.DRAFT,
    TextState.PARTIAL,
    TextState.OUTDATED,
    TextState.MISSING,
)


# What someone has yet to do, and therefore wants to see.
OWED = frozenset(STATES[2:])
# Their page is a calendar, which does not narrow by language.
UNLISTED = {"event"}


@dataclass(frozen=True)
class Row:
    """The records of one kind in one language: (number, address of their list if there is work) for each of STATES."""

    label: Any
    cells: list[tuple[int, str]]


@page
def translations(request: HttpRequest, language: str) -> HttpResponseBase:
    """All entries in each language, then each language by kind. Two queries."""
    debt = catalogue.translation_debt()
    summary = [(BY_CODE[code], _row(code, "", _all_entries(kinds), language)) for code, kinds in debt.items()]
    tables = [
        (BY_CODE[code], [_row(code, kind, counts, language) for kind, counts in kinds.items()])
        for code, kinds in debt.items()
    ]
    context = {"states": [state.label for state in STATES], "summary": summary, "tables": tables}
    return show(request, "translations.html", context)


def _all_entries(kinds: dict[str, dict[TextState, int]]) -> dict[TextState, int]:
    return {
        state: sum(counts[state] for kind, counts in kinds.items() if kind in catalogue.ENTRY_KINDS) for state in STATES
    }


def _row(code: str, kind: str, counts: dict[TextState, int], language: str) -> Row:
    """`kind` is empty for all entries."""
    leads = kind not in UNLISTED
    cells = [
        (counts[state], _address(code, state, kind, language) if leads and counts[state] and state in OWED else "")
        for state in STATES
    ]
    return Row(PLURALS.get(kind, ""), cells)


def _address(code: str, state: TextState, kind: str, language: str) -> str:
    return list_address(kind, "translation", f"{code}-{state}", language)
