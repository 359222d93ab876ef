"""What does a proposal say otherwise than an entry that is there, and what of it is taken over?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from requirements import documents, mapping
from requirements.choices import EntryKind
from requirements.documents import Document
from requirements.models import Entry, Proposal

# What tells the two apart, or says where each comes from, is never asked for.
OWN = {"identifier", "kind", "source_language", "translations", "internal_note", "contact", "provenance"}


@dataclass(frozen=True)
class Choice:
    """A field in which proposal and entry differ; `changed` if the author meant to change it."""

    field: str
    mine: Any
    theirs: Any
    changed: bool


def choices_of(proposal: Proposal, target: Entry) -> list[Choice]:
    """The fields in which the two differ and the proposal says something."""
    mine, theirs = _data(proposal), documents.dump(mapping.document_of(target.record))
    # The document of a proposed change began as that of the entry.
    whole = proposal.target == target.identifier
    return [
        Choice(name, value, theirs.get(name), changed=whole or not theirs.get(name))
        for name, value in mine.items()
        if name not in OWN and value and value != theirs.get(name)
    ]


def merged(proposal: Proposal, target: Entry, fields: Collection[str]) -> Document:
    """The entry's document with these fields of the proposal, and the proposal among its sources.

    A proposed change replaces; from a new proposal lists are added to, and texts of other languages stay.
    """
    mine, theirs = _data(proposal), documents.dump(mapping.document_of(target.record))
    replaces = proposal.target == target.identifier
    taken = {name: _together(theirs.get(name), mine[name], replaces=replaces) for name in fields if name not in OWN}
    sources = [source for source in mine["provenance"] if source not in theirs["provenance"]]
    return documents.parse({**theirs, **taken, "provenance": [*theirs["provenance"], *sources]})


def _data(proposal: Proposal) -> dict[str, Any]:
    assert proposal.entry is not None  # noqa: S101 only the proposal of an entry can be merged
    return documents.dump(mapping.document_of(proposal.entry.record))


def _together(theirs: Any, mine: Any, *, replaces: bool) -> Any:
    if isinstance(mine, dict):
        return {**(theirs or {}), **mine}
    if isinstance(mine, list) and not replaces:
        return [*(theirs or []), *(item for item in mine if item not in (theirs or []))]
    return mine


def converted(document: Any, kind: str, main_texts: dict[str, str]) -> dict[str, Any]:
    """The data of a document of another kind: fields that both have, and the main text."""
    data = documents.dump(document)
    wanted = documents.TYPES[kind].model_fields
    kept = {name: value for name, value in data.items() if name in wanted and name not in ("kind", "identifier")}
    kept[main_texts[kind]] = data[main_texts[document.kind]]
    return {**kept, "kind": kind, "identifier": f"{documents.PREFIXES[kind]}-0000"}


def is_convertible(proposal: Proposal, kind: str) -> bool:
    return proposal.entry is not None and kind in EntryKind.values and kind != proposal.kind and not proposal.target
