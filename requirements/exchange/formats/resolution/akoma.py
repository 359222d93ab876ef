"""How does a resolution in Akoma Ntoso become plain text again: a line for each heading, recital and paragraph?"""

from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from requirements.exchange.formats.resolution.word import parsed
from requirements.resolution_texts import NotAResolution

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/"
# Elements whose paragraphs make one line, with the number that stands beside them.
ONE_LINE = ("recital", "paragraph", "point", "longTitle")


def text_of(content: bytes) -> str:
    tree = parsed(content)
    if not isinstance(tree.tag, str) or NAMESPACE not in tree.tag:
        raise NotAResolution("not_akoma")
    return "\n".join(line for line in _lines(tree) if line)


def _lines(element: Any) -> Iterator[str]:
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if name == "meta" or not name:
        return
    if name in ONE_LINE:
        yield _joined(element)
    elif name in ("p", "heading", "num"):
        yield " ".join("".join(element.itertext()).split())
    else:
        for child in element:
            yield from _lines(child)


def _joined(element: Any) -> str:
    """`b)` and the text behind it with a tab between them."""
    number = "".join(text for child in element if etree.QName(child).localname == "num" for text in child.itertext())
    rest = " ".join("".join(child.itertext()) for child in element if etree.QName(child).localname != "num")
    return "\t".join(filter(None, [number.strip(), " ".join(rest.split())]))
