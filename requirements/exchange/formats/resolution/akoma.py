"""How does a resolution in Akoma Ntoso become plain text again: a line for each heading, recital and paragraph?"""

from collections.abc import Iterator
from pathlib import Path

from requirements.exchange.formats.xml_files import Element, local, whole
from requirements.resolution_texts import NotAResolution

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/"
# Elements whose paragraphs make one line, with the number that stands beside them.
ONE_LINE = ("recital", "paragraph", "point", "longTitle")


def text_of(file: str, path: Path) -> str:
    """A line for each; NotAResolution if it is something else, Unreadable if it is no XML."""
    tree = whole(file, path)
    if NAMESPACE not in tree.tag:
        raise NotAResolution("not_akoma")
    return "\n".join(line for line in _lines(tree) if line)


def _lines(element: Element) -> Iterator[str]:
    name = local(element)
    if name == "meta":
        return
    if name in ONE_LINE:
        yield _joined(element)
    elif name in ("p", "heading", "num"):
        yield " ".join("".join(element.itertext()).split())
    else:
        for child in element:
            yield from _lines(child)


def _joined(element: Element) -> str:
    """`b)` and the text behind it with a tab between them."""
    number = "".join(text for child in element if local(child) == "num" for text in child.itertext())
    rest = " ".join("".join(child.itertext()) for child in element if local(child) != "num")
    return "\t".join(filter(None, [number.strip(), " ".join(rest.split())]))
