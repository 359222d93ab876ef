"""What does finding cost beside the same SQL sent by bare psycopg, and how does it grow with the registry?

In one process and without a server: search with its total, facets, suggestions, corrections and traces are asked of the
rooms; the statements that they send are noted and sent again by psycopg alone.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

import psycopg
from django.db import connection
from django.http import QueryDict

from requirements import catalogue, filters, search, traceability
from requirements.management.benchmarks import databases
from requirements.management.benchmarks.synthetic import Registry

ROUNDS = 5
Statement = tuple[str, Any]
Ask = Callable[[], object]

# Typed in a language: rare and common words, several, a phrase, an exclusion, a number, Chinese and Arabic.
WORDS = (
    *(("en", text) for text in ("telegraph", "payment", "voucher remittance", '"payment identity"', "wallet -consent")),
    *(("en", "ITU-T X.1254 (2020)"), ("fr", "éboulement"), ("ru", "оползень"), ("zh", "农民 诊所"), ("ar", "الهوية")),
)
BEGINNINGS = (("en", "tele"), ("fr", "ébou"), ("ru", "опо"), ("zh", "农民"), ("ar", "برق"), ("en", "x.12"))
MISSPELT = (("en", "telegraf paymant"), ("fr", "éboulemant"), ("ru", "оползинь"), ("ar", "الهوبة"))


@dataclass(frozen=True)
class Cost:
    """Medians, in milliseconds, of what was asked of the rooms, and of their statements alone."""

    ours: float
    bare: float
    statements: int

    @property
    def ratio(self) -> float:
        return self.ours / self.bare if self.bare else 0.0


def measure(registry: Registry) -> dict[str, Cost]:
    """Name of what is asked → its cost in the synthetic registry, which is made if it is not there."""
    conninfo = databases.prepare(registry)
    with connected(databases.name_of(registry)), psycopg.connect(conninfo, autocommit=True) as bare:
        # The first of a process reads every edition and every word.
        catalogue.bitmaps()
        search.did_you_mean(catalogue.in_force(), "nothing", "en")
        return {name: _cost(asks, bare) for name, asks in _asked().items()}


@contextmanager
def connected(name: str) -> Iterator[None]:
    """Django's connection leads to another database of the same server for a while."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _asked() -> dict[str, list[Ask]]:
    return {
        "search": [partial(_hits, text, code) for code, text in WORDS],
        "facets": [partial(_facets, text, code) for code, text in WORDS],
        "suggestions": [partial(search.suggest, text, code) for code, text in BEGINNINGS],
        "corrections": [partial(_correction, text, code) for code, text in MISSPELT],
        "traces": [partial(traceability.trace, "REQ-000001", depth) for depth in (1, 3, 5)],
    }


def _selection(text: str, language: str) -> filters.Selection:
    query = QueryDict(mutable=True)
    query["q"] = text
    return filters.select(query, language=language)


def _hits(text: str, language: str) -> object:
    selection = _selection(text, language)
    return selection.total(), list(selection.editions[:20])


def _facets(text: str, language: str) -> object:
    return _selection(text, language).facets()


def _correction(text: str, language: str) -> object:
    return _selection(text, language).correction()


def _cost(asks: Sequence[Ask], bare: psycopg.Connection) -> Cost:
    """The median of each question, and their mean; in rounds in which both have their turn."""
    costs = [_cost_of(ask, bare) for ask in asks]
    mean = [sum(values) / len(costs) for values in zip(*((cost.ours, cost.bare) for cost in costs), strict=True)]
    return Cost(mean[0], mean[1], max(cost.statements for cost in costs))


def _cost_of(ask: Ask, bare: psycopg.Connection) -> Cost:
    ours, theirs = [], []
    statements: list[Statement] = []
    for _ in range(ROUNDS):
        statements = []
        with connection.execute_wrapper(_noting(statements)):
            ours.append(_milliseconds(ask))
        theirs.append(_milliseconds(partial(_send, statements, bare)))
    return Cost(median(ours), median(theirs), len(statements))


def _noting(statements: list[Statement]) -> Callable[..., Any]:
    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    return note


def _send(statements: Sequence[Statement], bare: psycopg.Connection) -> None:
    for sql, params in statements:
        psycopg.ClientCursor(bare).execute(sql, params).fetchall()


def _milliseconds(ask: Ask) -> float:
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1e3


def lines(small: dict[str, Cost], large: dict[str, Cost]) -> Iterator[str]:
    """A table: milliseconds and ratio to bare psycopg in both registries, and how much the larger one costs more."""
    form = "  {:<14}{:>12}{:>14}{:>12}{:>14}{:>10}{:>13}"
    yield form.format("", "small", "of psycopg", "large", "of psycopg", "growth", "statements")
    for name, few in small.items():
        many = large[name]
        cells = (f"{few.ours:.1f} ms", f"{few.ratio:.2f}x", f"{many.ours:.1f} ms", f"{many.ratio:.2f}x")
        yield form.format(name, *cells, f"{many.ours / few.ours:.1f}x", many.statements)
