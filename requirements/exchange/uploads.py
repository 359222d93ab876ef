"""How is an uploaded file kept, and how are files opened for reading, whether uploaded or named by a path?"""

import contextlib
import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from requirements.exchange.archives import is_archive, unpack
from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats.format import Format
from requirements.exchange.formats.records import Place
from requirements.models import File

Sources = Sequence[Path] | File


def store(name: str, content: bytes) -> File:
    """Keep a file under its own SHA-256; the same content again is the same File, under its first name.

    TooLarge beyond settings.IMPORT_UPLOAD_LIMIT. The content is there before the row that promises it.
    """
    name = _plain(name)
    if len(content) > settings.IMPORT_UPLOAD_LIMIT:
        raise TooLarge("file_too_large", Place(name, 0), size=len(content), limit=settings.IMPORT_UPLOAD_LIMIT)
    sha256 = hashlib.sha256(content).hexdigest()
    known = File.objects.filter(pk=sha256).first()
    if known:
        return known
    defaults = {"name": name, "size": len(content), "stored": _put(f"files/{sha256}", content)}
    return File.objects.get_or_create(sha256=sha256, defaults=defaults)[0]


def _plain(name: str) -> str:
    """The last part of a name, whatever system it comes from, without what no column or terminal takes."""
    last = name.replace("\\", "/").rpartition("/")[2].encode(errors="ignore").decode()
    return "".join(letter for letter in last if letter.isprintable())[-300:].strip(". ") or "file"


def _put(place: str, content: bytes) -> str:
    """Write the content, over what a killed process may have left half-written there."""
    if default_storage.exists(place):
        if default_storage.size(place) == len(content):
            return place
        default_storage.delete(place)
    return default_storage.save(place, ContentFile(content))


@dataclass(frozen=True)
class Opened:
    """Files ready to be read. `name` tells people which; `sha256` is that of an upload, whose parts have none."""

    format: Format
    paths: Sequence[Path]
    name: str
    sha256: str = ""

    @cached_property
    def _files(self) -> Mapping[str, Path]:
        return self.format.files(self.paths)

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}

    def digest(self, file: str) -> str:
        """The SHA-256 of the file that a record's place names: of the upload, else of the file itself, if known."""
        if not self.sha256 and file not in self._digests:
            path = self._files.get(file)
            self._digests[file] = hashlib.sha256(path.read_bytes()).hexdigest() if path else ""
        return self.sha256 or self._digests[file]


@contextlib.contextmanager
def opened(sources: Sources, form: Format) -> Iterator[Opened]:
    """The files while they are read. Archives are unpacked after checks, and removed again at the end."""
    with tempfile.TemporaryDirectory(prefix="dpi-import-") as folder:
        try:
            yield _opened(sources, form, Path(folder))
        except OSError as error:
            place = Place(str(error.filename or ""), 0)
            raise Unreadable("not_readable", place, error=error.strerror or str(error)) from error


def _opened(sources: Sources, form: Format, folder: Path) -> Opened:
    if isinstance(sources, File):
        path = _fetched(sources, folder)
        return Opened(form, [_unpacked(path, folder / "unpacked")], sources.name, sources.sha256)
    for path in sources:
        if not path.exists():
            raise Unreadable("not_found", Place(str(path), 0))
    names = ", ".join(path.name or str(path) for path in sources)
    paths = [_unpacked(path, folder / str(number)) for number, path in enumerate(sources)]
    return Opened(form, paths, names)


def _fetched(file: File, folder: Path) -> Path:
    """A copy of a stored file under the name it was uploaded with."""
    with file.stored.open("rb") as stored:
        content = stored.read()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Unreadable("damaged", Place(file.name, 0))
    # File systems take 255 bytes.
    path = folder.joinpath("upload", file.name[-60:])
    path.parent.mkdir()
    path.write_bytes(content)
    return path


def _unpacked(path: Path, folder: Path) -> Path:
    """The path itself, or the folder that the archive there was unpacked into, named as the archive is."""
    if not is_archive(path):
        return path
    target = folder / path.stem
    target.mkdir(parents=True)
    with path.open("rb") as archive:
        unpack(archive, path.name, target)
    return target
