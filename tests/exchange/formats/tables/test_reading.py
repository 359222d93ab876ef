"""Are tables read as people fill them, and what they got wrong told with its place?"""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from requirements import documents, exchange
from requirements.exchange import place_in_words, problems
from requirements.exchange.formats.records import Found, Record, Rejected

SAVE = "Save it as “CSV UTF-8”, or as a workbook (XLSX)."
# As a workbook holds a day.
DAY = datetime.combine(date(2020, 9, 1), time())
CSV, XLSX = exchange.format_named("csv"), exchange.format_named("xlsx")


def read(folder: Path, text: str | bytes, name: str = "requirements.csv") -> list[Record]:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(CSV.read([path]))


def book(folder: Path, **sheets: list[list[Any]]) -> list[Record]:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, lines in sheets.items():
        sheet = workbook.create_sheet(name)
        for line in lines:
            sheet.append(line)
    path = folder / "given.xlsx"
    workbook.save(path)
    return list(XLSX.read([path]))


def only(found: list[Record]) -> Found:
    (record,) = found
    assert isinstance(record, Found), record
    return record


def told(found: list[Record]) -> list[tuple[str, str]]:
    return [(place_in_words(one.place), one.reason) for one in found if isinstance(one, Rejected)]


@pytest.mark.parametrize("headings", ["Title (en),STATEMENT.en,Obligation", "title_en;statement_en;obligation"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_headings_ends_of_lines_and_separators_may_be_those_of_any_program(
    headings: str, end: str, mark: str, tmp_path: Path
) -> None:
    line = '"Wait; then\nask",It must.,Not recommended'.replace(",", ";" if ";" in headings else ",")
    found = only(read(tmp_path, f"{mark}{headings}{end}{line}{end}{end}"))
    assert (found.kind, found.place.line) == ("requirement", 2)
    assert found.data == {
        "title": {"en": "Wait; then\nask"},
        "statement": {"en": "It must."},
        "obligation": "not_recommended",
    }
    assert found.languages == {"title": frozenset({"en"}), "statement": frozenset({"en"})}


@pytest.mark.parametrize(
    "content",
    [
        "title_en\tobligation\r\nOne, 1,5\toptional\r\n".encode("utf-16"),
        b'"sep=;"\r\ntitle_en;obligation\r\nOne, 1,5;optional\r\n',
        b"\xef\xbb\xbfsep=;\r\ntitle_en;obligation\r\nOne, 1,5;optional",
    ],
)
def test_text_that_spreadsheets_save_in_other_ways_is_read(content: bytes, tmp_path: Path) -> None:
    found = only(read(tmp_path, content))
    assert found.data == {"title": {"en": "One, 1,5"}, "obligation": "optional"}
    assert found.place.line == (2 if content.startswith(b"\xff") else 3)


def test_a_row_without_identifier_is_found_again_by_its_key_or_its_title(tmp_path: Path) -> None:
    keys = [only(read(tmp_path, f"title_en,key\n{row}\n")).key for row in ("One,", "One,", "Two,", "One,K-1")]
    assert keys[0] == keys[1] != keys[2]
    assert keys[3] == "K-1"


def test_columns_that_one_kind_alone_has_say_what_the_rows_are(tmp_path: Path) -> None:
    assert only(read(tmp_path, "title_en,obligation\nOne,required\n", "mine.csv")).kind == "requirement"
    assert only(read(tmp_path, "title_en,urgency\nOne,high\n", "mine.csv")).kind == "need"
    assert told(read(tmp_path, "title_en,statement_en\nOne,It lacks.\n", "mine.csv")) == [
        ("mine.csv:2", "unknown_kind")
    ]


def test_an_empty_cell_empties_its_field_and_a_missing_column_says_nothing(tmp_path: Path) -> None:
    found = only(read(tmp_path, "identifier,title_en,title_fr,owner,keywords,type,contact\nREQ-0001,One,,,,,\n"))
    assert found.data == {
        "identifier": "REQ-0001",
        "title": {"en": "One"},
        "owner": None,
        "keywords": [],
        "contact": "",
    }


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("one; two", ["one", "two"]),
        ("one;two;", ["one", "two"]),
        ("one\ntwo", ["one", "two"]),
        ('"a; b"; ""; "c ""d"""', ["a; b", "", 'c "d"']),
        ("'=1; 2", ["=1", "2"]),
    ],
)
def test_a_list_is_one_cell(cell: str, items: list[str], tmp_path: Path) -> None:
    quoted = cell.replace('"', '""')
    assert only(read(tmp_path, f'title_en,keywords\nOne,"{quoted}"\n')).data["keywords"] == items


def test_parts_follow_their_record(tmp_path: Path) -> None:
    text = (
        "row,identifier,title_en,name_en,requirements,relation,target\n"
        "use_case,UC-0001,Ask,,,,\nscenarios,,,Success,,,\nsteps,,,First,REQ-0001; REQ-0002,,\nsteps,,,Second,,,\n"
        "links,,,,,needs,REQ-0001\nuse_case,UC-0002,Wait,,,,\n"
    )
    first, second = read(tmp_path, text)
    assert isinstance(first, Found)
    assert isinstance(second, Found)
    (scenario,) = first.data["scenarios"]
    assert [step["name"] for step in scenario["steps"]] == [{"en": "First"}, {"en": "Second"}]
    assert scenario["steps"][0]["requirements"] == ["REQ-0001", "REQ-0002"]
    assert first.data["links"] == [{"relation": "needs", "target": "REQ-0001"}]
    assert (second.data["links"], second.data["scenarios"]) == ([], [])
    documents.parse({"kind": "use_case", **first.data})


def test_sheets_and_files_of_parts_name_their_record(tmp_path: Path) -> None:
    found = book(
        tmp_path,
        **{
            "use-cases": [["key", "title_en"], ["a", "Ask"], ["b", "Wait"]],
            "steps": [["of", "scenario", "name_en"], ["a", 1, "First"], ["a", 2, "Other way"], ["a", 1, "Second"]],
            "links": [["of", "relation", "target"], ["REQ-0001", "needs", "REQ-0002"]],
        },
    )
    first, second, alone = found
    assert isinstance(first, Found)
    assert isinstance(second, Found)
    assert isinstance(alone, Found)
    assert [len(scenario["steps"]) for scenario in first.data["scenarios"]] == [2, 1]
    assert second.data["scenarios"] == []
    assert "links" not in first.data or first.data["links"] == []
    assert (alone.kind, alone.data) == (
        "requirement",
        {"identifier": "REQ-0001", "links": [{"relation": "needs", "target": "REQ-0002"}]},
    )


def test_coverage_alone_is_read_for_what_the_registry_has(tmp_path: Path) -> None:
    text = "of,standard,edition,relation,clauses\nSA-0001,standard:itu-t-x-1254,09/2020,subset_of,6; 7.1\n"
    found = only(read(tmp_path, text, "coverage.csv"))
    assert found.kind == "aspect"
    assert found.data["coverage"][0]["clauses"] == ["6", "7.1"]


def test_cells_of_a_workbook_may_be_numbers_days_and_answers(tmp_path: Path) -> None:
    found = book(
        tmp_path,
        standards=[["identifier", "designation", "formal", "confirmed_on"], ["standard:x", 29115.0, True, None]],
        editions=[["of", "label", "year", "approved_on"], ["standard:x", 2020, 2020, DAY]],
    )
    record = only(found)
    assert record.data["designation"] == "29115"
    assert record.data["editions"] == [{"label": "2020", "year": "2020", "approved_on": "2020-09-01"}]
    parsed: Any = documents.parse({"kind": "standard", **record.data})
    assert (parsed.formal, parsed.editions[0].approved_on) == (True, date(2020, 9, 1))


def test_a_formula_is_refused_with_its_place_and_a_text_that_looks_like_one_is_not(tmp_path: Path) -> None:
    found = book(
        tmp_path,
        requirements=[["identifier", "title_en"], ["REQ-0001", "=1+1"], ["REQ-0002", "'=1+1"]],
        links=[["of", "relation", "target"], ["REQ-0002", "needs", '="REQ-" & "0001"']],
    )
    assert told(found) == [("given.xlsx/requirements:2", "formula"), ("given.xlsx/links:2", "formula")]
    assert only(read(tmp_path, "title_en\n=1+1\n")).data["title"] == {"en": "=1+1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title_en,obligaton\nOne,required\n", [("requirements.csv:1", "unknown_column")]),
        ("row,title_en\npoem,One\n", [("requirements.csv:2", "unknown_kind")]),
        ("row,name_en\nsteps,One\n", [("requirements.csv:2", "no_record")]),
        ("row,title_en,name_en\nneed,One,\nsteps,,First\n", [("requirements.csv:3", "no_such_part")]),
        (
            "row,title_en,name_en,scenario\nuse_case,One,,\nsteps,,First,201\n",
            [("requirements.csv:3", "no_such_number")],
        ),
    ],
)
def test_what_is_not_understood_is_told(text: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    found = told(read(tmp_path, text))
    assert found == expected
    assert {f"csv.{reason}" for _place, reason in found} <= problems.SENTENCES.keys()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There are no headings."),
        ("title_en,title_en\n", "Two columns have the heading “title_en”."),
        ("title_en,type\nOne,functional,more\n", ":2: The row has 3 cells, but there are 2 headings."),
        ("title_en,type\nOne,functional\nTw", ":3: The file breaks off in the middle of a row."),
        ('title_en\n"One\n', ":2: This is no table that can be read: unexpected end of data."),
        (b"title_en\nOne\nd\xe9j\xe0\n", f":3: The file is not in UTF-8 (byte 2). {SAVE}"),
        (
            "title_ar\n\u0645\u062a\u0637\u0644\u0628\n".encode("cp1256"),
            f":2: The file is not in UTF-8 (byte 1). {SAVE}",
        ),
        ("title_en\nOne\n".encode("utf-32"), f":1: The file is not in UTF-8 (byte 1). {SAVE}"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str | bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(exchange.Unreadable) as refusal:
        read(tmp_path, text)
    assert str(refusal.value).endswith(said)
