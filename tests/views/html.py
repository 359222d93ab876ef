"""What does a page say, and where does it lead?"""

from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "br", "input"}
# Elements that no browser runs into the word beside them.
SEPARATE = {"br", "dd", "div", "dt", "h1", "h2", "h3", "h4", "li", "p", "small", "span", "td", "th", "tr"}


class Page(HTMLParser):
    """A page as a list of elements in order: tag, attributes, the text inside with blanks made one."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(response.content.decode())
        assert self._open == [], [tag for tag, _, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SEPARATE:
            self.handle_data(" ")
        element: tuple[str, dict[str, str | None], list[str]] = (tag, dict(attrs), [])
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _tag, _attributes, texts in self._open:
            texts.append(data)

    def texts(self, tag: str, /, **attributes: str) -> list[str]:
        """The texts of the elements with this tag and these attributes (`class_` for class)."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            " ".join("".join(texts).split())
            for found, having, texts in self.elements
            if found == tag and wanted.items() <= having.items()
        ]

    def text(self, tag: str, /, **attributes: str) -> str:
        (only,) = self.texts(tag, **attributes)
        return only

    def links(self) -> dict[str, str]:
        """Text → address; where a text comes twice, the first."""
        return {
            " ".join("".join(texts).split()): having["href"] or ""
            for tag, having, texts in reversed(self.elements)
            if tag == "a" and "href" in having
        }

    def attribute(self, tag: str, name: str, /, **attributes: str) -> list[str | None]:
        """One attribute of the elements with this tag and these attributes, where they have it."""
        return [
            having[name]
            for found, having, _ in self.elements
            if found == tag and name in having and attributes.items() <= having.items()
        ]
