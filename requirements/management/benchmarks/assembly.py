"""How are documents put together from normalized tables? By hand: one query per table, one dictionary per row."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from requirements import documents as shapes
from requirements.documents import Part
from requirements.languages import CODES
from requirements.management.benchmarks.synthetic import KINDS

NAMED = ("programmes", "building_blocks", "sdgs", "action_lines", "provisions", "keywords", "organizations")
COLUMNS = ", ".join(
    [
        *("id", "identifier", "kind", "number", "published_at", "standing", "reason"),
        *("obligation", "obligation_original", "type", "verification_method", "sector", "area", "relevance"),
        *(f"{name}_{code}" for name in ("title", "text", "state") for code in CODES),
    ]
)
IN_SIX = ", ".join(f"name_{code}" for code in CODES)


def _blank(part: type[Part]) -> dict[str, Any]:
    """A part without anything filled in, as it is published."""
    return {
        field.name: part.model_fields[field.name].get_default(call_default_factory=True)
        for field in shapes.fields(part)
        if not field.internal and not part.model_fields[field.name].is_required()
    }


BLANK = {kind: _blank(shapes.TYPES[kind]) for kind in KINDS}
PARTS = {field.name: field.part for kind in BLANK for field in shapes.fields(shapes.TYPES[kind]) if field.part}
LINK, PROVENANCE, COVERAGE, CANDIDATE, ACTOR, SCENARIO = (
    _blank(PARTS[name]) for name in ("links", "provenance", "coverage", "candidates", "actors", "scenarios")
)
STEP = next(_blank(field.part) for field in shapes.fields(PARTS["scenarios"]) if field.part)


class Names:
    """The names that `bench.name` holds, by key: read once for each connection."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.by_key: dict[int, str] = dict(connection.execute("SELECT id, name FROM bench.name").fetchall())
        self.keys = {name: key for key, name in self.by_key.items()}


def _add_name(document: dict[str, Any], names: Names, field: str, name: int) -> None:
    document[field].append(names.by_key[name])


def _add_link(document: dict[str, Any], names: Names, relation: str, target: str) -> None:
    document["links"].append({**LINK, "relation": relation, "target": target})


def _add_provenance(document: dict[str, Any], names: Names, kind: str, citation: str, *rest: Any) -> None:
    url, licence, retrieved_on = rest
    told = {"source_kind": kind, "citation": citation, "url": url, "licence": licence, "retrieved_on": retrieved_on}
    document["provenance"].append({**PROVENANCE, **told})


def _add_coverage(
    document: dict[str, Any], names: Names, standard: int, edition: str, relation: str, *rest: Any
) -> None:
    clauses, confidence, confirmed, assessed_on = rest
    assessed = {"confidence": confidence, "confirmed": confirmed, "assessed_on": assessed_on}
    found = {"standard": names.by_key[standard], "edition": edition, "relation": relation, "clauses": clauses}
    document["coverage"].append({**COVERAGE, **found, **assessed})


def _add_candidate(document: dict[str, Any], names: Names, group: int, question: str) -> None:
    document["candidates"].append({**CANDIDATE, "study_group": names.by_key[group], "question": question})


def _add_actor(document: dict[str, Any], names: Names, key: str, *name: str | None) -> None:
    document["actors"].append({**ACTOR, "key": key, "name": _texts(name)})


def _add_scenario(document: dict[str, Any], names: Names, *name: str | None) -> None:
    document["scenarios"].append({**SCENARIO, "name": _texts(name), "steps": []})


def _add_step(document: dict[str, Any], names: Names, service: str, producer: str, receiver: str, *rest: Any) -> None:
    requirement, *name = rest
    told = {"service": service, "producer": producer, "receiver": receiver, "requirements": [requirement]}
    document["scenarios"][0]["steps"].append({**STEP, **told, "name": _texts(name)})


@dataclass(frozen=True)
class Table:
    """Rows that belong to entries of some kinds: (entry, columns…), in the order in which they are added."""

    kinds: frozenset[str]
    sql: str
    add: Callable[..., None]


def _table(kinds: Iterable[str], columns: str, source: str, order: str, add: Callable[..., None]) -> Table:
    sql = f"SELECT entry_id, {columns} FROM bench.{source} WHERE entry_id = ANY(%s) ORDER BY entry_id{order}"  # noqa: S608
    return Table(frozenset(kinds), sql, add)


LINKED = ("requirement", "aspect")
TO_TARGET = "JOIN bench.entry target ON target.id ="
TABLES = (
    _table(BLANK, "field, name_id", "naming", ", field, position", _add_name),
    _table(BLANK, "source_kind, citation, url, licence, retrieved_on", "provenance", ", position", _add_provenance),
    _table(LINKED, "relation, target.identifier", f"link {TO_TARGET} target_id", ", position", _add_link),
    _table(
        LINKED,
        "standard_id, edition, relation, clauses, confidence, confirmed, assessed_on",
        "coverage",
        ", position",
        _add_coverage,
    ),
    _table(["aspect"], "study_group_id, question", "candidate", ", position", _add_candidate),
    _table(["use_case"], f"key, {IN_SIX}", "actor", ", position", _add_actor),
    _table(["use_case"], IN_SIX, "scenario", "", _add_scenario),
    _table(
        ["use_case"],
        f"service, producer, receiver, target.identifier, {IN_SIX}",
        f"step {TO_TARGET} requirement_id",
        ", position",
        _add_step,
    ),
)


def documents(connection: psycopg.Connection, names: Names, rows: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """The documents of rows of COLUMNS, in their order. All queries go in one pipeline, those that the kinds need."""
    entries = {row[0]: _entry(row) for row in rows}
    kinds = {row[2] for row in rows}
    tables = [table for table in TABLES if table.kinds & kinds]
    keys = [list(entries)]
    with connection.pipeline():
        cursors = [connection.execute(table.sql, keys, binary=True) for table in tables]
        found = [cursor.fetchall() for cursor in cursors]
    for table, belonging in zip(tables, found, strict=True):
        for entry, *columns in belonging:
            table.add(entries[entry], names, *columns)
    return list(entries.values())


def _entry(row: tuple[Any, ...]) -> dict[str, Any]:
    """A document without what is in other tables."""
    _, identifier, kind, number, published_at, standing, reason, *fields = row
    obligation, original, of_type, method, sector, area, relevance, *texts = fields
    told = {"number": number, "published_at": published_at, "standing": standing, "reason": reason, "successor": None}
    document = {
        **BLANK[kind],
        "identifier": identifier,
        "title": _texts(texts[:6]),
        "translations": _texts(texts[12:]),
        "provenance": [],
        "edition": {**told, "path": f"/id/{identifier}/editions/{number}"},
        **{name: [] for name in NAMED if name in BLANK[kind]},
    }
    if kind == "requirement":
        document |= {"statement": _texts(texts[6:12]), "obligation": obligation, "obligation_original": original}
        document |= {"type": of_type, "verification_method": method, "links": [], "coverage": []}
    elif kind == "use_case":
        document |= {"short_description": _texts(texts[6:12]), "sector": sector, "actors": [], "scenarios": []}
    else:
        document |= {"description": _texts(texts[6:12]), "area": area, "relevance": relevance}
        document |= {"links": [], "coverage": [], "candidates": []}
    return document


def _texts(six: Sequence[str | None]) -> dict[str, str]:
    return {code: text for code, text in zip(CODES, six, strict=True) if text is not None}
