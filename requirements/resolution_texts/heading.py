"""Which resolution is it: of whom, with which number, title and history, adopted or proposed?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from requirements.choices import Assembly, ProposalMark
from requirements.resolution_texts import changes
from requirements.resolution_texts.cleaning import Line, squeezed
from requirements.resolution_texts.shape import Doubt, NotAResolution, Occasion
from requirements.resolution_texts.tongues import TONGUES, Tongue

MARK = re.compile(r"^(MOD|ADD|SUP|NOC)\b[\s:]*([A-Z0-9]+(?:/[A-Z0-9()+.-]+)+)?\s*$")
# Lines between the number of a resolution and who adopted it: its title.
NEAR = 14
# Lines above the number, in which a proposal says what it is.
ABOVE = 6


@dataclass
class Heading:
    """What stands above the provisions; `first` and `body` are places in the lines: of the number, of what follows."""

    tongue: Tongue
    first: int
    body: int
    number: str
    assembly: Assembly | None
    line: int
    written: str
    title: str = ""
    occasion: Occasion | None = None
    former_occasion: Occasion | None = None
    lineage: tuple[Occasion, ...] = ()
    mark: ProposalMark | None = None
    reference: str = ""
    proponents: str = ""
    doubts: list[Doubt] = field(default_factory=list)


def headings(lines: Sequence[Line]) -> list[Heading]:
    """The heading of every resolution in the lines, in order. NotAResolution if there is none."""
    found: list[Heading] = []
    for tongue in TONGUES:
        found += _in_tongue(lines, tongue)
    distinct = {heading.first: heading for heading in sorted(found, key=lambda one: one.assembly is not None)}
    if not distinct:
        raise NotAResolution("no_heading")
    return [distinct[first] for first in sorted(distinct)]


def _in_tongue(lines: Sequence[Line], tongue: Tongue) -> list[Heading]:
    starts = [
        place for place, line in enumerate(lines) if len(line.text) < 200 and tongue.heading_pattern.match(line.plain)
    ]
    return [heading for place in starts if (heading := _heading(lines, place, starts, tongue))]


def _heading(lines: Sequence[Line], first: int, starts: Sequence[int], tongue: Tongue) -> Heading | None:
    """The heading that begins at a line; None if nobody adopts or proposes anything below it."""
    stop = min([place for place in starts if place > first] + [first + NEAR, len(lines)])
    adopted = next((place for place in range(first + 1, stop) if _adopts(lines[place], tongue)), None)
    mark, reference = _mark(lines, first)
    if adopted is None and mark is not ProposalMark.SUP:
        return None
    body = stop if adopted is None else adopted + 1
    found = tongue.heading_pattern.match(lines[first].plain)
    if found is None:
        return None
    groups = found.groupdict()
    heading = Heading(
        tongue=tongue,
        first=first,
        body=body,
        number=squeezed(groups["number"] or groups.get("number_behind") or "").strip("[]"),
        assembly=_assembly(lines[adopted], tongue) if adopted is not None else None,
        line=lines[first].number,
        written=squeezed(lines[first].text),
        mark=mark,
        reference=reference,
        proponents=_proponents(lines[:first], tongue) if mark else "",
    )
    _read_number(heading)
    _read_title(heading, lines[first + 1 : body - 1 if adopted is not None else body])
    _read_occasion(
        heading, lines[first].text[found.end() - len(found["rest"] or "") :], lines[adopted] if adopted else None
    )
    return heading


def _adopts(line: Line, tongue: Tongue) -> bool:
    if len(line.text) > 300 or not tongue.assembly_pattern.match(line.plain):
        return False
    return line.text.rstrip().endswith((",", "،", "，", ")", "）")) or tongue.code == "ar"


def _assembly(line: Line, tongue: Tongue) -> Assembly | None:
    found = tongue.assembly_pattern.match(line.plain)
    return next((known for known in Assembly if found and found.groupdict().get(known.name)), None)


def _mark(lines: Sequence[Line], first: int) -> tuple[ProposalMark | None, str]:
    """The nearest mark above the number."""
    for line in reversed(lines[max(first - ABOVE, 0) : first]):
        if found := MARK.match(squeezed(line.text)):
            return ProposalMark(found[1]), found[2] or ""
    return None, ""


def _proponents(above: Sequence[Line], tongue: Tongue) -> str:
    return next((squeezed(line.text) for line in above if tongue.proponent_pattern.search(line.plain)), "")


def _read_number(heading: Heading) -> None:
    """`ITU-R 66` is number 66 of the Radiocommunication Assembly."""
    found = re.match(r"^\W*(?:ITU|UIT|МСЭ)-?\s?[RTDТР]\s*(.+)$", heading.number, re.IGNORECASE)
    if found:
        heading.number = found[1]


def _read_title(heading: Heading, lines: Sequence[Line]) -> None:
    """The lines of the title; those in parentheses are the history of the text."""
    title = []
    for line in lines:
        text = squeezed(line.text)
        if text.startswith(("(", "（")) and changes.occasions(text, heading.tongue):
            heading.lineage = tuple(changes.occasions(text, heading.tongue))
        elif not MARK.match(text):
            title.append(text)
    heading.title = " ".join(title)
    if not heading.title:
        heading.doubts.append(Doubt("no_title", heading.line))


def _read_occasion(heading: Heading, behind: str, adopting: Line | None) -> None:
    """Where and when, as behind the number; else as in the line of who adopts it."""
    for text in filter(None, (behind, adopting.text if adopting else "")):
        found = changes.occasions(text, heading.tongue)
        if found:
            heading.occasion = found[-1]
            if len(found) == 2 and changes.two_occasions(text.strip("(（）)"), heading.tongue):
                heading.former_occasion = found[0]
            return
    if heading.mark is not ProposalMark.ADD:
        heading.doubts.append(Doubt("no_occasion", heading.line, heading.written))
