"""How does an operator import files?"""

import contextlib
import shutil
import sys
import tempfile
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from tqdm import tqdm

from requirements import exchange, permissions, workflow
from requirements.exchange import Format, Outcome, Plan, PlannedRecord, Progress, Question
from requirements.languages import CODES, DEFAULT
from requirements.models import User

USAGE_ERROR = 2
STANDARD_INPUT = Path("-")


class Command(BaseCommand):
    help = "Imports files: drafts are made or changed, all or none. The last line counts what became of the records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        formats = [form.name for form in exchange.FORMATS]
        parser.add_argument("--format", required=True, choices=formats, help="what the files are")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument(
            "--answer",
            metavar="KEY=VALUE",
            action="append",
            type=answer,
            default=[],
            help="the answer to a question of the format, as --dry-run shows them; may be repeated",
        )
        parser.add_argument("--by", metavar="NAME", help="the person who imports; else the operator of this machine")
        add_language(parser)
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="file, folder or ZIP archive; - is standard input"
        )

    def handle(self, *, language: str, **options: Any) -> None:
        with translation.override(language):
            self.bring(**options)

    def bring(self, *, paths: Sequence[Path], dry_run: bool, by: str | None, **options: Any) -> None:
        """Read the files, say what would become of their records, and write them unless that was only asked."""
        person = account(by) if by else None
        form, answers = exchange.format_named(options["format"]), dict(options["answer"])
        try:
            with readable(paths, form) as found:
                if dry_run:
                    self.ask(exchange.questions(found, form), answers)
                with bar("Reading") as progress:
                    plan = exchange.preview(found, form, answers=answers, progress=progress)
                self.tell(plan, everything=options["verbosity"] > 1, planned=dry_run)
                for news in exchange.editions_news(plan):
                    self.stdout.write(printable(str(news)))
                if not dry_run:
                    with bar("Writing") as progress:
                        done = exchange.apply(plan, by=person, progress=progress).done
                    if done:
                        self.stderr.write(f"Import {done.pk}: `undo_import {done.pk}` takes it back.")
        except (exchange.ExchangeError, permissions.NotPermitted, workflow.Incomplete) as error:
            raise CommandError(f"Nothing was imported. {printable(str(error))}") from error
        self.stdout.write(plan.summary)
        if len(plan.records) == plan.counts[Outcome.REJECTED]:
            raise CommandError("Nothing was found to import.")

    def ask(self, questions: Sequence[Question], answers: Mapping[str, str]) -> None:
        """The questions of the format with their answers, and what else could be answered."""
        for question in questions:
            others = ", ".join(value for value, _label in question.choices)
            said = f"{question.key}={answers.get(question.key, question.proposed)}  ({question.label}: {others})"
            self.stdout.write(printable(said))

    def tell(self, plan: Plan, *, everything: bool, planned: bool) -> None:
        """What needs a person always; what is planned if it is not done at once; what stays as it is on demand."""
        shown = {Outcome.CONFLICTING, Outcome.REJECTED, Outcome.DROPPED}
        shown |= {Outcome.NEW, Outcome.CHANGED} if planned else set()
        for record in plan.records:
            if everything or record.outcome in shown or record.is_doubtful:
                self.stdout.write("\n".join(map(printable, lines(record))))


def add_language(parser: ArgumentParser) -> None:
    parser.add_argument("--language", choices=CODES, default=DEFAULT, help="the language of reasons (en)")


def answer(written: str) -> tuple[str, str]:
    key, found, value = written.partition("=")
    if not found:
        raise ArgumentTypeError("write KEY=VALUE")
    return key, value


def account(name: str) -> User:
    person = User.objects.filter(username=name, is_active=True).first()
    if person is None:
        raise CommandError(f"There is no active account “{name}”.", returncode=USAGE_ERROR)
    return person


@contextlib.contextmanager
def readable(paths: Sequence[Path], form: Format) -> Iterator[Sequence[Path]]:
    """The paths with standard input put into a file, since a reader may look at it more than once."""
    if list(paths) != [STANDARD_INPUT]:
        yield paths
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, f"stdin{form.suffixes[0]}")
        with copy.open("wb") as target:
            shutil.copyfileobj(sys.stdin.buffer, target)
        yield [copy]


@contextlib.contextmanager
def bar(title: str) -> Iterator[Progress]:
    """A progress bar, on a terminal only; elsewhere nobody hears the progress."""
    with tqdm(desc=title, unit=" records", disable=None, leave=False) as shown:
        if shown.disable:
            yield exchange.unheard
            return

        def progress(done: int, total: int) -> None:
            shown.total = total or None
            shown.update(done - shown.n)

        yield progress


def lines(record: PlannedRecord) -> Iterator[str]:
    """`spec/6.md:40: changed REQ-1001 Consent is revocable`, and below it what changes, or why it does not."""
    named = " ".join(filter(None, [record.outcome, record.identifier, record.title or record.key]))
    place = exchange.place_in_words(record.place)
    told = [exchange.sentence(problem) for problem in record.problems]
    if record.outcome is Outcome.REJECTED:
        yield f"{place}: {record.outcome}: {' '.join(told)}"
        return
    yield f"{place}: {named}"
    yield from (f"    {sentence}" for sentence in told)
    for change in record.changes:
        yield f"    {'.'.join(change.path)}: {brief(change.before)} → {brief(change.after)}"


def brief(value: Any) -> str:
    """A value in half a line."""
    text = "" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def printable(text: str) -> str:
    """Text of unknown origin without what would move a terminal's cursor or cannot be encoded."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
