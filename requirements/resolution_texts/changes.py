"""What stood in a text before a proposal, and what is to stand there, where the marks of the changes were lost?

Word processors write deleted and inserted words one behind the other: `(Buenos Aires, 2017Kigali, 2022)`, `20202030`,
`,;`. Only traces that cannot be anything else are split; that words changed without a trace cannot be ruled out.
"""

import re
from dataclasses import dataclass

from requirements.resolution_texts.cleaning import plain, squeezed
from requirements.resolution_texts.shape import Change, Occasion
from requirements.resolution_texts.tongues import Tongue

YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)((?:19|20)\d\d)(?!\d)")
STOPS = re.compile(r"([,،])([;.؛])$|([;؛])([,.،])$")
PARENTHESES = re.compile(r"[(（]([^()（）]{4,160})[)）]")


@dataclass(frozen=True)
class Split:
    """A text without and with its changes; `doubtful` if a word was supplied that stood in one of them only."""

    before: str
    after: str
    changes: tuple[Change, ...] = ()
    doubtful: bool = False


def split(text: str, tongue: Tongue) -> Split:
    found: list[Change] = []
    doubtful = False
    before = after = text
    for inside in PARENTHESES.findall(text):
        occasions = two_occasions(inside, tongue)
        if occasions:
            old, new, supplied = occasions
            before, after = before.replace(f"({inside})", f"({old})"), after.replace(f"({inside})", f"({new})")
            found.append(Change(old, new))
            doubtful = doubtful or supplied
    for pattern in (YEARS, STOPS):
        found += [Change(*_sides(trace)) for trace in pattern.finditer(text)]
        before = pattern.sub(lambda trace: _sides(trace)[0], before)
        after = pattern.sub(lambda trace: _sides(trace)[1], after)
    return Split(before, after, tuple(found), doubtful)


def _sides(trace: "re.Match[str]") -> tuple[str, str]:
    old, new = (side for side in trace.groups() if side)
    return old, new


def two_occasions(inside: str, tongue: Tongue) -> tuple[str, str, bool] | None:
    """(before, after, whether the word for a revision was supplied) of two places and years run together."""
    matches = list(tongue.occasion_pattern.finditer(plain(inside)))
    if len(matches) != 2 or re.search(r"[;؛；]| (?:and|et|y|и|و)\b", inside[matches[0].end() : matches[1].start() + 3]):
        return None
    old, new = (squeezed(inside[found.start() : found.end()]) for found in matches)
    revised = matches[0].groupdict().get("revised")
    if revised and not matches[1].groupdict().get("revised"):
        return old, f"{squeezed(inside[: len(revised)])} {new}", True
    return old, new, False


def occasions(text: str, tongue: Tongue) -> list[Occasion]:
    """The places and years in a text, in order."""
    return [_occasion(text, found, tongue) for found in tongue.occasion_pattern.finditer(plain(text))]


def _occasion(text: str, found: "re.Match[str]", tongue: Tongue) -> Occasion:
    behind = "_zh" if tongue.code == "zh" else ""
    place = squeezed(text[found.start(f"place{behind}") : found.end(f"place{behind}")])
    return Occasion(
        place.title() if place.isupper() else place, int(found[f"year{behind}"]), bool(found[f"revised{behind}"])
    )
