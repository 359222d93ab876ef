"""Does a catalogue that the registry writes say everything, and come back the same?"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from requirements.documents import ENTRY_TYPES, Document
from requirements.exchange.formats import oscal
from tests import factories, strategies
from tests.exchange.formats.exported import body, parsed, read, returned, written


def catalogue(*documents: Document, **envelope: Any) -> Any:
    return parsed(written(oscal.FORMAT, [body(document, **envelope) for document in documents]))["catalog"]


def control(document: Document, **envelope: Any) -> Any:
    (found,) = catalogue(document, **envelope)["groups"][0]["controls"]
    return found


def props(found: Any, ns: str | None = None) -> dict[str, str]:
    return {prop["name"]: prop["value"] for prop in found["props"] if prop.get("ns") == ns}


def requirement(identifier: str = "REQ-1001", **fields: Any) -> Document:
    return factories.document(identifier=identifier, **fields)


def test_an_entry_becomes_a_control() -> None:
    document = requirement(
        title={"en": "Consent", "fr": "Consentement"},
        statement={"en": "Consent is kept.", "fr": "Gardé."},
        rationale={"en": "Courts ask."},
    )
    found = control(document)
    assert (found["id"], found["class"], found["title"]) == ("req-1001", "requirement", "Consent")
    assert props(found) == {"label": "REQ-1001"}
    assert props(found, oscal.NAMESPACE)["title"] == '{"fr":"Consentement"}'
    assert props(found, oscal.NAMESPACE)["obligation"] == "required"
    assert found["parts"] == [
        {"id": "req-1001_smt", "name": "statement", "prose": "Consent is kept."},
        {"class": "fr", "id": "req-1001_smt.fr", "name": "statement", "ns": oscal.NAMESPACE, "prose": "Gardé."},
        {"id": "req-1001_gdn", "name": "guidance", "prose": "Courts ask."},
    ]


def test_controls_stand_in_groups_by_building_block_and_lead_to_each_other() -> None:
    near, far = {"relation": "needs", "target": "REQ-1002"}, {"relation": "refines", "target": "REQ-0009"}
    found = catalogue(requirement(links=[near, far]), requirement("REQ-1002", building_blocks=["block:wallet"]))
    assert [group["id"] for group in found["groups"]] == ["identity", "wallet"]
    assert found["groups"][0]["controls"][0]["links"] == [
        {"href": "#req-1002", "rel": "needs"},
        {"href": "/id/REQ-0009", "rel": "refines"},
    ]


def test_a_control_keeps_the_id_that_its_own_catalogue_gave_it() -> None:
    source = {"source_kind": "sdo_document", "citation": "X", "place": "AC-2", "source_key": "oscal:sp800-53:ac-2"}
    first, second = requirement(provenance=[source]), requirement("REQ-1002", provenance=[source])
    one, other = catalogue(first, second)["groups"][0]["controls"]
    assert (one["id"], other["id"]) == ("ac-2", "req-1002")
    assert props(one) == {"label": "AC-2"}


@pytest.mark.parametrize(
    ("fields", "standing"), [({"obligation_original": "withdrawn"}, "in_force"), ({}, "withdrawn")]
)
def test_what_is_withdrawn_has_that_status(fields: dict[str, Any], standing: str) -> None:
    assert props(control(requirement(**fields), standing=standing))["status"] == "withdrawn"


def test_the_same_entries_make_the_same_catalogue_and_others_another() -> None:
    one, same, other = catalogue(requirement()), catalogue(requirement()), catalogue(requirement(), number=2)
    assert one == same
    assert one["uuid"] != other["uuid"]
    assert one["metadata"]["last-modified"] == "2026-11-22T10:00:00+00:00"


def test_reference_records_are_left_out_and_an_empty_catalogue_is_one() -> None:
    assert "groups" not in catalogue(factories.document("requirement", "REQ-0001"))["groups"][0]
    assert set(catalogue()) == {"uuid", "metadata"}


@pytest.mark.parametrize("kind", ENTRY_TYPES)
@settings(max_examples=20)
@given(data=st.data())
def test_every_entry_comes_back_the_same(kind: str, data: st.DataObject) -> None:
    sent = body(data.draw(strategies.publishable(kind)))
    (record,) = read(oscal.FORMAT, written(oscal.FORMAT, [sent]))
    assert returned(record) == sent


def test_a_text_changed_in_another_tool_comes_back_changed() -> None:
    content = written(oscal.FORMAT, [body(requirement(statement={"en": "Old words."}))])
    (record,) = read(oscal.FORMAT, content.replace(b"Old words.", b"New words."))
    assert parsed(returned(record))["statement"] == {"en": "New words."}


def test_coverage_becomes_a_mapping_for_each_edition() -> None:
    coverage = {
        "standard": "standard:itu-t-x-1254",
        "edition": "09/2020",
        "relation": "superset_of",
        "clauses": ["7", "8.1"],
        "rationale": {"en": "Levels."},
        "uncovered": {"en": "Offline use."},
        "confidence": "high",
        "confirmed": True,
        "assessed_on": "2026-11-20",
    }
    none = {"relation": "no_relationship"}
    bodies = [body(requirement(coverage=[coverage])), body(requirement("REQ-1002", coverage=[none]))]
    found = parsed(written(oscal.MAPPINGS, bodies))["mapping-collection"]
    assert [prop["value"] for prop in found["metadata"]["props"]] == ["req-1002"]
    (mapping,) = found["mappings"]
    assert mapping["target-resource"]["href"] == "/id/standard:itu-t-x-1254"
    (entry,) = mapping["maps"]
    del entry["uuid"]
    assert entry == {
        "relationship": "superset-of",
        "sources": [{"type": "control", "id-ref": "req-1001"}],
        "targets": [{"type": "control", "id-ref": "7"}, {"type": "control", "id-ref": "8.1"}],
        "confidence-score": {"category": "high"},
        "qualifiers": [
            {
                "subject": "source",
                "predicate": "has-requirement",
                "category": "addressable",
                "description": "Offline use.",
            }
        ],
        "props": [
            {"name": "confirmed", "ns": oscal.NAMESPACE, "value": "yes"},
            {"name": "assessed-on", "ns": oscal.NAMESPACE, "value": "2026-11-20"},
        ],
        "remarks": "Levels.",
    }


def test_mappings_are_not_imported() -> None:
    (record,) = read(oscal.MAPPINGS, b"{}")
    assert record.reason == "not_read"  # type: ignore[union-attr]
