"""What comes out of a product use case?"""

from pathlib import Path

import pytest

from requirements.exchange.formats.govstack import Found, Rejected, read

SAMPLES = Path(__file__).parents[3] / "samples" / "govstack"
TABLE = "| ID | {id} |\n| - | - |\n| Name | {name} |\n| Sector | {sector} |\n"


def test_a_product_use_case() -> None:
    (use_case,) = (record for record in read([SAMPLES / "product-use-cases"]) if isinstance(record, Found))

    assert (use_case.kind, use_case.key) == ("use_case", "govstack:use-case:lib-1")
    assert use_case.data == {
        "title": {"en": "Lending Books"},
        "short_description": {"en": "People borrow books for some weeks."},
        "narrative": {"en": "People borrow books for some weeks.\n\nLibraries lend more when borrowing is easy."},
        "preconditions": {},
        "results": {},
        "sector": "education",
        "source_language": "en",
        "programmes": ["programme:dpi"],
        "building_blocks": ["block:digital-registries", "block:scheduler", "block:identity"],
        "sdgs": ["sdg:4", "sdg:9"],
        "actors": [
            {
                "key": "actor-1",
                "name": {"en": "Readers"},
                "type": "person",
                "description": {"en": "Readers that want to borrow books"},
            },
            {
                "key": "actor-2",
                "name": {"en": "Ministry of Culture"},
                "type": "organization",
                "description": {"en": "Ministry of Culture that pays for the books"},
            },
        ],
        "scenarios": [
            {
                "kind": "success",
                "name": {"en": "Lending Books"},
                "steps": [
                    {
                        "name": {"en": "Registration"},
                        "description": {
                            "en": "A reader registers once.\n\nWorkflows: • Identification for knowing who borrows"
                        },
                        "building_blocks": ["block:identity"],
                    },
                    {
                        "name": {"en": "Borrowing"},
                        "description": {
                            "en": "The reader takes a book home.\n\nAt the counter:\n\nA librarian notes the date."
                        },
                        "building_blocks": ["block:scheduler"],
                    },
                ],
            }
        ],
        "provenance": [
            {
                "source_kind": "use_case_repository",
                "citation": "GovStack product use case, LIB-1 - Lending Books, id LIB-7, version 1.0, status Draft",
                "url": "https://github.com/GovStackWorkingGroup/product-use-cases/blob/main/use-cases/lib-1-lending.md#L5",
                "place": "product-use-cases/use-cases/lib-1-lending.md#L5",
                "licence": "Apache-2.0",
                "source_key": "govstack:use-case:lib-1",
            }
        ],
    }


def test_what_of_it_has_no_record_is_named() -> None:
    assert [
        (record.reason, record.place.file, record.place.line, record.params)
        for record in read([SAMPLES / "product-use-cases"])
        if isinstance(record, Rejected)
    ] == [
        ("unknown_building_block", "product-use-cases/use-cases/lib-1-lending.md", 30, {"name": "Teleportation"}),
        ("no_use_case_summary", "product-use-cases/use-cases/lib-2-returning.md", 1, {"text": "lib-2-returning.md"}),
    ]


def one(tmp_path: Path, text: str) -> tuple[list[Found], list[Rejected]]:
    path = tmp_path / "product-use-cases" / "use-cases" / "x.md"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    records = list(read([path]))
    return (
        [record for record in records if isinstance(record, Found)],
        [record for record in records if isinstance(record, Rejected)],
    )


@pytest.mark.parametrize(
    ("heading", "cell", "key"),
    [
        ("INF-1 - Permits", "URB-1", "inf-1"),
        ("Permits", "URB-1", "urb-1"),
        ("eM-G2P-UC2-Permits", "MKT", "building-permits"),
    ],
)
def test_key(tmp_path: Path, heading: str, cell: str, key: str) -> None:
    table = TABLE.format(id=cell, name="Building permits", sector="Health")
    (use_case,), _ = one(tmp_path, f"# {heading}\n\n{table}\nText.")

    assert use_case.key == f"govstack:use-case:{key}"


@pytest.mark.parametrize(
    ("sector", "identifier", "expected"),
    [
        ("Government Marketplace", "MKT", "commerce"),
        ("SDG 3", "HLTC-3", "health"),
        ("Climate", "CLMT-1", "environment"),
        ("Poetry", "POE-1", "cross_sector"),
    ],
)
def test_sector(tmp_path: Path, sector: str, identifier: str, expected: str) -> None:
    (use_case,), left_out = one(tmp_path, TABLE.format(id=identifier, name="X", sector=sector))

    assert use_case.data["sector"] == expected
    assert ("unknown_sector" in {record.reason for record in left_out}) == (expected == "cross_sector")


def test_steps_in_plain_and_half_bold_lines(tmp_path: Path) -> None:
    text = (
        "\n### SDG Targets\n\n**Target 8.2** Work\n\n"
        "### Building Blocks\n\n·   Payment\n\n**Future Building Blocks**\n\n·   Telepathy\n\n"
        "### Steps\n\nA buyer must be registered.\n\n"
        "Step 1 - Search\n\nThe buyer looks.\n\nWorkflows\n\n* Asking\n\nBuilding Blocks\n\nMessaging\n\n"
        "**2 - Buy, **<mark>**and pay**</mark>\n\nThe buyer pays.\n"
    )
    (use_case,), _ = one(tmp_path, TABLE.format(id="MKT", name="Buying", sector="Market") + text)

    assert use_case.data["sdgs"] == ["sdg:8"]
    assert use_case.data["building_blocks"] == ["block:payments", "block:messaging"]
    assert use_case.data["preconditions"] == {"en": "A buyer must be registered."}
    assert [(step["name"]["en"], step["description"]["en"]) for step in use_case.data["scenarios"][0]["steps"]] == [
        ("Search", "The buyer looks.\n\nWorkflows: • Asking"),
        ("Buy, and pay", "The buyer pays."),
    ]


def test_a_long_description_ends_with_a_sentence(tmp_path: Path) -> None:
    text = f"It teaches, e.g. by radio. It costs little. Then {'more ' * 200}"
    (use_case,), left_out = one(tmp_path, f"{TABLE.format(id='EDU-1', name='X', sector='Education')}\n{text}")

    assert use_case.data["short_description"] == {"en": "It teaches, e.g. by radio. It costs little."}
    assert [record.reason for record in left_out] == ["no_steps"]


def test_the_template_of_use_cases_is_none(tmp_path: Path) -> None:
    found, left_out = one(tmp_path, TABLE.format(id="\\<Sector>", name="\\<Use Case Name>", sector="\\<SDG>"))

    assert found == []
    assert [(record.reason, record.params) for record in left_out] == [("placeholder", {"text": "<Use Case Name>"})]


ROWS = (
    ("ID", "LIB-1-S2"),
    ("<strong>Use Case Step</strong>", "Use Case: Lending, Step: Borrowing (see there)"),
    ("<p>Trigger</p><p>(what begins it)</p>", "A reader asks."),
    ("Preconditions (list of conditions that MUST be met)", "<ul><li>The reader is known.</li></ul>"),
    ("Data inputs", "<p>1. Card</p><p>2. Title</p>"),
    ("Actors", "<p>Human: A reader, a clerk</p><p>System:</p><p>·  Identity BB</p><p>·  Same as before</p>"),
    (
        "Normal Course",
        "<p>It opens.</p><ol><li>The clerk looks:<ol><li>at the card</li></ol></li><li>Both sign.</li></ol>",
    ),
    ("Alternative Course", "None"),
    ("Exceptions", "<p>Step 1: The Identity BB says no.</p><p>Try later.</p>"),
    ("Data output", "-"),
    ("Post-Conditions (the success criteria)", "A date is set."),
    ("Related BBs", "<p>Registration BB</p><p>Telepathy BB</p>"),
    ("Sequence Diagram", "A -> B"),
    ("Best Practices", "Smile."),
)
DETAILS = (
    "<table><tbody>" + "".join(f"<tr><td>{label}</td><td>{text}</td></tr>" for label, text in ROWS) + "</tbody></table>"
)


def test_a_table_with_a_row_for_each_part_of_a_use_case(tmp_path: Path) -> None:
    (use_case,), left_out = one(tmp_path, f"# LIB-1-S2\n\n{DETAILS}")

    assert use_case.key == "govstack:use-case:lib-1-s2"
    assert use_case.data.pop("provenance")[0]["citation"] == "GovStack use case, LIB-1-S2, Lending: Borrowing"
    assert use_case.data == {
        "title": {"en": "Lending: Borrowing"},
        "short_description": {"en": "Lending: Borrowing"},
        "narrative": {"en": "Best Practices: Smile."},
        "trigger": {"en": "A reader asks."},
        "preconditions": {"en": "• The reader is known."},
        "results": {},
        "sector": "cross_sector",
        "source_language": "en",
        "programmes": ["programme:dpi"],
        "building_blocks": ["block:registration"],
        "sdgs": [],
        "actors": [
            {"key": "actor-1", "name": {"en": "A reader"}, "type": "person", "description": {"en": "A reader"}},
            {"key": "actor-2", "name": {"en": "a clerk"}, "type": "person", "description": {"en": "a clerk"}},
            {"key": "actor-3", "name": {"en": "Identity BB"}, "type": "system", "description": {"en": "Identity BB"}},
        ],
        "information": [
            {"key": "input-1", "name": {"en": "Card"}},
            {"key": "input-2", "name": {"en": "Title"}},
        ],
        "scenarios": [
            {
                "kind": "success",
                "name": {"en": "Lending: Borrowing"},
                "postcondition": {"en": "A date is set."},
                "steps": [
                    {
                        "name": {"en": "The clerk looks:"},
                        "description": {"en": "It opens.\nThe clerk looks:\nat the card"},
                        "building_blocks": [],
                    },
                    {"name": {"en": "Both sign."}, "description": {}, "building_blocks": []},
                ],
            },
            {
                "kind": "failure",
                "steps": [
                    {
                        "name": {"en": "The Identity BB says no."},
                        "description": {"en": "The Identity BB says no.\nTry later."},
                        "building_blocks": ["block:identity"],
                    }
                ],
            },
        ],
    }
    assert [(record.reason, record.params) for record in left_out] == [
        ("unknown_building_block", {"name": "Telepathy BB"})
    ]


def test_the_template_of_such_a_table_is_none(tmp_path: Path) -> None:
    text = "| Use Case Step | <p>&lt;Name and link></p> |\n| - | - |\n| Actors | x |\n| Normal Course | x |\n"

    found, left_out = one(tmp_path, text)

    assert (found, [record.reason for record in left_out]) == ([], ["placeholder"])


def test_stakeholders_in_a_table_goals_by_name_and_what_holds_before_and_after(tmp_path: Path) -> None:
    text = (
        "\n## Stakeholders\n\nAll who have some part in what is told of here are these ones:\n\n"
        "| Readers | Who read |\n| - | - |\n| Union of Writers | Who write |\n\n"
        "## Sustainable Development Goals\n\n* Goal 9.C – Access\n\n"
        "## Preconditions / Triggers\n\n* Light\n\n## Steps\n\n### 1 - Read\n\nAloud.\n\n## Expected Results\n\nJoy.\n"
    )
    (use_case,), _ = one(tmp_path, TABLE.format(id="LIB-1", name="Reading", sector="Education") + text)

    assert [(actor["name"]["en"], actor["type"]) for actor in use_case.data["actors"]] == [
        ("Readers", "person"),
        ("Union of Writers", "organization"),
    ]
    assert use_case.data["sdgs"] == ["sdg:9"]
    assert (use_case.data["preconditions"], use_case.data["results"]) == ({"en": "• Light"}, {"en": "Joy."})
