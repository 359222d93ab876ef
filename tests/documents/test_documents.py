"""Do documents refuse what is wrong, show the public what it may see, and tell what follows from them?"""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requirements import documents
from requirements.choices import CoverageLevel
from tests import factories, strategies

BARE = {"kind": "requirement", "identifier": "REQ-0001"}
STANDARD = {"kind": "standard", "identifier": "standard:x", "designation": "X"}


def problems(data: Any) -> list[tuple[str, tuple[Any, ...]]]:
    with pytest.raises(documents.Refused) as refused:
        documents.parse(data)
    return [(problem.code, problem.path) for problem in refused.value.problems]


def test_what_no_file_holds_is_no_part_of_a_text() -> None:
    parsed: Any = documents.parse(
        {**BARE, "title": {"en": "a\x01b\x1f", "fr": "\x7f"}, "rationale": {"en": "one\x0ctwo\ufffe"}}
    )
    assert (parsed.title, parsed.rationale) == ({"en": "ab"}, {"en": "one\ntwo"})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([], [("not_an_object", ())]),
        ({"kind": "poem"}, [("unknown_kind", ("kind",))]),
        ({"kind": ["need"]}, [("unknown_kind", ("kind",))]),
        ({"kind": "requirement"}, [("missing", ("identifier",))]),
        ({**BARE, "identifier": "UC-1"}, [("string_pattern_mismatch", ("identifier",))]),
        ({**BARE, "colour": "red"}, [("extra_forbidden", ("colour",))]),
        ({**BARE, "obligation": "must"}, [("enum", ("obligation",))]),
        ({**BARE, "title": {"de": "Titel"}}, [("literal_error", ("title", "de", "[key]"))]),
        ({**BARE, "title": {"en": "a\x00b"}}, [("bad_character", ("title", "en"))]),
        ({**BARE, "title": {"en": "\ud800"}}, [("bad_character", ("title", "en"))]),
        ({**BARE, "title": {"en": "x" * 301}}, [("too_long", ("title", "en"))]),
        ({**BARE, "building_blocks": ["Identity"]}, [("string_pattern_mismatch", ("building_blocks", 0))]),
        ({**BARE, "coverage": [{"relation": "equal_to"}]}, [("no_standard", ("coverage", 0))]),
        (
            {
                "kind": "use_case",
                "identifier": "UC-0001",
                "scenarios": [{"steps": [{"name": {}, "producer": "nobody"}]}],
            },
            [("unknown_key", ())],
        ),
        (
            {**BARE, "links": [{"relation": "needs", "target": "REQ-0002"}] * 2},
            [("repeated", ("links", 1))],
        ),
        ({**BARE, "links": [{"relation": "needs", "target": "REQ-0001"}]}, [("names_itself", ("links", 0, "target"))]),
        (
            {**STANDARD, "editions": [{"label": "2020"}, {"label": "2021"}, {"label": " 2020\n"}]},
            [("repeated", ("editions", 2))],
        ),
        ({**STANDARD, "aliases": [{"text": "é"}, {"text": "e\u0301"}]}, [("repeated", ("aliases", 1))]),
        (
            {
                "kind": "experience",
                "identifier": "EX-0001",
                "started_on": "2026-01-02",
                "ended_on": "2026-01-01",
            },
            [("ends_too_early", ())],
        ),
        (
            {
                "kind": "resolution",
                "identifier": "resolution:a",
                "provisions": [{"identifier": "resolution:b#notes-1", "part": "noting"}],
            },
            [("not_its_own", ())],
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(data: Any, expected: list[Any]) -> None:
    assert problems(data) == expected


@pytest.mark.parametrize("text", ["x" * 300, "é" * 300])
def test_a_title_may_be_as_long_as_the_limit(text: str) -> None:
    assert documents.parse({**BARE, "title": {"en": text}}).title == {"en": text}


def test_text_is_cleaned_on_the_way_in() -> None:
    document = documents.parse({**BARE, "title": {"en": "  cafe\u0301\r\n", "fr": "  "}})
    assert document.title == {"en": "café"}


def test_a_published_document_may_be_sent_back_as_it_was_received() -> None:
    document = factories.document()
    body = documents.body(document, {"number": 3, "published_at": "2026-01-01T00:00:00Z", "standing": "in_force"})
    assert documents.parse(json.loads(body)) == document


@given(st.sampled_from(list(documents.TYPES)).flatmap(strategies.document))
def test_a_packed_document_comes_back_the_same(document: Any) -> None:
    assert documents.dump(documents.unpacked(document.kind, documents.packed(document))) == documents.dump(document)


@given(strategies.document("requirement"))
def test_the_public_document_is_a_pure_projection(document: Any) -> None:
    published = {"block:identity", "programme:dpi", "standard:itu-t-x-1254", "REQ-0901"}
    seen = documents.public(document, published)
    assert documents.public(seen, published) == seen
    assert documents.names(seen) <= published
    assert documents.names(document) - documents.names(seen) <= documents.withheld(document, published) | published
    assert "internal_note" not in documents.dump_public(document)
    assert all("assessor" not in coverage for coverage in documents.dump_public(document)["coverage"])


def test_what_names_the_unpublished_is_left_out_and_comes_back() -> None:
    working = factories.document(
        links=[{"relation": "refines", "target": "REQ-0002"}, {"relation": "needs", "target": "REQ-0003"}],
        coverage=[{"relation": "no_relationship", "assessor": "Jo"}],
        internal_note="Ask Jo.",
    )
    published = documents.names(working) - {"REQ-0002"}
    seen: Any = documents.public(working, published)
    assert [link.target for link in seen.links] == ["REQ-0003"]
    assert (seen.internal_note, seen.coverage[0].assessor) == ("", "")
    assert documents.withheld(working, published) == {"REQ-0002"}
    back: Any = documents.restored(seen, working, published)
    assert back.internal_note == "Ask Jo."
    assert back.coverage[0].assessor == "Jo"
    assert {link.target for link in back.links} == {"REQ-0002", "REQ-0003"}


def test_facets_are_names_and_values_but_no_entries() -> None:
    document = factories.document(keywords=["offline"], links=[{"relation": "refines", "target": "REQ-0002"}])
    assert documents.facets(document) == [
        "block:identity",
        "coverage:not_assessed",
        "keyword:offline",
        "language:en",
        "obligation:required",
        "programme:dpi",
        "translation:ar-missing",
        "translation:en-source",
        *(f"translation:{code}-missing" for code in ("es", "fr", "ru", "zh")),
        "type:functional",
    ]


def test_a_text_is_in_the_first_state_that_holds() -> None:
    document = factories.document(
        title={"fr": "Un titre", **dict.fromkeys(("ar", "en", "es", "ru"), "A title")},
        statement={"fr": "Un texte", **dict.fromkeys(("ar", "es", "ru"), "A text")},
        source_language="fr",
        translations={"ar": "reviewed", "en": "draft", "es": "outdated", "ru": "draft"},
    )
    assert documents.text_states(document) == {
        "ar": "current",
        "zh": "missing",
        "en": "partial",
        "fr": "source",
        "ru": "draft",
        "es": "outdated",
    }


@pytest.mark.parametrize(
    ("coverage", "level"),
    [
        ([], CoverageLevel.NOT_ASSESSED),
        ([{"relation": "no_relationship", "confirmed": True}], CoverageLevel.NONE),
        ([{"relation": "no_relationship", "confirmed": False}], CoverageLevel.NOT_ASSESSED),
        ([{"standard": "standard:a", "relation": "superset_of", "confirmed": True}], CoverageLevel.PARTIAL),
        (
            [
                {"standard": "standard:a", "relation": "superset_of", "confirmed": True},
                {"standard": "standard:b", "relation": "subset_of", "confirmed": True},
            ],
            CoverageLevel.FULL,
        ),
    ],
)
def test_coverage_is_what_was_confirmed(coverage: list[Any], level: CoverageLevel) -> None:
    assert documents.coverage_level(factories.document(coverage=coverage)) is level


def test_the_fingerprint_changes_with_meaning_alone() -> None:
    same = documents.fingerprint(factories.document())
    french = {"en": "The system is required to answer.", "fr": "Il est exigé que le système réponde."}
    assert documents.fingerprint(factories.document(statement=french)) == same
    assert documents.fingerprint(factories.document(links=[{"relation": "refines", "target": "REQ-0002"}])) == same
    assert documents.fingerprint(factories.document(obligation="optional")) != same
    assert documents.fingerprint(factories.document(statement={"en": "The system is required to ask."})) != same


def test_references_carry_their_relation() -> None:
    document = factories.document(
        building_blocks=[],
        programmes=[],
        provisions=["resolution:r#resolves"],
        links=[{"relation": "refines", "target": "REQ-0002"}],
    )
    assert documents.references(document) == {("refines", "REQ-0002"), ("provisions", "resolution:r#resolves")}


def test_a_translation_goes_alone_only_with_the_text_it_translates() -> None:
    edition = factories.document()
    working = factories.document(
        title={"en": "Title of REQ-0001", "fr": "Titre"}, translations={"fr": "reviewed"}, obligation="optional"
    )
    replaced: Any = documents.replace_part(edition, working, "translation:fr")
    assert replaced.title == {"en": "Title of REQ-0001", "fr": "Titre"}
    assert (replaced.obligation, replaced.translations) == ("required", {"fr": "reviewed"})
    moved = factories.document(title={"en": "Another title", "fr": "Titre"})
    with pytest.raises(documents.CannotReplace):
        documents.replace_part(edition, moved, "translation:fr")


def test_differences_name_the_field_and_follow_parts_that_move() -> None:
    before = {"title": {"en": "a"}, "links": [{"target": "REQ-0001", "note": ""}, {"target": "REQ-0002", "note": ""}]}
    after = {
        "title": {"en": "a", "fr": "b"},
        "links": [{"target": "REQ-0002", "note": "x"}, {"target": "REQ-0001", "note": ""}],
    }
    assert [(change.path, change.before, change.after) for change in documents.diff(before, after)] == [
        (("links", "REQ-0002", "note"), "", "x"),
        (("title", "fr"), None, "b"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("the old text", "the new text", [("equal", "the "), ("delete", "old"), ("insert", "new"), ("equal", " text")]),
        ("数字身份", "数字钱包", [("equal", "数字"), ("delete", "身份"), ("insert", "钱包")]),
        ("", "a", [("insert", "a")]),
    ],
)
def test_words_that_changed(before: str, after: str, runs: list[tuple[str, str]]) -> None:
    assert documents.words(before, after) == runs


def test_long_texts_that_differ_everywhere_are_shown_whole() -> None:
    old, new = "a b " * 5000, "c d " * 5000
    assert documents.words(old, new) == [("delete", old.rstrip(" ")), ("insert", new.rstrip(" ")), ("equal", " ")]


@given(st.text("ab 数，"), st.text("ab 数，"))
def test_the_runs_make_both_texts(before: str, after: str) -> None:
    runs = documents.words(before, after)
    assert "".join(text for how, text in runs if how != "insert") == before
    assert "".join(text for how, text in runs if how != "delete") == after


@pytest.mark.parametrize("kind", documents.TYPES)
def test_the_schema_has_no_internal_field(kind: str) -> None:
    described = documents.schema(kind)
    assert described["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "edition" in described["properties"]
    assert not {"internal_note", "contact", "note", "assessor"} & described["properties"].keys()
    assert '"assessor"' not in json.dumps(described)


def test_a_part_that_changed_keeps_what_is_internal_to_it() -> None:
    published = documents.names(factories.document()) | {"standard:a", "standard:b"}
    covered = [
        {"standard": name, "relation": "subset_of", "rationale": {"en": "Old."}, "assessor": who}
        for name, who in (("standard:a", "Ann"), ("standard:b", "Bo"))
    ]
    edition: Any = documents.public(factories.document(coverage=covered), published)
    covered[1]["rationale"] = {"en": "New."}
    back: Any = documents.restored(edition, factories.document(coverage=covered), published)
    assert [(one.assessor, one.rationale) for one in back.coverage] == [("Ann", {"en": "Old."}), ("Bo", {"en": "Old."})]
