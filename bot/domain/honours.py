"""หอเกียรติยศ: results that stand, who has won them, and what a household has won."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from bot.domain import areas
from bot.domain.awards import Award
from bot.domain.elections import Candidate, Election
from bot.domain.registry import Household


@dataclass(frozen=True)
class Honour:
    """A vote that a household has won; `award`: what it got beside the household of the month."""

    election: Election
    award: Award | None = None


def results(
    session: Session, area: str, most: int, *, skip: int = 0, level: int | None = None
) -> Sequence[Election]:
    """Counted votes in the area with their candidates, the newest month first; "" is everywhere.
    `level`: only of areas whose codes have so many digits."""
    found = select(Election).where(Election.decided_at.is_not(None), *_where(area, level))
    newest = found.order_by(Election.month.desc(), Election.area_code, Election.round)
    return session.scalars(
        newest.options(selectinload(Election.candidates)).limit(most).offset(skip)
    ).all()


def winners(
    session: Session, area: str, since: date, most: int, *, skip: int = 0, level: int | None = None
) -> list[tuple[Election, Candidate]]:
    """Who has won since that month, the newest first."""
    won = (
        select(Election, Candidate)
        .join(Candidate, Candidate.election_id == Election.id)
        .where(Candidate.number == Election.winner, Election.month >= since)
        .where(*_where(area, level))
    )
    newest = won.order_by(
        Election.month.desc(), func.length(Election.area_code), Election.area_code
    )
    return [(e, c) for e, c in session.execute(newest.limit(most).offset(skip))]


def held_in(session: Session, area: str) -> list[str]:
    """The areas inside this one of which a result stands; "" is everywhere."""
    counted = Election.decided_at.is_not(None)
    found = select(Election.area_code).where(counted, *_where(area, None))
    return list(session.scalars(found.distinct().order_by(Election.area_code)))


def awards(session: Session, elections: Collection[Election]) -> Mapping[int, Sequence[Award]]:
    """Side awards of these votes, by the vote's id."""
    found = defaultdict[int, list[Award]](list)
    ids = [election.id for election in elections]
    rows = select(Award).where(Award.election_id.in_(ids)).order_by(Award.election_id, Award.sort)
    for award in session.scalars(rows):
        found[award.election_id].append(award)
    return found


def newest_won(session: Session, held: Sequence[str]) -> list[Election]:
    """Votes of the newest month that has a winner in one of these areas, the widest area first."""
    if not held:
        return []
    won = Election.winner.is_not(None) & Election.cancelled_at.is_(None)
    mine: ColumnElement[bool] = or_(*(areas.within(Election.area_code, area) for area in held))
    month = session.scalar(select(func.max(Election.month)).where(won, mine))
    found = select(Election).where(won, mine, Election.month == month)
    by_area = found.order_by(func.length(Election.area_code), Election.area_code)
    return list(session.scalars(by_area))


def of_household(session: Session, house: Household, since: date) -> list[Honour]:
    """What it has won in votes about that month or later, the newest first; what a house had won
    that was merged into it is its own."""
    merged = select(Household.id).filter_by(merged_into=house.id)
    ours = {house.id, *session.scalars(merged)}
    won = session.scalars(
        select(Election)
        .join(Candidate, Candidate.election_id == Election.id)
        .where(Candidate.household_id.in_(ours), Candidate.number == Election.winner)
        .where(Election.month >= since, Election.cancelled_at.is_(None))
    ).unique()
    beside = session.execute(
        select(Election, Award)
        .join(Award, Award.election_id == Election.id)
        .where(Award.household_id.in_(ours), Election.month >= since)
    )
    found = [*(Honour(e) for e in won), *(Honour(e, award) for e, award in beside)]
    return sorted(found, key=lambda h: (-h.election.month.toordinal(), h.election.area_code))


def _where(area: str, level: int | None) -> list[ColumnElement[bool]]:
    return [
        *([areas.within(Election.area_code, area)] if area else []),
        *([func.length(Election.area_code) == level] if level is not None else []),
    ]
