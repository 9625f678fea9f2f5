"""What happens by the clock. APScheduler is a heartbeat; the rows say what is due and not done.

A job with hours of its own is claimed by (job, area, due moment): whoever inserts that row does it,
in the same transaction, so a missed, doubled or killed tick changes nothing. `deliver-due` has no
hours: its rows bear their own due times.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot import retention, riders
from bot.db import Base, Store, insert_if_new


class JobRun(Base):
    """One claim: done, or being done in the transaction that holds it."""

    __tablename__ = "job_runs"

    job: Mapped[str] = mapped_column(String(30), primary_key=True)
    area_code: Mapped[str] = mapped_column(String(8), primary_key=True)
    due: Mapped[datetime] = mapped_column(primary_key=True)
    at: Mapped[datetime]


@dataclass(frozen=True)
class Job:
    """`at`: daily at this hour in the village's time; None: every minute, by its rows."""

    name: str
    at: time | None
    act: Callable[[Session, datetime, str], object]

    def last_due(self, now: datetime) -> datetime:
        if self.at is None:
            return now.replace(second=0, microsecond=0)
        today = datetime.combine(now.date(), self.at, now.tzinfo)
        return today if today <= now else today - timedelta(days=1)

    def next_due(self, now: datetime) -> datetime:
        return self.last_due(now) + (timedelta(minutes=1) if self.at is None else timedelta(days=1))


JOBS = (
    Job("retention", time(3, 0), retention.purge),
    Job("deliver-due", None, lambda session, now, _: riders.push_due(session, now)),
)
EVERYWHERE = ""
"""The area of a job that is not done area by area."""


def run_due(store: Store, now: datetime, secret: str) -> list[str]:
    """Do every job that is due at `now`, the village's time. Returns the names of those done."""
    return [job.name for job in JOBS if run(store, job, now, secret)]


def run(store: Store, job: Job, now: datetime, secret: str) -> bool:
    """Do one job if it is due and not yet done; a run with nothing due uses up nothing."""
    with store.write() as session:
        if job.at is not None and not _claim(session, job.name, job.last_due(now), now):
            return False
        job.act(session, now, secret)
        return True


def named(name: str) -> Job | None:
    return next((job for job in JOBS if job.name == name), None)


def _claim(session: Session, name: str, due: datetime, now: datetime) -> bool:
    claim = insert_if_new(session.get_bind().dialect.name, JobRun)
    row = claim.values(job=name, area_code=EVERYWHERE, due=due, at=now).returning(JobRun.job)
    return session.execute(row).first() is not None
