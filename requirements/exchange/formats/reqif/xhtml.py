"""How does XHTML of a requirements tool read as text, and text as XHTML?"""

from collections.abc import Iterator
from itertools import count

from requirements.exchange.formats.xml_files import Element, local

NAMESPACE = "http://www.w3.org/1999/xhtml"
BLOCKS = {
    "div",
    "p",
    "ul",
    "ol",
    "table",
    "tr",
    "caption",
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
    "dd",
}
CELLS = {"td", "th"}
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
SHIFTED = {"sup": RAISED, "sub": LOWERED}


def text_of(value: Element, *, exactly: bool) -> str:
    """The text of a value: a line for each block and row of a table, an entry of a list behind its bullet or number, an
    object by its description or else its name in brackets, an address behind what it is linked from.

    `exactly` keeps every blank, as where the registry wrote the value: its paragraphs are apart by an empty line.
    """
    if exactly:
        return "\n\n".join(_exact(block) for block in value.iter() if local(block) == "p")
    return "\n".join(_lines(value))


def _exact(paragraph: Element) -> str:
    told = [paragraph.text or ""]
    for child in paragraph:
        tail = child.tail or ""
        # Behind a break the text may begin in a new line too, or, in earlier files, not.
        told += ["\n", tail.removeprefix("\n")] if local(child) == "br" else ["".join(child.itertext()), tail]
    return "".join(told)


def _lines(element: Element) -> list[str]:
    """The lines of a block that say something, their blanks made single."""
    lines = _flow(element)
    if local(element) == "pre":
        lines = "\n".join(lines).split("\n")
    said = (" ".join(line.split()) for line in lines)
    return [line for line in said if line]


def _flow(element: Element) -> list[str]:
    """The lines of what an element holds; the last goes on behind it."""
    lines = [element.text or ""]
    numbers = count(1)
    for child in element:
        if local(child) == "li":
            lines += [*_entry(child, f"{next(numbers)}." if local(element) == "ol" else "•"), ""]
        elif local(child) in BLOCKS:
            lines += [*_block(child), ""]
        elif local(child) == "br":
            lines.append("")
        else:
            first, *others = _inline(child)
            lines[-1] += first
            lines += others
        lines[-1] += child.tail or ""
    return lines


def _entry(element: Element, mark: str) -> list[str]:
    """The lines of an entry of a list."""
    first, *others = _lines(element) or [""]
    return [f"{mark} {first}", *others] if first else []


def _block(element: Element) -> list[str]:
    if local(element) != "tr":
        return _lines(element)
    return [" | ".join(" ".join(_lines(cell)) for cell in element if local(cell) in CELLS)]


def _inline(element: Element) -> list[str]:
    """The lines of what stands within a line; of most it is one."""
    name, lines = local(element), _flow(element)
    if name in ("object", "img"):
        return [element.get("alt") or " ".join(" ".join(lines).split()) or _named(element)]
    if name in SHIFTED:
        said = "".join(lines).strip()
        shifted = said.translate(SHIFTED[name])
        return [shifted if len(set(said) & set(shifted)) == 0 else said]
    address = element.get("href") or ""
    if name == "a" and address.startswith(("http://", "https://")) and address not in "".join(lines):
        lines[-1] += f" ({address})"
    return lines


def _named(element: Element) -> str:
    """The name of a file that is shown or embedded; of one that lies in the text itself its type."""
    address = element.get("data") or element.get("src") or ""
    name = (element.get("type") or "") if address.startswith("data:") else address.rpartition("/")[2]
    return f"[{name}]" if name else ""


def paragraphs(text: str) -> Iterator[list[str]]:
    """The lines of each paragraph."""
    for paragraph in text.split("\n\n"):
        yield paragraph.split("\n")
