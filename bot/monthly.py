"""The village's month: what each job of the calendar does in one area.

    1st 00:05 the month before is closed    4th 08:00 candidates    5th 07:00 to 7th 20:00 the vote
    8th 08:00 results                       15th and 25th 18:30 a nudge

Every word to a group is a waiting notice: it rides free when somebody writes there in time, and is
pushed when it can wait no longer. Times are the village's.
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import bonus, elections, groups, months, notices
from bot.domain.elections import Election
from bot.domain.groups import Group
from bot.domain.registry import Household

OPENS, CLOSES = (5, time(7)), (7, time(20))
"""Day of the month and hour: of the vote itself and of the jobs that say so."""

A_MORNING, AN_HOUR = timedelta(hours=4), timedelta(hours=1)
"""How long a morning's card and an evening's reminder wait for a free ride."""


def voting_areas(session: Session) -> list[str]:
    """Villages in which households have joined: each votes for itself."""
    joined = select(Household.village_code).where(Household.status == "active").distinct()
    return list(session.scalars(joined.order_by(Household.village_code)))


def tied_areas(session: Session) -> list[str]:
    """Areas that have a group of their own."""
    tied = select(Group.area_code).where(Group.area_code.is_not(None), Group.left_at.is_(None))
    return [code for code in session.scalars(tied.distinct().order_by(Group.area_code)) if code]


def close_month(session: Session, area: str, due: datetime, now: datetime) -> None:
    """The month before the due day takes no deed any more, and its bonuses are booked."""
    month = months.before(due.date())
    months.close(session, area, month)
    bonus.settle_month(session, area, month, now)


def show_candidates(session: Session, area: str, due: datetime, now: datetime) -> None:
    election = _called(session, area, due)
    if election is not None:
        _tell(session, election, "candidates", now, A_MORNING)


def open_vote(session: Session, area: str, due: datetime, now: datetime) -> None:
    """Say so; should the candidates not have been called, they are now."""
    election = _called(session, area, due)
    if election is not None:
        _tell(session, election, "vote_open", now, A_MORNING)


def remind(session: Session, area: str, due: datetime, now: datetime) -> None:
    election = elections.newest(session, area)
    if election is None or not election.opens_at <= due < election.closes_at:
        return
    for group in groups.tied_around(session, area):
        about = f"{due:%Y-%m-%d}"  # the same words for every village: told once to a wider group
        notices.leave_with(
            session, group, "vote_remind", about, now, AN_HOUR, closes_at=_local(election, due)
        )


def close_vote(session: Session, area: str, now: datetime) -> None:
    election = elections.newest(session, area)
    if election is not None and now >= election.closes_at:
        elections.close(election, now)


def show_results(session: Session, area: str, now: datetime) -> None:
    """Count and tell; a result that stands is not counted again."""
    for election in elections.undecided(session, area, now):
        elections.decide(session, election, now)
        _tell(session, election, "results", now, A_MORNING)


def nudge(session: Session, area: str, due: datetime, now: datetime) -> None:
    """A word to the area's own groups in the middle and towards the end of the month."""
    left = (months.last_of(due.date()) - due.date()).days
    for group in groups.tied_to(session, area):
        about = f"{due:%Y-%m-%d}"
        notices.leave_with(session, group, "nudge", about, now, AN_HOUR, days_left=left)


def _called(session: Session, area: str, due: datetime) -> Election | None:
    day = due.date()
    return elections.call(
        session, area, months.before(day), _moment(day, OPENS, due), _moment(day, CLOSES, due)
    )


def _moment(day: date, when: tuple[int, time], like: datetime) -> datetime:
    return datetime.combine(day.replace(day=when[0]), when[1], like.tzinfo)


def _tell(session: Session, election: Election, kind: str, now: datetime, wait: timedelta) -> None:
    """Leave word with every group around the village; the card is drawn when it goes."""
    same_for_all = kind == "vote_open"  # told once to a wider group
    about = f"{election.month:%Y-%m}" if same_for_all else f"election {election.id}"
    for group in groups.tied_around(session, election.area_code):
        notices.leave_with(session, group, kind, about, now, wait, election=election.id)


def _local(election: Election, like: datetime) -> str:
    return election.closes_at.astimezone(like.tzinfo).isoformat()
