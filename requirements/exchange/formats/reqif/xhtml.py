"""How does XHTML of a requirements tool read as text, and text as XHTML?"""

from collections.abc import Iterator

from requirements.exchange.formats.xml_files import Element, local

NAMESPACE = "http://www.w3.org/1999/xhtml"
BLOCKS = {
    "div",
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "blockquote",
    "dl",
    "dt",
}
APART = {"td", "th"}


def text_of(value: Element, *, exactly: bool) -> str:
    """The text of a value: a line for each block, list entries behind a bullet, an object by its description.

    `exactly` keeps every blank, as where the registry wrote the value: its paragraphs are apart by an empty line.
    """
    if exactly:
        return "\n\n".join(_exact(block) for block in value.iter() if local(block) == "p")
    lines: list[list[str]] = [[]]
    _collect(value, lines)
    said = (" ".join("".join(line).split()) for line in lines)
    return "\n".join(line for line in said if line)


def _exact(paragraph: Element) -> str:
    told = [paragraph.text or ""]
    for child in paragraph:
        tail = child.tail or ""
        # Behind a break the text may begin in a new line too, or, in earlier files, not.
        told += ["\n", tail.removeprefix("\n")] if local(child) == "br" else ["".join(child.itertext()), tail]
    return "".join(told)


def _collect(element: Element, lines: list[list[str]]) -> None:
    name = local(element)
    if name in BLOCKS:
        lines.append(["• "] if name == "li" else [])
    lines[-1].append(element.text or "")
    if name == "object":
        lines[-1].append(element.get("alt") or "")
    for child in element:
        if local(child) == "br":
            lines.append([])
        else:
            _collect(child, lines)
            if local(child) in BLOCKS:
                lines.append([])
            elif local(child) in APART:
                lines[-1].append(" | ")
        lines[-1].append(child.tail or "")


def paragraphs(text: str) -> Iterator[list[str]]:
    """The lines of each paragraph."""
    for paragraph in text.split("\n\n"):
        yield paragraph.split("\n")
