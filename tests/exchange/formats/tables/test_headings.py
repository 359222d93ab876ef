"""Are tables read that nobody began from a workbook of the registry?"""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from requirements import documents, exchange
from requirements.exchange.formats.records import Found, Rejected
from requirements.exchange.formats.tables import csv, xlsx
from tests.exchange.formats.exported import body, read, written


def workbook(path: Path, *rows: list[Any], sheet: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path / "ministry.xlsx")
    return path / "ministry.xlsx"


@pytest.mark.parametrize(
    ("headings", "row", "language"),
    [
        (
            ["No.", "Requirement name", "Requirement description", "Priority"],
            [1, "Log in", "It logs in", "Must have"],
            "en",
        ),
        (["N°", "Titre", "Énoncé", "Obligation"], [1, "Log in", "It logs in", "Obligatoire"], "fr"),
        (["Código", "Título", "Descripción", "Obligatoriedad"], [1, "Log in", "It logs in", "obligatorio"], "es"),
        (["الرقم", "العنوان", "نص المتطلب", "الإلزام"], [1, "Log in", "It logs in", "إلزامي"], "ar"),
        (["编号", "标题", "需求描述", "强制性"], [1, "Log in", "It logs in", "必须"], "zh"),
        (["Номер", "Название", "Требование", "Обязательность"], [1, "Log in", "It logs in", "обязательно"], "ru"),
        (["#", "Title (FR)", "STATEMENT.fr", "MoSCoW"], [1, "Log in", "It logs in", "Must"], "fr"),
    ],
)
def test_headings_of_others_are_understood(tmp_path: Path, headings: list[str], row: list[Any], language: str) -> None:
    (found,) = xlsx.read([workbook(tmp_path, headings, row)])
    assert isinstance(found, Found)
    assert found.kind == "requirement"
    assert found.data.get("source_language", "en") == language
    expected = {"title": {language: "Log in"}, "statement": {language: "It logs in"}, "obligation": "required"}
    assert {name: found.data[name] for name in expected} == expected


def test_what_stands_above_the_headings_is_named_and_titles_come_from_statements(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, ["Ministry of Kites"], [], ["Ref", "Requirement", "Colour"], ["K-1", "It must fly. High.", "red"]
    )
    above, unknown, found = xlsx.read([path])
    assert (above.place.line, above.reason, above.params) == (1, "above_headings", {"text": "Ministry of Kites"})  # type: ignore[union-attr]
    assert isinstance(unknown, Rejected)
    assert unknown.params == {"name": "Colour"}
    assert isinstance(found, Found)
    assert (found.place.line, found.key, found.whole) == (4, "table:ministry:Sheet1:K-1", False)
    assert found.data == {
        "title": {"en": "It must fly"},
        "statement": {"en": "It must fly. High."},
        "source_language": "en",
        "obligation": "required",
        "obligation_original": "must",
        "programmes": ["programme:dpi"],
        "provenance": [{"source_kind": "member_contribution", "citation": "ministry.xlsx, Sheet1, K-1"}],
    }


def test_a_table_in_csv_may_have_a_banner_and_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "ministry.csv"
    path.write_text("Kites, strings and more\n\nTitre;Exigence\nVol, haut;Il vole\n", encoding="utf-8")
    above, found = csv.read([path])
    assert isinstance(above, Rejected)
    assert isinstance(found, Found)
    assert (found.data["title"], found.data["statement"]) == ({"fr": "Vol, haut"}, {"fr": "Il vole"})
    assert found.data["source_language"] == "fr"


@pytest.mark.parametrize(("meeting", "document"), [(";", ";"), ("no", "code"), ("#", "kind")])
def test_rows_of_parts_that_read_like_headings_are_rows(meeting: str, document: str) -> None:
    report = {"period": "2026-1", "meeting": meeting, "document": document}
    action = {"kind": "action", "identifier": "action:test", "title": {"en": "A title"}, "reports": [report]}
    form = exchange.format_named("xlsx")
    (record,) = read(form, written(form, [body(documents.parse(action))]))
    assert isinstance(record, Found)
    assert documents.parse({"kind": "action", **record.data}) == documents.parse(action)
