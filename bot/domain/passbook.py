"""สมุดความดี: what a household reads of its own account. Only looks, never writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from bot.domain import ledger
from bot.domain.deed import STANDING, Deed
from bot.domain.menu import DIMENSIONS
from bot.domain.registry import Household


@dataclass(frozen=True)
class Book:
    """One household's book as of a day. Points in แต้ม; `month` counts what was done in it."""

    household: Household
    balance: int
    waiting: int
    month: date
    month_points: int
    by_dimension: tuple[tuple[str, int], ...]
    lines: tuple[Deed, ...]
    more: bool


def read(session: Session, household: Household, today: date, *, lines: int) -> Book:
    """The newest `lines` deeds that stand, and this month's sums of what is accepted."""
    first = today.replace(day=1)
    newest = _newest(session, household, lines + 1)
    dimension = func.substr(Deed.kind, 1, 1)
    by_dimension = session.execute(
        select(dimension, func.sum(Deed.points))
        .where(
            Deed.household_id == household.id,
            Deed.status == "accepted",
            Deed.done_on.between(first, today),
        )
        .group_by(dimension)
    )
    sums = {name: int(points) for name, points in by_dimension}
    waiting = session.scalar(
        select(func.coalesce(func.sum(Deed.points), 0)).where(
            Deed.household_id == household.id, Deed.status == "recorded"
        )
    )
    return Book(
        household=household,
        balance=ledger.balance(session, household.id),
        waiting=int(waiting or 0),
        month=first,
        month_points=sum(sums.values()),
        by_dimension=tuple((DIMENSIONS[d], sums[d]) for d in DIMENSIONS if sums.get(d)),
        lines=tuple(newest[:lines]),
        more=len(newest) > lines,
    )


def _newest(session: Session, household: Household, most: int) -> Sequence[Deed]:
    return session.scalars(
        select(Deed)
        .where(Deed.household_id == household.id, Deed.status.in_(STANDING))
        .order_by(Deed.done_on.desc(), Deed.id.desc())
        .options(selectinload(Deed.doers))
        .limit(most)
    ).all()
