"""How does an operator export what is published?"""

import contextlib
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.http import QueryDict

from requirements import documents, exchange, filters
from requirements.management.files import replacing
from requirements.models import Edition


class Command(BaseCommand):
    help = "Exports the editions in force, in the order of their identifiers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        formats = [form.name for form in exchange.FORMATS if form.write]
        parser.add_argument("--format", required=True, choices=formats)
        parser.add_argument(
            "--kind", action="append", choices=list(documents.TYPES), help="this kind only; may be repeated"
        )
        parser.add_argument(
            "--filter",
            metavar="NAME=VALUE",
            action="append",
            default=[],
            help="as in the address of a list: building_block=identity, q=consent; may be repeated",
        )
        parser.add_argument("--output", type=Path, help="a file, replaced when all is written (standard output)")

    def handle(self, *, kind: list[str] | None, output: Path | None, **options: Any) -> None:
        editions = chosen(options["filter"], kind or list(documents.TYPES))
        try:
            with replacing(output) if output else contextlib.nullcontext(sys.stdout.buffer) as stream:
                number = exchange.export(editions, exchange.format_named(options["format"]), stream)
        except OSError as error:
            raise CommandError(f"Nothing was exported: {error}.") from error
        if output:
            self.stdout.write(f"{number} documents in {output}")


def chosen(wanted: list[str], kinds: list[str]) -> QuerySet[Edition]:
    """The editions that a list with these filters shows, all of them, by identifier."""
    query = QueryDict(mutable=True)
    for one in wanted:
        name, _, value = one.partition("=")
        query.appendlist(name, value)
    try:
        return filters.select(query, kinds).editions.order_by("identifier")
    except filters.Invalid as refusal:
        told = [f"{name}: {' '.join(map(str, reasons))}" for name, reasons in refusal.problems.items()]
        raise CommandError("\n".join(told), returncode=2) from refusal
