"""How are the servers run? All alike: gunicorn, the same processes and threads, the same database."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from requirements.management.benchmarks.databases import url

PROCESSES, THREADS = 2, 2
READY_WITHIN = 60
REGISTRY = "dpi_registry.wsgi"
LIMITS = "requirements.management.benchmarks.limits"
# One key for all processes, since they sign cursors for one another; static files are not asked for.
QUIET = {"SECRET_KEY": secrets.token_hex(), "PYTHONWARNINGS": "ignore"}
# The client is one address. Its requests are counted as anybody's, up to a limit that it does not reach.
PATIENT = {f"API_{what}_PER_MINUTE": "1000000000" for what in ("REQUESTS", "SEARCHES", "EXPORTS")}


@dataclass(frozen=True)
class Server:
    """A running server."""

    base: str
    process: int


@contextlib.contextmanager
def serving(application: str, conninfo: str, probe: str) -> Iterator[Server]:
    """A server of this WSGI module on the database, ready when `probe` is answered, ended with the block."""
    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    command += ["--workers", str(PROCESSES), "--threads", str(THREADS), "--log-level", "warning"]
    told = {"DATABASE_URL": url(conninfo), "BASE_URL": base, "DEBUG": "", "DPI_PROCESS": "web", **QUIET, **PATIENT}
    process = subprocess.Popen(command, env={**os.environ, **told}, cwd=settings.BASE_DIR, start_new_session=True)
    try:
        _wait_for(base + probe, process)
        yield Server(base, process.pid)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(address, timeout=READY_WITHIN).close()  # noqa: S310
            return
        time.sleep(0.1)
    raise RuntimeError(f"{address} is not answered.")
