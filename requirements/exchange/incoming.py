"""Which document is a record of a file, or why is it none?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from requirements import documents
from requirements.documents import PREFIXES, REFERENCE_TYPES, Document, Problem, Refused
from requirements.exchange import comparison
from requirements.exchange.comparison import Data
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Found, Record, Rejected
from requirements.exchange.plan import Outcome, PlannedRecord
from requirements.exchange.standards_named import NamedStandards

# Letters that are told of the title of a rejected record.
TITLE = 300


@dataclass(frozen=True)
class Incoming:
    """A record on its way: the document that it parses to, and the part of it that the file speaks of; `whole` as in
    formats. `taken` says what names in it were taken for."""

    found: Found
    document: Document
    spoken: Data
    whole: bool
    taken: Sequence[Problem] = ()

    @property
    def identifier(self) -> str:
        """As the file gives it; empty if it gives none."""
        return str(self.found.data.get("identifier") or "")

    @property
    def shape(self) -> type[Document]:
        return type(self.document)


def parse(record: Record, form: Format, standards: NamedStandards) -> Incoming | PlannedRecord:
    """The record as a document, or rejected with every reason found."""
    if isinstance(record, Rejected):
        problem = Problem(f"{form.name}.{record.reason}", (), dict(record.params))
        return PlannedRecord(Outcome.REJECTED, record.place, problems=[problem])
    problems = list(_objections(record, form))
    if not problems:
        try:
            found, taken = standards.identified(record)
            return replace(_incoming(found, form), taken=taken)
        except Refused as error:
            problems = error.problems
        except RecursionError:
            problems = [Problem("not_an_object")]
    return rejected(record, problems)


def _objections(found: Found, form: Format) -> Iterator[Problem]:
    """What stands against taking the record, before anything else of it is looked at."""
    identifier = found.data.get("identifier")
    if found.kind not in form.kinds:
        yield Problem("kind_not_read", ("kind",), {"kind": found.kind[:100]})
    elif not identifier and (not found.key or found.kind in REFERENCE_TYPES):
        yield Problem("missing", ("identifier",))
    elif identifier and not _agrees(identifier, found.kind):
        yield Problem("kind_disagrees", ("identifier",), {"identifier": str(identifier)[:100]})


def _agrees(identifier: object, kind: str) -> bool:
    try:
        return isinstance(identifier, str) and documents.kind_of(identifier) == kind
    except ValueError:
        return False


def _incoming(found: Found, form: Format) -> Incoming:
    """Refused if it is no document of its kind. An entry without identifier borrows one that is never given."""
    identifier = found.data.get("identifier") or f"{PREFIXES.get(found.kind)}-0000"
    document = documents.parse({**found.data, "kind": found.kind, "identifier": identifier})
    whole = form.whole if found.whole is None else found.whole
    spoken = comparison.given(document, found.data, whole=whole)
    return Incoming(found, document, {name: spoken[name] for name in spoken.keys() - {"kind", "identifier"}}, whole)


def rejected(found: Found, problems: Sequence[Problem]) -> PlannedRecord:
    """The record of a plan with what stands against it, named as far as it has a name."""
    identifier = str(found.data.get("identifier") or "")
    return PlannedRecord(
        Outcome.REJECTED, found.place, found.kind, found.key, identifier, _title(found), problems=problems
    )


def _title(found: Found) -> str:
    """The title of what is no document, as far as it has one, so that its author finds it."""
    titles = found.data.get("title")
    texts = titles.values() if isinstance(titles, dict) else [titles]
    return next((text[:TITLE] for text in texts if isinstance(text, str)), "")
