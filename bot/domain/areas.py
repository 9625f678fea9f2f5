"""Areas are DOPA codes: province 2, district 4, tambon 6, village 8 digits.

A code's prefix is the hierarchy. Provinces, districts and tambons come from GeoThai; villages are
imported by an officer or added by the first registration in a tambon whose villages nobody has
entered yet. A row exists only for villages; everything above is looked up.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import geothai
from sqlalchemy import ColumnElement, Date, String, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from bot.db import Base
from bot.errors import Refused

MOST_MOO = 30
"""The largest tambons have a little over twenty villages; a larger number is a slip."""


class Village(Base):
    """หมู่บ้าน. Its code is its tambon's code and its หมู่ in two digits."""

    __tablename__ = "villages"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    closed_through: Mapped[date | None] = mapped_column(Date)
    """The last day of the last month that is closed."""

    @property
    def moo(self) -> int:
        return int(self.code[6:])


@dataclass(frozen=True)
class Tambon:
    code: str
    name: str
    district: str
    province: str


class UnknownMoo(Refused):
    """`หมู่ N` where no such village is known; params: moo, known."""

    key = "unknown_moo"


class WhichTambon(Refused):
    """`หมู่ N` could be in several tambons; params: moo, house_no, tambons."""

    key = "which_tambon"


class NoVillages(Refused):
    """Nobody has entered any village yet."""

    key = "no_villages"


def within(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], area: str
) -> ColumnElement[bool]:
    """The one bound of every query of people or deeds: the code starts with the area's.

    A range, not LIKE, so that the column's index serves it.
    """
    if not area:
        raise ValueError("an area must be named")
    return column.between(area, area + "99999999")


@lru_cache(maxsize=1024)
def tambon(code: str) -> Tambon | None:
    """The tambon with this 6-digit code, or None."""
    found = geothai.address(code)
    if found is None:
        return None
    return Tambon(code, found.subdistrict.name_th, found.district.name_th, found.province.name_th)


def is_known(session: Session, code: str) -> bool:
    """Whether the code names a province, district or tambon of GeoThai, or a village we have."""
    if len(code) == 8:
        return session.get(Village, code) is not None
    return tambon(code) is not None or is_above_tambon(code)


def is_above_tambon(code: str) -> bool:
    """Whether the code names a province or a district."""
    return geothai.province(code) is not None or geothai.district(code) is not None


def title(session: Session, code: str) -> str:
    """The area's name as villagers say it: `หมู่ 4 บ้านกลาง ต.บ้านแพรก`."""
    return _title(code, session.get(Village, code) if len(code) == 8 else None)


def titles(session: Session, codes: Collection[str]) -> dict[str, str]:
    """Those of many areas, by one look."""
    rows = session.scalars(select(Village).where(Village.code.in_(codes)))
    known = {village.code: village for village in rows}
    return {code: _title(code, known.get(code)) for code in codes}


def _title(code: str, village: Village | None) -> str:
    if len(code) == 8:
        name = f" บ้าน{village.name.removeprefix('บ้าน')}" if village and village.name else ""
        return f"หมู่ {int(code[6:])}{name} {_title(code[:6], None)}"
    if len(code) == 6 and (found := tambon(code)):
        return f"ต.{found.name}"
    if len(code) == 4 and (district := geothai.district(code)):
        return f"อ.{district.name_th}"
    if len(code) == 2 and (province := geothai.province(code)):
        return f"จ.{province.name_th}"
    return code


def district(code: str) -> tuple[str, str]:
    """The names of the district that this code names or lies in, and of its province; empty where
    nobody knows them."""
    found, above = geothai.district(code[:4]), geothai.province(code[:2])
    return found.name_th if found else "", above.name_th if above else ""


def can_be_village(code: str) -> bool:
    """Eight digits, of which the first six are a tambon."""
    digits = len(code) == 8 and code.isascii() and code.isdecimal()
    return digits and code[6:] != "00" and tambon(code[:6]) is not None


def add_village(
    session: Session,
    code: str,
    name: str | None = None,
    lat: float | None = None,
    lon: float | None = None,
) -> Village:
    """Enter a village, or mend the one that is there; what is not said stays as it was."""
    if not can_be_village(code):
        raise ValueError(f"no village can have the code {code}")
    village = session.get(Village, code)
    if village is None:
        village = Village(code=code)
        session.add(village)
    village.name = name or village.name
    village.lat = village.lat if lat is None else lat
    village.lon = village.lon if lon is None else lon
    session.flush()
    return village


def villages(session: Session, area: str) -> list[Village]:
    """All known villages of an area; with "" those of the whole country."""
    if not area:
        return list(session.scalars(select(Village).order_by("code")))
    return list(session.scalars(select(Village).where(within(Village.code, area)).order_by("code")))


def village_of_moo(session: Session, moo: int, area: str | None, *, house_no: str = "") -> Village:
    """The village that `หมู่ N` means in this area; entered now if `code_of_moo` says so."""
    code = code_of_moo(session, moo, area, house_no=house_no)
    return session.get(Village, code) or add_village(session, code)


def code_of_moo(session: Session, moo: int, area: str | None, *, house_no: str = "") -> str:
    """The code of the village that `หมู่ N` means in this area (None: anywhere we know).

    The only known one with that number; in a tambon of which no village is known yet, any number
    a tambon can have. Raises WhichTambon if there are several, UnknownMoo if there is none.
    """
    known = villages(session, area or "")
    same = [village.code for village in known if village.moo == moo]
    if len(same) == 1:
        return same[0]
    if len(same) > 1:
        found = [tambon(code[:6]) for code in same]
        raise WhichTambon(moo=moo, house_no=house_no, tambons=[t for t in found if t])
    if area and len(area) >= 6 and not known and 1 <= moo <= MOST_MOO:
        return f"{area[:6]}{moo:02d}"
    if not known and not area:
        raise NoVillages
    raise UnknownMoo(moo=moo, known=sorted({village.moo for village in known}))
