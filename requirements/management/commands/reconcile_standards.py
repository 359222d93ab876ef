"""Which standards of the registry are meant in a column of free text?"""

import contextlib
import csv
import io
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from requirements import reconciling
from requirements.formulas import guarded
from requirements.management.files import replacing
from requirements.reconciling import LONGEST_READ, NoColumn, ReconcilingError

USAGE_ERROR = 2
STANDARD_INPUT = Path("-")


class Command(BaseCommand):
    help = (
        "Sets each text of a CSV column beside the standards of the registry: a row for each candidate, or one empty."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "input",
            type=Path,
            help="a CSV file in UTF-8 with a header, separated by commas, semicolons or tabs; - is standard input",
        )
        parser.add_argument("--column", default="text", help="the column that holds the texts (text)")
        parser.add_argument("--output", type=Path, help="a CSV file, replaced when all is written (standard output)")

    def handle(self, *, input: Path, column: str, output: Path | None, **options: Any) -> None:
        texts = column_in(input, column)
        if long := sum(len(text) > LONGEST_READ for text in texts):
            self.stderr.write(f"Of {long} texts the first {LONGEST_READ} characters are read.")
        known = reconciling.standards_file()
        found = reconciling.answered(known, tqdm(texts, unit=" texts", disable=None, leave=False))
        table = written(row for one in found for row in one.rows)
        if output is None:
            self.stdout.write(table, ending="")
            return
        try:
            with replacing(output) as target:
                target.write(table.encode())
        except OSError as error:
            raise CommandError(f"Nothing was written: {error}.") from error
        sure = sum(one.is_sure for one in found)
        self.stderr.write(f"{len(found)} texts, {sure} of them sure, in {output}")


def column_in(path: Path, column: str) -> list[str]:
    """The texts of the column, one for each row; they are all read before anything is written."""
    try:
        with opened(path) as lines:
            return list(reconciling.column_of(lines, column))
    except NoColumn as refusal:
        raise CommandError(str(refusal), returncode=USAGE_ERROR) from refusal
    except (OSError, ReconcilingError) as refusal:
        raise CommandError(f"{path} cannot be read: {refusal}") from refusal


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Iterable[str]]:
    """The lines of a file as they are, without the mark that some programs begin one with."""
    with contextlib.ExitStack() as stack:
        binary = sys.stdin.buffer if path == STANDARD_INPUT else stack.enter_context(path.open("rb"))
        lines = io.TextIOWrapper(binary, encoding="utf-8-sig", newline="")
        yield lines
        lines.detach()


def written(rows: Iterable[Iterable[str | int]]) -> str:
    """The table as CSV, in which no spreadsheet finds a formula."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(reconciling.COLUMNS)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return target.getvalue()
