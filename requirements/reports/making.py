"""Which reports are there, and in which media?"""

from collections.abc import Callable, Mapping
from typing import IO

from django.utils.translation import override

from requirements.models import GapAnalysis
from requirements.reports import mandates, needs, tsag_gaps
from requirements.reports.document import Document
from requirements.reports.front import Occasion
from requirements.reports.writers import docx, html, pdf

Build = Callable[[GapAnalysis, str, Occasion], Document]
Write = Callable[[Document, IO[bytes]], None]

REPORTS: Mapping[str, Build] = {"tsag-gaps": tsag_gaps.build, "needs": needs.build, "mandates": mandates.build}
WRITERS: Mapping[str, Write] = {"docx": docx.write, "pdf": pdf.write, "html": html.write}


def build(name: str, run: GapAnalysis, language: str, occasion: Occasion | None = None) -> Document:
    """The report as of the run's moment: the same run gives the same report."""
    return REPORTS[name](run, language, occasion or Occasion())


def render(document: Document, medium: str, stream: IO[bytes]) -> None:
    """Write the document as a file, labels in its own language. ReportError says why that can't be."""
    with override(document.language.code):
        WRITERS[medium](document, stream)
