"""How fast is the registry, as a share of what is possible on this machine?"""

import contextlib
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, call_command
from tqdm import tqdm

from requirements.management.benchmarks import (
    client,
    databases,
    exchanging,
    finding,
    gaps,
    measuring,
    scenarios,
    servers,
)
from requirements.management.benchmarks.measuring import Meter, Result
from requirements.management.benchmarks.scenarios import DOC, REGISTRY, ROWS, SCENARIOS
from requirements.management.benchmarks.servers import Server
from requirements.management.benchmarks.synthetic import Registry

PROBES = {REGISTRY: (servers.REGISTRY, "/api/v1/entries/"), ROWS: (servers.LIMITS, "/null/")}
LINE = "  {:<12}{:>11}{:>14}{:>14}{:>13}{:>15}{:>11}"


class Command(BaseCommand):
    help = "Measures the registry beside bare servers that answer the same, on synthetic data in a database of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--entries", type=int, default=10_000, help="how many entries the registry holds (10000)")
        parser.add_argument("--rebuild", action="store_true", help="make the data anew even if they are there")
        parser.add_argument("--rounds", type=int, default=3, help="how often each server has its turn (3)")
        parser.add_argument("--seconds", type=float, default=3, help="how long a turn is (3)")
        parser.add_argument("--scenario", action="append", choices=SCENARIOS, help="measure this one only; repeatable")
        parser.add_argument(
            "--growth", type=int, help="compare finding in the registry with one of so many entries, and nothing else"
        )
        parser.add_argument(
            "--exchange",
            type=int,
            metavar="ROWS",
            help="measure taking out and bringing in a tenth of so many rows and so many, and nothing else",
        )
        parser.add_argument(
            "--gaps",
            type=int,
            metavar="REQUIREMENTS",
            help="time a run of the gap analysis over so many, and over a tenth of them, and nothing else",
        )
        parser.add_argument("--output", type=Path, help="also write the figures to this file, as JSON")

    def handle(self, *, rounds: int, seconds: float, output: Path | None, **options: Any) -> None:
        if options["gaps"]:
            self.show_gaps(options["gaps"])
            return
        registry = Registry(options["entries"])
        if options["exchange"]:
            self.show_exchange(options["exchange"])
            return
        if options["growth"]:
            self.show_growth(registry, Registry(options["growth"]))
            return
        conninfo = self.prepare(registry, rebuild=options["rebuild"])
        results = []
        with running(conninfo) as started:
            self.describe(registry, started[ROWS])
            meter = Meter(started, conninfo, seconds)
            bases = {name: server.base for name, server in started.items()}
            for scenario in scenarios.chosen(registry, bases, options["scenario"] or list(SCENARIOS)):
                results.append(meter.measure(scenario, rounds))
                self.show(results[-1])
        if output:
            figures = {result.scenario.name: result.plain() for result in results}
            output.write_text(json.dumps({"entries": registry.size, "scenarios": figures}, indent=1) + "\n")

    def show_exchange(self, rows: int) -> None:
        """Rates beside COPY of the same rows, and memory, at two sizes."""
        for size in (rows // 10, rows):
            self.stdout.write(f"NDJSON export {exchanging.measure_export(Registry(size))}")
        for size in (rows // 10, rows):
            self.stdout.write(f"CSV import    {exchanging.measure_import(size)}")

    def show_growth(self, small: Registry, large: Registry) -> None:
        """What finding costs in both, beside the same statements sent by psycopg alone."""
        self.stdout.write(f"Finding among {small.size} and among {large.size} entries, means of medians:")
        for line in finding.lines(finding.measure(small), finding.measure(large)):
            self.stdout.write(line)

    def show_gaps(self, size: int) -> None:
        """What a run costs beside one sequential read of the same rows, and how that grows."""
        self.stdout.write("A run of the gap analysis, medians:")
        for line in gaps.lines(gaps.measure(size // 10), gaps.measure(size)):
            self.stdout.write(line)

    def prepare(self, registry: Registry, *, rebuild: bool) -> str:
        with tqdm(total=registry.size, desc="Loading", unit=" entries", disable=None, leave=False) as bar:
            conninfo = databases.prepare(registry, rebuild=rebuild, progress=bar.update, say=self.stdout.write)
        databases.prepare_limits(conninfo, say=self.stdout.write)
        # Pages name their static files by their hashes.
        call_command("compile_catalogues", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        return conninfo

    def describe(self, registry: Registry, limits: Server) -> None:
        """Under which conditions was measured, and what the client can do at most?"""
        quick = client.keep_busy([f"{limits.base}/null/"], 1, measuring.CONNECTIONS)
        self.stdout.write(
            f"{registry.size} entries; each server has {servers.PROCESSES} processes of {servers.THREADS} threads and"
            f" {measuring.CONNECTIONS} clients; limit-rows encodes with orjson.\n"
            f"A server that does nothing gives {quick.rate:.0f} answers a second."
        )

    def show(self, result: Result) -> None:
        self.stdout.write(f"\n{result.scenario.name}: {result.scenario.meaning}")
        self.stdout.write(LINE.format("", *result.rounds[REGISTRY][0].HEAD))
        for server in result.rounds:
            self.stdout.write(LINE.format(server, *result.middle(server).cells))
        for limit in result.limits:
            rate, cost = result.ratio(limit), result.cost(limit)
            spread = f"({rate.least:.0%} to {rate.greatest:.0%})"
            sentence = f"  {rate.median:.0%} of the rate of {limit} {spread}, {cost.median:.0%} of its CPU"
            self.stdout.write(self.style.SUCCESS(sentence))


@contextlib.contextmanager
def running(conninfo: str) -> Iterator[dict[str, Server]]:
    """The registry, and one server for both limits."""
    with contextlib.ExitStack() as stack:
        started = {
            name: stack.enter_context(servers.serving(application, conninfo, probe))
            for name, (application, probe) in PROBES.items()
        }
        yield {**started, DOC: started[ROWS]}
