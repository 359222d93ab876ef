"""How is a record of the relaton project read, one document of any standards body in YAML?

Two generations of these records are in use: `docidentifier`, `source` and the `at` of dates were `docid`, `link` and
`value`, and the language of a title was a list.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from requirements.exchange.errors import Unreadable
from requirements.exchange.formats.records import Place
from requirements.exchange.formats.standards import stages
from requirements.exchange.formats.standards.row import Row
from requirements.exchange.formats.standards.values import objects, words

# Identifiers that are no designations, beside those with letters of a trademark.
NO_DESIGNATION = {"urn", "doi", "isbn", "issn", "uuid", "iso-reference", "iso-with-lang", "iso-undated"}
# A title is given in pieces and as a whole.
WHOLE = ("main", "")
DAYS = ("published", "issued", "confirmed")
FOLLOWED = {"obsoletedby", "replacedby", "supersededby"}


def rows(file: str, data: Any) -> Iterator[Row]:
    """The one document of a file; Unreadable if it is none."""
    named = objects(data.get("docidentifier") or data.get("docid")) if isinstance(data, dict) else []
    if not named:
        raise Unreadable("no_catalogue", Place(file, 1))
    primary = next((one for one in named if one.get("primary") == "true"), named[0])
    identifier, draft = stages.without_stage(_name(primary))
    yield Row(
        place=Place(file, 1),
        identifier=identifier,
        titles=_titles(data),
        published=_day(data),
        status=_status(data),
        group=_group(data),
        others=tuple(_name(one) for one in named if one is not primary and _designates(one)),
        url=next((words(one.get("content")) for one in objects(data.get("source") or data.get("link"))), ""),
        kind=words(data.get("doctype")),
        body=words(primary.get("type")),
        draft=draft,
        edition=next((words(one.get("content")) for one in objects(data.get("edition"))), ""),
        successors=tuple(_successors(data)),
    )


def _name(identifier: Mapping[str, Any]) -> str:
    return words(identifier.get("content") or identifier.get("id"))


def _designates(identifier: Mapping[str, Any]) -> bool:
    return words(identifier.get("type")).lower() not in NO_DESIGNATION and identifier.get("scope") != "trademark"


def _titles(data: Mapping[str, Any]) -> dict[str, str]:
    """Language → title as a whole, else its first piece."""
    given = [one for one in objects(data.get("title")) if words(one.get("content"))]
    first = {_language(one): words(one.get("content")) for one in reversed(given)}
    whole = {_language(one): words(one.get("content")) for one in given if words(one.get("type")) in WHOLE}
    return first | whole


def _language(title: Mapping[str, Any]) -> str:
    said = title.get("language")
    return words(next(iter(said), "") if isinstance(said, list) else said)[:2]


def _day(data: Mapping[str, Any]) -> str:
    """When it was published, the day rather than the year alone, else another day of its life before it ended."""
    told = {words(one.get("type")): words(one.get("at") or one.get("value")) for one in objects(data.get("date"))}
    return max((told.get(name, "") for name in DAYS), key=len)


def _status(data: Mapping[str, Any]) -> str:
    """In words, or as stage and substage `60.60`."""
    said = next(iter(objects(data.get("status") or data.get("docstatus"))), {})
    stage, step = (_word(said.get(name)) for name in ("stage", "substage"))
    return stages.in_words(f"{stage}.{step}" if stage.isdecimal() and step else stage)


def _word(value: Any) -> str:
    return words(value.get("content") or value.get("value")) if isinstance(value, dict) else words(value)


def _group(data: Mapping[str, Any]) -> str:
    """`ITU-T Study Group 20`, of the contributors."""
    found = re.search(r"(ITU-[TRD] Study Group \d+|Telecommunication Standardization Advisory Group)", str(data))
    return found[1] if found else ""


def _successors(data: Mapping[str, Any]) -> Iterator[str]:
    for relation in objects(data.get("relation")):
        if words(relation.get("type")).lower() in FOLLOWED:
            other = next(iter(objects(relation.get("bibitem"))), {})
            named = objects(other.get("docidentifier") or other.get("docid"))
            yield next(iter(filter(None, map(_name, named))), _word(other.get("formattedref")))
