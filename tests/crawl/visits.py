"""What does a crawler see on a page: texts with the language they are said to be in, links, places, weight, queries?"""

import gzip
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree, html

from requirements.languages import BY_CODE

RUN = f"{datetime.now(UTC).year}-1"
# What a sitemap does not name, and readers see every day.
BESIDES = (
    "search/?q=identity",
    "search/?q=identity&kind=requirement&building_block=identity&page=1",
    "search/?q=nothing+at+all&kind=need",
    "requirements/REQ-0001/editions/1/",
    "requirements/REQ-0001/compare/1..1/",
    "compare/?of=REQ-0001&of=REQ-0009&of=SA-0001&of=UC-0001",
    "standards/?organization=itu-t",
    "standards/reconcile/?text=OAuth+2%2C+FHIR&text=kites",
    "trace/?of=REQ-0001",
    "trace/?of=resolution:wtsa-103&depth=5",
    "trace/impact/?of=standard:itu-t-x-1254",
    "trace/matrix/requirement-standard/",
    "trace/matrix/use_case-block/?holes=1",
    "trace/matrix/block-area/",
    "mandates/wtsa-103/",
    "mandates/wtdc-85/",
    f"gaps/runs/{RUN}/",
    f"gaps/runs/{RUN}/matrix/",
    f"gaps/runs/{RUN}/results/",
    f"gaps/runs/{RUN}/results/REQ-0001/",
    f"gaps/compare/{RUN}..{RUN}/",
    "gaps/GAP-0001/",
    "pathway/?country=la&use_case=UC-0005&building_block=payments",
)
# What these ask once after a publication is known before anything is counted.
ASKED_ONCE = (
    "search/",
    "trace/",
    "mandates/wtsa-103/",
    "mandates/wtdc-85/",
    "action-plan/",
    "standards/reconcile/?text=a",
)
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
# What people read or hear that is no text of an element.
SPOKEN = ("aria-label", "placeholder", "data-l", "data-copy")
# Names, numbers and addresses are written alike in every language.
NAMES = {"bdi", "code", "script"}


@dataclass
class Visit:
    """One page of the site as it was answered."""

    address: str
    status: int
    content: bytes
    queries: int

    @property
    def language(self) -> str:
        return self.address.split("/")[1]

    @property
    def type(self) -> str:
        """What the page is of: `standards/*` for a record, `standards/` for a list, `search/?q` for a question."""
        address = urlsplit(self.address)
        first, *more = address.path.split("/")[2:-1] or ["home"]
        deeper = {"editions": "/*/editions", "compare": "/*/compare"}.get("".join(more[1:2]), "/*" if more else "/")
        asked = "?" + "&".join(sorted(parse_qs(address.query))) if address.query else ""
        return f"{first}{deeper}{asked}"

    @property
    def weight(self) -> int:
        """Bytes of the page and its style sheets, compressed in the way that a browser knows which knows one alone."""
        sheets = self.tree.xpath("//link[@rel='stylesheet']/@href")
        return len(gzip.compress(self.content, 9)) + sum(_weight(posixpath.basename(sheet)) for sheet in sheets)

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.content.decode())

    def texts(self) -> Iterator[tuple[str, str]]:
        """(language it is said to be in, text) of everything that a reader sees or hears and that is no name."""
        within: list[tuple[html.HtmlElement, str]] = [(self.tree, "")]
        while within:
            element, around = within.pop()
            language = element.get("lang", around)
            if element.tag in NAMES or (element.get("dir") == "ltr" and element.get("lang") is None):
                continue
            spoken = [element.get(name) for name in SPOKEN]
            for text in (element.text, *spoken, *(child.tail for child in element)):
                if text and text.strip():
                    yield language, " ".join(text.split())
            within += [(child, language) for child in element.iterchildren(etree.Element)]

    def links(self) -> set[str]:
        """The addresses on this site that the page leads to."""
        found = {urljoin(self.address, link) for link in self.tree.xpath("//a/@href | //form/@action")}
        return {link for link in found if link.startswith("/")}

    @property
    def places(self) -> set[str]:
        return set(self.tree.xpath("//@id"))


@cache
def _weight(sheet: str) -> int:
    return len(gzip.compress(Path(settings.BASE_DIR, "static", sheet).read_bytes(), 9))


def visit(client: Client, address: str) -> Visit:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    return Visit(address, response.status_code, response.content, len(queries))


def addresses(client: Client) -> list[str]:
    """Every address that the sitemap names, in its order."""
    return [address for file in _named(client, "/sitemap.xml") for address in _named(client, file)]


def _named(client: Client, address: str) -> list[str]:
    found = etree.fromstring(client.get(address).content).iter(LOC)
    return [str(loc.text).removeprefix(settings.BASE_URL) for loc in found]


def one_of_each_type(every: list[str]) -> list[str]:
    """The first address of each type of page, below the language."""
    first: dict[str, str] = {}
    for address in every:
        if address.startswith("/en/"):
            first.setdefault(Visit(address, 0, b"", 0).type, address.removeprefix("/en/"))
    return list(first.values())


SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
}
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# Standards, programs and organizations keep their names; a sentence has small words.
WORDS = re.compile(r"\b[a-z\u00e0-\u024f]{2,}\b")
FEW, FEW_WORDS = 3, 2


def contradicts(language: str, text: str) -> bool:
    """Whether the script of a text cannot be that of its language."""
    own = SCRIPTS.get(language, LATIN)
    foreign = [pattern for code, pattern in SCRIPTS.items() if code != language and pattern is not own]
    if any(len(pattern.findall(text)) > FEW for pattern in foreign):
        return len(own.findall(text)) < sum(len(pattern.findall(text)) for pattern in foreign)
    return language in SCRIPTS and len(WORDS.findall(text)) >= FEW_WORDS and not own.search(text)


def direction(language: str) -> str:
    return BY_CODE[language].direction
