"""What is asked of each server, so that all have the same to answer?"""

import json
import random
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote_plus

from requirements.choices import Obligation
from requirements.management.benchmarks.synthetic import KINDS, Registry

REGISTRY, ROWS, DOC = "registry", "limit-rows", "limit-doc"
PREFIXES = {ROWS: "/rows", DOC: "/doc"}
PAGES, DETAILS = 20, 500
# Building blocks without others below them: a filter by those includes what the limits do not know of.
BLOCKS = range(5, 21)
# In the language given; from words that half of the entries have to what a handful has.
WORDS = (
    *(("en", text) for text in ("payment", "identity registry", "consent", "voucher remittance", "wallet office")),
    *(("en", text) for text in ("telegraph", "landslide guardian", "X.1254", "Y.4500", '"payment identity"', "H.810")),
    *(("fr", text) for text in ("paiement", "identité registre", "éboulement", "agriculteur", "F.740")),
    *(("es", text) for text in ("identidad", "catastro", "agricultor clínica")),
    *(("ru", text) for text in ("личность", "оползень", "согласие телеграф")),
)


@dataclass(frozen=True)
class Scenario:
    """One question in the words of each server that can answer it: server → addresses asked for in turn."""

    name: str
    meaning: str
    addresses: dict[str, list[str]]

    @property
    def is_whole(self) -> bool:
        """Whether one long answer is read, rather than many short ones."""
        return self.name == "export"


def chosen(registry: Registry, bases: dict[str, str], names: Sequence[str]) -> Iterator[Scenario]:
    """These scenarios; `bases` says where each server is."""
    for name in names:
        meaning, asked = SCENARIOS[name]
        addresses = {
            server: [f"{bases[server]}{PREFIXES.get(server, '')}{path}" for path in paths]
            for server, paths in asked(registry, bases[REGISTRY]).items()
        }
        yield Scenario(name, meaning, addresses)


Paths = dict[str, list[str]]


def _list(registry: Registry, base: str) -> Paths:
    return {REGISTRY: ["/api/v1/entries/?page_size=100"], **_both(["/entries/"])}


def _pages(registry: Registry, base: str) -> Paths:
    """Pages two and following, as a harvester goes through them."""
    asked, after = [], []
    following = f"{base}/api/v1/entries/?page_size=100"
    for _ in range(min(PAGES, registry.size // 100 - 1)):
        with urllib.request.urlopen(following) as answer:  # noqa: S310
            page = json.load(answer)
        following = page["next"]
        asked.append(following.removeprefix(base))
        after.append(f"/entries/?after={page['results'][-1]['identifier']}")
    return {REGISTRY: asked, **_both(after)}


def _filters() -> list[str]:
    return [
        f"kind=requirement&obligation={obligation}&building_block=block-{block:02}"
        for obligation, block in product(Obligation.values[:3], BLOCKS)
    ]


def _filtered(registry: Registry, base: str) -> Paths:
    queries = [f"{query}&ordering=-published_at" for query in _filters()]
    return {
        REGISTRY: [f"/api/v1/entries/?page_size=100&{query}" for query in queries],
        **_both([f"/entries/?{query}" for query in queries]),
    }


def _facets(registry: Registry, base: str) -> Paths:
    return {
        REGISTRY: [f"/api/v1/entries/facets/?{query}" for query in _filters()],
        ROWS: [f"/facets/?{query}" for query in _filters()],
    }


def _page(registry: Registry, base: str) -> Paths:
    return {
        REGISTRY: [f"/en/search/?{query}" for query in _filters()],
        ROWS: [f"/page/?{query}" for query in _filters()],
    }


def _detail(registry: Registry, base: str) -> Paths:
    lot = random.Random(registry.seed)  # noqa: S311
    identifiers = [registry.identifier(lot.randrange(registry.size)) for _ in range(DETAILS)]
    return {
        REGISTRY: [f"/api/v1/entries/{identifier}/" for identifier in identifiers],
        **_both([f"/entries/{identifier}/" for identifier in identifiers]),
    }


def _search(registry: Registry, base: str) -> Paths:
    return {
        REGISTRY: [f"/api/v1/entries/?page_size=20&q={quote_plus(text)}" for _, text in WORDS],
        **_both([f"/search/?lang={language}&q={quote_plus(text)}" for language, text in WORDS]),
    }


def _export(registry: Registry, base: str) -> Paths:
    kinds = "&".join(f"kind={kind}" for kind in KINDS)
    return {REGISTRY: [f"/api/v1/export.ndjson?{kinds}"], **_both(["/export/"])}


def _both(paths: list[str]) -> Paths:
    return {ROWS: paths, DOC: paths}


SCENARIOS: dict[str, tuple[str, Callable[[Registry, str], Paths]]] = {
    "list": ("the first page of 100 documents, with the exact total", _list),
    "pages": ("the pages after it, as of the same moment, with the total", _pages),
    "filtered": ("requirements by obligation and building block, latest first, 100 with the exact total", _filtered),
    "detail": ("one document", _detail),
    "search": ("the 20 best of at most 1,000 ranked matches, with their number", _search),
    "facets": ("exact counts of all values of all filters under a filter", _facets),
    "page": ("the site's page of 20 entries with exact facet counts; from limit-rows the same as JSON", _page),
    "export": ("all entries as lines, in one stream", _export),
}
