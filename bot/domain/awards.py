"""รางวัลชมเชย: beside the household of the month, who has grown most and which newcomer did most.

Nobody's age is kept, so the youngest is the household that is youngest in the bank. Both are by
accepted แต้ม of the judged month; a candidate that has won gets none, nor does an officer's house.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.db import Base
from bot.domain import areas, months
from bot.domain.candidacy import Standing, officers_households, standings
from bot.domain.elections import Election
from bot.domain.registry import Household

IMPROVED, NEWCOMER = "improved", "newcomer"
LEAST_RISE = 5
"""แต้ม more than the month before that are worth a word."""

NEW = 3
"""Months a household is a newcomer, its first one included."""


class Award(Base):
    """One of a vote's side awards. `figure`: แต้ม more than the month before, or those of it."""

    __tablename__ = "awards"

    election_id: Mapped[int] = mapped_column(ForeignKey("elections.id"), primary_key=True)
    sort: Mapped[str] = mapped_column(String(10), primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    figure: Mapped[int]

    household: Mapped[Household] = relationship(lazy="joined", innerjoin=True)


def give(session: Session, election: Election) -> list[Award]:
    """Give this vote's side awards, once its winner is known; again changes nothing."""
    known = of(session, election)
    if known:
        return list(known)
    apart = set(officers_households(session, election.area_code))
    if election.won is not None:
        apart.add(election.won.household_id)
    this = [s for s in standings(session, election.area_code, election.month)
            if s.household_id not in apart]  # fmt: skip
    found = [
        Award(election_id=election.id, sort=sort, household_id=house, figure=figure)
        for sort, best in (
            (IMPROVED, _most_improved(session, election, this)),
            (NEWCOMER, _best_newcomer(session, election, this)),
        )
        if best is not None
        for house, figure in (best,)
    ]
    session.add_all(found)
    session.flush()
    return found


def of(session: Session, election: Election) -> Sequence[Award]:
    return session.scalars(
        select(Award).filter_by(election_id=election.id).order_by(Award.sort)
    ).all()


def _most_improved(
    session: Session, election: Election, this: Sequence[Standing]
) -> tuple[int, int] | None:
    """Only a household that did good the month before, too: a beginning is no improvement."""
    before = {
        s.household_id: s.points
        for s in standings(session, election.area_code, months.before(election.month))
    }
    rises = [
        (s.points - before[s.household_id], -s.household_id)
        for s in this
        if s.household_id in before and s.points - before[s.household_id] >= LEAST_RISE
    ]
    rise, house = max(rises, default=(0, 0))
    return (-house, rise) if rise else None


def _best_newcomer(
    session: Session, election: Election, this: Sequence[Standing]
) -> tuple[int, int] | None:
    since = months.after(election.month, 1 - NEW)
    new = _joined_between(session, election.area_code, since, months.last_of(election.month))
    return next(((s.household_id, s.points) for s in this if s.household_id in new), None)


def _joined_between(session: Session, area: str, first: date, last: date) -> set[int]:
    joined = select(Household.id).where(areas.within(Household.village_code, area))
    return set(session.scalars(joined.where(Household.joined_on.between(first, last))))
