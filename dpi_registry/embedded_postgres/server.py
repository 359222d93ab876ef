"""How is one PostgreSQL started, shared by many processes, and stopped after the last of them, whatever dies how?

All of it is one folder, HOME:

    pg18/          the data directory, named after the major version
    run/           the server's socket; nothing listens on TCP
    log            what the server says
    start.lock     held by whoever starts or stops the server
    users.lock     shared by the processes that use the server, each as long as it lives
    server.lock    held by the server and its children, as long as one of them lives

The kernel drops the locks (`flock`) of a process that dies, however it dies. So three questions that process numbers in
files answer wrongly after a crash have an exact answer: may I start or stop the server (start.lock), does anybody use
it (users.lock), is anything of it alive (server.lock)? The data directory and the socket are closed to other accounts;
that is all the authentication there is.

As root, HOME stays root's; `pg18` and `run` belong to `nobody`, who runs the server. Where `nobody` can't get to HOME,
all of it is kept in `places.SHELTER`, and a link in HOME tells where.
"""

import atexit
import contextlib
import fcntl
import functools
import logging
import shutil
import subprocess
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from . import EmbeddedPostgresError, places
from .places import DATA, MAJOR, locked, own_folder, point, private_file

PORT = "5432"
# The superuser's name in the database; no password, see above.
ROLE = "dpi_registry"
SETTINGS = (
    "listen_addresses=",
    "unix_socket_directories=../run",
    "unix_socket_permissions=0700",
    "timezone=UTC",
    # Parallel plans need /dev/shm, of which containers have little.
    "max_parallel_workers_per_gather=0",
)
# Seconds to wait for another process, or for the server, which may have to recover from a crash.
PATIENCE = 60
ATTEMPTS = 3

logger = logging.getLogger(__name__)


@functools.cache
def server_in(folder: str) -> "Server":
    """Return this process's one Server for HOME `folder`. Starts and creates nothing."""
    return Server(folder)


class Server:
    """PostgreSQL in one folder, as one process sees it: get it from `server_in`."""

    def __init__(self, folder: str) -> None:
        self.account = places.server_account()
        self.asked = places.absolute(folder)
        self.home = places.home_for(self.asked, self.account)
        self.data = self.home / DATA
        # The folder of the socket, as clients name it.
        self.address = places.address_of(self.home / "run")
        self._socket = self.address / f".s.PGSQL.{PORT}"
        self._databases: set[str] = set()
        self._users: IO[str] | None = None

    def ensure_running(self, database: str) -> bytes:
        """Count this process as a user of a server that takes connections and has `database`; start what is missing.

        Returns what tells this start of the server from every other. Costs a few system calls if all is well. A forked
        child shares its parent's place among the users, and keeps it when the parent ends.
        """
        if database in self._databases and self._socket.exists() and (start := self._ready()):
            return start
        try:
            own_folder(self.home, 0o711 if self.account else 0o700)
            with self._alone():
                self._join()
                self._prepare_folders()
                self._bring_up()
                self._create(database)
            return self._ready()
        except OSError as error:
            raise EmbeddedPostgresError(
                f"The embedded PostgreSQL can't use {self.home}: {error}. "
                "Choose another folder with DPI_DATA_DIR, or another server with DATABASE_URL."
            ) from error

    def leave(self) -> None:
        """Give up this process's place among the users, when it ends; the last to do so stops the server."""
        if self._users is None:
            return
        self._users.close()
        self._users = None
        with contextlib.suppress(FileNotFoundError), self._alone(), private_file(self.home / "users.lock") as users:
            if locked(users, fcntl.LOCK_EX) and self._is_alive():
                self._stop()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep all other processes and threads from starting or stopping the server."""
        deadline = time.monotonic() + PATIENCE
        with private_file(self.home / "start.lock") as lock:
            while not locked(lock, fcntl.LOCK_EX):
                if time.monotonic() > deadline:
                    raise self._failure(f"Another process has been starting or stopping it for {PATIENCE} seconds.")
                time.sleep(0.02)
            try:
                yield
            finally:
                # Closing is not enough: a child that another thread forked meanwhile has a copy.
                fcntl.flock(lock, fcntl.LOCK_UN)

    def _join(self) -> None:
        if self._users is None:
            self._users = private_file(self.home / "users.lock")
            fcntl.flock(self._users, fcntl.LOCK_SH)
            atexit.register(self.leave)

    def _prepare_folders(self) -> None:
        own_folder(self.home / "run", account=self.account)
        if self.address.parent != self.home:
            point(self.address, self.home / "run")
        if self.home != self.asked:
            point(self.asked / DATA, self.data)

    def _bring_up(self) -> None:
        """Start the server unless it answers; wait while it recovers or stops, or a killed one's children die."""
        deadline, attempts = time.monotonic() + PATIENCE, 0
        while not self._answers():
            alive = self._is_alive()
            if time.monotonic() > deadline or (attempts == ATTEMPTS and not alive):
                raise self._failure(f"It does not answer after {attempts} starts.")
            if not alive:
                self._start()
                attempts += 1
            elif self._ready() and not self._socket.exists():
                self._stop()
            time.sleep(0.02)

    def _answers(self) -> bool:
        """Whether the server takes connections, even if all are in use at the moment."""
        return PGconn.ping(self._conninfo().encode()) == Ping.OK

    def _is_alive(self) -> bool:
        """Whether the server, a child that it left behind, or an initdb is running."""
        with private_file(self.home / "server.lock") as lock:
            return not locked(lock, fcntl.LOCK_SH)

    def _ready(self) -> bytes:
        """Return postmaster.pid of a server that is alive and says in it that it takes connections, else nothing."""
        with contextlib.suppress(OSError):
            start = (self.data / "postmaster.pid").read_bytes()
            # The children of a killed server outlive it for a moment, in which a pool would get stuck.
            if start.rstrip().endswith(b"\nready") and self._is_alive() and places.executes(int(start.split()[0])):
                return start
        return b""

    def _start(self) -> None:
        """Start the server, without waiting for it, on a data directory that is made if need be."""
        self._refuse_other_major()
        with private_file(self.home / "server.lock") as lock, private_file(self.home / "log") as log:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.data.exists():
                self._initialize(lock)
            self._forget_dead_server()
            # The shell ends at once, so the server is nobody's child and leaves no zombie; it reads none of the names.
            launch = ("sh", "-c", '"$@" &', "sh", self._program("postgres"), "-D", DATA)
            self._run(*launch, *(f"-c{setting}" for setting in SETTINGS), lock=lock, stdout=log)

    def _refuse_other_major(self) -> None:
        """Neither touch the data of another version nor begin an empty registry beside it."""
        found = {file.parent: file.read_text().strip() for file in self.home.glob("pg*/PG_VERSION")}
        if found and found.get(self.data) != MAJOR:
            folder, major = next(iter(found.items()))
            raise EmbeddedPostgresError(
                f"{folder} was made by PostgreSQL {major}, this release of the registry brings {MAJOR}. Start the "
                f"release that made it and write the data to a file with pg_dump; then move {folder} elsewhere, start "
                "this release and read the file with `manage.py dbshell`."
            )

    def _initialize(self, lock: IO[str]) -> None:
        """Make the data directory, whole or not at all: a killed initdb leaves `initdb.tmp`, which the next removes."""
        draft = self.home / "initdb.tmp"
        shutil.rmtree(draft, ignore_errors=True)
        own_folder(draft, account=self.account)
        logger.info("Making the database in %s", self.data)
        # There is no ICU in the wheel; this built-in locale knows upper and lower case in every script.
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST")
        # The settings too, so that a server started by hand with pg_ctl is found.
        options = ("--auth=trust", f"--username={ROLE}", *locale, *(f"--set={setting}" for setting in SETTINGS))
        result = self._run(self._program("initdb"), "-D", draft.name, *options, lock=lock, stdout=subprocess.PIPE)
        if result.returncode:
            raise self._failure(f"initdb says: {result.stdout}")
        draft.rename(self.data)

    def _forget_dead_server(self) -> None:
        """Remove the process numbers a killed server left: by now they may be another's, and PostgreSQL would refuse.

        Nothing of it is alive, says server.lock. Were that wrong, PostgreSQL would find its shared memory in use.
        """
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.home / "run" / f"{self._socket.name}.lock").unlink(missing_ok=True)

    def _stop(self) -> None:
        self._run(self._program("pg_ctl"), "-D", DATA, "-m", "fast", "stop", stdout=subprocess.DEVNULL)

    def _create(self, database: str) -> None:
        with psycopg.connect(self._conninfo(), autocommit=True) as connection:
            if not connection.execute("select from pg_database where datname = %s", [database]).rowcount:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(database)))
        self._databases.add(database)

    def _conninfo(self) -> str:
        return make_conninfo(host=str(self.address), port=PORT, user=ROLE, dbname="postgres", connect_timeout=5)

    @functools.cached_property
    def _programs(self) -> Path:
        return places.programs_for(self.account, self.home)

    def _program(self, name: str) -> str:
        return str(self._programs / name)

    def _run(self, *command: str, lock: IO[str] | None = None, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a program as the server's account, in HOME, where relative paths need no quoting; it inherits `lock`."""
        descriptors = [lock.fileno()] if lock else []
        return places.run(self.account, *command, cwd=self.home, pass_fds=descriptors, **options)

    def _failure(self, what: str) -> EmbeddedPostgresError:
        with private_file(self.home / "log") as log:
            log.seek(0)
            tail = "".join(deque(log, maxlen=15))
        return EmbeddedPostgresError(f"The embedded PostgreSQL in {self.home}: {what} The end of its log:\n{tail}")
