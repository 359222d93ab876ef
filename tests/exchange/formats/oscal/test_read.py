"""Which controls are read from a catalogue, and what do they become?"""

import json
from pathlib import Path
from typing import Any

import pytest

from requirements import documents, exchange
from requirements.exchange.formats import oscal
from requirements.exchange.formats.records import Found, Record, Rejected
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
        "rationale": {"en": "Paper will do.\n\nRelated controls: LN-2.\n\nReferences: Library rules."},
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
        'Water with [Selection: rain; a "can"], **never** both:\n\n- in the morning\n- see frost'
    )
    assert xml.data["rationale"] == {"en": "Plants drink.\n\nSlowly."}


def catalogue_of(folder: Path, *controls: dict[str, Any], **more: Any) -> list[Record]:
    """What is read of a catalogue with these controls; each has a statement of the prose given."""
    given = [
        {
            "title": "T",
            **one,
            "parts": [{"name": "statement", "prose": one.get("prose", ""), "props": one.get("said", [])}],
        }
        for one in controls
    ]
    file = folder / "made.json"
    file.write_text(json.dumps({"catalog": {"metadata": {"title": "Kitchen"}, "controls": given, **more}}))
    return list(oscal.read([file]))


def told(record: Record) -> str:
    assert isinstance(record, Found)
    (text,) = record.data["statement"].values()
    return str(text)


def test_parameters_say_what_a_baseline_allows_and_are_never_empty(tmp_path: Path) -> None:
    params = [
        {
            "id": "often",
            "label": "frequency",
            "constraints": [{"description": "once {{ insert: param, dish }} is cold "}, {"description": "at noon"}],
        },
        {"id": "what", "select": {"how-many": "one or more", "choice": [" soup ", "{{ insert: param, dish }}"]}},
    ]
    prose = "Cook ( {{ insert: param, what }} ) {{ insert: param, often }} , then  rest."
    (record,) = catalogue_of(tmp_path, {"id": "k-1", "params": params, "prose": prose})
    dish = "[Assignment: dish]"
    assert told(record) == (
        f"Cook ([Selection (one or more): soup; {dish}])"
        f" [Assignment: frequency (once {dish} is cold; at noon)], then rest."
    )


def test_markup_becomes_plain_text(tmp_path: Path) -> None:
    links = "[K-2](#k-2), [the book](https://example.org/b) and [https://example.org](https://example.org)"
    prose = f"See {links}:\n\n* \\[a\\]\n  + b\n \n\n1. c\n1. d"
    (record,) = catalogue_of(tmp_path, {"id": "k-1", "prose": prose})
    assert (
        told(record)
        == "See K-2, the book (https://example.org/b) and https://example.org:\n\n- [a]\n  - b\n\n1. c\n2. d"
    )


def test_lists_in_lists_keep_their_depth_in_xml(tmp_path: Path) -> None:
    file = tmp_path / "made.xml"
    file.write_text(
        '<catalog><control id="k-1"><title>T</title><param id="it"><label>soup</label><constraint><description><p>hot'
        '</p></description></constraint></param><part name="statement"><p>Cook <insert type="param" id-ref="it"/>:</p>'
        "<ol><li>soup<ul><li>hot</li><li/></ul></li><li>bread</li></ol></part></control></catalog>"
    )
    (record,) = oscal.read([file])
    assert told(record) == "Cook [Assignment: soup (hot)]:\n\n1. soup\n  - hot\n2. bread"


@pytest.mark.parametrize(
    ("control", "obligation", "word"),
    [
        ({"prose": "Cooks should wash. They must rest."}, "recommended", "should"),
        ({"prose": "Cooks shall not smoke."}, "prohibited", "shall not"),
        ({"prose": "Taste what may be salty."}, "required", ""),
        ({"prose": "Wash.\nIt should shine."}, "required", ""),
        ({"prose": "Kosten.", "said": [{"name": "modal_verb", "value": "SOLLTE"}]}, "recommended", "SOLLTE"),
        ({"prose": "Kosten.", "said": [{"name": "modal_verb", "value": "DARF NICHT"}]}, "prohibited", "DARF NICHT"),
        ({"prose": "Kosten.", "said": [{"name": "modal_verb", "value": "?"}]}, "required", ""),
    ],
)
def test_a_statement_binds_as_its_verb_says(
    tmp_path: Path, control: dict[str, Any], obligation: str, word: str
) -> None:
    (record,) = catalogue_of(tmp_path, {"id": "k-1", **control})
    assert isinstance(record, Found)
    assert (record.data["obligation"], record.data["obligation_original"]) == (obligation, word)


@pytest.mark.parametrize(
    ("prose", "language", "doubts"),
    [
        ("Les cuisiniers lavent les mains pour la soupe et le pain.", "fr", []),
        ("Повара моют руки.", "ru", []),
        ("厨师必须洗手。", "zh", []),
        ("Der Koch und die Köchin werden das Brot mit Salz backen.", "en", [("other_language", {"language": "de"})]),
    ],
)
def test_texts_are_in_the_language_of_the_catalogue(
    tmp_path: Path, prose: str, language: str, doubts: list[tuple[str, dict[str, str]]]
) -> None:
    (record,) = catalogue_of(tmp_path, {"id": "k-1", "prose": prose})
    assert isinstance(record, Found)
    assert record.data["source_language"] == language
    assert record.data["statement"] == {language: prose}
    assert [(doubt.reason, doubt.params) for doubt in record.doubts] == doubts


def test_a_title_that_only_repeats_the_number_gives_way_to_the_statement(tmp_path: Path) -> None:
    named = ({"id": "k-1", "title": "Control: k-1"}, {"id": "k-2", "title": "K-2"}, {"id": "k-3", "title": "Control K"})
    found = catalogue_of(tmp_path, *({**one, "prose": "Wash hands. Then cook."} for one in named))
    titles = [one.data["title"]["en"] for one in found if isinstance(one, Found)]
    assert titles == ["Wash hands", "Wash hands", "Control K"]


def test_a_control_that_stands_in_several_groups_is_read_once(tmp_path: Path) -> None:
    groups = [{"title": title, "controls": [{"id": "k-1", "title": "Wash"}]} for title in ("Before", "After")]
    other = {"title": "Never", "controls": [{"id": "k-1", "title": "Wash it all"}]}
    first, again, changed = catalogue_of(tmp_path, groups=[*groups, other])
    assert isinstance(first, Found)
    assert isinstance(changed, Found)
    assert isinstance(again, Rejected)
    assert (again.reason, again.params) == ("repeated", {"other": "Before"})


def test_links_lead_to_controls_by_id_number_or_part(tmp_path: Path) -> None:
    def control(name: str, *links: tuple[str, str], **more: Any) -> dict[str, Any]:
        given = [{"rel": relation, "href": target, "text": "ch. 2"} for relation, target in links]
        props = [{"name": "sort-id", "value": name[-2:]}, *more.pop("props", [])]
        return {"id": name, "props": props, "links": given, **more}

    withdrawn = {"name": "status", "value": "withdrawn"}
    book = {"uuid": "b", "title": "The Book"}
    found = catalogue_of(
        tmp_path,
        control("K_1_01", ("required", "#K_1_02_smt.a"), ("required", "#other-3_smt"), ("external_reference", "#b")),
        control("K_1_02", props=[{"name": "label", "value": "K-2(1)"}]),
        control("K_1_03", ("addressed_by", "02"), ("incorporated_into", "#K_1_01"), props=[withdrawn]),
        control("K_1_04", ("related", "#K_1_05"), ("related", "#K_1_06")),
        control("K_1_05", props=[{"name": "label", "value": "Washing of Hands and Feet (K.5)"}]),
        control("K_1_06", props=[{"name": "label", "value": "Washing of Hands and Feet"}]),
        **{"back-matter": {"resources": [book]}},
    )
    first, second, third, fourth, *_ = (one for one in found if isinstance(one, Found))
    assert first.links == (
        ("needs", "oscal:kitchen:K_1_02"),
        ("needs", "oscal:kitchen:other-3"),
        ("replaces", "oscal:kitchen:K_1_03"),
    )
    assert first.data["rationale"] == {"en": "References: The Book (ch. 2)."}
    assert second.links == (("replaces", "oscal:kitchen:K_1_03"),)
    assert told(third) == "Withdrawn: addressed by K-2(1), incorporated into K_1_01."
    assert fourth.data["rationale"] == {"en": "Related controls: K.5, K_1_06."}


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
