"""How are the registry's own documents read and written: one document, a list of them, or one a line (NDJSON)?

What is written says its version: `{"version": 1, "documents": […]}`, each document on a line of its own, so that such a
file of any length is read line by line. What is not JSON is refused as a whole, with its line: a file that breaks off
must not be taken for a short one. The shape of a document is its JSON Schema, `/api/schemas/{kind}.json`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from requirements.documents import TYPES
from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Found, Place, Record, Rejected

SUFFIXES = (".json", ".ndjson", ".jsonl")
BLANK = " \t\r\n"
# Raised when a field changes its name or meaning; fields that are added leave it as it is.
VERSION = 1
# What stands before a list of documents: here, or as the site and the API send one.
HEAD = re.compile(
    r'\s*\{(?:\s*"(?:version"\s*:\s*(?P<version>[0-9]{1,9})|(?:count|count_exact|as_of|next)"\s*:[^,{}\[\]]*)\s*,){0,9}'
    r'\s*"(?:documents|results)"\s*:\s*(?=\[)'
)


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """Every document at the paths, in order; lines are read one by one, a list or a lone document at once."""
    for file, path in files(paths).items():
        yield from _read(file, path)


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return files_at(paths, SUFFIXES)


def write(bodies: Iterable[bytes], stream: IO[bytes]) -> int:
    """All documents as one value, each on a line, as it is stored: a body holds no line break. How many there were."""
    stream.write(b'{"version": %d, "documents": [' % VERSION)
    number = 0
    for body in bodies:
        stream.write((b",\n" if number else b"\n") + body)
        number += 1
    stream.write(b"\n]}\n")
    return number


def _read(file: str, path: Path) -> Iterator[Record]:
    with path.open("rb") as stream:
        lines = _lines(file, stream)
        first = next(((number, text) for number, text in lines if text.strip(BLANK)), None)
        if first is None:
            return
        second = next(lines, (0, ""))
        if _is_object(first[1]):
            yield from _read_lines(file, chain([first, second], lines))
        elif _is_head(file, first[1]) and _is_object(second[1].rstrip(BLANK + ",")):
            yield from _read_listed(file, chain([second], lines))
        else:
            yield from _read_at_once(file, path)


def _read_lines(file: str, lines: Iterable[tuple[int, str]]) -> Iterator[Record]:
    for number, text in lines:
        if text.strip(BLANK):
            yield _record(Place(file, number), _decode(file, text, number))


def _read_listed(file: str, lines: Iterable[tuple[int, str]]) -> Iterator[Record]:
    """A list as `write` lays it out: a document a line, commas between them, and the end on a line of its own."""
    number, more = 0, True
    for number, text in lines:
        line = text.strip(BLANK)
        if more and line:
            yield _record(Place(file, number), _decode(file, line.removesuffix(","), number))
            more = line.endswith(",")
        elif line == "]}" and not more:
            break
        elif line:
            raise _not_json(file, "]} expected", number)
    else:
        raise _not_json(file, "]} expected", number)
    for number, text in lines:
        _expect(file, text.strip(BLANK), 0, "", number)


def _is_head(file: str, line: str) -> bool:
    """Whether a line begins a list of documents and holds none yet; Unreadable if its version is a later one."""
    head = HEAD.match(line)
    if head and int(head["version"] or VERSION) > VERSION:
        raise Unreadable("unknown_version", Place(file, 1), version=head["version"], known=VERSION)
    return head is not None and line[head.end() :].strip(BLANK) == "["


def _lines(file: str, stream: IO[bytes]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; no line is longer than what may be read at once."""
    number, limit = 0, settings.IMPORT_UNPACKED_LIMIT
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            raise TooLarge("file_too_large", Place(file, number), size=len(line), limit=limit)
        yield number, _text(file, line, number)


def _text(file: str, line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        # The error's own text quotes bytes and differs between versions of Python.
        below = line.count(b"\n", 0, error.start)
        raise Unreadable("not_utf8", Place(file, number + below), byte=error.start + 1) from error


def _is_object(text: str) -> bool:
    """Whether a line is a document by itself."""
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _read_at_once(file: str, path: Path) -> Iterator[Record]:
    size = path.stat().st_size
    if size > settings.IMPORT_UNPACKED_LIMIT:
        raise TooLarge("file_too_large", Place(file, 0), size=size, limit=settings.IMPORT_UNPACKED_LIMIT)
    text = _text(file, path.read_bytes(), 1)
    line, counted = 1, 0
    for position, value in _values(file, text):
        line, counted = line + text.count("\n", counted, position), position
        yield _record(Place(file, line), value)


def _values(file: str, text: str) -> Iterator[tuple[int, Any]]:
    """The elements of a list, or the one value, each with the position where it begins."""
    head = HEAD.match(text)
    position = head.end() if head else _behind_blanks(text, 0)
    if not text.startswith("[", position):
        value, end = _decode_at(file, text, position)
        yield position, value
        _expect(file, text, _behind_blanks(text, end), "")
        return
    _is_head(file, text)
    position = _behind_blanks(text, position + 1)
    separator = "" if text.startswith("]", position) else ","
    while separator == ",":
        value, end = _decode_at(file, text, position)
        yield position, value
        position = _behind_blanks(text, end)
        separator = _expect(file, text, position, ",]")
        position = _behind_blanks(text, position + 1) if separator == "," else position
    position = _behind_blanks(text, position + 1)
    if head:
        _expect(file, text, position, "}")
        position = _behind_blanks(text, position + 1)
    _expect(file, text, position, "")


def _behind_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position] in BLANK:
        position += 1
    return position


def _expect(file: str, text: str, position: int, wanted: str, line: int = 1) -> str:
    """The character at a position, which must be one of those wanted; none of them means the end of the text. `line` is
    the number of the text's first line.
    """
    found = text[position : position + 1]
    if (found not in wanted or not found) if wanted else found:
        expected = " or ".join(wanted) or "the end"
        raise _not_json(file, f"{expected} expected", text.count("\n", 0, position) + line)
    return found


def _decode(file: str, text: str, line: int) -> Any:
    value, end = _decode_at(file, text, _behind_blanks(text, 0), line)
    _expect(file, text, _behind_blanks(text, end), "", line)
    return value


def _decode_at(file: str, text: str, position: int, line: int = 1) -> tuple[Any, int]:
    """The value that begins at a position, and where it ends; `line` is the number of the text's first line."""
    try:
        return DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        raise _not_json(file, error.msg, line + error.lineno - 1) from error
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise _not_json(file, reason, line + text.count("\n", 0, position)) from error


def _not_json(file: str, error: str, line: int) -> Unreadable:
    return Unreadable("not_json", Place(file, line), error=error)


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key written twice would silently lose one of its values."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no value in JSON")


DECODER = json.JSONDecoder(object_pairs_hook=_without_repetition, parse_constant=_no_constant)


def _record(place: Place, value: Any) -> Record:
    if not isinstance(value, dict):
        return Rejected(place, "not_an_object", {})
    return Found(str(value.get("kind", "")), str(value.get("identifier") or _source_key(value)), place, value)


def _source_key(value: dict[str, Any]) -> str:
    """An entry that has no identifier yet is known by where it comes from."""
    sources = value.get("provenance")
    named = [source for source in sources if isinstance(source, dict)] if isinstance(sources, list) else []
    keys = (source.get("source_key") for source in named)
    return next((key for key in keys if key and isinstance(key, str)), "")


FORMAT = Format(
    name="json",
    label=gettext_lazy("Documents of the registry (JSON)"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=tuple(TYPES),
    write=write,
    media_type="application/json",
    whole=True,
    round_trip=True,
)
