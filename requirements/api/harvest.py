"""How does a machine that has taken everything take what is new?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from requirements import catalogue, documents
from requirements.api import cursors, parameters, questions
from requirements.api.answers import of_moment
from requirements.api.cursors import EPOCH, Cursor
from requirements.api.excerpts import Excerpt, excerpts
from requirements.api.pages import Page, cut
from requirements.api.problems import Mistakes
from requirements.api.reading import Reading
from requirements.api.rows import clock, compiled, rows, window
from requirements.catalogue import Total
from requirements.models import Clock, Edition

ALL_KINDS = tuple(documents.TYPES)


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
