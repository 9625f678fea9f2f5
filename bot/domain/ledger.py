"""The books of the good-deed bank: double entry, append-only.

Every transfer is two entries that sum to zero: a household's account and its village's bank. An
entry is never changed; what was wrong is put right by another. `balances` repeats each household's
sum so that a passbook opens as fast after ten years as on the first day.
"""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, func, insert, select, update
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


def balance(session: Session, household_id: int) -> int:
    """What the household has, in แต้ม."""
    return session.scalar(select(Balance.amount).filter_by(household_id=household_id)) or 0


def settle(
    session: Session,
    household: Household,
    deed_id: int,
    should_be: int,
    at: datetime,
    *,
    booked: int | None = None,
) -> None:
    """Make the deed stand in the books with `should_be` แต้ม, by what is missing or too much.

    `booked` is what already stands there, for who knows it; else it is looked up.
    """
    if booked is None:
        booked = session.scalar(
            select(func.coalesce(func.sum(Entry.amount), 0)).where(
                Entry.deed_id == deed_id, Entry.household_id.is_not(None)
            )
        )
    difference = should_be - (booked or 0)
    if difference == 0:
        return
    reason = "deposit" if not booked else "correction" if should_be else "reversal"
    _transfer(session, household, difference, reason, at, deed_id)


def _transfer(
    session: Session,
    household: Household,
    amount: int,
    reason: str,
    at: datetime,
    deed_id: int | None,
) -> None:
    same = {
        "transfer": uuid.uuid4().hex,
        "at": at,
        "village_code": household.village_code,
        "reason": reason,
        "deed_id": deed_id,
    }
    of_house = {"account": f"household:{household.id}", "household_id": household.id}
    of_bank = {"account": f"bank:{household.village_code}", "household_id": None}
    session.execute(
        insert(Entry),
        [
            {**same, **of_house, "amount": amount},
            {**same, **of_bank, "amount": -amount},
        ],
    )
    changed = session.execute(
        update(Balance)
        .where(Balance.household_id == household.id)
        .values(amount=Balance.amount + amount)
        .returning(Balance.amount)
    ).first()
    if changed is None:
        session.execute(insert(Balance).values(household_id=household.id, amount=amount))
