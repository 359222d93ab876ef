"""Which sheets are there, and which columns has each?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from typing import Any, Literal, get_args, get_origin

from requirements.documents import COLLECTIONS, TYPES, Field, Holds, Part, fields
from requirements.exchange.formats.tables import cells
from requirements.exchange.formats.vocabulary import plain
from requirements.exchange.formats.wording import obligation_of
from requirements.formulas import meant
from requirements.languages import CODES

# What a row is, and for a part whose: columns of a file without sheets, or beside the fields of a part.
ROW, OF, KEY = "row", "of", "key"
# A published document says here which edition it is.
EDITION = "edition"

# Columns of a table: programs have thousands, and each costs time.
COLUMNS = 1_000


class Unspoken:
    """An empty cell that leaves its field as it is."""


UNSPOKEN = Unspoken()


@dataclass(frozen=True)
class Column:
    """One column: a field, or its text in one language."""

    name: str
    field: Field
    default: Any = None
    language: str = ""

    @property
    def may_be_empty(self) -> bool:
        """A text may be empty and yet be given; a name or a number may not."""
        return self.field.type is str and self.field.holds is Holds.PLAIN and not self.field.many

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The values that there are, if they are few."""
        kind = self.field.type
        if get_origin(kind) is dict:
            kind = get_args(kind)[1]
        if get_origin(kind) is Literal:
            return tuple(get_args(kind))
        if isinstance(kind, type) and issubclass(kind, Enum):
            return tuple(str(member.value) for member in kind)
        return ("true", "false") if kind is bool else ()

    def read(self, cell: str) -> Any:
        """The value of a cell, for the document to judge; UNSPOKEN if it says nothing."""
        if not cell:
            return self._empty()
        if self.field.many:
            return [self._chosen(item) for item in cells.items_of(cell)]
        return self._chosen(meant(cell))

    def _chosen(self, text: str) -> str:
        """One of the choices however it is spelled: “Not recommended” is `not_recommended`."""
        if not self.choices:
            return text
        spelled = re.sub(r"[\s-]+", "_", text.strip().casefold())
        if spelled not in self.choices and self.name == "obligation":
            return obligation_of(text) or text
        return spelled if spelled in self.choices else text

    def _empty(self) -> Any:
        """What an empty cell says: what the document has where nothing is said, if that is nothing."""
        if self.may_be_empty and self.field.required:
            return ""
        return self.default if not self.language and self.default in (None, "", []) else UNSPOKEN


@dataclass(frozen=True)
class Sheet:
    """A table of one kind of rows. `path` leads to a part, from the record: `("scenarios", "steps")`."""

    name: str
    part: type[Part]
    path: tuple[str, ...] = ()

    @property
    def above(self) -> str:
        """The column in which a part of a part says which one it belongs to, by number: `scenario`."""
        return self.path[-2].removesuffix("s") if len(self.path) > 1 else ""


@cache
def columns(part: type[Part]) -> dict[str, Column]:
    """By name, those of the fields of a part that hold no parts themselves; the kind of a record is that of its row."""
    return {column.name: column for field in fields(part) for column in _columns(part, field)}


def _columns(part: type[Part], field: Field) -> Iterator[Column]:
    if field.holds is Holds.PARTS or (field.name == "kind" and part in TYPES.values()):
        return
    if field.holds is Holds.TEXTS or get_origin(field.type) is dict:
        yield from (Column(f"{field.name}_{code}", field, language=code) for code in CODES)
    else:
        yield Column(field.name, field, part.model_fields[field.name].default)


@cache
def parts(part: type[Part], above: tuple[str, ...] = ()) -> dict[str, Sheet]:
    """The sheets of what a record or a part holds many of, in the order of the document."""
    found: dict[str, Sheet] = {}
    for field in fields(part):
        if field.holds is Holds.PARTS and field.part:
            path = (*above, field.name)
            found[field.name] = Sheet(field.name, field.part, path)
            found |= parts(field.part, path)
    return found


KINDS = {kind: Sheet(name, TYPES[kind]) for kind, name in COLLECTIONS.items()}
PARTS = {name: sheet for shape in TYPES.values() for name, sheet in parts(shape).items()}


# Every name that a sheet, a file or a row of one goes by, to the kind or the part that it is.
NAMES = {plain(name): kind for kind, sheet in KINDS.items() for name in (kind, sheet.name)} | {
    plain(name): name for name in PARTS
}
