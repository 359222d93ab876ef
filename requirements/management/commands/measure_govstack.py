"""How many of the requirements that GovStack's specifications mark are found, and with the right level?"""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from requirements.exchange.formats.govstack import measuring

# What has to be reached: of what is marked, of what is read, of the levels.
RECALL, PRECISION, LEVELS = 0.97, 0.97, 0.99


class Command(BaseCommand):
    help = "Sets what the GovStack reader finds beside the levels marked in the same files; fails below its aims."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that holds specifications, each in a folder of its own")

    def handle(self, *, folder: Path, **options: Any) -> None:
        rows = list(measuring.measure(sorted(path for path in folder.iterdir() if path.is_dir())))
        for row in rows:
            self.stdout.write(f"{row.marked:5} {row.read:5} {row.borne_out:5} {row.levels_right:5}  {row.file}")
        marked, read, borne_out, right = (_sum(rows, name) for name in ("marked", "read", "borne_out", "levels_right"))
        if not borne_out:
            raise CommandError("No marked requirement was found.")
        recall, precision, levels = borne_out / marked, borne_out / read, right / borne_out
        self.stdout.write(
            f"{marked} marked, {read} read: recall {recall:.1%}, precision {precision:.1%}, levels {levels:.1%}"
        )
        if recall < RECALL or precision < PRECISION or levels < LEVELS:
            raise CommandError(f"Below the aims: {RECALL:.0%}, {PRECISION:.0%}, {LEVELS:.0%}.")


def _sum(rows: Sequence[measuring.Measured], name: str) -> int:
    return sum(getattr(row, name) for row in rows)
