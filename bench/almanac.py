"""What the calendar should have brought, worked out day by day: not by `bot/jobs.py`, and not by
`bot/domain/timing.py`. Of the bot only the days of the moon are taken.

    5 07:00 · 5-7 18:30 · 15,25 18:30 · last 18:30 · fri 17:00 · daily 03:00 · eve 17:30 · off
"""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import CALENDAR
from bot.thai.holidays import is_holy

ZONE = ZoneInfo("Asia/Bangkok")
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def text_of(job: str, area: str, said: Mapping[tuple[str, str], str]) -> str:
    """The calendar of a job in an area: the narrowest area that has said something is heard."""
    for length in range(len(area), 0, -1):
        if (area[:length], job) in said:
            return said[area[:length], job]
    return CALENDAR[job].when or "off"


def moments(text: str, after: datetime, until: datetime) -> list[datetime]:
    """Every moment of this calendar later than `after` and not later than `until`."""
    if text == "off":
        return []
    days, hour = text.split(" ")
    clock = time.fromisoformat(hour)
    found = [datetime.combine(day, clock, ZONE) for day in _days(after, until) if _is(day, days)]
    return [moment for moment in found if after < moment <= until]


def expected(
    areas: Mapping[str, Sequence[str]],
    said: Mapping[tuple[str, str], str],
    after: datetime,
    until: datetime,
) -> set[tuple[str, str, datetime]]:
    """(job, area, moment) of all that should have been done; `areas`: where each job is done."""
    return {
        (job, area, moment)
        for job, where in areas.items()
        for area in where
        for moment in moments(text_of(job, area, said), after, until)
    }


def _days(after: datetime, until: datetime) -> Iterator[date]:
    day = after.astimezone(ZONE).date()
    while day <= until.astimezone(ZONE).date():
        yield day
        day += timedelta(days=1)


def _is(day: date, days: str) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    if days in ("daily", "last", "eve"):
        return {
            "daily": True, "last": day.day == length, "eve": is_holy(day + timedelta(days=1)),
        }[days]  # fmt: skip
    for part in days.split(","):
        if part in WEEK:
            if day.weekday() == WEEK.index(part):
                return True
            continue
        first, _, last = part.partition("-")
        # a day that a month lacks is its last
        if any(min(n, length) == day.day for n in range(int(first), int(last or first) + 1)):
            return True
    return False
