"""How many answers does a server give in a second? A small client that keeps its connections busy, in one thread.

It sends the next request of a connection as soon as the answer is there. What it costs itself shows against a server
that does nothing.
"""

import contextlib
import http.client
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlsplit

BUFFER = memoryview(bytearray(1 << 18))
PATIENCE = 30


class Failed(Exception):
    """The server did not answer with 200; the message says what it did."""


@dataclass
class Load:
    """What a server did while it was kept busy."""

    seconds: float
    latencies: list[float]
    size: int

    @property
    def answers(self) -> int:
        return len(self.latencies)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.answers / self.seconds

    def percentile(self, share: float) -> float:
        """Seconds within which this share of the answers came."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


@dataclass
class Exchange:
    """One connection with a request on its way."""

    channel: socket.socket
    sent_at: float = 0.0
    head: bytes = b""
    body: int = 0
    length: int | None = None
    tail: bytes = field(default=b"", repr=False)

    def send(self, request: bytes) -> None:
        self.head, self.body, self.length, self.tail = b"", 0, None, b""
        self.sent_at = time.perf_counter()
        self.channel.sendall(request)

    def receive(self, buffer: memoryview) -> bool:
        """Take what has come; whether the answer is complete."""
        count = self.channel.recv_into(buffer)
        if not count:
            raise Failed("The server closed the connection.")
        data = buffer[:count]
        if not self.body and b"\r\n\r\n" not in self.head:
            data = self._take_head(data)
        self.body += len(data)
        if self.length is not None:
            return self.body >= self.length
        self.tail = (self.tail + bytes(data[-5:]))[-5:]
        return self.tail == b"0\r\n\r\n"

    def _take_head(self, data: memoryview) -> memoryview:
        """Split off the head, and learn from it how long the body is; None means that it comes in chunks."""
        self.head += bytes(data)
        head, end, rest = self.head.partition(b"\r\n\r\n")
        if not end:
            return data[:0]
        if not head.startswith(b"HTTP/1.1 200"):
            raise Failed(self.head[:500].decode(errors="replace"))
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                self.length = int(line.partition(b":")[2])
        return memoryview(rest)


def keep_busy(addresses: Sequence[str], seconds: float, connections: int) -> Load:
    """Ask for the addresses in turn, over and over, from so many connections at once."""
    requests = cycle([_request(address) for address in addresses])
    latencies: list[float] = []
    size = 0
    with contextlib.ExitStack() as stack:
        selector = stack.enter_context(selectors.DefaultSelector())
        exchanges = [Exchange(stack.enter_context(_open(addresses[0]))) for _ in range(connections)]
        started = time.perf_counter()
        for exchange in exchanges:
            selector.register(exchange.channel, selectors.EVENT_READ, exchange)
            exchange.send(next(requests))
        while (now := time.perf_counter()) < started + seconds:
            for exchange in _answered(selector):
                latencies.append(time.perf_counter() - exchange.sent_at)
                size = max(size, exchange.body)
                exchange.send(next(requests))
    return Load(now - started, latencies, size)


def _open(address: str) -> socket.socket:
    where = urlsplit(address)
    channel = socket.create_connection((where.hostname, where.port), timeout=PATIENCE)
    channel.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return channel


def _answered(selector: selectors.BaseSelector) -> Iterator[Exchange]:
    """Take what has come; the exchanges that are complete."""
    ready = selector.select(PATIENCE)
    if not ready:
        raise Failed(f"No answer within {PATIENCE} seconds.")
    for key, _ in ready:
        exchange: Exchange = key.data
        if exchange.receive(BUFFER):
            yield exchange


def _request(address: str) -> bytes:
    host = urlsplit(address).netloc
    return f"GET {_path(address)} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\n\r\n".encode()


def _path(address: str) -> str:
    where = urlsplit(address)
    return f"{where.path}?{where.query}" if where.query else where.path


@dataclass(frozen=True)
class Stream:
    """One answer that holds everything."""

    seconds: float
    first_byte: float
    entries: int

    @property
    def rate(self) -> float:
        """Entries per second."""
        return self.entries / self.seconds


def read_all(address: str) -> Stream:
    """Read an answer to its end, and count its lines."""
    started, first_byte, entries = time.perf_counter(), 0.0, 0
    with contextlib.closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)) as connection:
        connection.request("GET", _path(address))
        response = connection.getresponse()
        if response.status != 200:
            raise Failed(f"{address}: {response.status}")
        while data := response.read1(len(BUFFER)):
            first_byte = first_byte or time.perf_counter() - started
            entries += data.count(b"\n")
    return Stream(time.perf_counter() - started, first_byte, entries)
