"""How fast could the same answers be? A bare WSGI function with SQL written by hand, no framework around it.

`/rows/…` assembles documents from normalized tables, as a perfect server on such tables would; `/doc/…` joins finished
documents; `/null/` answers nothing, which shows what the client can do. gunicorn serves it like the registry.
"""

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

import orjson
import psycopg

from requirements.management.benchmarks.assembly import COLUMNS, Names, documents

PAGE, TOP = 100, 20
# So many matches are ranked and counted exactly.
CANDIDATES = 1_000
WINDOW, CHUNK = 2_000, 1 << 16
IN_FORCE = "standing = 'in_force'"
CONFIGURATIONS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian"}
ORDERS = {"identifier": "identifier", "-published_at": "published_at DESC, identifier DESC"}
FACETS = ("kind", "obligation", "type", "sector", "area", "relevance")
BEST = f"""
    WITH matches AS MATERIALIZED (
        SELECT id, ts_rank(words, query) AS rank FROM bench.entry, websearch_to_tsquery(%s::regconfig, %s) AS query
        WHERE words @@ query AND {IN_FORCE} LIMIT {CANDIDATES + 1}
    )
    SELECT id, (SELECT count(*) FROM matches) FROM matches ORDER BY rank DESC, id LIMIT {TOP}
"""  # noqa: S608
# A body is one line without such characters, so that COPY adds nothing to it.
EXPORT = f"""
    COPY (SELECT convert_from(body, 'UTF8') FROM bench.document WHERE {IN_FORCE})
    TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')
"""  # noqa: S608


class Kept(threading.local):
    """What a thread keeps: a connection, which prepares a statement that it meets again, and the names."""

    @cached_property
    def connection(self) -> psycopg.Connection:
        return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=1)

    @cached_property
    def names(self) -> Names:
        return Names(self.connection)

    def rows(self, *statements: tuple[str, Sequence[Any]]) -> list[list[tuple[Any, ...]]]:
        """The rows of each statement; all go in one round trip."""
        with self.connection.pipeline():
            cursors = [self.connection.execute(sql, params, binary=True) for sql, params in statements]
            return [cursor.fetchall() for cursor in cursors]

    def assembled(self, rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
        return documents(self.connection, self.names, rows)


kept = Kept()
Params = dict[str, str]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """WSGI. Whatever is asked for exists: nothing is checked."""
    limit, *path = environ["PATH_INFO"].strip("/").split("/")
    if path == ["export"]:
        start_response("200 OK", [("Content-Type", "application/x-ndjson")])
        return export_rows() if limit == "rows" else export_doc()
    body = _answer(limit, path, dict(parse_qsl(environ["QUERY_STRING"])))
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _answer(limit: str, path: list[str], params: Params) -> bytes:
    if limit == "null":
        return b"{}"
    collection, *names = path
    answers = ROWS if limit == "rows" else DOC
    return answers["detail"](*names) if names else answers[collection](params)


def dumps(data: Any) -> bytes:
    encoded: bytes = orjson.dumps(data, option=orjson.OPT_UTC_Z)
    return encoded


def _where(params: Params) -> tuple[str, list[Any]]:
    conditions: list[str] = [IN_FORCE]
    values: list[Any] = []
    for column in ("kind", "obligation"):
        if column in params:
            conditions.append(f"{column} = %s")
            values.append(params[column])
    if "building_block" in params:
        named = "SELECT FROM bench.naming WHERE name_id = %s AND entry_id = entry.id"
        conditions.append(f"EXISTS ({named})")
        values.append(kept.names.keys[f"block:{params['building_block']}"])
    return " AND ".join(conditions), values


def _page(params: Params, size: int = PAGE) -> tuple[str, list[Any]]:
    """The end of a statement that reads the page asked for from `entry` or, if nothing is filtered, `document`."""
    where, values = _where(params)
    if "after" in params:
        where, values = f"{where} AND identifier > %s", [*values, params["after"]]
    return f"WHERE {where} ORDER BY {ORDERS[params.get('ordering', 'identifier')]} LIMIT {size}", values


def _count(params: Params) -> tuple[str, list[Any]]:
    where, values = _where(params)
    return f"SELECT count(*) FROM bench.entry WHERE {where}", values  # noqa: S608


def list_rows(params: Params) -> bytes:
    page, values = _page(params)
    ((number,),), rows = kept.rows(_count(params), (f"SELECT {COLUMNS} FROM bench.entry {page}", values))  # noqa: S608
    return dumps({"count": number, "results": kept.assembled(rows)})


def list_doc(params: Params) -> bytes:
    page, values = _page(params)
    if params.keys() <= {"after"}:
        bodies = f"SELECT body FROM bench.document {page}"  # noqa: S608
    else:
        found = f"SELECT id, published_at, identifier FROM bench.entry {page}"  # noqa: S608
        order = ORDERS[params.get("ordering", "identifier")].replace("identifier", "found.identifier")
        bodies = f"SELECT body FROM ({found}) AS found JOIN bench.document USING (id) ORDER BY {order}"  # noqa: S608
    ((number,),), rows = kept.rows(_count(params), (bodies, values))
    return _joined(number, [body for (body,) in rows])


def _joined(number: int, bodies: list[bytes]) -> bytes:
    return b'{"count":%d,"results":[%b]}' % (number, b",".join(bodies))


def detail_rows(identifier: str) -> bytes:
    (rows,) = kept.rows((f"SELECT {COLUMNS} FROM bench.entry WHERE identifier = %s", [identifier]))  # noqa: S608
    return dumps(kept.assembled(rows)[0])


def detail_doc(identifier: str) -> bytes:
    ((body,),) = kept.rows(("SELECT body FROM bench.document WHERE identifier = %s", [identifier]))[0]
    return body


def _best(params: Params) -> tuple[int, list[int]]:
    """How many match (one more than CANDIDATES means more), and the best of them."""
    (found,) = kept.rows((BEST, [CONFIGURATIONS[params["lang"]], params["q"]]))
    return (found[0][1] if found else 0), [key for key, _ in found]


def search_rows(params: Params) -> bytes:
    number, best = _best(params)
    (rows,) = kept.rows((f"SELECT {COLUMNS} FROM bench.entry WHERE id = ANY(%s)", [best]))  # noqa: S608
    by_key = {row[0]: row for row in rows}
    return dumps({"count": number, "results": kept.assembled([by_key[key] for key in best])})


def search_doc(params: Params) -> bytes:
    number, best = _best(params)
    (rows,) = kept.rows(("SELECT id, body FROM bench.document WHERE id = ANY(%s)", [best]))
    bodies = dict(rows)
    return _joined(number, [bodies[key] for key in best])


def facets_rows(params: Params) -> bytes:
    """How many there are with each value: one pass for columns, two joins for names."""
    total, counts, _ = _facets(params)
    return dumps({"count": total, "facets": counts})


def page_rows(params: Params) -> bytes:
    """The same with the first 20 entries found."""
    page, values = _page(params, TOP)
    first = f"SELECT {COLUMNS} FROM bench.entry {page}"  # noqa: S608
    total, counts, rows = _facets(params, (first, values))
    return dumps({"count": total, "facets": counts, "results": kept.assembled(rows)})


def _facets(params: Params, *more: tuple[str, Sequence[Any]]) -> tuple[int, Counter[str], list[tuple[Any, ...]]]:
    """How many are found, how many with each value, and the rows of another statement, all in one round trip."""
    where, values = _where(params)
    within = f"entry_id IN (SELECT id FROM bench.entry WHERE {where})"  # noqa: S608
    columns = ", ".join(FACETS)
    grouped, named, covered, *others = kept.rows(
        (f"SELECT {columns}, count(*) FROM bench.entry WHERE {where} GROUP BY {columns}", values),  # noqa: S608
        (f"SELECT name_id, count(*) FROM bench.naming WHERE {within} GROUP BY 1", values),  # noqa: S608
        (f"SELECT standard_id, count(*) FROM bench.coverage WHERE {within} GROUP BY 1", values),  # noqa: S608
        *more,
    )
    counts: Counter[str] = Counter()
    for *found, number in grouped:
        counts.update({f"{name}:{value}": number for name, value in zip(FACETS, found, strict=True) if value})
    counts.update({kept.names.by_key[key]: number for key, number in (*named, *covered)})
    return sum(number for *_, number in grouped), counts, others[0] if others else []


def export_rows() -> Iterator[bytes]:
    """Everything as lines, a window at a time."""
    last = 0
    window = f"SELECT {COLUMNS} FROM bench.entry WHERE id > %s AND {IN_FORCE} ORDER BY id LIMIT {WINDOW}"  # noqa: S608
    while rows := kept.rows((window, [last]))[0]:
        last = rows[-1][0]
        yield b"".join(dumps(document) + b"\n" for document in kept.assembled(rows))


def export_doc() -> Iterator[bytes]:
    """Everything as lines, from the database to the socket as it comes."""
    with kept.connection.cursor().copy(EXPORT) as copy:
        pending = bytearray()
        for block in copy:
            pending += block
            if len(pending) >= CHUNK:
                yield bytes(pending)
                pending.clear()
        yield bytes(pending)


ROWS: dict[str, Callable[..., bytes]] = {
    "entries": list_rows,
    "detail": detail_rows,
    "search": search_rows,
    "facets": facets_rows,
    "page": page_rows,
}
DOC: dict[str, Callable[..., bytes]] = {"entries": list_doc, "detail": detail_doc, "search": search_doc}
