"""What does a query string ask of a list, and what is the answer?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from requirements import catalogue, filters
from requirements.api import cursors, parameters
from requirements.api.cursors import Cursor
from requirements.api.excerpts import Excerpt
from requirements.api.pages import Page, Pages
from requirements.api.problems import Mistakes
from requirements.api.rows import clock
from requirements.catalogue import Total
from requirements.documents import stamp
from requirements.languages import DEFAULT
from requirements.models import Clock

PAGING = ("page_size", "cursor")
EXCERPT = ("lang", "fields")
LIST = (*PAGING, *EXCERPT)


@dataclass(frozen=True)
class Question:
    """Which records are asked for, cut down how, and from where. `now` is when it was asked."""

    query: QueryDict
    kinds: Sequence[str]
    pages: Pages
    excerpt: Excerpt | None
    size: int
    cursor: Cursor | None
    now: Clock

    @property
    def moment(self) -> datetime:
        """The moment that the answer is of: the last publication, unless an earlier one was asked for."""
        return self.pages.selection.moment or self.now.at

    @property
    def asked(self) -> str:
        """The same for all who ask the same, in whatever order their query strings say it."""
        said = sorted((name, value) for name, values in self.query.lists() for value in values)
        return f"{self.moment} {','.join(self.kinds)} {urlencode(said)}"

    def pinned(self) -> Pages:
        """The pages as of their moment: they stay what they are while others publish."""
        return self.pages if self.pages.selection.moment else _prepare(self.query, self.kinds, self.now, self.now.at)


def read(request: HttpRequest, kinds: Sequence[str], own: Collection[str]) -> Question:
    """What the query string asks for; a Problem that names every mistake in it otherwise.

    `own` are the parameters that the endpoint has besides the filters. One query, two if a filter names a record.
    """
    mistakes: Mistakes = {}
    query, now = request.GET, clock()
    size = parameters.page_size(query, mistakes)
    excerpt = parameters.excerpt(query, kinds, mistakes)
    cursor = cursors.read(request, mistakes)
    asked = parameters.moment("as_of", query, mistakes)
    # Never later than the last publication, since a later one may still change the answer.
    moment = cursor.moment if cursor else asked and min(asked, now.at)
    try:
        found = _prepare(query, kinds, now, moment, own)
    except filters.Invalid as error:
        mistakes |= error.problems
    parameters.refuse(mistakes, query)
    return Question(query, kinds, found, excerpt, size, cursor, now)


def _prepare(
    query: QueryDict, kinds: Sequence[str], now: Clock, moment: datetime | None, own: Collection[str] = LIST
) -> Pages:
    """The selection that site and API share, as of the moment if one is given."""
    query = query.copy()
    if moment:
        query["as_of"] = stamp(moment)
    # Where a page begins and ends is no part of the selection.
    for name in set(PAGING) & set(own):
        query.pop(name, None)
    prepared = _searched if query.get("q") else _prepared
    return prepared(query.urlencode(), tuple(kinds), tuple(own), catalogue.version(now))


def _pages(query: str, kinds: tuple[str, ...], own: tuple[str, ...], _version: catalogue.Version) -> Pages:
    """What a query string means, the same until the next publication; finding out costs as much as reading a page."""
    params = QueryDict(query)
    return Pages(filters.select(params, kinds, params.get("lang", DEFAULT), ignore=own))


_prepared = lru_cache(maxsize=512)(_pages)
# With a search its matches are kept, which may be two megabytes.
_searched = lru_cache(maxsize=32)(_pages)


def forget() -> None:
    """Find out anew next time: after the catalogue went back in time, as a rolled back test does."""
    _prepared.cache_clear()
    _searched.cache_clear()


@dataclass(frozen=True)
class Answer:
    """A page, and how many records there are in all."""

    page: Page
    total: Total


def answer(question: Question) -> Answer:
    """The page that is asked for. At most three queries."""
    pages, cursor = question.pages, question.cursor
    if cursor:
        return Answer(pages.after(cursor.keys, question.size, cursor.total), cursor.total)
    if pages.selection.moment is None:
        total = pages.selection.total(question.now)
        page, version = pages.newest(question.size, total)
        if version == question.now.version:
            return Answer(page, total)
        # Somebody published in between, so that page and total may not agree.
        pages = question.pinned()
    total = pages.selection.total()
    return Answer(pages.after((), question.size, total), total)
