"""Which formats are there? The one list: a new format is a module beside this one and a line here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from requirements.choices import EntryKind
from requirements.documents import TYPES
from requirements.exchange.errors import ExchangeError
from requirements.exchange.formats import govstack, json
from requirements.exchange.formats.records import Record


@dataclass(frozen=True)
class Format:
    """A way of writing records down, and what it can do.

    `read` yields every record at the paths; `files` names the files it reads them from. `write` takes the bodies of
    editions and returns how many there were; it is None where the format is only read. `whole` says that a field it
    gives is given entirely, so that what it leaves out of the field is to go; other formats know a part (English texts,
    one building block), and what people added stays.
    """

    name: str
    label: Promise
    read: Callable[[Sequence[Path]], Iterator[Record]]
    files: Callable[[Sequence[Path]], Mapping[str, Path]]
    suffixes: tuple[str, ...]
    kinds: tuple[str, ...]
    write: Callable[[Iterable[bytes], IO[bytes]], int] | None = None
    whole: bool = False


FORMATS = (
    Format(
        name="govstack",
        label=gettext_lazy("GovStack specifications"),
        read=govstack.read,
        files=govstack.files,
        suffixes=(".md", ".json"),
        kinds=(EntryKind.REQUIREMENT.value, EntryKind.USE_CASE.value),
    ),
    Format(
        name="json",
        label=gettext_lazy("Documents of the registry (JSON, NDJSON)"),
        read=json.read,
        files=json.files,
        suffixes=json.SUFFIXES,
        kinds=tuple(TYPES),
        write=json.write,
        whole=True,
    ),
)


def format_named(name: str) -> Format:
    """The format of that name; ExchangeError that lists those there are."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise ExchangeError("unknown_format", name=name, known=", ".join(known.name for known in FORMATS))
