"""The books of the good-deed bank: double entry, append-only.

A transfer is two entries or more that sum to zero: a household's account against its village's bank
(what was earned) or its tambon's rewards (what was spent). An entry is never changed; what was
wrong is put right by another. `day` is the day an entry counts for, never one of a closed month: so
a month that is closed reads the same for ever.

`balances` and `member_balances` repeat the sums, so that a passbook opens as fast after ten years
as on the first day; `replay` says what they must be.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Select,
    String,
    Table,
    Update,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base, insert_if_new
from bot.domain import months
from bot.domain.areas import Village, within
from bot.domain.registry import Household
from bot.errors import Refused

REASONS = ("deposit", "bonus", "correction", "withdrawal", "reversal")

COMMON = 0
"""Whose share it is when it is the whole house's."""

Shares = Mapping[int, int]
"""แต้ม by member id, or `COMMON`."""


_OF_HOUSES = text("household_id IS NOT NULL")


class Entry(Base):
    """One line of one account. `amount` in แต้ม; `member_id`: whose share of the household it is;
    `kind`: the menu's code for which it was earned."""

    __tablename__ = "entries"
    __table_args__ = (
        Index("ix_entries_account_id", "account", "id"),
        Index(
            "ix_entries_household_day", "household_id", "day", "id",
            # and all that a statement needs, so that it is read from the index alone
            "amount", "reason", "kind", "member_id", "redemption_id", "bonus_month", "deed_id",
            "transfer",
            sqlite_where=_OF_HOUSES, postgresql_where=_OF_HOUSES,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    transfer: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
    day: Mapped[date] = mapped_column(Date)
    account: Mapped[str] = mapped_column(String(40))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    village_code: Mapped[str] = mapped_column(String(8), index=True)
    amount: Mapped[int]
    reason: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str | None] = mapped_column(String(10))
    deed_id: Mapped[int | None] = mapped_column(ForeignKey("deeds.id"), index=True)
    redemption_id: Mapped[int | None] = mapped_column(ForeignKey("redemptions.id"), index=True)
    bonus_month: Mapped[date | None] = mapped_column(Date)
    """The month whose ครบ 3 มิติ it is."""


SPENT = (Entry.reason == "withdrawal") | Entry.redemption_id.is_not(None)
"""Entries of ถอน; all others are ฝาก, corrections among them."""


class Balance(Base):
    """ยอดคงเหลือ of a household: the sum of its entries; `earned`: of those that are no spending."""

    __tablename__ = "balances"
    __table_args__ = (CheckConstraint("amount >= 0", name="not_overdrawn"),)

    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    amount: Mapped[int] = mapped_column(default=0)
    earned: Mapped[int] = mapped_column(default=0, server_default="0")


class MemberBalance(Base):
    """What one member brought into the household's account."""

    __tablename__ = "member_balances"

    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    amount: Mapped[int]


class Overdrawn(Refused):
    """The points are spent already: an account never falls below zero. Params: missing."""

    key = "overdrawn"


@dataclass(frozen=True)
class About:
    """What an entry is about; all entries about one thing are settled together. `kind`: what the
    deed is by the menu now."""

    deed_id: int | None = None
    kind: str | None = None
    redemption_id: int | None = None
    bonus_month: date | None = None


@dataclass(frozen=True)
class When:
    """The moment of booking, and the day it counts for."""

    at: datetime
    day: date


ENTRIES, BALANCES = cast(Table, Entry.__table__), cast(Table, Balance.__table__)
MEMBERS = cast(Table, MemberBalance.__table__)


def balance(session: Session, household_id: int) -> int:
    """What the household has, in แต้ม."""
    values = {"household": household_id}
    return session.connection().execute(_balance(), values).scalar() or 0


@cache
def _balance() -> Select[Any]:
    return select(BALANCES.c.amount).where(BALANCES.c.household_id == bindparam("household"))


def earned(session: Session, household_id: int) -> int:
    """Lifetime deposits, in แต้ม: what was withdrawn does not lower them."""
    row = select(BALANCES.c.earned).where(BALANCES.c.household_id == household_id)
    return session.scalar(row) or 0


def of_members(session: Session, household_id: int) -> dict[int, int]:
    """แต้ม that each member brought in, by member id."""
    rows = select(MEMBERS.c.member_id, MEMBERS.c.amount).where(
        MEMBERS.c.household_id == household_id
    )
    return {row.member_id: row.amount for row in session.execute(rows)}


def when(village: Village | None, at: datetime, day: date) -> When:
    """Booked at `at`, the village's time, for `day`, or for today if that month is closed."""
    closed = village.closed_through if village else None
    return When(at, day if months.is_open(closed, day) else at.date())


def settle(
    session: Session,
    household: Household,
    about: About,
    should_be: Shares,
    moment: When,
    *,
    new: bool = False,
    first: str = "deposit",
) -> int:
    """Make this stand in the household's book with these shares, by what is missing or too much.

    `new`: nothing about it stands there yet. `first`: the reason of its first entry. Returns the
    household's balance. Raises Overdrawn, where points to be taken back are spent.
    """
    booked = {} if new else _booked(session, household, about)
    wanted = {(member, about.kind): amount for member, amount in should_be.items()}
    changes = {
        key: difference
        for key in {**booked, **wanted}
        if (difference := wanted.get(key, 0) - booked.get(key, 0))
    }
    if not changes:
        return balance(session, household.id)
    standing = any(booked.values())
    reason = first if not standing else "correction" if any(should_be.values()) else "reversal"
    bank = f"bank:{household.village_code}"
    return _write(session, household, bank, changes, reason, moment, about)


def transfer(
    session: Session,
    household: Household,
    against: str,
    shares: Shares,
    reason: str,
    moment: When,
    about: About,
) -> int:
    """All entries of one transfer, and the household's balance after them. Raises Overdrawn."""
    lines = {(member, about.kind): amount for member, amount in shares.items()}
    return _write(session, household, against, lines, reason, moment, about)


_Key = tuple[int, str | None]
"""Whose share, and of which kind of deed."""


def _write(
    session: Session,
    household: Household,
    against: str,
    changes: Mapping[_Key, int],
    reason: str,
    moment: When,
    about: About,
) -> int:
    total = sum(changes.values())
    same = {
        "transfer": uuid.uuid4().hex,
        "at": moment.at,
        "day": moment.day,
        "village_code": household.village_code,
        "reason": reason,
        "deed_id": about.deed_id,
        "redemption_id": about.redemption_id,
        "bonus_month": about.bonus_month,
    }
    of_house = {"account": f"household:{household.id}", "household_id": household.id}
    lines: list[dict[str, object]] = [
        {**same, **of_house, "member_id": member or None, "kind": kind, "amount": amount}
        for (member, kind), amount in changes.items()
    ]
    if total:
        bank = {"account": against, "household_id": None, "member_id": None, "kind": about.kind}
        lines.append({**same, **bank, "amount": -total})
    session.connection().execute(insert(ENTRIES), lines)
    for member, amount in _by_member(changes).items():
        if member and amount:
            _add_to_member(session, household.id, member, amount)
    spent = reason == "withdrawal" or about.redemption_id is not None
    return _add_to_balance(session, household.id, total, 0 if spent else total)


def _by_member(changes: Mapping[_Key, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for (member, _), amount in changes.items():
        found[member] = found.get(member, 0) + amount
    return found


def _booked(session: Session, household: Household, about: About) -> dict[_Key, int]:
    rows = select(Entry.member_id, Entry.kind, func.sum(Entry.amount)).where(
        Entry.household_id == household.id
    )
    if about.deed_id is not None:
        rows = rows.where(Entry.deed_id == about.deed_id)
    elif about.redemption_id is not None:
        rows = rows.where(Entry.redemption_id == about.redemption_id)
    else:
        # the index of the household's days finds them: a bonus counts for a day after its month
        rows = rows.where(Entry.bonus_month == about.bonus_month, Entry.day > about.bonus_month)
    found = session.execute(rows.group_by(Entry.member_id, Entry.kind))
    return {(member or COMMON, kind): int(amount) for member, kind, amount in found}


def _add_to_balance(session: Session, household_id: int, more: int, more_earned: int) -> int:
    """The balance after it; the condition holds against any other writer."""
    connection = session.connection()
    values = {"household": household_id, "more": more, "more_earned": more_earned}
    changed = connection.execute(_more(), values).scalar()
    if changed is not None:
        return int(changed)
    new = insert_if_new(connection.dialect.name, Balance)
    connection.execute(new.values(household_id=household_id, amount=0, earned=0))
    changed = connection.execute(_more(), values).scalar()
    if changed is None:
        raise Overdrawn(missing=-(balance(session, household_id) + more))
    return int(changed)


@cache
def _more() -> Update:
    amount = BALANCES.c.amount + bindparam("more")
    return (
        update(BALANCES)
        .where(BALANCES.c.household_id == bindparam("household"), amount >= 0)
        .values(amount=amount, earned=BALANCES.c.earned + bindparam("more_earned"))
        .returning(BALANCES.c.amount)
    )


def _add_to_member(session: Session, household_id: int, member_id: int, more: int) -> None:
    connection = session.connection()
    new = insert_if_new(connection.dialect.name, MemberBalance)
    key = {"household_id": household_id, "member_id": member_id}
    inserted = connection.execute(new.values(**key, amount=more).returning(MEMBERS.c.amount))
    if inserted.first() is None:
        row = (MEMBERS.c.household_id == household_id) & (MEMBERS.c.member_id == member_id)
        connection.execute(update(MEMBERS).where(row).values(amount=MEMBERS.c.amount + more))


@dataclass(frozen=True)
class Replayed:
    """What the entries alone say of an area: `off` are accounts whose balance says otherwise, also
    those that have a balance and no entries."""

    entries: int
    total: int
    off: tuple[str, ...]

    @property
    def balanced(self) -> bool:
        """All accounts sum to zero, and every balance is what its entries sum to."""
        return self.total == 0 and not self.off


def replay(session: Session, area: str = "") -> Replayed:
    """Read the whole ledger of an area ("": all) and compare: for operators and tests."""
    here = [within(Entry.village_code, area)] if area else []
    houses_here = [within(Household.village_code, area)] if area else []
    count, total = session.execute(
        select(func.count(), func.coalesce(func.sum(Entry.amount), 0)).where(*here)
    ).one()
    sums: dict[int, tuple[int, int]] = {}
    shares: dict[tuple[int, int], int] = {}
    for house, member, amount, deposits in session.execute(
        select(
            Entry.household_id,
            Entry.member_id,
            func.sum(Entry.amount),
            func.sum(Entry.amount).filter(~SPENT),
        )
        .where(Entry.household_id.is_not(None), *here)
        .group_by(Entry.household_id, Entry.member_id)
    ):
        known = sums.get(house or 0, (0, 0))
        sums[house or 0] = (known[0] + int(amount), known[1] + int(deposits or 0))
        if member is not None:
            shares[house or 0, member] = int(amount)
    balances = {
        house: (amount, deposits)
        for house, amount, deposits in session.execute(
            select(Balance.household_id, Balance.amount, Balance.earned)
            .join(Household, Household.id == Balance.household_id)
            .where(*houses_here)
        )
    }
    of_members = {
        (house, member): amount
        for house, member, amount in session.execute(
            select(MemberBalance.household_id, MemberBalance.member_id, MemberBalance.amount)
            .join(Household, Household.id == MemberBalance.household_id)
            .where(*houses_here)
        )
    }
    off = [
        f"household:{house} member:{member}"
        for house, member in shares.keys() | of_members.keys()
        if of_members.get((house, member), 0) != shares.get((house, member), 0)
    ]
    off += [
        f"household:{house}"
        for house in sums.keys() | balances.keys()
        if balances.get(house) != sums.get(house, (0, 0))
    ]
    return Replayed(count, int(total), tuple(sorted(off)))
