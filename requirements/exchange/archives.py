"""How is a ZIP archive unpacked that somebody unknown has made?

Everything is checked from its list of contents before a byte is unpacked: how many files, how large, where to, and
whether archives lie inside. What the list says is held to while unpacking.
"""

import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings

from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats.records import Place

ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst", ".reqifz", ".jar")
# What `zipfile` raises for archives that are cut off, lie about themselves, hold a file without a name or lack one that
# was asked for, or use what it does not know.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, OSError, ValueError, RuntimeError)
# What every name ends in.
ALL = ("",)
# Files that are archives for the program that made them.
DOCUMENTS = (".xlsx", ".xlsm", ".xlsb", ".ods", ".numbers", ".reqifz", ".docx")


def is_archive(path: Path) -> bool:
    """Whether the room has to unpack a file before a format reads it: by its name, else by how it begins."""
    if not path.is_file() or path.suffix.lower() in DOCUMENTS:
        return False
    with path.open("rb") as stream:
        return path.suffix.lower() == ".zip" or stream.read(4) == b"PK\x03\x04"


def check(archive: IO[bytes], name: str, *, limit: int | None = None) -> None:
    """Unreadable or TooLarge if an archive is not one to be unpacked, by its list of contents; nothing is unpacked.

    `limit` is in bytes, unpacked; without one settings.IMPORT_UNPACKED_LIMIT holds.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            _check_members(name, opened, limit)
    except BROKEN as error:
        raise _broken(name, error) from error
    archive.seek(0)


def unpack(archive: IO[bytes], name: str, folder: Path, suffixes: tuple[str, ...] = ALL) -> None:
    """Unpack into an empty folder, which stays empty if anything in the list of contents is refused.

    Files whose names end otherwise than in one of the suffixes stay packed and do not count: pictures beside a document
    may be many. Raises Unreadable or TooLarge, naming the archive. What is not a regular file is refused, not skipped.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            for member in _check_members(name, opened, suffixes=suffixes):
                _write(opened, member, folder.joinpath(member.filename))
    except BROKEN as error:
        raise _broken(name, error) from error


def _broken(name: str, error: Exception) -> Unreadable:
    """The refusal, without the path on this machine that an error of the system names."""
    reason = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
    return Unreadable("not_an_archive", Place(name, 0), error=reason)


def _check_members(
    name: str, opened: zipfile.ZipFile, limit: int | None = None, suffixes: tuple[str, ...] = ALL
) -> list[zipfile.ZipInfo]:
    members = [member for member in opened.infolist() if not member.is_dir()]
    wanted = [member for member in members if member.filename.lower().endswith(suffixes)]
    _check_number(name, len(wanted))
    _check_size(name, members, limit or settings.IMPORT_UNPACKED_LIMIT)
    for member in members:
        _check_member(name, member)
    return wanted


def _check_number(name: str, number: int) -> None:
    if number > settings.IMPORT_MEMBER_LIMIT:
        raise TooLarge("too_many_members", Place(name, 0), number=number, limit=settings.IMPORT_MEMBER_LIMIT)


def _check_size(name: str, members: list[zipfile.ZipInfo], limit: int) -> None:
    size = sum(member.file_size for member in members)
    if size > limit:
        raise TooLarge("unpacked_too_large", Place(name, 0), size=size, limit=limit)


def _check_member(name: str, member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename)
    kind = stat.S_IFMT(member.external_attr >> 16)
    special = kind not in (0, stat.S_IFREG)
    if path.is_absolute() or ".." in path.parts or set("\\:\0") & set(member.filename) or special:
        raise Unreadable("unsafe_member", Place(name, 0), name=member.filename)
    if member.flag_bits & 1:
        raise Unreadable("encrypted", Place(name, 0), name=member.filename)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # Others take as much memory as the file asks for.
        raise Unreadable("not_an_archive", Place(name, 0), error=f"{member.filename}: {member.compress_type}")
    if path.suffix.lower() in ARCHIVES:
        raise Unreadable("nested_archive", Place(name, 0), name=member.filename)


def _write(opened: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    """One member, no further than its size in the list; `zipfile` compares its checksum at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(member) as source, path.open("xb") as target:
        while block := source.read(1 << 16):
            target.write(block)
