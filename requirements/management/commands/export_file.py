"""How does an operator export what is published?"""

import contextlib
import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from requirements import catalogue, documents, exchange


class Command(BaseCommand):
    help = "Exports the editions in force, in the order of their identifiers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        formats = [form.name for form in exchange.FORMATS if form.write]
        parser.add_argument("--format", required=True, choices=formats)
        parser.add_argument(
            "--kind", action="append", choices=list(documents.TYPES), help="this kind only; may be repeated"
        )
        parser.add_argument("--output", type=Path, help="a file, replaced when all is written (standard output)")

    def handle(self, *, kind: list[str] | None, output: Path | None, **options: Any) -> None:
        editions = catalogue.in_force(*kind or []).order_by("identifier")
        try:
            with replacing(output) if output else contextlib.nullcontext(sys.stdout.buffer) as stream:
                number = exchange.export(editions, exchange.format_named(options["format"]), stream)
        except OSError as error:
            raise CommandError(f"Nothing was exported: {error}.") from error
        if output:
            self.stdout.write(f"{number} documents in {output}")


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when it is whole; a failure leaves what was there."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with open(handle, "wb") as stream:
            yield stream
        os.chmod(draft, 0o644)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
