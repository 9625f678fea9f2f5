"""The development utterances sent as villagers send them, and what then stood in the passbook.

Each line goes through LINE's stand-in, the webhook, the worker and the store, said by a registered
villager of a house of its own, on the day and in the kind of chat the line names. Then the deeds of
that house are read back and judged by the utterances' own scorer. Writes
bench/results/recorded.json.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot import schema
from bot.db import Store
from bot.domain.deed import Deed
from bot.domain.registry import Household
from bot.thai import tables
from simulator.app import Served
from simulator.platform import Platform
from tests.village import Answer, Clock, Village

RESULTS = Path(__file__).parent / "results" / "recorded.json"


def main(folder: Path) -> None:
    lines = list(_lines(folder))
    with tempfile.TemporaryDirectory() as scratch:
        predictions, became = (
            Path(scratch) / "predictions.jsonl",
            defaultdict[str, Counter[str]](Counter),
        )
        with village(Path(scratch)) as place, predictions.open("w", encoding="utf-8") as out:
            for number, line in enumerate(lines, 1):
                found, way = one(place, number, line)
                became[line["id"].partition("-")[0]][way] += 1
                out.write(json.dumps(found, ensure_ascii=False) + "\n")
        scored = subprocess.run(
            [sys.executable, folder / "score.py", "--dir", folder, "--suffix", "_dev",
             "--pred", predictions, "--json", Path(scratch) / "metrics.json"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        metrics = json.loads((Path(scratch) / "metrics.json").read_text())
    figures = {"lines": len(lines), "became": became, "scores": metrics}
    RESULTS.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{json.dumps(became)}\n{scored}")


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    """Deeds, what looks like deeds, and chatter."""
    for name in ("deeds", "traps", "chatter"):
        for line in (folder / f"{name}_dev.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


@contextmanager
def village(scratch: Path, url: str | None = None) -> Iterator[Village]:
    """A tambon with one หมู่, in this database or a SQLite file, and LINE's stand-in."""
    store, clock = Store(url or f"sqlite:///{scratch / 'khwamdee.db'}"), Clock()
    schema.upgrade(store)
    line = Platform(channel_secret="secret", access_token="token", clock=clock.seconds, seed=1)
    line.rate_limits = False
    with Served(line) as served:
        place = Village(str(store.engine.url), store, served, line, clock, scratch)
        place.moo(4)
        yield place
    store.close()


def one(place: Village, number: int, line: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Say one line. What stands in the passbook, in the scorer's labels, and what became of it."""
    place.clock.at = datetime.fromisoformat(line["sent_at"]) - timedelta(hours=1)
    villager = place.villager(f"คน {number}", str(number))
    group = place.group(f"กลุ่ม {number}", villager) if line["context"] == "group" else None
    place.clock.at = datetime.fromisoformat(line["sent_at"])
    answer = villager.says(line["text"], group)
    deeds = recorded(place, str(number))
    if not deeds:
        intent = "spoke" if answer else "chatter"
        return {"id": line["id"], "intent": intent}, _without_deed(answer)
    counted = next((deed for deed in deeds if deed.quantity is not None), deeds[0])
    return {
        "id": line["id"],
        "intent": "deed_report",
        "categories": list(dict.fromkeys(categories()[deed.kind] for deed in deeds)),
        "quantity": float(counted.quantity) if counted.quantity is not None else None,
        "unit": counted.unit,
        "deed_date": deeds[0].done_on.isoformat(),
    }, "recorded"


@cache
def categories() -> dict[str, str]:
    """The category of each item of the default menu."""
    return {code: category for code, category, *_ in tables.rows("menu")}


def _without_deed(answer: Answer) -> str:
    if not answer:
        return "silent"
    return "asked" if answer.labels else "answered"


def recorded(place: Village, house_no: str) -> list[Deed]:
    """The deeds of this house that count."""
    with place.store.read() as session:
        found = select(Deed).join(Household).where(Household.house_no == house_no)
        deeds = list(session.scalars(found.where(Deed.status != "withdrawn").order_by(Deed.part)))
        session.expunge_all()
        return deeds
