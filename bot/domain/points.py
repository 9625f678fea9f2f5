"""What a deed is worth: the menu's points under the caps of domain §2b. Pure arithmetic.

A household earns at most 60 แต้ม a day and a person 40; what the committee checks once a month
stands outside both. The menu's own maximum a day, and a week, month, quarter, year or 90 days, is
the household's, shared by all its phones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from bot.domain.menu import Limit, MenuItem
from bot.thai.units import convert_value

HOUSEHOLD_A_DAY = 60
PERSON_A_DAY = 40
AT_ONCE = 5
"""Up to this many points a deed is accepted at once; above, the committee decides."""

MOST = Decimal(10**9)
"""More than this of anything is a slip of the thumb."""

N = TypeVar("N", int, Decimal)

_COUNTED_BY_OCCASION = {"ครั้ง", "เดือน", "สัปดาห์", "เรื่อง", "ครัวเรือน"}


@dataclass(frozen=True)
class Counted:
    """What an earlier deed of the household already used up."""

    kind: str
    units: Decimal
    points: int
    done_on: date
    person: object
    """Whoever did it: equal for the same person, None when nobody was named."""
    monthly: bool = False
    """Checked once a month: outside the caps of a day."""


@dataclass(frozen=True)
class Award:
    """`limited_by`: None, or which cap cut it: item, period, household, person."""

    units: Decimal
    points: int
    limited_by: str | None

    def status(self, kind: MenuItem) -> str:
        """accepted at once, or recorded until the committee decides."""
        return "recorded" if kind.by_committee or self.points > AT_ONCE else "accepted"


def units_of(kind: MenuItem, quantity: Decimal | None, unit: str | None) -> Decimal:
    """The quantity in the menu's unit. What does not convert, or was not said, counts as one."""
    if quantity is None or unit is None or quantity < 0:
        return Decimal(1)
    if kind.unit in _COUNTED_BY_OCCASION:
        return min(quantity, MOST) if unit == kind.unit == "ครั้ง" else Decimal(1)
    value = convert_value(quantity, unit, kind.unit)
    return Decimal(1) if value is None else min(value, MOST)


def is_counted(kind: MenuItem) -> bool:
    """Whether the points depend on how much was done, not only on that it was."""
    return kind.unit not in _COUNTED_BY_OCCASION


def fits(kind: MenuItem, unit: str) -> bool:
    """Whether an amount in this unit says how much of such a deed was done."""
    if kind.unit in _COUNTED_BY_OCCASION:
        return unit == kind.unit
    return convert_value(Decimal(1), unit, kind.unit) is not None


def award(
    kind: MenuItem,
    units: Decimal,
    done_on: date,
    person: object,
    earlier: Iterable[Counted],
    elsewhere: int = 0,
) -> Award:
    """Points for these units, after what the household already earned that day and period.

    `elsewhere`: what the person earned that day in a house they have left.
    """
    earlier = list(earlier)
    same_day = [deed for deed in earlier if deed.done_on == done_on]
    allowed = kind.per_day - _sum_units(deed for deed in same_day if deed.kind == kind.code)
    counted, limited_by = _least(units, allowed, "item")
    if kind.limit:
        start, end = window(kind.limit, done_on)
        used = _sum_units(d for d in earlier if d.kind == kind.code and start <= d.done_on <= end)
        counted, limited_by = _least(counted, kind.limit.times - used, "period", limited_by)
    points = int(counted * kind.points)
    if not kind.monthly:
        daily = [deed for deed in same_day if not deed.monthly]
        room = HOUSEHOLD_A_DAY - sum(deed.points for deed in daily)
        points, limited_by = _least(points, room, "household", limited_by)
        if person is not None:
            room = PERSON_A_DAY - elsewhere
            room -= sum(deed.points for deed in daily if deed.person == person)
            points, limited_by = _least(points, room, "person", limited_by)
    return Award(counted, int(points), limited_by)


def window(limit: Limit, day: date) -> tuple[date, date]:
    """First and last day of the period in which the limit counts."""
    if limit.period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if limit.period == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if limit.period == "quarter":
        first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        return first, (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    if limit.period == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day - timedelta(days=89), day + timedelta(days=89)


def _sum_units(deeds: Iterable[Counted]) -> Decimal:
    return sum((deed.units for deed in deeds), Decimal(0))


def _least(wanted: N, room: N, cap: str, so_far: str | None = None) -> tuple[N, str | None]:
    """As much as there is room for, and the cap's name if it cut."""
    room = max(room, type(wanted)(0))
    return (room, cap) if room < wanted else (wanted, so_far)
