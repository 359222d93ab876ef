"""Is a corpus as it should be before it ships, and what is in it?

Pure functions of its documents: nothing is read from the database, so that a corpus is audited where it is written.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from requirements import checks, documents
from requirements.checks import likeness
from requirements.choices import FactConfidence
from requirements.documents import ENTRY_TYPES, Document
from requirements.languages import CODES

# Reference records that readers of every language look up by name.
NAMED_IN_ALL_LANGUAGES = ("action-line", "block", "country", "programme", "sdg", "study-group", "term")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one document, in English: it is said to whoever writes the corpus."""

    identifier: str
    reason: str


@dataclass(frozen=True)
class Line:
    """A line of the table: what there is of one kind. `languages` counts the records that have a title in each."""

    kind: str
    records: int
    languages: dict[str, int]
    links: int
    sources: int
    to_confirm: int


def table(corpus: Sequence[Document]) -> list[Line]:
    """What there is of each kind, in the order in which the kinds are loaded."""
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for document in corpus:
        by_kind[document.kind].append(document)
    return [_line(kind, members) for kind, members in by_kind.items()]


def _line(kind: str, members: Sequence[Any]) -> Line:
    languages = Counter(language for document in members for language in document.title)
    return Line(
        kind=kind,
        records=len(members),
        languages={language: languages[language] for language in CODES},
        links=sum(len(documents.references(document)) for document in members),
        sources=sum(_sources(document) for document in members),
        to_confirm=sum(_is_to_be_confirmed(document) for document in members),
    )


def _sources(document: Any) -> int:
    return len(document.provenance) if document.kind in ENTRY_TYPES else bool(document.source)


def _is_to_be_confirmed(document: Any) -> bool:
    if document.kind in ENTRY_TYPES:
        return False
    return document.confidence == FactConfidence.RECALLED or bool(document.to_confirm)


def faults(corpus: Sequence[Document], different: Collection[frozenset[str]] = ()) -> list[Fault]:
    """Everything that is wrong, in the order of the corpus; duplicates last, but for pairs known to be different."""
    known = _known(corpus)
    found = [
        Fault(document.identifier, reason)
        for document in corpus
        for check in CHECKS
        for reason in check(document, known)
    ]
    return [*found, *_unclassified_duplicates(corpus, different)]


Known = dict[str, Any]


def _known(corpus: Sequence[Document]) -> Known:
    """Identifier → document, or provision."""
    found: Known = {document.identifier: document for document in corpus}
    for document in corpus:
        found |= {
            provision.identifier: provision for provision in getattr(document, "provisions", []) if _own(provision)
        }
    return found


def _own(provision: Any) -> bool:
    """Whether it is a provision of a resolution, not the name of one in an entry."""
    return not isinstance(provision, str)


def _can_be_published(document: Any, known: Known) -> Iterator[str]:
    yield from map(checks.sentence, checks.missing(document))


def _reads_well(document: Any, known: Known) -> Iterator[str]:
    yield from map(checks.sentence, checks.quality(document))


def _is_grounded(document: Any, known: Known) -> Iterator[str]:
    """An entry says where its matter is from and when it was seen there, is linked, and answers a provision."""
    if document.kind not in ENTRY_TYPES:
        return
    if not document.provenance:
        yield "names no source"
    for source in document.provenance:
        if not (source.citation and source.url and source.retrieved_on):
            yield f"names a source without citation, address or date: {source.citation or source.url}"
    if not document.links:
        yield "has no link"
    if not document.provisions:
        yield "answers no provision"


def _names_what_exists(document: Any, known: Known) -> Iterator[str]:
    for name in sorted(documents.names(document) - known.keys()):
        yield f"names {name}, which is not in the corpus"
    for coverage in getattr(document, "coverage", []):
        standard = known.get(coverage.standard)
        if standard and coverage.edition not in {edition.label for edition in standard.editions}:
            yield f"is set beside an edition that {coverage.standard} does not have: {coverage.edition}"


def _facts_have_sources(document: Any, known: Known) -> Iterator[str]:
    """A reference record says whose its facts are; what is noted to be checked is marked for readers too."""
    if document.kind in ENTRY_TYPES:
        return
    if not document.source:
        yield "does not say where its facts are from"
    if "CHECK" in document.note and not _is_to_be_confirmed(document):
        yield "is to be checked, but nothing in it is marked as to be confirmed"
    if document.kind in NAMED_IN_ALL_LANGUAGES and set(document.title) != set(CODES):
        yield "is not named in every language"


CHECKS: tuple[Callable[[Any, Known], Iterator[str]], ...] = (
    _can_be_published,
    _reads_well,
    _is_grounded,
    _names_what_exists,
    _facts_have_sources,
)


def _unclassified_duplicates(corpus: Sequence[Document], different: Collection[frozenset[str]]) -> Iterator[Fault]:
    """Pairs that are alike and of which neither a link nor a person says how they differ."""
    for kind in ENTRY_TYPES:
        entries: list[Any] = [document for document in corpus if document.kind == kind]
        said = {entry.identifier: likeness.said(entry) for entry in entries}
        for one, other in combinations(entries, 2):
            how = likeness.alike(said[one.identifier], said[other.identifier])
            classified = _are_linked(one, other) or frozenset((one.identifier, other.identifier)) in different
            if likeness.is_worth_a_look(how) and not classified:
                yield Fault(one.identifier, f"may say the same as {other.identifier} ({how.score} of 100)")


def _are_linked(one: Any, other: Any) -> bool:
    return any(link.target == other.identifier for link in one.links) or any(
        link.target == one.identifier for link in other.links
    )
