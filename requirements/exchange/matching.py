"""What does the registry have already of what comes in? All answers are for many records at once, in few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model

from requirements import catalogue, documents, mapping, workflow
from requirements.choices import State
from requirements.documents import Document
from requirements.exchange.comparison import Data, Written
from requirements.exchange.formats.records import Found
from requirements.models import RECORDS, Entry, History, Provenance, Provision

# The actions under which history keeps what an import wrote, and what undoing it put back.
ACTION, UNDONE = "import", "undo_import"


@dataclass(frozen=True)
class Existing:
    """A working copy as an import finds it; `data` is its document with names in order. `is_in_force` is not asked of
    entries, which a person publishes.
    """

    document: Document
    data: Data
    version: int
    state: str
    is_in_force: bool = True

    @property
    def identifier(self) -> str:
        return self.document.identifier

    @property
    def is_open(self) -> bool:
        """Whether it may be changed: not while somebody is reviewing it. Reference records have no workflow."""
        return not self.state or State(self.state) in workflow.TRANSITIONS["edit"].moves


def entries_of(found: Iterable[Found]) -> dict[tuple[str, str], list[str]]:
    """(kind, key) → identifiers of the entries whose provenance has that key, or of what it was. One query."""
    known = list(found)
    keys = {record.key for record in known if record.key}
    rows = Provenance.objects.filter(source_key__in=keys).order_by("entry__identifier")
    entries: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, key, identifier in rows.values_list("entry__kind", "source_key", "entry__identifier").distinct():
        entries[kind, key].append(identifier)
    followed = {(one.kind, one.key): [one.former.entry] if one.former.entry else [] for one in known if one.former}
    return {**entries, **followed}


def identifiers_of(keys: Iterable[str]) -> dict[str, str]:
    """Key → identifier of the one entry whose provenance has that key; keys of several are left out. One query."""
    wanted = set(keys)
    rows = Provenance.objects.filter(source_key__in=wanted) if wanted else Provenance.objects.none()
    found: dict[str, set[str]] = defaultdict(set)
    for key, identifier in rows.values_list("source_key", "entry__identifier"):
        found[key].add(identifier)
    return {key: identifiers.pop() for key, identifiers in found.items() if len(identifiers) == 1}


def working_copies(identifiers: Iterable[tuple[str, str]]) -> dict[str, Existing]:
    """Identifier → working copy, for (kind, identifier) pairs. A few queries for each kind."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, identifier in identifiers:
        by_kind[kind].add(identifier)
    return {copy.identifier: copy for kind, wanted in by_kind.items() for copy in _of_kind(kind, wanted)}


def _of_kind(kind: str, identifiers: set[str]) -> Iterator[Existing]:
    model = RECORDS[kind]
    rows = model.objects.filter(identifier__in=identifiers)
    columns = ("identifier", "version", "state") if issubclass(model, Entry) else ("identifier", "version")
    kept = {identifier: rest for identifier, *rest in rows.values_list(*columns)}
    in_force = kept.keys() if issubclass(model, Entry) else _in_force(kind, identifiers)
    for document in mapping.documents_of(rows):
        version, *state = kept[document.identifier]
        data = documents.dump(documents.normalized(document))
        yield Existing(document, data, version, "".join(state), document.identifier in in_force)


def _in_force(kind: str, identifiers: set[str]) -> set[str]:
    return set(catalogue.in_force(kind).filter(identifier__in=identifiers).values_list("identifier", flat=True))


def known_names(incoming: Iterable[Document]) -> set[str]:
    """Those of the names in documents that records carry. One query for each family of names."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for document in incoming:
        for _part, shape, value in documents.marked(document, "names"):
            if shape.names:
                wanted[shape.names.family].update([value] if isinstance(value, str) else value or [])
    return {name for family, names in wanted.items() for name in _known(family, names)}


def _known(family: str, names: set[str]) -> Iterable[str]:
    models: dict[str, type[Model]] = {"entry": Entry, "provision": Provision, **RECORDS}
    return models[family]._default_manager.filter(identifier__in=names).values_list("identifier", flat=True)


def last_written(identifiers: Iterable[str]) -> dict[str, Written]:
    """What the last import that spoke of each field wrote there, or what undoing it put back. One query."""
    rows = History.objects.filter(action__in=(ACTION, UNDONE), identifier__in=list(identifiers)).order_by("pk")
    found: dict[str, Written] = defaultdict(dict)
    for identifier, changes in rows.values_list("identifier", "changes"):
        found[identifier].update(changes)
    return found
