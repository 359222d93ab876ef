"""What does every format hand over, and where was it seen?"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where a record stands: the file's name as people know it, the line from 1 (0 is the file as a whole), and the
    anchor of the section on its page."""

    file: str
    line: int
    anchor: str = ""


@dataclass(frozen=True)
class Found:
    """One record. `data` are fields of its working document, with an identifier only if the file gives one.

    `key` is the same in a second run and in a newer release of the same source.
    """

    kind: str
    key: str
    place: Place
    data: dict[str, Any]


@dataclass(frozen=True)
class Rejected:
    """Something that looks importable and is not imported, or not wholly; `params` belong to the reason's sentence."""

    place: Place
    reason: str
    params: dict[str, Any]


Record = Found | Rejected
