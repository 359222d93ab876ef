"""How does a published document read as linked data? The same fields, with a context that says what each means."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from requirements import catalogue, documents
from requirements.api import parameters, rows
from requirements.api.answers import absolute, send, tag, unchanged
from requirements.api.linked import terms
from requirements.api.problems import Problem, not_found
from requirements.api.reading import Reading
from requirements.choices import Standing
from requirements.documents import ENVELOPE, Holds, Part

JSON_LD = "application/ld+json"
Data = dict[str, Any]

# Fields that the world has a word for; all others are words of our own.
KNOWN = {
    "citation": "dcterms:bibliographicCitation",
    "description": "dcterms:description",
    "keywords": "dcat:keyword",
    "parent": "skos:broader",
    "provenance": "dcterms:provenance",
    "source_language": "dcterms:language",
    "title": "dcterms:title",
    "url": "dcat:landingPage",
}
EDITION = {
    "number": "dcat:version",
    "published_at": {"@id": "dcterms:issued", "@type": "xsd:dateTime"},
    "standing": {"@id": "adms:status", "@type": "@id"},
    "successor": {"@id": "dcterms:isReplacedBy", "@type": "@id"},
    "reason": "adms:versionNotes",
}


@cache
def context(kind: str) -> Data:
    """The JSON-LD context of the documents of a kind."""
    return {
        **terms.NAMESPACES,
        "@version": 1.1,
        "@vocab": terms.ours(),
        **_terms(documents.TYPES[kind]),
        "identifier": "dcterms:identifier",
        **({"title": {"@id": "skos:prefLabel", "@container": "@language"}} if kind in terms.CONCEPTS else {}),
        ENVELOPE: {"@id": "dcterms:hasVersion", "@context": EDITION},
        "record": {"@id": "dcterms:isVersionOf", "@type": "@id"},
    }


def _terms(part: type[Part]) -> Data:
    shown = (field for field in documents.fields(part) if not field.internal and field.name != "kind")
    return {field.name: _term(part, field) for field in shown}


def _term(part: type[Part], field: documents.Field) -> Any:
    meaning = KNOWN.get(field.name, f"{terms.ours()}{field.name}")
    if field.part:
        return {"@id": meaning, "@context": _terms(field.part)}
    if field.holds is Holds.TEXTS:
        return {"@id": meaning, "@container": "@language"}
    if field.holds in (Holds.NAME, Holds.NAMES) or terms.enumeration_of(part, field.name):
        return {"@id": meaning, "@type": "@id"}
    # How far each translation is: keys that are languages, and no texts.
    return {"@id": meaning, "@type": "@json"} if field.name == "translations" else meaning


def of_record(document: Data) -> Data:
    """The record as its current edition describes it."""
    told = _described(document)
    return {**told, "@id": terms.record(document["identifier"]), ENVELOPE: _edition(document[ENVELOPE])}


def of_edition(document: Data) -> Data:
    """One edition, a thing of its own, and the record that it is an edition of."""
    edition = _edition(document[ENVELOPE])
    about = {"@context": EDITION, **edition}
    record = terms.record(document["identifier"])
    return {**_described(document), "@id": edition["@id"], "record": record, "@included": [about]}


def _described(document: Data) -> Data:
    kind = document["kind"]
    told = _with_addresses(document, documents.TYPES[kind])
    return {"@context": context(kind), "@type": _types(kind), **_scheme(kind), **told}


def _types(kind: str) -> list[str]:
    own = documents.TYPES[kind].__name__.removesuffix("Document")
    return [own, "skos:Concept"] if kind in terms.CONCEPTS else [own]


def _scheme(kind: str) -> Data:
    scheme = {"@id": terms.vocabulary(documents.COLLECTIONS[kind])}
    return {"skos:inScheme": scheme} if kind in terms.CONCEPTS else {}


def _edition(envelope: Data) -> Data:
    successor = envelope["successor"] and terms.record(envelope["successor"])
    standing = terms.value(Standing, envelope["standing"])
    told = {**envelope, "@id": absolute(envelope["path"]), "standing": standing, "successor": successor}
    del told["path"]
    return told


def _with_addresses(data: Data, part: type[Part]) -> Data:
    """The fields of a document, or of a part of it, with addresses in the place of identifiers and values; a part that
    others name, as they do provisions, is a thing with an address, too.
    """
    shapes = {field.name: field for field in documents.fields(part)}
    known = ((name, value, shapes[name]) for name, value in data.items() if name in shapes and name != "kind")
    told = {name: _value(value, part, field) for name, value, field in known}
    return {**told, "@id": terms.record(data["identifier"])} if "identifier" in shapes else told


def _value(value: Any, part: type[Part], field: documents.Field) -> Any:
    if isinstance(value, list):
        return [_value(item, part, field) for item in value]
    if not value or value is True:
        return value
    if field.part:
        return _with_addresses(value, field.part)
    if field.holds in (Holds.NAME, Holds.NAMES):
        return terms.record(value)
    enumeration = terms.enumeration_of(part, field.name)
    return terms.value(enumeration, value) if enumeration else value


class LinkedRecord(Reading):
    """JSON-LD of the current edition of a record."""

    schema = None

    def get(self, request: HttpRequest, identifier: str) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        stored = rows.current(identifier)
        if stored is None:
            raise not_found(identifier)
        return _answer(request, stored, of_record)


class LinkedEdition(Reading):
    """JSON-LD of one edition of a record; it never changes."""

    schema = None

    def get(self, request: HttpRequest, identifier: str, number: int) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        found = catalogue.editions_of(identifier).filter(number=number) if number < 2**31 else None
        stored = rows.first(found) if found is not None else None
        if stored is None:
            raise Problem(404, _("“%(name)s” has no edition %(number)s.") % {"name": identifier, "number": number})
        return _answer(request, stored, of_edition)


def _answer(request: HttpRequest, stored: rows.Stored, describe: Callable[[Data], Data]) -> HttpResponseBase:
    etag = tag(stored.identifier, stored.number, describe.__name__)
    if response := unchanged(request, etag, stored.published_at):
        return response
    body = documents.canonical(describe(json.loads(stored.body)))
    return send(body, etag, stored.published_at, JSON_LD)
