"""Is everything in order? `manage.py test` runs lint, import contracts, types and every test."""

import argparse
import os
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

ROOT = Path(__file__).resolve().parents[3]
# Tests have a data folder of their own beside the one of `demo`.
ENVIRONMENT = {"DPI_DATA_DIR": str(ROOT / "var" / "test"), **os.environ}
CORES = str(max(2, os.cpu_count() or 2))
PYTEST = [sys.executable, "-m", "pytest"]
# What --all adds: tests marked slow, with time to finish, and many more examples of each property.
ALL = ["-m", "", "-o", "faulthandler_timeout=1800", "--hypothesis-profile=thorough"]
PARTS = {
    "lint": [sys.executable, "-m", "ruff", "check"],
    "format": [sys.executable, "-m", "ruff", "format", "--check"],
    "contracts": [str(Path(sysconfig.get_path("scripts"), "lint-imports")), "--no-logo"],
    "types": [sys.executable, "-m", "mypy"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "tests": [*PYTEST, "-n", CORES, "--dist", "worksteal"],
}


class Command(BaseCommand):
    """Takes the place of Django's own `test`. Opens no database connection: the parts are processes of their own."""

    help = "Runs lint, import contracts, types and every test. With arguments, runs pytest alone with these arguments."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: object) -> Any:
        """Without Django's own options: all but --all goes to pytest, `-v` too."""
        parser = argparse.ArgumentParser(
            prog=f"{Path(prog_name).name} {subcommand}", description=self.help, allow_abbrev=False
        )
        parser.add_argument("--all", action="store_true", help="run the tests marked slow, too")
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        options, selection = self.create_parser(argv[0], argv[1]).parse_known_args(argv[2:])
        more = ALL if options.all else []
        sys.exit(run([*PYTEST, *more, *selection]) if selection else run_all(more))


def run_all(more: list[str]) -> int:
    """Run every part, whatever became of those before it; the exit code is that of the first that failed."""
    results = {}
    for name, command in PARTS.items():
        print(f"\n{name}", flush=True)
        started = time.monotonic()
        code = run([*command, *more] if name == "tests" else command)
        results[name] = (code, time.monotonic() - started)
    print()
    for name, (code, seconds) in results.items():
        print(f"{name:<12}{'failed' if code else 'passed'}{seconds:8.1f} s")
    return next((code for code, _ in results.values() if code), 0)


def run(command: list[str]) -> int:
    return subprocess.call(command, cwd=ROOT, env=ENVIRONMENT)
