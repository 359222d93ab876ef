"""What is handed in at a meeting? Writes a report on a run of the gap analysis, in a language, as a file."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from requirements import gap_analysis, reports
from requirements.languages import CODES, DEFAULT
from requirements.models import GapAnalysis


class Command(BaseCommand):
    help = "Writes a report on a run of the gap analysis as DOCX, PDF or HTML. The same run gives the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("name", choices=sorted(reports.REPORTS))
        add("--language", choices=CODES, default=DEFAULT)
        add("--medium", choices=sorted(reports.WRITERS), default="docx")
        add("--run", help="the number of the run (the last one published)")
        add("--number", default="", help="the number of the document at the meeting")
        add("--meeting", default="", help="place and days of the meeting")
        add("--contact", default="", help="who answers questions")
        add("--output", type=Path, help="the file (standard output)")

    def handle(self, *, name: str, language: str, medium: str, output: Path | None, **options: Any) -> None:
        occasion = reports.Occasion(options["number"], options["meeting"], options["contact"])
        document = reports.build(name, _run(options["run"]), language, occasion)
        try:
            if output is None:
                reports.render(document, medium, sys.stdout.buffer)
            else:
                with output.open("wb") as stream:
                    reports.render(document, medium, stream)
        except (reports.ReportError, OSError) as error:
            raise CommandError(str(error)) from error


def _run(number: str | None) -> GapAnalysis:
    run = GapAnalysis.objects.filter(number=number).first() if number else gap_analysis.latest()
    if run is None:
        told = f"There is no run {number}." if number else "No run is published: make one with analyse_gaps --publish."
        raise CommandError(told)
    return run
