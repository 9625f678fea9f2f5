"""The village's month: what each job of the calendar does in one area.

    1st 00:05 the month before is closed    4th 08:00 candidates    5th 07:00 to 7th 20:00 the vote
    8th 08:00 results                       15th and 25th 18:30 a nudge

These are the defaults; an area may have its own (`domain/calendar.py`). Every word is a waiting
notice: it rides free when somebody writes there in time, and is pushed when it can wait no longer.
Times are the village's. What is said of the vote lies in `voting.py`.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import bonus, groups, months, notices, settings
from bot.domain.groups import Group
from bot.domain.notice_kinds import KINDS
from bot.thai.holidays import next_holy

SOON = timedelta(days=4)
"""A วันพระ that is worth a word."""


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
