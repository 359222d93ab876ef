"""How is XML of unknown origin read, piece by piece and without following where it points?

No entity is replaced but the five of XML itself, no other file or address is opened, and a document type is refused as
a whole: neither ReqIF nor OSCAL has one, so it could only be there to do harm.
"""

import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import IO, Any, TypeAlias

from lxml import etree

from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats.records import Place

# An element as lxml has it, which declares no types.
Element: TypeAlias = Any
# How many bytes are searched for the XML declaration; some tools and websites put a comment before it.
HEAD = 4096
DECLARED = re.compile(rb"((?:[^<]|<!--(?:(?!-->).)*-->)+)(<\?xml[^>]*\?>)", re.DOTALL)
# More than any export nests; far below where a parser gives up.
DEEPEST = 200
# Elements of a file that is kept as a whole: several times those of the largest catalogue.
ELEMENTS = 500_000
# Attributes of an element: the time to list them grows with their square.
ATTRIBUTES = 1_000


def events(file: str, path: Path, keep: Set[str]) -> Iterator[tuple[bool, Element]]:
    """(whether it begins, element) for every element, in order.

    Behind the reader everything is emptied but what lies within elements of the local names to keep, so that memory is
    bounded by the largest of these. Unreadable with the line where the file is no XML.
    """
    with path.open("rb") as stream:
        yield from events_of(file, stream, keep)


def events_of(file: str, stream: IO[bytes], keep: Set[str]) -> Iterator[tuple[bool, Element]]:
    """`events()` of a stream."""
    try:
        yield from _events(file, _Headed(stream), keep)
    except etree.XMLSyntaxError as error:
        raise Unreadable("not_xml", Place(file, error.lineno or 0), error=_reason(error)) from error


def whole(file: str, path: Path) -> Element:
    """The root of a file that is small enough to be kept."""
    root, number = None, 0
    for begins, element in events(file, path, frozenset()):
        root = element if begins and root is None else root
        number += begins
        if number > ELEMENTS:
            raise TooLarge("too_many_elements", Place(file, element.sourceline or 0), limit=ELEMENTS)
    if root is None:
        raise Unreadable("not_xml", Place(file, 0), error="no element found")
    return root


def local(element: Element) -> str:
    """The name without its namespace: tools disagree on that."""
    return str(element.tag).rpartition("}")[2]


class _Headed:
    """A file whose XML declaration comes first; what stood before it leaves its line breaks behind it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._head = stream, stream.read(HEAD)
        found = DECLARED.match(self._head)
        if found:
            breaks = b"\n" * found[1].count(b"\n")
            self._head = found[2] + breaks + self._head[found.end() :]

    def read(self, size: int) -> bytes:
        head, self._head = self._head, b""
        return head or self._stream.read(size)


def _events(file: str, stream: _Headed, keep: Set[str]) -> Iterator[tuple[bool, Element]]:
    parsed = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth = kept = 0
    for event, element in parsed:
        begins = event == "start"
        depth += 1 if begins else -1
        _check(file, element, depth)
        yield begins, element
        if local(element) in keep:
            kept += 1 if begins else -1
        if keep and not begins and not kept:
            _forget(element)


def _check(file: str, element: Element, depth: int) -> None:
    if depth == 1 and element.getroottree().docinfo.doctype:
        raise Unreadable("document_type", Place(file, element.sourceline or 0))
    if len(element.attrib) > ATTRIBUTES:
        raise TooLarge("too_many_elements", Place(file, element.sourceline or 0), limit=ATTRIBUTES)
    if depth > DEEPEST:
        raise Unreadable("nested_too_deeply", Place(file, element.sourceline or 0), limit=DEEPEST)


def _forget(element: Element) -> None:
    """Empty it, and take its elder siblings away."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _reason(error: etree.XMLSyntaxError) -> str:
    return (error.msg or "no element found").partition(", line")[0]
