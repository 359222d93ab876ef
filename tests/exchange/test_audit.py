"""Does the audit find each fault that a corpus may have, and nothing in a sound one?"""

from pathlib import Path
from typing import Any

import pytest

from requirements import documents
from requirements.documents import Document
from requirements.exchange import audit, corpus
from requirements.languages import CODES
from tests import factories

STATEMENT = "The system is required to keep each record for ten years."


def sound(identifier: str = "REQ-0001", **fields: Any) -> Document:
    """An entry in which nothing is wrong."""
    kept: dict[str, Any] = {
        "title": {"en": f"Records are kept {identifier}"},
        "statement": {"en": STATEMENT},
        "rationale": {"en": "Courts ask for them."},
        "acceptance_criteria": {"en": "A record of ten years ago is found."},
        "verification_method": "test",
        "links": [{"relation": "addresses", "target": "SA-0001"}],
        "provisions": ["resolution:wtsa-103#instructs-tsb-director-1"],
        "provenance": [
            {
                "source_kind": "itu_document",
                "citation": "A document",
                "url": "https://example.org/source",
                "retrieved_on": "2026-11-22",
            }
        ],
    }
    return factories.document(identifier=identifier, **{**kept, **fields})


def references() -> list[Document]:
    data = {**factories.REFERENCES["block:identity"], "title": dict.fromkeys(CODES, "Identity")}
    programme = {**factories.REFERENCES["programme:dpi"], "title": dict.fromkeys(CODES, "DPI")}
    wanted = {
        "block:identity": data,
        "programme:dpi": programme,
        "standard:itu-t-x-1254": {
            **factories.REFERENCES["standard:itu-t-x-1254"],
            "body": None,
            "study_groups": [],
        },
        "resolution:wtsa-103": factories.REFERENCES["resolution:wtsa-103"],
    }
    return [
        documents.parse({"kind": documents.kind_of(name), "identifier": name, "source": "Somewhere", **fields})
        for name, fields in wanted.items()
    ]


def aspect() -> Document:
    return factories.document(
        "aspect",
        "SA-0001",
        links=[{"relation": "addresses", "target": "REQ-0001"}],
        provisions=["resolution:wtsa-103#instructs-tsb-director-2"],
        provenance=[
            {"source_kind": "academic", "citation": "A", "url": "https://example.org", "retrieved_on": "2026-11-22"}
        ],
    )


def faults(*entries: Document) -> list[str]:
    return [f"{fault.identifier}: {fault.reason}" for fault in audit.faults([*references(), aspect(), *entries])]


def test_a_sound_corpus_has_no_fault() -> None:
    assert faults(sound()) == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"obligation": None}, "obligation: Choose the obligation."),
        ({"statement": {"en": "The system is required to react quickly and is required to log."}}, "statement, en: "),
        ({"provenance": []}, "names no source"),
        (
            {"provenance": [{"source_kind": "academic", "citation": "Undated", "url": "https://example.org"}]},
            "names a source without citation, address or date: Undated",
        ),
        ({"links": []}, "has no link"),
        ({"provisions": []}, "answers no provision"),
        (
            {"provisions": ["resolution:wtsa-103#instructs-tsb-director-9"]},
            "names resolution:wtsa-103#instructs-tsb-director-9, which is not in the corpus",
        ),
        (
            {"coverage": [{"standard": "standard:itu-t-x-9999", "relation": "no_relationship"}]},
            "names standard:itu-t-x-9999, which is not in the corpus",
        ),
        (
            {"coverage": [{"standard": "standard:itu-t-x-1254", "edition": "1999", "relation": "no_relationship"}]},
            "is set beside an edition that standard:itu-t-x-1254 does not have: 1999",
        ),
    ],
)
def test_each_fault_of_an_entry_is_told(fields: dict[str, Any], reason: str) -> None:
    assert any(fault.startswith(f"REQ-0001: {reason}") for fault in faults(sound(**fields)))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"source": ""}, "does not say where its facts are from"),
        (
            {"confidence": "verified", "note": "CHECK the name."},
            "is to be checked, but nothing in it is marked as to be confirmed",
        ),
        ({"title": {"en": "Consent"}}, "is not named in every language"),
    ],
)
def test_each_fault_of_a_reference_record_is_told(fields: dict[str, Any], reason: str) -> None:
    whole = {"source": "Somewhere", "title": dict.fromkeys(CODES, "Consent"), **fields}
    block = documents.parse({"kind": "block", "identifier": "block:consent", **whole})
    assert faults(sound(), block) == [f"block:consent: {reason}"]


def test_pairs_that_are_alike_are_told_until_a_link_says_how_they_differ() -> None:
    (fault,) = faults(sound(), sound("REQ-0002"))
    assert fault.startswith("REQ-0001: may say the same as REQ-0002 (")
    assert faults(sound(), sound("REQ-0002", links=[{"relation": "refines", "target": "REQ-0001"}])) == []


def test_the_table_counts_records_languages_links_sources_and_what_is_to_be_confirmed() -> None:
    lines = {line.kind: line for line in audit.table([*references(), aspect(), sound()])}
    requirement = lines["requirement"]
    assert (requirement.records, requirement.sources, requirement.to_confirm) == (1, 1, 0)
    assert requirement.languages == {"ar": 0, "zh": 0, "en": 1, "fr": 0, "ru": 0, "es": 0}
    assert requirement.links == len(documents.references(sound()))
    assert (lines["block"].languages["ar"], lines["block"].to_confirm) == (1, 1)


def test_pairs_that_somebody_found_to_be_different_are_not_told(tmp_path: Path) -> None:
    (tmp_path / "different.csv").write_text("one,other,why\nREQ-0002,REQ-0001,They differ.\nREQ-0001,REQ-0003,\n")
    pairs = corpus.different(tmp_path)
    assert pairs == {frozenset({"REQ-0001", "REQ-0002"})}
    assert audit.faults([*references(), aspect(), sound(), sound("REQ-0002")], pairs) == []
    assert corpus.different(tmp_path / "none") == set()
