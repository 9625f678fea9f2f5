"""`python -m bench.bank`: the bank with a long memory, measured. Prints and writes
bench/results/bank.json.

    python -m bench.bank [ledger] [import] [month] [--rows 10000000]

ledger  what a household's statement costs with 10 thousand and with 10 million ledger rows, as many
        of them in each household; SQLite and PostgreSQL, small and large by turns
import  10,000 deeds from a file while webhooks come at 50 a second; SQLite
month   a village's month through the chat (tests/bank_month.py), and whether the books balance
"""

import argparse
import csv
import json
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.__main__ import environment, event, free_port, line, of, percentiles, run, started
from bench.load import Outcome, open_loop, webhook
from bench.long_ledger import long_ledger
from bench.recorded import village
from bot.domain import ledger
from bot.domain.deed import Deed

RESULTS = Path(__file__).parent / "results" / "bank.json"
IMPORTED, RATE = 10_000, 50


def main() -> None:
    parser = argparse.ArgumentParser("bench.bank")
    parser.add_argument("what", nargs="*", default=["ledger", "import", "month"])
    parser.add_argument("--rows", type=int, default=10_000_000)
    options = parser.parse_args()
    parts: dict[str, Callable[[], Any]] = {
        "ledger": lambda: long_ledger(options.rows), "import": long_import, "month": whole_month,
    }  # fmt: skip
    figures = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for part in options.what:
        figures[part] = parts[part]()
        sys.stdout.write(json.dumps({part: figures[part]}, ensure_ascii=False, indent=1) + "\n")
    RESULTS.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")


# A long import beside the webhook


def long_import() -> dict[str, Any]:
    chance = random.Random(2)
    with tempfile.TemporaryDirectory() as folder, line(50) as there:
        env = environment(folder, f"http://127.0.0.1:{there.port}", "")
        run([sys.executable, "-m", "bot", "migrate"], env)
        people = json.loads(run([sys.executable, "-m", "bench.people", "200"], env))
        houses = Path(folder) / "houses.csv"
        _write(
            houses,
            ["village_code", "house_no", "status"],
            [[f"141601{moo:02d}", n, "active"] for moo in range(1, 11) for n in range(1, 101)],
        )
        run([sys.executable, "-m", "bot", "import", "households", str(houses)], env)
        file = Path(folder) / "deeds.csv"
        header = ["village_code", "house_no", "member", "kind", "quantity", "unit", "done_on"]
        _write(file, header, [_deed(chance) for _ in range(IMPORTED)])
        port = free_port()
        with started(["bot", "serve", "--port", str(port)], env, port, path="/readyz"):
            alone = _acks(port, people, 10)
            took: list[float] = []

            def bring() -> None:
                begun = time.monotonic()
                run([sys.executable, "-m", "bot", "import", "deeds", str(file)], env)
                took.append(time.monotonic() - begun)

            importing = threading.Thread(target=bring)
            importing.start()
            beside = []
            while importing.is_alive():
                beside.append(_acks(port, people, 5))
            importing.join()
        seconds = [second for outcome in beside for second in outcome.seconds]
        return {
            "deeds": IMPORTED, "import_s": round(took[0], 1), "webhooks_a_second": RATE,
            "ack_ms_before": percentiles(alone.seconds), "ack_ms_meanwhile": percentiles(seconds),
            "not_200": alone.failed + sum(outcome.failed for outcome in beside),
        }  # fmt: skip


def _deed(chance: random.Random) -> list[object]:
    return [
        f"141601{chance.randint(1, 10):02d}", chance.randint(1, 100), chance.choice(("", "แม่")),
        chance.choice(("F1-01", "F1-02", "E1-05", "S3-01", "E1-01")), chance.randint(1, 4), "ต้น",
        f"2026-11-{chance.randint(1, 22):02d}",
    ]  # fmt: skip


def _acks(port: int, people: list[str], seconds: int) -> Outcome:
    requests = [webhook(of(event(n, people))) for n in range(seconds * RATE)]
    return open_loop(port, requests, RATE, lambda _, __: None)


def _write(path: Path, header: list[str], rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


# A month through the chat


def whole_month() -> dict[str, Any]:
    from tests import bank_month

    found = {}
    for name, database in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        with tempfile.TemporaryDirectory() as folder, database(folder) as url:
            with village(Path(folder), url) as place:
                begun = time.monotonic()
                month = bank_month.play(place, houses=60, deeds=1600)
                bank_month.recount(month)
                with place.store.read() as session:
                    books = ledger.replay(session)
            found[name] = {
                "seconds": round(time.monotonic() - begun), "said": dict(month.told),
                "deeds": len(place.rows(Deed)),
                "entries": books.entries, "sum": books.total, "accounts_off": list(books.off),
            }  # fmt: skip
    return found


@contextmanager
def sqlite(folder: str) -> Iterator[str]:
    yield f"sqlite:///{folder}/month.db"


@contextmanager
def postgresql(_: str) -> Iterator[str]:
    from tests.postgres import Server

    server = Server()
    try:
        yield server.url.replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
