"""What an area may decide for itself. The narrowest area that has said something is heard.

A province's word holds for its districts, theirs for their tambons, a tambon's for its villages;
where nobody has said anything, the default holds.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.domain import timing
from bot.domain.calendar import CALENDAR
from bot.domain.timing import Timing

_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


LEVELS = ("village", "tambon", "district")
TIES = ("dimensions", "days", "fewer-wins", "earlier-win", "points")
"""What may tell equal candidates apart."""


class AreaSetting(Base):
    """One thing an area has decided."""

    __tablename__ = "area_settings"

    area_code: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(String(30), primary_key=True)
    value: Mapped[str] = mapped_column(String(60))
    set_at: Mapped[datetime]


class BadValue(ValueError):
    """No setting has this name, or it cannot have this value; the text says what it can."""


def _percent(text: str) -> None:
    if not text.isdecimal() or not 0 <= int(text) <= 100:
        raise BadValue(f"“{text}” is no share: write 0 to 100")


def _between(least: int, most: int) -> Callable[[str], None]:
    def check(text: str) -> None:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise BadValue(f"“{text}” does not do: write {least} to {most}")

    return check


def _one_of(*words: str) -> Callable[[str], None]:
    def check(text: str) -> None:
        if text not in words:
            raise BadValue(f"“{text}” does not do: write {', '.join(words)}")

    return check


def _some_of(*words: str) -> Callable[[str], None]:
    def check(text: str) -> None:
        said = text.split(",")
        if len(set(said)) != len(said) or not set(said) <= set(words):
            raise BadValue(f"“{text}” does not do: write some of {','.join(words)}, each once")

    return check


def _span(text: str) -> None:
    if not _SPAN.fullmatch(text):
        raise BadValue(f"“{text}” is no night: write 20:30-06:30")


@dataclass(frozen=True)
class Setting:
    default: str
    check: Callable[[str], object]
    thai: str


CATALOGUE: Mapping[str, Setting] = {
    "quiet": Setting("20:30-06:30", _span, "เวลาพักผ่อน ไม่ส่งข้อความรบกวน"),
    "reserve": Setting("20", _percent, "กันข้อความไว้เรื่องด่วน กี่เปอร์เซ็นต์"),
    "share": Setting("", _percent, "ส่วนแบ่งข้อความของตำบล กี่เปอร์เซ็นต์ ถ้าไม่กำหนด แบ่งเท่ากันทุกตำบล"),
    "vote-area": Setting("village", _one_of(*LEVELS), "โหวตกันในหมู่บ้าน ตำบล หรืออำเภอ"),
    "vote-up": Setting("off", _one_of("off", "tambon", "district"), "ผู้ชนะไปโหวตต่อถึงระดับไหน"),
    "vote-candidates": Setting("5", _between(2, 8), "บ้านเข้าชิงจากแต้ม มากที่สุดกี่บ้าน"),
    "vote-dimensions": Setting("2", _between(0, 3), "ต้องทำความดีอย่างน้อยกี่มิติ"),
    "vote-days": Setting("4", _between(0, 28), "ต้องทำความดีอย่างน้อยกี่วันในเดือน"),
    "vote-picks": Setting("2", _between(0, 3), "กรรมการเสนอเพิ่มได้กี่บ้าน"),
    "vote-rest": Setting("3", _between(0, 12), "บ้านที่ชนะแล้ว พักกี่เดือน"),
    "vote-officers": Setting("apart", _one_of("apart", "stand"), "บ้านของเจ้าหน้าที่ เข้าชิงหรือไม่"),
    "vote-quorum": Setting("30", _percent, "องค์ประชุม กี่เปอร์เซ็นต์ของครัวเรือน"),
    "vote-quorum-least": Setting("10", _between(0, 999), "องค์ประชุมอย่างน้อยกี่บ้าน แต่ไม่เกินครึ่ง"),
    "vote-extend": Setting("3", _between(0, 7), "ไม่ครบองค์ประชุม ขยายเวลาครั้งเดียวกี่วัน"),
    "vote-no-quorum": Setting("committee", _one_of("committee", "votes"), "ยังไม่ครบอีก ใครตัดสิน"),
    "vote-tie": Setting(
        "dimensions,days,fewer-wins,earlier-win", _some_of(*TIES),
        "เสียงเท่ากัน ดูอะไรก่อนหลัง แล้วประธานชี้ขาด",
    ),
} | {
    name: Setting(item.when, timing.parse, item.thai)
    for name, item in CALENDAR.items()
    if item.when is not None and item.by_area
}  # fmt: skip


@dataclass(frozen=True)
class Night:
    """Nobody is woken from `begins` to `ends`."""

    begins: time
    ends: time

    def covers(self, moment: datetime) -> bool:
        at = moment.time()
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def over(self, moment: datetime) -> datetime:
        """This moment, or the end of the night it lies in."""
        if not self.covers(moment):
            return moment
        morning = datetime.combine(moment.date(), self.ends, moment.tzinfo)
        return morning if morning > moment else morning + timedelta(days=1)

    def begun(self, moment: datetime) -> datetime:
        """This moment, or the beginning of the night it lies in."""
        if not self.covers(moment):
            return moment
        evening = datetime.combine(moment.date(), self.begins, moment.tzinfo)
        return evening if evening <= moment else evening - timedelta(days=1)


def put(session: Session, area: str, name: str, value: str, now: datetime) -> None:
    """Decide it for an area and all below that has not decided otherwise; an empty value takes
    that back. Raises BadValue."""
    setting = CATALOGUE.get(name)
    if setting is None:
        raise BadValue(f"no setting is called {name}; there are {', '.join(CATALOGUE)}")
    known = session.get(AreaSetting, (area, name))
    if not value:
        if known is not None:
            session.delete(known)
        return
    try:
        setting.check(value)
    except timing.BadTiming as error:
        raise BadValue(str(error)) from None
    session.merge(AreaSetting(area_code=area, name=name, value=value, set_at=now))


def said(session: Session, name: str) -> dict[str, str]:
    """What areas have said of it themselves."""
    rows = session.execute(select(AreaSetting.area_code, AreaSetting.value).filter_by(name=name))
    return {area: value for area, value in rows}  # noqa: C416 - rows are not pairs to mypy


def everything(session: Session) -> dict[str, dict[str, str]]:
    """What areas have said of everything, by name."""
    found: dict[str, dict[str, str]] = {}
    for row in session.scalars(select(AreaSetting)):
        found.setdefault(row.name, {})[row.area_code] = row.value
    return found


def here(session: Session, area: str) -> dict[str, dict[str, str]]:
    """What this area and those around it have said of everything, by name."""
    found: dict[str, dict[str, str]] = {}
    for row in session.scalars(select(AreaSetting).where(AreaSetting.area_code.in_(_around(area)))):
        found.setdefault(row.name, {})[row.area_code] = row.value
    return found


def _around(area: str) -> list[str]:
    """The area and those it lies in."""
    return [area[:length] for length in (2, 4, 6, 8) if length <= len(area)]


def heard(said: Mapping[str, str], area: str, name: str) -> str:
    """What holds in this area, of all that was said."""
    for length in (8, 6, 4, 2):
        if length <= len(area) and area[:length] in said:
            return said[area[:length]]
    return CATALOGUE[name].default


def of(session: Session, area: str, name: str) -> str:
    rows = select(AreaSetting.area_code, AreaSetting.value).filter_by(name=name)
    around = session.execute(rows.where(AreaSetting.area_code.in_(_around(area))))
    return heard({code: value for code, value in around}, area, name)  # noqa: C416 - as in `said`


def timing_of(session: Session, area: str, job: str) -> Timing:
    """When this job is due in this area."""
    return timing.parse(of(session, area, job))


def night(session: Session, area: str) -> Night:
    return read_night(of(session, area, "quiet"))


def read_night(text: str) -> Night:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise BadValue(f"“{text}” is no night")
    begins, ends = (time(int(found[n]), int(found[n + 1])) for n in (1, 3))
    return Night(begins, ends)


def in_month(session: Session, area: str, job: str, day: date, like: datetime) -> datetime | None:
    """The job's first moment in the month of this day."""
    first = datetime.combine(day.replace(day=1), time(), like.tzinfo)
    return timing_of(session, area, job).next(first - timedelta(microseconds=1))
