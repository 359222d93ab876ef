"""What becomes of Doorstop's items?"""

from pathlib import Path

import pytest
from openpyxl import Workbook

from requirements import documents, exchange
from requirements.exchange.formats import doorstop
from requirements.exchange.formats.records import Found, Rejected
from tests.exchange.formats.exported import read

SAMPLES = Path(__file__).parents[2] / "samples" / "exchange" / "doorstop"
RECORDS = {record.place.anchor: record for record in doorstop.read([SAMPLES])}


def found(uid: str) -> Found:
    record = RECORDS[uid]
    assert isinstance(record, Found)
    documents.parse({**record.data, "kind": record.kind, "identifier": "REQ-0001"})
    return record


def test_an_item_becomes_a_requirement() -> None:
    record = found("BOAT001")
    assert (record.key, record.place.file) == ("doorstop:boat:boat001", "doorstop/boat/BOAT001.yml")
    assert record.data == {
        "title": {"en": "Floating"},
        "statement": {"en": "A boat **shall** float."},
        "type": "functional",
        "source_language": "en",
        "programmes": ["programme:dpi"],
        "provenance": [
            {
                "source_kind": "member_contribution",
                "citation": "Doorstop, BOAT001, level 1.1",
                "place": "BOAT001",
                "source_key": "doorstop:boat:boat001",
            }
        ],
        "rationale": {"en": "People cannot swim."},
        "obligation": "required",
        "obligation_original": "shall",
    }
    assert record.links == (("refines", "doorstop:boat:ship007"), ("refines", "doorstop:boat:boat002"))


def test_items_in_markdown_and_rows_of_an_export_are_read_alike() -> None:
    markdown, row = found("BOAT002"), found("BOAT005")
    assert markdown.data["title"] == {"en": "A boat should have oars"}
    assert (markdown.data["obligation"], row.data["obligation"]) == ("recommended", "optional")
    assert row.data["statement"] == {"en": "A boat may\nhave a name."}
    assert row.links == (("refines", "doorstop:boat:boat001"),)


def test_documents_name_each_others_items_and_exports_are_read_in_every_form(tmp_path: Path) -> None:
    for name, text in {
        "sys/SYS001.yml": "text: A ship floats.\nfit criterion: It does.\nshort name: Floating\nlevel: 1.10\n",
        "sys/low/LOW001.md": "---\nheader: ''\nlinks:\n- SYS001: null\nnote: Much\n---\n\n# Head\n\nA hull is tight.\n",
        "tabs/all.tsv": 'uid\tlinks\ttext\nTAB001\t"SYS001:abc\nLOW001,"\tTabs\tmore\n',
        "yaml/all.yml": "YML001:\n  links:\n  - TAB001\n  text: Yes\nYML002:\n  active: false\n  text: No\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    book = Workbook()
    for row in (["uid", "text", "links"], ["BOOK001", "In a book", "YML001"], ["BOOK002", "=1+1", None]):
        book.active.append(row)
    book.save(tmp_path / "yaml" / "book.xlsx")
    records = {record.place.anchor: record for record in doorstop.read([tmp_path])}
    folder = tmp_path.name
    assert {name: record.links for name, record in records.items() if isinstance(record, Found)} == {
        "SYS001": (),
        "LOW001": (("refines", "doorstop:sys:sys001"),),
        "TAB001": (("refines", "doorstop:sys:sys001"), ("refines", "doorstop:low:low001")),
        "YML001": (("refines", "doorstop:tabs:tab001"),),
        "BOOK001": (("refines", "doorstop:yaml:yml001"),),
    }
    refused = {name: record.reason for name, record in records.items() if isinstance(record, Rejected)}
    assert refused == {"YML002": "inactive", "BOOK002": "no_item"}
    ship, hull = records["SYS001"], records["LOW001"]
    assert isinstance(ship, Found)
    assert isinstance(hull, Found)
    assert (ship.data["title"], ship.data["acceptance_criteria"]) == ({"en": "Floating"}, {"en": "It does."})
    assert (hull.data["title"], hull.data["statement"]) == ({"en": "Head"}, {"en": "A hull is tight."})
    assert hull.data["rationale"] == {"en": "Much"}
    assert hull.place.file == f"{folder}/sys/low/LOW001.md"


def test_documents_speak_the_language_of_their_texts() -> None:
    (record,) = read(doorstop.FORMAT, "text: Система должна отвечать\nrationale: Да\n".encode(), ".yml")
    assert isinstance(record, Found)
    assert record.data["source_language"] == "ru"
    assert (record.data["statement"], record.data["rationale"]) == ({"ru": "Система должна отвечать"}, {"ru": "Да"})


def test_what_is_no_requirement_is_named() -> None:
    rejected = {name: record.reason for name, record in RECORDS.items() if isinstance(record, Rejected)}
    assert rejected == {"BOAT003": "not_normative", "BOAT004": "inactive"}


@pytest.mark.parametrize("content", [b"", b"[]", b"text: [a]", b"text: ''", b"other: x"])
def test_what_is_no_item_is_named(content: bytes) -> None:
    (record,) = read(doorstop.FORMAT, content, ".yml")
    assert isinstance(record, Rejected)
    assert record.reason == "no_item"


@pytest.mark.parametrize(
    ("content", "suffix", "code"),
    [
        (b"text: 'a", ".yml", "not_yaml"),
        (b"text: &a x\nlinks: *a", ".yml", "alias"),
        (b"\xff", ".yml", "not_utf8"),
        (b'uid,text\nA1,"x', ".csv", ""),
        (b"text: " + b"x" * 1024 * 1024, ".yml", "file_too_large"),
    ],
)
def test_a_broken_file_is_refused(content: bytes, suffix: str, code: str) -> None:
    try:
        read(doorstop.FORMAT, content, suffix)
        refused = ""
    except exchange.ExchangeError as error:
        refused = error.code
    assert refused == code
