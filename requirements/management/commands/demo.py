"""How does a newcomer see the registry running? Everything from an empty folder to an open page, in one command."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections

from requirements import gap_analysis
from requirements.models import User

READY_WITHIN = 60
STOP_WITHIN = 10
# Seconds between two looks whether all still runs.
WATCH_EVERY = 1
# So many seconds are between two starts of a worker that ends each time.
AGAIN_AFTER = 30
WEB_PROCESSES, WEB_THREADS = 2, 4


class Command(BaseCommand):
    help = "Prepares the database, loads the corpus, starts the worker and serves the registry until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        refuse_occupied(host, port)
        keep_secret_key()
        password = None
        for number, (title, step) in enumerate(STEPS, start=1):
            self.stdout.write(f"[{number}/{len(STEPS)}] {title} …")
            password = step(self) or password
        connections.close_all()
        lines, told = commands(host, port), environment(host, port)
        with running(lines, told) as children:
            wait_until_ready(f"http://{visible(host)}:{port}/readyz", children)
            self.stdout.write(self.style.SUCCESS(greeting(f"http://{visible(host)}:{port}", password)))
            watch(children, lines, told)
        self.stdout.write("Stopped. The data is kept; the same command starts again in seconds.")


def refuse_occupied(host: str, port: int) -> None:
    """Say so before anything is prepared, rather than after."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({error.strerror}). Choose another with --port."
            ) from error


def keep_secret_key() -> None:
    """A random key in the data folder, so that sessions outlive a restart; SECRET_KEY in the environment wins."""
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        handle = os.open(settings.DATA_DIR / "secret_key", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))


def migrate(command: BaseCommand) -> None:
    call_command("migrate", verbosity=0)


def compile_messages(command: BaseCommand) -> None:
    call_command("compile_catalogues", verbosity=0)


def collect_static(command: BaseCommand) -> None:
    """Compressing takes half a minute, so it is done when a file has come or changed since."""
    collected = settings.STATIC_ROOT / "staticfiles.json"
    newest = max(
        Path(storage.path(name)).stat().st_mtime for finder in get_finders() for name, storage in finder.list([])
    )
    if not collected.exists() or collected.stat().st_mtime < newest:
        call_command("collectstatic", interactive=False, verbosity=0)


def load_corpus(command: BaseCommand) -> None:
    call_command("load_corpus", stdout=command.stdout)


def recheck(command: BaseCommand) -> None:
    call_command("recheck", stdout=command.stdout)


def look_for_gaps(command: BaseCommand) -> None:
    """A first run of the gap analysis, so that its pages have something to say; later ones are the staff's."""
    if gap_analysis.latest() is None:
        call_command("analyse_gaps", "--publish", stdout=StringIO())


def make_account(command: BaseCommand) -> str | None:
    """The password of a new staff account, or None if there is an administrator already."""
    if User.objects.filter(is_superuser=True).exists():
        return None
    password = secrets.token_urlsafe(12)
    User.objects.create_superuser("admin", password=password)
    return password


STEPS: list[tuple[str, Callable[[BaseCommand], str | None]]] = [
    ("Starting PostgreSQL and preparing the tables", migrate),
    ("Compiling the messages in six languages", compile_messages),
    ("Collecting static files", collect_static),
    ("Loading the corpus", load_corpus),
    ("Checking entries against rules that are new", recheck),
    ("Looking for gaps in the corpus", look_for_gaps),
    ("Looking for a staff account", make_account),
]


def visible(host: str) -> str:
    """The host that a browser on this machine reaches a listening address by."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104


def environment(host: str, port: int) -> dict[str, str]:
    """What the children are told; whatever is set already wins."""
    hosts = {host, visible(host), "127.0.0.1", "localhost", "[::1]"}
    everywhere = host in {"0.0.0.0", "::"}  # noqa: S104
    told = {
        "DJANGO_SETTINGS_MODULE": "dpi_registry.settings",
        "BASE_URL": f"http://{visible(host)}:{port}",
        "ALLOWED_HOSTS": "*" if everywhere else ",".join(sorted(hosts)),
    }
    return {**told, **os.environ}


def commands(host: str, port: int) -> list[list[str]]:
    """The web server and the background worker."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = [sys.executable, "-m", "gunicorn", "dpi_registry.wsgi", "--bind", address, "--log-level", "warning"]
    web += ["--workers", str(WEB_PROCESSES), "--threads", str(WEB_THREADS), "--timeout", "30"]
    # A hundred values of a filter make a long address.
    web += ["--no-control-socket", "--limit-request-line", "8190"]
    worker = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "worker"]
    return [web, worker]


@contextlib.contextmanager
def running(started: list[list[str]], told: dict[str, str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes, each in a group of its own, so that Ctrl-C reaches this one alone, which then ends them."""
    # Both end the children, also where a shell that started this in the background had SIGINT ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.extend(begun(line, told) for line in started)
        yield children
    except KeyboardInterrupt:
        pass
    finally:
        end(children)


def begun(line: list[str], told: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(line, env=told, cwd=settings.BASE_DIR, start_new_session=True)


def end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
    until = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def wait_until_ready(address: str, children: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        refuse_dead(children)
        if answers(address):
            return
        time.sleep(0.2)
    raise CommandError(f"The registry did not become ready within {READY_WITHIN} seconds; see {address}.")


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310
            return True
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def refuse_dead(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is not None:
            line = [str(part) for part in cast(list[str], child.args)]
            raise CommandError(f"{Path(line[3] if '-m' in line else line[2]).name} ended by itself.")


def watch(children: list[subprocess.Popen[bytes]], lines: list[list[str]], told: dict[str, str]) -> None:
    """Wait for Ctrl-C. A web server that ends by itself ends all; a worker that does is started again, and tells which
    job was lost with it.
    """
    web, worker = range(len(lines))
    again = time.monotonic()
    while True:
        refuse_dead([children[web]])
        if children[worker].poll() is not None and time.monotonic() >= again:
            children[worker], again = begun(lines[worker], told), time.monotonic() + AGAIN_AFTER
        time.sleep(WATCH_EVERY)


def greeting(base: str, password: str | None) -> str:
    account = f"\n  staff     user admin, password {password} (shown this once)" if password else ""
    return (
        f"\nThe registry is running. Ctrl-C stops it.\n"
        f"  site      {base}/\n  API       {base}/api/v1/\n  staff     {base}/admin/{account}"
    )
