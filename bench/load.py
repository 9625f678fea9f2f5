"""A load generator: keep-alive connections, requests built beforehand, in a process of its own.

closed loop   each connection posts as fast as it is answered: throughput
open loop     requests leave at fixed moments whatever the server does: honest latency
"""

import base64
import hashlib
import heapq
import hmac
import json
import selectors
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

SECRET = "bench secret"


@dataclass
class Outcome:
    """Seconds from sending to the answer, by request; how many were not 200."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    lasted: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.lasted


@dataclass
class _Connection:
    sock: socket.socket
    sent_at: float = 0.0
    number: int = -1
    received: bytes = b""


def webhook(body: dict[str, object], path: str = "/line/webhook") -> bytes:
    """A signed webhook as bytes on the wire."""
    raw = json.dumps(body).encode()
    digest = hmac.new(SECRET.encode(), raw, hashlib.sha256).digest()
    head = (
        f"POST {path} HTTP/1.1",
        "Host: bench",
        "Content-Type: application/json",
        f"X-Line-Signature: {base64.b64encode(digest).decode()}",
        f"Content-Length: {len(raw)}",
    )
    return "\r\n".join((*head, "", "")).encode() + raw


def closed_loop(port: int, requests: Iterator[bytes], connections: int, seconds: float) -> Outcome:
    """As fast as the server answers."""
    outcome = Outcome()
    selector = selectors.DefaultSelector()
    start = time.perf_counter()

    def send(connection: _Connection) -> None:
        connection.sent_at = time.perf_counter()
        connection.sock.sendall(next(requests))

    open_connections = [_connect(port, selector) for _ in range(connections)]
    for connection in open_connections:
        send(connection)
    while time.perf_counter() - start < seconds:
        for connection in _answered(selector, 0.05):
            _note(outcome, connection)
            send(connection)
    outcome.lasted = time.perf_counter() - start
    for connection in open_connections:
        connection.sock.close()
    return outcome


def open_loop(
    port: int, requests: list[bytes], rate: float, note_sent: Callable[[int, float], None]
) -> Outcome:
    """One request every 1/rate seconds; latency counts from the moment it should have left."""
    outcome = Outcome()
    selector = selectors.DefaultSelector()
    free: list[_Connection] = [_connect(port, selector) for _ in range(64)]
    everyone = list(free)
    start = time.perf_counter() + 0.05
    due = [(start + n / rate, n) for n in range(len(requests))]
    heapq.heapify(due)
    answered = 0
    while answered < len(requests):
        now = time.perf_counter()
        while due and due[0][0] <= now and free:
            at, number = heapq.heappop(due)
            connection = free.pop(0)  # by turns: a server closes who is silent for minutes
            connection.sent_at, connection.number = at, number
            note_sent(number, at)
            connection.sock.sendall(requests[number])
        wait = max(0.0, min(0.05, due[0][0] - time.perf_counter())) if due else 0.05
        for connection in _answered(selector, wait):
            _note(outcome, connection)
            free.append(connection)
            answered += 1
    outcome.lasted = time.perf_counter() - start
    for connection in everyone:
        connection.sock.close()
    return outcome


def _connect(port: int, selector: selectors.BaseSelector) -> _Connection:
    sock = socket.create_connection(("127.0.0.1", port))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection = _Connection(sock)
    selector.register(sock, selectors.EVENT_READ, connection)
    return connection


def _answered(selector: selectors.BaseSelector, wait: float) -> Iterator[_Connection]:
    """Connections whose whole answer has come."""
    for key, _ in selector.select(wait):
        connection: _Connection = key.data
        data = connection.sock.recv(65536)
        if not data:
            raise ConnectionError("the server closed a connection")
        connection.received += data
        head, found, body = connection.received.partition(b"\r\n\r\n")
        if found and len(body) >= _length(head):
            yield connection
            connection.received = b""


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


def _note(outcome: Outcome, connection: _Connection) -> None:
    outcome.seconds.append(time.perf_counter() - connection.sent_at)
    if b" 200 " not in connection.received[:20]:
        outcome.failed += 1
