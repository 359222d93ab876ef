"""What would an import do? Every record of the files is set beside what the registry has, and nothing is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils import timezone

from requirements import catalogue, checks, documents
from requirements.choices import SourceKind
from requirements.documents import ENVELOPE, REFERENCE_TYPES, Problem, Refused
from requirements.exchange import comparison, linking, matching, releases
from requirements.exchange.agreement import once_each, with_names
from requirements.exchange.answers import remembered
from requirements.exchange.comparison import Data, Written
from requirements.exchange.errors import TooLarge, place_in_words
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Found, Question, Record
from requirements.exchange.incoming import Incoming, parse, rejected
from requirements.exchange.matching import Existing
from requirements.exchange.plan import Outcome, Plan, PlannedRecord
from requirements.exchange.standards_named import NamedStandards
from requirements.exchange.uploads import Opened, Sources, opened

# Records that are looked up together.
CHUNK = 500
# Called with how many records are done, and of how many; 0 while nobody knows.
Progress = Callable[[int, int], None]


def unheard(done: int, total: int) -> None:
    """Progress that nobody watches."""


# No question of a format has been answered.
AS_PROPOSED: Mapping[str, str] = {}


def questions(sources: Sources, form: Format) -> list[Question]:
    """What the format asks of the files; proposed is how the same was last answered, else what the format proposes.
    Nothing for most formats. Unreadable as with `preview`.
    """
    if form.questions is None:
        return []
    with opened(sources, form) as files:
        asked = form.questions(files.paths)
    former = remembered(form.name)
    return [
        replace(one, proposed=former[one.key]) if former.get(one.key) in dict(one.choices) else one for one in asked
    ]


def preview(
    sources: Sources,
    form: Format,
    *,
    answers: Mapping[str, str] = AS_PROPOSED,
    limit: int | None = None,
    progress: Progress = unheard,
) -> Plan:
    """The plan for importing files: paths, or one uploaded File. Reads everything, writes nothing.

    An archive is unpacked. `answers` to `questions()` go before those remembered. A record belongs to the entry that
    carries its identifier, else to the one whose provenance has its key; otherwise it is new. ExchangeError where a
    file as a whole cannot be read or has more than `limit` records (settings.IMPORT_RECORD_LIMIT). Where progress is
    heard the files are read twice, a fifth of the time, to say of how many. About twenty queries for 500 records.
    """
    limit = settings.IMPORT_RECORD_LIMIT if limit is None else limit
    told = {**remembered(form.name), **answers} if form.questions else {}
    planned: list[PlannedRecord] = []
    waiting: dict[int, Record] = {}
    standards = NamedStandards()
    with opened(sources, form) as files:
        total = 0 if progress is unheard else _counted(form.records(files.paths, told), limit, progress)
        incoming, dropped = releases.followed(form, form.records(files.paths, told))
        for chunk in _chunks(incoming):
            _check_number(len(planned) + len(chunk), limit)
            looked_at = _planned(chunk, files, standards)
            waiting |= _lacking(chunk, looked_at, len(planned))
            planned += looked_at
            progress(len(planned), total)
        for number, record in _with_what_comes(planned, waiting, files, standards):
            planned[number] = record
    records = linking.settled(with_names(once_each(planned)))
    return Plan(form.name, files.name, [*records, *dropped], files.sha256, answers)


def _counted(records: Iterator[Record], limit: int, progress: Progress) -> int:
    """How many records there are; TooLarge beyond the limit, before any of them is compared."""
    number = 0
    for chunk in _chunks(records):
        number += len(chunk)
        _check_number(number, limit)
        progress(number, 0)
    return number


def _check_number(number: int, limit: int) -> None:
    if number > limit:
        raise TooLarge("too_many_records", limit=limit)


def _chunks(records: Iterator[Record]) -> Iterator[list[Record]]:
    while chunk := list(islice(records, CHUNK)):
        yield chunk


def _lacking(chunk: Sequence[Record], planned: Sequence[PlannedRecord], first: int) -> dict[int, Record]:
    """Number → record, of those that name something which the registry does not have."""
    numbered = enumerate(zip(chunk, planned, strict=True), start=first)
    return {number: record for number, (record, one) in numbered if _names_left_out(one)}


def _names_left_out(planned: PlannedRecord) -> set[str]:
    return {str(problem.params["value"]) for problem in planned.problems if problem.code == "left_out"}


def _with_what_comes(
    planned: Sequence[PlannedRecord], waiting: Mapping[int, Record], files: Opened, standards: NamedStandards
) -> Iterator[tuple[int, PlannedRecord]]:
    """(number, record) of those that name what comes with this import, as a standard its successor: looked at once more
    with these names.
    """
    brought = frozenset(record.identifier for record in planned if record.is_written and record.identifier)
    numbers = iter([number for number in waiting if _names_left_out(planned[number]) & brought])
    while some := list(islice(numbers, CHUNK)):
        again = _planned([waiting[number] for number in some], files, standards, brought)
        yield from zip(some, again, strict=True)


def _planned(
    chunk: Sequence[Record], files: Opened, standards: NamedStandards, coming: Set[str] = frozenset()
) -> list[PlannedRecord]:
    """The records of a chunk in its order. What was written before is asked for only where something differs; `coming`
    are names that this import brings.
    """
    parsed = [parse(record, files.format, standards) for record in chunk]
    here = Here([one for one in parsed if isinstance(one, Incoming)], files, coming)
    planned = [here.plan(one) if isinstance(one, Incoming) else one for one in parsed]
    written = matching.last_written(one.identifier for one in planned if one.outcome is Outcome.CHANGED)
    return [here.unless_edited(one, written.get(one.identifier, {})) for one in planned]


class Here:
    """What the registry has of some records that come in, looked up for all of them at once."""

    def __init__(self, incoming: Sequence[Incoming], files: Opened, coming: Set[str]) -> None:
        self._coming = coming
        self._files, self._today = files, timezone.localdate().isoformat()
        self._entries = matching.entries_of(one.found for one in incoming if not one.identifier)
        self._copies = matching.working_copies(
            (one.found.kind, name) for one in incoming for name in self._identifiers(one)
        )
        self._names = matching.known_names(one.document for one in incoming)
        self._keys = matching.identifiers_of(key for one in incoming for _, key in one.found.links)
        self._published = self._ever_published(incoming)

    def _identifiers(self, one: Incoming) -> list[str]:
        """Of the working copies that the record could mean."""
        return [one.identifier] if one.identifier else self._entries.get((one.found.kind, one.found.key), [])

    def _ever_published(self, incoming: Sequence[Incoming]) -> set[str]:
        """Of the names that working copies hold; asked for if a published document comes back."""
        if not any(ENVELOPE in one.found.data for one in incoming):
            return set()
        return catalogue.published(name for copy in self._copies.values() for name in documents.names(copy.document))

    def plan(self, one: Incoming) -> PlannedRecord:
        """New, changed, unchanged, rejected, or conflicting because it is under review; edits are looked at later."""
        identifiers = self._identifiers(one)
        if len(identifiers) > 1:
            named = {"identifiers": ", ".join(identifiers)}
            return rejected(one.found, [Problem("key_of_several", (), named)])
        copy = self._copies.get(identifiers[0]) if identifiers else None
        absent = documents.names(one.document) - self._names
        unknown = absent - self._coming
        try:
            data = self._entirely(one, copy) if one.whole else self._in_part(one, copy, unknown)
            data = linking.with_links(data, one.found.links, self._keys)
            document = documents.normalized(documents.parse(data))
            if problems := checks.missing(document) if one.found.kind in REFERENCE_TYPES else []:
                raise Refused(problems)
        except Refused as error:
            return rejected(one.found, error.problems)
        record = self._compared(one, copy, document, unknown)
        awaited = absent if one.whole else absent & self._coming
        return replace(record, awaits=tuple(awaited)) if awaited else record

    def _entirely(self, one: Incoming, copy: Existing | None) -> Data:
        """What is here with the fields of the file in their place.

        A published document that comes back says nothing of what the public does not see: that stays. So do the sources
        of an entry if the file names none.
        """
        document = one.document
        if copy and ENVELOPE in one.found.data:
            document = documents.restored(document, copy.document, self._published)
        given = documents.dump(document)
        if copy is None:
            return given if one.found.kind in REFERENCE_TYPES or given["provenance"] else self._with_source(given, one)
        silent = {
            name: {code: text for code, text in copy.data[name].items() if code not in spoken}
            for name, spoken in one.found.languages.items()
        }
        laid = {name: {**silent[name], **given[name]} if name in silent else given[name] for name in one.spoken}
        sources = laid.get("provenance") or copy.data.get("provenance")
        return {**copy.data, **laid, **({"provenance": sources} if sources else {})}

    def _with_source(self, data: Data, one: Incoming) -> Data:
        """An entry whose file does not say where its matter is from is taken from the file."""
        source = {"source_kind": SourceKind.MEMBER_CONTRIBUTION.value, "citation": one.found.place.file}
        return {**data, "provenance": self._renewed([], [source], one.found)}

    def _in_part(self, one: Incoming, copy: Existing | None, unknown: set[str]) -> Data:
        """What is here with what the file knows laid over it, names aside that are not in the registry."""
        here: Data = copy.data if copy else {"kind": one.found.kind, "identifier": one.document.identifier}
        spoken = comparison.without_names(one.shape, one.spoken, unknown)
        sources = spoken.pop("provenance", [])
        # A catalogue is published under another name each month.
        catalogue_named = {"source": spoken.pop("source")} if copy and "source" in spoken else {}
        if copy:
            spoken.pop("source_language", None)
        data = comparison.laid_over(one.shape, here, spoken)
        if data != here:
            data |= catalogue_named
        moved = one.found.former and one.found.former.key != one.found.key
        if (data != here or moved) and one.found.kind not in REFERENCE_TYPES:
            data["provenance"] = self._renewed(here.get("provenance", []), sources, one.found)
        return data

    def _renewed(self, here: Sequence[Data], sources: Sequence[Data], found: Found) -> list[Data]:
        """The sources of an entry with that of the import in its place.

        Where exactly something stands in its source is no news by itself: it is renewed with something else.
        """
        stamp = {
            "source_key": found.key,
            "file": self._files.digest(found.place.file),
            "retrieved_on": self._today,
        }
        own = {found.key, found.former.key} if found.former else {found.key}
        others = [source for source in here if source["source_key"] not in own]
        return [*({"place": place_in_words(found.place)} | source | stamp for source in sources), *others]

    def _doubts(self, one: Incoming) -> list[Problem]:
        """What a person should look at, each with its place in the file."""
        name = self._files.format.name
        return [
            Problem(f"{name}.{doubt.reason}", (), {"place": place_in_words(doubt.place), **doubt.params})
            for doubt in one.found.doubts
        ]

    def _compared(self, one: Incoming, copy: Existing | None, document: Any, unknown: set[str]) -> PlannedRecord:
        told = one.spoken.keys() if one.whole else one.spoken.keys() - {"provenance"}
        record = PlannedRecord(
            Outcome.NEW,
            one.found.place,
            kind=one.found.kind,
            key=one.found.key,
            identifier=copy.identifier if copy else one.identifier,
            title=document.title.get(document.source_language, ""),
            problems=(*([] if one.whole else _left_out(unknown)), *one.taken, *self._doubts(one)),
            document=documents.packed(document),
            fields=tuple(sorted(told | ({"links"} if one.found.links else set()))),
            ahead=tuple(link for link in one.found.links if link[1] not in self._keys),
        )
        if copy is None:
            return record
        wanted = documents.dump(document)
        if wanted == copy.data and copy.is_in_force:
            # A link to a record that is new may still change it; until that is known its document is kept.
            kept = {"version": copy.version} if record.ahead and copy.is_open else {"document": b"", "ahead": ()}
            return replace(record, outcome=Outcome.UNCHANGED, **kept)
        changes = documents.diff(copy.data, wanted)
        if copy.is_open:
            return replace(record, outcome=Outcome.CHANGED, changes=changes, version=copy.version)
        problem = Problem("in_review", (), {"state": copy.state})
        return replace(record, outcome=Outcome.CONFLICTING, changes=changes, problems=[problem], version=copy.version)

    def unless_edited(self, record: PlannedRecord, before: Written) -> PlannedRecord:
        """The record, as conflicting if it would change what was edited here since an import wrote it."""
        if record.outcome is not Outcome.CHANGED:
            return record
        wanted = documents.dump(record.wanted)
        working = self._copies[record.identifier].data
        fields = [name for name in comparison.edited(working, wanted, before) if name in record.fields]
        if not fields:
            return record
        problem = Problem("edited_here", (), {"fields": ", ".join(fields)})
        return replace(record, outcome=Outcome.CONFLICTING, problems=[problem])


def _left_out(unknown: Set[str]) -> list[Problem]:
    return [Problem("left_out", (), {"value": name}) for name in sorted(unknown)]
