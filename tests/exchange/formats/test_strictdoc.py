"""What becomes of StrictDoc's elements?"""

from pathlib import Path

import pytest

from requirements import documents, exchange
from requirements.exchange.formats import strictdoc
from requirements.exchange.formats.records import Found, Rejected
from tests.exchange.formats.exported import read

SAMPLE = Path(__file__).parents[2] / "samples" / "exchange" / "strictdoc" / "kite.sdoc"


def found() -> list[Found]:
    records = [record for record in strictdoc.read([SAMPLE]) if isinstance(record, Found)]
    for record in records:
        documents.parse({**record.data, "kind": record.kind, "identifier": "REQ-0001"})
    return records


def test_a_requirement_with_its_section() -> None:
    wind, _ = found()
    assert (wind.key, wind.place.line) == ("strictdoc:KITE-1", 22)
    assert wind.data == {
        "title": {"en": "Wind"},
        "statement": {"en": "A kite shall fly:\n\n- in any wind"},
        "rationale": {"en": "That is the point.\n\nAsk a child."},
        "type": "functional",
        "keywords": ["wind", "sky"],
        "source_language": "en",
        "programmes": ["programme:dpi"],
        "provenance": [
            {
                "source_kind": "member_contribution",
                "citation": "Kites, Flying, KITE-1",
                "place": "KITE-1",
                "source_key": "strictdoc:KITE-1",
            }
        ],
        "obligation": "required",
        "obligation_original": "shall",
    }


def test_relations_to_parents_become_links() -> None:
    _, string = found()
    assert string.data["title"] == {"en": "A string should hold it"}
    assert string.data["provenance"][0]["citation"] == "Kites, Flying, Strings, KITE-2"
    assert string.links == (("refines", "strictdoc:KITE-1"), ("derives_from", "strictdoc:KITE-9"))


def test_what_is_no_requirement_is_named() -> None:
    rejected = [
        (record.place.line, record.reason) for record in strictdoc.read([SAMPLE]) if isinstance(record, Rejected)
    ]
    assert rejected == [(14, "text"), (57, "no_statement")]


def test_a_document_speaks_the_language_of_its_texts() -> None:
    content = (
        "[DOCUMENT]\nTITLE: A\n\n[REQUIREMENT]\nUID: R-1\nSTATEMENT: El sistema debe mostrar los mapas.\nCOMMENT: No\n"
    )
    (record,) = read(strictdoc.FORMAT, content.encode())
    assert isinstance(record, Found)
    told = (record.data["title"], record.data["statement"], record.data["rationale"])
    assert (record.data["source_language"], [[*one] for one in told]) == ("es", [["es"]] * 3)


HELD = """[DOCUMENT]
TITLE: Kites

[FREETEXT]
An example:
[REQUIREMENT]
STATEMENT: >>>
[/FREETEXT]

[SECTION]
TITLE: Flying

[COMPOSITE_REQUIREMENT]
UID: KITE-1
STATEMENT: A kite flies.
VERIFICATION: Test, by eye
PRIORITY: nice_to_have
ACCEPTANCE_CRITERIA: It is up.
COMMENT: One.
COMMENT: Two.
RELATIONS:
- TYPE: Child
  VALUE: STRING

[REQUIREMENT]
MID: 12ab
STATEMENT: It keeps flying.

[/COMPOSITE_REQUIREMENT]

[[STORY]]
DESCRIPTION: A child flies it.

[[TEST_CASE]]
TITLE: Fly it
[[/TEST_CASE]]

[[/STORY]]

[/SECTION]

[REQUIREMENT]
UID: TAIL
TITLE: It has a tail.
"""
STRINGS = """[DOCUMENT]
TITLE: Strings

[REQUIREMENT]
UID: STRING
STATEMENT: A string holds it.
REFS:
- TYPE: Parent
  VALUE: TAIL
  ROLE: Requires
"""


def test_elements_hold_others_and_documents_tell_of_each_other(tmp_path: Path) -> None:
    (tmp_path / "kites.sdoc").write_text(HELD, encoding="utf-8")
    (tmp_path / "strings.sdoc").write_text(STRINGS, encoding="utf-8")
    kite, keeps, story, test, tail, string = strictdoc.read([tmp_path])
    assert isinstance(kite, Found)
    assert kite.data["rationale"] == {"en": "One.\n\nTwo."}
    assert (kite.data["verification_method"], kite.data["acceptance_criteria"]) == ("test", {"en": "It is up."})
    assert (kite.data["obligation"], kite.data["obligation_original"]) == ("optional", "nice_to_have")
    assert isinstance(keeps, Found)
    assert keeps.data["provenance"][0]["citation"] == "Kites, Flying"
    assert keeps.links == (("refines", "strictdoc:KITE-1"),)
    assert isinstance(story, Found)
    assert (story.data["statement"], story.links) == ({"en": "A child flies it."}, ())
    assert isinstance(test, Rejected)
    assert (test.reason, test.params) == ("left_out", {"name": "Fly it"})
    assert isinstance(tail, Found)
    assert (tail.key, tail.data["provenance"][0]["citation"]) == ("strictdoc:kites:TAIL", "Kites, TAIL")
    assert isinstance(string, Found)
    assert string.links == (("needs", "strictdoc:kites:TAIL"), ("refines", "strictdoc:KITE-1"))


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "not_strictdoc", 0),
        (b"[REQUIREMENT]\nUID: A", "not_strictdoc", 1),
        (b"[DOCUMENT]\nTITLE: A\n\n[REQUIREMENT]\nSTATEMENT: >>>\nno end", "not_closed", 5),
        (b"[DOCUMENT]\n\xff", "not_utf8", 2),
        (b"[DOCUMENT]\nTITLE: A\n\n[FREETEXT]\nno end", "not_closed", 4),
        (b"[DOCUMENT]\n" + b"[[SECTION]]\n" * 201, "nested_too_deeply", 202),
    ],
)
def test_a_broken_document_is_refused_with_its_line(content: bytes, code: str, line: int) -> None:
    with pytest.raises(exchange.Unreadable) as refused:
        read(strictdoc.FORMAT, content)
    assert refused.value.code == code
    assert refused.value.place
    assert refused.value.place.line == line
