"""Which code answers? Who keeps an answer learns by this that other code may give another one."""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

# What answers are made of besides the catalogue and what a registry sets; a change of any makes all of them new.
SOURCES = (
    "lock.txt",
    "dpi_registry/**/*.py",
    "requirements/**/*.py",
    "requirements/**/*.sql",
    "templates/site/**/*.html",
    "locale/**/*.po",
    "static/*.css",
    "static/*.js",
)


@cache
def digest() -> str:
    """The same in all processes of a deployment, whenever they started; the files are read once in each."""
    found = blake2b(digest_size=8)
    for path in _files():
        source = path.read_bytes()
        # Where a file ends, and what it is called, is part of it.
        found.update(f"{path.relative_to(settings.BASE_DIR).as_posix()} {len(source)} ".encode())
        found.update(source)
    return found.hexdigest()


def _files() -> Iterator[Path]:
    return iter(sorted({path for pattern in SOURCES for path in Path(settings.BASE_DIR).glob(pattern)}))
