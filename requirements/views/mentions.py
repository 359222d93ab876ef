"""Who names a record, and how many do?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from requirements import catalogue, choices
from requirements.models import Edition
from requirements.views import addresses
from requirements.views.labels import PLURALS
from requirements.views.names import Name, name_of
from requirements.views.texts import Data, Shown

# Rows of one kind on the page of what they name; a list shows the rest, or each provision of a resolution its own.
SHOWN, SHOWN_OF_RESOLUTION = 10, 2
# Entries that name an entry.
RELATED = 50

# The parameter that narrows a list to what names a record of the kind.
PARAMETERS = {
    "standard": "standard",
    "block": "building_block",
    "programme": "programme",
    "study-group": "study_group",
    "organization": "organization",
    "country": "country",
    "sdg": "sdg",
    "action-line": "action_line",
    "provision": "provision",
}
# What a relation is called as the record has it that names another, and from the other end: a typed link, or a field
# that holds names.
RELATIONS = {
    **dict(choices.Relation.choices),
    "requirements": _("needs in a step"),
    "standard": _("was set beside"),
    "study_group": _("could be taken up by"),
    "study_groups": _("is the work of"),
    "touches": _("tells what helped or hindered with"),
}
INVERSES = {
    **{str(relation): label for relation, label in choices.INVERSE_RELATIONS.items()},
    "provisions": _("is answered by"),
    "entries": _("was raised at"),
    "requirements": _("is needed in a step of"),
    "touches": _("is concerned by what helped or hindered in"),
}


class Census:
    """Counts of records in force by what they name. One query for all questions, none of them touches a row."""

    def __init__(self) -> None:
        self._known = catalogue.bitmaps()
        self._in_force = self._known.any_of(["status:in_force"])

    @cached_property
    def _entries(self) -> int:
        return self._known.any_of(f"kind:{kind}" for kind in catalogue.ENTRY_KINDS) & self._in_force

    def entries(self, *values: str) -> int:
        """How many entries have any of the facet values."""
        return (self._known.any_of(values) & self._entries).bit_count()

    def counts(self, prefix: str, *demands: Iterable[str]) -> dict[str, int]:
        """Facet value → how many records have it besides one value of each demand."""
        found = self._in_force
        for values in demands:
            found &= self._known.any_of(values)
        return self._known.counts(found, prefix)


@dataclass(frozen=True)
class Namers:
    """The records of one kind that name a record: the first of them, and where the others are listed."""

    heading: str
    count: int
    names: list[Name]
    address: str

    @property
    def others(self) -> int:
        return self.count - len(self.names)


def list_address(kind: str, parameter: str, name: str, language: str) -> str:
    """The list of the records of a kind (of all entries if empty) that one parameter narrows; empty if none does."""
    if not parameter:
        return ""
    if not kind or kind in catalogue.ENTRY_KINDS:
        kinds = {"kind": kind} if kind else {}
        return f"/{language}/search/?{urlencode({**kinds, parameter: name})}"
    return f"/{language}/{addresses.COLLECTIONS[kind]}/?{urlencode({parameter: name})}"


def targets(data: Data) -> list[str]:
    """What names a record names: itself, or a provision of a resolution."""
    provisions = data["provisions"] if data["kind"] == "resolution" else []
    return [data["identifier"], *(provision["identifier"] for provision in provisions)]


def provisions_through(identifier: str) -> list[str]:
    """The provisions of mandates that a record serves: those that entries which name it answer, the most answered
    first. One query.
    """
    entries = [f"kind:{kind}" for kind in catalogue.ENTRY_KINDS]
    counts = Census().counts("resolution:", [identifier], entries)
    return sorted((name for name in counts if "#" in name), key=lambda name: (-counts[name], name))


def named_by(identifier: str, targets: Sequence[str], kind: str, language: str) -> list[Namers]:
    """Who names a reference record, by kind. `targets` are the identifiers that name it: its own, or its provisions'.

    Two queries, however many there are.
    """
    counts = Census().counts("kind:", targets)
    kinds = [known for known in PLURALS if f"kind:{known}" in counts]
    parameter = PARAMETERS.get(kind, "")
    found: dict[str, list[Name]] = defaultdict(list)
    shown = SHOWN_OF_RESOLUTION if kind == "resolution" else SHOWN
    for edition in _first_of_each(kinds, targets, shown):
        found[edition.kind].append(name_of(edition, catalogue.document(edition), language))
    return [
        Namers(
            heading=str(PLURALS[known]),
            count=counts[f"kind:{known}"],
            names=sorted(found[known], key=lambda name: name.identifier),
            address=list_address(known, parameter, addresses.name_of(identifier), language),
        )
        for known in kinds
    ]


def _first_of_each(kinds: Sequence[str], targets: Sequence[str], number: int) -> Iterable[Edition]:
    parts = [
        catalogue.in_force(kind).filter(facets__overlap=list(targets)).order_by("identifier")[:number] for kind in kinds
    ]
    return parts[0].union(*parts[1:], all=True) if parts else []


@dataclass(frozen=True)
class Related:
    """The entries at the other end of one relation, each with what is noted about it."""

    label: str
    rows: list[tuple[Name, Shown | None]]


def entries_naming(identifier: str) -> list[tuple[str, str]]:
    """(relation, identifier) of the entries and events that name an entry, the first RELATED of them. One query."""
    naming = catalogue.linking_to(identifier).filter(kind__in=(*catalogue.ENTRY_KINDS, "event"))
    rows = naming.order_by("outgoing__relation", "identifier").values_list("outgoing__relation", "identifier")
    return list(rows.distinct()[:RELATED])


def related(record: Data, naming: Sequence[tuple[str, str]], names: dict[str, Name], language: str) -> list[Related]:
    """The typed links of an entry, then those that lead to it, grouped by relation as seen from here."""
    groups: dict[str, dict[str, tuple[Name, Shown | None]]] = defaultdict(dict)
    for link in record["links"]:
        if link["target"]:
            groups[str(link["relation"].label)].setdefault(link["target"].identifier, (link["target"], link["note"]))
    for relation, identifier in naming:
        if identifier in names:
            label = str(INVERSES.get(relation, _("is named by")))
            groups[label].setdefault(identifier, (names[identifier], None))
    return [Related(label, list(rows.values())) for label, rows in groups.items()]
