"""The days that are called by a name: วันแม่ · สงกรานต์ · วันเด็ก · วันวิสาขะ · วันพระ."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from bot.thai import tables

HOLY = "holy"


@cache
def names() -> dict[str, tuple[str, str]]:
    """Every name with the sort of its day and what stands for the day in the table."""
    return {
        name: (sort, value)
        for sort, value, spelt in tables.rows("holidays")
        for name in spelt.split()
    }


def latest(name: str, today: date) -> date | None:
    """The latest day of that name, today included; None where the table does not reach so far."""
    sort, value = names()[name]
    past = [day for day in _days(sort, value, today) if day <= today]
    return max(past, default=None)


def is_holy(day: date) -> bool:
    """Whether it is a วันพระ; never where the table does not reach."""
    return day in _every_holy_day()


def next_holy(day: date) -> date | None:
    """The first วันพระ after this day; None where the table does not reach."""
    return min((holy for holy in _every_holy_day() if holy > day), default=None)


@cache
def _every_holy_day() -> frozenset[date]:
    tabled = next(value for sort, value in names().values() if sort == HOLY)
    return frozenset(_days(HOLY, tabled, date.max))


def _days(sort: str, value: str, today: date) -> Iterator[date]:
    if sort in {"fixed", "nth"}:
        for year in (today.year, today.year - 1):
            if year >= date.min.year:
                yield _in_year(sort, value, year)
        return
    given = [date.fromisoformat(day) for day in value.split(",")]
    yield from _holy_days(given) if sort == HOLY else given


def _in_year(sort: str, value: str, year: int) -> date:
    month, number, *weekday = (int(part) for part in value.split("-"))
    if sort == "fixed":
        return date(year, month, number)
    first = date(year, month, 1)
    return first + timedelta((weekday[0] - first.weekday()) % 7 + 7 * (number - 1))


def _holy_days(full_moons: list[date]) -> Iterator[date]:
    """The eighth day of either half, full moon, and the last day before the next month begins."""
    for full in full_moons:
        yield from (full - timedelta(15), full - timedelta(7), full, full + timedelta(8))
