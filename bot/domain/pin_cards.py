"""What everybody may read of a pin: what it is, its village, what its household lets be seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.domain import areas, faces
from bot.domain.faces import UNSEEN, Seen
from bot.domain.places import Pin
from bot.domain.registry import Household

NO_MONTH = date.min
"""A face is looked up with the month of a vote; a pin has none."""

A_PAGE = 50


@dataclass(frozen=True)
class Card:
    """`story` and `photo` (a file's name) are those that the house shows beside its number in a
    vote, by the tick of somebody who lives there. Never its name or number."""

    id: int
    category: str
    village: str
    lat: float
    lon: float
    precision: str
    title: str | None
    story: str | None
    photo: str | None


def card(session: Session, area: str | None, pin_id: int) -> Card | None:
    """One pin's; None if it is gone, is not for everybody, or lies elsewhere."""
    found = session.scalars(_public(area, None).where(Pin.id == pin_id)).all()
    return next(iter(_cards(session, found)), None)


def cards(session: Session, area: str | None, category: str | None) -> list[Card]:
    """All of an area, by village, kind and name."""
    return _cards(session, session.scalars(_ordered(area, category)).all())


def page(
    session: Session, area: str | None, category: str | None, number: int
) -> tuple[list[Card], bool]:
    """A page of them, from 1 on, and whether there are more."""
    first = (max(1, number) - 1) * A_PAGE
    rows = session.scalars(_ordered(area, category).offset(first).limit(A_PAGE + 1)).all()
    return _cards(session, rows[:A_PAGE]), len(rows) > A_PAGE


def villages(session: Session, area: str) -> list[tuple[str, str, int]]:
    """Where there are pins: code, title, and how many."""
    counts = select(Pin.village_code, func.count()).where(
        Pin.public.is_(True), areas.within(Pin.village_code, area)
    )
    rows = session.execute(counts.group_by(Pin.village_code).order_by(Pin.village_code)).all()
    titles = areas.titles(session, [code for code, _ in rows])
    return [(code, titles[code], count) for code, count in rows]


def _public(area: str | None, category: str | None) -> Select[Pin]:
    found = select(Pin).where(Pin.public.is_(True))
    if area:
        found = found.where(areas.within(Pin.village_code, area))
    return found.where(Pin.category == category) if category else found


def _ordered(area: str | None, category: str | None) -> Select[Pin]:
    return _public(area, category).order_by(Pin.village_code, Pin.category, Pin.title, Pin.id)


def _cards(session: Session, pins: Iterable[Pin]) -> list[Card]:
    found: Sequence[Pin] = list(pins)
    titles = areas.titles(session, {pin.village_code for pin in found})
    homes = {pin.household_id for pin in found if pin.household_id is not None}
    houses = session.scalars(select(Household).where(Household.id.in_(homes))).all()
    wanted = [(house, NO_MONTH) for house in houses]
    seen = faces.seen(session, wanted, with_deeds=False) if wanted else {}
    return [_card(pin, titles, seen) for pin in found]


def _card(pin: Pin, titles: Mapping[str, str], seen: Mapping[tuple[int, date], Seen]) -> Card:
    face = seen.get((pin.household_id or 0, NO_MONTH), UNSEEN)
    return Card(
        pin.id, pin.category, titles[pin.village_code], pin.lat, pin.lon, pin.precision, pin.title,
        face.story, face.photo,
    )  # fmt: skip
