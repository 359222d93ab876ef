"""Which provisions of the resolutions ask for what the registry holds?

A provision has no edition of its own: it is a part of the published document of its resolution.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from requirements import catalogue, documents
from requirements.api import cursors, parameters, questions, rows
from requirements.api.answers import absolute, of_moment, send, tag, unchanged
from requirements.api.cursors import Cursor
from requirements.api.excerpts import Excerpt, only
from requirements.api.problems import Mistakes
from requirements.api.reading import Reading
from requirements.api.records import current_or_at, never
from requirements.catalogue import Total
from requirements.choices import Part, Standing
from requirements.languages import BY_CODE

KIND = "provision"
# What is told of a provision besides what its resolution says of it.
ABOUT = ("kind", "resolution", "edition", "entries")
FIELDS = tuple(sorted((*documents.schema("resolution")["$defs"]["Provision"]["properties"], *ABOUT)))


@dataclass(frozen=True)
class Question:
    """The provisions of some resolutions and of some parts of them, of all if none is named, as of a moment."""

    moment: datetime
    resolutions: Sequence[str]
    parts: Sequence[str]
    language: str | None
    fields: frozenset[str]
    size: int
    cursor: Cursor | None

    def found(self) -> list[dict[str, Any]]:
        """All of them, resolution by resolution in the order of each. One query; there are some hundreds at most."""
        editions = catalogue.as_of(self.moment, "resolution").filter(standing=Standing.IN_FORCE)
        if self.resolutions:
            editions = editions.filter(identifier__in=self.resolutions)
        bodies = rows.rows(*rows.compiled(editions.order_by("identifier").values_list("body")))
        found = (one for (body,) in bodies for one in provisions_of(body, self.language))
        return [only(one, self.fields) for one in found if not self.parts or one["part"] in self.parts]


def provisions_of(body: bytes, language: str | None) -> Iterator[dict[str, Any]]:
    """The provisions of a published resolution, each with what it belongs to and where those who serve it are."""
    resolution = Excerpt(language, frozenset()).data(body)
    for part in resolution["provisions"]:
        entries = f"/api/v1/entries/?provision={quote(part['identifier'], safe=':')}"
        yield {
            **part,
            "kind": KIND,
            "resolution": resolution["identifier"],
            "edition": resolution[documents.ENVELOPE],
            "entries": absolute(entries),
        }


class Told(Reading):
    """What is told of provisions."""

    collection = "provisions"

    @classmethod
    def fields(cls, kinds: Sequence[str]) -> Sequence[str]:
        return FIELDS


class Provisions(Told):
    """The provisions of published resolutions, resolution by resolution."""

    parameters = ("resolution", "part", "as_of", *questions.LIST)
    answers = "provisions"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        question = _read(request, self.parameters)
        return of_moment(request, question.moment, lambda: _page(request, question))


def _page(request: HttpRequest, question: Question) -> bytes:
    found = question.found()
    start = question.cursor.keys[0] if question.cursor else 0
    end = start + question.size
    results = [documents.canonical(told) for told in found[start:end]]
    last = (end,) if end < len(found) else None
    return cursors.page(request, results, Total(len(found)), question.moment, last)


def _read(request: HttpRequest, known: Sequence[str]) -> Question:
    """What the query string asks for; a Problem that names every mistake in it otherwise."""
    query, now = request.GET, rows.clock()
    mistakes: Mistakes = {}
    parameters.check_names(query, known, mistakes)
    cursor = cursors.read(request, mistakes)
    moment = parameters.moment("as_of", query, mistakes) or now.at
    question = Question(
        moment=cursor.moment if cursor else min(moment, now.at),
        resolutions=[_with_family(name) for name in parameters.several("resolution", query, mistakes)],
        parts=parameters.any_of("part", Part.values, query, mistakes),
        language=parameters.one_of("lang", BY_CODE, query, mistakes),
        fields=parameters.fields(FIELDS, query, mistakes),
        size=parameters.page_size(query, mistakes),
        cursor=cursor,
    )
    if unknown := set(question.resolutions) - catalogue.published(question.resolutions):
        mistakes["resolution"] = [_("“%(value)s” is not in the registry.") % {"value": min(unknown)[:100]}]
    parameters.refuse(mistakes, query)
    return question


def _with_family(name: str) -> str:
    return name if name.startswith("resolution:") else f"resolution:{name}"


class Provision(Told):
    """One provision, as its resolution states it now or at a moment."""

    parameters = ("as_of", *questions.EXCERPT)
    answers = "provision"

    def get(self, request: HttpRequest, name: str, part: str) -> HttpResponseBase:
        mistakes: Mistakes = {}
        parameters.check_names(request.GET, self.parameters, mistakes)
        moment = parameters.moment("as_of", request.GET, mistakes)
        language = parameters.one_of("lang", BY_CODE, request.GET, mistakes)
        fields = parameters.fields(FIELDS, request.GET, mistakes)
        parameters.refuse(mistakes, request.GET)
        resolution = _with_family(name)
        wanted = f"{resolution}#{part}"
        stored = current_or_at(moment, resolution)
        found = provisions_of(stored.body, language) if stored else ()
        told = next((one for one in found if one["identifier"] == wanted), None)
        if told is None or stored is None:
            raise never(wanted, moment)
        etag, body = tag(wanted, stored.number, language, sorted(fields)), documents.canonical(only(told, fields))
        return unchanged(request, etag, stored.published_at) or send(body, etag, stored.published_at)
