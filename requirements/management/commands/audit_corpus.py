"""What is in the corpus that ships, or in one in another folder, and is anything wrong with it?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from requirements.exchange import audit, corpus
from requirements.languages import CODES

COLUMNS = ("kind", "records", *CODES, "links", "sources", "to confirm")


class Command(BaseCommand):
    help = "Says what is in the corpus; fails if anything in it lacks source, link or provision, or reads badly."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--directory", type=Path, default=corpus.SHIPPED, help="a folder of NDJSON files (the corpus that ships)"
        )

    def handle(self, *, directory: Path, **options: Any) -> None:
        try:
            documents = corpus.read(directory)
        except corpus.Unreadable as error:
            raise CommandError(str(error)) from error
        for row in rows(audit.table(documents)):
            self.stdout.write(row)
        faults = audit.faults(documents, corpus.different(directory))
        for fault in faults:
            self.stdout.write(f"{fault.identifier}: {fault.reason}")
        if faults:
            raise CommandError(f"{len(faults)} faults in {len(documents)} documents.")
        self.stdout.write(f"{len(documents)} documents, nothing wrong.")


def rows(lines: list[audit.Line]) -> list[str]:
    """The table as aligned text: a heading, a row for each kind."""
    cells = [COLUMNS, *(_cells(line) for line in lines)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(COLUMNS))]
    return ["  ".join(_padded(cell, place, widths[place]) for place, cell in enumerate(row)) for row in cells]


def _cells(line: audit.Line) -> tuple[str, ...]:
    numbers = (line.records, *(line.languages[code] for code in CODES), line.links, line.sources, line.to_confirm)
    return (line.kind, *map(str, numbers))


def _padded(cell: str, place: int, width: int) -> str:
    """Kinds begin in one line, numbers end in one."""
    return cell.ljust(width) if place == 0 else cell.rjust(width)
