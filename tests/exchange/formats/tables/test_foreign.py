"""Are the lists of ministries read as their columns are meant, and may people say what was meant?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from requirements import exchange
from requirements.exchange.formats.records import Found, Record, Rejected
from requirements.exchange.problems import SENTENCES
from tests.exchange.sources import outcomes

CSV, XLSX = exchange.format_named("csv"), exchange.format_named("xlsx")
NOBODY: Mapping[str, str] = {}


def book(folder: Path, answers: Mapping[str, str] = NOBODY, **sheets: list[list[Any]]) -> list[Record]:
    """What is read of a workbook with these sheets."""
    return list(XLSX.records([saved(folder, **sheets)], answers))


def saved(folder: Path, **sheets: list[list[Any]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    made.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def table(folder: Path, text: str | bytes) -> list[Record]:
    path = folder / "list.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(CSV.records([path], {}))


def told(found: list[Record]) -> list[tuple[int, str, Any]]:
    """Line, reason and first parameter of what is not taken."""
    rejected = [one for one in found if isinstance(one, Rejected)]
    assert {f"xlsx.{one.reason}" for one in rejected} <= SENTENCES.keys()
    return [(one.place.line, one.reason, next(iter(one.params.values()))) for one in rejected]


def taken(found: list[Record]) -> list[Found]:
    return [one for one in found if isinstance(one, Found)]


def statements(found: list[Record]) -> list[str]:
    return [next(iter(one.data["statement"].values())) for one in taken(found)]


def citations(found: list[Record]) -> list[str]:
    return [one.data["provenance"][0]["citation"].partition("Sheet, ")[2] for one in taken(found)]


def test_categories_stand_in_a_column_once_or_in_rows_of_their_own(tmp_path: Path) -> None:
    found = book(
        tmp_path,
        Sheet=[
            ["Ministry of Kites", None, None, None],
            [],
            ["Module", "Sub-module", "Ref.", "Requirement"],
            ["Flying", "Wind", "K-1", "A kite shall fly."],
            [None, None, "K-2", "A kite should turn."],
            [None, "Rain", "K-3", "A kite may stay dry."],
            ["Landing", None, "K-4", "A kite shall land."],
            [None, None, None, "Storage"],
            [None, None, "K-5", "A kite shall be kept."],
            ["Module", "Sub-module", "Ref.", "Requirement"],
        ],
    )
    assert told(found) == [(1, "above_headings", "Ministry of Kites"), (8, "heading", "Storage")]
    assert citations(found) == [
        "Flying, Wind, K-1",
        "Flying, Wind, K-2",
        "Flying, Rain, K-3",
        "Landing, K-4",
        "Landing, Storage, K-5",
    ]
    assert [one.data["obligation"] for one in taken(found)] == ["required", "recommended", "optional"] + [
        "required"
    ] * 2


def test_a_table_without_headings_is_known_by_what_stands_in_it(tmp_path: Path) -> None:
    found = book(
        tmp_path,
        Sheet=[
            ["V2.1", "Verify that every kite of the fleet is known.", "x"],
            ["V2.2", "Verify that no kite of the fleet gets lost in the clouds.", None],
        ],
    )
    assert [one.key for one in taken(found)] == ["table:list:Sheet:V2.1", "table:list:Sheet:V2.2"]
    assert told(found) == [(1, "unknown_column", "C")]


def test_what_a_column_means_is_proposed_and_may_be_said_and_every_sheet_may_be_left_out(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        Readme=[["Column", "Description"], ["Klausel", "What the buyer needs, in the words of the buyer."]],
        Lot=[["Pos", "Klausel", "Anmerkung"], ["A-1", "Der Drachen steigt.", "Bei Wind."], ["A-2", "Er sinkt.", None]],
    )
    proposed = {question.key: question.proposed for question in XLSX.questions([path])}  # type: ignore[misc]
    assert proposed == {
        "sheet:list:Readme": "",
        "sheet:list:Lot": "",
        "column:column": "",
        "column:description": "statement",
        "column:pos": "identifier",
        "column:klausel": "",
        "column:anmerkung": "",
    }
    assert told(list(XLSX.records([path], {}))) == [(1, "sheet_left_out", "Readme"), (1, "sheet_left_out", "Lot")]
    said = {"sheet:list:Lot": "requirement", "column:klausel": "statement", "column:anmerkung": "rationale"}
    found, _other = taken(list(XLSX.records([path], said)))
    assert (found.key, found.data["rationale"]) == ("table:list:Lot:A-1", {"en": "Bei Wind."})


def test_obligations_are_words_or_ticks_and_other_words_are_named_once(tmp_path: Path) -> None:
    head = ["ID", "Requirement", "Priority", "Mandatory", "Desirable"]
    rows = [
        ["Must have", None, None],
        ["High", None, None],
        ["high", "✓", None],
        [None, None, "x"],
        ["High", None, None],
    ]
    texts = ["It flies.", "It must fly.", "It turns.", "It lands.", "It waits."]
    found = book(tmp_path, Sheet=[head, *([f"K-{number}", texts[number], *row] for number, row in enumerate(rows))])
    assert [one.data.get("obligation") for one in taken(found)] == [
        "required",
        "required",
        "required",
        "recommended",
        None,
    ]
    assert told(found) == [(1, "no_obligation", "Priority"), (1, "no_obligation", "Priority")]


def test_a_user_story_is_one_sentence_and_several_languages_are_one_requirement(tmp_path: Path) -> None:
    story = book(tmp_path, Sheet=[["Req ID", "As a", "I want to", "So that"], ["U-1", "pilot", "fly", "I see far."]])
    assert statements(story) == ["As a pilot, I want to fly, So that I see far"]
    both = book(tmp_path, Sheet=[["ID", "Requirement (EN)", "Requirement (FR)"], ["K-1", "It flies.", "Il vole."]])
    assert taken(both)[0].data["statement"] == {"en": "It flies.", "fr": "Il vole."}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le système doit permettre la recherche de la personne dans les registres et des dossiers.", "fr"),
        ("El sistema debe permitir la consulta de los datos para las personas que lo piden.", "es"),
        ("يجب أن يسمح النظام بالبحث عن الأشخاص", "ar"),
        ("系统必须允许用户查询数据", "zh"),
        ("Система должна позволять поиск", "ru"),
        ("Das System muss die Suche und das Finden der Daten für den Nutzer mit der Karte von heute erlauben.", "en"),
    ],
)
def test_the_language_is_that_of_the_texts_whatever_the_headings(text: str, language: str, tmp_path: Path) -> None:
    (found,) = book(tmp_path, Sheet=[["Req ID", "Requirement"], ["K-1", text]])
    assert isinstance(found, Found)
    assert (found.data["statement"], found.data["source_language"]) == ({language: text}, language)


def test_cells_are_read_as_they_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    made = Workbook()
    sheet = made.active
    for row in [["Ref", "Requirement", "Active"], [7, "One", "=1+1"], [1.1, "Two", "#N/A"], ["=A2+1", "Three.", None]]:
        sheet.append(row)
    sheet["A2"].number_format, sheet["A3"].number_format = "000", "0.00"
    sheet["B2"] = CellRichText("It must ", TextBlock(InlineFont(b=True), "fly"), "\nhigh.")
    sheet["B1048576"].number_format = "0.00"
    sheet.column_dimensions["C"].hidden = True
    made.save(path)
    found = list(XLSX.records([path], {}))
    assert statements(found) == ["It must fly\nhigh.", "Two", "Three."]
    assert citations(found) == ["007", "1.10", ""]
    assert told(found) == [(1, "unknown_column", "Active")]
    wrong = list(XLSX.records([path], {"column:active": "rationale"}))
    assert told(wrong) == [(2, "formula", "Active"), (3, "formula", "Active")]


def test_what_says_nothing_is_named_with_its_row(tmp_path: Path) -> None:
    head = "Req ID;Requirement;Owner\n"
    found = table(tmp_path, head + "K-1;It flies.;Ann\nK-2;;Ann\nK-3;It; lands.;Ann\nK-4;It waits.\n")
    assert statements(found) == ["It flies.", "It waits."]
    assert told(found) == [(1, "unknown_column", "Owner"), (3, "no_text", "K-2"), (4, "too_many_cells", 4)]
    with pytest.raises(exchange.Unreadable) as refused:
        table(tmp_path, head + "K-1;It flies.;Ann\nK-2;It la")
    assert str(refused.value) == "list.csv:3: The file breaks off in the middle of a row."


@pytest.mark.django_db
def test_a_newer_list_changes_what_it_says_and_leaves_what_people_added(tmp_path: Path) -> None:
    path = saved(tmp_path, Sheet=[["Ref", "Requirement"], ["K-1", "It flies."], ["K-2", "It lands."]])
    applied = exchange.apply(exchange.preview([path], XLSX), by=None)
    assert outcomes(exchange.preview([path], XLSX)) == ["unchanged", "unchanged"]
    saved(tmp_path, Sheet=[["Ref", "Requirement"], ["K-1", "It flies."], ["K-2", "It lands softly."]])
    plan = exchange.preview([path], XLSX)
    assert outcomes(plan) == ["unchanged", "changed"]
    assert {change.path[0] for change in plan.records[1].changes} == {"title", "statement", "provenance"}
    assert len(applied.new) == 2
