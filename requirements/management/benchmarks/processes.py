"""How much processor time and memory do processes take? Read from /proc; where there is none, nobody can say."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

import psycopg

TICK = os.sysconf("SC_CLK_TCK")
# Fields 14 and 15 of stat, counted after the name in parentheses.
USER, SYSTEM = 11, 12


class Watch:
    """What a server's processes, and those of its database, have taken since the watch began."""

    def __init__(self, server: int, conninfo: str) -> None:
        self._server, self._conninfo = server, conninfo
        for process in tree(server):
            _forget_peak(process)
        self._resident = {process: _status(process, "VmRSS") for process in tree(server)}
        self._taken = seconds([*tree(server), *backends(conninfo)])

    def milliseconds(self) -> tuple[float, float]:
        """Processor time of the server and of the database; 0 where the database runs elsewhere."""
        return self._since(tree(self._server)), self._since(backends(self._conninfo))

    def _since(self, processes: list[int]) -> float:
        return sum(taken - self._taken.get(process, 0) for process, taken in seconds(processes).items()) * 1e3

    def growth(self) -> int:
        """By how many bytes the one process of the server grew that grew most, at its peak."""
        return max(_status(process, "VmHWM") - before for process, before in self._resident.items())


def tree(process: int) -> list[int]:
    """The process and all those it has started."""
    found = [process]
    for parent in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def backends(conninfo: str) -> list[int]:
    """PostgreSQL's processes that work for this database; none if they run on another machine."""
    with psycopg.connect(conninfo) as connection:
        activity = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        found = [process for (process,) in activity]
    return [process for process in found if _name(process).startswith("postgres")]


def _name(process: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/comm").read_text()
    return ""


def seconds(processes: Iterable[int]) -> dict[int, float]:
    """Process → processor time that it has taken in its life, for those that live."""
    taken = {}
    for process in processes:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            taken[process] = (int(fields[USER]) + int(fields[SYSTEM])) / TICK
    return taken


def _forget_peak(process: int) -> None:
    """Let the peak begin at what the process holds now."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{process}/clear_refs").write_text("5")


def _status(process: int, name: str) -> int:
    """Bytes that the process holds (VmRSS) or has held at most (VmHWM)."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
    return 0
