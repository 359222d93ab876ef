"""What changed between two documents, field by field and word by word?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, TypeAlias

# One Chinese character, one word, one run of blanks or one sign.
TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|[^\w\s]")
Run: TypeAlias = tuple[Literal["equal", "delete", "insert"], str]
# Pairs of words that may be compared: two texts of a thousand words, about a tenth of a second.
COMPARABLE = 1_000_000
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


def words(before: str, after: str) -> list[Run]:
    """The two texts as runs that are equal, deleted or inserted; Chinese is compared character by character.

    What lies between the first and the last difference is compared word by word unless it is very long.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle = _compare_words(old[head : len(old) - tail], new[head : len(new) - tail])
    first: Run = ("equal", "".join(old[:head]))
    last: Run = ("equal", "".join(old[len(old) - tail :]))
    return [(how, text) for how, text in [first, *middle, last] if text]


def _shared(one: list[str], other: list[str]) -> int:
    """How many words two texts share at their beginning."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _compare_words(old: list[str], new: list[str]) -> list[Run]:
    if len(old) * len(new) > COMPARABLE:
        return [("delete", "".join(old)), ("insert", "".join(new))]
    runs: list[Run] = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("equal", "".join(old[old_start:old_end])))
        else:
            runs += [("delete", "".join(old[old_start:old_end])), ("insert", "".join(new[new_start:new_end]))]
    return runs
