"""Which standards of the registry are meant in a column of free text?"""

import contextlib
import csv
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from requirements import reconciling
from requirements.formulas import guarded
from requirements.reconciling import StandardsFile

COLUMNS = ("text", "standard", "designation", "score", "accepted", "reason", "said")


class Command(BaseCommand):
    help = (
        "Sets each text of a CSV column beside the standards of the registry: a row for each candidate, or one empty."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("input", type=Path, help="a CSV file in UTF-8 with a header; - is standard input")
        parser.add_argument("--column", default="text", help="the column that holds the texts (text)")
        parser.add_argument("--output", type=Path, help="a CSV file (standard output)")

    def handle(self, *, input: Path, column: str, output: Path | None, **options: Any) -> None:
        known = reconciling.standards_file()
        with self.opened(input) as source, contextlib.ExitStack() as stack:
            target = stack.enter_context(output.open("w", newline="", encoding="utf-8")) if output else self.stdout
            writer = csv.writer(target, lineterminator="\n")
            writer.writerow(COLUMNS)
            for text in self.texts(source, column):
                writer.writerows(rows(known, text))

    @contextlib.contextmanager
    def opened(self, path: Path) -> Iterator[IO[str]]:
        if path == Path("-"):
            yield sys.stdin
            return
        try:
            with path.open(newline="", encoding="utf-8-sig") as source:
                yield source
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} cannot be read: {error}.") from error

    def texts(self, source: IO[str], column: str) -> Iterator[str]:
        lines = csv.DictReader(source)
        if column not in (lines.fieldnames or ()):
            raise CommandError(f"There is no column “{column}”.")
        try:
            yield from (line[column] or "" for line in lines)
        except csv.Error as error:
            raise CommandError(f"Line {lines.line_num}: {error}.") from error


def rows(known: StandardsFile, text: str) -> Iterable[tuple[object, ...]]:
    said = guarded(text)
    found = [
        (
            said,
            candidate.standard,
            candidate.designation,
            candidate.score,
            "yes" if candidate.is_accepted else "no",
            candidate.reason.value,
            candidate.said,
        )
        for candidate in known.reconcile(text)
    ]
    return found or [(said, *[""] * (len(COLUMNS) - 1))]
