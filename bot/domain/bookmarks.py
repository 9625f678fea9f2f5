"""Where a book is open, as a button or an address carries it; odd ones open its first page."""

import re
from datetime import date
from typing import NamedTuple

from bot.domain import months

EARLIEST = date(2017, 1, 1)
"""Nobody kept a passbook of good deeds before 2560 BE."""

_PLACE = re.compile(r"([0-9]{8})-([0-9]{1,18})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


class Place(NamedTuple):
    """Where a line stands among the household's entries."""

    day: date
    id: int

    def __str__(self) -> str:
        return f"{self.day:%Y%m%d}-{self.id}"


def place_of(text: str) -> Place | None:
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    try:
        return Place(date.fromisoformat(found[1]), int(found[2]))
    except ValueError:
        return None


def month_of(text: str, today: date) -> date | None:
    """The first day of the month `2026-10`, unless it is to come or before all books."""
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    try:
        first = date(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None
    return first if EARLIEST <= first <= today else None


def months_back(today: date, oldest: date, most: int) -> list[date]:
    """This month and those before it, as far as `oldest`, newest first."""
    found = [today.replace(day=1)]
    while len(found) < most and found[-1] > oldest:
        found.append(months.before(found[-1]))
    return found
