"""Which files hold specifications, and of which repository, release, building block and chapter is each?"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from requirements.exchange.formats.govstack import building_blocks
from requirements.exchange.formats.govstack.building_blocks import BuildingBlock
from requirements.exchange.formats.govstack.records import Place, Reason, Rejected

# The repositories of the working group, as cloned or as unpacked, with a branch, a release or a commit:
# `bb-consent@1.0-QA`, `bb-gis-main`, `bb-wallet-1.0.0-rc`.
REPOSITORY = re.compile(
    r"(?P<name>(?:bb|cfr)(?:-[a-z0-9]+)+?|specifications|product-use-cases|\w+-playbook|machine-readable-specs)"
    r"(?:-(?:main|master)|@(?P<release>.+)|-(?P<tag>v?\d[\w.]*(?:-\w+)?|[0-9a-f]{40}))?"
)
# Every other repository is under Apache-2.0; these two were seen without a licence.
WITHOUT_LICENCE = {"cfr-architecture", "machine-readable-specs"}
TEMPLATE = "bb-template"
PAGES = "https://specs.govstack.global"
REPOSITORIES = "https://github.com/GovStackWorkingGroup"
LARGEST = 4_000_000
# Tables of contents repeat titles and nothing else.
SKIPPED = {"SUMMARY.md"}


@dataclass(frozen=True)
class Source:
    """A file, with the repository and release it belongs to; `inside` is its path within the repository's folder.

    `folder` and `repository` are `""` where no folder above is named like a repository of GovStack.
    """

    path: Path
    folder: str
    repository: str
    release: str
    inside: PurePosixPath

    @property
    def file(self) -> str:
        return str(PurePosixPath(self.folder) / self.inside)

    @cached_property
    def building_block(self) -> BuildingBlock | None:
        """A repository `bb-…` is of its own block, known or not; others say it in the names of their folders."""
        own = re.match(r"(?:bb|cfr)-(.+)", self.repository)
        if own:
            return building_blocks.meant_by(own[1]) or BuildingBlock(own[1], own[1].replace("-", " ").title(), "")
        return next(filter(None, map(building_blocks.meant_by, self.inside.parent.parts)), None)

    @property
    def licence(self) -> str:
        return "Apache-2.0" if self.repository and self.repository not in WITHOUT_LICENCE else ""

    def url(self, line: int, anchor: str) -> str:
        """The public page of the section; for a release, and where there is no page, the file at that release."""
        block, path = self.building_block, self.inside
        if block and block.page and not self.release and self.repository.startswith(("bb-", "cfr-")):
            below = PurePosixPath(*path.parts[1:]) if path.parts[0] == "spec" else path
            page = below.parent if below.name == "README.md" else below.with_suffix("")
            return f"{PAGES}/{block.page}/{quote(str(page))}" + (f"#{quote(anchor)}" if anchor else "")
        if not self.repository or "~" in self.release:
            return ""
        return f"{REPOSITORIES}/{self.repository}/blob/{quote(self.release or 'main')}/{quote(str(path))}#L{line}"


def natural(text: str) -> list[tuple[int, str]]:
    """Sorts `9-…` before `10-…`."""
    return [(int(part[:9]), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", text)]


def sources(paths: Sequence[Path]) -> Iterator[Source | Rejected]:
    """The files at or below the paths, each once, in natural order; a path that leads nowhere is rejected."""
    seen: set[str] = set()
    for path in paths:
        for found in _below(path):
            if isinstance(found, Rejected):
                yield found
            elif (real := os.path.realpath(found)) not in seen:
                seen.add(real)
                yield _source(found, path)


def _below(path: Path) -> Iterator[Path | Rejected]:
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
    except OSError as error:
        yield unreadable(str(path), error.strerror or "")
        return
    if is_folder:
        yield from _walk(path)
    else:
        yield path if is_file else unreadable(str(path), "No such file or directory")


def _walk(root: Path) -> Iterator[Path | Rejected]:
    failed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=failed.append):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=natural)
        # What lies beside the repositories is about them.
        beside = any(map(REPOSITORY.fullmatch, folders))
        for name in sorted(files, key=natural):
            if not beside and _is_specification(Path(folder, name)):
                yield Path(folder, name)
    yield from (unreadable(str(error.filename), error.strerror or "") for error in failed)


def _is_specification(path: Path) -> bool:
    if path.suffix == ".json":
        return any(part.startswith("machine-readable-specs") for part in path.parts)
    return path.suffix == ".md" and path.name not in SKIPPED


def unreadable(file: str, error: str) -> Rejected:
    return Rejected(Place(file, 1), Reason.UNREADABLE, {"error": error})


def _source(path: Path, given: Path) -> Source:
    """The nearest folder above that is named like a repository is one."""
    absolute = path.absolute()
    for folder in absolute.parents:
        found = REPOSITORY.fullmatch(folder.name)
        if found:
            release = found["release"] or found["tag"] or ""
            return Source(path, folder.name, found["name"], release, PurePosixPath(absolute.relative_to(folder)))
    start = given.absolute() if given.is_dir() else absolute.parent
    return Source(path, "", "", "", PurePosixPath(absolute.relative_to(start)))


def read_text(source: Source) -> str | Rejected:
    """The text of a file in UTF-8, its byte order mark dropped."""
    try:
        if not source.path.is_file():
            return unreadable(source.file, "Not a regular file")
        if source.path.stat().st_size > LARGEST:
            return Rejected(Place(source.file, 1), Reason.TOO_LONG, {"limit": LARGEST})
        return source.path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return unreadable(source.file, f"not UTF-8 at byte {error.start}")
    except OSError as error:
        return unreadable(source.file, error.strerror or "")
