"""What does every format hand over, and where was it seen?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: the file's name as people know it, the line from 1 (0 is the file as a whole), the anchor
    of the section on its page, and the sheet of a workbook.
    """

    file: str
    line: int
    anchor: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Found:
    """One record. `data` are fields of its working document, with an identifier only if the file gives one.

    `key` is the same in a second run and in a newer release of the same source. `languages` names, for a field of
    texts, the languages that the source speaks of, if these are not all: texts in others stay as they are. `whole`:
    whether the fields that it gives are given entirely, if that is not as in its format. `links` are (relation, key) of
    entries of the same source, which may come with the same import. `doubts` are what a person should look at although
    the record is taken. `former` is known once an earlier release was looked at.
    """

    kind: str
    key: str
    place: Place
    data: dict[str, Any]
    languages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    whole: bool | None = None
    links: tuple[tuple[str, str], ...] = ()
    doubts: tuple["Rejected", ...] = ()
    former: "Former | None" = None


@dataclass(frozen=True)
class Former:
    """What a record was in an earlier release: the entry that it became, and its key then.

    Without entry it was nothing, even if some entry has its key: sources number anew.
    """

    entry: str = ""
    key: str = ""


@dataclass(frozen=True)
class Rejected:
    """Something that looks importable and is not imported, or not wholly; `params` belong to the reason's sentence."""

    place: Place
    reason: str
    params: dict[str, Any]


Record = Found | Rejected


@dataclass(frozen=True)
class Lineage:
    """Of what is issued as a whole anew, again and again, a record is a part.

    Keys of records of the same `source` begin with it; `part` is what one file of the source holds entirely (a chapter
    of a specification), and `age` sorts releases, the newest last.
    """

    source: str
    part: str
    age: tuple[int, ...]


@dataclass(frozen=True)
class Question:
    """What a format wants to know of some files before it reads them: one of `choices`, (value, label) pairs.

    The same question about another file has the same `key`: the answer is remembered under it.
    """

    key: str
    label: str
    choices: tuple[tuple[str, str], ...]
    proposed: str = ""
