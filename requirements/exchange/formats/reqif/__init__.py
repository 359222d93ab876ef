"""How are requirements exchanged with requirements tools, in OMG's ReqIF 1.2?

Read are exports of DOORS, Polarion, Enterprise Architect, ProR, StrictDoc and others, with a meaning for each of their
attributes that people may change; written is what all of these read.
"""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext_lazy

from requirements import documents
from requirements.documents import ENTRY_TYPES
from requirements.exchange.archives import unpack
from requirements.exchange.errors import place_in_words
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Found, Place, Question, Record, Rejected
from requirements.exchange.formats.reqif import attributes
from requirements.exchange.formats.reqif.content import structure
from requirements.exchange.formats.reqif.records import records
from requirements.exchange.formats.reqif.writing import write, write_archive

SUFFIXES = (".reqif", ".reqifz", ".xml")
ARCHIVE = ".reqifz"
INSIDE = (".reqif", ".xml")
AS_PROPOSED: Mapping[str, str] = {}


def read(paths: Sequence[Path], answers: Mapping[str, str] = AS_PROPOSED) -> Iterator[Record]:
    """Every requirement of the files and archives at the paths, file by file; the answers are to `questions`.

    What stands the same in several files, such as the modules of one archive that share objects, is read once.
    """
    with _documents(paths) as found:
        told: dict[str, tuple[bytes, Place]] = {}
        for file, path in found.items():
            for record in records(file, path, structure(file, path), answers):
                yield _once(record, told) if len(found) > 1 and isinstance(record, Found) else record


def _once(record: Found, told: dict[str, tuple[bytes, Place]]) -> Record:
    """The record, unless an earlier file has it in the same words."""
    said = {name: value for name, value in record.data.items() if name != "provenance"}
    digest = hashlib.sha256(documents.canonical(said)).digest()
    known, place = told.setdefault(record.key, (digest, record.place))
    if place.file == record.place.file or known != digest:
        return record
    return Rejected(record.place, "duplicate", {"other": place_in_words(place)})


def questions(paths: Sequence[Path]) -> list[Question]:
    """What each attribute, type of objects and type of relations means that others have named."""
    with _documents(paths) as found:
        return list(attributes.questions(structure(file, path) for file, path in found.items()))


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return files_at(paths, SUFFIXES)


@contextmanager
def _documents(paths: Sequence[Path]) -> Iterator[dict[str, Path]]:
    """The documents at the paths, those in archives unpacked as long as they are read."""
    with tempfile.TemporaryDirectory(prefix="dpi-reqif-") as folder:
        found: dict[str, Path] = {}
        for file, path in files(paths).items():
            found |= (
                _unpacked(file, path, Path(folder, str(len(found)))) if path.suffix.lower() == ARCHIVE else {file: path}
            )
        yield found


def _unpacked(file: str, path: Path, folder: Path) -> dict[str, Path]:
    """The documents in an archive, under the archive's name; pictures beside them stay unread."""
    folder.mkdir()
    with path.open("rb") as archive:
        unpack(archive, file, folder, INSIDE)
    inside = files_at([folder], INSIDE)
    return {f"{file}/{Path(name).relative_to(folder.name)}": one for name, one in inside.items()}


FORMAT = Format(
    name="reqif",
    label=gettext_lazy("ReqIF 1.2"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=tuple(ENTRY_TYPES),
    write=write,
    questions=questions,
    media_type="application/xml",
    round_trip=True,
)

PACKED = replace(
    FORMAT,
    name="reqifz",
    label=gettext_lazy("ReqIF 1.2 in an archive (reqifz)"),
    suffixes=(ARCHIVE, ".reqif", ".xml"),
    write=write_archive,
    media_type="application/zip",
)
