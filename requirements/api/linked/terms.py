"""Which address stands for each record, value and field, for ever?"""

import re
from collections.abc import Iterator
from enum import EnumType
from functools import cache
from typing import Any, get_args

from django.db.models import TextChoices

from requirements import documents
from requirements.api.answers import absolute
from requirements.choices import Standing
from requirements.documents import Part

NAMESPACES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Kinds of reference records that are concepts of a vocabulary themselves.
CONCEPTS = ("block", "programme", "sdg")


def record(identifier: str) -> str:
    return absolute(f"/id/{identifier}")


def vocabulary(name: str) -> str:
    return absolute(f"/vocabularies/{name}")


def value(enumeration: type[TextChoices], chosen: str) -> str:
    """The concept that a value stands for: `…/vocabularies/obligation/required`."""
    return f"{vocabulary(name_of(enumeration))}/{chosen}"


def ours() -> str:
    """Where the registry's own classes and properties begin."""
    return f"{vocabulary('terms')}#"


def name_of(enumeration: type[TextChoices]) -> str:
    """`CoverageRelation` → coverage-relation."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", enumeration.__name__).lower()


def enumeration_of(part: type[Part], field: str) -> type[TextChoices] | None:
    """The enumeration that the field takes its values from, if it does."""
    return _enumeration(part.model_fields[field].annotation)


def _enumeration(hint: Any) -> type[TextChoices] | None:
    if isinstance(hint, EnumType) and issubclass(hint, TextChoices):
        return hint
    return next((found for option in get_args(hint) if (found := _enumeration(option))), None)


def parts() -> Iterator[type[Part]]:
    """Every shape that a published document is made of, kinds first."""
    yield from documents.TYPES.values()
    waiting = [*documents.TYPES.values()]
    seen: set[type[Part]] = set(waiting)
    while waiting:
        for field in documents.fields(waiting.pop()):
            if field.part and not field.internal and field.part not in seen:
                seen.add(field.part)
                waiting.append(field.part)
                yield field.part


@cache
def enumerations() -> dict[str, type[TextChoices]]:
    """Name of a vocabulary → the enumeration that it is."""
    fields = [(part, field.name) for part in parts() for field in documents.fields(part) if not field.internal]
    found = (enumeration_of(part, name) for part, name in fields)
    # The standing is no field of a document but of its edition.
    return {name_of(enumeration): enumeration for enumeration in (Standing, *found) if enumeration}
