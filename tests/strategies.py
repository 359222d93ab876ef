"""How does a property-based test get documents of any kind? From their declared shape, so new fields are covered."""

import datetime
import unicodedata
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le
from hypothesis import strategies as st

from requirements import documents
from requirements.documents import Field, Holds, Part
from requirements.languages import CODES
from tests.factories import REFERENCES

ENTRIES = ("REQ-0901", "REQ-0902")
KEYS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,9}", fullmatch=True)
# Letters of all six languages, blanks, signs and what spreadsheets and HTML would trip over; no NUL, no surrogates.
LETTERS = st.sampled_from("aÉëßжёЙ数字身份قِانونة١ \n\t'\"<&;=+-@#«»،。🙂\u202e\u0301")
TEXT = st.text(LETTERS, max_size=40)


IDENTIFIERS = {
    **{kind: f"{prefix}-0500" for kind, prefix in documents.PREFIXES.items()},
    **{family: f"{family}:test" for family in documents.REFERENCE_TYPES},
    "country": "country:zz",
    "sdg": "sdg:3",
}


def document(kind: str) -> st.SearchStrategy[documents.Document]:
    """Normalized documents of a kind that name only what `tests.factories.references()` and ENTRIES provide."""
    fixed = {"kind": st.just(kind), "identifier": st.just(IDENTIFIERS[kind])}
    return _part(documents.TYPES[kind], fixed).map(
        lambda data: documents.normalized(documents.parse(_consistent(data)))
    )


def publishable(kind: str) -> st.SearchStrategy[documents.Document]:
    """Documents of a kind that have a title in their source language, as publishing demands."""

    def titled(document: Any, title: str) -> documents.Document:
        title = document.title.get(document.source_language) or title
        return document.model_copy(update={"title": {**document.title, document.source_language: title}})

    return st.builds(titled, document(kind), st.sampled_from(["A title", "Two\nlines", "数字身份", "1", "{}", "null"]))


def _consistent(data: dict[str, Any]) -> dict[str, Any]:
    """What a document demands of fields together: steps name what exists, periods end after they start."""
    actors = [actor["key"] for actor in data.get("actors", [])]
    information = [item["key"] for item in data.get("information", [])]
    for step in (step for scenario in data.get("scenarios", []) for step in scenario["steps"]):
        step |= {"producer": (actors or [""])[0], "receiver": (actors or [""])[-1], "information": information}
    if data.get("started_on") and data.get("ended_on"):
        data["started_on"], data["ended_on"] = sorted((data["started_on"], data["ended_on"]))
    if data.get("starts_on") and data.get("due_on"):
        data["starts_on"], data["due_on"] = sorted((data["starts_on"], data["due_on"]))
    if data.get("state") == "completed":
        data["state"] = "in_progress"
    for coverage in data.get("coverage", []):
        if coverage["standard"] is None:
            coverage["relation"] = "no_relationship"
    for language in [data.get("source_language")]:
        data.get("translations", {}).pop(language, None)
    return data


def _part(part: type[Part], fixed: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    hints = get_type_hints(part, include_extras=True)
    chosen = {field.name: _field(part, field, hints[field.name]) for field in documents.fields(part)}
    return st.fixed_dictionaries({**chosen, **fixed})


def _field(part: type[Part], field: Field, hint: Any) -> st.SearchStrategy[Any]:
    if field.holds is Holds.TEXTS:
        return st.dictionaries(st.sampled_from(CODES), TEXT, max_size=3)
    if field.holds is Holds.NAMES:
        return st.lists(st.sampled_from(_names(field)), unique=True, max_size=2)
    if field.holds is Holds.NAME:
        names = st.sampled_from(_names(field))
        return names if field.required else st.none() | names
    if field.holds is Holds.PARTS and field.part:
        once = field.part.once
        unique = (lambda data: tuple(_as_stored(data[name]) for name in once)) if once else None
        return st.lists(_part(field.part, {}), max_size=2, unique_by=unique)
    return _plain(field.name, hint)


def _as_stored(value: Any) -> Any:
    """Two texts that differ in blanks or in how an accent is composed are one to the database."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


def _names(field: Field) -> list[str]:
    assert field.names
    if field.names.family == "entry":
        return list(ENTRIES)
    if field.names.family == "provision":
        return [provision["identifier"] for provision in REFERENCES["resolution:wtsa-103"]["provisions"]]
    return [identifier for identifier in REFERENCES if identifier.startswith(f"{field.names.family}:")]


DIGESTS = st.sampled_from(["", "a" * 64])
SPECIAL = {
    "identifier": st.integers(1, 99).map(lambda number: f"resolution:test#resolves-{number}"),
    "key": KEYS,
    "file": DIGESTS,
    "entry_fingerprint": DIGESTS,
    "standard_fingerprint": DIGESTS,
    "starts_at": st.just("2027-05-12T09:00"),
    "ends_at": st.just("2027-05-12T17:00"),
    "time_zone": st.sampled_from(["UTC", "Africa/Nairobi"]),
    "alpha3": st.just("ZZZ"),
    "m49": st.just("999"),
    "producer": st.just(""),
    "receiver": st.just(""),
    "information": st.just([]),
    "designation": TEXT.map(lambda text: text.strip() or "X"),
    "translations": st.dictionaries(
        st.sampled_from(CODES), st.sampled_from(["draft", "reviewed", "outdated"]), max_size=2
    ),
}


def _plain(name: str, hint: Any) -> st.SearchStrategy[Any]:
    if name in SPECIAL:
        return SPECIAL[name]
    return _of(hint)


def _of(hint: Any) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _of_annotated(arguments)
    if origin is list:
        return st.lists(_of(arguments[0]), max_size=2, unique=True)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, UnionType):
        return st.one_of(*map(_of, arguments))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from([member.value for member in hint])
    return {NoneType: st.none(), bool: st.booleans(), str: TEXT, datetime.date: _dates()}[hint]


def _of_annotated(arguments: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    hint, *marks = arguments
    if hint is int:
        bounds = [mark for known in marks for mark in (known, *getattr(known, "metadata", ()))]
        low = next(bound.ge for bound in bounds if isinstance(bound, Ge))
        return st.integers(low, next(bound.le for bound in bounds if isinstance(bound, Le)))
    return _of(hint)


def _dates() -> st.SearchStrategy[str]:
    return st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)).map(datetime.date.isoformat)
