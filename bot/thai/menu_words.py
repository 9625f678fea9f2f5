"""What a line of the menu shall be, as an officer says it: `เก็บขยะ 6 แต้มต่อชั่วโมง วันละไม่เกิน 3`.

Each part is taken out of the text in turn; what is left over is the name of the deed.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.thai.dates import month_number

_NUMBER = r"(-?\d{1,6}(?:\.\d+)?)"
_UNIT = r"([ก-๎.]+)"
_PERIOD = "(สัปดาห์|อาทิตย์|เดือน|ไตรมาส|ปี|90 ?วัน)"
_PERIODS = {
    "สัปดาห์": "week", "อาทิตย์": "week", "เดือน": "month", "ไตรมาส": "quarter", "ปี": "year",
    "90วัน": "90 days",
}  # fmt: skip
_DIMENSIONS = {"อาหาร": "F", "ความมั่นคงทางอาหาร": "F", "สิ่งแวดล้อม": "E", "สังคม": "S"}
_EVIDENCE = {"รูป": "photo", "พยาน": "witness", "กรรมการ": "committee"}
_COURTESY = re.compile(r"\s*(?:นะ)?(?:ค่ะ|คะ|ครับ|จ้ะ|จ้า)\s*$")

_PHRASES = re.compile(r"\s*(?:เรียกว่า|คำเรียก)\s*[:：]?\s*(.+)$")
_SINCE = re.compile(
    r"\s*(?:ตั้งแต่|เริ่ม)(?:วันที่)?\s*"
    r"(วันนี้|พรุ่งนี้|เดือนหน้า|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\s*[ก-๎.]+\s*(?:25\d\d|20\d\d|\d\d)?)(?!\S)"
)
_EVIDENCE_SAID = re.compile(r"\s*หลักฐาน(?:เป็น)?\s*((?:รูป|พยาน|กรรมการ|ไม่ต้อง|หรือ|และ|มี|[\s/,])+)")
_DIMENSION = re.compile(r"\s*(?:ด้าน|มิติ)(?:ความ)?\s*(อาหาร|มั่นคงทางอาหาร|สิ่งแวดล้อม|สังคม)\S*")
_LIMIT = re.compile(
    rf"\s*(?:ไม่เกิน\s*)?(\d{{1,4}})\s*(?:ครั้ง|หน)?\s*(?:ต่อ|/)\s*{_PERIOD}"
    rf"|\s*{_PERIOD}ละ\s*(?:ไม่เกิน\s*)?(\d{{1,4}})\s*(?:ครั้ง|หน)?"
)
_PER_DAY = re.compile(
    rf"\s*วันละ\s*(?:ไม่เกิน\s*)?(\d{{1,6}})(?:\s*(?!หลักฐาน|ด้าน|ตั้งแต่|เริ่ม|เรียก|สัปดาห์|อาทิตย์|เดือน|ไตรมาส|ปี){_UNIT}(?=\s|$))?"
    rf"|\s*ไม่เกิน\s*(\d{{1,6}})\s*[ก-๎.]*?\s*(?:ต่อวัน|/\s*วัน)"
)
_POINTS = re.compile(rf"\s*(?:เป็น\s*)?{_NUMBER}\s*แต้ม(?:\s*(?:ต่อ|/)\s*{_UNIT})?")
_POINTS_EACH = re.compile(rf"(?:^|\s){_UNIT}ละ\s*{_NUMBER}\s*แต้ม")
_POINTS_BARE = re.compile(rf"\s(?:เป็น\s*)?{_NUMBER}$")


@dataclass(frozen=True)
class MenuWords:
    """The parts as they were said; None: nothing was said of it. `unit` as it was written; `since`
    that cannot be read as a day is `unread`."""

    name: str
    points: Decimal | None = None
    unit: str | None = None
    per_day: int | None = None
    limit: tuple[int, str] | None = None
    evidence: frozenset[str] | None = None
    dimension: str | None = None
    since: date | None = None
    phrases: tuple[str, ...] = ()
    unread: bool = False


def read_menu_words(text: str, today: date) -> MenuWords:
    """The parts of a line of the menu. Takes any text and never raises."""
    rest = _Rest(_COURTESY.sub("", text))
    phrases = rest.take(_PHRASES)
    since = rest.take(_SINCE)
    evidence = rest.take(_EVIDENCE_SAID)
    dimension = rest.take(_DIMENSION)
    each = rest.take(_POINTS_EACH)
    points = None if each else rest.take(_POINTS)
    per_day = rest.take(_PER_DAY)
    limit = rest.take(_LIMIT)
    bare = None if each or points else rest.take(_POINTS_BARE)
    said = each[2] if each else points[1] if points else bare[1] if bare else None
    unit = each[1] if each else points[2] if points else None
    day = day_said(since[1], today) if since else None
    return MenuWords(
        name=" ".join(rest.text.split()),
        points=None if said is None else Decimal(said),
        unit=unit,
        per_day=int(per_day[1] or per_day[3]) if per_day else None,
        limit=_limit(limit) if limit else None,
        evidence=_evidence(evidence[1]) if evidence else None,
        dimension=_dimension(dimension[1]) if dimension else None,
        since=day,
        phrases=_listed(phrases[1]) if phrases else (),
        unread=since is not None and day is None,
    )


def day_said(text: str, today: date) -> date | None:
    """`วันนี้`, `พรุ่งนี้`, `เดือนหน้า` (its first), `1 ธ.ค. 69`, `1/12/2569`; without a year the
    next such day. None if it is no day."""
    named = {
        "วันนี้": today,
        "พรุ่งนี้": today + timedelta(days=1),
        "เดือนหน้า": (today.replace(day=1) + timedelta(days=31)).replace(day=1),
    }
    if text in named:
        return named[text]
    found = re.fullmatch(r"(\d{1,2})\s*/?\s*(\d{1,2}(?=/)|[ก-๎.]+)\s*/?\s*(\d{2,4})?", text.strip())
    if found is None:
        return None
    month = int(found[2]) if found[2].isdecimal() else month_number(found[2])
    try:
        if found[3] is None:
            day = date(today.year, month or 0, int(found[1]))
            return day if day >= today else day.replace(year=today.year + 1)
        year = int(found[3]) + (2500 if len(found[3]) == 2 else 0)
        return date(year - 543 if year > 2400 else year, month or 0, int(found[1]))
    except ValueError:
        return None


class _Rest:
    """What of the text no part has taken yet."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.text)
        if found is not None:
            self.text = f"{self.text[: found.start()]} {self.text[found.end() :]}".rstrip()
        return found


def _limit(found: re.Match[str]) -> tuple[int, str]:
    times, period = (found[1], found[2]) if found[1] else (found[4], found[3])
    return int(times), _PERIODS[period.replace(" ", "")]


def _evidence(said: str) -> frozenset[str]:
    return frozenset(code for word, code in _EVIDENCE.items() if word in said)


def _dimension(said: str) -> str:
    return next(code for name, code in _DIMENSIONS.items() if said in name)


def _listed(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,/|]|\sหรือ\s", said) if part.strip())
