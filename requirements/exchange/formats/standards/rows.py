"""Which documents does a catalogue of a standards body list, whichever of the shapes in use it has?

Tables (CSV, NDJSON) with the columns identifier, title, published, status, study_group, other_identifiers and url, or
with those of ISO and ETSI; the index of RFCs (XML); records of the relaton project (YAML); the index of web
specifications that browsers implement (JSON).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats import yaml_files
from requirements.exchange.formats.records import Place, Rejected
from requirements.exchange.formats.standards import columns, rfc_index, stages
from requirements.exchange.formats.standards.row import Row
from requirements.languages import CODES

SERIES = re.compile(r"(?<=[a-z])-?(\d+)(?:[.-](\d+))?$")
NAMES = {"W3C": "W3C", "IETF": "RFC", "ISO/IEC": "ISO/IEC", "W3C/OGC": "W3C", "FIDO Alliance": "FIDO"}
# `ETSI EN 303 645 V2.1.1 (2020-06)`
MONTH = re.compile(r"\((\d{4}-\d{2})\)$")
# What a row is called in ISO's open data.
ISO_FIELDS = {
    "identifier": "reference",
    "published": "publicationDate",
    "status": "currentStage",
    "doctype": "deliverableType",
    "key": "id",
    "replaced_by": "replacedBy",
}


def rows(file: str, path: Path) -> Iterator[Row | Rejected]:
    """Every document of a file in its order; Unreadable where the file is no catalogue."""
    size, limit = path.stat().st_size, settings.IMPORT_UNPACKED_LIMIT
    if size > limit:
        raise TooLarge("file_too_large", Place(file, 0), size=size, limit=limit)
    if path.suffix.lower() == ".xml":
        yield from rfc_index.rows(file, path)
        return
    text = yaml_files.decoded(file, path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    if path.suffix.lower() in (".yaml", ".yml"):
        yield from _relaton(file, yaml_files.load(file, text))
    elif path.suffix.lower() == ".csv":
        yield from _table(file, text)
    elif text.lstrip().startswith("["):
        yield from _index(file, _json(file, text, 1))
    else:
        yield from _lines(file, text)


def _table(file: str, text: str) -> Iterator[Row]:
    """The rows of a table; what replaced a document is told by its number in the table, or by its designation."""
    found = [(Place(file, line), data) for line, data in columns.table(file, text)]
    yield from _rows(found)


def _lines(file: str, text: str) -> Iterator[Row]:
    lines = [
        (number, _json(file, line, number)) for number, line in enumerate(text.split("\n"), start=1) if line.strip()
    ]
    found = [(Place(file, number), _flat(data) if isinstance(data, dict) else {}) for number, data in lines]
    yield from _rows(found)


def _rows(found: Sequence[tuple[Place, Mapping[str, Any]]]) -> Iterator[Row]:
    """Rows of a catalogue, each of which may name others by their numbers in it."""
    numbered = [(_words(data.get("key")), _words(data.get("identifier"))) for _, data in found]
    keys = {key: identifier for key, identifier in numbered if key and identifier}
    yield from (_row(place, data, keys) for place, data in found)


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a row as ISO's open data and others name them, each language of a title by itself."""
    titles = data.get("title")
    told = {name: data[other] for name, other in ISO_FIELDS.items() if other in data}
    if isinstance(titles, dict):
        told |= {f"title.{code}": title for code, title in titles.items()}
    return {**data, **{name: _plain(value) for name, value in told.items()}}


def _plain(value: Any) -> str:
    return "" if value is None else " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _json(file: str, text: str, line: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        number = line + getattr(error, "lineno", 1) - 1
        raise Unreadable("not_json", Place(file, number), error=getattr(error, "msg", "?")) from error


def _row(place: Place, data: Mapping[str, Any], keys: Mapping[str, str]) -> Row:
    title = _words(data.get("title"))
    titles = {code: _words(data.get(f"title.{code}")) for code in CODES}
    identifier, draft = stages.without_stage(_words(data.get("identifier")))
    said = _words(data.get("replaced_by"))
    replaced = [keys[key] for key in re.findall(r"\d+", said) if key in keys] if keys else said.split(";")
    return Row(
        place=place,
        identifier=identifier,
        titles={code: text for code, text in titles.items() if text} or ({"": title} if title else {}),
        published=_words(data.get("published")) or next(iter(MONTH.findall(identifier)), ""),
        status=stages.in_words(_words(data.get("status"))),
        group=_words(data.get("study_group")),
        others=tuple(filter(None, map(str.strip, _words(data.get("other_identifiers")).split(";")))),
        url=_words(data.get("url")),
        kind=_words(data.get("doctype")),
        draft=draft,
        successors=tuple(name.strip() for name in replaced if name.strip()),
    )


def _relaton(file: str, data: Any) -> Iterator[Row]:
    """One record; identifiers of other kinds than the primary are those of twins, and aliases."""
    if not isinstance(data, dict):
        raise Unreadable("no_catalogue", Place(file, 1))
    named = _objects(data.get("docidentifier") or data.get("docid"))
    primary = next((one for one in named if one.get("primary")), named[0] if named else {})
    titles = {_words(one.get("language")): _words(one.get("content")) for one in reversed(_objects(data.get("title")))}
    stage = next((one.get("stage") for one in _objects(data.get("status"))), None)
    yield Row(
        place=Place(file, 1),
        identifier=_words(primary.get("content") or primary.get("id")),
        titles={language: title for language, title in titles.items() if title},
        published=next((_words(one.get("at") or one.get("value")) for one in _objects(data.get("date"))), ""),
        status=_words(stage.get("content") if isinstance(stage, dict) else stage),
        group=_group(data),
        others=tuple(_words(one.get("content") or one.get("id")) for one in named if one is not primary),
        url=next((_words(one.get("content")) for one in _objects(data.get("source") or data.get("link"))), ""),
        kind=_words(data.get("doctype")),
    )


def _group(data: Mapping[str, Any]) -> str:
    """`ITU-T Study Group 20`, of the contributors."""
    found = re.search(r"(ITU-[TRD] Study Group \d+|Telecommunication Standardization Advisory Group)", str(data))
    return found[1] if found else ""


def _index(file: str, data: Any) -> Iterator[Row]:
    """The index of web specifications: a series may have several levels, each a specification of its own."""
    for number, one in enumerate(_objects(data), start=1):
        body = NAMES.get(_words(one.get("organization")), "")
        short = _words(one.get("shortname"))
        release = one.get("release") if isinstance(one.get("release"), dict) else one.get("nightly")
        release = release if isinstance(release, dict) else {}
        number_of = SERIES.search(short)
        yield Row(
            place=Place(file, 0, short or str(number)),
            identifier=_designation(body, short, number_of),
            titles={"en": _words(one.get("title"))},
            status="discontinued" if one.get("standing") == "discontinued" else _words(release.get("status")),
            url=_words(release.get("url") or one.get("url")),
            kind=_words(release.get("status")),
            body=_words(one.get("organization")),
            short=_words(one.get("shortTitle")),
            successors=tuple(name for name in one.get("obsoletedBy") or () if isinstance(name, str)),
        )


def _designation(body: str, short: str, number: re.Match[str] | None) -> str:
    """`RFC 9110`, `ISO/IEC 18181-2`, `W3C did-core`; nothing for drafts and for bodies that set no standards."""
    if body in ("RFC", "ISO/IEC"):
        parts = filter(None, number.groups()) if number and short.startswith(("rfc", "iso")) else ()
        named = "-".join(parts)
        return f"{body} {named}" if named else ""
    return f"{body} {short}" if body and short else ""


def _objects(value: Any) -> list[dict[str, Any]]:
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, dict)]


def _words(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
