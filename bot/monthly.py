"""The village's month: what each job of the calendar does in one area.

    1st 00:05 the month before is closed    4th 08:00 candidates    5th 07:00 to 7th 20:00 the vote
    8th 08:00 results                       15th and 25th 18:30 a nudge

These are the defaults; an area may have its own (`domain/calendar.py`). Every word is a waiting
notice: it rides free when somebody writes there in time, and is pushed when it can wait no longer.
Times are the village's.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import audience, bonus, elections, groups, months, notices, settings
from bot.domain.elections import Election
from bot.domain.groups import Group
from bot.domain.notice_kinds import KINDS
from bot.domain.registry import Household
from bot.thai.holidays import next_holy

BEFORE_CLOSING = timedelta(minutes=30)
"""A reminder that comes later is too late."""

SOON = timedelta(days=4)
"""A วันพระ that is worth a word."""


def voting_areas(session: Session) -> list[str]:
    """Villages in which households have joined: each votes for itself."""
    joined = select(Household.village_code).where(Household.status == "active").distinct()
    return list(session.scalars(joined.order_by(Household.village_code)))


def tied_areas(session: Session) -> list[str]:
    """Areas that have a group of their own."""
    tied = select(Group.area_code).where(Group.area_code.is_not(None), Group.left_at.is_(None))
    return [code for code in session.scalars(tied.distinct().order_by(Group.area_code)) if code]


def close_month(session: Session, area: str, due: datetime, now: datetime) -> None:
    """The month before the due day takes no deed any more, and its bonuses are booked; so are those
    of months before it that nobody closed, should the clock have stood."""
    last = months.before(due.date())
    for month in months.unclosed(session, area, last):
        months.close(session, area, month)
        bonus.settle_month(session, area, month, now)


def show_candidates(session: Session, area: str, due: datetime, now: datetime) -> None:
    election = _called(session, area, due)
    if election is not None:
        _tell(session, election, "candidates", now)


def open_vote(session: Session, area: str, due: datetime, now: datetime) -> None:
    """Say so; should the candidates not have been called, they are now."""
    election = _called(session, area, due)
    if election is not None and now < election.closes_at:
        _tell(session, election, "vote_open", now)


def remind(session: Session, area: str, due: datetime, now: datetime) -> None:
    election = elections.newest(session, area)
    if election is None or not election.opens_at <= due < election.closes_at:
        return
    closes = election.closes_at.astimezone(due.tzinfo)
    latest = min(now + KINDS["vote_remind"].waits, closes - BEFORE_CLOSING)
    for group in groups.tied_around(session, area):
        # the same words for every village: told once to a wider group
        notices.leave(
            session, group, "vote_remind", now, about=f"{due:%Y-%m-%d}", latest=latest,
            expires=closes, closes_at=closes.isoformat(),
        )  # fmt: skip


def close_vote(session: Session, area: str, now: datetime) -> None:
    election = elections.newest(session, area)
    if election is not None and now >= election.closes_at:
        elections.close(election, now)


def show_results(session: Session, area: str, now: datetime) -> None:
    """Count and tell; a result that stands is not counted again."""
    for election in elections.undecided(session, area, now):
        elections.decide(session, election, now)
        _tell(session, election, "results", now)


def nudge(session: Session, area: str, due: datetime, now: datetime) -> None:
    """A word to the area's own groups in the middle and towards the end of the month."""
    today = due.date()
    end = months.last_of(today)
    holy = next_holy(today)
    said: dict[str, Any] = {}
    if (
        holy is not None
        and holy - today <= SOON
        and settings.of(session, area, "holy-day") != "off"
    ):
        said["holy"] = holy.isoformat()
    last = datetime.combine(end + timedelta(days=1), datetime.min.time(), due.tzinfo)
    over = min(last, now + KINDS["nudge"].lasts)  # “half the month” is no word for its end
    for group in groups.tied_to(session, area):
        notices.leave(session, group, "nudge", now, about=f"{today}", expires=over, **said)


def holy_day(session: Session, area: str, due: datetime, now: datetime) -> None:
    """The evening before a วันพระ, where the area wants it said."""
    holy = due.date() + timedelta(days=1)
    midnight = datetime.combine(holy, datetime.min.time(), due.tzinfo)  # then it is no more พรุ่งนี้
    for group in groups.tied_to(session, area):
        notices.leave(
            session, group, "holy_day", now, about=f"{holy}", expires=midnight, day=holy.isoformat()
        )


def _called(session: Session, area: str, due: datetime) -> Election | None:
    """The vote of the due day's month. Where the area opens or closes it never, there is none."""
    opens = settings.in_month(session, area, "vote-open", due.date(), due)
    closes = opens and settings.timing_of(session, area, "vote-close").next(opens)
    if opens is None or closes is None:
        return None
    return elections.call(session, area, months.before(due.date()), opens, closes)


def _tell(session: Session, election: Election, kind: str, now: datetime) -> None:
    """Leave word with every group around the village; the card is drawn when it goes. What is said
    before the vote is worth nothing after it."""
    same_for_all = kind == "vote_open"  # told once to a wider group
    closes = election.closes_at.astimezone(now.tzinfo)
    same = f"{election.month:%Y-%m} until {closes:%d %H:%M}"
    about = same if same_for_all else f"election {election.id}"
    over = None if kind == "results" else closes
    if over is not None and over <= now:
        return
    latest = over and min(now + KINDS[kind].waits, over - BEFORE_CLOSING)
    for to in audience.around(session, election.area_code, houses=kind != "candidates"):
        notices.leave(
            session, to, kind, now, about=about, latest=latest, expires=over, election=election.id
        )
