#!/usr/bin/env python3
"""How is the registry run on a machine that has only Python? `python3 manage.py demo` and every other Django command.

Where Django can be imported this is an ordinary manage.py. On a bare Python it first builds `.venv` from lock.txt, then
runs itself again inside. It therefore uses the standard library alone, and parses under old Pythons to refuse them.
"""

import argparse
import contextlib
import fcntl
import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "lock.txt"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Written when all is installed: an environment whose stamp is missing or differs is built anew.
STAMP = VENV / "lock.sha256"

if sys.version_info < (3, 11):
    sys.exit("The registry needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpi_registry.settings")
    try:
        if find_spec("django") is None:
            run_inside_environment()
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


def run_inside_environment() -> None:
    """Become the same command inside `.venv`; exit codes and signals are then Django's own."""
    if Path(sys.prefix) == VENV:
        # Inside and yet without Django: made by hand, or its Python was replaced. Whatever the stamp says, it is wrong.
        STAMP.unlink(missing_ok=True)
    with one_at_a_time():
        wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
        if not (PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted):
            if sys.argv[1:2] == ["demo"]:
                refuse_occupied_port(sys.argv[2:])
            install(make_environment())
            STAMP.write_text(wanted)
    os.execv(PYTHON, [str(PYTHON), *sys.orig_argv[1:]])


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep other processes from building here; pip inherits the lock, so it holds until even an orphaned pip ends."""
    folder = os.open(ROOT, os.O_RDONLY)
    os.set_inheritable(folder, True)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another process that prepares .venv", flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def refuse_occupied_port(arguments: list[str]) -> None:
    """Say now, and not after a minute of installing, that `demo` cannot listen there."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default=8000, type=int)
    options, _ = parser.parse_known_args(arguments)
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        socket.create_server((options.host, options.port), family=family).close()
    except (OSError, OverflowError) as error:
        reason = str(getattr(error, "strerror", error)).partition(" (")[0]
        sys.exit(f"Cannot listen on {options.host}:{options.port} ({reason}). Choose another with --port.")


def make_environment() -> list[str]:
    """Make an empty `.venv`, whatever was there before, and return the pip command that installs into it."""
    own_pip = find_spec("ensurepip") is not None
    if find_spec("venv") is None or not (own_pip or find_spec("pip")):
        package = "python{}.{}-venv".format(*sys.version_info)
        sys.exit(f"This Python cannot make virtual environments: install the package {package} and run this again.")
    options = ["--clear"] if own_pip else ["--clear", "--without-pip"]
    if subprocess.call([sys.executable, "-m", "venv", *options, str(VENV)], close_fds=False):
        sys.exit(f"{VENV} could not be made.")
    return [str(PYTHON), "-m", "pip"] if own_pip else [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def install(pip: list[str]) -> None:
    """Install lock.txt, wheels only: building from source would run tools that no hash vouches for."""
    print("Installing into .venv (about a minute, once)", flush=True)
    options = ["--require-hashes", "--only-binary=:all:", "--no-input", "--disable-pip-version-check"]
    command = [*pip, "install", *options, "-r", str(LOCK)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, close_fds=False)
    lines = follow(process.stdout)
    if process.wait():
        sys.exit("".join(lines[-15:]) + "The installation failed; the next run begins it again.")


def follow(output: Iterable[str]) -> list[str]:
    """Show in one line of the terminal how far pip is, and return all that it said."""
    total = sum(line[:1].isalpha() for line in LOCK.read_text().splitlines())
    lines, done = [], 0
    for line in output:
        lines.append(line)
        done += line.startswith(("Collecting ", "Processing ", "Ignoring "))
        if sys.stdout.isatty():
            print("\r\033[K" + f"{done} of {total}: {line.strip()}"[:79], end="", flush=True)
    print("\n" if sys.stdout.isatty() else "", end="", flush=True)
    return lines


if __name__ == "__main__":
    main()
