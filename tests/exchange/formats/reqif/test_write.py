"""Is what the registry writes ReqIF for others too, and does it come back the same?"""

import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import reqif as independent
import xmlschema
from lxml import etree
from reqif.parser import ReqIFParser, ReqIFZParser

from requirements.documents import Document
from requirements.exchange.formats import reqif
from requirements.exchange.formats.records import Found
from tests import factories
from tests.exchange.formats.exported import body, parsed, read, returned, written

SCHEMA = Path(independent.__file__).parent / "reqif_schema" / "reqif.xsd"
TEXT = "First line\nsecond <line> & more\n\nNext paragraph"


def requirement(identifier: str = "REQ-1001", **fields: Any) -> Document:
    return factories.document(identifier=identifier, **fields)


def links(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"relation": relation, "target": target} for relation, target in pairs]


BODIES = [
    body(
        requirement(
            title={"en": "Speed", "ar": "السرعة"},
            statement={"en": TEXT, "zh": "快"},
            rationale={"en": "A tab\there", "fr": "Une tabulation"},
            links=links(("needs", "REQ-1002"), ("refines", "REQ-0009")),
        )
    ),
    body(requirement("REQ-1002", links=links(("refines", "REQ-1001")))),
    body(factories.document("use_case", "UC-1001", building_blocks=[])),
]


NAMES_OF_STRICTDOC = {"ReqIF.ForeignID": "UID", "ReqIF.Name": "TITLE", "ReqIF.Text": "STATEMENT", "NOTES": "COMMENT"}


def objects(content: bytes) -> list[Any]:
    return list(etree.fromstring(content).iter("{*}SPEC-OBJECT"))


@pytest.fixture(scope="module")
def content() -> bytes:
    return written(reqif.FORMAT, BODIES)


def test_it_is_valid_against_the_schema_of_the_object_management_group(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "all.reqif"
    path.write_bytes(content)
    assert [str(error) for error in xmlschema.XMLSchema(str(SCHEMA), allow="local").iter_errors(str(path))] == []


def test_another_reader_finds_objects_texts_relations_and_hierarchy(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "all.reqif"
    path.write_bytes(content)
    bundle = ReqIFParser.parse(str(path))
    held = bundle.core_content.req_if_content
    one, two, three = held.spec_objects
    assert [(one.identifier, one.long_name), two.identifier, three.identifier] == [
        ("REQ-1001", "Speed"),
        "REQ-1002",
        "UC-1001",
    ]
    names = {attribute.identifier: attribute.long_name for attribute in held.spec_types[0].attribute_definitions}
    values = {names[attribute.definition_ref]: attribute.value for attribute in one.attributes}
    assert values["ReqIF.ForeignID"] == "REQ-1001"
    assert values["ReqIF.Name [ar]"] == "<xhtml:div><xhtml:p>السرعة</xhtml:p></xhtml:div>"
    assert "second &lt;line&gt; &amp; more" in values["ReqIF.Text"]
    assert [(link.source, link.target) for link in held.spec_relations] == [
        ("REQ-1001", "REQ-1002"),
        ("REQ-1002", "REQ-1001"),
    ]
    assert [(one.long_name, [child.spec_object for child in one.children]) for one in held.specifications] == [
        ("Identity", ["REQ-1001"]),
        ("Other", ["UC-1001"]),
    ]
    assert [child.spec_object for child in held.specifications[0].children[0].children] == ["REQ-1002"]


def test_no_two_attributes_of_a_type_are_one_field_of_strictdoc(content: bytes) -> None:
    """StrictDoc 0.30 knows some by names of its own and all others by their letters and digits in capitals."""
    for kind in etree.fromstring(content).iter("{*}SPEC-OBJECT-TYPE"):
        names = [one.get("LONG-NAME") for one in kind.find("{*}SPEC-ATTRIBUTES")]
        fields = [re.sub("[^A-Z0-9]", "_", NAMES_OF_STRICTDOC.get(name, name).upper()) for name in names]
        assert len(fields) >= 20
        assert sorted(set(fields)) == sorted(fields)


def test_values_stand_in_the_order_of_their_definitions(content: bytes) -> None:
    tree = etree.fromstring(content)
    defined = [one.get("IDENTIFIER") for kind in tree.iter("{*}SPEC-ATTRIBUTES") for one in kind]
    for one in objects(content):
        places = [defined.index(value.findtext("{*}DEFINITION/*")) for value in one.find("{*}VALUES")]
        assert len(places) >= 5
        assert places == sorted(places)


def test_another_reader_takes_the_namespace_off_texts(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "all.reqif"
    path.write_bytes(content)
    one, *_ = ReqIFParser.parse(str(path)).core_content.req_if_content.spec_objects
    (text,) = [value for value in one.attributes if value.definition_ref.endswith("ReqIF.Text")]
    assert text.value_stripped_xhtml == (
        "<div><p>First line<br/>\nsecond &lt;line&gt; &amp; more</p><p>Next paragraph</p></div>"
    )


def test_another_reader_opens_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "all.reqifz"
    path.write_bytes(written(reqif.PACKED, BODIES))
    (bundle,) = ReqIFZParser.parse(str(path)).reqif_bundles.values()
    assert len(bundle.core_content.req_if_content.spec_objects) == 3
    assert path.read_bytes() == written(reqif.PACKED, BODIES)


def test_it_comes_back_the_same(content: bytes) -> None:
    assert [returned(record) for record in read(reqif.FORMAT, content)] == BODIES


def test_a_file_from_before_comes_back_the_same(content: bytes) -> None:
    """What was left of a text lay under the name of its field, and no line began behind a break."""
    before = content.replace(b".rest", b"").replace(b"<xhtml:br/>\n", b"<xhtml:br/>")
    assert len(content) - len(before) > 20
    assert [returned(record) for record in read(reqif.FORMAT, before)] == BODIES


def test_what_a_tool_changed_comes_back_changed(content: bytes) -> None:
    changed = content.replace(b">First line<", b">First words<").replace(b"REQ-1001.needs", b"REQ-1001.was")
    changed = changed.replace(
        b"<SPEC-RELATION-TYPE-REF>dpi-registry.needs<", b"<SPEC-RELATION-TYPE-REF>dpi-registry.conflicts_with<"
    )
    first = parsed(returned(read(reqif.FORMAT, changed)[0]))
    assert first["statement"]["en"] == TEXT.replace("First line", "First words")
    assert [(link["relation"], link["target"]) for link in first["links"]] == [
        ("refines", "REQ-0009"),
        ("conflicts_with", "REQ-1002"),
    ]


def test_no_two_links_that_say_the_same_make_a_circle() -> None:
    """StrictDoc takes every relation for one to a parent."""
    told = {
        "REQ-1001": (("motivates", "REQ-1002"), ("motivates", "REQ-1003"), ("conflicts_with", "REQ-1003")),
        "REQ-1002": (("addresses", "REQ-1001"), ("equivalent_to", "REQ-1003")),
        "REQ-1003": (("conflicts_with", "REQ-1001"),),
    }
    bodies = [body(requirement(name, links=links(*pairs))) for name, pairs in told.items()]
    content = written(reqif.FORMAT, bodies)
    relations = etree.fromstring(content).iter("{*}SPEC-RELATION")
    assert [[one.findtext(f"{{*}}{end}/*") for end in ("SOURCE", "TYPE", "TARGET")] for one in relations] == [
        ["REQ-1003", "dpi-registry.motivated_by", "REQ-1001"],
        ["REQ-1001", "dpi-registry.conflicts_with", "REQ-1003"],
        ["REQ-1002", "dpi-registry.addresses", "REQ-1001"],
        ["REQ-1002", "dpi-registry.equivalent_to", "REQ-1003"],
    ]
    assert [returned(record) for record in read(reqif.FORMAT, content)] == bodies
    gone = content.replace(b"<SPEC-OBJECT-REF>REQ-1002</SPEC-OBJECT-REF></SOURCE>", b"</SOURCE>")
    first = next(parsed(returned(one)) for one in read(reqif.FORMAT, gone) if isinstance(one, Found))
    assert [link["target"] for link in first["links"]] == ["REQ-1003", "REQ-1003"]


def test_a_file_whose_links_lead_from_what_motivates_is_read_as_before() -> None:
    bodies = [body(requirement(links=links(("motivates", "REQ-1002")))), body(requirement("REQ-1002"))]
    content = written(reqif.FORMAT, bodies).replace(b"motivated_by", b"motivates")
    before = content.replace(b">REQ-1002</SPEC-OBJECT-REF></SOURCE>", b">REQ-1001</SPEC-OBJECT-REF></SOURCE>")
    before = before.replace(b">REQ-1001</SPEC-OBJECT-REF></TARGET>", b">REQ-1002</SPEC-OBJECT-REF></TARGET>")
    assert [returned(record) for record in read(reqif.FORMAT, before)] == bodies


def test_an_object_keeps_the_identifier_that_its_own_tool_gave_it() -> None:
    source = {"source_kind": "member_contribution", "citation": "X", "source_key": "reqif:ferry:o-2"}
    content = written(reqif.FORMAT, [body(requirement(provenance=[source])), body(requirement("REQ-1002"))])
    assert [one.get("IDENTIFIER") for one in objects(content)] == ["o-2", "REQ-1002"]
    source["source_key"] = "reqif:ferry:REQ-1002"
    content = written(reqif.FORMAT, [body(requirement(provenance=[source])), body(requirement("REQ-1002"))])
    assert [one.get("IDENTIFIER") for one in objects(content)] == ["REQ-1002", "REQ-1002_"]
    assert len(read(reqif.FORMAT, content)) == 2


def test_a_refinement_without_end_is_cut_where_readers_could_not_follow() -> None:
    chain = [requirement(f"REQ-{2000 + n}", links=links(("refines", f"REQ-{1999 + n}"))) for n in range(100)]
    content = written(reqif.FORMAT, [body(document) for document in chain])
    assert len(read(reqif.FORMAT, content)) == 100


@pytest.mark.slow
def test_memory_does_not_grow_with_the_texts(tmp_path: Path) -> None:
    """Ten thousand entries, thirty megabytes: written and read with a tenth of that in memory."""
    path = tmp_path / "many.reqif"

    def bodies() -> Iterator[bytes]:
        for number in range(10_000):
            yield body(requirement(f"REQ-{10_000 + number}", statement={"en": f"{number} " * 200}))

    tracemalloc.start()
    with path.open("wb") as stream:
        assert reqif.FORMAT.write
        reqif.FORMAT.write(bodies(), stream)
    count = sum(1 for _ in reqif.read([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert path.stat().st_size > 30_000_000
    assert peak < path.stat().st_size / 3
