"""`make bench`: the road of one message, measured. Prints a table, writes bench/results/road.json.

    python -m bench [--rounds 5] [--seconds 4] [--postgresql]

Ratios are taken between servers measured in turn in the same run; absolute figures belong to this
machine. Nothing here is asserted: a benchmark tells, a test judges.
"""

import argparse
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.load import SECRET, closed_loop, open_loop, webhook

RESULTS = Path(__file__).parent / "results"
CONNECTIONS = 32
LATENCY_MS = 50
RATE, EVENTS = 100, 3000
PEOPLE = 200
TEXTS = (
    "วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ",
    "เมื่อวานเก็บขยะหน้าวัด 1 ชั่วโมง",
    "กวาดบ้าน ถูบ้าน รดน้ำผัก",
    "สมุดความดี",
    "ใส่บาตรเช้านี้",
)


@dataclass(frozen=True)
class Running:
    """A process of the bench and its port."""

    process: "subprocess.Popen[str]"
    port: int


def main() -> None:
    parser = argparse.ArgumentParser("bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    options = parser.parse_args()
    figures: dict[str, Any] = {
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}, client on it",
        "database": "PostgreSQL" if options.postgresql else "SQLite (WAL, synchronous=FULL)",
    }
    with database(postgresql=options.postgresql) as url:
        figures["acks"] = acks(options.rounds, options.seconds, url)
    with database(postgresql=options.postgresql) as url:
        figures["road"] = road(url)
    RESULTS.mkdir(exist_ok=True)
    name = "road-postgresql.json" if options.postgresql else "road.json"
    (RESULTS / name).write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    show(figures)


@contextmanager
def database(*, postgresql: bool) -> Iterator[str]:
    """The address of a PostgreSQL that fsyncs, or nothing: each measurement makes a SQLite file."""
    if not postgresql:
        yield ""
        return
    from tests.postgres import Server

    server = Server(durable=True)
    try:
        yield server.url
    finally:
        server.stop()


def acks(rounds: int, seconds: float, database: str) -> dict[str, Any]:
    """Webhooks answered per second by each server in turn, `rounds` times over."""
    with tempfile.TemporaryDirectory() as folder, line(LATENCY_MS) as there:
        base = f"http://127.0.0.1:{there.port}"
        servers = {
            "floor: HMAC only, same server": ["bench.echo", "floor", "{port}"],
            "khwamdee web: durable": ["bot", "web", "--port", "{port}"],
            "SDK echo, Flask's server": ["bench.echo", "echo", "{port}", base, "flask"],
            "SDK echo, waitress, 4 threads": ["bench.echo", "echo", "{port}", base, "4"],
            "SDK echo, waitress, 32 threads": ["bench.echo", "echo", "{port}", base, "32"],
        }
        rates: dict[str, list[float]] = {name: [] for name in servers}
        env = environment(folder, base, database)
        run([sys.executable, "-m", "bot", "migrate"], env)
        for _, (name, words) in itertools.product(range(rounds), servers.items()):
            port = free_port()
            with started([w.format(port=port) for w in words], env, port):
                closed_loop(port, endless(), CONNECTIONS, 0.5)
                outcome = closed_loop(port, endless(), CONNECTIONS, seconds)
            if outcome.failed:
                raise SystemExit(f"{name}: {outcome.failed} requests were not answered 200")
            rates[name].append(outcome.per_second)
    ours, floor = rates["khwamdee web: durable"], rates["floor: HMAC only, same server"]
    return {
        "per_second": {name: spread(found) for name, found in rates.items()},
        "ours_to_floor": spread([a / b for a, b in zip(ours, floor, strict=True)]),
        "ours_to_echo": {
            name: spread([a / b for a, b in zip(ours, found, strict=True)])
            for name, found in rates.items()
            if name.startswith("SDK")
        },
    }


def road(database: str) -> dict[str, Any]:
    """`khwamdee serve` at 100 events a second: acks, replies, memory, start."""
    with tempfile.TemporaryDirectory() as folder, line(LATENCY_MS) as there:
        env = environment(folder, f"http://127.0.0.1:{there.port}", database)
        run([sys.executable, "-m", "bot", "migrate"], env)
        people = json.loads(run([sys.executable, "-m", "bench.people", str(PEOPLE)], env))
        port = free_port()
        begun = time.monotonic()
        with started(["bot", "serve", "--port", str(port)], env, port, path="/readyz") as served:
            ready = time.monotonic() - begun
            closed_loop(port, iter([webhook(of(event(EVENTS, people)))] * 2), 1, 0.0)
            answered = first_reply(there) - begun
            events = [event(n, people) for n in range(EVENTS)]
            due: dict[str, float] = {}
            outcome = open_loop(
                port, [webhook(of(each)) for each in events], RATE,
                lambda n, at: due.__setitem__(str(events[n]["replyToken"]), monotonic(at)),
            )  # fmt: skip
            time.sleep(3)
            memory = tree_memory(served.process.pid)
        there.process.terminate()
        told = json.loads(there.process.communicate(timeout=20)[0].splitlines()[-1])
    replies = [told["used"][token][0] - at for token, at in due.items() if token in told["used"]]
    return {
        "events": EVENTS, "per_second": RATE, "line_latency_ms": LATENCY_MS,
        "not_200": outcome.failed,
        "ack_ms": percentiles(outcome.seconds),
        "reply_ms": percentiles(replies),
        "unanswered": EVENTS - len(replies),
        "replied_twice": sum(len(times) > 1 for times in told["used"].values()),
        "pushed": told["pushes"],
        "memory_mb": round(memory / 1024, 1),
        "start_to_ready_s": round(ready, 2),
        "start_to_first_reply_s": round(answered, 2),
    }  # fmt: skip


def event(n: int, people: list[str], text: str | None = None) -> dict[str, Any]:
    return {
        "type": "message", "mode": "active", "timestamp": int(time.time() * 1000),
        "source": {"type": "user", "userId": people[n % len(people)]},
        "webhookEventId": uuid.uuid4().hex, "deliveryContext": {"isRedelivery": False},
        "replyToken": uuid.uuid4().hex,
        "message": {"id": str(10**15 + n), "type": "text", "text": text or TEXTS[n % len(TEXTS)],
                    "quoteToken": "q"},
    }  # fmt: skip


def of(event: dict[str, Any]) -> dict[str, object]:
    """One event as LINE sends it."""
    return {"destination": "U0", "events": [event]}


def first_reply(there: Running) -> float:
    """When the stand-in saw the first reply; it says so on its own, once."""
    assert there.process.stdout
    return float(there.process.stdout.readline())


def endless() -> Iterator[bytes]:
    """New events without end; built beforehand in part, so that the client is quick."""
    stranger = ["U" + "f" * 32]
    prepared = [webhook(of(event(n, stranger))) for n in range(6000)]
    yield from prepared
    while True:
        yield webhook(of(event(0, stranger)))


def spread(found: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(found), 2),
        "min": round(min(found), 2),
        "max": round(max(found), 2),
    }


def percentiles(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    at = lambda share: round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)  # noqa: E731
    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": round(1000 * ordered[-1], 1)}


def environment(folder: str, base: str, database: str) -> dict[str, str]:
    return {
        **os.environ, "DATA_DIR": folder, "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "bench token", "LINE_API_BASE": base,
        "LINE_DATA_API_BASE": base, "HOME_AREA": "141601", "LOG_LEVEL": "WARNING",
        "DATABASE_URL": database,
    }  # fmt: skip


@contextmanager
def line(latency: int) -> Iterator[Running]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.line", str(port), str(latency)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    process.stdout.readline()
    try:
        yield Running(process, port)
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate()


@contextmanager
def started(words: list[str], env: dict[str, str], port: int, path: str = "/") -> Iterator[Running]:
    process = subprocess.Popen(
        [sys.executable, "-m", *words], env=env, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port, path)
        yield Running(process, port)
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int, path: str) -> None:
    import urllib3

    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            answer = urllib3.request("GET", f"http://127.0.0.1:{port}{path}", retries=False)
            if path == "/" or answer.status == 200:
                return
        except urllib3.exceptions.HTTPError:
            pass
        time.sleep(0.01)
    raise SystemExit("a server did not start")


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(command: list[str], env: dict[str, str]) -> str:
    return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout


def tree_memory(pid: int) -> float:
    """Resident KiB of a process and its children, each page counted for every process it is in."""
    status = Path(f"/proc/{pid}/status").read_text()
    own = float(status.split("VmRSS:")[1].split()[0])
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(tree_memory(int(child)) for child in children)


def monotonic(perf: float) -> float:
    """A moment of the performance counter on the clock that processes share."""
    return perf - time.perf_counter() + time.monotonic()


def show(figures: dict[str, Any]) -> None:
    out = [f"{figures['machine']}; {figures['database']}", ""]
    out += [f"{'webhooks answered per second':<42}{'median':>9}{'min':>9}{'max':>9}"]
    for name, found in figures["acks"]["per_second"].items():
        out.append(f"  {name:<40}{found['median']:>9.0f}{found['min']:>9.0f}{found['max']:>9.0f}")
    found = figures["acks"]["ours_to_floor"]
    out.append(f"  {'durable / floor':<40}{found['median']:>9}{found['min']:>9}{found['max']:>9}")
    for name, found in figures["acks"]["ours_to_echo"].items():
        label = f"durable / {name}"
        out.append(f"  {label:<40}{found['median']:>9}{found['min']:>9}{found['max']:>9}")
    out += ["", f"serve at {RATE} events/s, LINE at {LATENCY_MS} ms, {EVENTS} events"]
    out += [f"  {name:<20}{value}" for name, value in figures["road"].items()]
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
