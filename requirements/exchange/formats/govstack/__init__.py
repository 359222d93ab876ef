"""How are GovStack's specifications read: building blocks, cross-cutting requirements, product use cases?

The reader is pure: paths in, records out. It knows markdown as GitBook exports it, in the dialects of every release
seen; what it cannot classify it names with file, line and reason, and it never fails on a file.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy

from requirements.choices import EntryKind
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.govstack.chapters import Reading, read_chapter
from requirements.exchange.formats.govstack.lineages import lineage
from requirements.exchange.formats.govstack.machine_readable import read_json
from requirements.exchange.formats.govstack.markdown import parse
from requirements.exchange.formats.govstack.records import Found as Found
from requirements.exchange.formats.govstack.records import Place as Place
from requirements.exchange.formats.govstack.records import Reason as Reason
from requirements.exchange.formats.govstack.records import Record as Record
from requirements.exchange.formats.govstack.records import Rejected as Rejected
from requirements.exchange.formats.govstack.selection import select
from requirements.exchange.formats.govstack.sources import Source, read_text, sources


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """Every requirement and use case of the specifications at the paths, and everything that was left out.

    A path is a specification folder (`bb-payments`), a folder of such folders, or a single file. All files are read
    before the first record is handed over: releases and copies are told apart among everything given.
    """
    readings: list[Reading] = []
    for source in sources(paths):
        reading = source if isinstance(source, Rejected) else _read(source)
        if isinstance(reading, Rejected):
            yield reading
        else:
            readings.append(reading)
    yield from select(readings)


def files(paths: Sequence[Path]) -> dict[str, Path]:
    """The files that `read` reads at the paths, by the name that its places give them."""
    return {source.file: source.path for source in sources(paths) if not isinstance(source, Rejected)}


def _read(source: Source) -> Reading | Rejected:
    text = read_text(source)
    if isinstance(text, Rejected):
        return text
    return read_json(source, text) if source.path.suffix == ".json" else read_chapter(source, parse(text))


FORMAT = Format(
    name="govstack",
    label=gettext_lazy("GovStack specifications"),
    read=read,
    files=files,
    suffixes=(".md", ".json"),
    together=True,
    lineage=lineage,
    kinds=(EntryKind.REQUIREMENT.value, EntryKind.USE_CASE.value),
)
