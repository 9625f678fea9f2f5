"""A clock process like `khwamdee clock`, whose village's time another process moves on.

It ticks without pause: reads the time that all clocks share, does what `bot.jobs` says is due at
it, and says that it is through. It can be killed at any point of this.
"""

import logging
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, MetaData, String, Table
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import jobs, models
from bot.bootstrap import House
from bot.config import from_env
from bot.jobs import Job, Run

BREATH = 0.001
NOBODY = float("inf")

ACTED = Table(
    "storm_acts", MetaData(), Column("job", String), Column("area", String), Column("due", String)
)
"""Each time that a job was done; due by the village's clock."""

__all__ = ["ACTED", "Hands", "models", "nursery", "settings", "tick"]


@dataclass(frozen=True)
class Hands:
    """Shared by all processes; seconds since 1970, of the village. `began` and `done`: the time of
    each clock's last look, when it began and when it was through."""

    now: Any
    began: Any
    done: Any


def settings(folder: Path, url: str) -> Any:
    return from_env(
        {"DATA_DIR": str(folder), "DATABASE_URL": url, "SECRET_KEY": "a secret that is long enough",
         "HOME_AREA": "141601"}
    )  # fmt: skip


def nursery(folder: Path, url: str, hands: Hands, wanted: Any) -> None:
    """Has everything loaded and looked once, so that a clock is at work milliseconds after it is
    asked for: for each number that comes through the pipe one is born, and its id goes back."""
    logging.basicConfig(filename=folder / "clocks.log", level=logging.WARNING)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the killed need nobody to bury them
    jobs.JOBS = tuple(replace(job, act=_noting(job)) for job in jobs.JOBS)
    house = House(settings(folder, url))
    _look(house, hands.now.value)
    house.store.close()
    while True:
        try:
            slot = wanted.recv()
        except EOFError:
            return
        born = os.fork()
        if not born:
            tick(house, hands, slot, os.getppid())
        wanted.send(born)


def tick(house: House, hands: Hands, slot: int, parent: int) -> None:
    """Until killed, or left alone. What goes wrong is logged to a file, a line each."""
    try:
        while os.getppid() == parent:
            at = hands.now.value
            hands.began[slot] = at
            if _look(house, at):
                hands.done[slot] = at
            time.sleep(BREATH)
    finally:
        os._exit(0)


def _noting(job: Job) -> Callable[[Session, Run], object]:
    """Does the job and notes in the same transaction that it was done: most jobs do no harm when
    they are done twice, so that it would not be seen."""

    def act(session: Session, run: Run) -> None:
        job.act(session, run)
        if job.has_moments:
            noted = {"job": job.name, "area": run.area, "due": f"{run.due:%Y-%m-%d %H:%M}"}
            session.execute(ACTED.insert().values(noted))

    return act


def _look(house: House, at: float) -> bool:
    """As `bot.processes` does each minute."""
    wall = datetime.fromtimestamp(at, UTC)
    try:
        jobs.run_due(house.store, wall.astimezone(house.settings.zone), wall, house.rules)
    except SQLAlchemyError as error:
        logging.warning("the store does not answer: %s", type(error).__name__)
        return False
    return True
