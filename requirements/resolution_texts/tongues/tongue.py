"""What must be known of a language to read a resolution in it?

Each language is a table of patterns. They are written as people write, and compiled without accents, so that old and
new spelling (Etats, États) and the marks of Arabic make no difference.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from requirements.choices import Addressee, Assembly, Part
from requirements.resolution_texts.cleaning import plain

FURTHER = {
    Part.RECALLING: Part.RECALLING_FURTHER,
    Part.RECOGNIZING: Part.RECOGNIZING_FURTHER,
    Part.CONSIDERING: Part.CONSIDERING_FURTHER,
    Part.NOTING: Part.NOTING_FURTHER,
    Part.RESOLVES: Part.RESOLVES_FURTHER,
    Part.INSTRUCTS: Part.INSTRUCTS_FURTHER,
    Part.INVITES: Part.INVITES_FURTHER,
}


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(plain(pattern), re.IGNORECASE)


def any_of(patterns: Mapping[Addressee, str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns.values())


@dataclass(frozen=True)
class Tongue:
    """The words of one language. All values are regular expressions over cleaned text.

    `heading` has the groups `number` and `rest`; `keywords` stand in the order in which they are tried; `verb` begins
    what an addressee is to do, where heading and text share a line; `letters` are the labels of an unnumbered list.
    `references` has the group `numbers` in every pattern.
    """

    code: str
    heading: str
    revised: str
    assemblies: Mapping[Assembly, str]
    this_conference: str
    keywords: tuple[tuple[str, Part], ...]
    further: str
    tone: str
    addressees: Mapping[Addressee, str]
    study_groups: str
    sectors: Mapping[str, str]
    collaboration: str
    verb: str
    resolution_reference: str
    recommendation: str
    constitution: str
    convention: str
    annex: str
    end: str
    proponent: str
    letters: str = "abcdefghijklmnopqrstuvwxyz"
    # Chinese has no blanks between words.
    boundary: str = r"(?![^\W_])"

    @cached_property
    def heading_pattern(self) -> re.Pattern[str]:
        return compiled(rf"^\W{{0,3}}{self.heading}\s*(?P<rest>[(（].*)?$")

    @cached_property
    def assembly_pattern(self) -> re.Pattern[str]:
        named = "|".join(f"(?P<{known.name}>{pattern})" for known, pattern in self.assemblies.items())
        return compiled(rf"^.{{0,12}}?(?:{named})(?P<tail>.{{0,200}})$")

    @cached_property
    def keyword_patterns(self) -> tuple[tuple[re.Pattern[str], Part], ...]:
        more = rf"(?P<more>(?:\s*(?:{self.further}|{self.tone}))*)"
        return tuple(
            (compiled(rf"(?P<ahead>{self.further}\s*)?(?:{pattern}){self.boundary}{more}"), part)
            for pattern, part in self.keywords
        )

    @cached_property
    def further_pattern(self) -> re.Pattern[str]:
        return compiled(self.further)

    @cached_property
    def addressee_patterns(self) -> tuple[tuple[re.Pattern[str], Addressee], ...]:
        return tuple((compiled(pattern), known) for known, pattern in self.addressees.items())

    @cached_property
    def study_groups_pattern(self) -> re.Pattern[str]:
        return compiled(self.study_groups)

    @cached_property
    def sector_patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((compiled(pattern), sector) for sector, pattern in self.sectors.items())

    @cached_property
    def collaboration_pattern(self) -> re.Pattern[str]:
        return compiled(self.collaboration)

    @cached_property
    def verb_pattern(self) -> re.Pattern[str]:
        return compiled(self.verb)

    @cached_property
    def fused_pattern(self) -> re.Pattern[str]:
        """Where a heading begins within a paragraph: behind a stop, an operative keyword and somebody addressed."""
        operative = "|".join(pattern for pattern, part in self.keywords if part in OPERATIVE)
        named = any_of(self.addressees)
        head = rf"(?:{self.further}\s*)?(?:{operative})(?:\s*{self.further})?"
        whom = rf"(?:{named}|{self.study_groups})"
        return compiled(rf"(?<=[,;.،؛，；。])\s*(?=(?:{head})[^,;.،؛，；。]{{0,40}}?{whom})")

    @cached_property
    def trailing_pattern(self) -> re.Pattern[str]:
        """A preambular keyword that ends a paragraph: the list behind it lost its own line."""
        preambular = "|".join(pattern for pattern, part in self.keywords if part not in OPERATIVE)
        return compiled(rf"(?<=[,،，])\s+(?P<head>(?:{preambular})(?:\s*{self.further}|[^,;.،؛]{{0,40}})?)$")

    @cached_property
    def references(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        found = {
            "resolution": self.resolution_reference,
            "recommendation": self.recommendation,
            "constitution": self.constitution,
            "convention": self.convention,
        }
        return tuple((kind, compiled(pattern)) for kind, pattern in found.items())

    @cached_property
    def assembly_names(self) -> tuple[tuple[re.Pattern[str], Assembly], ...]:
        return tuple((compiled(pattern), known) for known, pattern in self.assemblies.items())

    @cached_property
    def this_conference_pattern(self) -> re.Pattern[str]:
        return compiled(self.this_conference)

    @cached_property
    def occasion_pattern(self) -> re.Pattern[str]:
        """A place and a year, in either order, with the word for a revision."""
        usual = (
            rf"(?P<revised>{self.revised}\s*)?(?P<place>[^\W\d][^\d,،;()]{{1,39}}?)\s*[,،]\s*(?P<year>(?:19|20)\d\d)"
        )
        chinese = (
            rf"(?P<year_zh>(?:19|20)\d\d)\s*年\s*[,，、]\s*(?P<place_zh>[^\d,，、;；()（）]{{1,20}})"
            rf"(?P<revised_zh>\s*[,，、]\s*{self.revised})?"
        )
        return compiled(chinese if self.code == "zh" else usual)

    @cached_property
    def annex_pattern(self) -> re.Pattern[str]:
        return compiled(rf"^\W{{0,2}}(?:{self.annex})(?=$|[\s\d:：.])")

    @cached_property
    def end_pattern(self) -> re.Pattern[str]:
        return compiled(rf"^\W{{0,2}}(?:{self.end})\s*[:：]")

    @cached_property
    def proponent_pattern(self) -> re.Pattern[str]:
        return compiled(self.proponent)


OPERATIVE = frozenset(
    {
        Part.RESOLVES,
        Part.RESOLVES_TO_INSTRUCT,
        Part.RESOLVES_TO_INVITE,
        Part.INSTRUCTS,
        Part.INVITES,
        Part.ENCOURAGES,
        Part.REQUESTS,
        Part.URGES,
        Part.CALLS_UPON,
        Part.RECOMMENDS,
    }
)
