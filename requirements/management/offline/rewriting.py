"""How does a page of the site become a file whose links lead to other files?

A link to a page that comes along is made relative; one that asks the search leads to the search that comes along; one
that needs a server becomes plain text; one to another site stays.
"""

import posixpath
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from django.template import loader
from lxml import html

from requirements.management.offline.site import canonical, is_offline

SEARCH = "search.html"
# What a file cannot do without a server, or has no use for.
USELESS = (
    "//head/link[not(@rel='stylesheet')] | //script | //form | //*[contains(concat(' ', @class, ' '), ' langs ')]"
    " | //*[contains(concat(' ', @class, ' '), ' bar2 ')] | //input | //button"
    " | //p[contains(concat(' ', @class, ' '), ' noprint ')]"
    " | //aside//*[contains(concat(' ', @class, ' '), ' noprint ')]"
)
# What leads nowhere any more, in the frame of the page.
DEAD_ENDS = "//header//li[not(.//a)] | //footer//li[not(.//a)]"


def links_of(text: str, address: str, language: str) -> set[str]:
    """The addresses of pages that may come along to which a page leads."""
    found = (
        _absolute(link.get("href"), address) for link in html.document_fromstring(text).iter("a") if link.get("href")
    )
    return {one for one in found if is_offline(one, language)}


def _absolute(href: str, address: str) -> str:
    return canonical(urljoin(address, href).partition("#")[0])


def rewritten(text: str, address: str, here: str, note: str, target: Callable[[str], str | None]) -> html.HtmlElement:
    """The page of an address for the file `here`. `target` says which file an address has, None for an address that has
    none; `note` stands where the site says what it is.
    """
    document = html.document_fromstring(text)
    for element in document.xpath(USELESS):
        element.drop_tree()
    for style in document.xpath("//head/link"):
        style.set("href", relative(_plain(style.get("href")), here))
    for link in document.xpath("//a[@href]"):
        _lead(link, here, address, target)
    for item in document.xpath(DEAD_ENDS):
        item.drop_tree()
    for grid in document.find_class("facetted"):
        # The column of its filters is gone.
        grid.classes.discard("facetted")
    for phase in document.xpath("//p[@class='phase']"):
        phase.text = note
    return document


def _plain(href: str) -> str:
    """The name of a style sheet without the digest that the site puts into it."""
    return f"{posixpath.basename(href).partition('.')[0]}.css"


def finished(document: html.HtmlElement, here: str) -> bytes:
    """The bytes of the file, with the way to the search under the title of home, before everything else elsewhere."""
    place = document.xpath("//div[@class='hero']/div") or document.xpath("//main")
    form = loader.render_to_string("offline/find.html", {"address": relative(SEARCH, here)})
    place[0].insert(2 if document.find_class("hero") else 0, html.fragment_fromstring(form))
    return html.tostring(document, encoding="utf-8", doctype="<!DOCTYPE html>")


def relative(file: str, here: str) -> str:
    return posixpath.relpath(file, posixpath.dirname(here) or ".")


def _lead(link: html.HtmlElement, here: str, address: str, target: Callable[[str], str | None]) -> None:
    href = link.get("href")
    place = urlsplit(href).fragment
    if href.startswith("#") or urlsplit(href).scheme in ("http", "https", "mailto"):
        return
    found = target(_absolute(href, address))
    if found is None:
        link.tag = "span"
        for name in ("href", "hreflang", "rel", "aria-current"):
            link.attrib.pop(name, None)
        return
    link.set("href", relative(found, here) + (f"#{place}" if place else ""))
