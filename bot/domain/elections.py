"""โหวตครัวเรือนทำความดีประจำเดือน: candidates, ballots, the count.

Once a month each village votes among the five households that earned most accepted points in the
month before. One household has one ballot; its last one, by the moment it was cast, counts. What a
household chose is in `ballots` and nowhere else: no list, page or export shows it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal

from sqlalchemy import (
    Date,
    ForeignKey,
    String,
    UniqueConstraint,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.db import NEVER_AGAIN, Base, insert_if_new
from bot.domain import areas, months
from bot.domain.deed import Deed
from bot.domain.menu import dimension
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.errors import Refused

MOST_CANDIDATES = 5
QUORUM = Decimal("0.3")
"""Of the active households; and never fewer than ten, or than half of them if that is fewer."""


class Election(Base):
    """One village's vote about one month."""

    __tablename__ = "elections"
    __table_args__ = (UniqueConstraint("area_code", "month"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(String(8))
    month: Mapped[date] = mapped_column(Date)
    """The first day of the month that is judged."""
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    """The result stands from here on: no ballot is taken any more, whenever it was cast."""
    turnout: Mapped[int | None]
    households: Mapped[int | None]
    """How many could have voted."""
    quorum_met: Mapped[bool | None]
    decided_by: Mapped[str | None] = mapped_column(String(20))

    candidates: Mapped[list["Candidate"]] = relationship(order_by="Candidate.number")


class Candidate(Base):
    """ผู้เข้าชิง, by number on the card."""

    __tablename__ = "candidates"

    election_id: Mapped[int] = mapped_column(ForeignKey("elections.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    points: Mapped[int]
    dimensions: Mapped[int]
    days: Mapped[int]
    """On so many days of the month they did good."""
    votes: Mapped[int | None]
    rank: Mapped[int | None]

    household: Mapped[Household] = relationship(lazy="joined", innerjoin=True)


class Ballot(Base):
    """A household's one vote."""

    __tablename__ = "ballots"

    election_id: Mapped[int] = mapped_column(ForeignKey("elections.id"), primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    number: Mapped[int]
    via: Mapped[str] = mapped_column(String(10))
    cast_at: Mapped[datetime]


@dataclass(frozen=True)
class Standing:
    """What a household did in a month, as the committee accepted it."""

    household_id: int
    points: int
    dimensions: int
    days: int


class NoVote(Refused):
    """No candidates yet."""

    key = "no_vote"


class NotOpen(Refused):
    """Params: opens_at."""

    key = "vote_not_open"


class VoteClosed(Refused):
    """Params: closes_at."""

    key = "vote_closed"


class NoSuchCandidate(Refused):
    """Params: most (the highest number)."""

    key = "no_such_candidate"


class OwnHouse(Refused):
    key = "own_house_vote"


class OtherVillage(Refused):
    """The card of another village's vote. Params: area."""

    key = "other_village_vote"


def call(
    session: Session, area: str, month: date, opens_at: datetime, closes_at: datetime
) -> Election | None:
    """The village's vote about this month, with its candidates; None if nobody earned a point."""
    known = session.scalar(select(Election).filter_by(area_code=area, month=month))
    if known is not None:
        return known
    best = standings(session, area, month)[:MOST_CANDIDATES]
    if not best:
        return None
    election = Election(area_code=area, month=month, opens_at=opens_at, closes_at=closes_at)
    session.add(election)
    session.flush()
    for number, s in enumerate(best, 1):
        candidate = Candidate(
            election_id=election.id, number=number, household_id=s.household_id,
            points=s.points, dimensions=s.dimensions, days=s.days,
        )  # fmt: skip
        session.add(candidate)
    session.flush()
    session.refresh(election)
    return election


def standings(session: Session, area: str, month: date) -> list[Standing]:
    """Households of the area by accepted points of deeds done in the month, most first; equal ones
    by dimensions, then by days, then by who has been in the register longer."""
    rows = session.execute(
        select(Deed.household_id, Deed.kind, Deed.done_on, func.sum(Deed.points))
        .join(Household, Household.id == Deed.household_id)
        .where(areas.within(Deed.village_code, area), Household.status == "active")
        .where(Deed.status == "accepted", Deed.done_on.between(month, months.last_of(month)))
        .group_by(Deed.household_id, Deed.kind, Deed.done_on)
    ).all()
    points: dict[int, int] = {}
    dimensions: dict[int, set[str]] = {}
    days: dict[int, set[date]] = {}
    for household, kind, day, earned in rows:
        points[household] = points.get(household, 0) + int(earned)
        dimensions.setdefault(household, set()).add(dimension(kind))
        days.setdefault(household, set()).add(day)
    found = [
        Standing(house, total, len(dimensions[house]), len(days[house]))
        for house, total in points.items()
        if total > 0
    ]
    return sorted(found, key=lambda s: (-s.points, -s.dimensions, -s.days, s.household_id))


def newest(session: Session, village_code: str) -> Election | None:
    """The last vote this village was called to."""
    return session.scalar(
        select(Election).filter_by(area_code=village_code).order_by(Election.month.desc()).limit(1)
    )


def find(session: Session, election_id: int) -> Election | None:
    return session.get(Election, election_id)


def cast(
    session: Session,
    election: Election,
    voter: LineUser,
    number: int,
    at: datetime,
    *,
    via: str = "line",
) -> None:
    """Take the ballot of the voter's household, cast at `at`, the event's own time.

    A ballot cast before closing counts until the result stands. Raises NotOpen, VoteClosed,
    OtherVillage, NoSuchCandidate, OwnHouse.
    """
    house = voter.household
    if house is None or not house.village_code.startswith(election.area_code):
        raise OtherVillage(area=areas.title(session, election.area_code))
    if at < election.opens_at:
        raise NotOpen(opens_at=election.opens_at.astimezone(at.tzinfo))
    session.refresh(election, with_for_update={"read": True})  # no result while we write
    require_not_closed(election, at)
    chosen = next((c for c in election.candidates if c.number == number), None)
    if chosen is None:
        raise NoSuchCandidate(most=len(election.candidates))
    if chosen.household_id == house.id:
        raise OwnHouse
    key = {"election_id": election.id, "household_id": house.id}
    choice = {"number": number, "via": via, "cast_at": at}
    new = insert_if_new(session.get_bind().dialect.name, Ballot)
    inserted = session.execute(new.values(**key, **choice).returning(Ballot.number)).first()
    if inserted is None:
        session.execute(
            update(Ballot).filter_by(**key).where(Ballot.cast_at <= at).values(**choice)
        )


def under_way(election: Election, at: datetime) -> bool:
    """Opened, and neither closed nor decided."""
    return election.decided_at is None and election.opens_at <= at < election.closes_at


def require_not_closed(election: Election, at: datetime) -> None:
    """Raises VoteClosed for a moment after closing, and for any once the result stands."""
    if election.decided_at is not None or at >= election.closes_at:
        raise VoteClosed(closes_at=election.closes_at.astimezone(at.tzinfo))


def numbered(election: Election, house_no: str, moo: int | None) -> Candidate | None:
    """The candidate with this house number, if it is one and only one."""
    found = [
        c
        for c in election.candidates
        if c.household.house_no == house_no and moo in (None, c.household.moo)
    ]
    return found[0] if len(found) == 1 else None


def turnout(session: Session, election: Election) -> int:
    """How many households have voted; all that anybody learns before the result."""
    count = select(func.count()).select_from(Ballot).where(Ballot.election_id == election.id)
    return session.scalar(count) or 0


def electorate(session: Session, election: Election) -> int:
    """How many households may vote."""
    active = select(func.count()).select_from(Household).where(Household.status == "active")
    return (
        session.scalar(active.where(areas.within(Household.village_code, election.area_code))) or 0
    )


def close(election: Election, now: datetime) -> None:
    """Voting is over by the clock; what was cast in time and comes late still counts."""
    election.closed_at = election.closed_at or now


def decide(session: Session, election: Election, now: datetime) -> None:
    """Count, rank, and let it stand.

    Ties: more dimensions, more days, fewer wins before, the win longest ago, then the card's
    order, which goes by points.
    """
    session.refresh(election, with_for_update=True)
    if election.decided_at is not None:
        return
    cast = select(Ballot.number).where(Ballot.election_id == election.id)
    counts = Counter(session.scalars(cast))
    for candidate in election.candidates:
        candidate.votes = counts[candidate.number]
    wins = _wins(session, election)
    ranked = sorted(election.candidates, key=lambda c: _order(c, wins))
    for rank, candidate in enumerate(ranked, 1):
        candidate.rank = rank
    election.turnout = counts.total()
    election.households = electorate(session, election)
    election.quorum_met = election.turnout >= quorum(election.households)
    election.decided_by = _decided_by(ranked, wins)
    election.decided_at = now
    election.closed_at = election.closed_at or now
    session.flush()


def quorum(households: int) -> int:
    """30 % of the active households, rounded up; at least ten, or half of them if that is fewer."""
    share = int((QUORUM * households).to_integral_value(ROUND_CEILING))
    return max(share, min(10, (households + 1) // 2))


def _wins(session: Session, election: Election) -> dict[int, tuple[int, int]]:
    """Of each candidate: how often they won before, and when last (as an ordinal; 0 never)."""
    houses = [c.household_id for c in election.candidates]
    rows = session.execute(
        select(Candidate.household_id, func.count(), func.max(Election.month))
        .join(Election, Election.id == Candidate.election_id)
        .where(Candidate.rank == 1, Candidate.votes > 0, Candidate.household_id.in_(houses))
        .where(Election.month < election.month, Election.quorum_met.is_(True))
        .group_by(Candidate.household_id)
    ).all()
    return {house: (count, last.toordinal()) for house, count, last in rows}


def _order(candidate: Candidate, wins: dict[int, tuple[int, int]]) -> tuple[int, ...]:
    count, last = wins.get(candidate.household_id, (0, 0))
    return (
        -(candidate.votes or 0), -candidate.dimensions, -candidate.days, count, last,
        candidate.number,
    )  # fmt: skip


TIES = ("votes", "dimensions", "days", "fewer wins", "earlier win", "points")


def _decided_by(ranked: Sequence[Candidate], wins: dict[int, tuple[int, int]]) -> str:
    """What set the first before the second; `nobody` if no ballot was cast."""
    if not any(candidate.votes for candidate in ranked):
        return "nobody"
    if len(ranked) == 1:
        return TIES[0]
    first, second = (_order(candidate, wins) for candidate in ranked[:2])
    return next(name for name, a, b in zip(TIES, first, second, strict=True) if a != b)


def undecided(session: Session, area: str, now: datetime) -> list[Election]:
    """Votes of the village whose closing has passed and whose result does not stand yet."""
    over = select(Election).filter_by(area_code=area, decided_at=None)
    return list(session.scalars(over.where(Election.closes_at <= now).order_by(Election.month)))


def decided(session: Session, area: str, most: int) -> list[Election]:
    """Results that stand in the area, the newest month first; with "" those of everywhere."""
    found = select(Election).where(Election.decided_at.is_not(None))
    if area:
        found = found.where(areas.within(Election.area_code, area))
    return list(
        session.scalars(found.order_by(Election.month.desc(), Election.area_code).limit(most))
    )
