"""How does an Action Plan come back that was taken out as a workbook and worked on there?

The hidden first row says which field each column holds, and in which language. Columns that only tell are passed over;
an action that the registry does not know is refused, since it would have no provisions.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy
from python_calamine import CalamineError, CalamineWorkbook

from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Found, Place, Record, Rejected
from requirements.formulas import meant
from requirements.languages import BY_CODE
from requirements.mandates.columns import BY_KEY, read_texts
from requirements.mandates.columns import Unreadable as UnreadableCell

SUFFIXES = (".xlsx",)
Rows = list[tuple[int, dict[str, str], str]]


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """Every action of the plans, with its progress reports."""
    for file, path in files(paths).items():
        size = path.stat().st_size
        if size > settings.IMPORT_UPLOAD_LIMIT:
            raise TooLarge("file_too_large", Place(file, 0), size=size, limit=settings.IMPORT_UPLOAD_LIMIT)
        sheets = [_rows(sheet) for sheet in _sheets(file, path)]
        plans = [rows for rows in sheets if rows and "state" in rows[0][1]]
        if not plans:
            yield Rejected(Place(file, 0), "no_plan", {})
        reports = _reports(rows for rows in sheets if rows and "period" in rows[0][1])
        for rows in plans:
            yield from (_record(file, *row, reports) for row in rows)


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return files_at(paths, SUFFIXES)


def _sheets(file: str, path: Path) -> list[list[list[Any]]]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("not_readable", Place(file, 0), error=type(error).__name__) from error


def _rows(sheet: list[list[Any]]) -> Rows:
    """(line, key → cell, language) for each row below the headings; none where the first row holds no keys."""
    keys = [str(cell).partition("@") for cell in sheet[0]] if sheet else []
    if not keys or keys[0][0] != "identifier" or keys[0][2] not in BY_CODE:
        return []
    found = []
    for line, row in enumerate(sheet[2:], 3):
        cells = {key: _cell(cell) for (key, _at, _language), cell in zip(keys, row, strict=False)}
        if any(cells.values()):
            found.append((line, cells, keys[0][2]))
    return found


def _cell(cell: Any) -> str:
    """As text; a quote that keeps a spreadsheet from computing is taken away again."""
    text = cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
    return meant(text.replace("\r\n", "\n").strip())


def _reports(sheets: Any) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for rows in sheets:
        for _line, cells, language in rows:
            report = {
                "period": cells["period"],
                "meeting": cells.get("meeting", ""),
                "document": cells.get("document", ""),
                "text": read_texts(cells.get("text", ""), language),
            }
            day = cells.get("reported_on", "")[:10]
            found[cells["identifier"]].append({**report, **({"reported_on": day} if day else {})})
    return found


def _record(file: str, line: int, cells: dict[str, str], language: str, reports: Any) -> Record:
    place = Place(file, line)
    data: dict[str, Any] = {"identifier": cells["identifier"]}
    try:
        for key, cell in cells.items():
            column = BY_KEY.get(key)
            if column and column.read:
                data[key] = column.read(cell, language)
    except UnreadableCell as error:
        return Rejected(place, "bad_cell", {"value": error.value[:100], "column": error.key})
    if reports.get(cells["identifier"]):
        data["reports"] = reports[cells["identifier"]]
    return Found("action", cells["identifier"], place, data)


FORMAT = Format(
    name="action-plan",
    label=gettext_lazy("Action Plan (workbook)"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=("action",),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
