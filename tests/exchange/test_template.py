"""Does a workbook to begin with offer what may be chosen, and is it read when it is filled?"""

import io
from pathlib import Path

import pytest
from django.utils import translation
from openpyxl import load_workbook

from requirements import documents, exchange
from tests import factories
from tests.exchange.sources import outcomes

pytestmark = pytest.mark.django_db


def test_it_runs_as_the_language_of_its_reader_does() -> None:
    for language, rightward in (("ar", True), ("en", False)):
        written = io.BytesIO()
        with translation.override(language):
            exchange.write_template("event", written)
        assert {bool(sheet.sheet_view.rightToLeft) for sheet in load_workbook(written)} == {rightward}


@pytest.mark.parametrize("kind", documents.TYPES)
def test_every_kind_has_one_and_empty_it_says_nothing(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    with path.open("wb") as stream:
        exchange.write_template(kind, stream)
    assert list(exchange.format_named("xlsx").read([path])) == []


def test_it_offers_values_explains_columns_and_is_read_when_filled(tmp_path: Path) -> None:
    factories.references()
    written = io.BytesIO()
    with translation.override("fr"):
        exchange.write_template("requirement", written)
    book = load_workbook(written)
    assert book.sheetnames == ["help", "requirements", "links", "provenance", "coverage", "lists"]
    sheet = book["requirements"]
    headings = [cell.value for cell in sheet[1]]
    lists = {str(one.sqref)[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    letter = sheet.cell(1, headings.index("obligation") + 1).column_letter
    assert any(str(one.sqref).startswith(f"{letter}2:") for one in sheet.data_validations.dataValidation), lists
    offered = {cell.value for row in book["lists"] for cell in row}
    assert {"not_recommended", "block:identity", "programme:dpi", "ar"} <= offered
    told = {row[1].value: row[2].value for row in book["help"].iter_rows(min_row=2) if row[0].value == "requirements"}
    assert set(headings) == set(told)
    assert told["title_fr"].endswith("(Français)") or "fr" in told["title_fr"].lower()
    for name, value in {"title_en": "One", "statement_en": "It must.", "obligation": "required"}.items():
        sheet.cell(2, headings.index(name) + 1, value)
    path = tmp_path / "filled.xlsx"
    book.save(path)
    assert outcomes(exchange.preview([path], exchange.format_named("xlsx"))) == ["new"]
