"""Are the registry's own documents read as they are written, whatever else a file may hold?"""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from requirements import catalogue, exchange, mapping
from requirements.models import Edition, Requirement
from tests import factories
from tests.exchange.sources import codes, outcomes

JSON = exchange.format_named("json")
NEED = {"kind": "need", "identifier": "ND-0001", "title": {"en": "A need"}}
Write = Callable[[Any], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Puts text or bytes as they are, and anything else as JSON, into a file."""

    def write(content: Any) -> Path:
        path = tmp_path / "file.json"
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def read(path: Path) -> list[tuple[str, int]]:
    return [(getattr(record, "key", "rejected"), record.place.line) for record in JSON.read([path])]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", []),
        (" \n\n", []),
        ("[]", []),
        (NEED, [("ND-0001", 1)]),
        ("\n" + json.dumps(NEED, indent=1) + "\n", [("ND-0001", 2)]),
        (b"\xef\xbb\xbf" + json.dumps(NEED).encode(), [("ND-0001", 1)]),
        (json.dumps([NEED, NEED], indent=1), [("ND-0001", 2), ("ND-0001", 9)]),
        (json.dumps(NEED) + "\r\n\r\n" + json.dumps(NEED), [("ND-0001", 1), ("ND-0001", 3)]),
        ("[1, null]", [("rejected", 1), ("rejected", 1)]),
        ("42", [("rejected", 1)]),
        ({"kind": "need", "provenance": [{"source_key": "theirs:1"}]}, [("theirs:1", 1)]),
        ({"kind": ["need"], "identifier": {}, "provenance": "none"}, [("", 1)]),
    ],
)
def test_one_document_a_list_or_one_a_line(write: Write, content: Any, expected: list[tuple[str, int]]) -> None:
    assert read(write(content)) == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[{"kind": "need"},\n', "file.json:2: This is not JSON: Expecting value."),
        ('{"kind": "need"}\n{"kind": ', "file.json:2: This is not JSON: Expecting value."),
        ('{"kind": "need"} {"kind": "need"}', "file.json:1: This is not JSON: the end expected."),
        ('[{"kind": "need"}\n{"kind": "need"}]', "file.json:2: This is not JSON: , or ] expected."),
        ('[{"kind": "need"}]\n]', "file.json:2: This is not JSON: the end expected."),
        ('{"kind": "need",\n "kind": "aspect"}', "file.json:1: This is not JSON: a key stands twice in one object."),
        ('{"kind": "need"}\n{"weight": NaN}', "file.json:2: This is not JSON: NaN is no value in JSON."),
        ("[" * 100_000, "file.json:1: This is not JSON: nested too deeply."),
        (b'[\n"\xff"]', "file.json:2: The file is not in UTF-8 (byte 2)."),
        (json.dumps(NEED).encode("utf-16"), "file.json:1: The file is not in UTF-8 (byte 1)."),
        (b'{"kind": "need"}\n\xc3\x28', "file.json:2: The file is not in UTF-8 (byte 1)."),
    ],
)
def test_what_is_not_json_is_refused_with_its_line(write: Write, content: Any, said: str) -> None:
    path = write(content)
    with pytest.raises(exchange.Unreadable) as refusal:
        list(JSON.read([path]))
    assert str(refusal.value) == said


def test_what_is_read_at_once_is_limited_and_lines_are_limited_each(write: Write) -> None:
    line = json.dumps(NEED)
    limit = len(line) + 1
    with override_settings(IMPORT_UNPACKED_LIMIT=limit):
        assert len(read(write(f"{line}\n" * 3))) == 3
        assert len(read(write(f"[{line[:-1]}}}]"[: limit + 1].replace("A need", "A ne")))) == 1
        with pytest.raises(exchange.TooLarge, match=f"{limit + 1} bytes; {limit} are allowed"):
            read(write(f"{line}\n {line}\n"))
        with pytest.raises(exchange.TooLarge):
            read(write(f"[{line},\n{line}]"))


@pytest.mark.django_db
def test_a_public_document_leaves_alone_what_the_public_does_not_see(write: Write) -> None:
    entry = factories.published(internal_note="Ask again", contact="A. Person")
    edition = catalogue.current_of(entry.identifier)
    assert edition
    changed = {**catalogue.document(edition), "obligation": "optional"}
    exchange.apply(exchange.preview([write(changed)], JSON), by=None)
    document: Any = mapping.document_of(Requirement.objects.get())
    assert (document.obligation, document.internal_note, document.contact) == ("optional", "Ask again", "A. Person")


@pytest.mark.django_db
def test_a_field_that_is_given_is_given_entirely(write: Write) -> None:
    factories.draft(title={"en": "Title", "fr": "Titre"}, keywords=["one", "two"])
    partial = {"kind": "requirement", "identifier": "REQ-0001", "title": {"en": "Title"}, "keywords": ["two"]}
    planned = exchange.preview([write(partial)], JSON)
    assert [change.path for change in planned.records[0].changes] == [("keywords",), ("title", "fr")]
    exchange.apply(planned, by=None)
    document: Any = mapping.document_of(Requirement.objects.get())
    assert (document.title, document.keywords, document.obligation) == ({"en": "Title"}, ["two"], "required")


@pytest.mark.django_db
def test_an_entry_without_identifier_is_known_by_its_source(write: Write) -> None:
    bare = {key: value for key, value in NEED.items() if key != "identifier"}
    source = {"source_kind": "itu_document", "citation": "A report", "source_key": "report:1"}
    path = write([{**bare, "provenance": [source]}, bare])
    planned = exchange.preview([path], JSON)
    assert outcomes(planned) == ["new", "rejected"]
    assert [exchange.sentence(problem) for problem in planned.records[1].problems] == [
        "identifier: This field is missing."
    ]
    exchange.apply(planned, by=None)
    assert outcomes(exchange.preview([path], JSON)) == ["unchanged", "rejected"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"kind": "nonsense"}, "kind_not_read"),
        ({**NEED, "identifier": "REQ-0001"}, "kind_disagrees"),
        ({**NEED, "identifier": ["ND-0001"]}, "kind_disagrees"),
        ({**NEED, "state": "published"}, "extra_forbidden"),
        ({**NEED, "title": {"en": "\ud800"}}, "bad_character"),
        ({**NEED, "title": {"en": "\x00"}}, "bad_character"),
        ({**NEED, "identifier": "ND-0002", "countries": ["country:zz"]}, "unknown_name"),
        ({"kind": "country", "identifier": "country:zz"}, "missing"),
        ({"kind": "programme", "identifier": "programme:new"}, "no_title"),
        ({"kind": "programme", "title": {"en": "New"}}, "missing"),
    ],
)
def test_a_document_that_cannot_be_is_rejected_alone(write: Write, data: dict[str, Any], code: str) -> None:
    planned = exchange.preview([write([NEED, data])], JSON)
    assert outcomes(planned)[1:] == ["rejected"]
    assert codes(planned)[-1] == code
    assert all(map(exchange.sentence, planned.records[1].problems))


@pytest.mark.django_db
def test_what_names_a_rejected_record_is_rejected_too(write: Write) -> None:
    refers = {"relation": "addresses", "target": "ND-0009"}
    other = {**NEED, "identifier": "ND-0002", "links": [{"relation": "addresses", "target": "ND-0001"}]}
    planned = exchange.preview([write([{**NEED, "links": [refers]}, other])], JSON)
    assert outcomes(planned) == ["rejected", "rejected"]
    assert [problem.params for record in planned.records for problem in record.problems] == [
        {"value": "ND-0009"},
        {"value": "ND-0001"},
    ]


@pytest.mark.django_db
def test_reference_records_are_published_at_once(write: Write) -> None:
    parts = ["resolution:new#instructs-1"]
    resolution = {
        "kind": "resolution",
        "identifier": "resolution:new",
        "title": {"en": "New"},
        "provisions": [{"identifier": parts[0], "part": "instructs"}],
    }
    planned = exchange.preview([write([{**NEED, "provisions": parts}, resolution])], JSON)
    exchange.apply(planned, by=None)
    assert catalogue.published(["resolution:new", *parts, "ND-0001"]) == {"resolution:new", *parts}


def test_a_format_that_is_only_read_cannot_be_written() -> None:
    with pytest.raises(exchange.ExchangeError, match="it can write: csv, xlsx, json"):
        exchange.export(Edition.objects.none(), exchange.format_named("govstack"), io.BytesIO())


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(exchange.ExchangeError, match="“poem” is no format; known are: csv, xlsx, govstack"):
        exchange.format_named("poem")
