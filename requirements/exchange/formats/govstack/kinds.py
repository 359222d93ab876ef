"""What kind of chapter is a file, and what does a level mean in it?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from requirements.exchange.formats.govstack import keys


class Role(Enum):
    """What a level means in a chapter."""

    NORMATIVE = "a requirement"
    STRUCTURES = "in a heading a requirement, elsewhere that a field is mandatory"
    NARRATIVE = "nothing: the chapter tells of requirements"


NARRATIVE = re.compile(
    r".*\b(?:version history|release notes|change ?log|terminology|glossary|decision (?:log|record)|wgdr"
    r"|other resources|future considerations?|use cases?|example implementations?|playbook)\b.*"
    r"|(?:internal )?workflows?|description|introduction|references|contributing"
)
STRUCTURES = re.compile(
    r".*\b(?:data structures?|data models?|resource models?|service apis?|apis and services)\b.*|apis?"
)
PREFIX = re.compile(r"^[#\d][\d.]*[\s_-]+")


def in_words(name: str) -> str:
    """`6-functional-requirements.md` → `functional requirements`."""
    return re.sub(r"[\W_]+", " ", PREFIX.sub("", name.removesuffix(".md"))).strip().lower()


@dataclass(frozen=True)
class Chapter:
    """`kind` names the chapter alike in every release, whatever its number: `functional`, `cross-cutting`, `data` …"""

    title: str
    kind: str
    role: Role


def chapter_of(heading: str, names: Sequence[str]) -> Chapter:
    """The chapter of a file, told from its first heading and from the names of repository, folders and file."""
    title = heading or in_words(names[-1]).capitalize()
    known = [in_words(title), *map(in_words, names)]
    return Chapter(title, _kind(known), _role(known))


def _kind(names: Sequence[str]) -> str:
    title = names[0] if names[0] != "readme" else names[-2]
    if "cross" in title.split():
        return "cross-cutting"
    # A chapter may be a folder of files.
    is_functional = "functional requirements" in title or "functional requirements" in names[1:]
    return "functional" if is_functional else keys.slug(title)


def _role(names: Sequence[str]) -> Role:
    if any(map(NARRATIVE.fullmatch, names)):
        return Role.NARRATIVE
    return Role.STRUCTURES if any(map(STRUCTURES.fullmatch, names)) else Role.NORMATIVE
