"""What does the text of an ITU resolution say, provision by provision, and what of that must a person confirm?

Pure: text in, `Resolution` out. Whatever was not plain in the text is a `Doubt` with its line; nothing else is guessed.
"""

from collections.abc import Sequence
from dataclasses import replace

from requirements.resolution_texts import heading as headings_of
from requirements.resolution_texts import sections as sections_of
from requirements.resolution_texts.changes import occasions as occasions
from requirements.resolution_texts.cleaning import Footnote as Footnote
from requirements.resolution_texts.cleaning import Line, lines_of
from requirements.resolution_texts.heading import Heading
from requirements.resolution_texts.references import references
from requirements.resolution_texts.shape import Change as Change
from requirements.resolution_texts.shape import Doubt as Doubt
from requirements.resolution_texts.shape import NotAResolution as NotAResolution
from requirements.resolution_texts.shape import Occasion as Occasion
from requirements.resolution_texts.shape import Provision as Provision
from requirements.resolution_texts.shape import Reference as Reference
from requirements.resolution_texts.shape import Resolution as Resolution
from requirements.resolution_texts.shape import Section as Section

# The longest resolutions, rules of procedure with annexes, have some 80,000 characters.
LONGEST = 1_000_000
LONGEST_LINE = 100_000


def parse(raw: str) -> list[Resolution]:
    """Every resolution in a text, in order. NotAResolution if there is none, or if the text is not one to be read."""
    if not raw.strip():
        raise NotAResolution("empty")
    if len(raw) > LONGEST:
        raise NotAResolution("too_long", size=len(raw), limit=LONGEST)
    _refuse_binary(raw)
    lines, notes = lines_of(raw)
    found = headings_of.headings(lines)
    ends = [*(heading.first for heading in found[1:]), len(lines)]
    return [_resolution(heading, lines, notes, end) for heading, end in zip(found, ends, strict=True)]


def _refuse_binary(raw: str) -> None:
    for number, line in enumerate(raw.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise NotAResolution("line_too_long", number, size=len(line), limit=LONGEST_LINE)
        if any(letter < " " and letter not in "\t\r\f\v\x1e\x1f" for letter in line):
            raise NotAResolution("not_text", number)


def _resolution(heading: Heading, lines: Sequence[Line], notes: Sequence[Footnote], end: int) -> Resolution:
    read = sections_of.read(lines[heading.body : end], heading.tongue, heading.assembly)
    doubts = [*heading.doubts, *read.doubts]
    if not read.sections and heading.mark != "SUP":
        raise NotAResolution("no_sections", heading.line)
    if heading.mark == "MOD":
        doubts.append(Doubt("changes_without_marks", heading.line, heading.reference))
    first, last = lines[heading.first].number, lines[end - 1].number
    footnotes = [note for note in notes if first <= note.line <= last or note.line > lines[-1].number]
    resolution = Resolution(
        language=heading.tongue.code,
        assembly=heading.assembly,
        number=heading.number,
        title=heading.title,
        line=heading.line,
        heading=heading.written,
        occasion=heading.occasion,
        former_occasion=heading.former_occasion,
        lineage=heading.lineage,
        mark=heading.mark,
        reference=heading.reference,
        proponents=heading.proponents,
        sections=tuple(read.sections),
        footnotes=(*footnotes, *read.footnotes),
        rest=read.rest,
    )
    named = _references(resolution, heading)
    doubts += [one for one in named if isinstance(one, Doubt)]
    return replace(
        resolution,
        references=tuple(one for one in named if isinstance(one, Reference)),
        doubts=tuple(sorted(doubts, key=lambda doubt: doubt.line)),
    )


def _references(resolution: Resolution, heading: Heading) -> list[Reference | Doubt]:
    own = (heading.assembly, heading.number)
    return [
        found
        for _section, provision in resolution.provisions()
        for found in references(provision.text, provision.key, provision.line, heading.tongue, own)
    ]
