"""ทะเบียนครัวเรือน: households, and the people who live in them, with or without a phone."""

import re
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Protocol

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, bindparam, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.db import NEVER_AGAIN, Base
from bot.domain.areas import Village, within

HOUSE_NO = re.compile(r"\d{1,5}(?:/\d{1,5})?[ก-ฮ]?")


class Household(Base):
    """ครัวเรือน: the account holder of the good-deed bank. Key: village and house number."""

    __tablename__ = "households"
    __table_args__ = (UniqueConstraint("village_code", "house_no"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    village_code: Mapped[str] = mapped_column(String(8), ForeignKey("villages.code"))
    house_no: Mapped[str]
    head: Mapped[str | None]
    phone: Mapped[str | None]
    size: Mapped[int | None]
    """How many live there, as the officers' list says."""
    joined_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="active")
    """`listed` (in a register, has not joined), `active`, `left`."""
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("households.id"))
    """The household whose book has taken over this one's points."""

    village: Mapped[Village] = relationship()

    @property
    def moo(self) -> int:
        return int(self.village_code[6:])

    @property
    def address(self) -> str:
        return f"{self.house_no} หมู่ {self.moo}"


class Member(Base):
    """สมาชิกในบ้าน: a person of the household, by the name the house uses."""

    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("household_id", "name"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    name: Mapped[str]
    named_by: Mapped[int | None]
    """The account that entered this as its owner's own name: it goes when that is erased."""


def clean_house_no(text: str) -> str | None:
    """The house number in its one spelling (`12/3`), or None if it cannot be one."""
    folded = text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    bare = re.sub(r"\s+", "", folded.replace("ทับ", "/"))
    if not HOUSE_NO.fullmatch(bare):
        return None
    return "/".join(part.lstrip("0") or "0" for part in bare.split("/"))


def find(session: Session, village_code: str, house_no: str) -> Household | None:
    return session.scalar(select(Household).filter_by(village_code=village_code, house_no=house_no))


def standing(session: Session, village_code: str, house_no: str) -> Household | None:
    """The household that answers for this address now: for one that was merged, the other."""
    found = find(session, village_code, house_no)
    while found is not None and found.merged_into is not None:
        found = session.get(Household, found.merged_into)
    return found


def enter(session: Session, village: Village, house_no: str, on: date | None) -> Household:
    """The household at this address; one that is not in the register yet is entered.

    With `on`, a household that was only listed has joined on that day, and for one that was merged
    the other answers; without it the row of just this address is meant, as a list has it.
    """
    look_up = find if on is None else standing
    household = look_up(session, village.code, house_no)
    if household is None:
        household = Household(village_code=village.code, house_no=house_no, status="listed")
        household.village = village
        session.add(household)
    if on is not None and household.status != "active":
        household.status = "active"
        household.joined_on = household.joined_on or on
    session.flush()
    return household


def hold(session: Session, *household_ids: int) -> None:
    """Nobody else decides, asks, fetches or merges for these households until we are done."""
    rows = select(Household.id).where(Household.id.in_(household_ids)).order_by(Household.id)
    session.execute(rows.with_for_update()).all()


class _OfHousehold(Protocol):
    household_id: Any


def hold_that_of(session: Session, row: _OfHousehold) -> None:
    """The row's household, also where it was merged into another meanwhile; the row as it is."""
    held = None
    while held != row.household_id:
        held = row.household_id
        hold(session, held)
        session.refresh(row)


@dataclass(frozen=True)
class Listing:
    """What an officers' list says of a household; None says nothing."""

    head: str | None = None
    phone: str | None = None
    size: int | None = None
    joined_on: date | None = None
    status: str | None = None


def list_household(session: Session, village: Village, house_no: str, listing: Listing) -> None:
    """Enter or mend a household as a list has it; what the list does not say stays as it was. An
    old list does not bring back a household that was merged."""
    house = enter(session, village, house_no, None)
    if house.merged_into is not None:
        return
    for field in fields(listing):
        said = getattr(listing, field.name)
        if said is not None:
            setattr(house, field.name, said)
    if listing.head:
        member_named(session, house, listing.head)


def by_house_no(household: Household) -> tuple[list[int], str]:
    """9 before 12, 12/3 before 12/10."""
    number = household.house_no
    return [int(digits) for digits in re.findall(r"\d+", number)], number


def inhabited(session: Session) -> list[str]:
    """The codes of villages in which households have joined, one look a village however many
    households there are: the clock asks every minute."""
    joined = exists().where(Household.village_code == Village.code, Household.status == "active")
    return list(session.scalars(select(Village.code).where(joined).order_by(Village.code)))


def active(session: Session, area: str) -> list[Household]:
    """Households of the area that have joined."""
    joined = select(Household).where(within(Household.village_code, area))
    return list(session.scalars(joined.filter_by(status="active").order_by(Household.id)))


def villages_joined(session: Session, area: str) -> list[str]:
    """The codes of the villages of the area in which households have joined."""
    joined = select(Household.village_code).where(within(Household.village_code, area))
    codes = joined.filter_by(status="active").distinct().order_by(Household.village_code)
    return list(session.scalars(codes))


def members(session: Session, household: Household) -> list[Member]:
    return list(session.scalars(_members(), {"household": household.id}))


@cache
def _members() -> Select[Member]:
    return select(Member).where(Member.household_id == bindparam("household")).order_by(Member.id)


def member_named(
    session: Session, household: Household, name: str, *, by: int | None = None
) -> Member:
    """The member of this name, entered if new. Names are kept as said, without outer spaces.

    `by` is the account whose owner says of themselves to be called so.
    """
    name = " ".join(name.split())[:60]
    member = session.scalar(select(Member).filter_by(household_id=household.id, name=name))
    if member is None:
        member = Member(household_id=household.id, name=name, named_by=by)
        session.add(member)
        session.flush()
    return member
