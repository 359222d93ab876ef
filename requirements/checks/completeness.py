"""What does an entry lack before it can be published?"""

from collections.abc import Callable, Iterator
from typing import Any

from requirements import choices, documents
from requirements.documents import MAIN_TEXT, Document, Problem

PUBLISHABLE_CONSENT = {choices.Consent.PUBLISH, choices.Consent.PUBLISH_ANONYMISED}


def missing(document: Any) -> list[Problem]:
    """Everything that keeps an entry from being published, at once; empty for reference records that have a
    title, and for actions that are proven."""
    demands = [_titled, *DEMANDS.get(document.kind, [])]
    return [problem for demand in demands for problem in demand(document)]


def _lacks(condition: Any, code: str, *path: str) -> Iterator[Problem]:
    if condition:
        yield Problem(code, path)


def _titled(document: Any) -> Iterator[Problem]:
    return _lacks(not document.title.get(document.source_language), "no_title", "title")


def _has_main_text(document: Any) -> Iterator[Problem]:
    field = MAIN_TEXT[document.kind]
    return _lacks(not getattr(document, field).get(document.source_language), "no_main_text", field)


def _has_programme(document: Any) -> Iterator[Problem]:
    return _lacks(not document.programmes, "no_programme", "programmes")


def _has_provenance(document: Any) -> Iterator[Problem]:
    return _lacks(not document.provenance, "no_provenance", "provenance")


def _has_block(document: Any) -> Iterator[Problem]:
    return _lacks(not document.building_blocks, "no_building_block", "building_blocks")


def _has_obligation(document: Any) -> Iterator[Problem]:
    return _lacks(document.obligation is None, "no_obligation", "obligation")


def _has_step(document: Any) -> Iterator[Problem]:
    return _lacks(not any(scenario.steps for scenario in document.scenarios), "no_step", "scenarios")


def _has_consent(document: Any) -> Iterator[Problem]:
    return _lacks(document.consent not in PUBLISHABLE_CONSENT, "no_consent", "consent")


def _has_public_source(document: Any) -> Iterator[Problem]:
    return _lacks(not any(source.url for source in document.provenance), "no_public_source", "provenance")


def _is_proven(document: Any) -> Iterator[Problem]:
    """Nothing is called completed that nobody can see: the database holds this too."""
    completed = document.state == choices.ActionState.COMPLETED
    return _lacks(completed and not (document.statement and document.evidence), "unproven", "state")


EVERY_ENTRY: list[Callable[[Any], Iterator[Problem]]] = [_has_main_text, _has_programme, _has_provenance]
DEMANDS: dict[str, list[Callable[[Any], Iterator[Problem]]]] = {
    "requirement": [*EVERY_ENTRY, _has_block, _has_obligation],
    "use_case": [*EVERY_ENTRY, _has_block, _has_step],
    "aspect": EVERY_ENTRY,
    "need": EVERY_ENTRY,
    "experience": [*EVERY_ENTRY, _has_consent, _has_public_source],
    "action": [_is_proven],
}


def missing_codes(document: Document) -> list[str]:
    """The codes alone, for the indexed column of the worklists."""
    return [problem.code for problem in missing(document)]


def names_unknown(names: list[str], document: Document) -> list[Problem]:
    """Unknown names as problems at the places where the document names them."""
    wanted = set(names)
    return [
        Problem("unknown_name", (field.name,), {"value": name})
        for _part, field, value in documents.marked(document, "names")
        for name in ([value] if isinstance(value, str) else value or [])
        if name in wanted
    ]
