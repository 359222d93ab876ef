"""What does a sighted requirement become in the registry's words, and by which key is it known again?"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from requirements.choices import RequirementType, SourceKind
from requirements.exchange.formats.govstack import keys
from requirements.exchange.formats.govstack.citations import place_of, provenance
from requirements.exchange.formats.govstack.headings import numbered_title, title_of
from requirements.exchange.formats.govstack.kinds import Chapter, Role
from requirements.exchange.formats.govstack.records import Found
from requirements.exchange.formats.govstack.sightings import Sighting
from requirements.exchange.formats.govstack.sources import Source
from requirements.exchange.formats.wording import shortened

PROGRAMME = "programme:dpi"
TITLE_LENGTH = 120
# What the working document holds at most.
TEXT_LENGTH = 20_000
# `Secure API exposure: All APIs …` names itself.
OWN_NAME = re.compile(r"^([^:.;•]{4,60}):\s")
LIST_BEGINS = re.compile(r":\s(?:•|\d+\.)\s")
# A wrapper that says nothing, and that some releases have and others not.
SAYS_NOTHING = {"requirements", "general requirements"}
# The first that the heading or the section names; cross-cutting chapters do not say otherwise what they are about.
TYPES = (
    (
        RequirementType.PRIVACY,
        r"privacy|personal data|gdpr|data protection|consent|nymi[sz]ation|unlinkab|unobserv|minimi",
    ),
    (RequirementType.SECURITY, r"secur|authenti|authori[sz]|access|encrypt|crypt|tamper|audit|credential|sanitization"),
    (RequirementType.INTERFACE, r"\bapis?\b|interface|interoperab|web ?hook|callback|protocol"),
    (RequirementType.PERFORMANCE, r"performance|latency|throughput|response|real.time|scalab|availab"),
    (RequirementType.USABILITY_ACCESSIBILITY, r"accessib|usab|locali[sz]|multi-?lang|translation"),
    (RequirementType.DATA, r"\bdata|unicode|timestamp|iso ?8601|schema|records?\b"),
    (RequirementType.REGULATORY, r"regulat|statutory|legal|compliance|licen[cs]e"),
    (RequirementType.OPERATIONAL, r"deploy|container|\blog|monitor|backup|infrastructure|configur|upgrad"),
)


def requirements(sightings: Iterable[Sighting], source: Source, chapter: Chapter, language: str) -> Iterator[Found]:
    """One record for each sighting, keys told apart by their order where a chapter says the same twice."""
    seen: Counter[str] = Counter()
    for sighting in sightings:
        key = _key(sighting, source, chapter)
        seen[key] += 1
        yield _found(sighting, source, chapter, language, f"{key}~{seen[key]}" if seen[key] > 1 else key)


def _key(sighting: Sighting, source: Source, chapter: Chapter) -> str:
    """The source's own identifier; else the title within its section; else the wording. Never a number: they change."""
    owner = source.building_block.slug if source.building_block else source.repository or "unknown"
    if sighting.identifier:
        return keys.key(owner, sighting.identifier.lower())
    if sighting.title:
        names = filter(None, (_parent(sighting), sighting.title))
        return keys.key(owner, chapter.kind, "/".join(map(keys.slug, names)))
    return keys.key(owner, chapter.kind, keys.fingerprint(sighting.statement))


def _parent(sighting: Sighting) -> str:
    """The heading that holds the requirement, unless it is that of the chapter or says nothing."""
    section = sighting.section
    holding = section.above if sighting.line == section.heading.line else (*section.above, section.heading)
    parent = title_of(holding[-1].text) if len(holding) > 1 else ""
    return "" if parent.lower() in SAYS_NOTHING else parent


def _found(sighting: Sighting, source: Source, chapter: Chapter, language: str, key: str) -> Found:
    place = place_of(source, sighting.line, sighting.section.heading)
    citation = _citation(sighting, source, chapter)
    data: dict[str, Any] = {
        "title": {language: shortened(_title(sighting), TITLE_LENGTH)},
        "statement": {language: sighting.statement},
        "type": _type(sighting, source, chapter).value,
        "rationale": {language: "\n\n".join(sighting.explanation)} if sighting.explanation else {},
        "source_language": language,
        "programmes": [PROGRAMME],
        "building_blocks": [f"block:{source.building_block.slug}"] if source.building_block else [],
        "provenance": [provenance(SourceKind.BUILDING_BLOCK_SPEC, source, place, key, citation)],
    }
    if sighting.level:
        data["obligation"] = sighting.level.obligation.value
        data["obligation_original"] = shortened(sighting.level.original, TITLE_LENGTH)
    return Found("requirement", key, place, data)


def _title(sighting: Sighting) -> str:
    """The requirement's own title, else the name it opens with, else its first words, without an announced list."""
    named = OWN_NAME.match(sighting.statement)
    return sighting.title or (named[1] if named else LIST_BEGINS.split(sighting.statement)[0].removesuffix("."))


def _type(sighting: Sighting, source: Source, chapter: Chapter) -> RequirementType:
    if chapter.kind == "functional":
        return RequirementType.FUNCTIONAL
    if chapter.role is Role.STRUCTURES or chapter.kind == "data":
        return RequirementType.INTERFACE if "api" in chapter.kind else RequirementType.DATA
    if source.building_block and source.building_block.slug == "security":
        return RequirementType.SECURITY
    for words in (sighting.title, sighting.section.title, sighting.statement):
        for kind, pattern in TYPES:
            if re.search(pattern, words, re.IGNORECASE):
                return kind
    return RequirementType.QUALITY


def _citation(sighting: Sighting, source: Source, chapter: Chapter) -> str:
    own = [numbered_title(heading.text) for heading in (*sighting.section.above[1:], sighting.section.heading)]
    names = [numbered_title(chapter.title), *own, sighting.group]
    name = source.building_block.name if source.building_block else source.repository or source.inside.name
    release = [f"release {source.release}"] if source.release else []
    return ", ".join([f"GovStack, {name} specification", *release, *dict.fromkeys(filter(None, names))])
