"""Which month is asked for: เดือนที่แล้ว · เดือนตุลาคม · ต.ค. 69 · เดือน 10 · 2 เดือนก่อน."""

import re
from datetime import date
from functools import cache

from bot.thai import tables
from bot.thai.numbers import read_number
from bot.thai.other_numbers import NUMBER_WORD

_BACK = re.compile(rf"(?P<count>\d{{1,2}}|{NUMBER_WORD})\s*เดือน\s*(?:ก่อน|ที่แล้ว)")
_NUMBERED = re.compile(r"เดือน(?:ที่)?\s*(?P<month>1[0-2]|[1-9])(?!\d)")
_YEAR = r"(?:\s*(?:ปี|พ\.?\s?ศ\.?)?\s*(?P<year>25\d\d|20\d\d|[5-7]\d)(?!\d))?"
_BUDDHIST = 543


def read_month(text: str, today: date) -> date | None:
    """The first day of the month that a folded text names; None if it names none.

    Without a year it is the latest month of that name, this one included.
    """
    this = today.replace(day=1)
    if found := _BACK.search(text):
        count = read_number(found["count"])
        return _back(this, int(count)) if count is not None and count <= 36 else None
    if any(word in text for word in _words("month_back")):
        return _back(this, 1)
    if found := _named().search(text):
        return _latest(_numbers()[found["month"]], found["year"], this)
    if found := _NUMBERED.search(text):
        return _latest(int(found["month"]), None, this)
    return this if "เดือนนี้" in text else None


def _latest(month: int, year: str | None, this: date) -> date:
    if year is not None:
        return date(_common_year(int(year)), month, 1)
    here = this.replace(month=month)
    return here if here <= this else here.replace(year=this.year - 1)


def _common_year(year: int) -> int:
    if year < 100:
        year += 2500
    return year - _BUDDHIST if year > 2400 else year


def _back(month: date, months: int) -> date:
    passed = month.year * 12 + month.month - 1 - months
    return date(passed // 12, passed % 12 + 1, 1)


@cache
def _numbers() -> dict[str, int]:
    return {
        word: int(value)
        for sort, value, words in tables.rows("dates")
        if sort == "month"
        for word in words.split()
    }


@cache
def _words(wanted: str) -> tuple[str, ...]:
    return tuple(
        word for sort, _, words in tables.rows("dates") if sort == wanted for word in words.split()
    )


@cache
def _named() -> re.Pattern[str]:
    """Longest name first; มีค is March only where it ends."""
    names = "|".join(
        re.escape(word) + ("(?![ก-๎])" if len(word) <= 3 else "")
        for word in sorted(_numbers(), key=len, reverse=True)
    )
    return re.compile(rf"(?P<month>{names}){_YEAR}")
