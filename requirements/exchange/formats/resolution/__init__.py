"""How does the text of an ITU resolution come in: plain text, a Word document, or Akoma Ntoso?

The text as a whole is kept with the resolution, for staff to show or not. Provisions are addressed as they were read
only where the registry has none yet: what people wrote about provisions is never replaced by a reading. Every doubt of
the reading comes with the record, for a person to confirm.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from requirements import resolution_texts
from requirements.choices import Assembly, ProposalMark, ResolutionStatus
from requirements.exchange.errors import TooLarge
from requirements.exchange.formats.files import files_at
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Found, Place, Record, Rejected
from requirements.exchange.formats.resolution import akoma, word
from requirements.resolution_texts import NotAResolution, Resolution

SUFFIXES = (".txt", ".docx", ".xml")
BODIES = {
    Assembly.WTSA: "organization:itu-t",
    Assembly.WTDC: "organization:itu-d",
    Assembly.RADIOCOMMUNICATION_ASSEMBLY: "organization:itu-r",
    Assembly.PLENIPOTENTIARY: "organization:itu",
    Assembly.COUNCIL: "organization:itu",
}
READERS = {".docx": word.text_of, ".xml": akoma.text_of}


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """Every resolution in the files; a file without any is rejected with the reason."""
    for file, path in files(paths).items():
        size = path.stat().st_size
        if size > settings.IMPORT_UPLOAD_LIMIT:
            raise TooLarge("file_too_large", Place(file, 0), size=size, limit=settings.IMPORT_UPLOAD_LIMIT)
        yield from _read(file, path)


def files(paths: Sequence[Path]) -> dict[str, Path]:
    return files_at(paths, SUFFIXES)


def text_of(file: str, path: Path) -> str:
    """The plain text of a file that people know by that name; NotAResolution if it has none, Unreadable if it is
    broken."""
    return READERS.get(path.suffix.lower(), _plain)(file, path)


def _read(file: str, path: Path) -> Iterator[Record]:
    try:
        text = text_of(file, path)
        for resolution in resolution_texts.parse(text):
            yield _record(file, hashlib.sha256(path.read_bytes()).hexdigest(), text, resolution)
    except NotAResolution as error:
        yield Rejected(Place(file, error.line), error.code, dict(error.params))


def _plain(file: str, path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAResolution("not_utf8", content.count(b"\n", 0, error.start) + 1, byte=error.start + 1) from error


def _record(file: str, digest: str, text: str, resolution: Resolution) -> Record:
    place = Place(file, resolution.line)
    if not resolution.identifier:
        return Rejected(place, "no_number", {"text": resolution.heading})
    doubts = tuple(Rejected(Place(file, doubt.line), doubt.code, {"text": doubt.text}) for doubt in resolution.doubts)
    return Found("resolution", resolution.identifier, place, _data(resolution, text, digest), doubts=doubts)


def _data(resolution: Resolution, text: str, digest: str) -> dict[str, Any]:
    """The fields of the document; a proposal says nothing of what is in force."""
    data: dict[str, Any] = {
        "identifier": resolution.identifier,
        "source_language": resolution.language,
        "title": {resolution.language: resolution.title[:300]},
        "assembly": resolution.assembly or "",
        "number": resolution.number,
        "body": BODIES.get(resolution.assembly) if resolution.assembly else None,
        "provisions": provisions(resolution),
        "citations": citations(resolution),
        "official_texts": [_official_text(resolution, text, digest)],
    }
    if not resolution.is_proposal:
        data |= {"place_year": str(resolution.occasion or ""), "lineage": [str(one) for one in resolution.lineage]}
    if resolution.mark == ProposalMark.ADD:
        data |= {"status": ResolutionStatus.PROPOSED}
    return data


def provisions(resolution: Resolution) -> list[dict[str, Any]]:
    return [
        {
            "identifier": f"{resolution.identifier}#{provision.key}",
            "part": section.part,
            "label": provision.label,
            "addressees": list(section.addressees),
            "collaborators": list(section.collaborators),
            "operative": section.operative,
            "text_status": provision.fate,
        }
        for section, provision in resolution.provisions()
    ]


def citations(resolution: Resolution) -> list[dict[str, Any]]:
    """The resolutions and basic texts that the provisions name, each once."""
    found = {
        (reference.identifier, reference.provision): {
            "target": reference.identifier,
            "provision": reference.provision,
            "occasion": reference.occasion,
            "former_occasion": reference.former_occasion,
        }
        for reference in resolution.references
        if reference.identifier.startswith("resolution:") and reference.identifier != resolution.identifier
    }
    return list(found.values())


def _official_text(resolution: Resolution, text: str, digest: str) -> dict[str, Any]:
    return {
        "language": resolution.language,
        "label": resolution.reference or str(resolution.occasion or resolution.heading)[:300],
        "status": ResolutionStatus.PROPOSED if resolution.is_proposal else ResolutionStatus.IN_FORCE,
        "reference": resolution.reference,
        "proponents": resolution.proponents[:300],
        "raw": text,
        "file": digest,
    }


FORMAT = Format(
    name="resolution",
    label=gettext_lazy("Texts of ITU resolutions (text, Word, Akoma Ntoso)"),
    read=read,
    files=files,
    suffixes=SUFFIXES,
    kinds=("resolution",),
    media_type="text/plain",
)
