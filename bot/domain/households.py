"""บ้านที่รวม แยก และย้าย: what an officer does to the register, and what becomes of the books.

A book is moved by transfers, never rewritten: what was earned as corrections, what was spent as
withdrawals, so that balance and level of both houses stay what their entries sum to. What happened
in a house stays its history.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.domain import (
    access,
    audit,
    faces,
    ledger,
    notices,
    people,
    places,
    redemptions,
    registry,
    votes_merged,
)
from bot.domain.areas import Village
from bot.domain.deed import Deed, DeedDoer
from bot.domain.ledger import About, Balance, Shares
from bot.domain.people import LineUser
from bot.domain.registry import Household, Member
from bot.errors import Refused


class NoSuchHousehold(Refused):
    """Not in the register. Params: house."""

    key = "no_such_household"


class NoSuchMember(Refused):
    """Params: name, house, known."""

    key = "no_such_member"


class SameHousehold(Refused):
    """From a house to itself. Params: house."""

    key = "same_household"


class MergedBefore(Refused):
    """It has been merged into another. Params: house, into."""

    key = "merged_before"


class AcrossVillages(Refused):
    """Two villages have two banks, and months closed at different times."""

    key = "across_villages"


class HouseTaken(Refused):
    """The new house is somebody's already. Params: house."""

    key = "house_taken"


class SplitTooMuch(Refused):
    """More than is in the book. Params: balance."""

    key = "split_too_much"


@dataclass(frozen=True)
class Merging:
    """What a merge would do, and did: แต้ม that move, and who moves with them."""

    old: Household
    new: Household
    balance: int
    earned: int
    members: int
    accounts: int
    waiting: int
    """Requests for rewards that are still undecided: they are refused."""


@dataclass(frozen=True)
class Splitting:
    """A new house, and แต้ม for it from the book of the old one."""

    old: Household
    village: Village
    house_no: str
    points: int
    balance: int
    """Of the old one, before."""


@dataclass(frozen=True)
class Moving:
    """A member and the account they speak through, if there is one."""

    member: Member
    old: Household
    village: Village
    house_no: str
    accounts: int


def there(session: Session, village: Village, house_no: str) -> Household:
    """The household of just this address. Raises NoSuchHousehold, MergedBefore."""
    house = registry.find(session, village.code, house_no)
    if house is None:
        raise NoSuchHousehold(house=f"{house_no} หมู่ {village.moo}")
    if house.merged_into is not None:
        now = registry.standing(session, village.code, house_no)
        raise MergedBefore(house=house.address, into=now.address if now else "")
    return house


def look_at_merge(session: Session, old: Household, new: Household, line_id: str | None) -> Merging:
    """What merging `old` into `new` would do. Raises NotAllowed, and what `merge` raises."""
    for house in (old, new):
        access.require(session, line_id, "keep register", house.village_code)
    if old.id == new.id:
        raise SameHousehold(house=old.address)
    for house in (old, new):
        there(session, house.village, house.house_no)
    if old.village_code != new.village_code:
        raise AcrossVillages
    return Merging(
        old, new,
        balance=ledger.balance(session, old.id),
        earned=ledger.earned(session, old.id),
        members=len(registry.members(session, old)),
        accounts=len(people.of_household(session, old.id)),
        waiting=len(redemptions.undecided(session, old)),
    )  # fmt: skip


def merge(
    session: Session, old: Household, new: Household, line_id: str | None, now: datetime
) -> Merging:
    """`new` takes over book, members, accounts and what waits of `old`; the deeds of `old` that are
    decided stay its own history. Raises NotAllowed, SameHousehold, MergedBefore, AcrossVillages.
    """
    registry.hold(session, old.id, new.id)
    for house in (old, new):
        session.refresh(house)
    _hold_books(session, old, new)
    done = look_at_merge(session, old, new, line_id)
    moved = _same_members(session, old, new)
    refused = redemptions.merged(session, old, new, line_id, now)
    _move_book(session, old, new, moved, now)
    _move_waiting_deeds(session, old, new, moved)
    votes_merged.merge(session, old, new, now)
    for user in people.of_household(session, old.id):
        member = moved.get(user.member_id) if user.member_id else None
        _bring(user, new, member, now)
    session.flush()
    places.unpin(session, old, line_id or "", now)
    faces.merged(session, old, new, now)
    if new.status != "active" and old.status == "active":
        new.status, new.joined_on = "active", new.joined_on or old.joined_on
    old.status, old.merged_into = "left", new.id
    before = update(Household).where(Household.merged_into == old.id)
    session.execute(before.values(merged_into=new.id))  # in one step, however often it was merged
    session.flush()
    what = f"{old.id} into {new.id}"
    audit.write(session, line_id, "household:merged", what, now, new.village_code)
    balance = ledger.balance(session, new.id)
    notices.merged(session, old, new)
    if people.of_household(session, new.id):
        notices.leave(
            session, new, "household_merged", now,
            old=old.address, house=new.address, balance=balance, refused=refused,
        )  # fmt: skip
    return done


def look_at_split(
    session: Session, old: Household, village: Village, house_no: str, points: int,
    line_id: str | None,
) -> Splitting:  # fmt: skip
    """What a split would do. Raises NotAllowed, and what `split` raises."""
    for code in (old.village_code, village.code):
        access.require(session, line_id, "keep register", code)
    there(session, old.village, old.house_no)
    if (old.village_code, old.house_no) == (village.code, house_no):
        raise SameHousehold(house=old.address)
    if old.village_code != village.code:
        raise AcrossVillages
    known = registry.find(session, village.code, house_no)
    if known is not None and known.status != "listed":
        raise HouseTaken(house=known.address)
    balance = ledger.balance(session, old.id)
    if not 0 <= points <= balance:
        raise SplitTooMuch(balance=balance)
    return Splitting(old, village, house_no, points, balance)


def split(
    session: Session, old: Household, village: Village, house_no: str, points: int,
    line_id: str | None, now: datetime,
) -> Household:  # fmt: skip
    """A new household with a book of its own: empty, or with so many แต้ม of the old one, which
    lowers the level of the old by as much as it raises that of the new.

    Raises NotAllowed, NoSuchHousehold, MergedBefore, SameHousehold, AcrossVillages, HouseTaken,
    SplitTooMuch.
    """
    registry.hold(session, old.id)
    session.refresh(old)
    _hold_books(session, old)
    look_at_split(session, old, village, house_no, points, line_id)
    new = registry.enter(session, village, house_no, now.date())
    if points:
        _transfer(session, old, {ledger.COMMON: -points}, "correction", now)
        _transfer(session, new, {ledger.COMMON: points}, "correction", now)
    what = f"{new.id} from {old.id}"
    audit.write(session, line_id, "household:split", what, now, village.code)
    if people.of_household(session, old.id):
        notices.leave(
            session, old, "household_split", now,
            old=old.address, house=new.address, points=points,
        )  # fmt: skip
    return new


def look_at_move(
    session: Session, old: Household, name: str, village: Village, house_no: str,
    line_id: str | None,
) -> Moving:  # fmt: skip
    """Who would move. Raises NotAllowed, and what `move` raises."""
    for code in (old.village_code, village.code):
        access.require(session, line_id, "keep register", code)
    if (old.village_code, old.house_no) == (village.code, house_no):
        raise SameHousehold(house=old.address)
    if registry.find(session, village.code, house_no):
        there(session, village, house_no)
    known = registry.members(session, old)
    member = next((member for member in known if member.name == name), None)
    if member is None:
        raise NoSuchMember(name=name, house=old.address, known=[m.name for m in known])
    return Moving(member, old, village, house_no, len(_speaking_as(session, member)))


def move(
    session: Session, old: Household, name: str, village: Village, house_no: str,
    line_id: str | None, now: datetime,
) -> Household:  # fmt: skip
    """A member of the house enters another under the same name, with the account they alone speak
    through. What they earned stays with the old house, and so does their name, for its history.

    Raises NotAllowed, SameHousehold, MergedBefore, NoSuchMember.
    """
    member = look_at_move(session, old, name, village, house_no, line_id).member
    new = registry.enter(session, village, house_no, now.date())
    there_now = registry.member_named(session, new, member.name, by=member.named_by)
    for user in _speaking_as(session, member):
        places.left(session, user, now)
        faces.take_back(session, user, now)
        _bring(user, new, there_now, now)
        notices.leave(session, user, "household_moved", now, old=old.address, house=new.address)
    session.flush()
    what = f"{member.id} to {there_now.id}"
    audit.write(session, line_id, "household:moved", what, now, new.village_code)
    return new


def _speaking_as(session: Session, member: Member) -> Sequence[LineUser]:
    """The accounts of this member's own."""
    own = select(LineUser).filter_by(member_id=member.id, household_id=member.household_id)
    return session.scalars(own.order_by(LineUser.id)).all()


def _bring(user: LineUser, house: Household, member: Member | None, now: datetime) -> None:
    """The account speaks for this house from now on, by an officer's word and not its own."""
    user.household, user.household_since, user.member = house, now, member


def _hold_books(session: Session, *houses: Household) -> None:
    """No entry is made for these houses until we are done."""
    ids = [house.id for house in houses]
    rows = select(Balance.household_id).where(Balance.household_id.in_(ids))
    session.execute(rows.order_by(Balance.household_id).with_for_update()).all()


def _same_members(session: Session, old: Household, new: Household) -> dict[int, Member]:
    """Each member of the old house in the new one, by the old id; a name they both have is one."""
    return {
        member.id: registry.member_named(session, new, member.name, by=member.named_by)
        for member in registry.members(session, old)
    }


def _move_book(
    session: Session, old: Household, new: Household, moved: dict[int, Member], now: datetime
) -> None:
    """The spent part first, so that no account is ever below zero."""
    earned = ledger.earned(session, old.id)
    spent = earned - ledger.balance(session, old.id)
    brought = ledger.of_members(session, old.id)
    of_old = {**brought, ledger.COMMON: earned - sum(brought.values())}
    of_new: dict[int, int] = {}
    for member, amount in of_old.items():
        there_now = moved[member].id if member else ledger.COMMON
        of_new[there_now] = of_new.get(there_now, 0) + amount
    _transfer(session, old, {ledger.COMMON: spent}, "withdrawal", now)
    _transfer(
        session, old, {member: -amount for member, amount in of_old.items()}, "correction", now
    )
    _transfer(session, new, of_new, "correction", now)
    _transfer(session, new, {ledger.COMMON: -spent}, "withdrawal", now)


def _transfer(
    session: Session, house: Household, shares: Shares, reason: str, now: datetime
) -> None:
    """Against the bank what was earned, against the tambon's rewards what was spent."""
    shares = {member: amount for member, amount in shares.items() if amount}
    if not shares:
        return
    code = house.village_code
    against = f"rewards:{code[:6]}" if reason == "withdrawal" else f"bank:{code}"
    moment = ledger.when(session.get(Village, code), now, now.date())
    ledger.transfer(session, house, against, shares, reason, moment, About())


def _move_waiting_deeds(
    session: Session, old: Household, new: Household, moved: dict[int, Member]
) -> None:
    """What the committee has yet to decide is the new house's, so that its yes is booked there; it
    is another revision, for the committee was shown another house."""
    waiting = select(Deed).filter_by(household_id=old.id, status="recorded")
    for deed in session.scalars(waiting.with_for_update(of=Deed)).unique().all():
        doers = [moved[member.id].id for member in deed.doers if member.id in moved]
        session.execute(delete(DeedDoer).where(DeedDoer.deed_id == deed.id))
        session.add_all(DeedDoer(deed_id=deed.id, member_id=member) for member in set(doers))
        deed.member = moved.get(deed.member_id) if deed.member_id else None
        deed.household = new
        deed.revision += 1
        session.flush()
        session.expire(deed, ["doers"])
