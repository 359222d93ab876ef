"""Do the entries that ship keep the rules of the field: sourced, linked, in ITU wording, their coverage explained?"""

import re
from typing import Any

import pytest

from requirements import checks, choices, documents
from requirements.choices import CoverageLevel
from requirements.exchange import corpus
from requirements.languages import CODES

DOCUMENTS: dict[str, Any] = {document.identifier: document for document in corpus.read(corpus.SHIPPED)}
ENTRIES = [document for document in DOCUMENTS.values() if document.kind in documents.ENTRY_TYPES]
REQUIREMENTS = [entry for entry in ENTRIES if entry.kind == "requirement"]
ASSESSED = [entry for entry in ENTRIES if getattr(entry, "coverage", None)]
AT_LEAST = {"en", "fr"}
# ITU-T's author's guide; every way of stating an obligation that a reader may meet.
PHRASES = {
    "en": {
        "required": "is required to",
        "recommended": "is recommended to",
        "optional": "can optionally",
        "prohibited": "is prohibited from",
        "not_recommended": "is not recommended",
    },
    "fr": {
        "required": "il est exigé que",
        "recommended": "il est recommandé que",
        "optional": "peut, à titre facultatif,",
        "prohibited": "il est interdit",
        "not_recommended": "il n’est pas recommandé",
    },
}

each = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.identifier)
each_requirement = pytest.mark.parametrize("entry", REQUIREMENTS, ids=lambda entry: entry.identifier)
each_use_case = pytest.mark.parametrize(
    "entry", [entry for entry in ENTRIES if entry.kind == "use_case"], ids=lambda entry: entry.identifier
)
each_assessed = pytest.mark.parametrize("entry", ASSESSED, ids=lambda entry: entry.identifier)


@each
def test_nothing_keeps_it_from_being_published(entry: Any) -> None:
    assert checks.missing(entry) == []


@each
def test_it_is_sourced_linked_and_mandated(entry: Any) -> None:
    assert all(source.citation and source.url and source.retrieved_on for source in entry.provenance)
    assert entry.provenance
    assert entry.links
    assert entry.provisions


@each
def test_each_text_is_in_all_its_languages_and_no_translation_passes_for_reviewed(entry: Any) -> None:
    languages = set(entry.title)
    assert languages in (AT_LEAST, set(CODES))
    for _part, field, texts in documents.walk(entry):
        if field.translated and texts:
            assert set(texts) == languages, (field.name, texts)
    assert entry.translations == dict.fromkeys(languages - {"en"}, "draft")


@each_requirement
@pytest.mark.parametrize("language", PHRASES)
def test_a_statement_has_one_phrase_of_obligation_and_it_agrees(entry: Any, language: str) -> None:
    statement = entry.statement[language].lower()
    found = [key for key, phrase in PHRASES[language].items() for _ in range(statement.count(phrase))]
    assert found == ([] if entry.obligation is choices.Obligation.INFORMATIVE else [entry.obligation.value])


@each_requirement
def test_a_statement_is_one_sentence(entry: Any) -> None:
    for statement in entry.statement.values():
        assert re.search(r"[.。]$", statement)
        assert not re.search(r"[.;!?]\s|。.", statement)


@each_requirement
def test_a_requirement_can_be_verified(entry: Any) -> None:
    """An informative one states a fact: it has a reason, and nothing to verify."""
    binding = entry.obligation is not choices.Obligation.INFORMATIVE
    assert entry.rationale
    assert bool(entry.acceptance_criteria) == binding
    assert (entry.verification_method != choices.VerificationMethod.NONE_DEFINED) == binding


def test_requirements_span_obligations_types_methods_and_blocks() -> None:
    assert {entry.obligation for entry in REQUIREMENTS} == set(choices.Obligation)
    assert {entry.type for entry in REQUIREMENTS} == set(choices.RequirementType)
    assert {entry.verification_method for entry in REQUIREMENTS} == set(choices.VerificationMethod)
    blocks = {block for entry in REQUIREMENTS for block in entry.building_blocks}
    assert blocks >= {
        "block:identity",
        "block:payments",
        "block:wallet",
        "block:information-mediator",
        "block:consent",
        "block:iot-platform",
    }


def test_every_requirement_serves_a_use_case_a_need_or_an_aspect() -> None:
    named = {name for entry in ENTRIES if entry.kind != "requirement" for name in documents.names(entry)}
    assert {entry.identifier for entry in REQUIREMENTS} - named == set()


@each_assessed
def test_coverage_says_why_and_what_stays_uncovered(entry: Any) -> None:
    for coverage in entry.coverage:
        partial = choices.COVERAGE_LEVELS[coverage.relation] == CoverageLevel.PARTIAL
        assert coverage.rationale
        assert bool(coverage.uncovered) == partial
        assert coverage.assessed_on


@each_assessed
def test_coverage_names_an_edition_and_both_ends_as_they_were_assessed(entry: Any) -> None:
    for coverage in entry.coverage:
        assert coverage.entry_fingerprint == documents.fingerprint(entry)
        if coverage.standard:
            standard = DOCUMENTS[coverage.standard]
            assert coverage.edition in {edition.label for edition in standard.editions}
            assert coverage.standard_fingerprint == documents.fingerprint(standard)


@each_use_case
def test_a_use_case_names_actors_information_and_requirements(entry: Any) -> None:
    steps = [step for scenario in entry.scenarios for step in scenario.steps]
    keys = {actor.key for actor in entry.actors}
    assert {step.producer for step in steps} | {step.receiver for step in steps} <= keys
    assert {key for step in steps for key in step.information} == {item.key for item in entry.information}
    assert any(step.requirements for step in steps)
    assert entry.scenarios[0].kind == choices.ScenarioKind.SUCCESS
