"""How are Doorstop's documents read: a folder with a YAML or markdown file for each item, or one of its exports?

Doorstop keeps requirements beside code. An item is normative or not, inactive items are out of use, and links lead to
the items of the document above, which has a folder of its own. An export is a table or one YAML file of all items.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy

from requirements.choices import EntryKind, Relation, RequirementType, SourceKind
from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats import declared, yaml_files
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.language import official_language
from requirements.exchange.formats.records import Found, Place, Record, Rejected
from requirements.exchange.formats.tables.reading import FORMULA
from requirements.exchange.formats.tables.workbooks import lines, opened, text_of
from requirements.exchange.formats.wording import shortened, titled

SUFFIXES = (".yml", ".yaml", ".md", ".csv", ".tsv", ".xlsx")
SEPARATORS = {".csv": ",", ".tsv": "\t"}
# More than any item has; a table may be as large as a whole import.
ITEM_LIMIT, TABLE_LIMIT = 1024 * 1024, 12 * 1024 * 1024
FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n?(.*)", re.DOTALL)
HEADER = re.compile(r"\s*# (.+)\n*")
UID = re.compile(r"[A-Za-z][\w.-]*?[-_.]?\d+|[A-Za-z][\w.-]*")
PROGRAMME = "programme:dpi"
WORD_LENGTH = 300


class Item(NamedTuple):
    """An item with its fields as they were found, which may be anything."""

    place: Place
    data: Any

    @property
    def uid(self) -> str:
        return self.place.anchor

    @property
    def text(self) -> str:
        text = self.data.get("text") if isinstance(self.data, dict) else ""
        return text if isinstance(text, str) else ""


# Item in small letters → its key, for links between documents.
Keys = Mapping[str, str]


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """Every item at the paths; headings, and items that are out of use or not normative, are named."""
    found = files(paths)
    keys: dict[str, str] = {}
    for file, path in found.items():
        for item in _items(file, path):
            keys.setdefault(item.uid.lower(), _key(file, item.uid))
    told = (item.text for file, path in found.items() for item in _items(file, path))
    language = official_language(told)
    for file, path in found.items():
        yield from (_record(item, keys, language) for item in _items(file, path))


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return {file: path for file, path in files_at(paths, SUFFIXES).items() if not path.name.startswith(".")}


def _items(file: str, path: Path) -> Iterator[Item]:
    """The items of a file, the text of one in markdown behind its fields."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx" or suffix in SEPARATORS:
        yield from _table(file, _rows(file, path, SEPARATORS.get(suffix, "")))
        return
    text, line = _text(file, path, ITEM_LIMIT), 1
    if suffix != ".md":
        data = yaml_files.load(file, text)
        yield from _exported(file, data) if _is_export(data) else [Item(Place(file, line, path.stem), data)]
    elif front := FRONT_MATTER.fullmatch(text):
        yield Item(Place(file, 2, path.stem), _behind(yaml_files.load(file, front[1]), front[2]))
    else:
        yield Item(Place(file, line, path.stem), {})


def _behind(data: Any, text: str) -> Any:
    """The fields of an item in markdown: its text, and as its header the heading that the text begins with."""
    if not isinstance(data, dict):
        return data
    header = HEADER.match(text) if not data.get("header") else None
    told = {"header": header[1], "text": text[header.end() :]} if header else {"text": text}
    return {**data, **told}


def _is_export(data: Any) -> bool:
    return isinstance(data, dict) and "text" not in data and all(isinstance(one, dict) for one in data.values())


def _exported(file: str, data: dict[str, Any]) -> Iterator[Item]:
    return (Item(Place(file, 0, uid), item) for uid, item in data.items())


def _text(file: str, path: Path, limit: int) -> str:
    if (size := path.stat().st_size) > limit:
        raise TooLarge("file_too_large", Place(file, 0), size=size, limit=limit)
    return yaml_files.decoded(file, path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")


def _rows(file: str, path: Path, separator: str) -> Iterator[tuple[int, list[str]]]:
    """(line or row, cells) of a table; a formula says nothing."""
    if not separator:
        with path.open("rb") as stream, opened(file, stream) as sheets:
            for number, line in lines(file, sheets[0]):
                yield number, ["" if cell is FORMULA else text_of(cell) for cell in line]
        return
    rows = csv.reader(io.StringIO(_text(file, path, TABLE_LIMIT)), delimiter=separator)
    try:
        yield from ((rows.line_num, row) for row in rows)
    except csv.Error as error:
        raise Unreadable("not_csv", Place(file, rows.line_num), error=str(error)) from error


def _table(file: str, rows: Iterator[tuple[int, list[str]]]) -> Iterator[Item]:
    """The items of an export as table: links stand in one cell, with their fingerprints."""
    _, names = next(rows, (0, []))
    for line, cells in rows:
        row = dict(zip(names, cells, strict=False))
        links = [link.partition(":")[0] for link in re.split(r"[\s,;]+", row.get("links", ""))]
        yield Item(Place(file, line, row.get("uid", "")), {**row, "links": links})


def _record(item: Item, keys: Keys, language: str) -> Record:
    place, uid, data = item.place, item.uid, item.data
    if not isinstance(data, dict) or not UID.fullmatch(uid) or not isinstance(data.get("text"), str):
        return Rejected(place, "no_item", {"name": uid[:WORD_LENGTH]})
    statement = data["text"].strip()
    told = {"name": shortened(_title(data) or titled(statement) or uid, WORD_LENGTH)}
    if not _is(data, "active"):
        return Rejected(place, "inactive", told)
    if not _is(data, "normative"):
        return Rejected(place, "not_normative", told)
    if not statement:
        return Rejected(place, "no_item", {"name": uid[:WORD_LENGTH]})
    links = tuple((Relation.REFINES.value, _linked(place.file, target, keys)) for target in _targets(data))
    key = _key(place.file, uid)
    return Found(EntryKind.REQUIREMENT.value, key, place, _data(key, uid, data, statement, language), links=links)


def _linked(file: str, target: str, keys: Keys) -> str:
    """The key of an item, in whichever document it stands."""
    return keys.get(target.lower()) or _key(file, target)


def _title(data: dict[str, Any]) -> str:
    """The header, else what a field of the project's own calls it."""
    return _words(data, "header") or " ".join(declared.meanings(data).get("title", [""])[0].split())


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


def _data(key: str, uid: str, data: dict[str, Any], statement: str, language: str) -> dict[str, Any]:
    level = _words(data, "level")
    found: dict[str, Any] = {
        "title": {language: shortened(_title(data), WORD_LENGTH) or titled(statement)},
        "statement": {language: statement},
        "type": RequirementType.FUNCTIONAL.value,
        "source_language": language,
        "programmes": [PROGRAMME],
        "provenance": [
            {
                "source_kind": SourceKind.MEMBER_CONTRIBUTION.value,
                "citation": ", ".join(filter(None, ["Doorstop", uid, level and f"level {level}"])),
                "place": uid,
                "source_key": key,
            }
        ],
    }
    return found | declared.data(declared.meanings(data), statement, language)


FORMAT = Format(
    name="doorstop",
    label=gettext_lazy("Doorstop documents"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=(EntryKind.REQUIREMENT.value,),
)
