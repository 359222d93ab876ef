"""Which standards are published, as they are looked up, at the moment that somebody asks?"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from requirements import catalogue
from requirements.choices import ReferenceKind
from requirements.models import Clock
from requirements.reconciling.names import Authority
from requirements.reconciling.standards_file import Candidate, StandardsFile


def standards_file(clock: Clock | None = None) -> StandardsFile:
    """The standards in force, as published; read once after a publication, since every name is taken apart.

    No query while nothing is published where the caller has just read the `clock`.
    """
    clock = clock or catalogue.now()
    return _standards_file(catalogue.version(clock))


@lru_cache(maxsize=1)
def _standards_file(_version: catalogue.Version) -> StandardsFile:
    editions = catalogue.in_force(ReferenceKind.STANDARD.value)
    return StandardsFile(authority(catalogue.content(edition)) for edition in editions)


def authority(document: Mapping[str, Any]) -> Authority:
    """A standard's document as it is looked up; read as it is, since checking thousands of them takes seconds."""
    return Authority(
        identifier=document["identifier"],
        designation=document["designation"],
        names=tuple(alias["text"] for alias in document.get("aliases", ())),
        titles=tuple(document["title"].values()),
    )


def reconcile(text: str, clock: Clock | None = None) -> list[Candidate]:
    """The candidates for one text; for many, keep a `standards_file()`."""
    return standards_file(clock).reconcile(text)
