"""What does a newer release of a source say in other words than the one that was imported before, and what no longer?

What is issued as a whole anew, as the specification of a building block, drops requirements silently, and gives others
new words, new titles or another chapter, with which their keys change. A record whose key is new and whose words are
nearly those of an entry that no record claims is that entry; an entry that nobody claims in a chapter that was read
was dropped. Neither is done unseen: both stand in the plan, and what was dropped stays until a person withdraws it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Q
from rapidfuzz import fuzz

from requirements import catalogue
from requirements.choices import EntryKind, Standing
from requirements.documents import Problem
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Former, Found, Lineage, Place, Record, Rejected
from requirements.exchange.plan import Outcome, PlannedRecord
from requirements.models import Provenance, Requirement

# From this likeness of 100 on, two texts are one in other words; and from this on even if their keys say otherwise.
LIKE, RENUMBERED = 75, 90
# So many records that share most words with an entry are compared with it letter by letter.
NEAREST = 8
# A word tells little that is in more texts than this; in a large source, than a twentieth of its words, up to a bound.
SELDOM, OFTEN = 50, 200
# A title of one word is the title of many; a few words are alike letter by letter without meaning the same.
TELLING, FEW = 2, 3
# How binding something is changes from release to release, and with it these words.
SAYS_LITTLE = re.compile(
    r"must|should|shall|may|not|be|the|an?|to|can|of|is|are|and|in|for|or|with|on|it|by", re.IGNORECASE
)


@dataclass(frozen=True)
class Known:
    """An entry under a key that an earlier import has brought from the same source."""

    key: str
    identifier: str
    file: str
    lineage: Lineage
    said: "Said"


Traced = tuple[Record, Lineage | None]
# (title, statement, rationale): what one release explains, another states.
Said = tuple[str, str, str]


def followed(form: Format, records: Iterable[Record]) -> tuple[Iterator[Record], list[PlannedRecord]]:
    """The records, those in other words with their former key, and what was dropped.

    Records of a format without lineage pass one by one. Of a release that is older than the one that the registry has,
    every record says so, and nothing counts as dropped. Three queries.
    """
    if form.lineage is None:
        return iter(records), []
    traced = [(one, form.lineage(one.key, one.place.file) if isinstance(one, Found) else None) for one in records]
    known = list(_known(form, {line.source for _, line in traced if line}))
    older = _older(traced, known)
    meant = _meant(known, [one for one, line in traced if isinstance(one, Found) and line])
    read = {(line.source, line.part) for _, line in traced if line and line.source not in older}
    stays = {former.entry for former in meant.values()}
    left = (one for one in known if (one.lineage.source, one.lineage.part) in read)
    gone = {one.identifier: one for one in left if one.identifier not in stays}
    return (_told(one, line, meant, older) for one, line in traced), list(map(_dropped, gone.values()))


def _known(form: Format, sources: Iterable[str]) -> Iterator[Known]:
    """The entries that came from the sources and are not withdrawn, once for each key."""
    begins = [Q(source_key__startswith=source) for source in sources]
    if not begins or form.lineage is None:
        return
    rows = Provenance.objects.filter(reduce(or_, begins), entry__kind=EntryKind.REQUIREMENT).order_by(
        "source_key", "pk"
    )
    found = list(rows.values_list("source_key", "entry__identifier", "place"))
    texts = _texts({identifier for _, identifier, _ in found})
    for key, identifier, place in found:
        file = place.partition("#")[0]
        line = form.lineage(key, file)
        if line and identifier in texts:
            yield Known(key, identifier, file, line, texts[identifier])


def _texts(identifiers: set[str]) -> dict[str, Said]:
    """Identifier → what it says in the source language, without what is withdrawn or superseded."""
    kind = EntryKind.REQUIREMENT.value
    over = catalogue.current(kind).filter(identifier__in=identifiers).exclude(standing=Standing.IN_FORCE)
    rows = Requirement.objects.filter(identifier__in=identifiers - set(over.values_list("identifier", flat=True)))
    told = rows.values_list("identifier", "source_language", "title", "statement", "rationale")
    return {name: (title.get(code, ""), text.get(code, ""), why.get(code, "")) for name, code, title, text, why in told}


def _older(traced: Iterable[Traced], known: Iterable[Known]) -> set[str]:
    """The sources of which the registry has a newer release than all that comes in."""
    coming = _newest(line for _, line in traced if line)
    return {source for source, age in _newest(one.lineage for one in known).items() if coming[source] < age}


def _newest(lineages: Iterable[Lineage]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for line in lineages:
        found[line.source] = max(line.age, found.get(line.source, ()))
    return found


def _told(record: Record, line: Lineage | None, meant: Mapping[str, Former], older: Set[str]) -> Record:
    if not isinstance(record, Found) or not line:
        return record
    doubts, former = list(record.doubts), meant.get(record.key)
    if line.source in older:
        doubts.append(Rejected(record.place, "older_than_here", {}))
    if former and former.key not in ("", record.key):
        doubts.append(Rejected(record.place, "reworded", {"key": former.key}))
    return replace(record, former=former, doubts=tuple(doubts))


def _dropped(known: Known) -> PlannedRecord:
    return PlannedRecord(
        Outcome.DROPPED,
        Place(known.file, 0),
        kind=EntryKind.REQUIREMENT.value,
        key=known.key,
        identifier=known.identifier,
        title=known.said[0],
        problems=[Problem("dropped")],
    )


def _meant(known: Sequence[Known], coming: Sequence[Found]) -> dict[str, Former]:
    """Key → what the record with it was; records that were not there before are missing.

    The likest pairs go first and each entry and record is in one pair. The same key is worth as much as like words;
    only what nearly repeats another entry word for word has been numbered anew.
    """
    pairs = [*_same_keys(known, coming), *_like_words(known, coming)]
    found: dict[str, Former] = {}
    taken: set[str] = set()
    for _, entry, record in sorted(pairs, key=lambda pair: (-pair[0], pair[1].key != pair[2].key, pair[1].key)):
        if entry.identifier not in taken and record.key not in found:
            found[record.key] = Former(entry.identifier, entry.key)
            taken.add(entry.identifier)
    lost = {entry.key for entry in known} & {record.key for record in coming} - found.keys()
    return {**found, **dict.fromkeys(lost, Former())}


Pairs = Iterator[tuple[float, Known, Found]]


def _same_keys(known: Sequence[Known], coming: Sequence[Found]) -> Pairs:
    records = {record.key: record for record in coming}
    for entry in known:
        if record := records.get(entry.key):
            yield max(LIKE, _likeness(entry.said, _said(record))), entry, record


def _like_words(known: Sequence[Known], coming: Sequence[Found]) -> Pairs:
    """Pairs of one source under different keys; where a key has a record or an entry, words must nearly be the same."""
    keys, old = {record.key for record in coming}, {entry.key for entry in known}
    texts = [_said(record) for record in coming]
    nearest = _Nearest(texts)
    for entry in known:
        for number in nearest.to(entry.said):
            record, score = coming[number], _likeness(entry.said, texts[number])
            needed = RENUMBERED if entry.key in keys or record.key in old else LIKE
            if score >= needed and record.key != entry.key and record.key.startswith(entry.lineage.source):
                yield score, entry, record


class _Nearest:
    """Which of many texts share most words with one? Looking it up does not grow with their square."""

    def __init__(self, texts: Sequence[Said]) -> None:
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, said in enumerate(texts):
            for word in _all_words(said):
                self._by_word[word].append(number)

    def to(self, said: Said) -> list[int]:
        """The numbers of the nearest, by words that are not in every other text."""
        often = min(max(SELDOM, len(self._by_word) // 20), OFTEN)
        told = (self._by_word.get(word, []) for word in _all_words(said))
        shared = Counter(number for numbers in told if len(numbers) <= often for number in numbers)
        return [number for number, _ in shared.most_common(NEAREST)]


def _said(found: Found) -> Said:
    """What a record says in the source language."""
    title, statement, rationale = (
        found.data.get(name, {}).get(found.data["source_language"], "") for name in ("title", "statement", "rationale")
    )
    return title, statement, rationale


def _likeness(one: Said, other: Said) -> float:
    """Of statements, of one's with what the other explains, or of titles that are long enough to tell something."""
    (title, statement, rationale), (title_then, then, rationale_then) = map(_in_words, (one, other))
    told = [(statement, then), (statement, rationale_then), (rationale, then)]
    if min(len(title), len(title_then)) >= TELLING:
        told.append((title, title_then))
    return max(_words_alike(first, second) for first, second in told)


def _in_words(said: Said) -> tuple[list[str], ...]:
    return tuple(map(_words, said))


def _words_alike(one: Sequence[str], other: Sequence[str]) -> float:
    score = fuzz.token_sort_ratio(" ".join(one), " ".join(other))
    return score if score >= RENUMBERED or min(len(one), len(other)) > FEW else 0


def _all_words(said: Said) -> set[str]:
    return {word for text in said for word in _words(text)}


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if not SAYS_LITTLE.fullmatch(word)]
