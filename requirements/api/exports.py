"""How does a program take a whole list at once: as documents, as a table, as a workbook?"""

import io
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from requirements import documents, exchange
from requirements.api import questions
from requirements.api.answers import tag, unchanged, validated
from requirements.api.excerpts import excerpts
from requirements.api.pages import Page, Pages
from requirements.api.problems import Problem, bad_parameters
from requirements.api.questions import Question
from requirements.api.reading import Reading
from requirements.documents import stamp

NDJSON = "application/x-ndjson"
# Documents read at once for a stream: some megabytes at most, however much there is in all.
WINDOW = 500

Windows = Iterator[list[bytes]]


class Whole(Reading, ABC):
    """All records that a list would page through, in one answer that is of one publication."""

    kinds = tuple(documents.TYPES)
    filtered = True
    parameters = questions.EXCERPT
    name = ""

    def costs(self, request: HttpRequest) -> Sequence[str]:
        return *super().costs(request), "exports"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        question = questions.read(request, self.kinds, self.parameters)
        etag = tag(question.moment, request.get_full_path())
        if response := unchanged(request, etag, question.moment):
            return response
        pages = question.pinned()
        self.check(pages, request)
        response = HttpResponse() if request.method == "HEAD" else self.body(question, _windows(question, pages))
        response.headers["Content-Type"] = self.media_type
        response.headers["Content-Disposition"] = f'attachment; filename="{self.name}"'
        # A file of documents has no place for it; `changes` goes on from here.
        response.headers["As-Of"] = stamp(question.moment)
        return validated(response, etag, question.moment)

    def check(self, pages: Pages, request: HttpRequest) -> None:
        """A search ends at its best candidates; what is missing at the end of a file nobody would notice."""
        if pages.selection.text and not (total := pages.selection.total()).exact:
            sentence = _("More than %(number)s records match; an export must be complete: narrow it.")
            raise bad_parameters({"q": [sentence % {"number": total.number}]}, request.GET)

    @abstractmethod
    def body(self, question: Question, windows: Windows) -> HttpResponseBase:
        """The answer with the documents as they are written in this kind of file."""


def _windows(question: Question, pages: Pages) -> Windows:
    """The documents, a window at a time. Nothing stays open in the database while the client is slow.

    The first is read before the answer begins, so that a database that is away is still an error.
    """
    return _following(question, pages, pages.after((), WINDOW))


def _following(question: Question, pages: Pages, page: Page) -> Windows:
    yield excerpts(page.bodies, question.excerpt)
    while page.last:
        page = pages.after(page.last, WINDOW)
        yield excerpts(page.bodies, question.excerpt)


class Export(Whole):
    """All published records, one document a line, as of the moment at which the export began."""

    answers = "lines"
    media_type = NDJSON
    name = "export.ndjson"

    def body(self, question: Question, windows: Windows) -> HttpResponseBase:
        return StreamingHttpResponse(b"\n".join([*window, b""]) for window in windows)


class Table(Whole):
    """All published records as a table (CSV): a row for each, and below it one for each of its parts.

    The columns are those that records of these kinds may have, or the `fields` that are asked for.
    """

    answers = "table"
    media_type = exchange.format_named("csv").media_type
    name = "export.csv"

    def body(self, question: Question, windows: Windows) -> HttpResponseBase:
        kinds = question.pages.selection.chosen.get("kind", self.kinds)
        fields = question.excerpt.fields if question.excerpt else ()
        return StreamingHttpResponse(exchange.csv_lines(windows, kinds, fields))


class Workbook(Whole):
    """Published records as a workbook (XLSX) with a sheet for each kind of record and of part; no more than are made
    while a client waits.
    """

    answers = "workbook"
    media_type = exchange.format_named("xlsx").media_type
    name = "export.xlsx"

    def check(self, pages: Pages, request: HttpRequest) -> None:
        super().check(pages, request)
        if pages.selection.total().number > settings.WORKBOOK_RECORD_LIMIT:
            sentence = _("A workbook holds at most %(limit)s records: narrow it, or take export.csv.")
            raise Problem(400, sentence % {"limit": settings.WORKBOOK_RECORD_LIMIT})

    def body(self, question: Question, windows: Windows) -> HttpResponseBase:
        file = io.BytesIO()
        try:
            exchange.write((body for window in windows for body in window), exchange.format_named("xlsx"), file)
        except exchange.TooLarge as error:
            raise Problem(400, str(error)) from error
        return HttpResponse(file.getvalue())
