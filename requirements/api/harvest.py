"""How does a machine take everything, and afterwards only what is new?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from requirements import catalogue, documents
from requirements.api import cursors, parameters, questions
from requirements.api.answers import of_moment, stamp, tag, unchanged, validated
from requirements.api.cursors import EPOCH, Cursor
from requirements.api.excerpts import Excerpt, excerpts
from requirements.api.pages import Page, Pages, cut
from requirements.api.problems import Mistakes, bad_parameters
from requirements.api.questions import Question
from requirements.api.reading import Reading
from requirements.api.rows import clock, compiled, rows, window
from requirements.catalogue import Total
from requirements.models import Clock, Edition

NDJSON = "application/x-ndjson"
ALL_KINDS = tuple(documents.TYPES)
# Documents read at once for a stream: some megabytes at most, however much there is in all.
WINDOW = 500


class Export(Reading):
    """All published records, one document a line, as of the moment at which the export began."""

    kinds = ALL_KINDS
    filtered = True
    parameters = questions.EXCERPT
    answers = "lines"

    def costs(self, request: HttpRequest) -> Sequence[str]:
        return *super().costs(request), "exports"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        question = questions.read(request, self.kinds, self.parameters)
        etag = tag(question.moment, request.get_full_path())
        if response := unchanged(request, etag, question.moment):
            return response
        pages = question.pinned()
        _check_complete(pages, request)
        # Read before the answer begins, so that a database that is away is still an error.
        first = pages.after((), WINDOW)
        response = HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(_lines(question, pages, first))
        response.headers["Content-Type"] = NDJSON
        response.headers["Content-Disposition"] = 'attachment; filename="export.ndjson"'
        # A stream of documents has no place for it; `changes` goes on from here.
        response.headers["As-Of"] = stamp(question.moment)
        return validated(response, etag, question.moment)


def _check_complete(pages: Pages, request: HttpRequest) -> None:
    """A search ends at its best candidates; what is missing at the end of a file nobody would notice."""
    if pages.selection.text and not (total := pages.selection.total()).exact:
        sentence = _("More than %(number)s records match; an export must be complete: narrow it.")
        raise bad_parameters({"q": [sentence % {"number": total.number}]}, request.GET)


def _lines(question: Question, pages: Pages, page: Page) -> Iterator[bytes]:
    """The documents, a window at a time. Nothing stays open in the database while the client is slow."""
    yield _window(question, page)
    while page.last:
        page = pages.after(page.last, WINDOW)
        yield _window(question, page)


def _window(question: Question, page: Page) -> bytes:
    return b"\n".join([*excerpts(page.bodies, question.excerpt), b""])


@dataclass(frozen=True)
class News:
    """The editions published after one moment, up to another."""

    since: datetime
    moment: datetime
    kinds: Sequence[str]
    excerpt: Excerpt | None
    size: int
    cursor: Cursor | None

    @property
    def editions(self) -> QuerySet[Edition]:
        return catalogue.changes(self.since, *self.kinds).filter(published_at__lte=self.moment)

    def page(self) -> Page:
        """In the order of publication. One query."""
        editions = compiled(self.editions.order_by().values_list("published_at", "id", "body"))
        after = self.cursor.keys if self.cursor else ()
        return cut(rows(*window([editions], ("published_at", "id"), after, self.size + 1)), self.size)

    def total(self) -> Total:
        return Total(self.editions.count())


class Changes(Reading):
    """Every edition published after a moment, whatever its standing, in the order of publication.

    The answer's `as_of` is the next question's `since`; so a harvester misses nothing and takes nothing twice.
    """

    kinds = ALL_KINDS
    parameters = ("since", "kind", *questions.PAGING, *questions.EXCERPT)
    answers = "documents"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        news = _read(request, clock(), self.parameters)
        return of_moment(request, news.moment, lambda: _told(request, news))


def _told(request: HttpRequest, news: News) -> bytes:
    total = news.cursor.total if news.cursor else news.total()
    page = news.page()
    return cursors.page(request, excerpts(page.bodies, news.excerpt), total, news.moment, page.last)


def _read(request: HttpRequest, now: Clock, known: Sequence[str]) -> News:
    """What the query string asks for; a Problem that names every mistake in it otherwise."""
    query = request.GET
    mistakes: Mistakes = {}
    parameters.check_names(query, known, mistakes)
    kinds = parameters.any_of("kind", ALL_KINDS, query, mistakes)
    cursor = cursors.read(request, mistakes)
    news = News(
        since=parameters.moment("since", query, mistakes) or EPOCH,
        moment=cursor.moment if cursor else now.at,
        kinds=kinds,
        excerpt=parameters.excerpt(query, kinds or ALL_KINDS, mistakes),
        size=parameters.page_size(query, mistakes),
        cursor=cursor,
    )
    parameters.refuse(mistakes, query)
    return news
