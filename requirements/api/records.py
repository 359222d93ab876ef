"""What does one published record answer: its current edition, any earlier one, and all of them?"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from requirements import catalogue, documents
from requirements.api import parameters, rows
from requirements.api.answers import absolute, send, stored_tag, tag, unchanged
from requirements.api.excerpts import Excerpt
from requirements.api.problems import Mistakes, Problem, not_found
from requirements.api.reading import Reading
from requirements.api.rows import Row, Stored
from requirements.documents import stamp


def identifier_of(name: str, kinds: Sequence[str]) -> str:
    """The identifier that a name in an address stands for; a reference record may go without its family."""
    if set(kinds) <= documents.REFERENCE_TYPES.keys() and ":" not in name:
        return f"{kinds[0]}:{name}"
    return name


def check_kind(identifier: str, kinds: Sequence[str]) -> None:
    """404 for what no record of these kinds can be called; no query."""
    try:
        kind = documents.kind_of(identifier)
    except ValueError:
        kind = ""
    if kind not in kinds:
        raise not_found(identifier)


class Record(Reading):
    """What is asked about one record of some kinds."""

    parameters: Sequence[str] = ("as_of", "lang", "fields")
    answers = "document"

    def identifier(self, name: str) -> str:
        identifier = identifier_of(name, self.kinds)
        check_kind(identifier, self.kinds)
        return identifier

    def asked(self, request: HttpRequest) -> tuple[Excerpt | None, datetime | None]:
        """What `lang`, `fields` and `as_of` ask for; a Problem with all mistakes otherwise."""
        if not request.META["QUERY_STRING"]:
            return None, None
        mistakes: Mistakes = {}
        parameters.check_names(request.GET, self.parameters, mistakes)
        excerpt = parameters.excerpt(request.GET, self.kinds, mistakes)
        moment = parameters.moment("as_of", request.GET, mistakes)
        parameters.refuse(mistakes, request.GET)
        return excerpt, moment

    def document(self, request: HttpRequest, stored: Stored, excerpt: Excerpt | None) -> HttpResponseBase:
        """One edition, in full or cut down; identifier and number say which state of it this is."""
        edition = (stored.identifier, stored.number)
        etag = tag(*edition, excerpt.language, sorted(excerpt.fields)) if excerpt else stored_tag(*edition)
        if response := unchanged(request, etag, stored.published_at):
            return response
        body = excerpt.of(stored.body) if excerpt else stored.body
        return send(body, etag, stored.published_at)


class Detail(Record):
    """The current edition of a record, or the one of a moment; withdrawn ones too, which say so."""

    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        excerpt, moment = self.asked(request)
        identifier = self.identifier(name)
        stored = current_or_at(moment, identifier)
        if stored is None:
            raise never(identifier, moment)
        return self.document(request, stored, excerpt)


def current_or_at(moment: datetime | None, identifier: str) -> Stored | None:
    """The current edition of a record, or the one of a moment if one is given; None if there is none. One query."""
    return rows.first(catalogue.as_of(moment).filter(identifier=identifier)) if moment else rows.current(identifier)


def never(identifier: str, moment: datetime | None) -> Problem:
    """404 for a record that was never published, or not yet at the moment."""
    if moment is None:
        return not_found(identifier)
    sentence = _("“%(name)s” was not in the registry at %(moment)s.")
    return Problem(404, sentence % {"name": identifier[:100], "moment": stamp(moment)})


class Edition(Record):
    """One edition of a record; it never changes."""

    parameters = ("lang", "fields")

    def get(self, request: HttpRequest, name: str, number: int) -> HttpResponseBase:
        excerpt, _moment = self.asked(request)
        identifier = self.identifier(name)
        # Past the range of the column nothing was ever published.
        stored = rows.first(catalogue.editions_of(identifier).filter(number=number)) if number < 2**31 else None
        if stored is None:
            raise Problem(404, _("“%(name)s” has no edition %(number)s.") % {"name": identifier, "number": number})
        return self.document(request, stored, excerpt)


class Editions(Record):
    """All editions of a record, the latest first: what each is and where it is."""

    parameters = ("as_of",)
    answers = "editions"

    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        _excerpt, moment = self.asked(request)
        identifier = self.identifier(name)
        editions = catalogue.editions_of(identifier)
        if moment:
            editions = editions.filter(published_at__lte=moment)
        found = list(editions.values_list("number", "published_at", "ended_at", "sha256", "body"))
        if not found:
            raise never(identifier, moment)
        latest = found[0]
        etag = tag(identifier, latest[0], "editions", moment)
        if response := unchanged(request, etag, latest[1]):
            return response
        results = [_told(request.path, moment, edition) for edition in found]
        body = documents.canonical({"identifier": identifier, "count": len(results), "results": results})
        return send(body, etag, latest[1])


def _told(address: str, moment: datetime | None, edition: Row) -> dict[str, Any]:
    """What an edition says of itself, when it ended as far as the moment knows, and its address."""
    number, published, ended, sha256, body = edition
    envelope: dict[str, Any] = json.loads(bytes(body))[documents.ENVELOPE]
    known = ended and (moment is None or ended <= moment)
    return {
        "number": number,
        "published_at": stamp(published),
        "ended_at": stamp(ended) if known else None,
        "standing": envelope["standing"],
        "reason": envelope["reason"],
        "successor": envelope["successor"],
        "sha256": sha256,
        "url": absolute(f"{address}{number}/"),
    }
