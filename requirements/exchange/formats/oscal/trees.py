"""What does an OSCAL file hold, whichever of its three syntaxes it is written in: JSON, YAML or XML?

All become what OSCAL's JSON says: objects, lists and strings.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from requirements.exchange.errors import TooLarge, Unreadable
from requirements.exchange.formats import xml_files, yaml_files
from requirements.exchange.formats.records import Place
from requirements.exchange.formats.xml_files import Element, local

# Elements that stand once in XML under another name than the list that holds them in JSON.
LISTS = {
    "group": "groups",
    "control": "controls",
    "param": "params",
    "prop": "props",
    "link": "links",
    "part": "parts",
    "choice": "choice",
    "value": "values",
    "constraint": "constraints",
    "guideline": "guidelines",
    "resource": "resources",
    "rlink": "rlinks",
    "mapping": "mappings",
    "map": "maps",
    "source": "sources",
    "target": "targets",
}
PROSE = {"p", "ul", "ol", "li", "table", "tr", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "img"}
LINES = {"p", "li", "tr", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
# Prose under a name of its own.
PARAGRAPHS = {"description", "remarks"}
MARKUP = {"title", "label", "choice", "value", "text", "citation", "version", "last-modified", "oscal-version"}


def load(file: str, path: Path) -> Any:
    """The data of a file; Unreadable or TooLarge where it is none of the three."""
    size, limit = path.stat().st_size, settings.IMPORT_UNPACKED_LIMIT
    if size > limit:
        raise TooLarge("file_too_large", Place(file, 0), size=size, limit=limit)
    content = path.read_bytes()
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"<" or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        root = xml_files.whole(file, path)
        return {local(root): _object(root)}
    text = yaml_files.decoded(file, content)
    return _json(file, text) if start == b"{" else yaml_files.load(file, text)


def _json(file: str, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable("not_json", Place(file, error.lineno), error=error.msg) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("not_json", Place(file, 0), error=type(error).__name__) from error


def _object(element: Element) -> Any:
    """An element as JSON has it: attributes, lists of the elements below, prose in one text."""
    found: dict[str, Any] = {str(name): value for name, value in element.attrib.items()}
    prose = []
    for child in element:
        name = local(child)
        if name in PROSE:
            prose.append("\n".join(_lines(child)))
        elif name in LISTS:
            found.setdefault(LISTS[name], []).append(_value(child))
        else:
            found[name] = _value(child)
    if prose:
        found["prose"] = "\n\n".join(prose)
    return found


def _value(element: Element) -> Any:
    if local(element) in PARAGRAPHS:
        return _object(element).get("prose", "")
    is_markup = local(element) in MARKUP and not any(local(child) in LISTS for child in element)
    return " ".join(_inline(element).split()) if is_markup else _object(element)


def _lines(block: Element, mark: str = "- ") -> Iterator[str]:
    """One line for each paragraph, row and item; items of a list within an item are indented below it."""
    name = local(block)
    if name == "li":
        yield from _item(block, mark)
    elif name not in LINES:
        for number, child in enumerate(block, start=1):
            yield from _lines(child, f"{number}. " if name == "ol" else "- ")
    elif text := " ".join(_inline(block).split()):
        yield text


def _item(item: Element, mark: str) -> Iterator[str]:
    within = [child for child in item if local(child) in ("ul", "ol")]
    said = " ".join(_inline(item, leaving=within).split())
    if said:
        yield f"{mark}{said}"
    for child in within:
        yield from (f"  {line}" for line in _lines(child))


INLINE: dict[str, Callable[[str, Element], str]] = {
    "insert": lambda text, element: f"{{{{ insert: param, {element.get('id-ref') or element.get('param-id')} }}}}",
    "em": lambda text, element: f"*{text}*",
    "strong": lambda text, element: f"**{text}**",
    "q": lambda text, element: f'"{text}"',
    "a": lambda text, element: f"[{text}]({element.get('href')})",
    "td": lambda text, element: f"{text} | ",
    "th": lambda text, element: f"{text} | ",
}


def _inline(element: Element, leaving: Sequence[Element] = ()) -> str:
    told = [element.text or ""]
    for child in element:
        text = "" if child in leaving else _inline(child)
        told += [INLINE[local(child)](text, child) if local(child) in INLINE else text, child.tail or ""]
    return "".join(told)
