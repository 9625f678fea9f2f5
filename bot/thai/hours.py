"""Which hour of the day a sentence names: 19.00 น. · ทุ่มครึ่ง · บ่ายสอง · เก้าโมงเช้า · 6 โมงเย็น.

Of two (9.00-12.00 น.) the first: when it begins. หกโมง alone is in the evening, as villages meet.
"""

import re
from collections.abc import Iterator
from datetime import time
from functools import cache
from typing import NamedTuple

from bot.thai.numbers import read_number
from bot.thai.other_numbers import NUMBER_WORD, Span

_COUNT = rf"(?:(?<![\d.:/])\d{{1,2}}|{NUMBER_WORD})"
_ABOUT = r"(?:(?:ตั้งแต่|เริ่ม)\s*)?(?:(?:เวลา|ตอน|ประมาณ|ราวๆ|ราว|สัก)\s*){0,3}"
_O_CLOCK = r"\s*(?:น\.|น(?![ก-๎])|นาฬิกา)"
_WRITTEN = r"(?<![\d.:/-])(?P<h>\d{1,2})[.:](?P<m>[0-5]\d)(?![\d.:])"
_THINGS = r"(?!\s*(?:คน|บาท|หลัง|ครัวเรือน|ท่าน|บ้าน|ชุด))"
_QUARTER = rf"(?P<quarter>15|30|45)(?![\d.:/]){_THINGS}"
_PAST_IT = rf"(?:\s*(?P<half>ครึ่ง)|\s*(?P<m>[0-5]?\d)\s*นาที|\s*{_QUARTER}|\s*ตรง)?"
_ONE_NAMED = (
    rf"(?:{_COUNT}\s*โมง(?:เช้า|เย็น|ครึ่ง)*|{_COUNT}\s*ทุ่ม(?:ครึ่ง)?|บ่าย\s*(?:โมง|{_COUNT})(?:\s*โมง)?|เที่ยง"
    rf"|\d{{1,2}}[.:]\d\d(?:{_O_CLOCK})?)"
)
_UNTIL = rf"(?:\s*(?:-|–|จนถึง|ถึง)\s*{_ONE_NAMED})?"

# The surest first: what is written with น. is an hour, 19.00 alone may be a price.
_FORMS = (
    ("written", rf"{_WRITTEN}(?:{_O_CLOCK})?\s*(?:-|–|จนถึง|ถึง)\s*\d{{1,2}}[.:]\d\d(?:{_O_CLOCK})?"),
    ("written", rf"{_WRITTEN}{_O_CLOCK}{_UNTIL}"),
    ("full", rf"(?<![\d.:/-])(?P<h>\d{{1,2}}){_O_CLOCK}{_UNTIL}"),
    ("dark", rf"(?:ค่ำ\s*)?(?P<n>{_COUNT})\s*ทุ่ม(?!เท){_PAST_IT}{_UNTIL}"),
    ("dark", rf"(?:ค่ำ\s*)?ทุ่ม(?!เท)(?:\s*(?:นึง|หนึ่ง))?{_PAST_IT}{_UNTIL}"),
    ("afternoon", rf"บ่าย\s*(?:(?P<n>{_COUNT})(?:\s*โมง)?|โมง){_PAST_IT}{_UNTIL}"),
    (
        "hour",
        rf"(?:(?P<before>เช้า|สาย|เย็น|ค่ำ)\s*)?(?P<n>{_COUNT})\s*โมง\s?(?P<part>เช้า|เย็น|แลง|ค่ำ)?{_PAST_IT}{_UNTIL}",
    ),
    ("dawn", rf"(?:(?<![ก-๎])|(?<=ตอน)|(?<=เวลา))ตี\s*(?P<n>{_COUNT}){_PAST_IT}"),
    ("written", rf"{_WRITTEN}(?!\s*(?:บาท|กิโล|โล|ไร่|เมตร|%))"),
    ("noon", rf"เที่ยง(?!คืน|ธรรม)(?:วัน|ตรง)?{_PAST_IT}{_UNTIL}"),
)


class Hour(NamedTuple):
    """An hour, and where it was said."""

    at: time
    span: Span


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(_ABOUT + form)) for name, form in _FORMS)


def find_hours(text: str) -> list[Hour]:
    """The hours that a folded text names, the surest first; none lies within another."""
    found: list[Hour] = []
    for name, pattern in _patterns():
        for hour in _of_form(name, pattern, text):
            if not any(hour.span[0] < f.span[1] and f.span[0] < hour.span[1] for f in found):
                found.append(hour)
    return found


def _of_form(name: str, pattern: re.Pattern[str], text: str) -> Iterator[Hour]:
    for match in pattern.finditer(text):
        at = _time(name, match.groupdict())
        if at is not None:
            yield Hour(at, match.span())


def _time(name: str, said: dict[str, str | None]) -> time | None:
    minute = 30 if said.get("half") else int(said.get("m") or said.get("quarter") or 0)
    if name in {"written", "full"}:
        hour = int(said["h"] or 0)
    elif name == "noon":
        hour = 12
    else:
        told = said.get("n")
        number = read_number(told) if told else 1
        part = said.get("part") or said.get("before") or ""
        hour = -1 if number is None else _named(name, number, part)
    return time(hour, minute) if 0 <= hour < 24 else None


def _named(name: str, n: int, part: str) -> int:
    """The hour of the day; -1 if none is called so."""
    if name == "dark":
        return 18 + n if 1 <= n <= 5 else -1
    if name == "afternoon":
        return 12 + n if 1 <= n <= 6 else -1
    if name == "dawn":
        return n if 1 <= n <= 5 else -1
    return _o_clock(n, part) if 1 <= n <= 12 else -1


def _o_clock(n: int, part: str) -> int:
    """สองโมงเช้า counts from six, as of old."""
    if part in {"เช้า", "สาย"}:
        return n if n >= 6 else n + 6
    if part:
        return n + 12 if 3 <= n <= 8 else -1
    return n + 12 if n <= 6 else n
