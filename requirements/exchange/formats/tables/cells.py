"""How does a value stand in a cell, so that no spreadsheet runs it and it reads back as it was?"""

import re
from typing import Any

from requirements.formulas import guarded, meant

ITEM = re.compile(r'[ \t]*(?:"((?:[^"]|"")*)"|([^;\n]+))')


def of(value: Any) -> str:
    """A plain value, or a list of them, as the text of a cell."""
    if isinstance(value, list):
        return guarded("; ".join(_item(str(item)) for item in value))
    if value is None or value == "":
        return ""
    return str(value).lower() if isinstance(value, bool) else guarded(str(value))


def items_of(cell: str) -> list[str]:
    """The items of a list; one in quotation marks may hold semicolons, and is kept if it is empty."""
    found = []
    for match in ITEM.finditer(meant(cell)):
        if match[1] is not None:
            found.append(match[1].replace('""', '"'))
        elif match[2].strip():
            found.append(match[2].strip())
    return found


def _item(text: str) -> str:
    plain = text and text == text.strip() and not set(text) & set(';\n"')
    return text if plain else '"' + text.replace('"', '""') + '"'
