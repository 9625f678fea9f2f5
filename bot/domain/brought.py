"""Deeds that come out of a file: from a paper passbook, or from another installation."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import local_menu, points, registry
from bot.domain.deed import Claim, Deed
from bot.domain.deeds import book
from bot.domain.menu import MenuItem

FIRST_DAY = date(2017, 1, 1)
"""Nobody kept a passbook of good deeds before 2560 BE: an earlier day is a slip."""

MOST_POINTS = 10_000
"""More for one deed is a slip: a household earns at most sixty a day."""


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
    house = registry.standing(session, village_code, house_no)
    if house is None or is_known(session, brought.key):
        return
    claim = brought.claim
    kind = local_menu.of(session, village_code, brought.done_on)[claim.kind]
    units, worth = by_menu(kind, claim)
    kind_name, kind_unit = local_menu.differing(kind)
    deed = Deed(
        key=brought.key or uuid.uuid4().hex,
        village_code=village_code,
        household_id=house.id,
        kind=claim.kind,
        kind_name=kind_name,
        kind_unit=kind_unit,
        quantity=claim.quantity,
        unit=claim.unit,
        units=units,
        points=worth if brought.points is None else brought.points,
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
    book(session, deed, now, new=True)


def is_known(session: Session, key: str | None) -> bool:
    """Whether a deed has this key already."""
    known = select(Deed.id).filter_by(key=key)
    return key is not None and session.scalar(known) is not None


def by_menu(kind: MenuItem, claim: Claim) -> tuple[Decimal, int]:
    """What a claim counts in the unit of this line of the menu, and the points for it; no caps
    apply."""
    units = points.units_of(kind, claim.quantity, claim.unit)
    return units, int(units * kind.points)
