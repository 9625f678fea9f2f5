"""`python -m bench.vote`: the vote's two figures, measured. Prints and writes
bench/results/vote.json.

    python -m bench.vote [ballots] [closing] [--villages 1000] [--seconds 240] [--areas 500 2000]

ballots  villages of 10 households vote at once, through the webhook and two worker processes,
         one of which is killed every few seconds; then all is counted and counted once more from
         what was sent (bench/vote_traffic.py, vote_poll.py, recount.py)
closing  so many tambons are called, opened, closed and counted in one job run each
         (bench/vote_closing.py)
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import vote_closing, vote_poll, vote_sample
from bench.__main__ import environment, free_port, line, monotonic, percentiles, run, started
from bench.load import open_loop, webhook
from bench.vote_poll import Workers
from bench.vote_sample import ZONE, Sample
from bench.vote_traffic import Traffic, traffic
from bot import config
from bot.db import Store
from bot.domain import months

RESULTS = Path(__file__).parent / "results" / "vote.json"
HOUSES, BALLOTS = 10, 10_000
ALLOWED = 600.0
"""Seconds for 10,000 ballots."""

WORKERS, KILL_EVERY, LATENCY_MS, LONGEST_DELAY = 2, 12.0, 50, 15.0


def main() -> None:
    parser = argparse.ArgumentParser("bench.vote")
    parser.add_argument("what", nargs="*", default=["ballots", "closing"])
    parser.add_argument("--villages", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=240.0, help="in which all vote")
    parser.add_argument("--areas", type=int, nargs="+", default=list(vote_closing.SIZES))
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    options = parser.parse_args()
    parts: dict[str, Callable[[str, Path], Any]] = {
        "ballots": lambda url, folder: ballots(url, folder, options.villages, options.seconds),
        "closing": lambda url, folder: closing(url, folder, options.areas),
    }
    figures = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    figures["machine"] = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    for part in options.what:
        for name in options.databases:
            begun = os.getloadavg()
            with tempfile.TemporaryDirectory() as folder:
                found = parts[part](name, Path(folder))
            load = {"load_before": round(begun[0], 1), "load_after": round(os.getloadavg()[0], 1)}
            figures.setdefault(part, {})[name] = found | load
            RESULTS.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
        _show(part, figures[part])


@contextmanager
def database(name: str, folder: Path) -> Iterator[str]:
    """An empty one, that keeps what it says it keeps."""
    if name == "SQLite":
        folder.mkdir(exist_ok=True)
        yield f"sqlite:///{folder}/vote.db"
        return
    from tests.postgres import Server

    server = Server(durable=True)
    try:
        yield server.url
    finally:
        server.stop()


# Ten thousand ballots


def ballots(name: str, folder: Path, villages: int, seconds: float) -> dict[str, Any]:
    with database(name, folder) as url, line(LATENCY_MS) as there:
        env = environment(str(folder), f"http://127.0.0.1:{there.port}", url)
        run([sys.executable, "-m", "bot", "migrate"], env)
        store = Store(config.from_env(env).database_url)
        month = months.before(datetime.now(ZONE).date())
        sample = Sample(villages, HOUSES, month)
        vote_sample.fill(store, sample)
        areas = [sample.area(codes) for codes in sample.codes()]
        polls = vote_poll.call(store, areas, month, vote_poll.now())
        workers = Workers(lambda: _worker(env), lambda process: process.wait())  # type: ignore[attr-defined]
        port = free_port()
        with started(["bot", "web", "--port", str(port)], env, port, path="/readyz"):
            workers.begin(WORKERS)
            time.sleep(4)  # they have their words by now
            begins = datetime.now(UTC) + timedelta(seconds=8)
            sent = traffic(polls, begins, seconds, LONGEST_DELAY)
            vote_poll.close_at(store, sent.closes_at)
            try:
                posted = _post(port, sent, begins, workers)
                vote_poll.wait_until_handled(store, len(sent.sent))
                took = (datetime.now(UTC) - begins).total_seconds()
            finally:
                workers.end()
        told = vote_poll.told_by(there.process)
        vote_poll.settle(store, sent.closes_at.astimezone(ZONE) + timedelta(seconds=1))
        found = _ballot_figures(store, polls, sent, told, posted, took)
        store.close()
    return found | {"villages": villages, "in_seconds": seconds, "kills": workers.kills}


def _worker(env: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "bot", "worker"], env=env,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip


def _post(port: int, sent: Traffic, begins: datetime, workers: Workers) -> dict[str, float]:
    """Every body at its time, while a worker dies now and then. When each token was posted first,
    by this machine's clock."""
    requests = [webhook(body) for _, body in sent.bodies]
    rate = len(requests) / (sent.bodies[-1][0] - sent.bodies[0][0])
    posted: dict[str, float] = {}

    def note(number: int, at: float) -> None:
        for event in sent.bodies[number][1]["events"]:
            posted.setdefault(event["replyToken"], monotonic(at))

    over = threading.Event()

    def storm() -> None:
        while not over.wait(KILL_EVERY):
            workers.kill_one()

    killing = threading.Thread(target=storm)
    time.sleep(max(0.0, (begins - datetime.now(UTC)).total_seconds()))
    killing.start()
    try:
        outcome = open_loop(port, requests, rate, note)
    finally:
        over.set()
        killing.join()
    if outcome.failed:
        raise SystemExit(f"{outcome.failed} webhooks were not answered 200")
    return posted


def _ballot_figures(
    store: Store, polls: Any, sent: Traffic, told: dict[str, Any], posted: dict[str, float],
    took: float,
) -> dict[str, Any]:  # fmt: skip
    counted = sum(len(words) for words in sent.said().values())
    seen = [told["used"][token][0] - at for token, at in posted.items() if token in told["used"]]
    return {
        "events": len(sent.sent), "delivered": sent.delivered, "ballots": counted,
        "took_s": round(took, 1), "events_per_s": round(len(sent.sent) / took, 1),
        "s_for_10000_ballots": round(took * BALLOTS / counted, 1), "allowed_s": ALLOWED,
        "handled_ms": percentiles(vote_poll.waited(store)), "answered_ms": percentiles(seen),
        **vote_poll.answers(sent, told), **vote_poll.reckon(store, polls, sent),
    }  # fmt: skip


# Seven thousand tambons


def closing(name: str, folder: Path, sizes: list[int]) -> dict[str, Any]:
    """Each size in a database and in processes of its own."""
    found: dict[str, Any] = {}
    for areas in sizes:
        here = folder / str(areas)
        here.mkdir()
        with database(name, here) as url:
            command = [sys.executable, "-m", "bench.vote_closing", url, str(here), str(areas)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found[str(areas)] = json.loads(done.stdout)
    return found


def _show(part: str, found: dict[str, Any]) -> None:
    out = [part]
    for name, figures in found.items():
        if part == "ballots":
            out += [name, *(f"  {key:<22}{value}" for key, value in figures.items())]
            continue
        out.append(name)
        for size in (key for key in figures if key.isdecimal()):
            each = figures[size]
            for job, row in each["jobs"].items():
                per, busy = (
                    1000 * row[n] / max(1, row["done"]) for n in ("seconds", "cpu_seconds")
                )
                out.append(
                    f"  {size:>6} {job:<12}{row['done']:>6} in {row['seconds']:>7} s; per 1,000"
                    f" {per:>5.1f} s, {busy:>5.1f} s of processor;"
                    f" {row['before_mb']} to {row['peak_mb']} MB"
                )
            rest = {key: each[key] for key in each if key not in ("jobs", "areas")}
            out.append(f"  {size:>6} {json.dumps(rest, ensure_ascii=False)}")
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
