"""ผู้เข้าชิง: who stands in a vote, by which rule, and why a household does not.

By accepted แต้ม of the month, of the households that did good in so many dimensions and on so many
days; a winner rests, officers' households stand apart, and the committee may pick more, with a
reason. Where no household has the dimensions and days, those with most แต้ม stand all the same: a
young village shall have its festival, too.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Date, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.db import NEVER_AGAIN, Base
from bot.domain import areas, audit, months, vote_rules
from bot.domain.access import Role
from bot.domain.deed import Deed
from bot.domain.elections import LONGEST_REASON, Candidate, Election, of_month
from bot.domain.menu import dimension
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.domain.vote_rules import LENGTHS, VoteRules
from bot.errors import Refused

OFFICERS = ("officer", "admin")
MOST_WINNERS = 10
"""Of the areas inside a wider one: a card has no room for more. Those with most แต้ม stand."""


class NewInHouse(Refused):
    """Params: month."""

    key = "new_in_house"


class Pick(Base):
    """A household that the committee wants to stand, whatever its แต้ม."""

    __tablename__ = "picks"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(String(8), index=True)
    """Of the vote it is picked for."""
    month: Mapped[date] = mapped_column(Date)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    picked_by: Mapped[str]
    """A LINE id."""
    picked_at: Mapped[datetime]

    household: Mapped[Household] = relationship()


@dataclass(frozen=True)
class Standing:
    """What a household did in a month, as the committee accepted it."""

    household_id: int
    points: int = 0
    dimensions: int = 0
    days: int = 0


@dataclass(frozen=True)
class Field:
    """All that earned แต้ม, best first; who is kept apart (officers) or `rests` until a month; and
    those who stand. `loosened`: none had the dimensions and days."""

    ranked: Sequence[Standing]
    apart: Collection[int]
    rests: Mapping[int, date]
    chosen: Sequence[Standing]
    loosened: bool


def look(session: Session, area: str, month: date, rules: VoteRules) -> Field:
    """Who would stand in the area's vote about this month."""
    ranked = standings(session, area, month)
    apart = officers_households(session, area) if rules.officers_apart else frozenset[int]()
    rests = resting(session, area, month, rules.rest)
    free = [s for s in ranked if s.household_id not in apart and s.household_id not in rests]
    good = [s for s in free if s.dimensions >= rules.dimensions and s.days >= rules.days]
    return Field(ranked, apart, rests, (good or free)[: rules.most], not good and bool(free))


def call(
    session: Session,
    area: str,
    month: date,
    opens_at: datetime,
    closes_at: datetime,
    results_at: datetime | None = None,
    *,
    own_times: bool = False,
    anew: bool = False,
) -> Election | None:
    """The area's vote about this month, with its candidates; None if there is nobody to stand.
    `anew`: another round of one that was called off."""
    known = of_month(session, area, month)
    if known is not None and not (anew and known.cancelled_at):
        return known
    rules = vote_rules.of(session, area)
    field = look(session, area, month, rules)
    made = [pick for pick in picks(session, area, month) if pick.household.status == "active"]
    reasons = {pick.household_id: pick.reason for pick in made}
    best = [s for s in field.chosen if s.household_id not in reasons]
    known_standings = {s.household_id: s for s in field.ranked}
    picked = [known_standings.get(house, Standing(house)) for house in reasons]
    if not best and not picked:
        return None
    election = Election(
        area_code=area, month=month, round=known.round + 1 if known else 1, rules=rules.kept,
        loosened=field.loosened and bool(best), opens_at=opens_at, closes_at=closes_at,
        results_at=results_at, own_times=own_times,
    )  # fmt: skip
    enter(session, election, [*best, *picked], reasons)
    return election


def called_otherwise(session: Session, area: str, month: date) -> bool:
    """Whether households of this area vote about this month on another level: the area was changed
    in the middle. What winners of the villages inside it go on to is none of these."""
    around = [area[:length] for length in (2, 4, 6, 8) if length < len(area)]
    called = select(Election.area_code).where(
        Election.month == month, Election.area_code != area, Election.cancelled_at.is_(None)
    )

    def votes_inside(code: str) -> bool:
        inside = called.where(areas.within(Election.area_code, code), Election.area_code != code)
        return session.scalar(inside.limit(1)) is not None

    wider = session.scalars(called.where(Election.area_code.in_(around))).all()
    return votes_inside(area) or not all(votes_inside(code) for code in wider)


def enter(
    session: Session,
    election: Election,
    standings: Sequence[Standing],
    reasons: Mapping[int, str],
) -> None:
    """Write the vote down with these candidates, numbered in this order."""
    session.add(election)
    session.flush()
    for number, s in enumerate(standings, 1):
        session.add(candidate_of(election, number, s, reasons.get(s.household_id)))
    session.flush()
    session.refresh(election)


def candidate_of(election: Election, number: int, s: Standing, reason: str | None) -> Candidate:
    """Who stands, with what they have to show."""
    return Candidate(
        election_id=election.id, number=number, household_id=s.household_id, points=s.points,
        dimensions=s.dimensions, days=s.days, reason=reason,
    )  # fmt: skip


def standings(session: Session, area: str, month: date) -> list[Standing]:
    """Households of the area by accepted แต้ม of deeds done in the month, most first; equal ones
    by dimensions, then by days, then by who has been in the register longer."""
    return _standings(session, area, month, None)


def standing_of(session: Session, household: Household, month: date) -> Standing:
    """What this household has to show for the month."""
    own = _standings(session, household.village_code, month, household.id)
    return own[0] if own else Standing(household.id)


def _standings(session: Session, area: str, month: date, only: int | None) -> list[Standing]:
    rows = (
        select(Deed.household_id, Deed.kind, Deed.done_on, func.sum(Deed.points))
        .join(Household, Household.id == Deed.household_id)
        .where(areas.within(Deed.village_code, area), Household.status == "active")
        .where(Deed.status == "accepted", Deed.done_on.between(month, months.last_of(month)))
        .group_by(Deed.household_id, Deed.kind, Deed.done_on)
    )
    if only is not None:
        rows = rows.where(Deed.household_id == only)
    points: dict[int, int] = {}
    dimensions: dict[int, set[str]] = {}
    days: dict[int, set[date]] = {}
    for household, kind, day, earned in session.execute(rows):
        points[household] = points.get(household, 0) + int(earned)
        dimensions.setdefault(household, set()).add(dimension(kind))
        days.setdefault(household, set()).add(day)
    found = [
        Standing(house, total, len(dimensions[house]), len(days[house]))
        for house, total in points.items()
        if total > 0
    ]
    return sorted(found, key=lambda s: (-s.points, -s.dimensions, -s.days, s.household_id))


def officers_households(session: Session, area: str) -> frozenset[int]:
    """Households in the area of those who look after it: officers' do not stand."""
    around = [area[:length] for length in (2, 4, 6, 8) if length <= len(area)]
    rows = (
        select(LineUser.household_id)
        .join(Role, Role.line_id == LineUser.line_id)
        .join(Household, Household.id == LineUser.household_id)
        .where(Role.role.in_(OFFICERS), areas.within(Household.village_code, area))
        .where(Role.area_code.in_(around) | areas.within(Role.area_code, area))
    )
    return frozenset(house for house in session.scalars(rows) if house is not None)


def resting(session: Session, area: str, month: date, rest: int) -> dict[int, date]:
    """Households that have won a vote of this area, around it or inside it, in the `rest` months
    before, or have become one with such a one; each with the first month for which it may stand
    again."""
    around = [area[:length] for length in (2, 4, 6, 8) if length <= len(area)]
    first = month
    for _ in range(rest):
        first = months.before(first)
    rows = session.execute(
        select(func.coalesce(Household.merged_into, Household.id), Election.month)
        .join(Candidate, Candidate.household_id == Household.id)
        .join(Election, Election.id == Candidate.election_id)
        .where(Election.area_code.in_(around) | areas.within(Election.area_code, area))
        .where(Election.winner == Candidate.number)
        .where(Election.month >= first, Election.month < month)
        .where(Election.cancelled_at.is_(None))
    ).all()
    return {house: months.after(won, rest + 1) for house, won in sorted(rows, key=lambda r: r[1])}


def picks(session: Session, area: str, month: date) -> Sequence[Pick]:
    """Whom the committee wants to stand, first picked first."""
    return session.scalars(
        select(Pick).filter_by(area_code=area, month=month).order_by(Pick.id)
    ).all()


def require_at_home(session: Session, election: Election, user: LineUser, now: datetime) -> None:
    """Only who was of the house when the month ended, or came to it by an officer's word since,
    takes it out of the vote: anybody may join a rival's for a minute. `now`: the village's time.
    Raises NewInHouse."""
    began = datetime.combine(months.after(election.month), time(), now.tzinfo)
    came = user.household_since is not None and user.household_since >= began
    if came and audit.count(session, user.line_id, "household:joined", began):
        raise NewInHouse(month=election.month)


def withdraw(session: Session, candidate: Candidate, line_id: str | None, now: datetime) -> None:
    """A household does not want to stand; ballots for it count for nobody from here on."""
    if candidate.withdrawn_at is None:
        candidate.withdrawn_at = now
        subject = f"{candidate.election_id}/{candidate.number}"
        area = candidate.household.village_code
        audit.write(session, line_id, "vote:withdrawn", subject, now, area)
        session.flush()


def call_winners(
    session: Session,
    area: str,
    month: date,
    opens_at: datetime,
    closes_at: datetime,
    results_at: datetime,
) -> Election | None:
    """A wider area's vote about this month, among those who have won inside it; None unless there
    are two."""
    known = of_month(session, area, month)
    if known is not None:
        return known
    below = min(length for length in LENGTHS.values() if length > len(area))
    rows = session.execute(
        select(Candidate, Election.area_code)
        .join(Election, Election.id == Candidate.election_id)
        .where(areas.within(Election.area_code, area), Election.month == month)
        .where(Election.winner == Candidate.number, Election.cancelled_at.is_(None))
        .order_by(Election.area_code)
    ).all()
    winners = [c for c, code in rows if len(code) == below and c.stands]
    if len(winners) < 2:
        return None
    election = Election(
        area_code=area, month=month, rules=vote_rules.of(session, area).kept,
        opens_at=opens_at, closes_at=closes_at, results_at=results_at, own_times=True,
    )  # fmt: skip
    winners = sorted(winners, key=lambda c: -c.points)[:MOST_WINNERS]
    found = [Standing(c.household_id, c.points, c.dimensions, c.days) for c in winners]
    enter(session, election, found, {})
    return election
