"""What is known of a resolution once its text was read?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from requirements.choices import Addressee, Assembly, Part, ProposalMark
from requirements.resolution_texts.cleaning import Footnote


class NotAResolution(Exception):
    """The text is no resolution that can be read; `code` says why, `line` where that was seen (0: everywhere)."""

    def __init__(self, code: str, line: int = 0, **params: object) -> None:
        self.code, self.line, self.params = code, line, params
        super().__init__(code)


@dataclass(frozen=True)
class Doubt:
    """What a person should look at: nothing was guessed without one of these. `text` quotes what it is about."""

    code: str
    line: int
    text: str = ""


@dataclass(frozen=True)
class Change:
    """A trace of tracked changes whose marks were lost: `2017Kigali, 2022` as what stood there and what is proposed."""

    before: str
    after: str


@dataclass(frozen=True)
class Occasion:
    """Where and when a text was adopted; `revised` if it was a revision."""

    place: str
    year: int
    revised: bool = False

    def __str__(self) -> str:
        return f"{self.place}, {self.year}"


@dataclass(frozen=True)
class Reference:
    """Something that a text names: `kind` is resolution, recommendation, constitution or convention.

    `identifier` is the one that the registry gives it, empty where the text does not say enough.
    """

    kind: str
    number: str
    written: str
    line: int
    provision: str
    assembly: Assembly | None = None
    occasion: str = ""
    former_occasion: str = ""

    @property
    def identifier(self) -> str:
        if self.kind == "resolution" and self.assembly:
            return slug_of(self.assembly, self.number)
        if self.kind == "recommendation" and self.number.startswith("D "):
            return f"resolution:itu-d-rec-{self.number[2:].lower()}"
        if self.kind == "recommendation":
            return f"standard:itu-{self.number.lower().replace(' ', '-').replace('.', '-').replace('/', '-')}"
        return {
            "constitution": f"resolution:cs-{self.number.lower()}",
            "convention": f"resolution:cv-{self.number.lower()}",
        }.get(self.kind, "")


def slug_of(assembly: Assembly, number: str) -> str:
    digits = "".join(letter if letter.isalnum() or letter in "-." else "-" for letter in number.lower())
    return f"resolution:{assembly}-{digits.strip('-')}"


@dataclass(frozen=True)
class Provision:
    """One provision. `key` is its place in addresses: `instructs-tsb-director-2`.

    `text` is what the file says; `before` and `after` are it without and with the changes proposed, alike where none is
    seen. `fate` is empty, `added` or `deleted`.
    """

    key: str
    label: str
    text: str
    before: str
    after: str
    line: int
    last_line: int
    label_before: str = ""
    fate: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Section:
    """Provisions under one keyword, as `heading` says it; `part` is the keyword, with whom it addresses."""

    part: Part
    heading: str
    line: int
    addressees: tuple[Addressee, ...] = ()
    collaborators: tuple[Addressee, ...] = ()
    collaboration: str = ""
    operative: bool = False
    provisions: tuple[Provision, ...] = ()


@dataclass(frozen=True)
class Resolution:
    """A resolution, or what is proposed to be done with one, as read from its text."""

    language: str
    assembly: Assembly | None
    number: str
    title: str
    line: int
    heading: str
    occasion: Occasion | None = None
    former_occasion: Occasion | None = None
    lineage: tuple[Occasion, ...] = ()
    mark: ProposalMark | None = None
    reference: str = ""
    proponents: str = ""
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    # Behind the last provision: annexes, sections of rules, reasons.
    rest: tuple[int, int] | None = None
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def identifier(self) -> str:
        return slug_of(self.assembly, self.number) if self.assembly and self.number else ""

    @property
    def is_proposal(self) -> bool:
        return self.mark is not None

    def provisions(self) -> Iterator[tuple[Section, Provision]]:
        for section in self.sections:
            yield from ((section, provision) for provision in section.provisions)

    def count(self, *, operative: bool | None = None) -> int:
        return sum(operative in (None, section.operative) for section, _provision in self.provisions())
