"""Which controls are read from a catalogue, and what do they become?"""

from pathlib import Path
from typing import Any

import pytest

from requirements import documents, exchange
from requirements.exchange.formats import oscal
from requirements.exchange.formats.records import Found, Rejected
from tests.exchange.formats.exported import read

SAMPLES = Path(__file__).parents[3] / "samples" / "exchange" / "oscal"
STATEMENT = """a. Record each loan:
  1. with its date; and
  2. for [Assignment: library-defined period].
b. Tell [Selection (one or more): the reader; after [Assignment: library-defined period] the city] of three loans."""


def controls(name: str = "catalogue.json") -> dict[str, Found]:
    found = [record for record in oscal.read([SAMPLES / name]) if isinstance(record, Found)]
    return {record.place.anchor: record for record in found}


def test_a_control_becomes_a_requirement() -> None:
    record = controls()["ln-1"]
    assert record.key == "oscal:lib-7:ln-1"
    assert exchange.place_in_words(record.place) == "catalogue.json#ln-1"
    assert record.data == {
        "title": {"en": "Lending Records"},
        "statement": {"en": STATEMENT},
        "rationale": {"en": "Paper will do.\n\nRelated controls: LN-2."},
        "acceptance_criteria": {"en": "A loan of last week is found."},
        "obligation": "required",
        "obligation_original": "",
        "type": "security",
        "keywords": ["Lending"],
        "source_language": "en",
        "programmes": ["programme:dpi"],
        "building_blocks": ["block:security"],
        "provenance": [
            {
                "source_kind": "sdo_document",
                "citation": "Library rules: controls for small libraries, version 1.2, LN-1 Lending Records",
                "url": "https://example.org/library-rules.pdf",
                "place": "LN-1",
                "source_key": "oscal:lib-7:ln-1",
            }
        ],
    }


def test_controls_are_linked() -> None:
    found = controls()
    assert found["ln-1"].links == (("needs", "oscal:lib-7:ln-2"),)
    assert found["ln-1.1"].links == (("refines", "oscal:lib-7:ln-1"),)
    assert found["ln-2"].links == (("replaces", "oscal:lib-7:ln-1.2"),)


def test_a_withdrawn_control_is_marked() -> None:
    data = controls()["ln-1.2"].data
    assert data["statement"] == {"en": "Withdrawn: incorporated into LN-2."}
    assert (data["obligation"], data["obligation_original"]) == ("informative", "withdrawn")
    assert data["keywords"] == ["Lending", "withdrawn"]


def test_what_concerns_privacy_is_of_that_type() -> None:
    assert controls()["ln-1.1"].data["type"] == "privacy"


def test_every_control_fits_its_document() -> None:
    for record in controls().values():
        documents.parse({**record.data, "kind": record.kind, "identifier": "REQ-0001"})


def test_a_control_without_title_is_named() -> None:
    *_, rejected = oscal.read([SAMPLES / "catalogue.json"])
    assert isinstance(rejected, Rejected)
    assert (rejected.place.anchor, rejected.reason, rejected.params) == ("ln-3", "incomplete", {"title": "LN-3"})


def test_the_three_syntaxes_say_the_same() -> None:
    (xml,), (yaml,) = oscal.read([SAMPLES / "same.xml"]), oscal.read([SAMPLES / "same.yaml"])
    assert isinstance(xml, Found)
    assert isinstance(yaml, Found)
    assert xml.data == yaml.data
    assert xml.key == yaml.key == "oscal:garden-rules:g-1"
    assert xml.data["statement"]["en"] == (
        'Water with [Selection: rain; a "can"], **never** both:\n\n* in the morning\n* see [frost](#g-2)'
    )
    assert xml.data["rationale"] == {"en": "Plants drink.\n\nSlowly."}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b'{"profile": {}}', "profile"),
        (b"[]", ""),
        (b"", ""),
        (b'{"catalog": []}', "catalog"),
        (b"<profile/>", "profile"),
    ],
)
def test_what_is_no_catalogue_is_named(content: bytes, name: str) -> None:
    (record,) = read(oscal.FORMAT, content)
    assert isinstance(record, Rejected)
    assert (record.reason, record.params) == ("no_catalogue", {"name": name})


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b'{"catalog": {\n"uuid": }', "not_json", 2),
        (b'{"catalog": ' + b"[" * 100_000, "not_json", 0),
        (b"catalog:\n  a: &a [x]\n  b: *a\n", "alias", 3),
        (b"catalog:\n  a: 'x\n", "not_yaml", 3),
        (b"catalog: " + b"[" * 300, "nested_too_deeply", 1),
        (b"catalog: \xff", "not_utf8", 1),
        (b"<catalog>\n<metadata>", "not_xml", 2),
        (b"<a>" * 300, "nested_too_deeply", 1),
        (b'<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>', "document_type", 2),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd">\n<a/>', "document_type", 2),
    ],
)
def test_a_file_that_is_broken_or_means_harm_is_refused_with_its_line(content: bytes, code: str, line: int) -> None:
    with pytest.raises(exchange.Unreadable) as refused:
        read(oscal.FORMAT, content)
    assert refused.value.code == code
    assert refused.value.place
    assert refused.value.place.line == line


@pytest.mark.parametrize("data", [None, 1, "x", [], {"controls": 1}, {"groups": [None, {"controls": [[], {"id": 1}]}]}])
def test_any_shape_is_read_without_failing(data: Any) -> None:
    for record in oscal.records("file.json", {"metadata": data, "groups": [{"controls": [data]}]}):
        assert isinstance(record, Rejected)
