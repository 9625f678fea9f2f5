"""How long something took by the clock: ตีห้าถึงเจ็ดโมง · 08.00-12.00 น. · บ่ายโมงยันสี่โมง."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from bot.thai.numbers import read_number
from bot.thai.other_numbers import NUMBER_WORD

_HALF_DAY, _DAY, _LONGEST = 12 * 60, 24 * 60, 14 * 60
_COUNT = rf"(?:\d{{1,2}}|{NUMBER_WORD})"
_UNTIL = r"\s*(?:-|–|ถึง|ยัน|จนถึง|จน|ไปถึง|ไปจนถึง|ไปจน|ไปยัน)\s*(?:ตอน|ประมาณ|เกือบ|ราว)?\s*"
# Hours by their names; the hour of the day each is counted from stands in _named.
_NAMED = (
    ("midnight", "เที่ยงคืน"),
    ("noon", "เที่ยง(?:วัน|ตรง)?"),
    ("night", rf"ตี\s*(?P<n>{_COUNT})"),
    ("afternoon", rf"บ่าย\s*(?P<n>{_COUNT})\s*(?:โมง)?|บ่ายโมง"),
    ("morning", rf"(?P<n>{_COUNT})\s*โมง(?:เช้า)"),
    ("evening", rf"(?P<n>{_COUNT})\s*โมง(?:เย็น|แลง)"),
    ("hour", rf"(?P<n>{_COUNT})\s*โมง(?:ตรง)?"),
    ("dark", rf"(?P<n>{_COUNT})\s*ทุ่ม|ทุ่ม(?:นึง|หนึ่ง)?"),
    ("written", r"(?<!\d)(?P<h>[01]?\d|2[0-4])[.:](?P<m>[0-5]\d)(?!\d)\s*(?:น\.?(?![ก-๎]))?"),
)


class Time(NamedTuple):
    """A time of day in minutes; `either` half of the day, where the name does not tell (หกโมง)."""

    minute: int
    either: bool


class Stretch(NamedTuple):
    """So many minutes, said at start:end."""

    minutes: Decimal
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    one = "(?:" + "|".join(re.sub(r"\?P<\w+>", "?:", p) for _, p in _NAMED) + r")(?:ครึ่ง)?"
    both = re.compile(rf"(?P<from>{one}){_UNTIL}(?P<to>{one})")
    short = re.compile(
        rf"(?<!\d)(?<![.:])(?P<n>{_COUNT}){_UNTIL}(?P<to>{_COUNT}\s*(?:โมง|ทุ่ม)(?:เช้า|เย็น|แลง)?)"
    )
    return both, short, tuple((name, re.compile(pattern)) for name, pattern in _NAMED)


def stretches(text: str) -> Iterator[Stretch]:
    """From one time to another, as long as one goes on with a thing."""
    both, short, _ = _patterns()
    for match in both.finditer(text):
        yield from _between(match["from"], match["to"], match.span())
    if both.search(text) is None:
        for match in short.finditer(text):
            unit = "ทุ่ม" if "ทุ่ม" in match["to"] else "โมง"
            tail = match["to"].partition(unit)[2]
            yield from _between(match["n"] + unit + tail, match["to"], match.span())


def _between(start: str, end: str, span: tuple[int, int]) -> Iterator[Stretch]:
    first, last = _time(start), _time(end)
    if first is None or last is None:
        return
    minutes = last.minute - first.minute
    if minutes <= 0:
        minutes += _HALF_DAY if last.either else _DAY
    if 0 < minutes <= _LONGEST:
        yield Stretch(Decimal(minutes), *span)


def _time(said: str) -> Time | None:
    half = 30 if said.endswith("ครึ่ง") else 0
    said = said.removesuffix("ครึ่ง").strip()
    for name, pattern in _patterns()[2]:
        match = pattern.fullmatch(said)
        if match is not None:
            return _named(name, match.groupdict(), half)
    return None


def _named(name: str, said: dict[str, str | None], half: int) -> Time | None:
    if name == "written":
        return Time(int(said["h"] or 0) * 60 + int(said["m"] or 0), either=False)
    told = said.get("n")
    n = read_number(told) if told else 1
    if n is None or n > 12:
        return None
    # สี่โมง is in the afternoon, เก้าโมง before noon; สองโมงเช้า counts from six as of old.
    hours = {
        "midnight": 24,
        "noon": 12,
        "night": n,
        "afternoon": 12 + n,
        "morning": n if n >= 6 else n + 6,
        "evening": 12 + n,
        "hour": n if n >= 6 else n + 12,
        "dark": 18 + n,
    }
    return Time(hours[name] * 60 + half, either=name == "hour")
