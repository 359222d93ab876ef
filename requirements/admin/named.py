"""Which standards do the texts of chosen entries name, and beside which of these was each entry set already?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from requirements import permissions, reconciling
from requirements.admin.cells import KINDS
from requirements.admin.queues import page_of
from requirements.models import MODELS, Entry, TranslatedField
from requirements.reconciling import Candidate, StandardsFile

# Standards of one entry that are shown, as many as the grid has columns for.
SHOWN = 8


@dataclass(frozen=True)
class Mention:
    """A standard that a text of an entry names, how the entry relates to it, if anybody looked, and the address of the
    cell of the grid where a person says so, if the reader may.
    """

    candidate: Candidate
    relation: str
    address: str


@dataclass(frozen=True)
class Row:
    """An entry with the standards that its texts name."""

    entry: Entry
    address: str
    mentions: Sequence[Mention]


def context_of(request: HttpRequest, entries: Iterable[Entry]) -> dict[str, Any]:
    """What the page of the action shows. Two queries for each kind of entry; entries of kinds that no standard covers
    are left out.
    """
    known = reconciling.standards_file()
    return {
        "title": _("Find standards that the texts name"),
        "rows": [_row(entry, known, request.user) for entry in _whole(entries)],
        "back": request.get_full_path(),
    }


def _whole(entries: Iterable[Entry]) -> Iterator[Any]:
    keys = [entry.pk for entry in entries]
    for kind in KINDS:
        found = MODELS[kind].objects.filter(pk__in=keys).order_by("identifier")
        yield from found.prefetch_related("coverage__standard")


def named_in(entry: Any, known: StandardsFile) -> list[Candidate]:
    """The standards that the texts of an entry name in the language in which it was written, the surest first."""
    best: dict[str, Candidate] = {}
    for text in _texts(entry):
        for one in known.reconcile(text):
            best[one.standard] = max(one, best.get(one.standard, one), key=lambda candidate: candidate.score)
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.designation))


def _texts(entry: Any) -> Iterator[str]:
    """What a curator reads of an entry and of its assessments, paragraph by paragraph."""
    told = [getattr(entry, field.name) for field in entry._meta.fields if isinstance(field, TranslatedField)]
    told += [row.rationale for row in entry.coverage.all()]
    for texts in told:
        yield from texts.get(entry.source_language, "").splitlines()
    yield from entry.keywords


def _row(entry: Any, known: StandardsFile, user: Any) -> Row:
    named = named_in(entry, known)[:SHOWN]
    relations = {row.standard.identifier: row.get_relation_display() for row in entry.coverage.all() if row.standard}
    columns = [one.standard for one in named]
    cells = {name: _cell(entry, name, columns) for name in columns} if permissions.can(user, "assess", entry) else {}
    mentions = [Mention(one, relations.get(one.standard, ""), cells.get(one.standard, "")) for one in named]
    return Row(entry, page_of(entry), mentions)


def _cell(entry: Entry, standard: str, columns: Sequence[str]) -> str:
    """The address of the grid with the entry beside all that it names, opened at one of these."""
    asked = {"q": entry.identifier, "standard": columns, "cell": f"{entry.identifier}|{standard}"}
    return f"{reverse('admin:requirements_coverage_grid')}?{urlencode(asked, doseq=True)}#cell"
