"""What do taking everything out and bringing a table in cost, beside PostgreSQL's COPY of the same rows?

Each is done by a process of its own, so that its memory is its own: NDJSON of a synthetic registry, and a CSV file of
requirements into an empty one, previewed and applied.
"""

import csv
import os
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import django
import psycopg
from psycopg import sql

from requirements.management.benchmarks import databases
from requirements.management.benchmarks.synthetic import Registry

IMPORTED = "bench_import"
HEADINGS = ("row", "identifier", "title_en", "title_fr", "statement_en", "obligation", "keywords")


@dataclass(frozen=True)
class Measured:
    """So many rows in so many seconds, ours and by COPY, and the bytes of memory that ours took at most."""

    rows: int
    ours: float
    copy: float
    memory: int

    def __str__(self) -> str:
        rate, limit = self.rows / self.ours, self.rows / self.copy
        return (
            f"{self.rows:>9} rows {rate:>9.0f} a second; COPY {limit:>9.0f}; {rate / limit:.2%} of it;"
            f" {self.memory >> 20} MB at most"
        )


def measure_export(registry: Registry) -> Measured:
    """NDJSON of everything in force."""
    conninfo = databases.prepare(registry)
    with TemporaryDirectory() as folder:
        rows, ours, memory = _apart(conninfo, _export, Path(folder, "all.ndjson"))
        copy = _timed(lambda: _copy_out(conninfo, Path(folder, "copy.ndjson")))
    return Measured(rows, ours, copy, memory)


def measure_import(rows: int) -> Measured:
    """A table of requirements into an empty registry, with its preview."""
    conninfo = databases.make_empty(IMPORTED)
    with TemporaryDirectory() as folder:
        path = Path(folder, "requirements.csv")
        _write(path, rows)
        written, ours, memory = _apart(conninfo, _import, path)
        copy = _timed(lambda: _copy_in(conninfo, path))
    return Measured(written, ours, copy, memory)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _apart(conninfo: str, work: Callable[[Path], int], path: Path) -> tuple[int, float, int]:
    """(rows, seconds, bytes of memory) of work that a new process does in that database."""
    with _as_database(conninfo), ProcessPoolExecutor(1, get_context("spawn"), django.setup) as pool:
        return pool.submit(_watched, work, path).result()


@contextmanager
def _as_database(conninfo: str) -> Iterator[None]:
    """New processes find this database as theirs."""
    before = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = databases.url(conninfo)
    try:
        yield
    finally:
        del os.environ["DATABASE_URL"]
        if before:
            os.environ["DATABASE_URL"] = before


def _watched(work: Callable[[Path], int], path: Path) -> tuple[int, float, int]:
    start = time.perf_counter()
    rows = work(path)
    seconds = time.perf_counter() - start
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return rows, seconds, int(peak[1]) * 1024 if peak else 0


def _export(path: Path) -> int:
    from requirements import catalogue, exchange

    with path.open("wb") as stream:
        return exchange.export(catalogue.in_force(), exchange.format_named("ndjson"), stream)


def _import(path: Path) -> int:
    from requirements import exchange

    plan = exchange.preview([path], exchange.format_named("csv"))
    return len(exchange.apply(plan, by=None).new)


def _copy_out(conninfo: str, path: Path) -> None:
    statement = "COPY (SELECT convert_from(body, 'UTF8') FROM requirements_edition WHERE ended_at IS NULL) TO STDOUT"
    with psycopg.connect(conninfo) as database, path.open("wb") as stream, database.cursor().copy(statement) as copy:
        for block in copy:
            stream.write(block)


def _copy_in(conninfo: str, path: Path) -> None:
    with psycopg.connect(conninfo) as database:
        columns = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(name)) for name in HEADINGS)
        database.execute(sql.SQL("CREATE TABLE copied ({})").format(columns))
        with path.open("rb") as stream, database.cursor().copy("COPY copied FROM STDIN (FORMAT csv, HEADER)") as copy:
            while block := stream.read(1 << 16):
                copy.write(block)


def _write(path: Path, rows: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        for number in range(1, rows + 1):
            title = f"Answer within {number} seconds", f"Répondre en {number} secondes"
            text = f"The system is required to answer every request within {number} seconds, or to say why it cannot."
            writer.writerow(["requirement", f"REQ-{number:06}", *title, text, "required", "answering; time"])
