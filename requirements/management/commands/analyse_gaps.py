"""Which requirements and aspects lack a standard? Makes a run of the gap analysis and says what it came to."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from requirements import filters, gap_analysis
from requirements.choices import GapState


def pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise ArgumentTypeError(f"{text}: write name=value")
    return name, value


def points(text: str) -> tuple[str, int]:
    name, value = pair(text)
    if not value.isdecimal():
        raise ArgumentTypeError(f"{text}: points are a whole number")
    return name, int(value)


def moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text}: write a moment such as 2026-03-01T00:00:00Z") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class Command(BaseCommand):
    help = (
        "Makes a run of the gap analysis: of everything as it is now, or in a scope, as of a moment, by other weights."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--scope", action="append", type=pair, default=[], metavar="NAME=VALUE", help="a filter; repeatable")
        add("--as-of", type=moment, help="the moment to look at the registry (now)")
        add("--weights", nargs="+", type=points, metavar="FACTOR=POINTS", help="all factors, a hundred points in all")
        add("--publish", action="store_true", help="let everybody read the run, and let gaps live by it")

    def handle(self, *, scope: list[tuple[str, str]], publish: bool, **options: Any) -> None:
        narrowed: dict[str, list[str]] = {}
        for name, value in scope:
            narrowed.setdefault(name, []).append(value)
        weights = dict(options["weights"]) if options["weights"] else None
        try:
            run = gap_analysis.analyse(narrowed, by="registry", weights=weights, moment=options["as_of"])
            if publish:
                gap_analysis.publish(run, by=None)
        except (filters.Invalid, gap_analysis.Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Run {run.number}, as of {run.as_of.isoformat()}, method {run.method}, {run.sha256}")
        for state in GapState:
            self.stdout.write(f"{state}: {run.counts.get(state, 0)}")
        for shift in gap_analysis.sensitivity(run):
            told = ", ".join(shift.new) or "nobody"
            self.stdout.write(f"{shift.factor} at {shift.percent} %: {told} new among the first ten")
