"""Is the corpus that ships well formed, complete and closed: one document a line, and every name in it known?"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict

from requirements import choices, documents, filters, mandates
from requirements.exchange import corpus
from requirements.languages import CODES

FILES = sorted(path.relative_to(corpus.SHIPPED).as_posix() for path in corpus.SHIPPED.rglob("*.ndjson"))
REFERENCE_COUNTS = {
    "programme": 2,
    "country": 195,
    "sdg": 17,
    "action-line": 18,
    "term": 73,
    "organization": 76,
    "study-group": 24,
    "block": 33,
    "standard": 342,
    "resolution": 32,
    "action": 8,
    "event": 0,
}
# What belongs together is read together: the requirements, aspects and use cases of a theme share a file.
BY_THEME = {"requirement", "aspect", "use_case"}


def lines(name: str) -> list[bytes]:
    return (corpus.SHIPPED / name).read_bytes().splitlines()


def shipped(kind: str) -> list[Any]:
    return [document for document in corpus.read(corpus.SHIPPED) if document.kind == kind]


def is_empty(value: Any) -> bool:
    """Whether the value says nothing; false and 0 say something."""
    if isinstance(value, dict | list):
        return not value or any(is_empty(item) for item in (value.values() if isinstance(value, dict) else value))
    return value is None or value == ""


def test_the_counts_of_reference_records_are_exact() -> None:
    found = Counter(document.kind for document in corpus.read(corpus.SHIPPED))
    assert {kind: found[kind] for kind in documents.REFERENCE_TYPES} == REFERENCE_COUNTS


@pytest.mark.parametrize("name", FILES)
def test_lines_are_canonical_and_leave_out_what_is_empty(name: str) -> None:
    for line in lines(name):
        data = json.loads(line)
        assert documents.canonical(data) == line
        assert not is_empty(data), data["identifier"]


@pytest.mark.parametrize("name", FILES)
def test_documents_are_normalized(name: str) -> None:
    for line in lines(name):
        document = documents.parse(json.loads(line))
        assert documents.normalized(document) == document


@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_one_kind_or_one_theme_sorted_by_identifier(name: str) -> None:
    found = [json.loads(line) for line in lines(name)]
    kinds = {data["kind"] for data in found}
    assert {documents.COLLECTIONS[kind] for kind in kinds} == {Path(name).stem} or kinds <= BY_THEME
    identifiers = [data["identifier"] for data in found]
    assert identifiers == sorted(set(identifiers))


def test_no_identifier_is_used_in_two_files() -> None:
    times = Counter(document.identifier for document in corpus.read(corpus.SHIPPED))
    assert [identifier for identifier, found in times.items() if found > 1] == []


def test_every_name_is_known() -> None:
    everything = corpus.read(corpus.SHIPPED)
    known = {document.identifier for document in everything}
    known |= {provision.identifier for resolution in shipped("resolution") for provision in resolution.provisions}
    assert {name for document in everything for name in documents.names(document)} - known == set()


@pytest.mark.parametrize("kind", documents.REFERENCE_TYPES)
def test_every_fact_has_a_source(kind: str) -> None:
    assert [document.identifier for document in shipped(kind) if not document.source] == []


@pytest.mark.parametrize("kind", ["programme", "country", "sdg", "action-line", "block", "study-group", "term"])
def test_names_are_in_all_languages(kind: str) -> None:
    assert {frozenset(document.title) for document in shipped(kind)} == {frozenset(CODES)}


def test_groups_of_countries_are_as_listed() -> None:
    groups = Counter(group.value for country in shipped("country") for group in country.groups)
    assert groups == {"ldc": 44, "lldc": 32, "sids": 37, "economy_in_transition": 17}
    assert {str(country.groups_as_of) for country in shipped("country")} == {"2026-11-22"}


def test_an_alias_means_one_standard() -> None:
    standards = shipped("standard")
    written = Counter(alias.text for standard in standards for alias in standard.aliases)
    written.update(standard.designation for standard in standards)
    assert [text for text, times in written.items() if times > 1] == []


@pytest.mark.parametrize(
    ("identifier", "aliases"),
    [
        ("standard:itu-t-x-1254", {"X.1254", "ITU-T Rec. X.1254", "Recommendation ITU-T X.1254"}),
        ("standard:itu-t-y-4000-y-2060", {"Y.4000", "ITU-T Y.4000", "Y.2060", "ITU-T Y.2060", "Y.4000/Y.2060"}),
        ("standard:iso-iec-29115", {"ISO 29115"}),
        ("standard:rfc-9901", {"RFC9901", "IETF RFC 9901", "SD-JWT"}),
    ],
)
def test_standards_are_found_as_people_write_them(identifier: str, aliases: set[str]) -> None:
    (standard,) = (standard for standard in shipped("standard") if standard.identifier == identifier)
    assert aliases <= {alias.text for alias in standard.aliases}


def test_provisions_are_those_of_the_two_mandates() -> None:
    provisions = {resolution.identifier: resolution.provisions for resolution in shipped("resolution")}
    assert {identifier: len(found) for identifier, found in provisions.items() if found} == {
        "resolution:wtsa-103": 23,
        "resolution:wtdc-85": 33,
    }
    instructed = [item.identifier.partition("#")[2] for item in provisions["resolution:wtsa-103"] if item.operative]
    assert instructed == [
        "resolves",
        "instructs-tsb-director-1",
        "instructs-tsb-director-2",
        "instructs-tsb-director-3",
        "instructs-tsb-director-with-sg-and-bdt",
        "instructs-tsb-director-with-bdt-1",
        "instructs-tsb-director-with-bdt-2",
        "instructs-tsag",
        "instructs-study-groups-1",
        "instructs-study-groups-2",
        "invites-members-1",
        "invites-members-2",
        "invites-members-3",
    ]


def test_a_proposal_is_not_passed_off_as_a_resolution() -> None:
    status = {resolution.identifier: resolution.status.value for resolution in shipped("resolution")}
    assert {identifier for identifier, value in status.items() if value == "proposed"} == {"resolution:wtdc-85"}


def test_notes_to_check_stay_inside() -> None:
    everything = corpus.read(corpus.SHIPPED)
    assert any("CHECK" in getattr(document, "note", "") for document in everything)
    assert [item.identifier for item in everything if "CHECK" in str(documents.dump_public(item))] == []


@pytest.mark.parametrize("kind", documents.REFERENCE_TYPES)
def test_what_is_to_be_confirmed_is_a_field_that_says_something(kind: str) -> None:
    for document in shipped(kind):
        for field in document.to_confirm:
            assert field == "translations" or getattr(document, field) or field == "groups", (
                document.identifier,
                field,
            )


def test_what_the_facts_recall_is_marked_until_a_person_confirms_it() -> None:
    marked = {
        document.identifier: document.to_confirm for kind in documents.REFERENCE_TYPES for document in shipped(kind)
    }
    assert all("itu_region" in marked[country.identifier] for country in shipped("country"))
    transition = [c for c in shipped("country") if "economy_in_transition" in c.groups]
    assert all("groups" in marked[country.identifier] for country in transition)
    assert "groups" in marked["country:bd"]
    assert marked["resolution:wtsa-98"] == ["place_year", "title"]
    assert marked["standard:rfc-9901"] == ["editions"]
    assert not any(document.confirmed_by for kind in documents.REFERENCE_TYPES for document in shipped(kind))
    noted = [d for kind in documents.REFERENCE_TYPES for d in shipped(kind) if "CHECK" in d.note]
    assert all(d.to_confirm or d.confidence == "recalled" for d in noted)


def test_every_term_is_defined_in_all_languages_and_names_a_source_with_its_address() -> None:
    terms = shipped("term")
    assert len(terms) >= 60
    assert {frozenset(term.description) for term in terms} == {frozenset(CODES)}
    assert [term.identifier for term in terms if not term.url.startswith("https://")] == []
    assert [term.identifier for term in terms if term.identifier in term.see_also] == []


def test_every_operative_provision_has_an_action_or_a_recorded_reason() -> None:
    actions = [documents.dump(action) for action in shipped("action")]
    resolutions = [documents.dump(resolution) for resolution in shipped("resolution")]
    operative = sum(provision["operative"] for resolution in resolutions for provision in resolution["provisions"])
    assert operative == 13 + 15
    assert [name for resolution in resolutions for name in mandates.unanswered(resolution, actions)] == []


def test_every_provision_is_told_in_six_languages_and_says_whom_it_addresses() -> None:
    provisions = [provision for resolution in shipped("resolution") for provision in resolution.provisions]
    assert len(provisions) == 23 + 33
    assert [one.identifier for one in provisions if set(one.paraphrase) != set(CODES)] == []
    assert [one.identifier for one in provisions if one.operative != bool(one.addressees)] == []
    named = [*(one.addressee for one in provisions), *(one.collaboration for one in provisions)]
    assert {frozenset(one) for one in named if one} == {frozenset(CODES)}


def test_nothing_is_claimed_as_completed_and_every_saved_filter_can_be_read() -> None:
    for action in shipped("action"):
        assert action.state != "completed"
        assert set(action.title) == set(action.statement) == set(CODES)
        for evidence in action.evidence:
            assert set(evidence.title) == set(CODES)
            if evidence.query:
                params = QueryDict(evidence.query)
                assert set(params) <= set(filters.FACETS)
                assert set(params.getlist("coverage")) <= set(choices.CoverageLevel.values)
