"""What does a run of the gap analysis cost beside one sequential read of the rows that it looks at?"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psycopg
from django.db import connection, transaction

from requirements import gap_analysis
from requirements.management.benchmarks import databases, finding

SQL = (Path(__file__).parent / "gaps.sql").read_text()
ROUNDS = 3
# Everything that a run looks at, read once from the first row to the last by a bare client.
EDITIONS = (
    "SELECT id, identifier, number, kind, standing, published_at, facets, fingerprint, body FROM requirements_edition"
)
READ = tuple(
    f"COPY {rows} TO STDOUT (FORMAT binary)"
    for rows in (f"({EDITIONS})", "requirements_editioncoverage", "requirements_editionlink")
)


@dataclass(frozen=True)
class Cost:
    """Medians in seconds: of a run until it is kept, and of the read."""

    size: int
    run: float
    read: float
    items: int
    assessments: int

    @property
    def ratio(self) -> float:
        return self.run / self.read


def measure(size: int) -> Cost:
    """A registry of so many requirements, made anew in a database of its own, looked at ROUNDS times."""
    conninfo = _prepare(size)
    with finding.connected(f"bench_gaps_{size}"), psycopg.connect(conninfo, autocommit=True) as bare:
        assessments = bare.execute("SELECT count(*) FROM requirements_editioncoverage").fetchone()
        rounds = [(_run(), _read(bare)) for _round in range(ROUNDS)]
    runs, reads = zip(*rounds, strict=True)
    items = runs[0][1]
    return Cost(size, median(seconds for seconds, _items in runs), median(reads), items, assessments[0])  # type: ignore[index]


def lines(small: Cost, large: Cost) -> Iterator[str]:
    for cost in (small, large):
        yield (
            f"  {cost.size} requirements, {cost.assessments} assessments: a run of {cost.items} items {cost.run:.2f} s,"
            f" one read {cost.read:.2f} s, {cost.ratio:.2f} times"
        )
    growth = large.run / small.run
    yield f"  {large.size / small.size:.0f} times as many requirements take {growth:.1f} times as long"


def _prepare(size: int) -> str:
    target = databases.make_empty(f"bench_gaps_{size}")
    with psycopg.connect(target, autocommit=True) as connection:
        with connection.transaction(), psycopg.ClientCursor(connection) as cursor:
            cursor.execute(SQL, {"size": size})
        connection.execute("VACUUM ANALYZE")
    return target


def _run() -> tuple[float, int]:
    """(seconds, items) of a run that is kept but for the last word."""
    with transaction.atomic():
        started = time.perf_counter()
        run = gap_analysis.analyse({}, by="bench")
        # What is otherwise asked at the end of the transaction.
        connection.check_constraints()
        took = time.perf_counter() - started
        transaction.set_rollback(True)
    return took, sum(run.counts.values())


def _read(bare: psycopg.Connection) -> float:
    started = time.perf_counter()
    for statement in READ:
        with bare.cursor().copy(statement) as copy:
            for _block in copy:
                pass
    return time.perf_counter() - started
