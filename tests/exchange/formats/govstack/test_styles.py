"""Is each style of writing a requirement recognized, with its level and its wording?"""

import pytest

from requirements.exchange.formats.govstack.headings import sections
from requirements.exchange.formats.govstack.markdown import parse
from requirements.exchange.formats.govstack.sightings import Sighting
from requirements.exchange.formats.govstack.styles import STYLES, Style, recognize


def sighted(text: str) -> list[Sighting]:
    return [sighting for section in sections(parse(text)) for sighting in recognize(section)]


def worded(text: str) -> list[tuple[str, str]]:
    """(the source's level, the statement) of each requirement."""
    return [(sighting.level.original if sighting.level else "", sighting.statement) for sighting in sighted(text)]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_the_example_of_a_style_is_read_by_its_recognizer(style: Style) -> None:
    found = [sighting for section in sections(parse(style.example)) for sighting in style.recognize(section)]

    assert found
    assert found == sighted(style.example)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("* It works (REQUIRED)", [("REQUIRED", "It works")]),
        ("* It works. (REQUIRED)", [("REQUIRED", "It works.")]),
        ("* It works (REQUIRED).", [("REQUIRED", "It works")]),
        ("* It works.(REQUIRED)", [("REQUIRED", "It works.")]),
        ("* It works.  (RECOMMENDED", [("RECOMMENDED", "It works.")]),
        ("* It works (**OPTIONAL**)", [("OPTIONAL", "It works")]),
        ("* It works (MUST)", [("MUST", "It works")]),
        ("* \\[REQUIRED] It works.", [("REQUIRED", "It works.")]),
        ("* (OPTIONAL) It works.", [("OPTIONAL", "It works.")]),
        ("1. It works (REQUIRED)", [("REQUIRED", "It works")]),
        ("* It &#x77;orks&#x20; <mark>well</mark> (REQUIRED)", [("REQUIRED", "It works well")]),
        ("* It follows [the rule](rule.md) (REQUIRED)", [("REQUIRED", "It follows the rule")]),
        ("* It works (REQUIRED); it shines (OPTIONAL)", [("REQUIRED", "It works"), ("OPTIONAL", "it shines")]),
        ("* It works (REQUIRED) in every network", [("REQUIRED", "It works in every network")]),
        (
            "* Users see (REQUIRED) and print (OPTIONAL) their data. More.",
            [("REQUIRED", "Users see their data."), ("OPTIONAL", "Users see and print their data.")],
        ),
        (
            "* Users see it (REQUIRED) and print it (REQUIRED).",
            [("REQUIRED", "Users see it"), ("REQUIRED", "Users see it and print it")],
        ),
        ("* It works (CONDITIONALLY REQUIRED)", [("CONDITIONALLY REQUIRED", "It works")]),
        (
            "* It works (REQUIRED for boats, OPTIONAL for kites)",
            [("REQUIRED for boats, OPTIONAL for kites", "It works")],
        ),
        (
            "* The fields must be: (REQUIRED):\n  1. name;\n  2. date.",
            [("REQUIRED", "The fields must be: 1. name; 2. date.")],
        ),
        ("* Interfaces:\n  * One must exist. (REQUIRED)", [("REQUIRED", "One must exist.")]),
        ("* It works ~~well~~ fast (~~REQUIRED~~ OPTIONAL)", [("OPTIONAL", "It works fast")]),
        ("* ~~It works (REQUIRED)~~", []),
        (
            "* Querying (REQUIRED)\\\n  \\\n  Users must be able to ask.",
            [("REQUIRED", "Querying: Users must be able to ask.")],
        ),
        (
            "* **Querying** (REQUIRED)\n\n  Users must be able to ask.",
            [("REQUIRED", "Querying: Users must be able to ask.")],
        ),
        ("* It works.\n\n  (REQUIRED)", [("REQUIRED", "It works.")]),
        ("* ### It works (REQUIRED)", [("REQUIRED", "It works")]),
        ("<ul><li>It works (REQUIRED)</li></ul>", [("REQUIRED", "It works")]),
    ],
)
def test_entry_of_a_list(text: str, expected: list[tuple[str, str]]) -> None:
    assert worded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It works (REQUIRED)", [("REQUIRED", "It works")]),
        (
            "Events hold at least the following (REQUIRED):\n\n* date",
            [("REQUIRED", "Events hold at least the following: • date")],
        ),
        ("It works.\n\n(REQUIRED)", [("REQUIRED", "It works.")]),
        ("It must do both (REQUIRED)\n\n* work (REQUIRED)", [("REQUIRED", "It must do both"), ("REQUIRED", "work")]),
    ],
)
def test_paragraph(text: str, expected: list[tuple[str, str]]) -> None:
    assert worded(text) == expected


@pytest.mark.parametrize(
    ("text", "title", "statement", "explanation"),
    [
        ("### 5.1.3 Audit (REQUIRED)\n\nLogs must be kept.", "Audit", "Logs must be kept.", ()),
        ('### 5.1 Audit  (REQUIRED) <a href="#h" id="h"></a>\n\nLogs must be kept.', "Audit", "Logs must be kept.", ()),
        ("## **5.4 Audit** (REQUIRED):\n\nLogs must be kept.", "Audit", "Logs must be kept.", ()),
        ("**8.1.1 Audit (REQUIRED)**\n\nLogs must be kept.", "Audit", "Logs must be kept.", ()),
        ("## **5**.1**.2 A**udit **(REQUIRED)**\n\nLogs must be kept.", "Audit", "Logs must be kept.", ()),
        (
            "## Audit (REQUIRED)\n\nLogs must be kept.\n\nNote that they grow.",
            "Audit",
            "Logs must be kept.",
            ("Note that they grow.",),
        ),
        ("## Audit (REQUIRED)\n\nLogs grow.\n\nThey must be cut.", "Audit", "Logs grow. They must be cut.", ()),
        ("## Audit (REQUIRED)\n\n* logs\n* traces", "Audit", "Audit: • logs • traces", ()),
        ("## Keep logs (REQUIRED)", "Keep logs", "Keep logs", ()),
        ("## Keep logs (REQUIRED)\n\nSee the [guide](g.md)", "Keep logs", "Keep logs", ("See the guide",)),
        ("## Entry (REQUIRED)\n\n**Fields:**\n\n| Name | Type |\n| - | - |\n| a | b |", "Entry", "Entry", ()),
    ],
)
def test_heading_with_a_level(text: str, title: str, statement: str, explanation: tuple[str, ...]) -> None:
    (sighting,) = sighted(text)

    assert (sighting.title, sighting.statement, sighting.explanation) == (title, statement, explanation)


def test_a_section_with_a_level_leaves_what_has_its_own() -> None:
    text = "## 5.1 Audit (REQUIRED)\n\nLogs must be kept:\n\n* for\n  * a year (OPTIONAL)\n  * a day"

    assert worded(text) == [("REQUIRED", "Logs must be kept: • for • a day"), ("OPTIONAL", "a year")]


def test_three_tags_a_stable_identifier_and_the_former_number() -> None:
    text = (
        "### #4 Protect data (RECOMMENDED EXTENSIBLE AUDITABLE) (previously 5.9)\n\n`x-data#req-4`\n\nIt must be safe."
    )

    (sighting,) = sighted(text)

    assert (sighting.level.original, sighting.level.obligation) == ("RECOMMENDED EXTENSIBLE AUDITABLE", "recommended")
    assert (sighting.title, sighting.statement) == ("Protect data", "It must be safe.")
    assert (sighting.identifier, sighting.former_number) == ("x-data#req-4", (5, 9))


def test_of_an_elevation_the_last_level_holds() -> None:
    text = (
        "### Protect data\n\n`bb-x-cfr-data#req-4`\n\n[cfr-data#req-4](u). "
        "From **\\[RECOMMENDED EXTENSIBLE AUDITABLE]** to **\\[REQUIRED EXTENSIBLE AUDITABLE].** Much is at stake."
    )

    (sighting,) = sighted(text)

    assert sighting.level.original == "REQUIRED EXTENSIBLE AUDITABLE"
    assert (sighting.statement, sighting.identifier) == ("Protect data", "bb-x-cfr-data#req-4")
    assert sighting.explanation == (
        "cfr-data#req-4. From [RECOMMENDED EXTENSIBLE AUDITABLE] to [REQUIRED EXTENSIBLE AUDITABLE]. Much is at stake.",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#### **DRS-10**\n\nIt works. (REQUIRED)", [("DRS-10", "", "It works.")]),
        ("#### **DRS-1:** **Create**\n\nIt works. (REQUIRED)", [("DRS-1", "Create", "It works.")]),
        (
            "#### DRS-8: Reports. (REQUIRED)\n\n1. They must be kept.",
            [("DRS-8", "Reports", "Reports: 1. They must be kept.")],
        ),
        ("#### DRS-2\n\n* It links.\n  * Like this. (REQUIRED)\n* More", [("DRS-2", "", "It links. • Like this.")]),
        (
            "#### DRS-11\n\nIt reads. (REQUIRED); It writes. (OPTIONAL)",
            [("DRS-11", "", "It reads."), ("DRS-11", "", "It writes.")],
        ),
        ("* DRS-7: It works. (REQUIRED)", [("DRS-7", "", "It works.")]),
        ("* ISO-20022: It is followed. (REQUIRED)", [("", "", "ISO-20022: It is followed.")]),
    ],
)
def test_identifier(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.identifier, one.title, one.statement) for one in sighted(text)] == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## 5.14 APIs MUST be Versioned", [("MUST", "APIs MUST be Versioned")]),
        ("## 5.21 Databases MUST Not Include Logic", [("MUST Not", "Databases MUST Not Include Logic")]),
        ("## 5.3 SHOULD follow the guide", [("SHOULD", "SHOULD follow the guide")]),
        ("**5.3 Logs MUST be kept**", [("MUST", "Logs MUST be kept")]),
        ("**Logs MUST be kept for**\n\n* a year", []),
        ("## 5.3 Logs must be kept", []),
        ("## 5.3 Logs MUST be kept (RECOMMENDED)", [("RECOMMENDED", "Logs MUST be kept")]),
    ],
)
def test_verb_in_a_heading(heading: str, expected: list[tuple[str, str]]) -> None:
    assert worded(heading) == expected


def html_table(*rows: tuple[str, ...]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tbody>{body}</tbody></table>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| Requirement | Type (Must/Should/May) |\n| - | - |\n| Reporting | Must |", [("Must", "Reporting")]),
        ("| **Requirement** | Block | Type |\n| - | - | - |\n| Reporting | All | SHOULD |", [("SHOULD", "Reporting")]),
        (html_table(("Reporting", "<br>REQUIRED")), [("REQUIRED", "Reporting")]),
        (html_table(("Reporting", "<p>REQUIRED</p><p><br></p>")), [("REQUIRED", "Reporting")]),
        (html_table(("Reporting", "REQUIRE")), [("REQUIRE", "Reporting")]),
        (html_table(("<strong>5.1 Scans</strong>", "OPTIONAL")), [("OPTIONAL", "5.1 Scans")]),
        (
            html_table(("<p><strong>5.1 Scans</strong></p><p>It must scan.</p>", "REQUIRED")),
            [("REQUIRED", "It must scan.")],
        ),
        (html_table(("<strong>Requirement</strong>", "Must"), ("Reporting", "May have")), [("May have", "Reporting")]),
        ("| Explanation | Status |\n| - | - |\n| Routes | Recommendation |", [("Recommendation", "Routes")]),
        (html_table(("<b>Requirement</b>", "Status"), ("Routes", "Requirement")), [("Requirement", "Routes")]),
        ("| REQ-# | Requirement |\n| - | - |\n| RE-1 | It must print. |", [("must", "It must print.")]),
        ("| REQ-# | Requirement |\n| - | - |\n| RE-1 | It should print. |", [("should", "It should print.")]),
        ("| REQ-# | Requirement |\n| - | - |\n| RE-1 | It prints. |", [("", "It prints.")]),
        ("| Feature |\n| - |\n| It prints. (OPTIONAL) |", [("OPTIONAL", "It prints.")]),
        ("| Feature | See |\n| - | - |\n| It prints. | RE-1 |", []),
        (html_table(("Reporting", "<p>Must have</p><p>UC1; UC2</p>")), [("Must have", "Reporting")]),
        (
            f"| {'It must print on paper of any size and ' * 2} | MUST |\n| - | - |\n| It must scan. | MAY |",
            [("MUST", " ".join(["It must print on paper of any size and"] * 2)), ("MAY", "It must scan.")],
        ),
        (
            html_table(("It must hold:<ol><li>a;</li><li>b <del>or c</del></li></ul>", "MUST")),
            [("MUST", "It must hold: 1. a; 2. b")],
        ),
        ("| What | How |\n| - | - |\n| ~~Use tar~~ | MUST |\n| Use zip | MUST |", [("MUST", ""), ("MUST", "Use zip")]),
        (
            "| Requirement | Who must answer for it | Type |\n| - | - | - |\n| Reporting | The ministry | Must |",
            [("Must", "Reporting")],
        ),
    ],
)
def test_row_of_a_table(text: str, expected: list[tuple[str, str]]) -> None:
    assert worded(text) == expected


@pytest.mark.parametrize(
    ("said", "style"), [("The name must be kept.", "level row"), ("Letters in capitals.", "field row")]
)
def test_a_table_of_names_holds_requirements_if_it_says_what_must_be(said: str, style: str) -> None:
    (sighting,) = sighted(f"| Name | Description | Optionality |\n| - | - | - |\n| Names | {said} | MUST |")

    assert (sighting.style, sighting.title, sighting.statement) == (style, "Names", said)


def test_a_row_names_the_rows_below_it() -> None:
    text = "| Requirement | Type |\n| - | - |\n| Vouchers | |\n| Printing | MUST |"

    assert [(one.statement, one.group) for one in sighted(text)] == [("Printing", "Vouchers")]


@pytest.mark.parametrize(
    "text",
    [
        "* A field (optional)",
        "* Several languages (Optional)",
        "* Levels are (REQUIRED, RECOMMENDED or OPTIONAL)",
        '{% hint style="info" %}\n* It works (REQUIRED)\n{% endhint %}',
        "```\n* It works (REQUIRED)\n```",
        "---\ndescription: It works (REQUIRED)\n---\n\nText",
        "The email is RECOMMENDED as the name.",
    ],
)
def test_what_is_no_requirement(text: str) -> None:
    assert sighted(text) == []


def test_a_box_behind_a_requirement_explains_it() -> None:
    box = '{% hint style="info" %}\nEven at night.\n{% endhint %}'
    text = f"* It must work (REQUIRED)\n\n{box}\n\n* It must rest (REQUIRED)"

    assert [(one.statement, one.explanation) for one in sighted(text)] == [
        ("It must work", ("Even at night.",)),
        ("It must rest", ()),
    ]
