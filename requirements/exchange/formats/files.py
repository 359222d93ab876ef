"""Which files lie at the paths that a reader is given?"""

from collections.abc import Iterator, Sequence
from pathlib import Path


def files_at(paths: Sequence[Path], suffixes: Sequence[str]) -> dict[str, Path]:
    """Name shown to people → path: files as they are, of a folder those below it with one of the suffixes, in order."""
    found: dict[str, Path] = {}
    for path in paths:
        for file in sorted(_below(path, suffixes)) if path.is_dir() else [path]:
            found.setdefault(str(file.relative_to(path.parent)), file)
    return found


def _below(folder: Path, suffixes: Sequence[str]) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in suffixes and path.is_file() and not hidden:
            yield path
