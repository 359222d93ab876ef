"""What does one markdown file of a specification hold?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from requirements.exchange.formats.govstack.blocks import Block, Heading, Item, Paragraph, flat
from requirements.exchange.formats.govstack.doubts import QUOTE_LENGTH, doubts
from requirements.exchange.formats.govstack.headings import Section, number_of, sections
from requirements.exchange.formats.govstack.kinds import Chapter, Role, chapter_of
from requirements.exchange.formats.govstack.levels import markers
from requirements.exchange.formats.govstack.records import Found, Place, Reason, Rejected
from requirements.exchange.formats.govstack.requirement import TEXT_LENGTH, requirements
from requirements.exchange.formats.govstack.sightings import Sighting
from requirements.exchange.formats.govstack.sources import TEMPLATE, Source
from requirements.exchange.formats.govstack.styles import recognize
from requirements.exchange.formats.govstack.texts import language_of
from requirements.exchange.formats.govstack.use_cases import read_use_case

# Authors are to replace it: `_\<Example Functional Requirements>_`.
PLACEHOLDER = re.compile(r"<[^<>]+>")
# What a level may mark, by the role of the chapter: a table headed "Requirement" holds requirements wherever it stands.
IN_HEADINGS = {"marked heading", "identified", "elevated"}
READ = {
    Role.NORMATIVE: IN_HEADINGS
    | {"verb in heading", "marked item", "marked paragraph", "level row", "requirement row"},
    Role.STRUCTURES: IN_HEADINGS | {"requirement row"},
    Role.NARRATIVE: {"requirement row"},
}


@dataclass(frozen=True)
class Reading:
    """What a file holds: requirements with the sighting each was made from, use cases, and what was rejected."""

    source: Source
    chapter: Chapter
    number: tuple[int, ...] = ()
    requirements: tuple[tuple[Sighting, Found], ...] = ()
    use_cases: tuple[Found, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def read_chapter(source: Source, blocks: Sequence[Block]) -> Reading:
    heading = next((block.text for block in blocks if isinstance(block, Heading)), "")
    chapter = chapter_of(heading, [source.repository, *source.inside.parts])
    parts = list(_with_subsections(sections(blocks)))
    sighted = [(part, recognize(part)) for part in parts]
    taken, rejected = _sift([one for _, found in sighted for one in found], source, chapter, _placeholder(parts))
    if taken or chapter.kind in {"functional", "cross-cutting"}:
        rejected += [doubt for part, found in sighted for doubt in doubts(part, found, source.file)]
    language = language_of(flat(blocks))
    use_cases, unclassified = read_use_case(source, blocks)
    return Reading(
        source=source,
        chapter=chapter,
        number=number_of(heading),
        requirements=tuple(zip(taken, requirements(taken, source, chapter, language), strict=True)),
        use_cases=tuple(use_cases),
        rejected=(*rejected, *unclassified),
    )


def _with_subsections(parts: list[Section]) -> Iterator[Section]:
    """A section with a level takes in the sections below it that have neither level nor requirements."""
    all_below: dict[Heading, list[Section]] = defaultdict(list)
    for part in parts:
        for heading in part.above:
            all_below[heading].append(part)
    for part in parts:
        if not markers(part.heading.text):
            yield part
            continue
        below = all_below[part.heading]
        plain = [] if any(map(recognize, below)) else below
        yield replace(part, blocks=(*part.blocks, *(block for one in plain for block in _as_blocks(one))))


def _as_blocks(part: Section) -> list[Block]:
    return [Paragraph(f"{part.title}:", part.heading.line), *part.blocks]


def _placeholder(parts: Iterable[Section]) -> str:
    """The first line of the chapter that only waits to be replaced."""
    texts = (flat([block]) for part in parts for block in part.blocks if isinstance(block, Paragraph | Item))
    return next((text for text in texts if PLACEHOLDER.fullmatch(text)), "")


def _sift(
    found: Iterable[Sighting], source: Source, chapter: Chapter, placeholder: str
) -> tuple[list[Sighting], list[Rejected]]:
    """Requirements, and those that only look like it, each with the reason; a table of fields is named once."""
    taken: list[Sighting] = []
    rejected: list[Rejected] = []
    named: set[int] = set()
    for sighting in found:
        reason = _objection(sighting, source, chapter, placeholder)
        if reason is None:
            taken.append(sighting)
            continue
        line = sighting.block if reason is Reason.FIELD_TABLE else sighting.line
        text = placeholder if reason is Reason.PLACEHOLDER else sighting.statement[:QUOTE_LENGTH]
        if reason is not Reason.FIELD_TABLE or line not in named:
            named.add(line)
            rejected.append(Rejected(Place(source.file, line), reason, {"text": text}))
    return taken, rejected


def _objection(sighting: Sighting, source: Source, chapter: Chapter, placeholder: str) -> Reason | None:
    if source.repository == TEMPLATE:
        return Reason.TEMPLATE_TEXT
    if placeholder:
        return Reason.PLACEHOLDER
    if sighting.style not in READ[chapter.role]:
        return Reason.NOT_NORMATIVE if chapter.role is Role.NARRATIVE else Reason.FIELD_TABLE
    if not sighting.statement:
        return Reason.NO_TEXT
    longest = max(len(sighting.statement), len("\n\n".join(sighting.explanation)))
    return Reason.TOO_LONG if longest > TEXT_LENGTH else None
