"""`python -m bench.map`: the public map with 100 and with 100,000 pins, by turns in one run. Prints
and writes bench/results/map.json.

Milliseconds from the request to the whole answer inside one process (Flask's own client, no
network), of the page, of what a phone sees first of the country, of a province and of a street, and
of one tambon's GeoJSON with 1,000 pins; and the bytes of all that a first view loads from us.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot import config, schema
from bot.bootstrap import House
from bot.domain.areas import Village
from bot.domain.land import near
from bot.domain.pin_cells import COUNTRY, FIRST, LAST, PinCell, cell
from bot.domain.places import CATEGORIES, Pin
from bot.domain.thailand import PROVINCES

RESULTS = Path(__file__).parent / "results" / "map.json"
SIZES = (100, 100_000)
TURNS = 40
TAMBON, OF_TAMBON = "141601", 1_000
LOOKS = {
    "page": "/map",
    "country": "/map/spots?bbox=97,5,106,21&zoom=6",
    "province": "/map/spots?bbox=99.9,14,101.2,15.2&zoom=9",
    "street": "/map/spots?bbox=100.57,14.65,100.58,14.66&zoom=16",
}
FIRST_VIEW = (
    "/map", "/assets/leaflet/leaflet.css", "/assets/leaflet/leaflet.js", "/static/style.css",
    "/static/map.js", "/static/icon.svg", LOOKS["country"],
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser("bench.map")
    parser.add_argument("--pins", type=int, default=SIZES[1])
    options = parser.parse_args()
    sizes = (SIZES[0], options.pins)
    found = {name: measured(name, sizes) for name in ("SQLite", "PostgreSQL")}
    for name, figures in found.items():
        sys.stdout.write(f"{name}: {json.dumps(figures, indent=1)}\n")
    RESULTS.write_text(json.dumps({"machine": "2 cores", **found}, indent=1) + "\n")


def measured(name: str, sizes: tuple[int, ...]) -> dict[str, Any]:
    with databases(name, len(sizes)) as urls:
        houses = [house(url, size) for url, size in zip(urls, sizes, strict=True)]
        webs = [each.web().test_client() for each in houses]
        taken: dict[tuple[str, int], list[float]] = {}
        looks = {**LOOKS, "tambon": f"/map.geojson?area={TAMBON}"}
        for turn in range(TURNS + 3):
            for what, path in looks.items():
                for size, web in zip(sizes, webs, strict=True):
                    began = time.perf_counter()
                    answer = web.get(path)
                    seconds = time.perf_counter() - began
                    assert answer.status_code == 200, path
                    if turn >= 3:
                        taken.setdefault((what, size), []).append(seconds * 1000)
        figures: dict[str, Any] = {
            what: {str(size): spread(taken[what, size]) for size in sizes} for what in looks
        }
        for what in looks:
            few, many = (figures[what][str(size)]["median"] for size in sizes)
            figures[what]["times"] = round(many / few, 2)
        figures["first_view_bytes"] = sum(len(webs[-1].get(path).data) for path in FIRST_VIEW)
        for each in houses:
            each.store.close()
        return figures


def spread(found: list[float]) -> dict[str, float]:
    ordered = sorted(found)
    return {
        "median": round(statistics.median(ordered), 2),
        "p10": round(ordered[len(ordered) // 10], 2),
        "p90": round(ordered[len(ordered) * 9 // 10], 2),
    }


@contextmanager
def databases(name: str, count: int) -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        if name == "SQLite":
            yield [f"sqlite:///{folder}/{n}.db" for n in range(count)]
            return
        import psycopg

        from tests.postgres import Server

        server = Server(durable=True)
        try:
            with psycopg.connect(server.url, autocommit=True) as connection:
                for n in range(count):
                    connection.execute(f"CREATE DATABASE map_{n}")
            yield [server.url.rsplit("/", 1)[0] + f"/map_{n}" for n in range(count)]
        finally:
            server.stop()


def house(url: str, pins: int) -> House:
    """A deployment for the whole country with so many pins; a hundredth of them, and at most 1,000,
    in one tambon."""
    found = House(config.from_env({"DATABASE_URL": url, "DATA_DIR": tempfile.gettempdir()}))
    schema.upgrade(found.store)
    rows = list(some(pins, random.Random(7)))
    with found.store.write() as session:
        codes = sorted({row["village_code"] for row in rows})
        session.execute(insert(Village), [{"code": code} for code in codes])
        for start in range(0, len(rows), 5_000):
            session.execute(insert(Pin), rows[start : start + 5_000])
        session.execute(insert(PinCell), counted(rows))
    return found


def some(pins: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    """On land, around the middles of provinces; the tambon's about its own."""
    near_home = min(OF_TAMBON, max(1, pins // 100))
    for n in range(pins):
        home = n < near_home
        province = "14" if home else chance.choice(list(PROVINCES))
        middle = (14.655, 100.575) if home else PROVINCES[province]
        wide = 0.01 if home else 0.3
        place = middle
        for _ in range(20):
            place = chance.gauss(middle[0], wide), chance.gauss(middle[1], wide)
            if near(*place):
                break
        code = f"{TAMBON}{n % 12 + 1:02d}" if home else f"{province}0101{n % 20 + 1:02d}"
        yield {
            "village_code": code, "category": CATEGORIES[n % 7], "title": f"สถานที่ {n}",
            "lat": round(place[0], 6), "lon": round(place[1], 6), "precision": "exact",
            "pinned_at": datetime(2026, 11, 1, tzinfo=UTC), "public": True,
        }  # fmt: skip


def counted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What `pin_cells.add` comes to, all at once."""
    cells: dict[tuple[int, str, int, int], dict[str, Any]] = {}
    for row in rows:
        for zoom in range(FIRST, LAST + 1):
            x, y = cell(zoom, row["lat"], row["lon"])
            for area in (COUNTRY, row["village_code"][:4]):
                key = zoom, area, x, y
                if key not in cells:
                    names = dict(zip(("zoom", "area", "x", "y"), key, strict=True))
                    cells[key] = {
                        **names,
                        **dict.fromkeys(("lat_sum", "lon_sum", "total", *CATEGORIES), 0),
                    }
                held = cells[key]
                held["lat_sum"] += round(row["lat"] * 10**6)
                held["lon_sum"] += round(row["lon"] * 10**6)
                held["total"] += 1
                held[row["category"]] += 1
    return list(cells.values())


if __name__ == "__main__":
    main()
