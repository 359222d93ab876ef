"""Where are synthetic registries kept? Each in a database of its own, which is used again while it fits."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from requirements.management.benchmarks import loading
from requirements.management.benchmarks.synthetic import Registry

ROOT = Path(__file__).resolve().parents[2]
# What tables and a synthetic registry follow from; a change of any of it makes a kept one worthless.
TABLES = ("../lock.txt", "languages.py", "choices", "documents", "migrations", "models/text.py")
SOURCES = (
    *(*TABLES, "workflow/editions.py"),
    *(f"management/benchmarks/{name}" for name in ("vocabulary.py", "synthetic.py", "loading.py", "limits.sql")),
)
# A database with all tables and nothing in them, of which others are made: migrating takes a hundred times as long.
TEMPLATE = "dpi_tables"
LIMITS = Path(__file__).with_name("limits.sql")
# Every server has it; locks of processes that use different databases would not meet.
MEETING_PLACE = "postgres"


def prepare(
    registry: Registry,
    *,
    rebuild: bool = False,
    progress: Callable[[int], object] = lambda entries: None,
    say: Callable[[str], object] = lambda line: None,
) -> str:
    """The connection string of a database with this registry in it, which is made if there is none that fits.

    The first connection of Django says which server; it must be allowed to make databases. Processes that want the
    same database at the same time wait for the first of them.
    """
    name = name_of(registry)
    target = _conninfo(name)
    with psycopg.connect(_conninfo(MEETING_PLACE), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if rebuild or not _fits(server, name, stamp(registry)):
            say(f"Making the database {name} …")
            make_empty(name)
            loading.load(registry, target, progress)
            _finish(server, name, stamp(registry))
    return target


def make_empty(name: str) -> str:
    """The connection string of a new database of that name with nothing in it but what migrations bring, in the place
    of one that there was.
    """
    with psycopg.connect(_conninfo(MEETING_PLACE), autocommit=True) as server:
        _make(server, name, template())
    return _conninfo(name)


def template() -> str:
    """The name of a database with all tables, as they are now; it is made if there is none that fits."""
    with psycopg.connect(_conninfo(MEETING_PLACE), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
        if not _fits(server, TEMPLATE, _digest(TABLES)):
            _make(server, TEMPLATE)
            _migrate(_conninfo(TEMPLATE))
            _finish(server, TEMPLATE, _digest(TABLES))
    return TEMPLATE


def name_of(registry: Registry) -> str:
    return f"bench_{registry.size}"


def prepare_limits(conninfo: str, say: Callable[[str], object] = lambda line: None) -> None:
    """Give a prepared database the tables that the limits read, all or none, unless it has them."""
    with psycopg.connect(conninfo, autocommit=True) as database:
        # Held to the end of the connection: of processes that want the tables at once, one makes them.
        database.execute("SELECT pg_advisory_lock(hashtext('bench'))")
        if database.execute("SELECT to_regnamespace('bench')").fetchone() == (None,):
            say("Making the tables that the limits read …")
            with database.transaction():
                database.execute(LIMITS.read_text())
            database.execute("VACUUM ANALYZE")


def _conninfo(name: str) -> str:
    """How to reach a database on the server of Django's default connection."""
    connection.ensure_connection()
    info = connection.connection.info
    return make_conninfo(info.dsn, dbname=name, password=info.password or None, options="")


def _fits(server: psycopg.Connection, name: str, stamp: str) -> bool:
    """Whether the database was made, to the end, from the sources as they are now."""
    comment = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    return server.execute(comment, [name]).fetchone() == (stamp,)


def _finish(server: psycopg.Connection, name: str, stamp: str) -> None:
    server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(stamp)))


def stamp(registry: Registry) -> str:
    """A digest of everything that the data follow from."""
    return _digest(SOURCES, repr(registry))


def _digest(sources: Iterable[str], more: str = "") -> str:
    digest = hashlib.sha256(more.encode())
    for source in sources:
        path = ROOT / source
        for file in sorted(path.rglob("*") if path.is_dir() else [path]):
            if file.suffix in {".py", ".sql", ".txt"}:
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _make(server: psycopg.Connection, name: str, like: str = "template1") -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    names = map(sql.Identifier, (name, like))
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def _migrate(target: str) -> None:
    """In a process of its own, since this one is connected to another database."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, env={**os.environ, "DATABASE_URL": url(target)}, check=True)


def url(conninfo: str) -> str:
    """The same as DATABASE_URL; a folder with a socket is written as a host."""
    parts = {key: quote(str(value), safe="") for key, value in conninfo_to_dict(conninfo).items()}
    account = parts.get("user", "") + (f":{parts['password']}" if parts.get("password") else "")
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"postgresql://{account}@{parts.get('host', '')}{port}/{parts['dbname']}"
