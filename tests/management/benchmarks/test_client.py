"""Does the client read answers to their end, whatever way they come, and does it refuse to count errors?"""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from requirements.management.benchmarks import client

LINES = 1000 * b'{"kind":"need"}\n'


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/chunks":
            self.answer(200, None, b"3\r\nabc\r\n300\r\n" + 768 * b"x" + b"\r\n0\r\n\r\n")
        elif self.path == "/lines":
            self.answer(200, None, b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in cut(LINES, 7_001)))
        elif self.path == "/error":
            self.answer(500, 2, b"{}")
        else:
            self.answer(200, len(LINES), LINES)

    def answer(self, status: int, length: int | None, body: bytes) -> None:
        self.send_response(status)
        if length is None:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, *args: object) -> None:
        """A client that has measured enough hangs up."""


def cut(data: bytes, size: int) -> list[bytes]:
    """Parts, and the empty one that ends them."""
    return [data[start : start + size] for start in range(0, len(data) + size, size)]


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("path", "size"), [("/plain", len(LINES)), ("/chunks", 3 + 768 + 17)])
def test_answers_are_read_to_their_end(path: str, size: int, base: str) -> None:
    load = client.keep_busy([base + path], 0.2, 3)
    assert load.answers > 3
    assert load.size == size
    assert load.rate == load.answers / load.seconds
    assert 0 < load.percentile(0) <= load.percentile(0.5) <= load.percentile(1) == max(load.latencies)


def test_an_error_is_no_answer(base: str) -> None:
    with pytest.raises(client.Failed, match="500 Internal Server Error"):
        client.keep_busy([f"{base}/plain", f"{base}/error"], 0.2, 1)
    with pytest.raises(client.Failed, match="500"):
        client.read_all(f"{base}/error")


@pytest.mark.parametrize("path", ["/plain", "/lines"])
def test_lines_are_counted_to_the_end(path: str, base: str) -> None:
    stream = client.read_all(base + path)
    assert stream.entries == 1000
    assert 0 < stream.first_byte <= stream.seconds
