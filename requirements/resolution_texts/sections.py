"""Which sections has a resolution, whom do they address, and which provisions do they hold?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from requirements.choices import Addressee, Assembly, Part
from requirements.resolution_texts import changes
from requirements.resolution_texts.cleaning import Footnote, Line, after_rule, plain, squeezed
from requirements.resolution_texts.labels import Label, Numbering, labeled, split_numbers
from requirements.resolution_texts.shape import Doubt, Provision, Section
from requirements.resolution_texts.tongues import OPERATIVE, Tongue
from requirements.resolution_texts.tongues.tongue import FURTHER

STOPS = (",", ";", ".", "،", "؛", "，", "；", "。", ":", "：")
ENDS = (".", "。")
SECTORS = {Assembly.WTSA: "t", Assembly.WTDC: "d", Assembly.RADIOCOMMUNICATION_ASSEMBLY: "r"}
STUDY_GROUPS = {"t": Addressee.STUDY_GROUPS_T, "d": Addressee.STUDY_GROUPS_D, "r": Addressee.STUDY_GROUPS_R}
SECTOR = {"t": Addressee.SECTOR_T, "d": Addressee.SECTOR_D, "r": Addressee.SECTOR_R}
LONGEST_HEADING = 500
# A keyword that stands alone is followed by no more than this.
LONGEST_TAIL = 60


@dataclass(frozen=True)
class Head:
    """A heading as it was read: the keyword, who is addressed, and where in the line the text behind it begins."""

    part: Part
    text: str
    addressees: tuple[Addressee, ...] = ()
    collaborators: tuple[Addressee, ...] = ()
    collaboration: str = ""
    rest: str = ""


@dataclass
class _Provision:
    """A provision that is being read."""

    label: Label | None
    text: str
    line: int
    last_line: int
    fate: str = ""

    def add(self, text: str, line: int) -> None:
        self.text, self.last_line = f"{self.text}\n{text}", line


@dataclass
class _Section:
    head: Head
    line: int
    numbering: Numbering = field(default_factory=Numbering)
    provisions: list[_Provision] = field(default_factory=list)


@dataclass
class Reading:
    """What was read of the sections: `rest` are the first and the last line behind the last provision."""

    sections: list[Section] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    rest: tuple[int, int] | None = None


def read(lines: Sequence[Line], tongue: Tongue, assembly: Assembly | None) -> Reading:
    """The sections of the lines behind a heading."""
    return _Reader(tongue, assembly).read(lines)


class _Reader:
    """Goes through the lines once; what is open is the last section and its last provision."""

    def __init__(self, tongue: Tongue, assembly: Assembly | None) -> None:
        self.tongue, self.assembly = tongue, assembly
        self.sections: list[_Section] = []
        self.reading = Reading()

    def read(self, lines: Sequence[Line]) -> Reading:
        for line in lines:
            if self._is_behind(line):
                self.reading.rest = (line.number, lines[-1].number)
                self._doubt("text_behind", line.number, line.text)
                break
            for text, is_fused in self._pieces(line):
                self._take(text, line.number, is_fused=is_fused)
        self._finish()
        return self.reading

    def _doubt(self, code: str, line: int, text: str = "") -> None:
        self.reading.doubts.append(Doubt(code, line, squeezed(text)[:160]))

    def _is_behind(self, line: Line) -> bool:
        """Whether the provisions are over: reasons of a proposal, an annex, another text behind the last stop."""
        if self.tongue.end_pattern.match(line.plain):
            return True
        if not self._ended():
            return False
        return bool(self.tongue.annex_pattern.match(line.plain)) or self._is_foreign(line)

    def _ended(self) -> bool:
        last = self.sections[-1].provisions[-1:] if self.sections else []
        return bool(last) and last[0].text.rstrip().endswith(ENDS) and self.sections[-1].head.part in OPERATIVE

    def _is_foreign(self, line: Line) -> bool:
        """Neither a heading nor a label."""
        ahead = replace(self.sections[-1].numbering)
        return labeled(line.text, self.tongue, ahead) is None and self._head(line.text) is None

    def _pieces(self, line: Line) -> Iterator[tuple[str, bool]]:
        """The line, or what several paragraphs were that were set as one; whether that was so."""
        text, label, note = after_rule(line.text)
        if note:
            behind = self.tongue.fused_pattern.search(plain(note))
            self.reading.footnotes.append(Footnote(label, note[: behind.start()] if behind else note, line.number))
            yield from self._split(text, is_fused=False)
            if behind:
                yield from self._split(note[behind.end() :], is_fused=True)
            return
        yield from self._split(text, is_fused=False)

    def _split(self, text: str, *, is_fused: bool) -> Iterator[tuple[str, bool]]:
        trailing = self.tongue.trailing_pattern.search(plain(text))
        places = [found.end() for found in self.tongue.fused_pattern.finditer(plain(text))]
        if trailing:
            places.append(trailing.start("head"))
        places = [place for place in sorted(set(places)) if place and text[place:].strip()]
        for start, stop in zip([0, *places], [*places, len(text)], strict=True):
            if piece := text[start:stop].strip():
                yield piece, is_fused or start > 0

    def _take(self, text: str, line: int, *, is_fused: bool) -> None:
        head = self._head(text) if is_fused or self._may_begin() or self._is_alone(text) else None
        if head is None:
            self._take_text(text, line)
            return
        if is_fused:
            self._doubt("heading_in_paragraph", line, head.text)
        self._begin(head, line)
        if head.rest:
            if not is_fused:
                self._doubt("heading_with_text", line, head.text)
            self._take_text(head.rest, line)

    def _may_begin(self) -> bool:
        """A section begins where the provision before it has come to its end."""
        if not self.sections or not self.sections[-1].provisions:
            return True
        return self.sections[-1].provisions[-1].text.rstrip().endswith((",", "،", "，", *ENDS))

    def _is_alone(self, text: str) -> bool:
        """Whether a line is a heading and nothing else, so that it begins a section wherever it stands."""
        head = self._head(text)
        return head is not None and not head.rest and len(text) < LONGEST_TAIL and not text.rstrip().endswith(STOPS)

    def _begin(self, head: Head, line: int) -> None:
        if self.sections and not self.sections[-1].provisions:
            self._doubt("empty_section", self.sections[-1].line, self.sections[-1].head.text)
        elif self.sections and not self._may_begin():
            self._doubt("section_without_end", line, head.text)
        self.sections.append(_Section(head, line))
        if head.part in (Part.PREAMBULAR,):
            self._doubt("unknown_keyword", line, head.text)
        if head.part in (Part.INSTRUCTS, Part.INVITES) and not head.addressees:
            self._doubt("unknown_addressee", line, head.text)
        if Addressee.MEMBERSHIP in head.addressees and len(head.addressees) > 1:
            self._doubt("members_without_kind", line, head.text)

    def _head(self, text: str) -> Head | None:
        return read_head(text, self.tongue, self.assembly)

    def _take_text(self, text: str, line: int) -> None:
        if not self.sections:
            self._doubt("text_before_sections", line, text)
            return
        section = self.sections[-1]
        pieces = split_numbers(text, _first_number(text) if not section.provisions else section.numbering.last)
        for place, piece in enumerate(pieces):
            if place:
                self._doubt("provision_in_paragraph", line, piece)
            self._take_provision(piece, line, section)

    def _take_provision(self, text: str, line: int, section: _Section) -> None:
        found = labeled(text, self.tongue, section.numbering)
        if found:
            label, behind = found
            self._take_labeled(label, behind, line, section)
        elif not section.provisions:
            section.provisions.append(_Provision(None, text, line, line))
        else:
            last = section.provisions[-1]
            if last.text.rstrip().endswith((";", "؛", "；")) and not re.match(r"^\W|^\w{1,4}[)）]", text):
                self._doubt("unlabelled_paragraph", line, text)
            last.add(text, line)

    def _take_labeled(self, label: Label, text: str, line: int, section: _Section) -> None:
        if not label.in_order:
            self._doubt("label_out_of_order", line, f"{label.written} {text}")
        if label.former:
            self._doubt("label_changed", line, f"{label.former}{label.written}")
            last = section.provisions[-1] if section.provisions else None
            if last and last.label and last.label.key == label.key and not last.label.former:
                last.fate = "deleted"
                self._doubt("appears_deleted", last.line, last.text)
        fate = "added" if self._list_had_ended(section) else ""
        if fate:
            self._doubt("appears_added", line, text)
        section.provisions.append(_Provision(label, text, line, line, fate))

    def _list_had_ended(self, section: _Section) -> bool:
        """`,;` tells that the list ended there before something was added to it."""
        if not section.provisions:
            return False
        last = section.provisions[-1]
        return bool(re.search(r"[,،]\s*[;؛]$", last.text.rstrip())) or last.fate == "added"

    def _finish(self) -> None:
        keys: set[str] = set()
        for section in self.sections:
            provisions = tuple(self._provision(section, one, keys) for one in section.provisions)
            head = section.head
            if not provisions:
                self._doubt("empty_section", section.line, head.text)
            self.reading.sections.append(
                Section(
                    part=head.part,
                    heading=head.text,
                    line=section.line,
                    addressees=head.addressees,
                    collaborators=head.collaborators,
                    collaboration=head.collaboration,
                    operative=_base(head.part) in OPERATIVE,
                    provisions=provisions,
                )
            )

    def _provision(self, section: _Section, one: _Provision, keys: set[str]) -> Provision:
        text = "\n".join(squeezed(part) for part in one.text.split("\n"))
        found = changes.split(text, self.tongue)
        if found.doubtful:
            self._doubt("revision_supplied", one.line, found.changes[0].after)
        key = _key(section.head, one.label) + ("-old" if one.fate == "deleted" else "")
        if key in keys:
            self._doubt("key_twice", one.line, key)
            key = next(f"{key}-{number}" for number in range(2, 1000) if f"{key}-{number}" not in keys)
        keys.add(key)
        return Provision(
            key=key,
            label=one.label.key.replace("-", " ") if one.label else "",
            text=text,
            before="" if one.fate == "added" else found.before,
            after="" if one.fate == "deleted" else found.after,
            line=one.line,
            last_line=one.last_line,
            label_before=one.label.former if one.label else "",
            fate=one.fate,
            changes=found.changes,
        )


def _base(part: Part) -> Part:
    return next((base for base, further in FURTHER.items() if further == part), part)


def _first_number(text: str) -> int:
    return 1 if re.match(r"^1[\s).]", text) else 10**6


def read_head(text: str, tongue: Tongue, assembly: Assembly | None) -> Head | None:
    """The heading that a line begins with; None if it begins with none."""
    if len(text) > 20_000:
        return None
    for pattern, part in tongue.keyword_patterns:
        if found := pattern.match(plain(text)):
            head = _headed(text, found, part, tongue, assembly)
            if head:
                return head
    return None


def _headed(text: str, found: "re.Match[str]", part: Part, tongue: Tongue, assembly: Assembly | None) -> Head | None:
    if found["ahead"] or tongue.further_pattern.search(found["more"]):
        part = FURTHER.get(part, part)
    behind = text[found.end() :]
    if not behind.strip(" :,،，*_"):
        return Head(part, squeezed(text).rstrip(" :,،，"))
    base = _base(part)
    if base not in OPERATIVE:
        return _preambular(text, behind, found.end(), part)
    return _operative(text, found.end(), part, tongue, assembly)


def _preambular(text: str, behind: str, end: int, part: Part) -> Head | None:
    """A keyword, perhaps with a few words more; or a keyword with its only provision in the same line."""
    if len(behind) <= LONGEST_TAIL and not text.rstrip().endswith(STOPS):
        return Head(part, squeezed(text))
    if text.rstrip().endswith((",", "،", "，")):
        return Head(part, squeezed(text[:end]), rest=behind.strip())
    return None


def _operative(text: str, end: int, part: Part, tongue: Tongue, assembly: Assembly | None) -> Head | None:
    stop = _text_begins(text, end, tongue)
    whole = stop is None
    head, rest = (text, "") if stop is None else (text[:stop], text[stop:].strip())
    if len(head) > LONGEST_HEADING or (whole and text.rstrip().endswith((";", "；", "؛"))):
        return None
    ahead, collaboration = _split_collaboration(head[end:], tongue)
    addressees = addressed(ahead, tongue, assembly)
    if not addressees and _base(part) is not Part.RESOLVES and whole and len(head) > LONGEST_TAIL * 2:
        return None
    return Head(
        part,
        squeezed(head).rstrip(" :,،，"),
        addressees,
        addressed(collaboration, tongue, assembly),
        squeezed(collaboration).strip(" ,،，"),
        rest,
    )


def _text_begins(text: str, end: int, tongue: Tongue) -> int | None:
    """Where in a line the provision begins behind its heading; None if the line is the heading alone.

    A heading has no stop at its end; the number 1, or a verb behind whoever is addressed, begins what is asked.
    """
    behind = _end_of_addressees(text, end, tongue)
    number = re.compile(r"\s(?=1[).]?\s+[^\W\d_])").search(text, behind)
    verb = tongue.verb_pattern.search(plain(text), behind)
    begins = min((found.start() for found in (number, verb) if found), default=None)
    if number and number.start() == begins:
        return begins
    if not text.rstrip().endswith(STOPS):
        return None
    if begins is not None:
        return begins
    return None if len(text) < LONGEST_TAIL * 3 and text.rstrip().endswith((":", "：", ",", "،", "，")) else end


def _end_of_addressees(text: str, end: int, tongue: Tongue) -> int:
    """The end of the row of those addressed, and of those with whom: names that follow one another closely."""
    place = end
    patterns = [pattern for pattern, _known in tongue.addressee_patterns]
    patterns += [tongue.study_groups_pattern, tongue.collaboration_pattern]
    patterns += [pattern for pattern, _known in tongue.sector_patterns]
    found = sorted((one.start(), one.end()) for pattern in patterns for one in pattern.finditer(plain(text), end))
    for start, stop in found:
        if start - place > 30 or tongue.verb_pattern.search(plain(text[place:start])):
            break
        place = max(place, stop)
    return place


def _split_collaboration(text: str, tongue: Tongue) -> tuple[str, str]:
    found = tongue.collaboration_pattern.search(plain(text))
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def addressed(text: str, tongue: Tongue, assembly: Assembly | None) -> tuple[Addressee, ...]:
    """Who is named in a piece of a heading, in the order of the text."""
    folded = plain(text)
    places: dict[Addressee, int] = {}
    for pattern, known in tongue.addressee_patterns:
        if found := pattern.search(folded):
            places[known] = found.start()
    groups = tongue.study_groups_pattern.search(folded)
    sectors = [sector for pattern, sector in tongue.sector_patterns if pattern.search(folded)]
    if groups:
        own = [SECTORS[assembly]] if assembly in SECTORS else ["t", "d", "r"]
        places |= {STUDY_GROUPS[sector]: groups.start() for sector in sectors or own}
    return tuple(sorted(places, key=lambda known: (places[known], list(Addressee).index(known))))


# How an addressee is called in the address of a provision.
SLUGS = {
    Addressee.STUDY_GROUPS_T: "study-groups",
    Addressee.STUDY_GROUPS_D: "study-groups",
    Addressee.STUDY_GROUPS_R: "study-groups",
    Addressee.MEMBERSHIP: "members",
}
SHORT = {
    Addressee.SECRETARY_GENERAL: "sg",
    Addressee.TSB_DIRECTOR: "tsb",
    Addressee.BDT_DIRECTOR: "bdt",
    Addressee.BR_DIRECTOR: "br",
}
MEMBERS = {
    Addressee.MEMBER_STATES,
    Addressee.SECTOR_MEMBERS,
    Addressee.ASSOCIATES,
    Addressee.ACADEMIA,
    Addressee.MEMBERSHIP,
}
DIRECTORS = {Addressee.TSB_DIRECTOR, Addressee.BDT_DIRECTOR, Addressee.BR_DIRECTOR}


def _key(head: Head, label: Label | None) -> str:
    """`instructs-tsb-director-with-bdt-1`: keyword, whom, with whom, label."""
    words = [str(head.part).replace("_", "-")]
    if head.addressees:
        words.append(_whom(head.addressees))
    if head.collaborators:
        words += ["with", "-and-".join(_short(one) for one in head.collaborators[:4])]
    if label:
        words.append(label.key)
    return "-".join(words)[:100].rstrip("-")


def _whom(addressees: tuple[Addressee, ...]) -> str:
    named = set(addressees)
    if len(named) > 1 and named <= MEMBERS:
        return "members" if len(named) > 2 else "-and-".join(one.replace("_", "-") for one in addressees)
    slugs = [
        SLUGS.get(one, one.replace("_", "-")) for one in addressees if not (one in DIRECTORS and named >= DIRECTORS)
    ]
    return "-and-".join(dict.fromkeys([*slugs, *(["directors"] if named >= DIRECTORS else [])]))


def _short(one: Addressee) -> str:
    return SHORT.get(one, SLUGS.get(one, one.replace("_", "-")))
