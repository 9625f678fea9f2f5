"""Deeds that come out of a file: from a paper passbook, or from another installation."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import points, registry
from bot.domain.deeds import Claim, Deed, book
from bot.domain.menu import item


@dataclass(frozen=True)
class Brought:
    """A deed out of a file. `points` None: as the menu says; the caps do not apply."""

    key: str | None
    claim: Claim
    points: int | None
    done_on: date
    status: str
    member: str | None
    text: str | None


def bring(
    session: Session, village_code: str, house_no: str, brought: Brought, now: datetime
) -> None:
    """Enter a deed from a file; one whose key is known is left alone."""
    known = select(Deed.id).filter_by(key=brought.key)
    house = registry.find(session, village_code, house_no)
    if house is None or (brought.key and session.scalar(known) is not None):
        return
    claim = brought.claim
    kind = item(claim.kind)
    units = points.units_of(kind, claim.quantity, claim.unit)
    deed = Deed(
        key=brought.key or uuid.uuid4().hex,
        village_code=village_code,
        household_id=house.id,
        kind=claim.kind,
        quantity=claim.quantity,
        unit=claim.unit,
        units=units,
        points=int(units * kind.points) if brought.points is None else brought.points,
        done_on=brought.done_on,
        status=brought.status,
        text=brought.text,
        recorded_at=now,
        said_at=now,
    )
    deed.household = house
    deed.member = registry.member_named(session, house, brought.member) if brought.member else None
    session.add(deed)
    session.flush()
    book(session, deed, now, booked=0)
