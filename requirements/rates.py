"""May this client ask once more in this minute, or must it wait?

A minute begins with the first request of a client. All processes take from one count in the database, each some in
advance while much is left, so that counting costs a statement for some ten requests and not for each. No more than
the limit is ever given; what a process took and did not use, at most a tenth, is lost to the client for the minute.
"""

import math
import threading
import time
from dataclasses import dataclass

from django.db import connection
from django.utils.crypto import salted_hmac

MINUTE = 60
# While more than this is left, a tenth of the rest above it is taken in advance.
RESERVE = 60
# One statement: the count begins anew when the minute is over, else what is left is taken from.
DRAW = """
    INSERT INTO requirements_allowance AS kept (key, ends_at, taken, granted)
    VALUES (%(key)s, clock_timestamp() + %(minute)s * interval '1 second', %(first)s, %(first)s)
    ON CONFLICT (key) DO UPDATE SET (ends_at, taken, granted) = (
        SELECT CASE WHEN is_over THEN excluded.ends_at ELSE kept.ends_at END, before + drawn, drawn
        FROM (SELECT kept.ends_at <= clock_timestamp() AS is_over) minute,
            LATERAL (SELECT CASE WHEN is_over THEN 0 ELSE kept.taken END AS before) count,
            LATERAL (SELECT greatest(%(limit)s - before, 0) AS left_over) rest,
            LATERAL (SELECT least(left_over, greatest(1, (left_over - %(reserve)s) / 10)) AS drawn) draw
    )
    RETURNING granted, extract(epoch FROM ends_at - clock_timestamp())::float
"""
SWEEP = """
    DELETE FROM requirements_allowance
    WHERE key IN (SELECT key FROM requirements_allowance WHERE ends_at <= clock_timestamp() FOR UPDATE SKIP LOCKED)
"""


class Exhausted(Exception):
    """The client has asked for as much as it may; `seconds` says when to come back."""

    def __init__(self, limit: int, seconds: float) -> None:
        self.limit, self.seconds = limit, seconds
        super().__init__(f"{limit} a minute")


@dataclass
class Lease:
    """What this process may still give to one client until a moment of its own clock; `is_last` if there is no more."""

    left: int
    ends: float
    is_last: bool


class Leases:
    """Everything that this process has taken in advance, by what is asked and by whom; threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_key: dict[tuple[str, str], Lease] = {}
        self._swept_at = -math.inf

    def give(self, key: tuple[str, str], limit: int) -> bool:
        """Whether something was left to give; Exhausted where it is known that there is no more."""
        with self._lock:
            return self._give(key, limit)

    def add(self, key: tuple[str, str], granted: int, ends: float, limit: int) -> None:
        """Take in what the database has granted and give one of it; Exhausted if that was nothing."""
        with self._lock:
            known = self._current(key)
            left = granted + (known.left if known else 0)
            self._by_key[key] = Lease(left, ends, is_last=not granted)
            self._give(key, limit)

    def _give(self, key: tuple[str, str], limit: int) -> bool:
        lease = self._current(key)
        if lease is None or not lease.left:
            if lease and lease.is_last:
                raise Exhausted(limit, lease.ends - time.monotonic())
            return False
        lease.left -= 1
        return True

    def _current(self, key: tuple[str, str]) -> Lease | None:
        lease = self._by_key.get(key)
        return lease if lease and time.monotonic() < lease.ends else None

    def clear(self) -> None:
        with self._lock:
            self._by_key, self._swept_at = {}, 0.0

    def sweep(self) -> bool:
        """Forget the minutes that are over, once a minute; whether it was time to."""
        now = time.monotonic()
        with self._lock:
            if now < self._swept_at + MINUTE:
                return False
            self._swept_at = now
            self._by_key = {key: lease for key, lease in self._by_key.items() if now < lease.ends}
        return True


_leases = Leases()


def take(what: str, client: str, limit: int) -> None:
    """Count one request of a client; Exhausted if it was one too many. A limit of 0 is none.

    Not to be called in a transaction: other processes would wait for its end.
    """
    key = what, client
    if limit and not _leases.give(key, limit):
        granted, seconds = _draw(key, limit)
        _leases.add(key, granted, time.monotonic() + seconds, limit)


def _draw(key: tuple[str, str], limit: int) -> tuple[int, float]:
    """How many requests the database grants to this process, and in how many seconds the minute ends."""
    told: dict[str, str | int] = {
        "key": salted_hmac("rates", "|".join(key), algorithm="sha256").hexdigest(),
        "minute": MINUTE,
        "limit": limit,
        "reserve": RESERVE,
        "first": max(1, (limit - RESERVE) // 10),
    }
    with connection.cursor() as cursor:
        if _leases.sweep():
            cursor.execute(SWEEP)
        cursor.execute(DRAW, told)
        granted, seconds = cursor.fetchone()
    return granted, seconds


def forget() -> None:
    """Let this process know nothing of what it took in advance: as another does, and a test that begins."""
    _leases.clear()
