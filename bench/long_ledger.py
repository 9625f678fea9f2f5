"""What a household's statement costs, with little and with very much else in the ledger."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from bench.__main__ import spread
from bot import schema
from bot.db import Store
from bot.domain import ledger, passbook
from bot.domain.registry import Household

TODAY = date(2026, 11, 23)
SMALL = 10_000
A_HOUSE = 1_000
"""Ledger rows of one household's transfers, in any size of ledger: some three years of them."""

LOOKS, ROUNDS = 200, 5


def long_ledger(rows: int) -> dict[str, Any]:
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{folder}/{name}.db" for name in ("small", "large")]
        found["SQLite"] = _compare(urls, rows)
    from tests.postgres import Server

    server = Server()
    try:
        urls = [server.url, server.url.rpartition("/")[0] + "/large"]
        _run(server.url, "CREATE DATABASE large")
        found["PostgreSQL"] = _compare(
            [url.replace("postgresql://", "postgresql+psycopg://") for url in urls], rows
        )
    finally:
        server.stop()
    return found


def _run(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def _compare(urls: list[str], rows: int) -> dict[str, Any]:
    """Small and large by turns, so that whatever else the machine does troubles both alike."""
    stores = [Store(url) for url in urls]
    for store, wanted in zip(stores, (SMALL, rows), strict=True):
        schema.upgrade(store)
        _fill(store, wanted)
    chance = random.Random(1)
    jobs: dict[str, Callable[[Session, Household], object]] = {
        "balance": lambda session, house: ledger.balance(session, house.id),
        "statement": lambda session, house: passbook.read(session, house, TODAY, lines=8),
    }
    figures: dict[str, Any] = {"rows": [SMALL, rows], "rows_a_household": A_HOUSE}
    for name, job in jobs.items():
        medians: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for n, store in enumerate(stores):
                houses = (SMALL, rows)[n] // A_HOUSE
                medians[n].append(
                    _look(store, job, [chance.randint(1, houses) for _ in range(LOOKS)])
                )
        figures[name] = {
            "small_ms": spread([1000 * m for m in medians[0]]),
            "large_ms": spread([1000 * m for m in medians[1]]),
            "large_to_small": spread([b / a for a, b in zip(*medians, strict=True)]),
        }
    for store in stores:
        store.close()
    return figures


def _look(store: Store, job: Callable[[Session, Household], object], houses: list[int]) -> float:
    """The median of one look at each of these households' books, in seconds."""
    took = []
    for house_id in houses:
        with store.read() as session:
            house = session.get_one(Household, house_id)
            _ = house.village
            begun = time.perf_counter()
            job(session, house)
            took.append(time.perf_counter() - begun)
    return statistics.median(took)


def _fill(store: Store, rows: int) -> None:
    """Deeds of three years, told by turns by all households, each with its two entries."""
    houses, deeds = rows // A_HOUSE, rows // 2
    lite = store.on_sqlite
    words = {
        "house": f"(n % {houses}) + 1",
        "member": f"(n % {houses}) * 3 + (n / {houses}) % 3 + 1",
        "day": f"date('2024-01-01', '+' || (n * 1050 / {deeds}) || ' days')"
        if lite
        else f"DATE '2024-01-01' + CAST(n::bigint * 1050 / {deeds} AS integer)",
        "at": "'2026-11-01 00:00:00.000000'" if lite else "TIMESTAMPTZ '2026-11-01'",
        "no": "0" if lite else "FALSE",
    }
    with store.connect() as connection:
        indexes = _drop_indexes(store, connection)
        connection.execute(text("INSERT INTO villages (code) VALUES ('14160104')"))
        for table, count, columns in (
            ("households", houses, _HOUSEHOLDS), ("members", houses * 3, _MEMBERS),
            ("deeds", deeds, _DEEDS), ("entries", deeds, _DEPOSITS), ("entries", deeds, _BANKS),
        ):  # fmt: skip
            values = ", ".join(columns.values()).format(**words)
            statement = _insert(count, lite, table, ", ".join(columns), values)
            connection.execute(text(statement.replace(":", "\\:")))
        for table, of, into in (
            ("balances", "household_id", "amount, earned"),
            ("member_balances", "household_id, member_id", "amount"),
        ):
            sums = ", ".join(["SUM(amount)"] * len(into.split(",")))
            connection.execute(text(
                f"INSERT INTO {table} ({of}, {into}) SELECT {of}, {sums} FROM entries"
                f" WHERE household_id IS NOT NULL GROUP BY {of}"
            ))  # fmt: skip
        for index in indexes:
            connection.execute(text(index))
    with store.connect() as connection:
        connection.execute(text("ANALYZE"))


_KIND = (
    "CASE n % 5 WHEN 0 THEN 'F1-01' WHEN 1 THEN 'E1-05' WHEN 2 THEN 'S3-04' WHEN 3 THEN 'E1-01'"
    " ELSE 'S2-01' END"
)
_HOUSEHOLDS = {
    "id": "n + 1", "village_code": "'14160104'", "house_no": "CAST(n + 1 AS TEXT)",
    "status": "'active'",
}  # fmt: skip
_MEMBERS = {"id": "n + 1", "household_id": "n / 3 + 1", "name": "'คน ' || (n % 3)"}
_DEEDS = {
    "id": "n + 1", "key": "'k' || n", "village_code": "'14160104'", "household_id": "{house}",
    "member_id": "{member}", "for_others": "{no}",
    "kind": _KIND,
    "quantity": "2000", "units": "2000", "points": "2", "done_on": "{day}",
    "status": "'accepted'", "part": "0", "recorded_at": "{at}", "said_at": "{at}", "revision": "0",
}  # fmt: skip
_DEPOSITS = {
    "transfer": "'t' || n", "at": "{at}", "day": "{day}", "account": "'household:' || ({house})",
    "household_id": "{house}", "member_id": "{member}", "village_code": "'14160104'",
    "amount": "2", "reason": "'deposit'", "deed_id": "n + 1", "kind": _KIND,
}  # fmt: skip
_BANKS = _DEPOSITS | {
    "account": "'bank:14160104'", "household_id": "NULL", "member_id": "NULL", "amount": "-2",
}  # fmt: skip


def _insert(count: int, lite: bool, table: str, columns: str, values: str) -> str:
    """One row for each n from 0, as both databases take it."""
    into, chosen = f"INSERT INTO {table} ({columns})", f"SELECT {values} FROM s"
    if lite:
        counting = f"SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {count} - 1"
        return f"WITH RECURSIVE s(n) AS ({counting}) {into} {chosen}"
    return f"{into} WITH s AS (SELECT generate_series(0, {count} - 1) AS n) {chosen}"


def _drop_indexes(store: Store, connection: Connection) -> list[str]:
    """Drop what only searching needs; the statements that make it again."""
    if store.on_sqlite:
        rows = connection.execute(
            text(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
                " AND tbl_name IN ('deeds', 'entries')"
            )
        ).all()
    else:
        rows = connection.execute(
            text(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('deeds', 'entries')"
                " AND indexdef NOT LIKE '%UNIQUE%'"
            )
        ).all()
    for name, _ in rows:
        connection.execute(text(f"DROP INDEX {name}"))
    return [made for _, made in rows]
