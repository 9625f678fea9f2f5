"""What happens by the clock. APScheduler is a heartbeat; the rows say what is due and not done.

A job with moments of its own is claimed by (job, area, due moment): whoever inserts that row does
it, in the same transaction, so a missed, doubled or killed tick changes nothing. Each area is a
transaction of its own. `deliver-due` has no moments: its rows bear their own due times.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot import monthly, retention, riders
from bot.db import Base, Store, insert_if_new, store_failed
from bot.errors import what_and_where
from bot.routing import Rules

QUARTER = timedelta(minutes=15)
log = logging.getLogger(__name__)

EVERYWHERE = ""
"""The area of a job that is not done area by area."""


class JobRun(Base):
    """One claim: done, or being done in the transaction that holds it."""

    __tablename__ = "job_runs"

    job: Mapped[str] = mapped_column(String(30), primary_key=True)
    area_code: Mapped[str] = mapped_column(String(8), primary_key=True)
    due: Mapped[datetime] = mapped_column(primary_key=True)
    at: Mapped[datetime]


@dataclass(frozen=True)
class Run:
    """One run of a job in one area. Times are the village's; `wall` is the real clock, by which the
    outbox goes."""

    area: str
    due: datetime
    now: datetime
    wall: datetime
    rules: Rules


@dataclass(frozen=True)
class Job:
    """`days` of the month (none: every day) and the hour; no hour: every minute, by its rows.

    `lasts`: for so long after its moment it is still worth doing, should the clock have stood.
    `areas`: where it is done, area by area; none: once, everywhere.
    """

    name: str
    act: Callable[[Session, Run], object]
    at: time | None = None
    days: tuple[int, ...] = ()
    lasts: timedelta = timedelta(days=1)
    areas: Callable[[Session], Sequence[str]] | None = None

    def last_due(self, now: datetime) -> datetime:
        """Its newest moment that is not later than `now`."""
        if self.at is None:
            return now.replace(second=0, microsecond=0)
        return next(moment for moment in self._moments(now, -1) if moment <= now)

    def next_due(self, now: datetime) -> datetime:
        """Its first moment after `now`."""
        if self.at is None:
            return self.last_due(now) + timedelta(minutes=1)
        return next(moment for moment in self._moments(now, 1) if moment > now)

    def is_due(self, now: datetime) -> bool:
        return now - self.last_due(now) <= self.lasts

    def _moments(self, now: datetime, step: int) -> "list[datetime]":
        """Its moments from the day of `now` on, or back, for two months."""
        at = self.at or time()
        days = (now.date() + timedelta(days=step * n) for n in range(63))
        return [self._on(day, at, now) for day in days if not self.days or day.day in self.days]

    def _on(self, day: date, at: time, now: datetime) -> datetime:
        return datetime.combine(day, at, now.tzinfo)


JOBS = (
    Job("month-close", lambda s, run: monthly.close_month(s, run.area, run.due, run.now),
        time(0, 5), (1,), timedelta(days=27), monthly.voting_areas),
    Job("candidates", lambda s, run: monthly.show_candidates(s, run.area, run.due, run.now),
        time(8, 0), (4,), timedelta(days=3), monthly.voting_areas),
    Job("vote-open", lambda s, run: monthly.open_vote(s, run.area, run.due, run.now),
        monthly.OPENS[1], monthly.OPENS[:1], timedelta(days=2), monthly.voting_areas),
    Job("vote-remind", lambda s, run: monthly.remind(s, run.area, run.due, run.now),
        time(18, 30), (5, 6, 7), timedelta(hours=1), monthly.voting_areas),
    Job("vote-close", lambda s, run: monthly.close_vote(s, run.area, run.now),
        monthly.CLOSES[1], monthly.CLOSES[:1], timedelta(days=20), monthly.voting_areas),
    Job("results", lambda s, run: monthly.show_results(s, run.area, run.now),
        time(8, 0), (8,), timedelta(days=20), monthly.voting_areas),
    Job("nudge", lambda s, run: monthly.nudge(s, run.area, run.due, run.now),
        time(18, 30), (15, 25), timedelta(hours=1), monthly.tied_areas),
    Job("retention", lambda s, run: retention.purge(s, run.now, run.rules.secret), time(3, 0)),
    Job("deliver-due", lambda s, run: riders.push_due(s, run.rules.links, run.now, run.wall)),
)  # fmt: skip


def moments(start: datetime, end: datetime, step: timedelta = QUARTER) -> list[datetime]:
    """When there is something to do after `start` until `end`: each job's own moments, and every
    `step` for what is due by its rows. For those who let time go by quickly."""
    found = {start + step * n for n in range(1, 1 + (end - start) // step)}
    for job in JOBS:
        moment = job.next_due(start)
        while job.at is not None and moment <= end:
            found.add(moment)
            moment = job.next_due(moment)
    return sorted({*found, end})


def run_due(store: Store, now: datetime, wall: datetime, rules: Rules) -> list[str]:
    """Do every job that is due at `now`, the village's time. Returns the names of those done."""
    return [job.name for job in JOBS if run(store, job, now, wall, rules)]


def run(store: Store, job: Job, now: datetime, wall: datetime, rules: Rules) -> int:
    """Do one job where it is due and not yet done. Returns in how many areas it was done; a run
    with nothing due uses up nothing."""
    if not job.is_due(now):
        return 0
    due, done = job.last_due(now), 0
    for area in _areas(store, job, due):
        try:
            with store.write() as session:
                if job.at is None or _claim(session, job.name, area, due, now):
                    job.act(session, Run(area, due, now, wall, rules))
                    done += 1
        except Exception as error:
            if store_failed(error):
                raise
            # A bug in one area costs the others nothing, and the next tick tries again.
            log.error("job %s %s failed: %s", job.name, area, what_and_where(error))
    return done


def _areas(store: Store, job: Job, due: datetime) -> list[str]:
    """Where it is still to be done, by a look that takes no writer's place: a tick comes every
    minute, and most have nothing to do."""
    with store.read() as session:
        areas = (EVERYWHERE,) if job.areas is None else job.areas(session)
        claimed = set(session.scalars(select(JobRun.area_code).filter_by(job=job.name, due=due)))
    return [area for area in areas if area not in claimed]


def named(name: str) -> Job | None:
    return next((job for job in JOBS if job.name == name), None)


def _claim(session: Session, name: str, area: str, due: datetime, now: datetime) -> bool:
    claim = insert_if_new(session.get_bind().dialect.name, JobRun)
    row = claim.values(job=name, area_code=area, due=due, at=now).returning(JobRun.job)
    return session.execute(row).first() is not None
