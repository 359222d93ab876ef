"""What does a JSON file of GovStack's machine-readable specifications hold?

`machine-readable-specs/data/specs/wallet/cfr.json`: groups with `title`, `link` and `requirements`; each requirement
with `content`, `level` and at times a `title`. Other keys and depths are read alike.
"""

import json
from collections.abc import Iterator
from typing import Any

from requirements.exchange.formats.govstack.blocks import Heading
from requirements.exchange.formats.govstack.chapters import Reading
from requirements.exchange.formats.govstack.headings import Section
from requirements.exchange.formats.govstack.kinds import Chapter, Role
from requirements.exchange.formats.govstack.levels import level_of
from requirements.exchange.formats.govstack.records import Place, Reason, Rejected
from requirements.exchange.formats.govstack.requirement import requirements
from requirements.exchange.formats.govstack.sightings import Sighting
from requirements.exchange.formats.govstack.sources import Source, unreadable
from requirements.exchange.formats.govstack.texts import one_line, tidy

# The file's name says which chapter it is the official form of.
CHAPTERS = {
    "cfr": Chapter("Cross-Cutting Requirements", "cross-cutting", Role.NORMATIVE),
    "fr": Chapter("Functional Requirements", "functional", Role.NORMATIVE),
}


def read_json(source: Source, text: str) -> Reading | Rejected:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        return unreadable(source.file, f"not JSON: {str(error)[:100]}")
    chapter = CHAPTERS.get(source.path.stem, Chapter(source.path.stem, source.path.stem, Role.NORMATIVE))
    sighted = list(_sightings(data, text, ()))
    taken = [one for one in sighted if isinstance(one, Sighting)]
    return Reading(
        source=source,
        chapter=chapter,
        requirements=tuple(zip(taken, requirements(taken, source, chapter, "en"), strict=True)),
        rejected=tuple(_rejected(source, *one) for one in sighted if not isinstance(one, Sighting)),
    )


def _sightings(
    data: Any, text: str, above: tuple[Heading, ...]
) -> Iterator[Sighting | tuple[int, Reason, dict[str, str]]]:
    """Depth first; only as deep as titles nest, since a requirement holds no requirements."""
    if isinstance(data, list):
        for one in data:
            yield from _sightings(one, text, above)
    elif isinstance(data, dict) and "level" in data:
        yield _requirement(data, _line(data, text), above)
    elif isinstance(data, dict):
        heading = Heading(_words(data, "title"), _line(data, text), len(above) + 1, _anchor(data))
        for one in data.values():
            yield from _sightings(one, text, (*above, heading) if heading.text else above)


def _requirement(
    data: dict[str, Any], line: int, above: tuple[Heading, ...]
) -> Sighting | tuple[int, Reason, dict[str, str]]:
    level, title = level_of(_words(data, "level")), _words(data, "title")
    statement = _words(data, "content") or title
    if not statement:
        return line, Reason.NO_TEXT, {"text": _words(data, "identifier")}
    if level is None:
        return line, Reason.UNKNOWN_LEVEL, {"level": _words(data, "level"), "text": statement[:100]}
    heading = above[-1] if above else Heading("", 0, 0)
    chapter = (Heading("", 0, 0), *above[:-1])
    return Sighting("machine-readable", Section(heading, chapter, ()), line, level, statement, title)


def _words(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    return one_line(tidy(value)) if isinstance(value, str) else ""


def _anchor(data: dict[str, Any]) -> str:
    return _words(data, "link").partition("#")[2]


def _line(data: dict[str, Any], text: str) -> int:
    """The line of the identifier as it is written."""
    identifier = data.get("identifier")
    found = text.find(json.dumps(identifier)) if isinstance(identifier, str) else -1
    return text.count("\n", 0, found) + 1 if found >= 0 else 1


def _rejected(source: Source, line: int, reason: Reason, params: dict[str, str]) -> Rejected:
    return Rejected(Place(source.file, line), reason, params)
