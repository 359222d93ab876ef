"""How is the label of a provision told from the words behind it, and which label comes next?

A label counts if it continues its list; else it is part of the text, or something for a person to look at.
"""

import re
from dataclasses import dataclass

from requirements.resolution_texts.cleaning import plain
from requirements.resolution_texts.tongues import Tongue

BIS = ("", "bis", "ter", "quater", "quinquies")
ROMAN = re.compile(r"^[ivx]+$")
LABEL = re.compile(
    r"^[*_(（]{0,2}(?P<label>\d{1,2}|[^\W\d_]{1,3}?)\s?(?P<early>bis|ter|quater)?(?P<mark>\s?[)）.、]|(?=\t|\s))"
    r"[*_]{0,2}(?P<late>bis|ter|quater)?[*_]{0,2}\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Label:
    """`order` counts from 1 within its list; `former` is the label before a change, if two run together."""

    written: str
    order: int
    key: str
    bis: str = ""
    former: str = ""
    in_order: bool = True


@dataclass
class Numbering:
    """A list of provisions being read: of letters or of numbers, and how far it has come."""

    letters: bool | None = None
    last: int = 0
    last_bis: str = ""

    def follows(self, order: int, bis: str) -> bool:
        if bis:
            return order == self.last and BIS.index(bis) == BIS.index(self.last_bis) + 1
        return order == self.last + 1

    def take(self, label: Label, *, letters: bool) -> None:
        self.letters, self.last, self.last_bis = letters, label.order, label.bis


def labeled(text: str, tongue: Tongue, so_far: Numbering) -> tuple[Label, str] | None:
    """The label that begins a line, and the text behind it; None if the line has none that belongs to the list."""
    found = LABEL.match(text)
    if not found or not found["text"]:
        return None
    bis = (found["early"] or found["late"] or "").lower()
    written, closed = found["label"], bool(found["mark"].strip())
    label = _number(written, bis, so_far, closed=closed) if written.isdigit() else _letter(written, bis, tongue, so_far)
    if label is None or not (closed or written.isdigit()):
        return None
    so_far.take(label, letters=not written.isdigit())
    return label, found["text"].strip()


def _number(written: str, bis: str, so_far: Numbering, *, closed: bool) -> Label | None:
    """A number continues the list, or begins it; `43` may be 4 made 3, or 3 made 4."""
    order = int(written)
    if so_far.letters:
        return None
    if so_far.follows(order, bis):
        return Label(written, order, f"{order}{_dash(bis)}", bis)
    for former, now in ((written[:1], written[1:]),):
        if now and so_far.follows(int(now), ""):
            return Label(now, int(now), now, former=former)
    if so_far.letters is None or closed or abs(order - so_far.last) > 1:
        return None
    return Label(written, order, f"{order}{_dash(bis)}", bis, in_order=False)


def _letter(written: str, bis: str, tongue: Tongue, so_far: Numbering) -> Label | None:
    if so_far.letters is False:
        return None
    letters = tongue.letters if plain(written[0]).lower() in tongue.letters else "abcdefghijklmnopqrstuvwxyz"
    orders = [letters.find(plain(letter).lower()) + 1 for letter in written]
    if 0 in orders:
        return None
    if len(orders) == 1:
        return _single(written, orders[0], bis, so_far)
    if len(orders) == 2 and orders[0] != orders[1] and so_far.last and _is_pair(written, orders, so_far):
        return Label(written[1], orders[1], _latin(orders[1]), former=written[0])
    return None


def _single(written: str, order: int, bis: str, so_far: Numbering) -> Label | None:
    if so_far.follows(order, bis):
        return Label(written, order, _latin(order) + _dash(bis), bis)
    # i) behind anything but h) counts the points of a provision.
    if so_far.letters is None or ROMAN.match(written.lower()) or abs(order - so_far.last) > 2:
        return None
    return Label(written, order, _latin(order) + _dash(bis), bis, in_order=False)


def _is_pair(written: str, orders: list[int], so_far: Numbering) -> bool:
    """Two letters run together: the second goes on, or repeats the label of a provision that is to go."""
    if ROMAN.match(written.lower()) and orders[1] not in (so_far.last, so_far.last + 1):
        return False
    return orders[1] in (so_far.last, so_far.last + 1)


def _latin(order: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[order - 1] if order <= 26 else str(order)


def _dash(bis: str) -> str:
    return f"-{bis}" if bis else ""


def split_numbers(text: str, last: int, *, stop: str = r"[;.,،؛；。]") -> list[str]:
    """A paragraph that holds several numbered provisions, at each number that follows the one before."""
    pieces, rest = [], text
    while found := re.search(rf"(?<={stop})\s+(?={last + 1}\s+[^\W\d_])", rest):
        pieces.append(rest[: found.start()])
        rest, last = rest[found.end() :], last + 1
    return [*pieces, rest]
