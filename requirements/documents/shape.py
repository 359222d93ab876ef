"""Of what stones are documents built, and how does other code learn a document's shape?

A document is a tree of `Part`s. Marks on its fields say what generic code must know: which texts are translated and how
much they weigh in search, which strings name another record, what stays internal, what is a facet. `fields()` reads the
marks once per type; projection, links, texts, facets, differences and the mapping all go by them, so that a new field
is declared in one place.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from requirements.languages import Code


@dataclass(frozen=True)
class Translated:
    """The field holds one text per language; `weight` A to D is its weight in search."""

    weight: str = "C"


@dataclass(frozen=True)
class Names:
    """The string names another record: "entry" or the family of a reference (`block:identity`)."""

    family: str


@dataclass(frozen=True)
class Facet:
    """The value, prefixed with the facet's name, can be filtered by."""

    name: str


@dataclass(frozen=True)
class Internal:
    """Staff see the field; the public document does not have it."""


@dataclass(frozen=True)
class Normative:
    """A change of the field is a change of meaning: it counts in the fingerprint; of parts, these fields or all."""

    of: tuple[str, ...] = ()


# Nobody sees or means control characters, and no workbook, feed or XML holds them; two of them end a line.
CONTROLS: dict[int, str | None] = {
    **dict.fromkeys((*range(0x01, 0x09), *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF)),
    0x0B: "\n",
    0x0C: "\n",
}


def _clean(text: str) -> str:
    """NFC, one kind of line end, no control character, no lone surrogate: what PostgreSQL stores, every file holds and
    every reader can show.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise PydanticCustomError("bad_character", "Text holds a character that cannot be stored") from error
    if "\x00" in text:
        raise PydanticCustomError("bad_character", "Text holds a character that cannot be stored")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)
    return unicodedata.normalize("NFC", lines).strip()


def _limited(text: str, longest: int) -> str:
    if len(text) > longest:
        raise PydanticCustomError("too_long", "Text is longer than {longest} characters", {"longest": longest})
    return text


def _without_empty(texts: dict[Code, str]) -> dict[Code, str]:
    return {language: text for language, text in texts.items() if text}


TITLE_LENGTH = 300
BODY_LENGTH = 20_000
# A whole resolution: the longest, rules of procedure with annexes, have some 80,000 characters.
RAW_LENGTH = 500_000

Text = Annotated[str, AfterValidator(_clean), AfterValidator(lambda text: _limited(text, BODY_LENGTH))]
Word = Annotated[str, AfterValidator(_clean), AfterValidator(lambda text: _limited(text, TITLE_LENGTH))]
RawText = Annotated[str, AfterValidator(_clean), AfterValidator(lambda text: _limited(text, RAW_LENGTH))]
Texts = Annotated[dict[Code, Text], AfterValidator(_without_empty), Translated("C")]
Statement = Annotated[dict[Code, Text], AfterValidator(_without_empty), Translated("B")]
Title = Annotated[dict[Code, Word], AfterValidator(_without_empty), Translated("A")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]

# SHA-256 in hexadecimal, or nothing.
Digest = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]

ENTRY_PATTERN = r"^(REQ|UC|SA|ND|EX)-[0-9]{4,9}$"
EntryName = Annotated[str, StringConstraints(pattern=ENTRY_PATTERN), Names("entry")]


def reference_pattern(family: str) -> str:
    return rf"^{family}:[a-z0-9][a-z0-9.-]{{0,99}}$"


def _reference(family: str) -> Any:
    return Annotated[str, StringConstraints(pattern=reference_pattern(family)), Names(family)]


BlockName = _reference("block")
ProgrammeName = _reference("programme")
StudyGroupName = _reference("study-group")
OrganizationName = _reference("organization")
CountryName = _reference("country")
SdgName = _reference("sdg")
ActionLineName = _reference("action-line")
ActionName = _reference("action")
StandardName = _reference("standard")
ResolutionName = _reference("resolution")
TermName = _reference("term")
PROVISION_PATTERN = r"^resolution:[a-z0-9][a-z0-9.-]{0,99}#[a-z0-9][a-z0-9-]{0,99}$"
ProvisionName = Annotated[str, StringConstraints(pattern=PROVISION_PATTERN), Names("provision")]


Merging = Literal["replace", "fill", "add"]


class Part(BaseModel):
    """A piece of a document; unknown keys are refused, so that nothing sent is silently lost.

    No two siblings of a list agree in all fields that `once` names; nothing is asked of siblings where it names none.
    `merging` says what a source that knows only a part of a record may do with a list: put its own in place, fill one
    that is empty, or add to it those that are not there.
    """

    once: ClassVar[tuple[str, ...]] = ()
    merging: ClassVar[Merging] = "replace"

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


class Holds(StrEnum):
    """What a field holds."""

    PLAIN = "plain"
    TEXTS = "texts"
    NAME = "name"
    NAMES = "names"
    PART = "part"
    PARTS = "parts"


@dataclass(frozen=True)
class Field:
    """One field of a part: what it holds, with its marks. `type` is that of its value, or of each of `many`."""

    name: str
    holds: Holds
    type: Any
    many: bool
    optional: bool
    required: bool
    translated: Translated | None
    names: Names | None
    facet: Facet | None
    internal: bool
    normative: Normative | None
    part: type[Part] | None


Mark = Literal["translated", "names", "facet", "normative", "internal"]


def fields(part: type[Part]) -> tuple[Field, ...]:
    """The fields of a part in the order written; read once per type."""
    return _fields(part)


@cache
def _fields(part: type[Part]) -> tuple[Field, ...]:
    hints = get_type_hints(part, include_extras=True)
    return tuple(_field(name, hints[name]) for name in part.model_fields)


@cache
def fields_towards(part: type[Part], mark: Mark) -> tuple[Field, ...]:
    """The fields that carry a mark, and those that hold parts in which one does; found once per type."""
    return tuple(
        field for field in fields(part) if getattr(field, mark) or (field.part and fields_towards(field.part, mark))
    )


def _field(name: str, hint: Any) -> Field:
    plain, marks, optional, many = _unwrap(hint)
    mark = {type(found): found for found in marks}
    part = plain if isinstance(plain, type) and issubclass(plain, Part) else None
    return Field(
        name=name,
        holds=_holds(part is not None, Names in mark, Translated in mark, many),
        type=plain,
        many=many,
        optional=optional,
        required=not optional and not many,
        translated=mark.get(Translated),
        names=mark.get(Names),
        facet=mark.get(Facet),
        internal=Internal in mark,
        normative=mark.get(Normative),
        part=part,
    )


def _holds(is_part: bool, is_name: bool, is_text: bool, many: bool) -> Holds:
    if is_part:
        return Holds.PARTS if many else Holds.PART
    if is_name:
        return Holds.NAMES if many else Holds.NAME
    return Holds.TEXTS if is_text else Holds.PLAIN


def _unwrap(hint: Any) -> tuple[Any, list[Any], bool, bool]:
    """(innermost type, all marks, may be None, is a list) of `Annotated[list[Annotated[X, …]] | None, …]`."""
    marks: list[Any] = []
    optional = many = False
    while True:
        origin = get_origin(hint)
        if origin is Annotated:
            hint, *found = get_args(hint)
            marks += found
        elif origin in (Union, UnionType):
            optional = True
            hint = next(option for option in get_args(hint) if option is not NoneType)
        elif origin is list:
            many = True
            (hint,) = get_args(hint)
        else:
            return hint, marks, optional, many
