"""When something of the calendar is due, as an officer writes it: days, then the hour.

    5 07:00 · 5-7 18:30 · 15,25 18:30 · last 18:30     days of the month
    mon 08:00 · daily 03:00                            days of the week, every day
    holy 06:30 · eve 17:30                             วันพระ and the day before
    … not-holy                                         the next day that is no วันพระ
    off                                                never

A day that a month lacks is its last: `31` is 28 February. Hours are the village's.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache

from bot.domain import months
from bot.thai.holidays import is_holy

OFF = "off"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
A_DAY = timedelta(days=1)
LONGEST_GAP = 45
"""Days: no two moments of a calendar that is not off lie farther apart."""

_LINE = re.compile(
    r"(?P<days>\S+) (?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?P<moved> not-holy)?"
)
_RANGE = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")


class BadTiming(ValueError):
    """What was written is no calendar; the text says what one looks like."""


@dataclass(frozen=True)
class Timing:
    """`falls`: whether a day is one of its days; `at`: the hour; `moved`: past holy days."""

    falls: Callable[[date], bool]
    at: time
    moved: bool = False

    def between(self, after: datetime, until: datetime) -> list[datetime]:
        """Its moments later than `after` and not later than `until`, in the zone of `until`."""
        first = after.astimezone(until.tzinfo).date() - (A_DAY * 3 if self.moved else timedelta())
        moments = {
            self._on(day, until.tzinfo) for day in _days(first, until.date()) if self.falls(day)
        }
        return sorted(moment for moment in moments if after < moment <= until)

    def next(self, after: datetime) -> datetime | None:
        """Its first moment later than `after`; None if it never comes."""
        until = after + timedelta(days=LONGEST_GAP)
        return next(iter(self.between(after, until)), None)

    def _on(self, day: date, zone: tzinfo | None) -> datetime:
        while self.moved and is_holy(day):
            day += A_DAY
        return datetime.combine(day, self.at, zone)


@cache
def parse(text: str) -> Timing:
    """The calendar that an officer wrote; raises BadTiming."""
    if text == OFF:
        return Timing(lambda _: False, time())
    found = _LINE.fullmatch(text)
    if found is None:
        raise BadTiming(f"“{text}” is no calendar: write 5-7 18:30, mon 08:00, daily 03:00 or off")
    at = time(int(found["hour"]), int(found["minute"]))
    return Timing(_falls(found["days"]), at, moved=bool(found["moved"]))


def _falls(days: str) -> Callable[[date], bool]:
    if days == "daily":
        return lambda _: True
    if days == "holy":
        return is_holy
    if days == "eve":
        return lambda day: is_holy(day + A_DAY)
    if days == "last":
        return lambda day: day == months.last_of(day)
    parts = days.split(",")
    if set(parts) <= set(WEEKDAYS):
        chosen = {WEEKDAYS.index(part) for part in parts}
        return lambda day: day.weekday() in chosen
    numbers = _numbers(parts)
    return lambda day: (
        day.day in numbers
        or (day == months.last_of(day) and any(number > day.day for number in numbers))
    )


def _numbers(parts: list[str]) -> set[int]:
    """Days of the month out of `5`, `5-7`."""
    numbers: set[int] = set()
    for part in parts:
        found = _RANGE.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last <= 31:
            raise BadTiming(f"“{part}” is no day: write 1 to 31, 5-7, mon, daily, last or holy")
        numbers.update(range(first, last + 1))
    return numbers


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
