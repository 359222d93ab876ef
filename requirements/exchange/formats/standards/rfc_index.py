"""How is the index of RFCs read that the RFC Editor publishes as XML?"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from requirements.exchange.formats import xml_files
from requirements.exchange.formats.records import Place, Rejected
from requirements.exchange.formats.standards.row import Row
from requirements.exchange.formats.xml_files import Element, local

MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
ENTRIES = {"rfc-entry", "bcp-entry", "std-entry", "fyi-entry", "rfc-not-issued-entry"}
ADDRESS = "https://www.rfc-editor.org/info/rfc"


def rows(file: str, path: Path) -> Iterator[Row | Rejected]:
    """Every RFC in its order, with the STD or BCP that it is; numbers that were never issued are named."""
    series = _series(file, path)
    for begins, element in xml_files.events(file, path, ENTRIES):
        if begins or local(element) not in ("rfc-entry", "rfc-not-issued-entry"):
            continue
        named = _texts(element, "doc-id")
        place = Place(file, element.sourceline or 0, named[0] if named else "")
        if local(element) == "rfc-entry" and named:
            yield _row(place, element, series.get(named[0], []))
        else:
            yield Rejected(place, "not_issued", {"name": place.anchor})


def _series(file: str, path: Path) -> dict[str, list[str]]:
    """RFC → the STD and BCP that consist of it alone; one of several RFCs is the name of none of them."""
    found: dict[str, list[str]] = defaultdict(list)
    for begins, element in xml_files.events(file, path, ENTRIES):
        members = [] if begins or local(element) not in ("bcp-entry", "std-entry") else _inside(element, "is-also")
        if len(members) == 1:
            found[members[0]] += map(_spaced, _texts(element, "doc-id"))
    return found


def _row(place: Place, element: Element, series: list[str]) -> Row:
    number = re.sub(r"^RFC0*", "", place.anchor)
    obsoleted = _inside(element, "obsoleted-by")
    status = next(iter(_texts(element, "current-status")), "").lower()
    return Row(
        place=place,
        identifier=f"RFC {number}",
        titles={"en": next(iter(_texts(element, "title")), "")},
        published=_day(element),
        status=f"{status}, obsolete" if obsoleted else status,
        kind=status,
        names=(f"RFC{number}", f"IETF RFC {number}", *series),
        url=f"{ADDRESS}{number}",
        successors=tuple(map(_spaced, obsoleted)),
    )


def _spaced(name: str) -> str:
    """`RFC 2616` of `RFC2616`, `STD 97` of `STD0097`."""
    return re.sub(r"^([A-Z]+)0*(\d)", r"\1 \2", name)


def _day(element: Element) -> str:
    date = next((child for child in element if local(child) == "date"), None)
    if date is None:
        return ""
    told = {local(part): (part.text or "").strip().lower() for part in date}
    if told.get("month") not in MONTHS:
        return told.get("year", "")
    month, day = MONTHS.index(told["month"]) + 1, told.get("day", "")
    return f"{told.get('year', '')}-{month:02}" + (f"-{int(day):02}" if day.isdecimal() else "")


def _texts(element: Element, name: str) -> list[str]:
    """The texts of children of that name."""
    return [" ".join("".join(child.itertext()).split()) for child in element if local(child) == name]


def _inside(element: Element, name: str) -> list[str]:
    return [text for child in element if local(child) == name for text in _texts(child, "doc-id")]
