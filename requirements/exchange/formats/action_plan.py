"""How does an Action Plan come back that was taken out as a workbook and worked on there?

The hidden first row says which field each column holds, and in which language. Columns that only tell are passed over;
an action that the registry does not know is refused, since it would have no provisions.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeAlias

from django.utils.translation import gettext_lazy

from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Found, Place, Record, Rejected
from requirements.exchange.formats.tables.reading import FORMULA
from requirements.exchange.formats.tables.workbooks import lines, opened, text_of
from requirements.formulas import meant
from requirements.languages import BY_CODE
from requirements.mandates.columns import BY_KEY, read_texts
from requirements.mandates.columns import Unreadable as UnreadableCell

SUFFIXES = (".xlsx",)
Cells: TypeAlias = dict[str, str | None]
Rows: TypeAlias = list[tuple[int, Cells, str]]


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """Every action of the plans, with its progress reports."""
    for file, path in files(paths).items():
        with path.open("rb") as stream, opened(file, stream) as found:
            sheets = [_rows(lines(file, sheet)) for sheet in found]
        plans = [rows for rows in sheets if rows and "state" in rows[0][1]]
        if not plans:
            yield Rejected(Place(file, 0), "no_plan", {})
        reports = _reports(rows for rows in sheets if rows and "period" in rows[0][1])
        for rows in plans:
            yield from (_record(file, *row, reports) for row in rows)


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return files_at(paths, SUFFIXES)


def _rows(found: Iterator[tuple[int, list[Any]]]) -> Rows:
    """(line, key → cell, language) for each row below the headings; none where the first row holds no keys."""
    keys = [(_cell(cell) or "").partition("@") for cell in next(found, (0, []))[1]]
    if not keys or keys[0][0] != "identifier" or keys[0][2] not in BY_CODE:
        return []
    rows = []
    for line, row in found:
        cells = {key: _cell(cell) for (key, _at, _language), cell in zip_longest(keys, row[: len(keys)])}
        if line > 2 and any(cells.values()):
            rows.append((line, cells, keys[0][2]))
    return rows


def _cell(cell: Any) -> str | None:
    """As text, without the quote that keeps a spreadsheet from computing; None for a formula, which no field takes."""
    return None if cell is FORMULA else meant(text_of(cell).replace("\r\n", "\n").strip())


def _reports(sheets: Iterable[Rows]) -> dict[str | None, list[dict[str, Any]]]:
    found: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for rows in sheets:
        for _line, cells, language in rows:
            report: dict[str, Any] = {name: cells.get(name, "") for name in ("period", "meeting", "document")}
            text = cells.get("text", "")
            report["text"] = None if text is None else read_texts(text, language)
            if day := cells.get("reported_on", ""):
                report["reported_on"] = day[:10]
            found[cells["identifier"]].append(report)
    return found


def _record(file: str, line: int, cells: Cells, language: str, reports: Mapping[str | None, Any]) -> Record:
    place = Place(file, line)
    identifier = cells["identifier"] or ""
    data: dict[str, Any] = {"identifier": identifier}
    try:
        for key, cell in cells.items():
            column = BY_KEY.get(key)
            if column and column.read:
                data[key] = column.read(_written(key, cell), language)
    except UnreadableCell as error:
        return Rejected(place, "bad_cell", {"value": error.value[:100], "column": error.key})
    if reports.get(identifier):
        data["reports"] = reports[identifier]
    return Found("action", identifier, place, data)


def _written(key: str, cell: str | None) -> str:
    if cell is None:
        raise UnreadableCell(key, "=")
    return cell


FORMAT = Format(
    name="action-plan",
    label=gettext_lazy("Action Plan (workbook)"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=("action",),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
