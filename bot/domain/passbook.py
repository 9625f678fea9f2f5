"""สมุดความดี: what a household reads of its own account. Only looks, never writes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from bot.domain import ledger, levels, months, statements
from bot.domain.deed import RECORDED, Deed
from bot.domain.levels import Standing
from bot.domain.registry import Household
from bot.domain.statements import Month, Page

EARLIER = 3
"""So many months before this one are shown with their sums."""

WAITING_SHOWN = 5


@dataclass(frozen=True)
class Book:
    """One household's book as of a day, points in แต้ม.

    `waiting`: what the committee has yet to decide, of which `waits` are the newest. `earlier`: the
    months before with what was put in, newest first, as far as anything was.
    """

    household: Household
    balance: int
    earned: int
    standing: Standing
    waiting: int
    waits: tuple[Deed, ...]
    month: Month
    earlier: tuple[tuple[date, int], ...]
    page: Page


def read(session: Session, household: Household, today: date, *, lines: int) -> Book:
    """The book with its newest `lines`."""
    first = today.replace(day=1)
    earned = ledger.earned(session, household.id)
    waiting = session.scalar(
        select(func.coalesce(func.sum(Deed.points), 0)).where(
            Deed.household_id == household.id, Deed.status == RECORDED
        )
    )
    return Book(
        household=household,
        balance=ledger.balance(session, household.id),
        earned=earned,
        standing=levels.standing(earned),
        waiting=int(waiting or 0),
        waits=_waits(session, household),
        month=statements.month(session, household, first),
        earlier=_earlier(session, household, first),
        page=statements.page(session, household, lines),
    )


def _waits(session: Session, household: Household) -> tuple[Deed, ...]:
    rows = session.scalars(
        select(Deed)
        .where(Deed.household_id == household.id, Deed.status == RECORDED)
        .order_by(Deed.done_on.desc(), Deed.id.desc())
        .options(selectinload(Deed.doers), selectinload(Deed.reporter))
        .limit(WAITING_SHOWN)
    )
    return tuple(rows)


def _earlier(session: Session, household: Household, first: date) -> tuple[tuple[date, int], ...]:
    start = first
    for _ in range(EARLIER):
        start = months.before(start)
    found = statements.sums(session, household.id, start, months.last_of(months.before(first)))
    return tuple((month, found[month].deposited) for month in sorted(found, reverse=True))
