"""How does the corpus that ships get into the registry, again and again, without touching what people did there?

A corpus is a folder of NDJSON files: one document a line, in files and folders of any name. A record belongs to the
corpus for as long as the registry alone has acted on it: once its history has a row by a person (an edit, a review, a
confirmed translation, a withdrawal), it is the people's, and a later corpus leaves it alone and says so.
"""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from requirements import catalogue, checks, documents, mapping, workflow
from requirements.documents import Document, Problem
from requirements.models import RECORDS, History

SHIPPED = Path(__file__).parents[1] / "data"

# Each kind names those before it; what names ahead or its own kind is written a second time at the end.
ORDER = (
    "programme",
    "country",
    "sdg",
    "action-line",
    "organization",
    "study-group",
    "block",
    "standard",
    "resolution",
    "action",
    "term",
    "aspect",
    "requirement",
    "use_case",
    "need",
    "experience",
    "event",
)


class Unreadable(Exception):
    """The folder holds no corpus; the text says for every bad line its file, number and reason. Nothing was written."""


@dataclass
class Loaded:
    """What became of the documents of one kind, as identifiers."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)


def read(directory: Path) -> list[Document]:
    """All documents of a corpus in the order in which they are loaded; Unreadable with every reason at once."""
    found: list[Document] = []
    problems: list[str] = []
    for path in sorted(directory.rglob("*.ndjson")):
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            try:
                found.append(_parse(line))
            except documents.Refused as error:
                place = f"{path.relative_to(directory)}, line {number}"
                problems += [f"{place}: {checks.sentence(problem)}" for problem in error.problems]
    if problems or not found:
        raise Unreadable("\n".join(problems or [f"{directory} holds no corpus."]))
    return sorted(found, key=lambda document: (ORDER.index(document.kind), document.identifier))


def different(directory: Path) -> set[frozenset[str]]:
    """Pairs of entries that are alike and of which somebody found that they say different things, with the reason.

    They stand in `different.csv` (one, other, why), for want of a link that could say it.
    """
    path = directory / "different.csv"
    if not path.exists():
        return set()
    with path.open(newline="", encoding="utf-8") as lines:
        return {frozenset((row["one"], row["other"])) for row in csv.DictReader(lines) if row["why"]}


def _parse(line: bytes) -> Document:
    try:
        return documents.parse(json.loads(line))
    except ValueError as error:
        raise documents.Refused([Problem("not_an_object")]) from error


def _unmarked(items: Sequence[Document]) -> Iterable[Document]:
    return items


@transaction.atomic
def load(
    corpus: Sequence[Document], *, progress: Callable[[Sequence[Document]], Iterable[Document]] = _unmarked
) -> dict[str, Loaded]:
    """Save and publish what is new or changed, all or nothing; per kind what became of it, in the order of loading.

    Reference records are published before entries, since an entry may name a provision and that is public only with its
    resolution. Where nothing is new it costs a few queries per kind. Refusals are those of `workflow.save` and
    `workflow.release`.
    """
    outcome = {kind: Loaded() for kind in ORDER if any(document.kind == kind for document in corpus)}
    edited, same = _edited_by_people(corpus), _already_there(corpus)
    to_save = []
    for document in corpus:
        if document.identifier in edited:
            outcome[document.kind].left_alone.append(document.identifier)
        elif document.identifier in same:
            outcome[document.kind].unchanged.append(document.identifier)
        else:
            to_save.append(document)
    saved = _save(to_save, progress)
    for result in saved:
        getattr(outcome[str(result.record.kind)], result.outcome).append(result.record.identifier)
    _release([result.record for result in saved])
    return outcome


def _edited_by_people(corpus: Sequence[Document]) -> set[str]:
    """The identifiers on which somebody other than the registry has acted. One query."""
    acts = History.objects.filter(identifier__in=[document.identifier for document in corpus]).exclude(by="registry")
    return set(acts.values_list("identifier", flat=True))


def _already_there(corpus: Sequence[Document]) -> set[str]:
    """The identifiers whose working copy says what the corpus says; compared kind by kind, so that a start is quick."""
    wanted = {document.identifier: documents.normalized(document) for document in corpus}
    found = (
        documents.normalized(working)
        for kind in {document.kind for document in corpus}
        for working in mapping.documents_of(RECORDS[kind].objects.filter(identifier__in=wanted))
    )
    return {working.identifier for working in found if working == wanted[working.identifier]}


def _save(
    corpus: Sequence[Document], progress: Callable[[Sequence[Document]], Iterable[Document]]
) -> list[workflow.Saved]:
    """Write the working copies.

    What names a record that is not there yet is written without that name, and again once all are there.
    """
    directory = mapping.Directory()
    saved, ahead = [], []
    for document in progress(corpus):
        missing = mapping.unknown_names([document], directory)
        if missing:
            ahead.append(document)
        known = documents.public(document, documents.names(document) - missing) if missing else document
        saved += workflow.save_together([known], by=None, directory=directory)
    workflow.save_together(ahead, by=None, directory=directory)
    return saved


def _release(records: Sequence[Any]) -> None:
    workflow.release([record for record in records if record.kind not in catalogue.ENTRY_KINDS], by=None)
    workflow.release([record for record in records if record.kind in catalogue.ENTRY_KINDS], by=None)
