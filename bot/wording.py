"""How texts, figures and days are written for villagers: filters for every template."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
FULL_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NEWLINES = re.compile("\r\n?")


def printable(text: str) -> str:
    """Without control characters, of which only tab and newline stay: no database takes NUL, and
    no XLSX any of the others."""
    return _CONTROLS.sub("", _NEWLINES.sub("\n", text))


def thai_date(day: date) -> str:
    """`23 พ.ย. 69`: the Buddhist year in two digits, as on a passbook."""
    return f"{day.day} {MONTHS[day.month - 1]} {(day.year + 543) % 100:02d}"


def thai_month(day: date) -> str:
    """`พฤศจิกายน 2569`."""
    return f"{FULL_MONTHS[day.month - 1]} {day.year + 543}"


def thai_day(day: date) -> str:
    """`1 ธันวาคม พ.ศ. 2569`, as on a document."""
    return f"{day.day} {FULL_MONTHS[day.month - 1]} พ.ศ. {day.year + 543}"


def short_month(day: date) -> str:
    """`พ.ย. 69`."""
    return f"{MONTHS[day.month - 1]} {(day.year + 543) % 100:02d}"


def signed(points: int) -> str:
    """`+5`, `−30`, with a minus as wide as the plus."""
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{abs(points):,}"


def day_beside(day: date, today: date) -> str:
    """`วันนี้`, `เมื่อวาน`, else the date."""
    ago = (today - day).days
    return {0: "วันนี้", 1: "เมื่อวาน"}.get(ago, thai_date(day))


def figure(value: Decimal | float | int) -> str:
    """`3.5`, `3`, `1,200`: no needless zeros."""
    number = Decimal(str(value)).normalize()
    return f"{number:,f}"


def thai_time(moment: datetime) -> str:
    """`18:05 น.`"""
    return f"{moment:%H:%M} น."


FULL_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")


def thai_weekday(day: date) -> str:
    """`วันพฤหัสบดีที่ 10 ธ.ค. 69`."""
    return f"วัน{FULL_WEEKDAYS[day.weekday()]}ที่ {thai_date(day)}"


WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")


def thai_moment(moment: datetime) -> str:
    """`อ. 1 ธ.ค. 69 00:05 น.`"""
    return f"{WEEKDAYS[moment.weekday()]} {thai_date(moment.date())} {thai_time(moment)}"


def shortened(text: str, most: int) -> str:
    """At most so many letters, each with the signs above and below it; what is longer ends in
    `…`."""
    starts = [at for at, char in enumerate(text) if not unicodedata.category(char).startswith("M")]
    return text if len(starts) <= most else text[: starts[most - 1]].rstrip() + "…"


FILTERS = {
    "thai_date": thai_date,
    "thai_month": thai_month,
    "thai_day": thai_day,
    "short_month": short_month,
    "signed": signed,
    "figure": figure,
    "thai_time": thai_time,
}
