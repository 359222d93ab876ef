"""Which of several releases, numberings and copies of the same requirement is taken?

The newest release of a chapter replaces the same chapter of older ones as a whole: what it no longer says was dropped
or reworded. Whatever is passed over is named with its line and with what stands in its place.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from requirements.exchange.formats.govstack.building_blocks import BuildingBlock
from requirements.exchange.formats.govstack.chapters import Reading
from requirements.exchange.formats.govstack.headings import number_of
from requirements.exchange.formats.govstack.kinds import Role, in_words
from requirements.exchange.formats.govstack.records import Found, Place, Reason, Record, Rejected
from requirements.exchange.formats.govstack.sources import Source

QUARTER = re.compile(r"v?(\d{2})Q([1-4])(?:\.(\d{1,9}))?", re.IGNORECASE)
LATEST = 10**9
VERSION = re.compile(r"[vV]?(\d+(?:\.\d+)*)(?:[-+].*)?")


def select(readings: Sequence[Reading]) -> Iterator[Record]:
    """The records to import and those passed over, file by file in the order of their lines."""
    for reading in _without_copies(_without_former(_without_older(_without_older_numbering(readings)))):
        found = [one for _, one in reading.requirements]
        records: list[Record] = [*found, *reading.use_cases, *reading.rejected]
        yield from sorted(records, key=lambda record: record.place.line)


def rank(source: Source) -> tuple[int, ...]:
    """How new the release of a source is; of today's, markdown goes before JSON."""
    return age(source.release) if source.release else (*age(""), _is_written(source))


def age(release: str) -> tuple[int, ...]:
    """How new a release is: no name is the state of today, a commit is later than any named release.

    For a time releases were named by quarters, after all that begin with 1.0 and before 1.1.
    """
    quarter, version = QUARTER.fullmatch(release), VERSION.fullmatch(release)
    if quarter:
        return 0, 1, 0, LATEST, *(int(part or 0) for part in quarter.groups())
    if version:
        return 0, *(int(part[:9]) for part in version[1].split("."))
    return (2,) if release else (3,)


def _is_written(source: Source) -> bool:
    """Markdown is what people read and edit; JSON is made from it."""
    return source.path.suffix == ".md"


def _without_older_numbering(readings: Sequence[Reading]) -> list[Reading]:
    """A folder may hold a chapter under two numbers; the one whose heading agrees with the name of its file stays."""
    return _best_of(readings, _file, _agreement, _renumbered)


def _file(reading: Reading) -> Hashable:
    return reading.source.folder, reading.source.inside.parent, in_words(reading.source.path.name)


def _agreement(reading: Reading) -> tuple[bool, tuple[int, ...]]:
    return number_of(reading.source.path.name.replace("-", " ")) == reading.number, reading.number


def _renumbered(reading: Reading, other: Reading) -> Reading:
    """One rejection stands for all requirements of the file."""
    params = {"other": other.source.file, "count": len(reading.requirements)}
    told = Rejected(Place(reading.source.file, 1), Reason.DUPLICATE_NUMBERING, params)
    return replace(reading, requirements=(), rejected=(told,) if reading.requirements else ())


def _without_older(readings: Sequence[Reading]) -> list[Reading]:
    return _best_of(readings, _chapter, lambda reading: rank(reading.source), _replaced)


def _chapter(reading: Reading) -> Hashable:
    """What a chapter merely tells of requirements is as old as the functional requirements are."""
    block = reading.source.building_block
    if not block or not reading.requirements:
        return reading.source.file
    return block.slug, "functional" if reading.chapter.role is Role.NARRATIVE else reading.chapter.kind


def _replaced(reading: Reading, newest: Reading) -> Reading:
    """Several files of one release may make up a chapter."""
    if reading.source.folder == newest.source.folder:
        return reading
    newer = {found.key: newest.source.file for _, found in reading.requirements}
    if _is_written(newest.source) and not _is_written(reading.source):
        return _passed_over(reading, Reason.MACHINE_READABLE_COPY, newer)
    # Doubts about a text that nobody reads any more are of no use.
    return _passed_over(replace(reading, rejected=()), Reason.OLDER_RELEASE, newer)


def _best_of(
    readings: Sequence[Reading],
    together: Callable[[Reading], Hashable],
    worth: Callable[[Reading], tuple[Any, ...]],
    pass_over: Callable[[Reading, Reading], Reading],
) -> list[Reading]:
    """The readings in their order; of those that belong together all but the best are passed over."""
    groups: dict[Hashable, list[Reading]] = defaultdict(list)
    for reading in readings:
        groups[together(reading)].append(reading)
    best = {key: max(group, key=worth) for key, group in groups.items()}
    pairs = ((reading, best[together(reading)]) for reading in readings)
    return [reading if reading is winner else pass_over(reading, winner) for reading, winner in pairs]


def _passed_over(reading: Reading, reason: Reason, newer: Mapping[str, str]) -> Reading:
    """Requirements whose key is in `newer` become rejections that name the file there."""
    stays = tuple(pair for pair in reading.requirements if pair[1].key not in newer)
    goes = (found for _, found in reading.requirements if found.key in newer)
    told = (Rejected(one.place, reason, {"key": one.key, "newer": newer[one.key]}) for one in goes)
    return replace(reading, requirements=stays, rejected=(*reading.rejected, *told))


Former = dict[tuple[BuildingBlock | None, tuple[int, ...]], tuple[Source, str]]


def _without_former(readings: Sequence[Reading]) -> Iterator[Reading]:
    """`(previously 5.18)` in a heading names the section of an older release that the requirement comes from."""
    former: Former = {
        (reading.source.building_block, sighting.former_number): (reading.source, sighting.title)
        for reading in readings
        for sighting, _ in reading.requirements
        if sighting.former_number
    }
    return (_passed_over(reading, Reason.OLDER_RELEASE, _renamed(reading, former)) for reading in readings)


def _renamed(reading: Reading, former: Former) -> dict[str, str]:
    """Keys of the reading's requirements that a newer release names as its former ones, each with the newer file."""
    renamed: dict[str, str] = {}
    for sighting, found in reading.requirements:
        place = reading.source.building_block, number_of(sighting.section.heading.text)
        newer, title = former.get(place, (reading.source, ""))
        if rank(reading.source) < rank(newer) and _share_words(sighting.title, title):
            renamed[found.key] = newer.file
    return renamed


def _share_words(one: str, other: str) -> bool:
    """Numbers are reused: a former number counts only where the titles have a word in common."""
    first, second = (set(re.findall(r"\w{4,}", text.casefold())) for text in (one, other))
    return bool(first & second)


def _without_copies(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Of what has the same key in several files, the first stays."""
    seen: dict[str, Found] = {}
    for reading in readings:
        found = [*(one for _, one in reading.requirements), *reading.use_cases]
        copies = {id(one): seen[one.key] for one in found if seen.setdefault(one.key, one) is not one}
        yield replace(
            reading,
            requirements=tuple(pair for pair in reading.requirements if id(pair[1]) not in copies),
            use_cases=tuple(one for one in reading.use_cases if id(one) not in copies),
            rejected=(*reading.rejected, *(_copy(one, copies[id(one)]) for one in found if id(one) in copies)),
        )


def _copy(found: Found, first: Found) -> Rejected:
    other = f"{first.place.file}#L{first.place.line}"
    return Rejected(found.place, Reason.DUPLICATE, {"key": found.key, "other": other})
