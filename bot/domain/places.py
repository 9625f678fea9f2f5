"""หมุด: where a household lets itself be seen on the public map, as precisely as it consented to;
and places of the village that are nobody's home (`bot/domain/spots.py`).

Only the consented precision is ever stored: `village` (the village's own coordinates, or where
nobody has entered them the centre of a cell of two kilometres), `110m` (three decimals of a degree)
or `exact` (six). What was sent more precisely is forgotten with the question that asked about it.
"""

import math
from datetime import UTC, datetime
from statistics import median
from typing import Literal, get_args

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.domain import areas, audit, errands, people, pin_cells, thailand
from bot.domain.areas import Village
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.errors import Refused

Precision = Literal["village", "110m", "exact"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
HOME = "household"
HOMES = (HOME, "model", "learning", "sage")
"""What a pinned home may be: ครัวเรือนต้นแบบ, แหล่งเรียนรู้, ปราชญ์ชาวบ้าน."""

OWN_WORD = (HOME, "learning", "sage")
"""Of these a household decides itself."""

SPOTS = ("learning", "market", "nature", "meeting")
"""What a place of the village may be, that is nobody's home."""

CATEGORIES = (*HOMES, "market", "nature", "meeting")

FAR, FAR_FROM_PROVINCE = 25, 150
"""Kilometres from the middle of the tambon, or where nobody knows that, of the province."""

CELL = 0.018
"""Degrees: two kilometres from south to north, in Thailand a little less from west to east."""

ADDRESS = 200
"""Letters of an address that are kept."""


class OutsideThailand(Refused):
    """A place where no household of ours can be: another country, or the sea."""

    key = "outside_thailand"


class NoHouseYet(Refused):
    """Somebody who has not said where they live has no house to pin."""

    key = "no_house_yet"


class Pin(Base):
    """One household on the map, or a place of its village. `lat` and `lon` are what everybody may
    see, nothing closer."""

    __tablename__ = "pins"
    __table_args__ = (Index("ix_pins_lat_lon", "lat", "lon"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"), unique=True)
    """None: nobody's home."""
    village_code: Mapped[str] = mapped_column(String(8), index=True)
    category: Mapped[str] = mapped_column(String(20), default=HOME)
    title: Mapped[str | None] = mapped_column(String(120))
    """What a place of the village is called; a home has no name here."""
    lat: Mapped[float]
    lon: Mapped[float]
    precision: Mapped[str] = mapped_column(String(10))
    address: Mapped[str | None]
    """Read from `lat` and `lon` as they stand here; shown to the household alone."""
    pinned_by: Mapped[int | None] = mapped_column(ForeignKey("line_users.id"))
    pinned_at: Mapped[datetime]
    public: Mapped[bool]

    @property
    def errand(self) -> str:
        """Names this pin as it stands, without saying where: a pin put anew is another."""
        return f"{self.id}-{self.pinned_at.astimezone(UTC):%Y%m%d%H%M%S%f}"


def require_in_thailand(lat: float, lon: float) -> None:
    """Raises OutsideThailand."""
    if not thailand.holds(lat, lon):
        raise OutsideThailand


def too_far(session: Session, village: Village, lat: float, lon: float) -> int | None:
    """How many kilometres the place is from the tambon, if so far that somebody should ask."""
    tambon = village.code[:6]
    middle, most = _middle_of(session, tambon), FAR
    if middle is None:
        middle, most = thailand.PROVINCES.get(tambon[:2]), FAR_FROM_PROVINCE
    if middle is None:
        return None
    away = thailand.km_between(middle, (lat, lon))
    return round(away) if away > most else None


def _middle_of(session: Session, tambon: str) -> tuple[float, float] | None:
    """The median of its villages' and pins' places: a few wrong ones do not move it far."""
    villages = select(Village.lat, Village.lon).where(areas.within(Village.code, tambon))
    pins = select(Pin.lat, Pin.lon).where(areas.within(Pin.village_code, tambon))
    known = [
        (lat, lon)
        for lat, lon in (*session.execute(villages), *session.execute(pins))
        if lat is not None and lon is not None and thailand.holds(lat, lon)
    ]
    return (median(p[0] for p in known), median(p[1] for p in known)) if known else None


def home_of(session: Session, household: Household) -> Pin | None:
    return session.scalar(select(Pin).filter_by(household_id=household.id))


def pin_home(
    session: Session, household: Household, user: LineUser,
    lat: float, lon: float, precision: Precision, now: datetime,
) -> Pin:  # fmt: skip
    """Put the household's one home pin, in place of an earlier one. Raises OutsideThailand."""
    require_in_thailand(lat, lon)
    if not user.may("pin"):
        raise ValueError("nothing is pinned without consent")
    shown = _as_consented(household.village, lat, lon, precision)
    pin = home_of(session, household)
    if pin is None:
        pin = Pin(household_id=household.id, category=HOME)
        session.add(pin)
    else:
        count(session, pin, by=-1)
    pin.village_code = household.village_code
    pin.lat, pin.lon = shown
    pin.precision, pin.address = precision, None
    pin.pinned_by, pin.pinned_at, pin.public = user.id, now, True
    session.flush()
    count(session, pin, by=1)
    audit.write(session, user.line_id, "pin:set", household.id, now, household.village_code)
    return pin


def sort_home(
    session: Session, household: Household, category: str, who: str, now: datetime
) -> Pin | None:
    """What kind of home it is: `household`, `learning` or `sage` by the household's own word; that
    it is a model is the committee's to say (`spots.make_model`). None if there is no pin, or no
    such kind."""
    pin = home_of(session, household)
    if pin is None or category not in OWN_WORD:
        return None
    change_sort(session, pin, category)
    audit.write(session, who, "pin:sort", household.id, now, household.village_code)
    session.flush()
    return pin


def unpin(session: Session, household: Household, who: str, now: datetime) -> bool:
    """Take the home pin off the map, whoever of the household put it. False if there is none."""
    pin = home_of(session, household)
    if pin is not None:
        _remove(session, pin, who, now)
    return pin is not None


def consent_withdrawn(session: Session, user: LineUser, now: datetime) -> None:
    """What this person pinned goes, wherever they live now."""
    for pin in session.scalars(select(Pin).filter_by(pinned_by=user.id)):
        _remove(session, pin, user.line_id, now)


def left(session: Session, user: LineUser, now: datetime) -> None:
    """Somebody leaves their house: what they pinned goes, and with the last of a house its pin."""
    consent_withdrawn(session, user, now)
    house = user.household
    if house is not None and people.of_household(session, house.id) in ([], [user]):
        unpin(session, house, user.line_id, now)


def change_sort(session: Session, pin: Pin, category: str) -> None:
    count(session, pin, by=-1)
    pin.category = category
    session.flush()
    count(session, pin, by=1)


def count(session: Session, pin: Pin, *, by: int) -> None:
    """The map counts this pin in (1) or out (-1), as it stands."""
    if pin.public:
        pin_cells.add(session, pin.village_code, pin.category, pin.lat, pin.lon, by=by)


def public_pins(session: Session, area: str | None) -> list[Pin]:
    """The pins everybody may see in this area; None: wherever we know households."""
    query = select(Pin).where(Pin.public).order_by(Pin.village_code, Pin.id)
    return list(
        session.scalars(query.where(areas.within(Pin.village_code, area)) if area else query)
    )


def ask_address(session: Session, pin: Pin, now: datetime) -> None:
    """Leave an errand to read the stored place as an address."""
    errands.add(session, "geocode", pin.errand, now)


def known_address(session: Session, pin: Pin) -> str | None:
    """The address that was read for another pin of the tambon at this very place: homes that are
    shown at the middle of their village need not be asked about one by one."""
    there = select(Pin.address).where(areas.within(Pin.village_code, pin.village_code[:6]))
    same = there.where(Pin.lat == pin.lat, Pin.lon == pin.lon, Pin.address.is_not(None))
    return session.scalar(same.limit(1))


def of_errand(session: Session, key: str) -> Pin | None:
    """The pin an errand is about; None if it has been taken off or put anew meanwhile."""
    pin = session.get(Pin, int(key.partition("-")[0]))
    return pin if pin is not None and pin.errand == key else None


def _remove(session: Session, pin: Pin, who: str, now: datetime) -> None:
    audit.write(session, who, "pin:removed", pin.household_id, now, pin.village_code)
    count(session, pin, by=-1)
    session.delete(pin)
    session.flush()


def _as_consented(
    village: Village, lat: float, lon: float, precision: Precision
) -> tuple[float, float]:
    if precision == "exact":
        return round(lat, 6), round(lon, 6)
    if precision == "110m":
        return round(lat, 3), round(lon, 3)
    if (
        village.lat is not None
        and village.lon is not None
        and thailand.holds(village.lat, village.lon)
    ):
        return round(village.lat, 6), round(village.lon, 6)
    return _middle(lat), _middle(lon)


def _middle(degrees: float) -> float:
    return round((math.floor(degrees / CELL) + 0.5) * CELL, 3)
