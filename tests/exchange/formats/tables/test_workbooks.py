"""Are the rows of a workbook read as the library reads them, but for what nobody wrote?"""

from datetime import date, datetime
from pathlib import Path

import openpyxl

from requirements.exchange.formats.tables.reading import FORMULA
from requirements.exchange.formats.tables.workbooks import lines, opened


def test_rows_are_those_that_the_library_gives_and_empty_ones_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "any.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["text", 7, 1.5, True, datetime.fromisoformat("2026-11-22"), date(2026, 11, 23)])
    sheet.append([])
    sheet.append([None, "again text", "text"])
    sheet.append(["=1+1", "#DIV/0!"])
    sheet["A1048576"].number_format = sheet["XFD3"].number_format = "0.00"
    book.save(path)
    with path.open("rb") as stream, opened("any.xlsx", stream) as (sheet,):
        found = dict(lines("any.xlsx", sheet))
        rows = sheet.iter_rows(min_row=1, max_row=3, max_col=6, values_only=True)
        library = {number: list(row) for number, row in enumerate(rows, start=1) if any(row)}
    assert found.pop(4) == [FORMULA, FORMULA]
    assert {number: row + [None] * (6 - len(row)) for number, row in found.items()} == library
    assert [*library] == [1, 3]
