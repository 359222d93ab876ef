"""How does an operator take an import back?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from requirements import exchange, permissions
from requirements.management.commands.import_file import USAGE_ERROR, account, add_language, bar, printable
from requirements.models import Import


class Command(BaseCommand):
    help = "Undoes an import as a whole: every record is as it was before, or nothing is changed and it is said why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="the number of the import, as `import_file` has told it")
        parser.add_argument("--by", metavar="NAME", help="the person who undoes it; else the operator of this machine")
        add_language(parser)

    def handle(self, *, number: int, by: str | None, language: str, **options: Any) -> None:
        with translation.override(language):
            self.undo(number, by)

    def undo(self, number: int, by: str | None) -> None:
        person = account(by) if by else None
        done = Import.objects.filter(pk=number).first()
        if done is None:
            raise CommandError(f"There is no import {number}.", returncode=USAGE_ERROR)
        try:
            with bar("Undoing") as progress:
                undone = exchange.undo(done, by=person, progress=progress)
        except exchange.NotUndone as refusal:
            for obstacle in refusal.params.get("obstacles", ()):
                self.stdout.write(printable(f"{obstacle.identifier}: {exchange.sentence(obstacle.problem)}"))
            raise CommandError(str(refusal)) from refusal
        except (exchange.ExchangeError, permissions.NotPermitted) as error:
            raise CommandError(f"Nothing was undone. {error}") from error
        self.stdout.write(f"{len(undone)} records are as they were before.")
