"""Which records does a record name, and which name it?"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet, Value
from django.http import HttpRequest, HttpResponseBase

from requirements import catalogue, documents
from requirements.api import cursors, parameters
from requirements.api.answers import of_moment
from requirements.api.cursors import Cursor
from requirements.api.excerpts import one_language
from requirements.api.problems import Mistakes
from requirements.api.records import Record, never
from requirements.api.relations import DIRECTIONS, known_relations
from requirements.api.rows import Row, Statement, clock, compiled, rows, window
from requirements.catalogue import Total
from requirements.choices import Standing
from requirements.languages import BY_CODE
from requirements.models import Clock, EditionLink

# Counting further would cost more than reading a page.
COUNTED = 10_000


@dataclass(frozen=True)
class Question:
    """The links of one record at a moment, those of a direction and of some relations only if these are given."""

    identifier: str
    moment: datetime
    direction: str | None
    relations: Sequence[str]
    language: str | None
    size: int
    cursor: Cursor | None

    @cached_property
    def links(self) -> Statement:
        """The statement for all of them: place of the direction, relation, identifier of the other record."""
        asked = [self.direction] if self.direction else DIRECTIONS
        parts = [self._part(name).values_list("place", "relation", "other") for name in asked]
        return compiled(parts[0].union(*parts[1:], all=True))

    def _part(self, direction: str) -> QuerySet[Any]:
        links = self._outgoing() if direction == "outgoing" else self._inverse()
        links = links.filter(relation__in=self.relations) if self.relations else links
        return links.annotate(place=Value(DIRECTIONS.index(direction)))

    def _outgoing(self) -> QuerySet[EditionLink]:
        editions = catalogue.as_of(self.moment).filter(identifier=self.identifier)
        return EditionLink.objects.filter(edition__in=editions).annotate(other=F("target"))

    def _inverse(self) -> QuerySet[EditionLink]:
        """Those of others that are in force, to the record or to a provision of it."""
        editions = catalogue.as_of(self.moment).filter(standing=Standing.IN_FORCE)
        links = EditionLink.objects.filter(edition__in=editions, target__in=self._names())
        return links.annotate(other=F("edition__identifier"))

    def _names(self) -> list[str]:
        """The identifier, and for a resolution those of its provisions."""
        if documents.kind_of(self.identifier) != "resolution":
            return [self.identifier]
        resolution = catalogue.as_of(self.moment).get(identifier=self.identifier)
        return [self.identifier, *(part["identifier"] for part in catalogue.document(resolution)["provisions"])]

    def page(self) -> list[Row]:
        """The links of the page, and one more if others follow."""
        after = self.cursor.keys if self.cursor else ()
        return rows(*window([self.links], ("place", "relation", "other"), after, self.size + 1))

    def total(self) -> Total:
        """How many there are; beyond COUNTED, that there are more."""
        sql, params = self.links
        counted = f"SELECT count(*) FROM (SELECT FROM ({sql}) link LIMIT {COUNTED + 1}) counted"  # noqa: S608
        ((number,),) = rows(counted, params)
        return Total(min(number, COUNTED), exact=number <= COUNTED)


class Links(Record):
    """The links of a record as its edition states them, and those of others to it: relation, record and its title."""

    parameters = ("direction", "relation", "as_of", "lang", "page_size", "cursor")
    answers = "links"

    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        question = _read(request, self.identifier(name), clock(), self.parameters)
        return of_moment(request, question.moment, lambda: _page(request, question))


def _page(request: HttpRequest, question: Question) -> bytes:
    if not catalogue.as_of(question.moment).filter(identifier=question.identifier).exists():
        raise never(question.identifier, question.moment if "as_of" in request.GET else None)
    total = question.cursor.total if question.cursor else question.total()
    found = question.page()
    last = found[question.size - 1] if len(found) > question.size else None
    return cursors.page(request, _results(found[: question.size], question), total, question.moment, last)


def _read(request: HttpRequest, identifier: str, now: Clock, known: Sequence[str]) -> Question:
    """What the query string asks for; a Problem that names every mistake in it otherwise."""
    query = request.GET
    mistakes: Mistakes = {}
    parameters.check_names(query, known, mistakes)
    cursor = cursors.read(request, mistakes)
    moment = parameters.moment("as_of", query, mistakes) or now.at
    question = Question(
        identifier=identifier,
        moment=cursor.moment if cursor else min(moment, now.at),
        direction=parameters.one_of("direction", DIRECTIONS, query, mistakes),
        relations=parameters.any_of("relation", known_relations(), query, mistakes),
        language=parameters.one_of("lang", BY_CODE, query, mistakes),
        size=parameters.page_size(query, mistakes),
        cursor=cursor,
    )
    parameters.refuse(mistakes, query)
    return question


def _results(found: Sequence[Row], question: Question) -> list[bytes]:
    titles = _titles({other.partition("#")[0] for _, _, other in found}, question)
    return [
        documents.canonical(
            {
                "direction": DIRECTIONS[place],
                "relation": relation,
                "identifier": other,
                "title": titles.get(other.partition("#")[0], {}),
            }
        )
        for place, relation, other in found
    ]


def _titles(identifiers: Iterable[str], question: Question) -> dict[str, dict[str, str]]:
    """Identifier → title as of the moment, in the language asked for or in all. One query."""
    editions = catalogue.as_of(question.moment).filter(identifier__in=sorted(identifiers))
    return {
        identifier: _title(json.loads(body), question.language)
        for identifier, body in rows(*compiled(editions.values_list("identifier", "body")))
    }


def _title(document: dict[str, Any], language: str | None) -> dict[str, str]:
    return one_language(document["title"], language, document["source_language"]) if language else document["title"]
