"""How are catalogues of standards bodies read: ITU-T, ISO, ETSI, W3C, IETF, OASIS and others?

All documents of the files given are read before the first record is handed over, since the editions of a standard lie
anywhere in them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy

from requirements.choices import ReferenceKind
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Record
from requirements.exchange.formats.standards.records import records
from requirements.exchange.formats.standards.rows import rows

SUFFIXES = (".csv", ".ndjson", ".jsonl", ".json", ".yaml", ".yml", ".xml")


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """One record for each standard of the catalogues at the paths, and one for each document of an unknown body."""
    found = files(paths)
    source = ", ".join(sorted({Path(name).name for name in found}))
    listed = (row for file, path in found.items() for row in rows(file, path))
    yield from records(listed, f"Catalogue: {source[:200]}")


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return files_at(paths, SUFFIXES)


FORMAT = Format(
    name="standards",
    label=gettext_lazy("Catalogues of standards bodies"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=(ReferenceKind.STANDARD.value,),
)
