"""ครบ 3 มิติ: a bonus for a household that did good in all three dimensions in a month.

It is booked when the month is closed, never at once. What the committee accepts later for that
month is seen at the next closing, and so is what was taken back.
"""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain import ledger, months, notices, people
from bot.domain.areas import within
from bot.domain.deed import Deed
from bot.domain.ledger import About, Entry, Overdrawn, When
from bot.domain.registry import Household

POINTS = 10
ALL_THREE = {"F", "E", "S"}


def settle_month(session: Session, village: str, month: date, now: datetime) -> int:
    """Book the bonus of every household of the village for this month, and put right that of the
    month before. Returns how many households have it now. `now` is the village's time."""
    settle(session, village, months.before(month), now)
    return settle(session, village, month, now)


def settle(session: Session, village: str, month: date, now: datetime) -> int:
    earned = _in_all_three(session, village, month)
    booked = _booked(session, village, month)
    for household in session.scalars(
        select(Household).where(Household.id.in_(earned ^ booked)).order_by(Household.id)
    ).all():
        shares = {ledger.COMMON: POINTS} if household.id in earned else {}
        moment, about = When(now, now.date()), About(bonus_month=month)
        try:
            with session.begin_nested():
                ledger.settle(session, household, about, shares, moment, first="bonus")
        except Overdrawn:  # spent already: it stays
            continue
        if shares:
            _tell(session, household, month, now)
    return len(earned)


def _in_all_three(session: Session, village: str, month: date) -> set[int]:
    rows = session.execute(
        select(Deed.household_id, func.substr(Deed.kind, 1, 1))
        .join(Household, Household.id == Deed.household_id)
        .where(within(Deed.village_code, village), Household.status == "active")
        .where(Deed.status == "accepted", Deed.done_on.between(month, months.last_of(month)))
        .distinct()
    )
    found: dict[int, set[str]] = {}
    for household, dimension in rows:
        found.setdefault(household, set()).add(dimension)
    return {household for household, dimensions in found.items() if dimensions >= ALL_THREE}


def _booked(session: Session, village: str, month: date) -> set[int]:
    # house by house, through the index of its days: a bonus counts for a day after its month began
    rows = session.execute(
        select(Entry.household_id)
        .join(Household, Household.id == Entry.household_id)
        .where(within(Household.village_code, village), Household.status == "active")
        .where(Entry.bonus_month == month, Entry.day > month)
        .group_by(Entry.household_id)
        .having(func.sum(Entry.amount) > 0)
    )
    return {household for (household,) in rows if household is not None}


def _tell(session: Session, household: Household, month: date, now: datetime) -> None:
    if people.of_household(session, household.id):
        notices.leave(
            session, household, "bonus", now, about=f"{month:%Y-%m}",
            month=month.isoformat(), house=household.address, points=POINTS,
        )  # fmt: skip
