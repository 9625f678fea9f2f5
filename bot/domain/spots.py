"""สถานที่ของหมู่บ้าน: markets, meeting places, nature and places to learn, which the committee puts on
the map by name; and which homes are models. They are nobody's home, and seen as they are.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import access, areas, audit, places
from bot.domain.places import HOME, SPOTS, Pin
from bot.domain.registry import Household
from bot.errors import Refused

LONGEST_TITLE = 60
PIN = "pin places"
MOST = 200
"""Places of one village; more is a slip of somebody's."""


class TitleTooLong(Refused):
    """Params: most (letters)."""

    key = "spot_title_long"


class TooManySpots(Refused):
    """Params: most."""

    key = "spots_too_many"


class NoPinThere(Refused):
    """A home that is to be a model has no pin of its own. Params: house."""

    key = "model_no_pin"


def pin(
    session: Session, village_code: str, category: str, title: str, lat: float, lon: float,
    who: str, now: datetime,
) -> Pin:  # fmt: skip
    """Put a place of the village on the map. Raises OutsideThailand, NotAllowed, TitleTooLong,
    TooManySpots."""
    access.require(session, who, PIN, village_code)
    places.require_in_thailand(lat, lon)
    if category not in SPOTS:
        raise ValueError(f"no place of a village is a {category}")
    name = " ".join(title.split())
    if not name or len(name) > LONGEST_TITLE:
        raise TitleTooLong(most=LONGEST_TITLE)
    if len(of(session, village_code)) >= MOST:
        raise TooManySpots(most=MOST)
    spot = Pin(
        village_code=village_code, category=category, title=name, lat=round(lat, 6),
        lon=round(lon, 6), precision="exact", pinned_at=now, public=True,
    )  # fmt: skip
    session.add(spot)
    session.flush()
    places.count(session, spot, by=1)
    audit.write(session, who, "spot:set", spot.id, now, village_code)
    return spot


def of(session: Session, village_code: str) -> Sequence[Pin]:
    """The village's places, by kind and name."""
    found = select(Pin).where(areas.within(Pin.village_code, village_code))
    return session.scalars(
        found.where(Pin.household_id.is_(None)).order_by(Pin.category, Pin.title, Pin.id)
    ).all()


def remove(session: Session, pin_id: int, who: str, now: datetime) -> str | None:
    """Take it off the map; its name, or None if it is not there. Raises NotAllowed."""
    spot = session.get(Pin, pin_id)
    if spot is None or spot.household_id is not None:
        return None
    access.require(session, who, PIN, spot.village_code)
    audit.write(session, who, "spot:removed", spot.id, now, spot.village_code)
    places.count(session, spot, by=-1)
    session.delete(spot)
    session.flush()
    return spot.title


def make_model(session: Session, house: Household, who: str, now: datetime, *, yes: bool) -> None:
    """ครัวเรือนต้นแบบ by the committee's word, where the household has pinned itself. Raises
    NotAllowed, NoPinThere."""
    access.require(session, who, PIN, house.village_code)
    home = places.home_of(session, house)
    if home is None:
        raise NoPinThere(house=house.address)
    if yes or home.category == "model":
        places.change_sort(session, home, "model" if yes else HOME)
    audit.write(session, who, "pin:model" if yes else "pin:no model", house.id, now,
                house.village_code)  # fmt: skip
    session.flush()
