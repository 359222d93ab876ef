"""Which terms does the registry use, and what are they called in each language? SKOS, at addresses that stay."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from requirements import catalogue, documents
from requirements.api import parameters, rows
from requirements.api.answers import send, stored_tag, unchanged
from requirements.api.linked import terms
from requirements.api.linked.records import JSON_LD, KNOWN, Data
from requirements.api.problems import Problem
from requirements.api.reading import Reading
from requirements.languages import CODES, DEFAULT

CONTEXT: Data = {
    **terms.NAMESPACES,
    "definition": {"@id": "skos:definition", "@container": "@language"},
    "label": {"@id": "skos:prefLabel", "@container": "@language"},
    "notation": "skos:notation",
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "scheme": {"@id": "skos:inScheme", "@type": "@id"},
    "concepts": {"@reverse": "skos:inScheme"},
}
OWN_TERMS = "terms"


def names() -> list[str]:
    """Every vocabulary: the registry's own classes and properties, values of fields, reference records."""
    records = (documents.COLLECTIONS[kind] for kind in terms.CONCEPTS)
    return [OWN_TERMS, *sorted([*terms.enumerations(), *records])]


def of_values(enumeration: type[TextChoices]) -> list[Data]:
    """The values of a field as concepts."""
    return [
        {"@id": terms.value(enumeration, choice), "@type": "skos:Concept", "notation": choice, "label": _labels(choice)}
        for choice in enumeration
    ]


def _labels(choice: Any) -> dict[str, str]:
    """The label in each language that has one of its own; English is what the others fall back to."""
    found = {}
    for language in CODES:
        with translation.override(language):
            found[language] = str(choice.label)
    return {language: label for language, label in found.items() if language == DEFAULT or label != found[DEFAULT]}


def of_records(kind: str) -> list[Data]:
    """The published records of a kind as concepts. One query."""
    bodies = rows.rows(*rows.compiled(catalogue.in_force(kind).order_by("identifier").values_list("body")))
    return [_of_record(json.loads(body)) for (body,) in bodies]


def _of_record(document: Data) -> Data:
    parent = document.get("parent")
    return {
        "@id": terms.record(document["identifier"]),
        "@type": "skos:Concept",
        "notation": document["identifier"],
        "label": document["title"],
        **({"broader": terms.record(parent)} if parent else {}),
    }


def of_terms() -> Iterator[Data]:
    """The classes and properties that no other vocabulary has a word for."""
    fields = set()
    for part in terms.parts():
        yield {"@id": f"{terms.ours()}{_class(part)}", "@type": "rdfs:Class", "rdfs:label": _class(part)}
        fields |= {field.name for field in documents.fields(part) if not field.internal}
    for name in sorted(fields - KNOWN.keys() - {"kind", "identifier"}):
        yield {"@id": f"{terms.ours()}{name}", "@type": "rdf:Property", "rdfs:label": name.replace("_", " ")}


def _class(part: type[documents.Part]) -> str:
    return part.__name__.removesuffix("Document")


@cache
def _fixed(name: str) -> list[Data]:
    """What follows from the code alone."""
    return list(of_terms()) if name == OWN_TERMS else of_values(terms.enumerations()[name])


def concepts(name: str) -> Iterable[Data]:
    kinds = {documents.COLLECTIONS[kind]: kind for kind in terms.CONCEPTS}
    return of_records(kinds[name]) if name in kinds else _fixed(name)


class Vocabularies(Reading):
    """The list of all vocabularies."""

    schema = None

    def get(self, request: HttpRequest) -> HttpResponseBase:
        schemes = [{"@id": terms.vocabulary(name), "@type": "skos:ConceptScheme", "notation": name} for name in names()]
        return _send(request, {"@context": CONTEXT, "@graph": schemes})


class Vocabulary(Reading):
    """One vocabulary with its concepts."""

    schema = None

    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        return _send(request, _scheme(name, concepts(_known(name))))


class Concept(Reading):
    """One value of a field."""

    schema = None

    def get(self, request: HttpRequest, name: str, value: str) -> HttpResponseBase:
        address = f"{terms.vocabulary(_known(name))}/{value}"
        found = next((one for one in concepts(name) if one["@id"] == address), None)
        if found is None:
            raise Problem(404, _("There is nothing at %(path)s.") % {"path": request.path[:200]})
        return _send(request, {"@context": CONTEXT, **found, "scheme": terms.vocabulary(name)})


def _known(name: str) -> str:
    if name not in names():
        sentence = _("There is no vocabulary “%(name)s”; there are: %(known)s.")
        raise Problem(404, sentence % {"name": name[:100], "known": ", ".join(names())})
    return name


def _scheme(name: str, found: Iterable[Data]) -> Data:
    scheme = {"@id": terms.vocabulary(name), "@type": "skos:ConceptScheme", "notation": name}
    if name == OWN_TERMS:
        return {"@context": CONTEXT, "@graph": list(found)}
    return {"@context": CONTEXT, **scheme, "concepts": list(found)}


def _send(request: HttpRequest, data: Data) -> HttpResponseBase:
    parameters.expect(request.GET, ())
    body = documents.canonical(data)
    etag = stored_tag(body)
    return unchanged(request, etag, None) or send(body, etag, content_type=JSON_LD)
