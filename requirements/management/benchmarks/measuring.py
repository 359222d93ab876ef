"""How do the servers compare? In rounds in which each has its turn, so that a busy machine slows all of them alike."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, ClassVar

from requirements.management.benchmarks import client, processes
from requirements.management.benchmarks.scenarios import REGISTRY, Scenario
from requirements.management.benchmarks.servers import PROCESSES, THREADS, Server

# As many as the servers can work on at once.
CONNECTIONS = PROCESSES * THREADS
# Long enough for each process to have read what it counts from.
WARM_UP = 2


@dataclass(frozen=True)
class Busy:
    """A server that answered many times: rates per second, times in milliseconds, processor time for each answer."""

    HEAD: ClassVar = ("answers/s", "half within", "99 % within", "server CPU", "database CPU", "size")
    rate: float
    half_within: float
    most_within: float
    server_time: float
    database_time: float
    size: float

    @property
    def cells(self) -> Sequence[str]:
        times = (self.half_within, self.most_within, self.server_time, self.database_time)
        return f"{self.rate:.1f}", *(f"{time:.2f} ms" for time in times), f"{self.size / 1e3:.1f} kB"


@dataclass(frozen=True)
class Whole:
    """A server that gave all it has: rates in entries per second, processor time in milliseconds for 1,000 of them."""

    HEAD: ClassVar = ("entries/s", "first byte", "memory growth", "server CPU", "database CPU", "entries")
    rate: float
    first_byte: float
    growth: float
    server_time: float
    database_time: float
    entries: float

    @property
    def cells(self) -> Sequence[str]:
        times = (f"{time:.1f} ms/k" for time in (self.server_time, self.database_time))
        growth = f"{self.growth / 1e6:.1f} MB"
        return f"{self.rate:.0f}", f"{self.first_byte:.1f} ms", growth, *times, f"{self.entries:.0f}"


Figure = Busy | Whole


@dataclass(frozen=True)
class Ratio:
    """The registry as a share of a limit: the median of the rounds, the least and the greatest."""

    median: float
    least: float
    greatest: float


@dataclass(frozen=True)
class Result:
    """All rounds of a scenario: server → its figures."""

    scenario: Scenario
    rounds: dict[str, list[Figure]]

    @property
    def limits(self) -> list[str]:
        return [server for server in self.rounds if server != REGISTRY]

    def middle(self, server: str) -> Figure:
        """The median of each figure."""
        figures = [asdict(figure) for figure in self.rounds[server]]
        return type(self.rounds[server][0])(**{name: median(one[name] for one in figures) for name in figures[0]})

    def ratio(self, limit: str) -> Ratio:
        """The rate. Each round is set beside itself: what else the machine did slowed both."""
        return self._compare(limit, lambda figure: figure.rate)

    def cost(self, limit: str) -> Ratio:
        """The processor time of server and database."""
        return self._compare(limit, lambda figure: figure.server_time + figure.database_time)

    def _compare(self, limit: str, value: Callable[[Figure], float]) -> Ratio:
        pairs = zip(self.rounds[REGISTRY], self.rounds[limit], strict=True)
        shares = [value(ours) / value(theirs) for ours, theirs in pairs if value(theirs)]
        return Ratio(median(shares), min(shares), max(shares)) if shares else Ratio(0, 0, 0)

    def plain(self) -> dict[str, Any]:
        """For a file."""
        return {
            "meaning": self.scenario.meaning,
            "figures": {server: asdict(self.middle(server)) for server in self.rounds},
            "ratios": {limit: asdict(self.ratio(limit)) for limit in self.limits},
            "costs": {limit: asdict(self.cost(limit)) for limit in self.limits},
        }


@dataclass(frozen=True)
class Meter:
    """Measures servers on one database, each turn so many seconds."""

    servers: dict[str, Server]
    conninfo: str
    seconds: float

    def measure(self, scenario: Scenario, rounds: int) -> Result:
        """Every server of the scenario in turn, so many rounds."""
        turn = self._whole if scenario.is_whole else self._busy
        found: dict[str, list[Figure]] = {server: [] for server in scenario.addresses}
        for _ in range(rounds):
            for server, addresses in scenario.addresses.items():
                found[server].append(turn(self.servers[server], addresses))
        return Result(scenario, found)

    def _busy(self, server: Server, addresses: list[str]) -> Busy:
        client.keep_busy(addresses, WARM_UP, CONNECTIONS)
        watch = processes.Watch(server.process, self.conninfo)
        load = client.keep_busy(addresses, self.seconds, CONNECTIONS)
        worked, stored = watch.milliseconds()
        return Busy(
            rate=load.rate,
            half_within=load.percentile(0.5) * 1e3,
            most_within=load.percentile(0.99) * 1e3,
            server_time=worked / load.answers,
            database_time=stored / load.answers,
            size=load.size,
        )

    def _whole(self, server: Server, addresses: list[str]) -> Whole:
        watch = processes.Watch(server.process, self.conninfo)
        stream = client.read_all(addresses[0])
        worked, stored = watch.milliseconds()
        return Whole(
            rate=stream.rate,
            first_byte=stream.first_byte * 1e3,
            growth=watch.growth(),
            server_time=worked / stream.entries * 1e3,
            database_time=stored / stream.entries * 1e3,
            entries=stream.entries,
        )
