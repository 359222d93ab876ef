"""How is a whole registry tried that is being killed? A test has its own, with its own database, and looks at it from
outside."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from dpi_registry.embedded_postgres.server import ROLE, Server

PROJECT = Path(__file__).resolve().parents[2]
PROGRAMS = PROJECT / "tests" / "faults" / "programs.py"
DATABASE = "dpi_registry"


class Registry:
    """A registry in a folder, the programs that a test starts on it, and its database as it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = Server(str(folder))
        self.processes: list[subprocess.Popen[str]] = []

    def start(self, *command: str, **more: str) -> subprocess.Popen[str]:
        """Start a Python program of the project, its standard output a pipe, with `more` in its environment."""
        environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DPI_PROCESS")}
        environment |= {"DPI_DATA_DIR": str(self.folder), "PYTHONPATH": str(PROJECT), "SECRET_KEY": "x" * 50, **more}
        environment |= {"API_REQUESTS_PER_MINUTE": "0", "API_SEARCHES_PER_MINUTE": "0", "API_EXPORTS_PER_MINUTE": "0"}
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def program(self, *arguments: str) -> subprocess.Popen[str]:
        return self.start(str(PROGRAMS), *arguments)

    def run(self, *arguments: str) -> list[str]:
        """The lines that a program says; it must end well."""
        process = self.program(*arguments)
        said, _ = process.communicate(timeout=240)
        assert process.returncode == 0
        return said.splitlines()

    def worker(self) -> subprocess.Popen[str]:
        options = ("--interval", "0.1", "--no-startup-delay", "--verbosity", "0")
        return self.start("manage.py", "worker", *options, DPI_PROCESS="worker")

    def sql(self, statement: str) -> list[Any]:
        """The first column of what the database answers, if anything; a server that is down is started for it."""
        self.server.ensure_running(DATABASE)
        with psycopg.connect(host=str(self.server.address), dbname=DATABASE, user=ROLE, autocommit=True) as session:
            answer = session.execute(statement.encode())
            return [row[0] for row in answer.fetchall()] if answer.description else []

    @property
    def postmaster(self) -> int:
        return int((self.server.data / "postmaster.pid").read_text().split()[0])

    def clear(self) -> None:
        """End everything that was started here, a web server's own processes too."""
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            with process:
                pass
        self.server.leave()


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def eventually(condition: Callable[[], Any], seconds: float = 120) -> Any:
    """The first true answer; fails if there is none in time."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, "It did not come true in time."
        time.sleep(0.02)
    return answer


class Site:
    """A registry's web server, as a client sees it."""

    def __init__(self, registry: Registry) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        options = ("--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "4", "--log-level", "critical")
        self.process = registry.start("-m", "gunicorn", "dpi_registry.wsgi", *options, "--no-control-socket")

    def ask(self, address: str) -> tuple[int, str | None]:
        """Status and Retry-After; 0 if the connection was refused or cut off."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return 0, None
        finally:
            connection.close()
        return answer.status, answer.headers["Retry-After"]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the database's account can pass through; pytest's own is closed to others."""
    with folder() as made:
        yield made


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="dpi-", dir="/tmp"))
    made.chmod(0o711)
    try:
        yield made
    finally:
        shutil.rmtree(made)


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """The folder of a registry that is stopped, with tables and one published requirement."""
    with folder() as made:
        registry = Registry(made / "var")
        try:
            registry.run("prepare")
        finally:
            registry.clear()
        yield registry.folder


@pytest.fixture
def registry(prepared: Path, place: Path) -> Iterator[Registry]:
    """A copy of it, for a test that does harm to it."""
    subprocess.run(["cp", "-a", prepared, place], check=True)
    registry = Registry(place / "var")
    try:
        yield registry
    finally:
        registry.clear()


@pytest.fixture
def needs(place: Path) -> Callable[[int], str]:
    """Write a file of so many documents."""

    def write(number: int) -> str:
        path = place / "needs.ndjson"
        path.write_text("".join(f"{json.dumps(need(count))}\n" for count in range(1, number + 1)))
        return str(path)

    return write


def need(number: int) -> dict[str, Any]:
    text = {"en": f"Need {number}"}
    programmes: Sequence[str] = ["programme:dpi"]
    return {"kind": "need", "identifier": f"ND-{number:04}", "title": text, "statement": text, "programmes": programmes}
