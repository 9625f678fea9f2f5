"""What happens by the clock. APScheduler is a heartbeat; the rows say what is due and not done.

A job with moments of its own is claimed by (job, area, due moment): whoever inserts that row does
it, in the same transaction, so a missed, doubled or killed tick changes nothing. Each area is a
transaction of its own. A job without moments goes by rows that bear their own due times.
When each is due, area by area, stands in `domain/calendar.py` and `domain/settings.py`.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot import monthly, retention, riders, voting, weekly
from bot.db import Base, Store, insert_if_new, store_failed
from bot.domain import closing, meetings, notices, registry, settings, timing
from bot.domain.calendar import CALENDAR, Item
from bot.domain.timing import Timing
from bot.errors import what_and_where
from bot.routing import Rules

QUARTER = timedelta(minutes=15)
A_MINUTE = timedelta(minutes=1)
log = logging.getLogger(__name__)

Said = Mapping[str, dict[str, str]]
"""What areas have decided themselves, by the setting's name and the area."""

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
    """`areas`: where it is done, area by area; none: once, everywhere. `waiting`: of a job without
    moments, the areas whose rows are due."""

    name: str
    act: Callable[[Session, Run], object]
    areas: Callable[[Session], Sequence[str]] | None = None
    waiting: Callable[[Session, datetime], Sequence[str]] | None = None

    @property
    def item(self) -> Item:
        return CALENDAR[self.name]

    @property
    def has_moments(self) -> bool:
        """Else it is asked every minute."""
        return self.item.when is not None

    @property
    def usual(self) -> Timing:
        """When it is due where nobody has said otherwise."""
        return timing.parse(self.item.when or timing.OFF)

    def next_due(self, now: datetime) -> datetime | None:
        """Its first moment after `now`; None if it is switched off."""
        if not self.has_moments:
            return now.replace(second=0, microsecond=0) + A_MINUTE
        return self.usual.next(now)


def _wherever(
    there_is_any: Callable[[Session, datetime], bool],
) -> Callable[[Session, datetime], Sequence[str]]:
    """Of a job done everywhere at once: a tick that finds nothing takes no writer's place."""
    return lambda session, now: (EVERYWHERE,) if there_is_any(session, now) else ()


JOBS = (
    Job("month-close", lambda s, run: monthly.close_month(s, run.area, run.due, run.now),
        registry.inhabited),
    Job("candidates", lambda s, run: voting.show_candidates(s, run.area, run.due, run.now),
        voting.areas),
    Job("vote-open", lambda s, run: voting.open_vote(s, run.area, run.due, run.now), voting.areas),
    Job("vote-remind", lambda s, run: voting.remind(s, run.area, run.due, run.now), voting.areas),
    Job("vote-close", lambda s, run: voting.close_vote(s, run.area, run.now),
        voting.with_open_vote),
    Job("results", lambda s, run: voting.show_results(s, run.area, run.now),
        voting.with_open_vote),
    Job("vote-times", lambda s, run: voting.see_to(s, run.area, run.now),
        waiting=closing.areas_due),
    Job("tambon-vote", lambda s, run: voting.open_wider(s, run.area, run.due, run.now),
        voting.wider("tambon")),
    Job("district-vote", lambda s, run: voting.open_wider(s, run.area, run.due, run.now),
        voting.wider("district")),
    Job("nudge", lambda s, run: monthly.nudge(s, run.area, run.due, run.now), monthly.tied_areas),
    Job("holy-day", lambda s, run: monthly.holy_day(s, run.area, run.due, run.now),
        monthly.tied_areas),
    Job("meetings", lambda s, run: meetings.remind(s, run.now),
        waiting=_wherever(meetings.any_near)),
    Job("digest", lambda s, run: weekly.digest(s, run.area, run.due, run.now),
        weekly.looked_after),
    Job("retention", lambda s, run: retention.purge(s, run.now, run.rules.secret)),
    Job("quota", lambda s, run: weekly.ask_line(s, run.now, run.wall)),
    Job("deliver-due", lambda s, run: riders.push_due(s, run.rules.links, run.now, run.wall),
        waiting=_wherever(notices.any_due)),
)  # fmt: skip


def moments(start: datetime, end: datetime, step: timedelta = QUARTER) -> list[datetime]:
    """When there is something to do after `start` until `end`: each job's usual moments, and every
    `step` for what is due by its rows or at an area's own time. For those who let time go by
    quickly."""
    found = {start + step * n for n in range(1, 1 + (end - start) // step)}
    for job in JOBS:
        found.update(job.usual.between(start, end))
    return sorted({*found, end})


def run_due(store: Store, now: datetime, wall: datetime, rules: Rules) -> list[str]:
    """Do every job that is due at `now`, the village's time. Returns the names of those done."""
    with store.read() as session:
        said = settings.everything(session)
    return [job.name for job in JOBS if run(store, job, now, wall, rules, said)]


def run(
    store: Store, job: Job, now: datetime, wall: datetime, rules: Rules, said: Said | None = None
) -> int:
    """Do one job wherever and whenever it was due and is not yet done, the oldest first. Returns
    how often it was done; a run with nothing due uses up nothing. `said`: what areas have decided,
    if that has been read."""
    done = 0
    for area, due in _to_do(store, job, now, said):
        try:
            with store.write() as session:
                if not job.has_moments or _claim(session, job.name, area, due, now):
                    job.act(session, Run(area, due, now, wall, rules))
                    done += 1
        except Exception as error:
            if store_failed(error):
                raise
            # A bug in one area costs the others nothing, and the next tick tries again.
            log.error("job %s %s failed: %s", job.name, area, what_and_where(error))
    return done


def _to_do(store: Store, job: Job, now: datetime, said: Said | None) -> list[tuple[str, datetime]]:
    """Where and when it is still to be done, by a look that takes no writer's place: a tick comes
    every minute, and most have nothing to do."""
    if not job.has_moments:
        minute = now.replace(second=0, microsecond=0)
        if job.waiting is None:
            return [(EVERYWHERE, minute)]
        with store.read() as session:
            return [(area, minute) for area in job.waiting(session, now)]
    since = now - job.item.lasts
    if said is not None and job.name not in said and not job.usual.between(since, now):
        return []
    with store.read() as session:
        own = settings.said(session, job.name) if said is None else said.get(job.name, {})
        areas = (EVERYWHERE,) if job.areas is None else job.areas(session)
        claims = select(JobRun.area_code, JobRun.due).where(JobRun.job == job.name)
        claimed = {(area, due) for area, due in session.execute(claims.where(JobRun.due > since))}
    due_in = _due_in(own, job, since, now)
    found = [(area, due) for area in areas for due in due_in(area) if (area, due) not in claimed]
    return sorted(found, key=lambda each: each[1])


def _due_in(
    said: dict[str, str], job: Job, since: datetime, now: datetime
) -> Callable[[str], list[datetime]]:
    """Its moments from one time to another, as each area has them."""
    known: dict[str, list[datetime]] = {}

    def due_in(area: str) -> list[datetime]:
        usual = job.item.when or timing.OFF
        when = settings.heard(said, area, job.name) if job.item.by_area else usual
        if when not in known:
            known[when] = _timing(when, job, area).between(since, now)
        return known[when]

    return due_in


def _timing(when: str, job: Job, area: str) -> Timing:
    """A calendar that somebody wrote past `settings.put`, and wrongly, stops no clock."""
    try:
        return timing.parse(when)
    except timing.BadTiming as error:
        log.error("job %s %s goes by its usual time: %s", job.name, area, error)
        return job.usual


def upcoming(store: Store, job: Job, now: datetime) -> Iterator[tuple[datetime | None, str]]:
    """When it is next due: usually (area ""), and in each area that has its own time."""
    yield job.next_due(now), EVERYWHERE
    if job.has_moments:
        try:
            with store.read() as session:
                said = settings.said(session, job.name)
        except SQLAlchemyError:  # a store that is not made yet: nobody has said anything
            said = {}
        for area, when in sorted(said.items()):
            yield _timing(when, job, area).next(now), area


def named(name: str) -> Job | None:
    return next((job for job in JOBS if job.name == name), None)


def _claim(session: Session, name: str, area: str, due: datetime, now: datetime) -> bool:
    claim = insert_if_new(session.get_bind().dialect.name, JobRun)
    row = claim.values(job=name, area_code=area, due=due, at=now).returning(JobRun.job)
    return session.execute(row).first() is not None
