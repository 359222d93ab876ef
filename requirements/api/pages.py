"""How is one page of a list read, so that the pages together are the list as it was when its first page was read?

Every order ends with the identifier, so the keys of the last row say where the next page begins. Later pages look for
their editions at two places: among the current ones, and among those that have ended since; each by its own index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from requirements.api.rows import Row, Statement, compiled, rows, window
from requirements.catalogue import Total
from requirements.filters import ORDERINGS, Selection
from requirements.models import Clock, Edition

# So many records that match filters are sorted sooner than looked for among all in their order.
FEW = 2_000


@dataclass(frozen=True)
class Page:
    """Stored documents, and the keys of the last one if there are more after it."""

    bodies: list[bytes]
    last: Row | None


def cut(found: list[Row], size: int) -> Page:
    """A page of the rows (keys, body), of which there is one too many if more follow."""
    last = found[size - 1][:-1] if len(found) > size else None
    return Page([row[-1] for row in found[:size]], last)


@dataclass(frozen=True)
class Pages:
    """A selection to be read page by page; the catalogue's statements are compiled once for all pages."""

    selection: Selection

    def newest(self, size: int, total: Total) -> tuple[Page, int]:
        """The first page of the present, and the version of the catalogue: one statement, so of one snapshot."""
        sql, params = window(self._parts, self._order, (), size + 1, few=self._are_few(total))
        clock = Clock._meta.db_table
        version = f"SELECT clock.version, page.* FROM {clock} clock LEFT JOIN LATERAL ({sql}) page ON true"  # noqa: S608
        found = rows(version, params, prepare=self._recurs)
        return cut([row[1:] for row in found if row[-1] is not None], size), found[0][0]

    def after(self, keys: Sequence[Any], size: int, total: Total | None = None) -> Page:
        """The page after some keys, or with none the first, as of the selection's moment. One query."""
        sql, params = window(self._parts, self._order, keys, size + 1, few=self._are_few(total))
        return cut(rows(sql, params, prepare=self._recurs), size)

    @property
    def _recurs(self) -> bool | None:
        """A search is never prepared: planned without its words, it would read them anew for every candidate, which
        takes ten times as long.
        """
        return False if self.selection.text else None

    def _are_few(self, total: Total | None) -> bool:
        """Whether the records are best found before they are put in order; candidates of a search always are."""
        if self.selection.text:
            return True
        return bool(self.selection.chosen) and total is not None and total.number <= FEW

    @property
    def _order(self) -> Sequence[str]:
        return ORDERINGS[self.selection.ordering]

    @cached_property
    def _parts(self) -> list[Statement]:
        """The selection in parts that an index serves each, not yet in order; the last column is the document."""
        keys = [name.removeprefix("-") for name in self._order]
        return [compiled(part.order_by().values_list(*keys, "body")) for part in self._branches()]

    def _branches(self) -> list[QuerySet[Edition]]:
        editions, moment = self.selection.editions, self.selection.moment
        # A search has few candidates and needs no index.
        if moment is None or self.selection.text:
            return [editions]
        return [editions.filter(ended_at__isnull=True), editions.filter(ended_at__gt=moment)]
