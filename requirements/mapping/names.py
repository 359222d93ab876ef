"""Which rows do the names in a document mean, and which mean nothing?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from requirements import documents
from requirements.documents import Document, Holds
from requirements.models import RECORDS


class UnknownNames(Exception):
    """The document names records that do not exist; `names` lists them all. Nothing was written."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(names)
        super().__init__(", ".join(self.names))


class Directory:
    """Finds the rows that documents name; each name is looked up once, so a whole import can share one."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], dict[str, int]] = defaultdict(dict)

    def find(self, model: type[models.Model], names: Iterable[str]) -> dict[str, int]:
        """Identifier → primary key for the names that exist. One query if any was not asked for before."""
        known = self._rows[model]
        if new := [name for name in names if name not in known]:
            known.update(model._default_manager.filter(identifier__in=new).values_list("identifier", "pk"))
        return known

    def row(self, model: type[models.Model], name: str) -> int:
        return self.find(model, [name])[name]


def unknown_names(given: Iterable[Document], directory: Directory) -> set[str]:
    """The names in the documents that no record carries. One query at most for each model that is named."""
    wanted: dict[type[models.Model], set[str]] = defaultdict(set)
    for document in given:
        for model, name in _named(RECORDS[document.kind], document):
            wanted[model].add(name)
    return {name for model, names in wanted.items() for name in names - directory.find(model, names).keys()}


def _named(model: type[models.Model], part: documents.Part) -> Iterator[tuple[type[models.Model], str]]:
    """(model, identifier) of everything that a part names, the model being what the column of that name refers to."""
    for field in documents.fields_towards(type(part), "names"):
        if value := getattr(part, field.name):
            related: Any = model._meta.get_field(field.name).related_model
            if field.holds is Holds.PARTS:
                for child in value:
                    yield from _named(related, child)
            else:
                yield from ((related, name) for name in ([value] if isinstance(value, str) else value))
