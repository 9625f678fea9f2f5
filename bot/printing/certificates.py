"""เกียรติบัตรความดี: A4 across, of the level that a household has reached."""

from collections.abc import Mapping
from datetime import date

from bot.domain import areas
from bot.domain.levels import Level
from bot.domain.registry import Household
from bot.printing import press
from bot.wording import figure, thai_day

A_SCREEN = 110
"""Dots an inch of the picture: as wide as a large phone, read without zooming."""


def pdf(data: Mapping[str, object]) -> bytes:
    return press.pdf("certificate.typ", data)


def png(data: Mapping[str, object]) -> bytes:
    return press.png("certificate.typ", data, A_SCREEN)


def data(household: Household, level: Level, reached: date, office: str) -> dict[str, object]:
    """The texts: whose, where, which level, and the day on which it was reached."""
    tambon = areas.tambon(household.village_code[:6])
    village = household.village.name
    name = f" บ้าน{village.removeprefix('บ้าน')}" if village else ""
    return {
        "house": f"ครัวเรือนบ้านเลขที่ {household.house_no} หมู่ที่ {household.moo}{name}",
        "place": (
            f"ตำบล{tambon.name} อำเภอ{tambon.district} จังหวัด{tambon.province}" if tambon else ""
        ),
        "head": household.head or "",
        "level": level.name,
        "points": figure(level.at),
        "day": thai_day(reached),
        "office": office,
        "bank": f"ธนาคารความดี ตำบล{tambon.name}" if tambon else "ธนาคารความดี",
    }
