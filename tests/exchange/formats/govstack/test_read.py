"""What comes out of whole folders: records, keys, releases, rejections?"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requirements import documents
from requirements.exchange.formats.govstack import Found, Place, Reason, Rejected, files, read
from requirements.exchange.formats.govstack.styles import STYLES

SAMPLES = Path(__file__).parents[3] / "samples" / "govstack"


def found(paths: Sequence[Path], kind: str = "requirement") -> list[Found]:
    return [record for record in read(paths) if isinstance(record, Found) and record.kind == kind]


def rejected(paths: Sequence[Path]) -> list[tuple[str, str, int]]:
    """(reason, file, line) of everything rejected."""
    return [
        (record.reason, record.place.file, record.place.line) for record in read(paths) if isinstance(record, Rejected)
    ]


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


FUNCTIONAL = "bb-messaging/spec/6-functional-requirements.md"
CROSS_CUTTING = "bb-messaging/spec/5-cross-cutting-requirements.md"


def test_functional_requirements() -> None:
    assert [
        (one.place.line, one.data["obligation"], one.data["title"]["en"]) for one in found([SAMPLES / FUNCTIONAL])
    ] == [
        (13, "required", "A service must be able to send a message to one person"),
        (14, "required", "Delivery reports are kept for at least"),
        (17, "recommended", "Templates"),
        (22, "optional", "A message carries the date of sending"),
        (31, "required", "Answers must reach the service that asked"),
        (32, "optional", "Answers may be sorted by topic"),
        (38, "required", "Incoming messages are stored"),
        (42, "required", "Import"),
        (48, "required", "Lists can be exported as JSON"),
        (48, "optional", "Lists can be exported as XLS"),
        (52, "recommended", "Quiet hours"),
        (58, "required", "Failover"),
        (58, "optional", "Bulk prices"),
    ]


def test_a_requirement_is_a_working_document() -> None:
    requirement = found([SAMPLES / FUNCTIONAL])[2]

    assert requirement.place == Place(FUNCTIONAL, 17, "id-6.1-sending")
    assert requirement.key == "govstack:messaging:functional:sending/templates"
    assert requirement.data == {
        "title": {"en": "Templates"},
        "statement": {"en": "Templates: An editor should be able to prepare a text once and send it to many people."},
        "obligation": "recommended",
        "obligation_original": "RECOMMENDED",
        "type": "functional",
        "rationale": {"en": "Note that a template may hold fields."},
        "source_language": "en",
        "programmes": ["programme:dpi"],
        "building_blocks": ["block:messaging"],
        "provenance": [
            {
                "source_kind": "building_block_spec",
                "citation": "GovStack, Messaging specification, 6 Functional Requirements, 6.1 Sending",
                "url": "https://specs.govstack.global/messaging/6-functional-requirements#id-6.1-sending",
                "place": f"{FUNCTIONAL}#L17",
                "licence": "Apache-2.0",
                "source_key": requirement.key,
            }
        ],
    }


def test_every_record_fits_its_document() -> None:
    records = [*found([SAMPLES]), *found([SAMPLES], "use_case")]

    for number, record in enumerate(records, start=1001):
        prefix = documents.PREFIXES[record.kind]
        documents.parse({"kind": record.kind, "identifier": f"{prefix}-{number}", **record.data})
    assert len({record.key for record in records}) == len(records) == 22


def test_cross_cutting_requirements_with_byte_order_mark_and_windows_line_ends() -> None:
    assert [
        (one.place.line, one.data["obligation_original"], one.data["type"], one.data["statement"]["en"])
        for one in found([SAMPLES / CROSS_CUTTING])
    ] == [
        (9, "REQUIRED", "privacy", "Personal data must be encrypted."),
        (13, "RECOMMENDED", "quality", "Languages: • Latin script • Arabic script"),
        (18, "REQUIRED", "quality", "Follow the guidelines"),
        (24, "REQUIRED EXTENSIBLE AUDITABLE", "data", "Data is exportable"),
    ]


def test_what_is_left_out_is_named() -> None:
    assert rejected([SAMPLES / "bb-messaging"]) == [
        ("duplicate_numbering", "bb-messaging/spec/4-cross-cutting-requirements.md", 1),
        ("template_text", CROSS_CUTTING, 4),
        ("no_marker", FUNCTIONAL, 23),
        ("unclear_marker", FUNCTIONAL, 62),
        ("no_marker", FUNCTIONAL, 64),
        ("field_table", "bb-messaging/spec/7-data-structures.md", 9),
        ("placeholder", "bb-messaging/spec/8-service-apis.md", 5),
        ("not_normative", "bb-messaging/spec/1-version-history/release-notes.md", 3),
    ]


def test_a_data_structure_with_a_level_is_a_requirement() -> None:
    (structure,) = found([SAMPLES / "bb-messaging" / "spec" / "7-data-structures.md"])

    assert (structure.data["type"], structure.data["statement"]["en"]) == (
        "data",
        "Message: What one service says to one person.",
    )


def test_a_section_with_a_level_takes_in_plain_subsections(tmp_path: Path) -> None:
    text = "## Logs (REQUIRED)\n\nLogs are kept.\n\n### Why\n\nThey must be read.\n\n## Traces\n\nNone."
    path = write(tmp_path, "bb-gis/spec/5-cross-cutting-requirements.md", text)

    assert [one.data["statement"]["en"] for one in found([path])] == ["Logs are kept. Why: They must be read."]


def test_the_template_holds_no_requirements() -> None:
    assert found([SAMPLES / "bb-template"]) == []
    assert rejected([SAMPLES / "bb-template"]) == [
        ("template_text", "bb-template/spec/6-functional-requirements.md", 3)
    ]


def test_an_older_release_alone_is_read() -> None:
    older = found([SAMPLES / "bb-messaging@V0.9.0"])

    assert [(one.key, one.data.get("obligation"), one.data["statement"]["en"]) for one in older] == [
        (
            "govstack:messaging:functional:48b3195cc242488b",
            "required",
            "A service must be able to send a message to one person",
        ),
        ("govstack:messaging:functional:e1787eead4029d83", "optional", "Faxes can be sent"),
        ("govstack:messaging:re-1", "required", "Letters must be printed."),
        ("govstack:messaging:re-2", None, "Stamps"),
    ]
    assert older[0].data["provenance"][0]["citation"] == (
        "GovStack, Messaging specification, release V0.9.0, 5 Functional Requirements, Sending"
    )
    assert older[0].data["provenance"][0]["url"] == (
        "https://github.com/GovStackWorkingGroup/bb-messaging/blob/V0.9.0/spec/5-functional-requirements.md#L6"
    )


def test_a_requirement_has_the_same_key_in_every_release() -> None:
    older, newer = found([SAMPLES / "bb-messaging@V0.9.0"])[0], found([SAMPLES / FUNCTIONAL])[0]

    assert older.key == newer.key
    assert older.data["statement"] != newer.data["statement"]


def test_the_newest_release_replaces_a_chapter() -> None:
    both = [SAMPLES / "bb-messaging@V0.9.0", SAMPLES / FUNCTIONAL]

    assert found(both) == found([SAMPLES / FUNCTIONAL])
    assert rejected(both)[:4] == [
        ("older_release", "bb-messaging@V0.9.0/spec/5-functional-requirements.md", line) for line in (6, 7, 11, 12)
    ]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("V0.9.0", "1.0-QA"),
        ("1.0", "1.0.1"),
        ("1.0", "23Q4"),
        ("22Q4", "23Q2"),
        ("1.0.2", "v23Q4"),
        ("23Q4", "23Q4.1"),
        ("23Q4.1", "1.1.0-rc1"),
        ("23Q4", "29a2340~1"),
        ("29a2340~1", ""),
    ],
)
def test_order_of_releases(tmp_path: Path, older: str, newer: str) -> None:
    for release in (newer, older):
        folder = f"bb-gis@{release}" if release else "bb-gis"
        write(tmp_path, f"{folder}/spec/6-functional-requirements.md", f"* Release {release} (REQUIRED)")

    assert [one.data["statement"]["en"] for one in found([tmp_path])] == [f"Release {newer}".strip()]


def test_a_former_number_names_the_requirement_replaced() -> None:
    older = "specifications@1.0/architecture-and-nonfunctional-requirements/5-cross-cutting-requirements.md"
    both = [SAMPLES / "specifications@1.0", SAMPLES / "cfr-architecture"]

    assert [(one.key, one.data["obligation"]) for one in found(both)] == [
        ("govstack:architecture:cross-cutting:apis-must-be-versioned", "required"),
        ("govstack:architecture:cross-cutting:must-not-share-files", "prohibited"),
        ("govstack:architecture:govstack-cfr-data#req-1", "required"),
    ]
    assert rejected(both) == [("older_release", older, 7)]


def test_machine_readable_requirements() -> None:
    (one,) = found([SAMPLES / "machine-readable-specs"])

    assert one.place == Place("machine-readable-specs/data/specs/messaging/cfr.json", 10, "id-5.1")
    assert (one.data["obligation"], one.data["type"]) == ("recommended", "privacy")
    assert one.data["statement"] == {"en": "Nobody should be able to read a message on its way"}
    assert one.data["provenance"][0]["licence"] == ""
    assert rejected([SAMPLES / "machine-readable-specs"]) == [("unknown_level", one.place.file, 17)]


def test_the_written_specification_goes_before_its_machine_readable_copy() -> None:
    both = [SAMPLES / "machine-readable-specs", SAMPLES / CROSS_CUTTING]

    assert found(both) == found([SAMPLES / CROSS_CUTTING])
    assert ("machine_readable_copy", "machine-readable-specs/data/specs/messaging/cfr.json", 10) in rejected(both)


def test_the_same_text_twice_is_two_requirements(tmp_path: Path) -> None:
    path = write(tmp_path, "bb-gis/spec/6-functional-requirements.md", "* It works (REQUIRED)\n* It works (REQUIRED)")

    first, second = found([path])

    assert second.key == f"{first.key}~2"


def test_a_copy_in_another_file_is_not_read_again(tmp_path: Path) -> None:
    write(tmp_path, "bb-gis/spec/6-functional-requirements/6.1-maps.md", "* It works (REQUIRED)")
    write(
        tmp_path, "bb-gis/spec/6-functional-requirements/6.2-layers.md", "* It works (REQUIRED)\n* It shines (OPTIONAL)"
    )

    assert [one.data["statement"]["en"] for one in found([tmp_path])] == ["It works", "It shines"]
    assert rejected([tmp_path]) == [("duplicate", "bb-gis/spec/6-functional-requirements/6.2-layers.md", 1)]


def test_a_second_run_finds_the_same() -> None:
    assert list(read([SAMPLES])) == list(read([SAMPLES]))


def test_a_folder_its_collection_and_its_files_are_named_alike() -> None:
    expected = found([SAMPLES / FUNCTIONAL])

    assert [one for one in found([SAMPLES / "bb-messaging"]) if one.place.file == FUNCTIONAL] == expected
    assert [one for one in found([SAMPLES, SAMPLES / FUNCTIONAL]) if one.place.file == FUNCTIONAL] == expected
    assert files([SAMPLES / FUNCTIONAL]) == {FUNCTIONAL: SAMPLES / FUNCTIONAL}


@pytest.mark.parametrize(
    ("folder", "blocks", "licence"),
    [
        ("bb-digital-registries", ["block:digital-registries"], "Apache-2.0"),
        ("bb-cms", ["block:content-management"], "Apache-2.0"),
        ("bb-payments-main", ["block:payments"], "Apache-2.0"),
        ("bb-payments-1.0-QA", ["block:payments"], "Apache-2.0"),
        (f"bb-payments-{'0a1b' * 10}", ["block:payments"], "Apache-2.0"),
        ("bb-telepathy", ["block:telepathy"], "Apache-2.0"),
        ("specifications/security-requirements", ["block:security"], "Apache-2.0"),
        ("cfr-architecture", ["block:architecture"], ""),
        ("anything", [], ""),
    ],
)
def test_building_block_and_licence(tmp_path: Path, folder: str, blocks: list[str], licence: str) -> None:
    write(tmp_path, f"{folder}/6-functional-requirements.md", "* It works (REQUIRED)")

    (one,) = found([tmp_path])

    assert (one.data["building_blocks"], one.data["provenance"][0]["licence"]) == (blocks, licence)


def test_french_texts(tmp_path: Path) -> None:
    path = write(
        tmp_path, "bb-gis/spec/6-functional-requirements.md", "* Les cartes sont lisibles pour tous (REQUIRED)"
    )

    (one,) = found([path])

    assert (one.data["source_language"], one.data["statement"]) == ("fr", {"fr": "Les cartes sont lisibles pour tous"})


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "bb-gis"
    folder.mkdir()
    (folder / "1-latin.md").write_bytes(b"caf\xe9")
    (folder / "2-gone.md").symlink_to(folder / "nowhere.md")
    (folder / "3-cfr.json").write_text("{")

    assert rejected([folder, folder / "3-cfr.json", tmp_path / "missing"]) == [
        ("unreadable", "bb-gis/1-latin.md", 1),
        ("unreadable", "bb-gis/2-gone.md", 1),
        ("unreadable", "bb-gis/3-cfr.json", 1),
        ("unreadable", str(tmp_path / "missing"), 1),
    ]


def test_what_lies_beside_the_repositories_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "bb-gis/spec/6-functional-requirements.md", "* It works (REQUIRED)")
    write(tmp_path, "NOTES.md", "* A note (REQUIRED)")
    write(tmp_path, "bb-gis/.github/README.md", "* Hidden (REQUIRED)")

    assert [one.place.file for one in found([tmp_path])] == ["bb-gis/spec/6-functional-requirements.md"]


def test_a_level_without_text(tmp_path: Path) -> None:
    path = write(tmp_path, "bb-gis/spec/6-functional-requirements.md", "* (REQUIRED)")

    assert (found([path]), rejected([path])) == ([], [("no_text", "bb-gis/spec/6-functional-requirements.md", 1)])


def test_every_reason_is_a_code() -> None:
    assert all(reason == reason.lower() for reason in Reason)


@given(
    st.lists(
        st.sampled_from(
            [style.example for style in STYLES] + ["(REQUIRED)", "<table><tr><td>", "\n\n", "{% hint %}", "* "]
        )
    )
)
def test_no_mixture_of_styles_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    path = write(tmp_path_factory.mktemp("mixed") / "bb-gis", "spec/6-functional-requirements.md", "\n".join(pieces))

    assert all(record.place.line >= 1 for record in read([path]))
