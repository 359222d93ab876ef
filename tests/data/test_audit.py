"""Is the corpus that ships sound, and as large and as varied as it has to be?"""

from collections import Counter
from typing import Any

from requirements import choices
from requirements.documents import ENTRY_TYPES
from requirements.exchange import audit, corpus
from requirements.languages import CODES

SHIPPED: list[Any] = list(corpus.read(corpus.SHIPPED))
ENTRIES = [document for document in SHIPPED if document.kind in ENTRY_TYPES]
REQUIREMENTS = [entry for entry in ENTRIES if entry.kind == "requirement"]
LEAST = {"requirement": 120, "use_case": 25, "aspect": 40, "need": 20, "experience": 20, "term": 60}


def test_nothing_is_wrong_with_it() -> None:
    assert [
        f"{fault.identifier}: {fault.reason}" for fault in audit.faults(SHIPPED, corpus.different(corpus.SHIPPED))
    ] == []


def test_there_are_entries_enough() -> None:
    counts = Counter(document.kind for document in SHIPPED)
    assert {kind: counts[kind] for kind in LEAST if counts[kind] < LEAST[kind]} == {}


def test_they_are_about_many_blocks_and_both_programmes() -> None:
    assert len({block for entry in ENTRIES for block in entry.building_blocks}) >= 14
    assert {name for entry in ENTRIES for name in entry.programmes} == {"programme:dpi", "programme:iot-ssc"}


def test_every_obligation_type_and_method_of_verification_is_in_use() -> None:
    assert {entry.obligation for entry in REQUIREMENTS} == set(choices.Obligation)
    assert {entry.type for entry in REQUIREMENTS} == set(choices.RequirementType)
    methods = set(choices.VerificationMethod) - {choices.VerificationMethod.NONE_DEFINED}
    assert {entry.verification_method for entry in REQUIREMENTS} >= methods


def test_enough_entries_are_in_all_languages() -> None:
    assert len([entry for entry in ENTRIES if set(entry.title) == set(CODES)]) >= 60


def test_needs_and_experiences_come_from_every_group_of_countries_and_many_regions() -> None:
    members = {document.identifier: document for document in SHIPPED if document.kind == "country"}
    told = [entry for entry in ENTRIES if entry.kind in ("need", "experience")]
    countries = [members[name] for entry in told for name in entry.countries]
    groups = {group for entry in told for group in getattr(entry, "country_groups", [])}
    assert groups | {group for country in countries for group in country.groups} == set(choices.CountryGroup)
    assert len({country.itu_region for country in countries}) == 6


def test_experiences_name_what_helped_and_what_hindered() -> None:
    for entry in ENTRIES:
        if entry.kind == "experience":
            assert {factor.polarity for factor in entry.factors} == set(choices.Polarity), entry.identifier
