"""Of which block's specification, which chapter and which release is a requirement that was read before?"""

from pathlib import PurePosixPath

from requirements.exchange.formats.govstack.kinds import chapter_of
from requirements.exchange.formats.govstack.records import Lineage
from requirements.exchange.formats.govstack.selection import age
from requirements.exchange.formats.govstack.sources import REPOSITORY

# Use cases are issued one by one, and of files outside a repository nobody knows what they are the whole of.
WITHOUT = {"use-case", "unknown"}


def lineage(key: str, file: str) -> Lineage | None:
    """That of `govstack:consent:functional:…` in `bb-consent@1.0-QA/spec/6-functional-requirements.md`."""
    owner = key.split(":")[1] if key.startswith("govstack:") else ""
    path = PurePosixPath(file)
    repository = REPOSITORY.fullmatch(path.parts[0]) if path.parts else None
    if owner in {"", *WITHOUT} or not repository:
        return None
    release = repository["release"] or repository["tag"] or ""
    return Lineage(f"govstack:{owner}:", chapter_of("", path.parts).kind, age(release))
