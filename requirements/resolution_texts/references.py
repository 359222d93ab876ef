"""What does a resolution refer to: other resolutions with their revision, Recommendations, Constitution, Convention?"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from requirements.choices import Assembly
from requirements.resolution_texts import changes
from requirements.resolution_texts.cleaning import plain, squeezed
from requirements.resolution_texts.shape import Doubt, Reference
from requirements.resolution_texts.tongues import Tongue

# Years in which one assembly alone adopted resolutions that carry a place.
BY_YEAR = {
    2004: Assembly.WTSA,
    2008: Assembly.WTSA,
    2016: Assembly.WTSA,
    2017: Assembly.WTDC,
    2018: Assembly.PLENIPOTENTIARY,
    2024: Assembly.WTSA,
    2025: Assembly.WTDC,
    2026: Assembly.PLENIPOTENTIARY,
}
# The assembly and the number of the resolution that is read.
Own: TypeAlias = tuple[Assembly | None, str]
# How far behind or before a number its assembly may be named.
AHEAD, BACK = 110, 130
NUMBERS = re.compile(
    r"A/RES/\d+/\d+|\d+/\d+|\[[^\[\]]+\]|(?:(?:ITU|UIT|МСЭ)-?\s?[RTDТР]\s*)?[A-ZА-Я]{0,5}-?\d+[A-ZА-Я]?(?:-\d+)?"
)
RADIO = re.compile(r"^(?:ITU|UIT|МСЭ)-?\s?[RР]\s*", re.IGNORECASE)
# What is said behind the next resolution says nothing of this one.
NEXT = re.compile(r"[;؛；]|resoluc?[it]|резолюц|قرار|决议", re.IGNORECASE)
PARENTHESIS = re.compile(r"^\s*[(（]([^()（）]{3,120})[)）]")


def references(text: str, provision: str, line: int, tongue: Tongue, own: Own) -> Iterator[Reference | Doubt]:
    """Everything that a provision refers to, in order of kind and place; Doubts where something is not said."""
    folded = plain(text)
    for kind, pattern in tongue.references:
        for found in pattern.finditer(folded):
            if kind == "resolution":
                yield from _resolutions(text, folded, found, provision, line, tongue, own)
            else:
                for number in _numbers(found["numbers"], kind):
                    yield Reference(kind, number, squeezed(text[found.start() : found.end()]), line, provision)


def _numbers(written: str, kind: str) -> list[str]:
    if kind == "recommendation":
        found = re.match(r"(?:ITU|UIT|МСЭ)-?\s?([TRDТРД])\s+(.+)", written, re.IGNORECASE)
        sector = {"Т": "T", "Р": "R", "Д": "D"}.get(found[1].upper(), found[1].upper()) if found else ""
        return [f"{sector} {found[2]}"] if found else []
    return re.findall(r"\d+[A-Z]*", written)


def _resolutions(
    text: str, folded: str, found: "re.Match[str]", provision: str, line: int, tongue: Tongue, own: Own
) -> Iterator[Reference | Doubt]:
    behind = folded[found.end() : found.end() + AHEAD]
    parenthesis = PARENTHESIS.match(text[found.end() :])
    now, former = _occasions(parenthesis[1], tongue) if parenthesis else ("", "")
    written = squeezed(text[found.start() : found.end()] + (parenthesis[0] if parenthesis else ""))
    for number in NUMBERS.findall(found["numbers"]):
        assembly = _assembly(number, folded, found, behind, tongue, own)
        if assembly is None and (year := re.search(r"(?:19|20)\d\d", now[-6:])):
            assembly = BY_YEAR.get(int(year[0]))
            if assembly:
                yield Doubt("assembly_by_year", line, written)
        if assembly is None:
            yield Doubt("assembly_not_said", line, written)
        yield Reference("resolution", RADIO.sub("", number), written, line, provision, assembly, now, former)


def _occasions(inside: str, tongue: Tongue) -> tuple[str, str]:
    """(occasion, the one before) as a parenthesis gives them."""
    two = changes.two_occasions(inside, tongue)
    if two:
        return two[1], two[0]
    return (squeezed(inside), "") if changes.occasions(inside, tongue) else ("", "")


def _assembly(
    number: str, folded: str, found: "re.Match[str]", behind: str, tongue: Tongue, own: Own
) -> Assembly | None:
    """Whose resolution it is, as the number or the words next to it say; the nearest words behind it count first."""
    if "/" in number:
        return Assembly.UNGA
    if RADIO.match(number):
        return Assembly.RADIOCOMMUNICATION_ASSEMBLY
    clause = re.split(NEXT, behind, maxsplit=1)[0]
    here = tongue.this_conference_pattern.search(clause)
    named = _first(clause, tongue)
    if here and (named is None or here.start() < named[0]):
        return own[0]
    if named:
        return named[1]
    before = folded[max(found.start() - BACK, 0) : found.start()]
    return _last(before, tongue) or (own[0] if number == own[1] else None)


def _first(text: str, tongue: Tongue) -> tuple[int, Assembly] | None:
    found = [(one.start(), known) for pattern, known in tongue.assembly_names if (one := pattern.search(text))]
    return min(found, default=None)


def _last(text: str, tongue: Tongue) -> Assembly | None:
    found = [(one.start(), known) for pattern, known in tongue.assembly_names for one in pattern.finditer(text)]
    return max(found)[1] if found else None
