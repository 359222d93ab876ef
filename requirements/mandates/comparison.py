"""Where do two texts of a resolution differ, provision by provision?"""

from collections.abc import Iterable
from dataclasses import dataclass

from requirements.resolution_texts import Provision, Resolution, Section


@dataclass(frozen=True)
class Side:
    """A provision of one of the texts under its heading."""

    section: Section
    provision: Provision
    text: str


@dataclass(frozen=True)
class Pair:
    """The provision under one key in two texts; a side is None where a text does not have it."""

    key: str
    before: Side | None
    after: Side | None

    @property
    def differs(self) -> bool:
        return _words(self.before) != _words(self.after)


def compared(before: Resolution, after: Resolution | None = None) -> list[Pair]:
    """Every provision of either text, in the order of the second with what only the first has in its place.

    Without a second text a proposal is compared with itself: what it would change, as far as that left a trace.
    """
    old, new = _sides(before, after_changes=after is not None), _sides(after or before, after_changes=True)
    return [Pair(key, old.get(key), new.get(key)) for key in _in_order(list(old), list(new))]


def _sides(text: Resolution, *, after_changes: bool) -> dict[str, Side]:
    """Key → side. A provision that was added was not there before, one that was deleted is not there after."""
    found = {}
    for section, provision in text.provisions():
        said = provision.after if after_changes else provision.before
        if said:
            found[provision.key] = Side(section, provision, said)
    return found


def _in_order(old: list[str], new: list[str]) -> Iterable[str]:
    """The second order; each key that only the first has stands behind the one it followed."""
    result = list(new)
    for place, key in enumerate(old):
        if key not in result:
            behind = old[place - 1] if place else None
            result.insert(result.index(behind) + 1 if behind in result else 0, key)
    return result


def _words(side: Side | None) -> list[str] | None:
    """Blanks and the sign at the end say nothing: what was last may stand in the middle now."""
    return side.text.rstrip(" ,;.،؛，；。").split() if side else None
