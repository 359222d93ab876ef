"""How are processes that share an embedded PostgreSQL tried? A test has a HOME and starts programs on it."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dpi_registry.embedded_postgres import EmbeddedPostgresError, places, server

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = sysconfig.get_path("purelib")
# What a test's program finds: Django on its HOME, with a pool if it is told "pool", `sql()` and `say()`.
PRELUDE = """
import os, signal, sys, time
from django.apps import apps
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

OPTIONS = {"pool": {"min_size": 1, "max_size": 4, "timeout": 5}} if "pool" in sys.argv else {}
DATABASE = {"ENGINE": "dpi_registry.embedded_postgres", "NAME": "registry", "OPTIONS": OPTIONS}
DATABASE |= {"HOME": os.environ["DPI_DATA_DIR"], "CONN_HEALTH_CHECKS": True}
settings.configure(DATABASES={"default": DATABASE})
apps.populate(())

def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0] if cursor.description else None

def say(*words):
    os.write(1, f"{' '.join(map(str, words))}\\n".encode())
"""


class Home:
    """A HOME, the programs that a test starts on it, and what lives there. `python` and `account` run the programs."""

    prelude = PRELUDE

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "pg18"
        self.python = sys.executable
        self.packages = PACKAGES
        self.account: pwd.struct_passwd | None = None
        self.programs: list[subprocess.Popen[str]] = []

    def start(self, program: str, *arguments: str) -> subprocess.Popen[str]:
        """Start `program`, with pipes for what it says, its errors, and its input."""
        process = subprocess.Popen(
            # Django leaves its connections to the end of the process.
            [self.python, "-Werror", "-Wignore:<psycopg", "-c", PRELUDE + program, *arguments],
            cwd="/",
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **self.identity,
        )
        self.programs.append(process)
        return process

    @property
    def environment(self) -> dict[str, str]:
        path = f"{PROJECT}:{self.packages}"
        return os.environ | {"DPI_DATA_DIR": str(self.folder), "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}

    @property
    def identity(self) -> dict[str, Any]:
        account = self.account
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}

    def run(self, program: str, *arguments: str) -> str:
        """Return what `program` says; it must end well and without a warning."""
        said, errors = self.start(program, *arguments).communicate(timeout=180)
        assert errors == ""
        assert self.programs[-1].returncode == 0
        return said.strip()

    def refusal(self) -> str:
        """Return why this process can't use the server."""
        with pytest.raises(EmbeddedPostgresError) as caught:
            server.server_in(str(self.folder)).ensure_running("registry")
        return str(caught.value)

    @property
    def postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    @property
    def processes(self) -> set[int]:
        """The numbers of all processes of PostgreSQL here, initdb's too: they work inside HOME, the programs do not."""
        found = set()
        for link in Path("/proc").glob("[0-9]*/cwd"):
            with contextlib.suppress(OSError):
                if link.readlink().is_relative_to(self.data.parent):
                    found.add(int(link.parent.name))
        return found

    @property
    def starts(self) -> int:
        return (self.data.parent / "log").read_text().count("starting PostgreSQL")

    def kill(self, *pids: int) -> None:
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def eventually(self, condition: Callable[[], Any], seconds: float = 60) -> None:
        """Wait until `condition` holds; fail if it does not in time."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "It did not come true in time."
            time.sleep(0.01)

    def clear(self) -> None:
        """End everything here, and remove what lies outside the folder."""
        for program in self.programs:
            program.kill()
            with program:
                pass
        self.kill(*self.processes)
        self.eventually(lambda: not self.processes)
        shelter, address = self.data.parent, places.address_of(self.data.parent / "run")
        for elsewhere in {shelter, address.parent} - {self.folder}:
            shutil.rmtree(elsewhere, ignore_errors=True)


@pytest.fixture
def place() -> Iterator[Path]:
    """A short folder that other accounts can pass through; pytest's own is neither."""
    folder = Path(tempfile.mkdtemp(prefix="dpi-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def home_in() -> Iterator[Callable[[Path], Home]]:
    """Make a Home of any folder; at the end nothing of it is left."""
    homes: list[Home] = []

    def make(folder: Path) -> Home:
        homes.append(Home(folder))
        return homes[-1]

    yield make
    for home in homes:
        home.clear()


@pytest.fixture
def fresh(place: Path, home_in: Callable[[Path], Home]) -> Home:
    """A HOME that does not exist yet."""
    return home_in(place / "var")


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A folder `var` where PostgreSQL was made and stopped, with an empty table `rows`."""
    folder = Path(tempfile.mkdtemp(prefix="dpi-", dir="/tmp"))
    folder.chmod(0o711)
    home = Home(folder / "var")
    try:
        home.run("sql('create table rows (id int primary key)')")
        yield home.folder
    finally:
        home.clear()
        shutil.rmtree(folder)


@pytest.fixture
def home(made: Path, home_in: Callable[[Path], Home]) -> Home:
    """A HOME with a stopped server, shared by tests that leave it as it was."""
    (made / "log").unlink()
    return home_in(made)


@pytest.fixture
def victim(made: Path, place: Path, home_in: Callable[[Path], Home]) -> Home:
    """A copy of `home` for a test that does harm to it."""
    subprocess.run(["cp", "-a", made, place], check=True)
    (place / "var" / "log").unlink()
    return home_in(place / "var")
