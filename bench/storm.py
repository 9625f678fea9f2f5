"""Three clocks on one database, killed at random while months go by: is anything missed or doubled?

The clocks are processes of their own (`fast_clock`), killed with SIGKILL every few hundred
milliseconds, one at a time, and started again. The village's time is the same for all three and
moves on as fast as they can follow: in steps of twenty minutes through the hour after each moment
of the calendar and each own time of a vote, else straight to the next one. A step is taken once
some clock has had a whole look at the present time and none is still at an earlier one: every
moment is seen while it is worth doing (`lasts`; a nudge an hour), so whatever is missing at the end
was missed.

Where it goes and how people live there is `storm_place`; at the end, and once in 300 days, all is
worked out again by `storm_audit`.
"""

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bench import almanac, fast_clock, storm_audit, storm_place
from bench.almanac import ZONE
from bench.fast_clock import ACTED, NOBODY, Hands
from bench.storm_place import BEGINS, OWN, STEP, WHERE, Life
from bot import schema
from bot.db import Store
from bot.domain import elections
from bot.domain.elections import Election

CLOCKS = 3
KILL_AFTER = (0.1, 0.5)
HOUR = timedelta(hours=1)
AUDIT = timedelta(days=300)
"""Notices are kept for 400 days."""


def both(seconds: float) -> dict[str, Any]:
    """On SQLite and on PostgreSQL."""
    from tests.postgres import Server

    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": storm(Path(folder), f"sqlite:///{folder}/storm.db", seconds)}
    server = Server()
    try:
        with tempfile.TemporaryDirectory() as folder:
            found["PostgreSQL"] = storm(Path(folder), server.url, seconds)
    finally:
        server.stop()
    for name, told in found.items():
        sys.stdout.write(f"{name}: " + ", ".join(f"{k} {v}" for k, v in told.items()) + "\n")
    return found


@dataclass
class Weather:
    """One storm: its clocks, the time, and what was found."""

    folder: Path
    url: str
    store: Store
    hands: Hands
    context: Any
    chance: random.Random
    life: Life
    wanted: Any = None
    """Where clocks are asked for."""
    clocks: list[int] = field(default_factory=list)
    """Their process ids."""
    found: Counter[str] = field(default_factory=Counter)
    kill_at: float = 0.0

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.hands.now.value, ZONE)


def storm(
    folder: Path, url: str, seconds: float, *, days: int = 0, seed: int = 1
) -> dict[str, Any]:
    """For so many seconds, and at least so many days of the village. What was found: `missed`,
    `doubled` and `wrong` should be 0."""
    store = Store(fast_clock.settings(folder, url).database_url)
    schema.upgrade(store)
    storm_place.found(store)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.fast_clock"])
    begins = BEGINS.timestamp()
    hands = Hands(
        context.Value("d", begins, lock=False), context.Array("d", [NOBODY] * CLOCKS, lock=False),
        context.Array("d", [0.0] * CLOCKS, lock=False),
    )  # fmt: skip
    chance, life = random.Random(seed), Life(random.Random(seed))
    weather = Weather(folder, url, store, hands, context, chance, life)
    started = time.monotonic()
    with _clocks(weather):
        audited, last = BEGINS, BEGINS + timedelta(days=days)
        while time.monotonic() < started + seconds or weather.now < last:
            _step(weather)
            if weather.now - audited > AUDIT:
                audited = _audit(weather, audited)
        _follow(weather)
    _audit(weather, audited)
    took = time.monotonic() - started
    log = folder / "clocks.log"
    logged = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    with store.connect() as connection:
        ACTED.drop(connection)
    store.close()
    return {
        "seconds": round(took, 1), "days": (weather.now - BEGINS).days,
        **{name: weather.found[name] for name in _COUNTED},
        "errors_logged": len(logged), "first_errors": logged[:3],
    }  # fmt: skip


_COUNTED = (
    "kills", "moments", "notices", "elections", "extended", "wider", "awaited", "months", "bonuses",
    "missed", "doubled", "wrong",
)  # fmt: skip


# The clocks, and time


@contextmanager
def _clocks(weather: Weather) -> Iterator[None]:
    weather.wanted, there = weather.context.Pipe()
    where = (weather.folder, weather.url, weather.hands, there)
    nursery = weather.context.Process(target=fast_clock.nursery, args=where, daemon=True)
    nursery.start()
    there.close()
    try:
        weather.clocks = [_start(weather, slot) for slot in range(CLOCKS)]
        yield
    finally:
        for clock in weather.clocks:
            os.kill(clock, signal.SIGKILL)
        weather.wanted.close()
        nursery.join(10)
        nursery.close()


def _start(weather: Weather, slot: int) -> int:
    weather.wanted.send(slot)
    return int(weather.wanted.recv())


def _step(weather: Weather) -> None:
    """Somebody lives there; then time goes on by one step."""
    _follow(weather)
    now = weather.now
    storm_place.live(weather.store, weather.life, now)
    usual = {m for text in _texts() for m in almanac.moments(text, now - HOUR, now + HOUR * 12)}
    moments = usual | _own_times(weather)
    next_one = min({now + HOUR * 12, *(m for m in moments if m > now)})
    lately = any(now - HOUR < m <= now for m in moments)
    late = STEP * weather.chance.random()
    following = min(now + STEP, next_one + late) if lately else next_one + late
    weather.hands.now.value = following.timestamp()


def _texts() -> set[str]:
    """Every calendar that is in use."""
    return {almanac.text_of(job, area, OWN) for job, where in WHERE.items() for area in where}


def _own_times(weather: Weather) -> set[datetime]:
    """When votes end that do not go by the calendar."""
    with weather.store.read() as session:
        own = select(Election.closes_at, Election.results_at)
        rows = session.execute(own.where(elections.IS_OPEN, Election.own_times)).all()
    return {at.astimezone(ZONE) for row in rows for at in row if at}


def _follow(weather: Weather) -> None:
    """Until a clock has had a whole look at the present time, and none is at an earlier one. On the
    way, somebody is killed now and then."""
    hands, now = weather.hands, weather.hands.now.value
    while True:
        if time.monotonic() > weather.kill_at:
            _kill_one(weather)
        if now in hands.done[:] and min(hands.began[:]) >= now:
            return
        time.sleep(0.0005)


def _kill_one(weather: Weather) -> None:
    if weather.kill_at:
        slot = weather.chance.randrange(CLOCKS)
        os.kill(weather.clocks[slot], signal.SIGKILL)
        while _lives(weather.clocks[slot]):
            time.sleep(0.0005)
        weather.hands.began[slot] = NOBODY
        weather.clocks[slot] = _start(weather, slot)
        weather.found["kills"] += 1
    weather.kill_at = time.monotonic() + weather.chance.uniform(*KILL_AFTER)


def _lives(clock: int) -> bool:
    try:
        os.kill(clock, 0)
    except ProcessLookupError:
        return False
    return True


def _audit(weather: Weather, after: datetime) -> datetime:
    """Everything between then and now, worked out again."""
    with weather.store.read() as session:
        storm_audit.audit(session, weather.found, weather.life, after, weather.now)
    return weather.now
