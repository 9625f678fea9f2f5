"""Which day a sentence speaks of: เมื่อวาน · ศุกร์ก่อน · 23 พ.ย. 69 · 23/11/2569 · 3 วันก่อน.

Years are Buddhist unless they cannot be; two digits are Buddhist too (69 = 2569 = 2026).
A weekday alone is its latest, today included; with ที่แล้ว, ที่ผ่านมา or ก่อน, its latest before today.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from bot.thai import holidays, tables
from bot.thai.numbers import read_number
from bot.thai.other_numbers import NUMBER_WORD, Span

_BUDDHIST = 543
_PAST = r"(?:ที่แล้ว|ที่ผ่านมา|ที่พึ่งผ่าน|แล้ว|ก่อน|กลาย)"
_COMING = r"(?:หน้า|นี้|ที่จะถึง|ที่จะมา|ที่จะถึงนี้)"
_COUNT = rf"(?:(?<!\d)(?P<count>\d+)|(?P<said>{NUMBER_WORD}))"

# A month that is compared with, or whose books are done, is not when it was done.
_COMPARED = ("จาก", "กว่า", "ของ", "กับ", "เท่า", "ครัวเรือน", "บัญชี", "บิล", "ค่าไฟ", "ค่าน้ำ", "รายจ่าย")
# Before the day, after it, or for its feast.
_NOT_THE_DAY = (
    "ก่อน|หลัง|ช่วง|งาน|กิจกรรม|ใกล้|ต้อนรับ|เตรียม|รับ|ทุก|เนื่องใน|สำหรับ|ฉลอง|ขวัญ|เที่ยว|ส่งความสุข|สวัสดี|สุขสันต์"
)
_MOST_MONTHS = 36
"""ค่าไฟ 412 เดือนก่อน: nobody counts so many months back."""
_FRESH = 14
"""So many days a holiday is spoken of without saying that it is over."""

_DAYS = {"อาทิตย์": 7, "สัปดาห์": 7, "เดือน": 30, "ปี": 365}


class DayRead(NamedTuple):
    """The day of a deed, whether it was said at all, and whether a day to come was named.

    `unclear`: a date was written that no calendar has (29/2/2569), and no other day said.
    """

    done_on: date
    said: bool
    coming: bool
    unclear: bool
    spans: tuple[Span, ...]


class _Found(NamedTuple):
    """`on` is None where no calendar has the day."""

    on: date | None
    span: Span
    roughly: bool = False


def read_day(text: str, today: date) -> DayRead:
    """The day a folded text speaks of; `today`, the day it was sent, if it speaks of none."""
    found: list[_Found] = []
    for reader in _READERS:
        for one in reader(text, today):
            if not any(one.span[0] < f.span[1] and f.span[0] < one.span[1] for f in found):
                found.append(one)
    # อาทิตย์ก่อน วันเสาร์: what names the day says more than what names its week.
    found.sort(key=lambda f: (f.roughly, f.span))
    days = [f.on for f in found if f.on is not None]
    past = [day for day in days if day < today]
    coming = any(day > today for day in days)
    done_on = past[0] if past else today
    return DayRead(
        done_on,
        said=bool(past) or today in days,
        coming=coming,
        unclear=bool(found) and not days,
        spans=tuple(sorted(f.span for f in found)),
    )


@cache
def _table(sort: str) -> dict[str, int]:
    return {
        word: int(value)
        for kind, value, words in tables.rows("dates")
        if kind == sort
        for word in words.split()
    }


def _any_of(sort: str) -> str:
    """The words of one sort, longest first. มีค is March only where it ends: มีคน is not."""
    return "|".join(
        re.escape(word) + ("(?![ก-๎])" if len(word) <= 3 and sort == "month" else "")
        for word in sorted(_table(sort), key=len, reverse=True)
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    weekday = f"(?:{_any_of('weekday')})"
    said = _any_of("weekday_said")
    month = f"(?P<month>{_any_of('month')})"
    return {
        "numeric": re.compile(
            r"(?<![\d/.-])(?P<day>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?"
            r"(?P<year>\d{4}|\d{2})(?![\d/])"
        ),
        "numeric_short": re.compile(
            r"(?:วันที่|เมื่อ|ตั้งแต่)\s*(?P<day>\d{1,2})\s?/\s?(?P<month>\d{1,2})(?![\d/])"
        ),
        "named": re.compile(
            rf"(?:วัน)?(?:{weekday})?(?:ที่)?\s*(?<!\d)(?P<day>\d{{1,2}})\s*(?:เดือน)?\s*{month}"
            r"\s*(?:พ\.?ศ\.?\s*|ปี\s*)?(?P<year>25\d\d|20\d\d|(?:6\d|7\d)(?!\d))?"
            r"(?!\s*[ก-๎]*(?:บาท|ต้น))"
        ),
        "month_day": re.compile(
            rf"(?:เมื่อ)?(?:วัน(?:{weekday})?|(?!อาทิ){weekday})ที่\s*(?P<day>\d{{1,2}})(?![\d/.,:])"
            rf"(?P<month_back>\s*(?:{_any_of('month_back')}))?"
        ),
        "weekday": re.compile(
            rf"(?P<every>ทุก)?(?P<lead>เมื่อ|เช้า|เย็น|บ่าย|คืน|มื้อ|ค่ำ)?(?P<day>วัน)?"
            rf"(?P<name>{weekday}|(?<=วัน)(?:{said}))"
            rf"\s?(?P<when>{_PAST}|{_COMING})?(?P<very>เอง)?"
        ),
        "weekend": re.compile(
            rf"(?:วัน|เมื่อ)*เสาร์\s?-?\s?(?:วัน)?อาทิตย์\s?(?P<when>{_PAST}|{_COMING})?"
        ),
        "counted": re.compile(
            rf"{_COUNT}\s*(?:(?P<unit>วัน|มื้อ|อาทิตย์|สัปดาห์|คืน)\s*(?:ก่อน|ที่แล้ว|ที่ผ่านมา|มาแล้ว)"
            r"|(?P<long>เดือน|ปี)\s*(?:ก่อน|ที่แล้ว)(?!\s*\d))"
        ),
        "day": re.compile(f"(?:{_any_of('day')})"),
        "week": re.compile(f"(?:{_any_of('week')})"),
        "month_back": re.compile(
            rf"(?<!{')(?<!'.join(_COMPARED)})(?:{_any_of('month_back')})(?!\s*\d)"
        ),
        "month_end": re.compile(rf"(?:เมื่อ|ตอน|คืน)สิ้นเดือน(?P<when>{_PAST})?|สิ้นเดือน(?P<past>{_PAST})"),
        "vague": re.compile(
            r"(?:เมื่อ)?(?:ต้น|กลาง|ปลาย)เดือน(?:นี้|ก่อน|ที่แล้ว|ที่ผ่านมา)|เมื่อ(?:ต้น|กลาง|ปลาย)เดือน"
            r"|(?<!ทุก)(?<![ก-ฮ])(?:เมื่อ)?(?:วัน|มื้อ)ก่อน(?!ๆ|หน้า|[ก-ฮ]{1,3}(?:มา|ไป))"
        ),
        "holiday": re.compile(
            rf"(?P<other>{_NOT_THE_DAY})?(?P<lead>เมื่อ|ตอน|คืน|เช้า|เย็น)?(?P<name>"
            + "|".join(re.escape(n) for n in sorted(holidays.names(), key=len, reverse=True))
            + rf")(?P<when>\s?{_PAST})?"
        ),
    }


def _written_dates(text: str, today: date) -> Iterator[_Found]:
    for name in ("numeric", "numeric_short", "named"):
        for match in _patterns()[name].finditer(text):
            said = match.groupdict()
            month = said["month"]
            number = int(month) if month.isdigit() else _table("month")[month]
            yield _Found(_date(said.get("year"), number, int(said["day"]), today), match.span())


def _date(year: str | None, month: int, day: int, today: date) -> date | None:
    try:
        if year is not None:
            return date(_common_year(int(year)), month, day)
        this_year = date(today.year, month, day)
        # ส่ง 3 ม.ค. ว่าทำ 30 ธ.ค.: the year just gone. A little ahead is a plan.
        return this_year if (this_year - today).days < 180 else date(today.year - 1, month, day)
    except ValueError:
        return None


def _common_year(year: int) -> int:
    if year < 100:
        year += 2500
    return year - _BUDDHIST if year > 2400 else year


def _month_days(text: str, today: date) -> Iterator[_Found]:
    """วันที่ 5 is the latest 5th."""
    for match in _patterns()["month_day"].finditer(text):
        number = int(match["day"])
        for months_back in range(1 if match["month_back"] else 0, 4):
            first = _months_before(today.replace(day=1), months_back)
            try:
                day = first.replace(day=number)
            except ValueError:
                continue
            if day <= today:
                yield _Found(day, match.span())
                break


def _weekends(text: str, today: date) -> Iterator[_Found]:
    """เสาร์อาทิตย์ is told when it is over: its Sunday."""
    for match in _patterns()["weekend"].finditer(text):
        if match["when"] is None or re.fullmatch(_PAST, match["when"]):
            yield _Found(_back(today, (today.weekday() - 6) % 7 or 7), match.span())


def _weekdays(text: str, today: date) -> Iterator[_Found]:
    for match in _patterns()["weekday"].finditer(text):
        if match["every"] or not (match["when"] or match["lead"] or match["day"]):
            continue
        number = (_table("weekday") | _table("weekday_said"))[match["name"]]
        back = (today.weekday() - number) % 7
        when = match["when"] or ""
        if re.fullmatch(_COMING, when) and not _is_over(match, when):
            yield _Found(_back(today, -((7 - back) % 7 or 7)), match.span())
        elif number != 6 or match["day"]:
            # อาทิตย์ alone is also "week": อาทิตย์ที่แล้ว is read by _words.
            before_today = when and not _is_over(match, when)
            yield _Found(_back(today, (back or 7) if before_today else back), match.span())


def _is_over(match: re.Match[str], when: str) -> bool:
    """เมื่อวันอังคารนี้, เสาร์นี้เอง: this week's, and over."""
    return when == "นี้" and (match["lead"] == "เมื่อ" or match["very"] is not None)


def _counted_back(text: str, today: date) -> Iterator[_Found]:
    for match in _patterns()["counted"].finditer(text):
        count = int(match["count"][:9]) if match["count"] else read_number(match["said"])
        if count is not None and not (match["long"] == "เดือน" and count > _MOST_MONTHS):
            days = count * _DAYS.get(match["unit"] or match["long"], 1)
            yield _Found(_back(today, days), match.span())


def _words(text: str, today: date) -> Iterator[_Found]:
    for match in _patterns()["day"].finditer(text):
        yield _Found(_back(today, -_table("day")[match[0]]), match.span())
    for match in _patterns()["week"].finditer(text):
        yield _Found(_back(today, 7), match.span(), roughly=True)
    for match in _patterns()["month_back"].finditer(text):
        yield _Found(_months_before(today, 1), match.span(), roughly=True)
    for match in _patterns()["vague"].finditer(text):
        yield _Found(None, match.span(), roughly=True)


def _month_ends(text: str, today: date) -> Iterator[_Found]:
    """เมื่อสิ้นเดือน is the last day of a month: today's if it is that, else of the month before."""
    for match in _patterns()["month_end"].finditer(text):
        over = match["when"] or match["past"]
        is_last = (today.toordinal() < date.max.toordinal()) and _back(today, -1).day == 1
        last = today if is_last and not over else _back(today, today.day)
        yield _Found(last, match.span())


def _holidays(text: str, today: date) -> Iterator[_Found]:
    """วันแม่ while it is fresh; with เมื่อ or ที่ผ่านมา its latest. วันพระ alone is a kind of day."""
    for match in _patterns()["holiday"].finditer(text):
        if match["other"]:
            continue
        over = match["when"] is not None or match["lead"] in {"เมื่อ", "คืน"}
        holy = holidays.names()[match["name"]][0] == holidays.HOLY
        before = over and (holy or match["lead"] == "คืน" or match["when"] is not None)
        day = holidays.latest(match["name"], _back(today, 1) if before else today)
        if day is None or (not over and (holy or not _is_named(match, today, day))):
            continue
        yield _Found(day, match.span())


def _is_named(match: re.Match[str], today: date, day: date) -> bool:
    return match["name"].startswith("วัน") and (today - day).days <= _FRESH


def _back(day: date, days: int) -> date:
    """So many days before; the calendar's own ends if it has no such day."""
    ordinal = day.toordinal() - days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _months_before(day: date, months: int) -> date:
    month = day.month - 1 - months
    year, month = max(day.year + month // 12, 1), month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    return day


_READERS = (
    _written_dates,
    _month_days,
    _month_ends,
    _weekends,
    _weekdays,
    _holidays,
    _counted_back,
    _words,
)


def month_number(name: str) -> int | None:
    """The number of a month by any of its names."""
    return _table("month").get(name)


def called(sort: str) -> dict[str, int]:
    """The words of one sort in the table, each with its number: a weekday's, a month's, days from
    today."""
    return _table(sort)


def spelt(sort: str) -> str:
    """A pattern that is met by any word of one sort."""
    return _any_of(sort)
