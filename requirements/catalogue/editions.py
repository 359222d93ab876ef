"""Which editions are public: the current ones, those of a moment, those since a moment?"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from requirements.choices import EntryKind, Standing
from requirements.documents import ENVELOPE
from requirements.models import Clock, Edition, EditionLink, Series

ENTRY_KINDS = tuple(EntryKind.values)


def now() -> Clock:
    """The clock: `at` is the last committed stamp, `version` changes with every publication. One query."""
    return Clock.objects.get()


class Version(NamedTuple):
    """Which catalogue it is, as of which publication. What was found by it holds as long as it is the present one."""

    database: str
    number: int
    at: datetime

    @property
    def clock(self) -> Clock:
        return Clock(version=self.number, at=self.at)


def version(clock: Clock) -> Version:
    """By which to keep what was found: the same until the next publication, another in another database."""
    return Version(connection.settings_dict["NAME"], clock.version, clock.at)


def stamp_before(moment: datetime) -> datetime | None:
    """The last stamp at or before a moment, since which nothing was published; None before the first. One query."""
    stamps = Edition.objects.filter(published_at__lte=moment).order_by("-published_at")
    return stamps.values_list("published_at", flat=True).first()


def current(*kinds: str) -> QuerySet[Edition]:
    """The current edition of every record of these kinds (all if none is given), whatever its standing."""
    return _of_kinds(Edition.objects.filter(ended_at__isnull=True), kinds)


def in_force(*kinds: str) -> QuerySet[Edition]:
    """What lists, search, facets, feeds and exports take unless a reader asks for another status."""
    return current(*kinds).filter(standing=Standing.IN_FORCE)


def as_of(moment: datetime, *kinds: str) -> QuerySet[Edition]:
    """The editions that were current at a moment; with a stamp from `now()` the answer never changes."""
    valid = Q(published_at__lte=moment) & (Q(ended_at__isnull=True) | Q(ended_at__gt=moment))
    return _of_kinds(Edition.objects.filter(valid), kinds)


def changes(since: datetime, *kinds: str) -> QuerySet[Edition]:
    """Every edition published after a moment, of any standing, in the order of publication."""
    return _of_kinds(Edition.objects.filter(published_at__gt=since), kinds).order_by("published_at", "id")


def _of_kinds(editions: QuerySet[Edition], kinds: tuple[str, ...]) -> QuerySet[Edition]:
    return editions.filter(kind__in=kinds) if kinds else editions


def current_of(identifier: str) -> Edition | None:
    """The current edition of one record, if it was ever published."""
    return current().filter(identifier=identifier).first()


def editions_of(identifier: str) -> QuerySet[Edition]:
    """All editions of one record, the latest first."""
    return Edition.objects.filter(identifier=identifier).order_by("-number")


def published(names: Iterable[str]) -> set[str]:
    """Which of the names were ever published. A provision is published with its resolution. One query."""
    holders = {name: name.partition("#")[0] for name in names}
    known = set(Series.objects.filter(identifier__in=set(holders.values())).values_list("identifier", flat=True))
    return {name for name, holder in holders.items() if holder in known}


def document(edition: Edition) -> dict[str, Any]:
    """The stored document with its envelope, as plain data."""
    data: dict[str, Any] = json.loads(bytes(edition.body))
    return data


def content(edition: Edition) -> dict[str, Any]:
    """The stored document without its envelope: what publishing compares."""
    return {key: value for key, value in document(edition).items() if key != ENVELOPE}


def titles(identifiers: Iterable[str], language: str) -> dict[str, str]:
    """Identifier → title in the reader's language for what is published, withdrawn or not. One query."""
    rows = current().filter(identifier__in=set(identifiers), texts__language=language)
    return dict(rows.values_list("identifier", "texts__title"))


def linking_to(identifier: str, *relations: str) -> QuerySet[Edition]:
    """The editions in force that name a record, by these relations or by any: the inverse of its links."""
    found = in_force().filter(outgoing__target=identifier)
    return found.filter(outgoing__relation__in=relations) if relations else found


def descendants(identifiers: Iterable[str]) -> set[str]:
    """The identifiers with all those below them, as the `parent` of published documents says. One query."""
    return below(children(), identifiers)


def children() -> dict[str, list[str]]:
    """Identifier → those whose `parent` it is. One query."""
    found: dict[str, list[str]] = {}
    parents = EditionLink.objects.filter(relation="parent", edition__ended_at__isnull=True)
    for child, parent in parents.values_list("edition__identifier", "target"):
        found.setdefault(parent, []).append(child)
    return found


def below(tree: Mapping[str, list[str]], identifiers: Iterable[str]) -> set[str]:
    """The identifiers with all those below them."""
    found, waiting = set(), list(identifiers)
    while waiting:
        if (identifier := waiting.pop()) not in found:
            found.add(identifier)
            waiting += tree.get(identifier, [])
    return found


def send(editions: QuerySet[Edition]) -> Iterator[bytes]:
    """The stored bytes of each edition, in constant memory and without model instances."""
    for (body,) in editions.values_list("body").iterator(chunk_size=500):
        yield bytes(body)
