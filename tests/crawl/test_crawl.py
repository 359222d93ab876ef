"""Is every page of the sitemap there in six languages, light, with the same few queries, and does every link lead on?

The ordinary run visits one page of each type in each language; the full one every address.
"""

from collections import defaultdict
from collections.abc import Iterable

import pytest
from django.test import Client

from requirements.languages import CODES
from requirements.views.addresses import COLLECTIONS
from tests.crawl.conftest import Visits
from tests.crawl.visits import ASKED_ONCE, Visit, addresses, direction, visit

pytestmark = pytest.mark.django_db
BUDGET = 14_000
# Queries that a page of each type takes at most, whatever it shows and in whatever language.
QUERIES, QUERIES_OF_A_QUESTION = (
    {
        "home/": 6,
        "search/": 6,
        "experiences/": 7,
        "trace/": 14,
        "gaps/": 26,
        "gaps/*": 25,
        "mandates/*": 12,
        "pathway/": 20,
        "": 8,
    },
    14,
)
# Answered by another face, or without end.
ELSEWHERE = ("/api/docs/", "/admin/")


@pytest.fixture(autouse=True)
def asked_once(request: pytest.FixtureRequest, client: Client) -> None:
    """Of tests that visit by themselves."""
    if request.node.get_closest_marker("slow"):
        request.getfixturevalue("registry")
        for path in ASKED_ONCE:
            client.get(f"/en/{path}")


def check(visits: list[Visit], capsys: pytest.CaptureFixture[str]) -> None:
    assert [page.address for page in visits if page.status != 200] == []
    wrong = [
        page.address
        for page in visits
        if (page.tree.get("lang"), page.tree.get("dir")) != (page.language, direction(page.language))
    ]
    assert wrong == []
    print_weights(visits, capsys)
    assert [(page.address, page.weight) for page in visits if page.weight > BUDGET] == []
    assert [(page.address, page.queries) for page in visits if page.queries > most_queries(page)] == []


def most_queries(page: Visit) -> int:
    return QUERIES_OF_A_QUESTION if "?" in page.type else QUERIES.get(page.type, QUERIES[""])


def print_weights(visits: Iterable[Visit], capsys: pytest.CaptureFixture[str]) -> None:
    """The heaviest page of each type in each language."""
    heaviest: dict[str, dict[str, int]] = defaultdict(dict)
    for page in visits:
        known = heaviest[page.type]
        known[page.language] = max(known.get(page.language, 0), page.weight)
    with capsys.disabled():
        print(f"\n{'Compressed bytes with the style sheet':<40}", *(f"{code:>7}" for code in CODES))
        for kind, weights in heaviest.items():
            print(f"{kind:<40}", *(f"{weights.get(code, 0):>7}" for code in CODES))


def links(visits: Iterable[Visit]) -> set[str]:
    """All links of the English pages; those of the others are the same."""
    return {link for page in visits if page.language == "en" for link in page.links()}


def some_of_each_kind(asked: Iterable[str]) -> set[str]:
    """Two links to each type of page with each set of parameters."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for link in sorted(asked):
        kinds[Visit(link, 0, b"", 0).type].append(link)
    return {link for several in kinds.values() for link in several[:2]}


def broken(asked: set[str], client: Client) -> list[str]:
    """Links that lead nowhere, or to a place that the page does not have."""
    pages: dict[str, Visit | None] = {}
    for address in sorted({link.partition("#")[0] for link in asked}):
        if not address.startswith(ELSEWHERE):
            response = client.get(address, follow=True)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            pages[address] = Visit(address, response.status_code, body, 0)
    found = [address for address, page in pages.items() if page and page.status != 200]
    for link in asked:
        address, _, place = link.partition("#")
        page = pages.get(address)
        if place and page and place not in page.places:
            found.append(link)
    return found


@pytest.mark.parametrize("language", CODES)
def test_a_page_of_each_type(some: Visits, capsys: pytest.CaptureFixture[str], language: str) -> None:
    visits = some(language)
    check(visits, capsys)
    for page in visits:
        assert {f"/{code}/{page.address[4:]}" for code in CODES} <= page.links(), page.address


def test_links_of_each_kind_lead_on(some: Visits, client: Client) -> None:
    assert broken(some_of_each_kind(links(some("en"))), client) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", CODES)
def test_every_address(registry: None, client: Client, capsys: pytest.CaptureFixture[str], language: str) -> None:
    every = [address for address in addresses(client) if address.startswith(f"/{language}/")]
    assert len(every) > 500
    check([visit(client, address) for address in every], capsys)


@pytest.mark.slow
@pytest.mark.parametrize("collection", COLLECTIONS.values())
def test_every_link_of_every_page(registry: None, client: Client, collection: str) -> None:
    every = [address for address in addresses(client) if address.startswith(f"/en/{collection}/")]
    assert broken(links(visit(client, address) for address in every), client) == []
