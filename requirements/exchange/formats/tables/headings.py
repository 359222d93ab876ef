"""What do people mean by the headings of tables that they did not begin from a workbook of the registry?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from requirements.exchange.formats.records import Place, Rejected
from requirements.exchange.formats.tables.columns import KINDS, PARTS, ROW, columns
from requirements.exchange.formats.vocabulary import MEANT, NUMBER, heading_of
from requirements.languages import CODES, DEFAULT

# How many rows are searched for the headings: names of ministries and dates often stand above them.
SEARCHED = 20
# Characters of a heading, at most and on the average.
LONGEST, USUAL = 120, 40
# `FR-12`, `V2.1`, `REG.FR.001`, `4.2`: what numbers a row and is no heading.
NUMBERED = re.compile(r"(?=.{1,40}$)(?=.*\d)[^\W_]{0,12}(?:[-._/:]{1,2}[^\W_]{1,12}){0,8}")
# A row with its number.
Line = tuple[int, list[Any]]


def meant(headings: Sequence[str], kind: str) -> list[str]:
    """The headings as columns of the kind (of a requirement, if it is not said), each column once; others as they are.

    Headings that say no language are in that of their own words. Tables that say what each row is are the registry's.
    """
    shape = KINDS.get(kind or "requirement")
    if ROW in headings or shape is None:
        return list(headings)
    known, taken = columns(shape.part), set(headings)
    found: list[str] = []
    for heading in headings:
        column = heading if heading in known else _column(heading, known, own=kind in ("", "requirement"))
        fresh = column if column not in taken else heading
        taken.add(fresh)
        found.append(fresh)
    return found


def kind_meant(headings: Sequence[str], columns_meant: Sequence[str]) -> str:
    """The kind of the rows of a table whose name does not say it: a requirement, if others headed what states it."""
    states = any(column.startswith("statement_") for column in columns_meant)
    is_told = {ROW, "kind"} & set(headings)
    return "requirement" if states and not is_told and list(headings) != list(columns_meant) else ""


def _column(heading: str, known: Iterable[str], *, own: bool) -> str:
    """The column that a heading means; itself if none."""
    field, code = MEANT.get(heading, (heading, DEFAULT)) if own else (heading, DEFAULT)
    words, _, said = heading.rpartition("_")
    if said in CODES and words in MEANT and own:
        field, code = MEANT[words][0], said
    elif heading == field:
        code = DEFAULT
    named = next((name for name in (field, f"{field}_{code}") if name in known), "")
    return NUMBER if field == NUMBER and own else named or heading


def begin(lines: Iterable[Line]) -> tuple[list[Line], Iterator[Line]]:
    """The rows above the headings and the headings as the last of these, and the rows below them.

    Headings are the first row that has two columns which are known; the first row if none has.
    """
    rest = iter(lines)
    first = list(islice(rest, SEARCHED))
    for number, (_, cells) in enumerate(first):
        if _known_in(cells) >= min(2, sum(map(bool, cells))) > 0 and (number == 0 or _known_in(cells) > 1):
            return first[: number + 1], chain(first[number + 1 :], rest)
    return first[:1], chain(first[1:], rest)


def begin_foreign(first: Sequence[Line], rest: Iterable[Line]) -> tuple[list[Line], Line | None, Iterator[Line]]:
    """Of a table with headings of others: the rows above these, the headings if there are any, and the rows below."""
    lines = iter(chain(first, rest))
    looked_at = list(islice(lines, SEARCHED))
    width = max((len(_written(cells)) for _number, cells in looked_at), default=0)
    heads = (place for place, (_number, cells) in enumerate(looked_at) if _known_in(cells) > 1 or _heads(cells, width))
    place = next(heads, None)
    if place is None:
        return [], None, chain(looked_at, lines)
    return looked_at[:place], looked_at[place], chain(looked_at[place + 1 :], lines)


def _heads(cells: Sequence[Any], width: int) -> bool:
    """Whether a row could be one of headings: short words that differ, over most of the columns, and no number."""
    names = _written(cells)
    words = [name for name in names if isinstance(name, str) and len(name) <= LONGEST and not name.strip().isdecimal()]
    wide = len(names) >= 2 and len(names) >= width / 2
    short = sum(map(len, words)) <= USUAL * len(words)
    return wide and len({*words}) == len(names) and short and not NUMBERED.fullmatch(words[0].strip())


def _written(cells: Sequence[Any]) -> list[Any]:
    return [cell for cell in cells if cell not in (None, "") and not (isinstance(cell, str) and not cell.strip())]


def separator_of(lines: Sequence[str], separators: str) -> str:
    """What separates the cells of the first lines of a file: what makes most known headings, else the most frequent."""
    known = {one: max(_known_in(line.strip().split(one)) for line in lines) for one in separators}
    return max(separators, key=lambda one: (known[one] if known[one] > 1 else 0, lines[0].count(one)))


def _known_in(cells: Sequence[Any]) -> int:
    names = [heading_of(cell) for cell in cells if isinstance(cell, str)]
    return sum(name in ALL or name in MEANT for name in names if name)


SHEETS = [*KINDS.values(), *PARTS.values()]
ALL = {ROW, "of", "key", "kind"} | {name for sheet in SHEETS for name in (*columns(sheet.part), sheet.above)}


def above(place: Place, lines: Iterable[Line]) -> list[Rejected]:
    """What stands above the headings, named so that nothing is lost."""
    told = (
        (Place(place.file, number, sheet=place.sheet), " ".join(cell for cell in cells if isinstance(cell, str))[:100])
        for number, cells in lines
    )
    return [Rejected(where, "above_headings", {"text": text}) for where, text in told]
