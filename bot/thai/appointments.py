"""When people are to meet: `10 ธ.ค. 19.00 น. ศาลาหมู่ 4` · `พรุ่งนี้ทุ่มนึงที่ศาลา` · `วันศุกร์หน้า บ่ายสอง`.

Days are days to come, where `dates.py` reads days that are over: without a year the next such day,
วันศุกร์ and วันศุกร์นี้ the next Friday, วันศุกร์หน้า next week's. What is no day and no hour stays as it
was said.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from bot.thai.dates import called, spelt
from bot.thai.fold import fold
from bot.thai.hours import find_hours
from bot.thai.numbers import read_number
from bot.thai.other_numbers import NUMBER_WORD, Span

_BUDDHIST = 543
_LONGEST_READ = 1000
_A_WHILE = 180
"""A day without a year that is so many days over is meant of next year."""

_TONIGHT = "คืนนี้|เย็นนี้|ค่ำนี้|หัวค่ำนี้"
_SOON = r"นี้|ที่จะถึงนี้|ที่จะถึง|ที่จะมาถึงนี้|ที่จะมาถึง|ที่จะมา"
# วันศุกร์หน้าศาลา is this Friday, in front of the hall.
_NEXT = r"หน้า(?!ศาลา|วัด|บ้าน|อบต|โรง|ที่|ร้าน|ตลาด|อาคาร|หอ|ห้อง|อำเภอ|เทศบาล|อนามัย|รพ|เสา|สนาม|ลาน|หมู่)"
_NEXT_WEEK = r"(?<!วัน)(?:สัปดาห์|อาทิตย์)หน้า"
# 12/3 behind these is a house, not the twelfth of March.
_A_HOUSE = re.compile(r"(?:บ้าน|เลขที่|ที่|หลัง|ม\.|หมู่)\s*$")
_COURTESY = re.compile(r"\s?(?:(?<!ช)นะ)?(?:ค่ะ|คะ|ครับ|จ้ะ|จ้า)$")
_EDGES = " ,;:-–·/"


class Appointment(NamedTuple):
    """The day and the hour as far as they were said, and all other words: place and topic."""

    on: date | None
    at: time | None
    rest: str


class _Found(NamedTuple):
    """`on` is None where no calendar has the day."""

    on: date | None
    span: Span


def read_appointment(text: str, now: datetime) -> Appointment:
    """What a text says of when to meet; `now` is when it was said. Takes any text and never
    raises."""
    folded = fold(text)
    head, tail = folded[:_LONGEST_READ], folded[_LONGEST_READ:]
    days = _days(head, now.date())
    hours = find_hours(_blanked(head, [found.span for found in days]))
    on = next((found.on for found in days if found.on), None)
    at = hours[0].at if hours else None
    cut = [f.span for f in days if f.on == on or f.on is None]
    cut += [hour.span for hour in hours if hour.at == at]
    if on == now.date() and at is not None and at <= now.time() and _by_weekday(head, days):
        on += timedelta(days=7)  # said on a Friday evening: วันศุกร์ 9 โมง
    return Appointment(on, at, _tidy(_without(head, cut) + tail))


def _days(text: str, today: date) -> list[_Found]:
    """All days that are named, those that say most first."""
    found: list[_Found] = []
    for reader in _READERS:
        for one in reader(text, today):
            if not any(one.span[0] < f.span[1] and f.span[0] < one.span[1] for f in found):
                found.append(one)
    return found


def _by_weekday(text: str, days: list[_Found]) -> bool:
    """Whether the day was named by its weekday alone."""
    said = [text[slice(*found.span)] for found in days]
    return all(_patterns()["weekday"].fullmatch(each.strip()) for each in said)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    weekday, said = f"(?:{spelt('weekday')})", f"(?:{spelt('weekday_said')})"
    month = f"(?P<month>{spelt('month')})"
    year = r"(?:\s*(?:พ\.?ศ\.?|ค\.?ศ\.?|ปี)?\s*(?P<year>25\d\d|20\d\d|[67]\d(?!\d|[.:]\d))(?!\d))?"
    lead = r"(?:ใน)?"
    forms = {
        "numeric": rf"{lead}(?:วันที่\s*)?(?<![\d/.-])(?P<day>\d{{1,2}})\s?(?P<sep>[/.-])"
        r"\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4}|\d{2})(?![\d/])",
        "named": rf"{lead}(?:วัน)?(?:{weekday})?\s*(?:ที่)?\s*(?<!\d)(?P<day>\d{{1,2}})"
        rf"\s*(?:เดือน)?\s*{month}{year}",
        "month_day": rf"{lead}วัน(?:{weekday})?ที่\s*(?P<day>\d{{1,2}})(?![\d/.:])"
        r"(?:\s*(?:ของ)?เดือน(?P<when>นี้|หน้า)|\s*นี้(?![ก-๎]))?",
        "counted": rf"{lead}อีก\s*(?P<count>\d{{1,3}}|{NUMBER_WORD})"
        r"\s*(?P<unit>วัน|อาทิตย์|สัปดาห์)(?:ข้างหน้า)?",
        "relative": f"{lead}(?:{_TONIGHT}|{spelt('day')})",
        "weekday": rf"{lead}(?<!ทุก)(?P<day>วัน)?(?P<name>{weekday}|(?<=วัน){said})"
        rf"(?:\s?(?P<next>{_NEXT}|(?:สัปดาห์|อาทิตย์)หน้า)|\s?(?P<soon>{_SOON}|(?:สัปดาห์|อาทิตย์)นี้))?",
        "month_end": r"(?:ตอน|วัน)?สิ้นเดือน(?P<when>หน้า|นี้)?",
        "short": r"(?:วันที่\s*)?(?<![\d/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/])",
        "next_week": _NEXT_WEEK,
    }
    return {name: re.compile(form) for name, form in forms.items()}


def _written(name: str) -> Callable[[str, date], Iterator[_Found]]:
    def read(text: str, today: date) -> Iterator[_Found]:
        for match in _patterns()[name].finditer(text):
            said = match["month"]
            month = int(said) if said.isdigit() else called("month")[said]
            year = match.groupdict().get("year")
            if name == "short" and (month > 12 or _is_house(text, match)):
                continue
            yield _Found(_on(today, int(match["day"]), month, year), match.span())

    return read


def _is_house(text: str, match: re.Match[str]) -> bool:
    return not match[0].startswith("วัน") and bool(_A_HOUSE.search(text[: match.start()]))


def _on(today: date, day: int, month: int, year: str | None) -> date | None:
    if year is not None:
        number = int(year) + (2500 if len(year) == 2 else 0)
        return _date(number - _BUDDHIST if number > 2400 else number, month, day)
    this_year = _date(today.year, month, day)
    if this_year is not None and (today - this_year).days < _A_WHILE:
        return this_year
    return _date(today.year + 1, month, day)


def _month_days(text: str, today: date) -> Iterator[_Found]:
    """วันที่ 5 is the next 5th, today included."""
    for match in _patterns()["month_day"].finditer(text):
        number, when = int(match["day"]), match["when"]
        ahead = {"หน้า": (1,), "นี้": (0,)}.get(when or "", (0, 1, 2))
        days = [_date(*_month_after(today, months), number) for months in ahead]
        coming = [day for day in days if day is not None and (when or day >= today)]
        yield _Found(min(coming, default=None), match.span())


def _counted(text: str, today: date) -> Iterator[_Found]:
    for match in _patterns()["counted"].finditer(text):
        count = read_number(match["count"])
        if count is not None:
            days = count * (1 if match["unit"] == "วัน" else 7)
            yield _Found(_later(today, days), match.span())


def _relative(text: str, today: date) -> Iterator[_Found]:
    for match in _patterns()["relative"].finditer(text):
        yield _Found(_later(today, called("day").get(match[0].removeprefix("ใน"), 0)), match.span())


def _weekdays(text: str, today: date) -> Iterator[_Found]:
    """A name alone, without วัน, นี้ or หน้า, is perhaps a neighbour's: ยายจันทร์."""
    week = _patterns()["next_week"].search(text)
    for match in _patterns()["weekday"].finditer(text):
        number = (called("weekday") | called("weekday_said"))[match["name"]]
        bare = not (match["next"] or match["soon"])
        if not match["day"] and (bare or number == 6):
            continue
        ahead = (number - today.weekday()) % 7
        if match["next"] or (bare and week):
            ahead = 7 - today.weekday() + number
        day = _later(today, ahead)
        yield _Found(day, match.span())
        if bare and week:
            yield _Found(day, week.span())


def _month_ends(text: str, today: date) -> Iterator[_Found]:
    for match in _patterns()["month_end"].finditer(text):
        year, month = _month_after(today, 1 if match["when"] == "หน้า" else 0)
        last = calendar.monthrange(year, month)[1] if year <= date.max.year else 31
        yield _Found(_date(year, month, last), match.span())


_READERS: tuple[Callable[[str, date], Iterator[_Found]], ...] = (
    _written("numeric"),
    _written("named"),
    _month_days,
    _counted,
    _relative,
    _weekdays,
    _month_ends,
    _written("short"),
)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _month_after(day: date, months: int) -> tuple[int, int]:
    month = day.month - 1 + months
    return day.year + month // 12, month % 12 + 1


def _blanked(text: str, spans: list[Span]) -> str:
    """The text with days made spaces, so that no figure of a day is read as an hour."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _without(text: str, spans: list[Span]) -> str:
    kept, end = [], 0
    for span in sorted(spans):
        kept.append(text[end : span[0]])
        end = max(end, span[1])
    return " ".join([*kept, text[end:]])


def _tidy(text: str) -> str:
    """One line, without what stands about where something was taken out."""
    line = " ".join(re.sub(r"\(\s*\)", " ", text).split())
    return _COURTESY.sub("", line).lstrip(f"{_EDGES}.").rstrip(_EDGES)
