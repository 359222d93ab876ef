"""Which rows are on a page, and which other pages are there?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from requirements import filters
from requirements.catalogue import Total
from requirements.filters import Invalid, Selection

# Beyond that a reader is better served by a filter, and a script by the API's cursors.
DEEPEST = 1_000
# Neighbors of the present page that are linked.
AROUND = 2


def page_number(query: QueryDict) -> int:
    """The page asked for; Invalid unless it is a whole number from 1 to DEEPEST."""
    typed = query.get("page") or "1"
    if not re.fullmatch("[0-9]{1,6}", typed) or not 1 <= int(typed) <= DEEPEST:
        raise Invalid({"page": [_("Pages are numbered from 1 to %(deepest)s.") % {"deepest": DEEPEST}]})
    return int(typed)


@dataclass(frozen=True)
class Paging:
    """The present page of a list of `total` rows, and the addresses of others."""

    number: int
    total: Total
    query: QueryDict
    size: int = settings.PAGE_SIZE

    @property
    def rows(self) -> slice:
        return slice((self.number - 1) * self.size, self.number * self.size)

    @property
    def first(self) -> int:
        return self.rows.start + 1

    @property
    def last(self) -> int:
        return min(self.rows.stop, self.total.number)

    @property
    def pages(self) -> int:
        return min(-(-self.total.number // self.size), DEEPEST)

    @property
    def links(self) -> Iterator[tuple[int, str]]:
        """(number, address) of the first, the last and those around the present page; 0 stands for a gap."""
        before = 0
        for number in range(1, self.pages + 1):
            if number in (1, self.pages) or abs(number - self.number) <= AROUND:
                if number > before + 1:
                    yield 0, ""
                yield number, self.address(number)
                before = number

    @property
    def previous(self) -> str:
        return self.address(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self.address(self.number + 1) if self.number < self.pages else ""

    def address(self, number: int) -> str:
        query = self.query.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"


@dataclass(frozen=True)
class Asked:
    """What a query string asks for: a selection and a page of it."""

    selection: Selection
    number: int


def read(query: QueryDict, kinds: Sequence[str], language: str) -> Asked:
    """Invalid with everything that the query string asks wrongly."""
    problems: dict[str, list[str]] = {}
    number, selection = 1, None
    try:
        number = page_number(query)
    except Invalid as error:
        problems |= error.problems
    try:
        selection = filters.select(query, kinds, language, ignore=("page",))
    except Invalid as error:
        problems |= error.problems
    if selection is None or problems:
        raise Invalid(problems)
    return Asked(selection, number)
