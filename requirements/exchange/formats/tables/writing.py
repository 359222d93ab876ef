"""How do documents become rows?"""

import json
from collections.abc import Iterator
from typing import Any

from requirements.documents import ENVELOPE, Part, fields
from requirements.exchange.formats.tables import cells
from requirements.exchange.formats.tables.columns import EDITION, KINDS, OF, Sheet, columns, parts

Cells = dict[str, str]


def rows(body: bytes) -> Iterator[tuple[Sheet, Cells]]:
    """The rows of one published document with their sheets: the record, and below it each of its parts in order. Cells
    that say nothing are left out.
    """
    data = json.loads(body)
    sheet = KINDS[data["kind"]]
    number = str(data.get(ENVELOPE, {}).get("number", ""))
    yield sheet, _cells(sheet.part, data) | ({EDITION: number} if number else {})
    yield from _below(sheet.part, data, data["identifier"], parts(sheet.part))


def _below(part: type[Part], data: Any, of: str, sheets: dict[str, Sheet], number: int = 0) -> Iterator[Any]:
    for field in fields(part):
        if field.part is None or field.name not in sheets or field.name not in data:
            continue
        sheet = sheets[field.name]
        for place, child in enumerate(data[field.name], start=1):
            told = {sheet.above: str(number)} if sheet.above else {}
            yield sheet, {OF: of, **told, **_cells(field.part, child)}
            yield from _below(field.part, child, of, sheets, place)


def _cells(part: type[Part], data: Any) -> Cells:
    found = {}
    for name, column in columns(part).items():
        value = data.get(column.field.name)
        value = (value or {}).get(column.language) if column.language else value
        if value not in (None, "", []):
            found[name] = cells.of(value)
    return found
