"""What changed between two documents, field by field and word by word?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

# One Chinese character, one word, one run of blanks or one sign.
TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|[^\w\s]")
# A part of a list is followed through moves by the first of these that it has.
HANDLES = ("identifier", "key", "target", "label")


@dataclass(frozen=True)
class Change:
    """One field that differs; a missing side is None. `path` is a tuple such as `("statement", "fr")`."""

    path: tuple[str, ...]
    before: Any
    after: Any


def diff(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """All changes between two dumped documents, in the order of their paths."""
    return list(_compare((), before, after))


def _compare(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            yield from _compare((*path, key), before.get(key), after.get(key))
    elif _lists_of_parts(before, after):
        yield from _compare(path, _by_handle(before), _by_handle(after))
    else:
        yield Change(path, before, after)


def _lists_of_parts(before: Any, after: Any) -> bool:
    both = [*before, *after] if isinstance(before, list) and isinstance(after, list) else []
    return bool(both) and all(isinstance(item, dict) for item in both)


def _by_handle(parts: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Parts under their own handle, else under their place; a handle used twice falls back to the place."""
    handles = [next((str(part[name]) for name in HANDLES if part.get(name)), "") for part in parts]
    return {
        handle if handle and handles.count(handle) == 1 else f"{place:03}": part
        for place, (handle, part) in enumerate(zip(handles, parts, strict=True), start=1)
    }


def words(before: str, after: str) -> list[tuple[Literal["equal", "delete", "insert"], str]]:
    """The two texts as runs that are equal, deleted or inserted; Chinese is compared character by character."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    runs: list[tuple[Literal["equal", "delete", "insert"], str]] = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("equal", "".join(old[old_start:old_end])))
            continue
        if old_end > old_start:
            runs.append(("delete", "".join(old[old_start:old_end])))
        if new_end > new_start:
            runs.append(("insert", "".join(new[new_start:new_end])))
    return runs
