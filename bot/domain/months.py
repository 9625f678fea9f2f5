"""Months that are closed: nothing is told into them any more."""

import calendar
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.domain.areas import Village
from bot.errors import Refused

A_MONTH = timedelta(days=30)
MOST_UNCLOSED = 12
"""A village that nobody closed for longer than a year begins anew."""


class MonthClosed(Refused):
    """Params: done_on."""

    key = "month_closed"


def before(day: date) -> date:
    """The first day of the month before the one of this day."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, 1)


def after(month: date, count: int = 1) -> date:
    """The first day of the month so many after this one."""
    years, rest = divmod(month.month - 1 + count, 12)
    return date(month.year + years, rest + 1, 1)


def last_of(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def unclosed(session: Session, village_code: str, last: date) -> list[date]:
    """The months up to `last` that are to be closed, oldest first: `last` itself, and before it
    those since the village's last closed day."""
    village = session.get(Village, village_code)
    found = [last]
    if village is not None and village.closed_through is not None:
        while len(found) < MOST_UNCLOSED and last_of(before(found[0])) > village.closed_through:
            found.insert(0, before(found[0]))
    return found


def close(session: Session, village_code: str, month: date) -> None:
    """Close this month, and with it all before it."""
    village = session.get(Village, village_code)
    if village is None:
        return
    end = last_of(month)
    if village.closed_through is None or village.closed_through < end:
        village.closed_through = end


def is_open(closed_through: date | None, day: date) -> bool:
    return closed_through is None or day > closed_through


def require_open(closed_through: date | None, done_on: date) -> None:
    """Raises MonthClosed for a day of a month that is closed."""
    if not is_open(closed_through, done_on):
        raise MonthClosed(done_on=done_on)
