"""Which documents does a catalogue of a standards body list, whichever of the shapes in use it has?

Tables (CSV, NDJSON) with the columns identifier, title, published, status, study_group, other_identifiers and url, or
with those of ISO and ETSI; the index of RFCs (XML); records of the relaton project (YAML); the index of web
specifications that browsers implement (JSON).
"""

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats import text_files, yaml_files
from requirements.exchange.formats.records import Place, Rejected
from requirements.exchange.formats.standards import columns, relaton, rfc_index, stages, web_index
from requirements.exchange.formats.standards.row import Row
from requirements.exchange.formats.standards.values import objects, words
from requirements.languages import CODES

# `ETSI EN 303 645 V2.1.1 (2020-06)`
MONTH = re.compile(r"\((\d{4}-\d{2})\)$")
# How much of a file tells whether it is one list or a list of lines.
HEAD = 1024
# What a row tells, wherever it stands.
Told = Iterator[tuple[int, Mapping[str, Any]]]


def rows(file: str, path: Path) -> Iterator[Row | Rejected]:
    """Every document of a file in its order; Unreadable where the file is no catalogue.

    Tables, lines and XML are read piece by piece, whatever their size; tables and lines twice, first for the numbers
    that rows have.
    """
    suffix = path.suffix.lower()
    if suffix == ".xml":
        yield from rfc_index.rows(file, path)
    elif suffix in (".yaml", ".yml"):
        yield from relaton.rows(file, yaml_files.load(file, _whole(file, path)))
    elif suffix == ".csv":
        yield from _rows(file, lambda: _table(file, path))
    elif _is_list(path):
        yield from _list(file, objects(_json(file, _whole(file, path), 1)))
    else:
        yield from _rows(file, lambda: _lines(file, path))


def _whole(file: str, path: Path) -> str:
    """The text of a file that can only be read at once."""
    size, limit = path.stat().st_size, settings.IMPORT_UNPACKED_LIMIT
    if size > limit:
        raise TooLarge("file_too_large", Place(file, 0), size=size, limit=limit)
    return yaml_files.decoded(file, path.read_bytes())


def _is_list(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(HEAD).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")


def _table(file: str, path: Path) -> Told:
    return columns.table(file, (line for _, line in text_files.numbered(file, path)))


def _lines(file: str, path: Path) -> Told:
    for number, line in text_files.numbered(file, path):
        if line.strip():
            data = _json(file, line, number)
            yield number, _flat(data) if isinstance(data, dict) else {}


def _rows(file: str, told: Callable[[], Told]) -> Iterator[Row]:
    """Rows of a catalogue, each of which may name others by their numbers in it."""
    numbered = ((words(data.get("key")), words(data.get("identifier"))) for _, data in told())
    known = ((key, identifier) for key, identifier in numbered if key and identifier)
    keys = dict(itertools.islice(known, settings.IMPORT_RECORD_LIMIT))
    for number, data in told():
        yield _row(Place(file, number), data, keys)


def _list(file: str, data: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """The index of web specifications, which names each, or rows as they stand in lines elsewhere."""
    if any("shortname" in one for one in data):
        yield from web_index.rows(file, data)
    else:
        yield from (_row(Place(file, 0, str(number)), _flat(one), {}) for number, one in enumerate(data, start=1))


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a row by the headings of tables, each language of a title by itself."""
    given = {columns.plain(name): value for name, value in data.items()}
    told = {}
    for field, headings in columns.HEADINGS.items():
        told[field] = _in_words(next((given[name] for name in headings if name in given), ""))
    titles = data.get("title")
    if isinstance(titles, dict):
        told |= {"title": "", **{f"title.{code}": _in_words(title) for code, title in titles.items()}}
    return told


def _in_words(value: Any) -> str:
    return "" if value is None else " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _json(file: str, text: str, line: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        number = line + getattr(error, "lineno", 1) - 1
        raise Unreadable("not_json", Place(file, number), error=getattr(error, "msg", "?")) from error


def _row(place: Place, data: Mapping[str, Any], keys: Mapping[str, str]) -> Row:
    title = words(data.get("title"))
    titles = {code: words(data.get(f"title.{code}")) for code in CODES}
    identifier, draft = stages.without_stage(words(data.get("identifier")))
    said = words(data.get("replaced_by"))
    replaced = [keys[key] for key in re.findall(r"\d+", said) if key in keys] if keys else said.split(";")
    return Row(
        place=place,
        identifier=identifier,
        titles={code: text for code, text in titles.items() if text} or ({"": title} if title else {}),
        published=words(data.get("published")) or next(iter(MONTH.findall(identifier)), ""),
        status=stages.in_words(words(data.get("status"))),
        group=words(data.get("study_group")),
        others=tuple(filter(None, map(str.strip, words(data.get("other_identifiers")).split(";")))),
        url=words(data.get("url")),
        kind=words(data.get("doctype")),
        body=words(data.get("body")),
        draft=draft,
        successors=tuple(name.strip() for name in replaced if name.strip()),
    )
