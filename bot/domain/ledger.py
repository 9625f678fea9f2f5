"""The books of the good-deed bank: double entry, append-only.

Every transfer is two entries that sum to zero: a household's account and its village's bank. An
entry is never changed; what was wrong is put right by another. `balances` repeats each household's
sum so that a passbook opens as fast after ten years as on the first day.
"""

import uuid
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
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
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.domain.registry import Household


class Entry(Base):
    """One line of one account. `amount` in แต้ม; reasons: deposit, correction, reversal."""

    __tablename__ = "entries"
    __table_args__ = (Index("ix_entries_account_id", "account", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transfer: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
    account: Mapped[str] = mapped_column(String(40))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"))
    village_code: Mapped[str] = mapped_column(String(8), index=True)
    amount: Mapped[int]
    reason: Mapped[str] = mapped_column(String(20))
    deed_id: Mapped[int | None] = mapped_column(ForeignKey("deeds.id"), index=True)


class Balance(Base):
    """ยอดคงเหลือ of a household: the sum of its entries."""

    __tablename__ = "balances"

    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    amount: Mapped[int] = mapped_column(default=0)


ENTRIES, BALANCES = cast(Table, Entry.__table__), cast(Table, Balance.__table__)


def balance(session: Session, household_id: int) -> int:
    """What the household has, in แต้ม."""
    values = {"household": household_id}
    return session.connection().execute(_balance(), values).scalar() or 0


@cache
def _balance() -> Select[Any]:
    return select(BALANCES.c.amount).where(BALANCES.c.household_id == bindparam("household"))


def settle(
    session: Session,
    household: Household,
    deed_id: int,
    should_be: int,
    at: datetime,
    *,
    booked: int | None = None,
) -> int:
    """Make the deed stand in the books with `should_be` แต้ม, by what is missing or too much.

    `booked` is what already stands there, for who knows it; else it is looked up. Returns the
    household's balance.
    """
    if booked is None:
        booked = session.scalar(
            select(func.coalesce(func.sum(Entry.amount), 0)).where(
                Entry.deed_id == deed_id, Entry.household_id.is_not(None)
            )
        )
    difference = should_be - (booked or 0)
    if difference == 0:
        return balance(session, household.id)
    reason = "deposit" if not booked else "correction" if should_be else "reversal"
    return _transfer(session, household, difference, reason, at, deed_id)


def _transfer(
    session: Session,
    household: Household,
    amount: int,
    reason: str,
    at: datetime,
    deed_id: int | None,
) -> int:
    """Both entries, and the balance after them."""
    same = {
        "transfer": uuid.uuid4().hex,
        "at": at,
        "village_code": household.village_code,
        "reason": reason,
        "deed_id": deed_id,
    }
    of_house = {"account": f"household:{household.id}", "household_id": household.id}
    of_bank = {"account": f"bank:{household.village_code}", "household_id": None}
    connection = session.connection()
    connection.execute(
        insert(ENTRIES),
        [{**same, **of_house, "amount": amount}, {**same, **of_bank, "amount": -amount}],
    )
    values = {"household": household.id, "more": amount}
    changed = connection.execute(_add_to_balance(), values).scalar()
    if changed is not None:
        return int(changed)
    connection.execute(insert(BALANCES).values(household_id=household.id, amount=amount))
    return amount


@cache
def _add_to_balance() -> Update:
    of_household = BALANCES.c.household_id == bindparam("household")
    more = BALANCES.c.amount + bindparam("more")
    return update(BALANCES).where(of_household).values(amount=more).returning(BALANCES.c.amount)
