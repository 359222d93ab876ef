"""How can one record be linked to another?"""

from collections.abc import Iterator
from functools import cache

from requirements import documents
from requirements.choices import Relation, StandardRelation

# From the record to what it names, and from others to the record.
DIRECTIONS = ("outgoing", "inverse")


@cache
def known_relations() -> tuple[str, ...]:
    """Every relation that a link can have: that of a typed link, else the name of the field that names the other."""
    named = {field.name for kind in documents.TYPES.values() for field in _naming_fields(kind)}
    return tuple(sorted((named - {"target"}) | {*Relation.values, *StandardRelation.values}))


def _naming_fields(part: type[documents.Part]) -> Iterator[documents.Field]:
    for field in documents.fields(part):
        if field.names:
            yield field
        if field.part:
            yield from _naming_fields(field.part)
