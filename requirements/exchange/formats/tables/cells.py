"""How does a value stand in a cell, so that no spreadsheet runs it and it reads back as it was?"""

import re
from typing import Any

# A text that begins so is run as a formula by one spreadsheet or another; the apostrophe that keeps it from that is
# doubled where it was there before.
RUNS = re.compile(r"'*[=+\-@\t\r\n|%＝＋－＠]")
ITEM = re.compile(r'[ \t]*(?:"((?:[^"]|"")*)"|([^;\n]+))')


def of(value: Any) -> str:
    """A plain value, or a list of them, as the text of a cell."""
    if isinstance(value, list):
        return guarded("; ".join(_item(str(item)) for item in value))
    if value is None or value == "":
        return ""
    return str(value).lower() if isinstance(value, bool) else guarded(str(value))


def guarded(text: str) -> str:
    return f"'{text}" if RUNS.match(text) else text


def text_of(cell: str) -> str:
    """What was meant by the text of a cell: without the apostrophe that guarded it."""
    return cell[1:] if cell.startswith("'") and RUNS.match(cell) else cell


def items_of(cell: str) -> list[str]:
    """The items of a list; one in quotation marks may hold semicolons, and is kept if it is empty."""
    found = []
    for match in ITEM.finditer(text_of(cell)):
        if match[1] is not None:
            found.append(match[1].replace('""', '"'))
        elif match[2].strip():
            found.append(match[2].strip())
    return found


def _item(text: str) -> str:
    plain = text and text == text.strip() and not set(text) & set(';\n"')
    return text if plain else '"' + text.replace('"', '""') + '"'
