"""How does an operator get a workbook to begin with?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from requirements import documents, exchange
from requirements.languages import CODES, DEFAULT


class Command(BaseCommand):
    help = "Writes a workbook for records of a kind, with lists to choose from and a sheet of help."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", required=True, choices=list(documents.TYPES))
        parser.add_argument("--language", default=DEFAULT, choices=CODES, help="of the help")
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *, kind: str, language: str, output: Path, **options: Any) -> None:
        try:
            with translation.override(language), output.open("wb") as stream:
                exchange.write_template(kind, stream)
        except OSError as error:
            raise CommandError(f"Nothing was written: {error}.") from error
