"""How does somebody take the whole registry where there is no network?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from tqdm import tqdm

from requirements.languages import CODES
from requirements.management.offline.edition import build


class Command(BaseCommand):
    help = (
        "Writes a ZIP of the whole registry in one language: pages with a search that work from a disk, CSV and JSON."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", choices=CODES, help="the language of the pages")
        parser.add_argument(
            "--output", type=Path, required=True, help="the file to write; one that is there is replaced"
        )

    def handle(self, *, language: str, output: Path, **options: Any) -> None:
        # Pages speak the language, and name their static files by their hashes.
        call_command("compile_catalogues", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not output.parent.is_dir():
            raise CommandError(f"There is no folder {output.parent}.")
        with tqdm(desc="Writing", unit=" pages", disable=None, leave=False) as bar:
            pages = build(language, output, bar.update)
        self.stdout.write(f"{pages} pages, {output.stat().st_size / 1e6:.1f} MB: {output}")
