"""What do objects of requirements tools become, and how is the meaning of their attributes found out?"""

import io
import zipfile
from pathlib import Path

import pytest

from requirements import exchange
from requirements.exchange.formats import reqif
from requirements.exchange.formats.records import Found, Rejected
from requirements.exchange.formats.reqif import attributes
from tests.exchange.formats.exported import read

SAMPLE = Path(__file__).parents[3] / "samples" / "exchange" / "reqif" / "tool.reqif"
UNIQUE = "reqif:_0f2c9a1b-88f1-4d36-9d6b-3f3e4b1f9a01"


def found(**answers: str) -> dict[str, Found]:
    given = {key.replace("__", ":").replace("_", " "): value for key, value in answers.items()}
    records = reqif.FORMAT.records([SAMPLE], given)
    return {record.place.anchor: record for record in records if isinstance(record, Found)}


def rejected() -> list[tuple[str, str]]:
    records = [record for record in reqif.read([SAMPLE]) if isinstance(record, Rejected)]
    return [(exchange.place_in_words(record.place), record.reason) for record in records]


def test_an_object_becomes_a_requirement() -> None:
    record = found()["_0f2c9a1b-88f1-4d36-9d6b-3f3e4b1f9a01"]
    assert record.key == UNIQUE
    assert record.data == {
        "title": {"en": "Speed"},
        "statement": {"en": "A ticket must be sold within:\n• 5 s\n• by day (sun)\nat once\nor never"},
        "type": "performance",
        "source_language": "en",
        "programmes": ["programme:dpi"],
        "keywords": ["sale", "speed"],
        "provenance": [
            {
                "source_kind": "member_contribution",
                "citation": "Ferry tickets, Passengers, Buying, FT-1",
                "place": "FT-1",
                "source_key": UNIQUE,
            }
        ],
        "obligation": "required",
        "obligation_original": "Mandatory",
    }


def test_an_object_without_title_is_named_by_its_first_words_and_takes_the_default_of_its_type() -> None:
    record = found()["o-2"]
    assert record.key == "reqif:ferry-tickets:o-2"
    assert record.data["title"] == {"en": "Children travel free"}
    assert (record.data["obligation"], record.data["obligation_original"]) == ("optional", "Nice to have")


def test_relations_and_hierarchy_become_links() -> None:
    links = {name: record.links for name, record in found().items()}
    assert links == {
        "_0f2c9a1b-88f1-4d36-9d6b-3f3e4b1f9a01": (("needs", "reqif:ferry-tickets:o-2"),),
        "o-2": (("refines", UNIQUE),),
    }


def test_what_is_no_requirement_is_named() -> None:
    assert rejected() == [
        ("tool.reqif:86", "relation_incomplete"),
        ("tool.reqif:47", "heading"),
        ("tool.reqif:78", "no_text"),
    ]


def test_every_name_is_asked_about_with_a_proposal() -> None:
    asked = {question.key: question.proposed for question in reqif.questions([SAMPLE])}
    assert asked == {
        "type:Performance requirement": "requirement",
        "attribute:ReqIF.ForeignID": "identifier",
        "attribute:ReqIF.Name": "title",
        "attribute:ReqIF.Text": "statement",
        "attribute:ReqIF.ChapterName": "heading",
        "attribute:Why we want it": "",
        "attribute:Tags": "keywords",
        "attribute:Priority": "obligation",
        "type:Heading": "heading",
        "attribute:Title": "title",
        "relation:depends on": "needs",
    }
    for question in reqif.questions([SAMPLE]):
        assert question.proposed in dict(question.choices)


def test_answers_go_before_proposals() -> None:
    records = found(attribute__Why_we_want_it="rationale", attribute__Priority="", relation__depends_on="")
    speed = records["_0f2c9a1b-88f1-4d36-9d6b-3f3e4b1f9a01"]
    assert speed.data["rationale"] == {"en": "People queue."}
    assert (speed.data["obligation"], speed.data["obligation_original"]) == ("required", "must")
    assert speed.links == ()
    assert not found(type__Performance_requirement="")


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("satisfies", "derives_from"),
        ("Parent", "refines"),
        ("conflicts with", "conflicts_with"),
        ("??", "derives_from"),
    ],
)
def test_a_relation_is_proposed_by_the_name(name: str, meaning: str) -> None:
    assert attributes.proposed("relation", name) == meaning


DIALECT = """<REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd"><CORE-CONTENT><REQ-IF-CONTENT><DATATYPES>
<DATATYPE-DEFINITION-ENUMERATION IDENTIFIER="dt"><SPECIFIED-VALUES>
<ENUM-VALUE IDENTIFIER="e1" LONG-NAME="Requirement"/><ENUM-VALUE IDENTIFIER="e2" LONG-NAME="Heading"/>
<ENUM-VALUE IDENTIFIER="e3" LONG-NAME="Information"/></SPECIFIED-VALUES></DATATYPE-DEFINITION-ENUMERATION></DATATYPES>
<SPEC-TYPES><SPEC-OBJECT-TYPE IDENTIFIER="t" LONG-NAME="Module"><SPEC-ATTRIBUTES>
<ATTRIBUTE-DEFINITION-ENUMERATION IDENTIFIER="k" LONG-NAME="Object Type"/>
<ATTRIBUTE-DEFINITION-STRING IDENTIFIER="n" LONG-NAME="Notes"/>
<ATTRIBUTE-DEFINITION-BOOLEAN IDENTIFIER="d" LONG-NAME="ObjectDeleted"/>
</SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE></SPEC-TYPES>
<SPEC-OBJECTS>{objects}</SPEC-OBJECTS></REQ-IF-CONTENT></CORE-CONTENT></REQ-IF>"""
OBJECT = """<SPEC-OBJECT IDENTIFIER="{id}" LONG-NAME="Kite {id}"><TYPE>
<SPEC-OBJECT-TYPE-REF>t</SPEC-OBJECT-TYPE-REF></TYPE>
<VALUES><ATTRIBUTE-VALUE-ENUMERATION><DEFINITION>
<ATTRIBUTE-DEFINITION-ENUMERATION-REF>k</ATTRIBUTE-DEFINITION-ENUMERATION-REF>
</DEFINITION><VALUES><ENUM-VALUE-REF>{kind}</ENUM-VALUE-REF></VALUES></ATTRIBUTE-VALUE-ENUMERATION>
<ATTRIBUTE-VALUE-STRING THE-VALUE="Kite {id} shall fly."><DEFINITION>
<ATTRIBUTE-DEFINITION-STRING-REF>n</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING>
<ATTRIBUTE-VALUE-BOOLEAN THE-VALUE="{deleted}"><DEFINITION>
<ATTRIBUTE-DEFINITION-BOOLEAN-REF>d</ATTRIBUTE-DEFINITION-BOOLEAN-REF></DEFINITION></ATTRIBUTE-VALUE-BOOLEAN>
</VALUES></SPEC-OBJECT>"""


def test_objects_say_what_they_are_or_that_they_are_deleted_and_notes_may_state() -> None:
    told = (("1", "e1", "false"), ("2", "e2", "false"), ("3", "e3", "false"), ("4", "e1", "true"))
    objects = "".join(OBJECT.format(id=name, kind=kind, deleted=deleted) for name, kind, deleted in told)
    stated, *aside = read(reqif.FORMAT, DIALECT.format(objects=objects).encode())
    assert isinstance(stated, Found)
    assert (stated.data["title"], stated.data["statement"]) == ({"en": "Kite 1"}, {"en": "Kite 1 shall fly."})
    assert [(one.place.anchor, getattr(one, "reason", "")) for one in aside] == [
        ("2", "heading"),
        ("3", "left_out"),
        ("4", "left_out"),
    ]


MODULE = """<REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd"><CORE-CONTENT><REQ-IF-CONTENT>
<SPEC-TYPES><SPEC-OBJECT-TYPE IDENTIFIER="t" LONG-NAME="Module"><SPEC-ATTRIBUTES>
<ATTRIBUTE-DEFINITION-BOOLEAN IDENTIFIER="yes" LONG-NAME="Requirement"/>
<ATTRIBUTE-DEFINITION-XHTML IDENTIFIER="by" LONG-NAME="ReqIF.ForeignCreatedBy"/>
<ATTRIBUTE-DEFINITION-XHTML IDENTIFIER="x" LONG-NAME="Content 1"/>
<ATTRIBUTE-DEFINITION-XHTML IDENTIFIER="y" LONG-NAME="Content 2"/>
<ATTRIBUTE-DEFINITION-STRING IDENTIFIER="note" LONG-NAME="Comment"/></SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE>
<SPEC-OBJECT-TYPE IDENTIFIER="h" LONG-NAME="Headline Type"/><SPEC-OBJECT-TYPE IDENTIFIER="n" LONG-NAME="TEXT"/>
<SPEC-OBJECT-TYPE IDENTIFIER="both" LONG-NAME="Item"><SPEC-ATTRIBUTES>
<ATTRIBUTE-DEFINITION-STRING IDENTIFIER="plain" LONG-NAME="Plain text"/>
<ATTRIBUTE-DEFINITION-XHTML IDENTIFIER="rich" LONG-NAME="Rich text"/></SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE></SPEC-TYPES>
<SPEC-OBJECTS>{objects}</SPEC-OBJECTS><SPECIFICATIONS><SPECIFICATION IDENTIFIER="s" LONG-NAME="Kites"><CHILDREN>
<SPEC-HIERARCHY><OBJECT><SPEC-OBJECT-REF>head</SPEC-OBJECT-REF></OBJECT><CHILDREN><SPEC-HIERARCHY>
<OBJECT><SPEC-OBJECT-REF>one</SPEC-OBJECT-REF></OBJECT></SPEC-HIERARCHY></CHILDREN></SPEC-HIERARCHY>
</CHILDREN></SPECIFICATION></SPECIFICATIONS></REQ-IF-CONTENT></CORE-CONTENT></REQ-IF>"""


def module(*objects: tuple[str, str, str, dict[str, str]]) -> bytes:
    """A file of (identifier, long name, type, attribute → text)."""
    value = (
        "<ATTRIBUTE-VALUE-XHTML><DEFINITION><ATTRIBUTE-DEFINITION-XHTML-REF>{}</ATTRIBUTE-DEFINITION-XHTML-REF>"
        "</DEFINITION><THE-VALUE><div>{}</div></THE-VALUE></ATTRIBUTE-VALUE-XHTML>"
    )
    told = (
        f'<SPEC-OBJECT IDENTIFIER="{name}" LONG-NAME="{long}"><TYPE><SPEC-OBJECT-TYPE-REF>{kind}</SPEC-OBJECT-TYPE-REF>'
        f"</TYPE><VALUES>{''.join(value.format(*pair) for pair in values.items())}</VALUES></SPEC-OBJECT>"
        for name, long, kind, values in objects
    )
    return MODULE.format(objects="".join(told)).encode()


def test_a_type_without_a_statement_states_in_its_first_formatted_text() -> None:
    one, two, *aside = read(
        reqif.FORMAT,
        module(
            (
                "one",
                "REQ-1",
                "t",
                {"by": "Ann", "x": "A kite flies.<br/>High.", "y": "Other", "yes": "true", "note": "Why."},
            ),
            ("two", "Wind", "both", {"plain": "It needs wind", "rich": "<b>It</b> needs wind: much"}),
            ("head", "7", "h", {"x": "Flying"}),
            ("four", "REQ-4", "t", {"note": "Nothing is stated."}),
            ("five", "5", "t", {"x": "<object data='f/5.png' type='image/png'/>"}),
            ("six", "", "n", {"x": "Much text."}),
        ),
    )
    assert isinstance(one, Found)
    assert one.data["statement"] == {"en": "A kite flies.\nHigh."}
    assert one.data["title"] == {"en": "A kite flies"}
    assert one.data["rationale"] == {"en": "Why."}
    assert one.data["provenance"][0]["citation"] == "file.reqif, Kites, Flying"
    assert one.links == ()
    assert isinstance(two, Found)
    assert (two.data["title"], two.data["statement"]) == ({"en": "Wind"}, {"en": "It needs wind: much"})
    assert [(one.place.anchor, getattr(one, "reason", "")) for one in aside] == [
        ("head", "heading"),
        ("four", "no_text"),
        ("five", "no_text"),
        ("six", "left_out"),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le système doit afficher les cartes dans une minute.", "fr"),
        ("يجب أن يجيب النظام", "ar"),
        ("Das System zeigt die Karte und ist mit dem Netz verbunden.", "en"),
    ],
)
def test_a_file_speaks_the_language_of_its_texts(text: str, language: str) -> None:
    content = module(("one", "", "t", {"x": text, "note": "X"}), ("two", "Carte", "t", {"x": "Carte"}))
    for record in read(reqif.FORMAT, content):
        assert isinstance(record, Found)
        assert record.data["source_language"] == language
        assert [*record.data["title"], *record.data["statement"]] == [language, language]


def test_what_several_files_of_an_archive_share_is_read_once() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (("1", "It flies."), ("2", "It flies."), ("3", "It dives.")):
            archive.writestr(f"{name}.reqif", module(("_0f2c9a1b-88f1-4d36-9d6b", "Kite", "t", {"x": text})))
    first, again, other = read(reqif.PACKED, stream.getvalue())
    assert isinstance(first, Found)
    assert isinstance(again, Rejected)
    assert (again.reason, again.params) == ("duplicate", {"other": f"{first.place.file}:{first.place.line}"})
    assert isinstance(other, Found)
    assert (other.key, other.data["statement"]) == (first.key, {"en": "It dives."})


def test_many_pictures_may_lie_beside_a_document() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.write(SAMPLE, "tool.reqif")
        for number in range(201):
            archive.writestr(f"files/{number}.png", b"\x89PNG")
    assert len(read(reqif.PACKED, stream.getvalue())) == 5


def test_archives_are_read_under_their_own_name() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.write(SAMPLE, "module/tool.reqif")
        archive.writestr("module/sun.png", b"\x89PNG")
        archive.writestr("__MACOSX/module/._tool.reqif", b"\x00")
    records = read(reqif.PACKED, stream.getvalue())
    assert {record.place.file for record in records} == {"file.reqifz/module/tool.reqif"}
    assert len(records) == 5


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "not_xml", 0),
        (b"<REQ-IF>\n<THE-HEADER>", "not_xml", 2),
        (b"<html/>", "not_reqif", 1),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><REQ-IF>&a;</REQ-IF>', "document_type", 1),
        (b'<?xml version="1.0" encoding="x-none"?><REQ-IF/>', "not_xml", 1),
        (b"<REQ-IF>" + b"<SPEC-HIERARCHY>" * 300, "nested_too_deeply", 1),
    ],
)
def test_a_file_that_is_broken_or_means_harm_is_refused_with_its_line(content: bytes, code: str, line: int) -> None:
    with pytest.raises(exchange.Unreadable) as refused:
        read(reqif.FORMAT, content)
    assert refused.value.code == code
    assert refused.value.place
    assert refused.value.place.line == line


def test_a_hierarchy_that_runs_in_a_circle_ends() -> None:
    content = SAMPLE.read_bytes().replace(b"<SPEC-OBJECT-REF>o-head<", b"<SPEC-OBJECT-REF>o-2<")
    (speed, child) = [record for record in read(reqif.FORMAT, content) if isinstance(record, Found)]
    assert ("refines", "reqif:ferry-tickets:o-2") in speed.links
    assert child.data["title"] == {"en": "Children travel free"}
