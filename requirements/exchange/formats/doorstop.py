"""How are Doorstop's documents read: a folder with a YAML or markdown file for each item, or its export as CSV?

Doorstop keeps requirements beside code. An item is normative or not, inactive items are out of use, and links lead to
the items of the document above.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy

from requirements.choices import EntryKind, Relation, RequirementType, SourceKind
from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats import yaml_files
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Found, Place, Record, Rejected
from requirements.exchange.formats.wording import binding, shortened, titled
from requirements.languages import DEFAULT

SUFFIXES = (".yml", ".yaml", ".md", ".csv")
# More than any item has; a table may be as large as a whole import.
ITEM_LIMIT, TABLE_LIMIT = 1024 * 1024, 12 * 1024 * 1024
FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n?(.*)", re.DOTALL)
UID = re.compile(r"[A-Za-z][\w.-]*?[-_.]?\d+|[A-Za-z][\w.-]*")
PROGRAMME = "programme:dpi"
WORD_LENGTH = 300


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """Every item at the paths; headings, and items that are out of use or not normative, are named."""
    for file, path in files(paths).items():
        if path.suffix.lower() == ".csv":
            yield from _table(file, path)
        else:
            data, line = _item(file, path)
            yield _record(file, line, path.stem, data)


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return {file: path for file, path in files_at(paths, SUFFIXES).items() if not path.name.startswith(".")}


def _item(file: str, path: Path) -> tuple[Any, int]:
    """The fields of an item, and the line where they begin; of markdown the text stands behind them."""
    text = _text(file, path, ITEM_LIMIT)
    if path.suffix.lower() != ".md":
        return yaml_files.load(file, text), 1
    found = FRONT_MATTER.fullmatch(text)
    if not found:
        return {}, 1
    data = yaml_files.load(file, found[1])
    return ({"text": found[2], **data} if isinstance(data, dict) else data), 2


def _text(file: str, path: Path, limit: int) -> str:
    if (size := path.stat().st_size) > limit:
        raise TooLarge("file_too_large", Place(file, 0), size=size, limit=limit)
    return yaml_files.decoded(file, path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")


def _table(file: str, path: Path) -> Iterator[Record]:
    """The rows of an export."""
    rows = csv.DictReader(io.StringIO(_text(file, path, TABLE_LIMIT)))
    try:
        for row in rows:
            links = [{uid: ""} for uid in (row.get("links") or "").split()]
            yield _record(file, rows.line_num, row.get("uid") or "", {**row, "links": links})
    except csv.Error as error:
        raise Unreadable("not_csv", Place(file, rows.line_num), error=str(error)) from error


def _record(file: str, line: int, uid: str, data: Any) -> Record:
    place = Place(file, line, uid)
    if not isinstance(data, dict) or not UID.fullmatch(uid) or not isinstance(data.get("text"), str):
        return Rejected(place, "no_item", {"name": uid[:WORD_LENGTH]})
    statement = data["text"].strip()
    told = {"name": shortened(_words(data, "header") or titled(statement) or uid, WORD_LENGTH)}
    if not _is(data, "active"):
        return Rejected(place, "inactive", told)
    if not _is(data, "normative"):
        return Rejected(place, "not_normative", told)
    if not statement:
        return Rejected(place, "no_item", {"name": uid[:WORD_LENGTH]})
    links = tuple((Relation.REFINES.value, _key(file, target)) for target in _targets(data))
    return Found(EntryKind.REQUIREMENT.value, _key(file, uid), place, _data(file, uid, data, statement), links=links)


def _is(data: dict[str, Any], name: str) -> bool:
    """Yes unless the item says no."""
    return str(data.get(name, "true")).strip().lower() not in {"false", "no", "0"}


def _words(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _targets(data: dict[str, Any]) -> list[str]:
    """The items of `- REQ001`, or of `- REQ001: fingerprint`."""
    links = data.get("links")
    named = [name for link in links for name in (link if isinstance(link, dict) else [link])] if links else []
    return [name for name in named if isinstance(name, str) and UID.fullmatch(name)]


def _key(file: str, uid: str) -> str:
    """The folder tells apart what several projects number alike."""
    return f"doorstop:{Path(file).parent.name or 'items'}:{uid.lower()}"[:WORD_LENGTH]


def _data(file: str, uid: str, data: dict[str, Any], statement: str) -> dict[str, Any]:
    obligation, word = binding(statement)
    level = _words(data, "level")
    found: dict[str, Any] = {
        "title": {DEFAULT: shortened(_words(data, "header"), WORD_LENGTH) or titled(statement)},
        "statement": {DEFAULT: statement},
        "type": RequirementType.FUNCTIONAL.value,
        "source_language": DEFAULT,
        "programmes": [PROGRAMME],
        "provenance": [
            {
                "source_kind": SourceKind.MEMBER_CONTRIBUTION.value,
                "citation": ", ".join(filter(None, ["Doorstop", uid, level and f"level {level}"])),
                "place": uid,
                "source_key": _key(file, uid),
            }
        ],
    }
    if rationale := data.get("rationale"):
        found["rationale"] = {DEFAULT: str(rationale).strip()}
    return found | ({"obligation": obligation, "obligation_original": word} if obligation else {})


FORMAT = Format(
    name="doorstop",
    label=gettext_lazy("Doorstop documents"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=(EntryKind.REQUIREMENT.value,),
)
