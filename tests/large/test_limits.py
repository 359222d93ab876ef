"""Do the bare servers, to which `bench` compares the registry, answer the same?"""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from requirements.management.benchmarks import databases, limits
from requirements.management.benchmarks.synthetic import KINDS, Registry
from tests.large.conftest import SMALL

pytestmark = pytest.mark.parametrize("registry", [SMALL], indirect=True)
FILTERED = "kind=requirement&obligation=required&building_block=block-05"


@pytest.fixture(scope="module")
def prepared(registry: Registry) -> str:
    conninfo = databases.prepare(registry)
    databases.prepare_limits(conninfo)
    return databases.url(conninfo)


@pytest.fixture
def answer(prepared: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], bytes]]:
    """What a limit answers to an address."""
    monkeypatch.setenv("DATABASE_URL", prepared)
    kept = limits.Kept()
    monkeypatch.setattr(limits, "kept", kept)

    def asked(address: str) -> bytes:
        where = urlsplit(address)
        environ = {"PATH_INFO": where.path, "QUERY_STRING": where.query}
        return b"".join(limits.application(environ, lambda status, headers: None))

    yield asked
    kept.connection.close()


@pytest.mark.parametrize("limit", ["rows", "doc"])
@pytest.mark.parametrize("place", [0, 3, 7, 12, 13, 17, 19])
def test_documents(
    place: int, limit: str, registry: Registry, get: Callable[[str], Any], answer: Callable[[str], bytes]
) -> None:
    """Of every kind, in a first and a second edition, in force and withdrawn."""
    identifier = registry.identifier(place)
    ours = get(f"/api/v1/entries/{identifier}/").json()
    assert json.loads(answer(f"/{limit}/entries/{identifier}/")) == ours


@pytest.mark.parametrize("limit", ["rows", "doc"])
@pytest.mark.parametrize("query", ["", f"{FILTERED}&ordering=-published_at", "kind=use_case"])
def test_lists(query: str, limit: str, get: Callable[[str], Any], answer: Callable[[str], bytes]) -> None:
    ours = get(f"/api/v1/entries/?page_size=100&{query}").json()
    theirs = json.loads(answer(f"/{limit}/entries/?{query}"))
    assert (theirs["count"], theirs["results"]) == (ours["count"], ours["results"])


@pytest.mark.parametrize("limit", ["rows", "doc"])
def test_the_page_after(limit: str, get: Callable[[str], Any], answer: Callable[[str], bytes]) -> None:
    first = get("/api/v1/entries/?page_size=100").json()
    ours = get(first["next"]).json()
    theirs = json.loads(answer(f"/{limit}/entries/?after={first['results'][-1]['identifier']}"))
    assert (theirs["count"], theirs["results"]) == (ours["count"], ours["results"])


@pytest.mark.parametrize("limit", ["rows", "doc"])
def test_search_finds_the_same(limit: str, get: Callable[[str], Any], answer: Callable[[str], bytes]) -> None:
    """A word that few have; how the best are ranked is each one's own."""
    ours = get("/api/v1/entries/?q=F.740").json()
    theirs = json.loads(answer(f"/{limit}/search/?lang=en&q=F.740"))
    assert theirs["count"] == ours["count"]
    assert sorted(map(str, theirs["results"])) == sorted(map(str, ours["results"]))


@pytest.mark.parametrize("limit", ["rows", "doc"])
def test_exports(limit: str, get: Callable[[str], Any], answer: Callable[[str], bytes]) -> None:
    kinds = "&".join(f"kind={kind}" for kind in KINDS)
    ours = b"".join(get(f"/api/v1/export.ndjson?{kinds}")).splitlines()
    theirs = answer(f"/{limit}/export/").splitlines()
    assert by_identifier(theirs) == by_identifier(ours)


def by_identifier(lines: list[bytes]) -> list[Any]:
    return sorted((json.loads(line) for line in lines), key=lambda document: document["identifier"])


def test_facets(get: Callable[[str], Any], answer: Callable[[str], bytes]) -> None:
    theirs = json.loads(answer(f"/rows/facets/?{FILTERED}"))
    for value in ("sdg:16", "programme:iot-ssc", "type:security", "standard:standard-007"):
        name, _, plain = value.partition(":")
        ours = get(f"/api/v1/entries/?{FILTERED}&{name}={plain}").json()
        assert theirs["facets"].get(value, 0) == ours["count"]
