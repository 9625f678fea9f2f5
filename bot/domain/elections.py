"""โหวตครัวเรือนทำความดีประจำเดือน: the vote, its candidates, and the ballots.

Once a month the households of an area (a village, unless its settings say a wider one) choose the
household that did most good in the month before. One household has one ballot; its last one, by
the moment it was cast, counts. What a household chose is in `ballots` and nowhere else: no list,
page or export shows it. Who stands is `candidacy`'s, how it ends `closing`'s matter.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    and_,
    false,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.db import NEVER_AGAIN, Base, insert_if_new
from bot.domain import areas, boxes, vote_rules
from bot.domain.people import LineUser
from bot.domain.registry import Household, by_house_no
from bot.domain.vote_rules import VoteRules
from bot.errors import Refused

LONGEST_REASON = 120
"""Letters: why a household was picked, why a vote was extended or called off."""

_OPEN = text("decided_at IS NULL AND cancelled_at IS NULL")


class Election(Base):
    """One area's vote about one month. Called off, it may be held anew: another `round`."""

    __tablename__ = "elections"
    __table_args__ = (
        UniqueConstraint("area_code", "month", "round"),
        Index("ix_elections_open", "area_code", sqlite_where=_OPEN, postgresql_where=_OPEN),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(String(8))
    month: Mapped[date] = mapped_column(Date)
    """The first day of the month that is judged."""
    round: Mapped[int] = mapped_column(SmallInteger, default=1, server_default="1")
    rules: Mapped[dict[str, Any]] = mapped_column(JSON, default=lambda: VoteRules().kept)
    loosened: Mapped[bool] = mapped_column(default=False, server_default=false())
    """No household had the dimensions and days that the rules ask for: most แต้ม was enough."""
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    results_at: Mapped[datetime | None]
    own_times: Mapped[bool] = mapped_column(default=False, server_default=false())
    """It closes and is counted at its own times, not at those of the area's calendar."""
    extended_at: Mapped[datetime | None]
    """When it was extended for want of a quorum."""
    closed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    why: Mapped[str | None] = mapped_column(String(LONGEST_REASON))
    """An officer's reason for the last thing done by hand."""
    decided_at: Mapped[datetime | None]
    """The count stands from here on: no ballot is taken any more, whenever it was cast."""
    turnout: Mapped[int | None]
    on_paper: Mapped[int | None]
    """So many of them by paper or raised hand."""
    households: Mapped[int | None]
    """How many could have voted."""
    quorum_met: Mapped[bool | None]
    decided_by: Mapped[str | None] = mapped_column(String(20))
    awaits: Mapped[str | None] = mapped_column(String(10))
    """Counted, but somebody's word is needed: the `committee`'s (no quorum) or the `chair`'s (all
    is equal)."""
    winner: Mapped[int | None] = mapped_column(SmallInteger)
    """Whose number has won."""

    candidates: Mapped[list["Candidate"]] = relationship(order_by="Candidate.number")

    @property
    def by(self) -> VoteRules:
        """The rules it is held by."""
        return vote_rules.kept(self.rules)

    @property
    def won(self) -> "Candidate | None":
        return next((c for c in self.candidates if c.number == self.winner), None)


class Candidate(Base):
    """ผู้เข้าชิง, by number on the card."""

    __tablename__ = "candidates"

    election_id: Mapped[int] = mapped_column(ForeignKey("elections.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), index=True)
    points: Mapped[int]
    dimensions: Mapped[int]
    days: Mapped[int]
    """On so many days of the month they did good."""
    reason: Mapped[str | None] = mapped_column(String(LONGEST_REASON))
    """Why the committee picked it; None: it stands by its แต้ม."""
    withdrawn_at: Mapped[datetime | None]
    votes: Mapped[int | None]
    rank: Mapped[int | None]

    household: Mapped[Household] = relationship(lazy="joined", innerjoin=True)

    @property
    def stands(self) -> bool:
        """It has not withdrawn, and its household is still there, be it as part of another."""
        house = self.household
        return self.withdrawn_at is None and (
            house.status == "active" or house.merged_into is not None
        )


class Ballot(Base):
    """A household's one vote."""

    __tablename__ = "ballots"

    election_id: Mapped[int] = mapped_column(ForeignKey("elections.id"), primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    number: Mapped[int | None]
    """None: it lies in the box; what is in it is in the count of the sheet."""
    via: Mapped[str] = mapped_column(String(10))
    """`line` or `paper`."""
    cast_at: Mapped[datetime]
    voter_id: Mapped[int | None] = mapped_column(
        ForeignKey("line_users.id", ondelete="SET NULL"), index=True
    )
    """Whose phone it came from: nobody votes for two households."""
    message_id: Mapped[str | None] = mapped_column(index=True)
    """The message that said so, should it be edited or unsent; None: a button."""
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("sheets.id"))
    """Of a paper ballot: the sheet it was counted on."""


class NoVote(Refused):
    """No candidates yet."""

    key = "no_vote"


class NotOpen(Refused):
    """Params: opens_at."""

    key = "vote_not_open"


class VoteClosed(Refused):
    """Params: closes_at."""

    key = "vote_closed"


class VoteCancelled(Refused):
    """Params: why."""

    key = "vote_cancelled"


class NoSuchCandidate(Refused):
    """Params: most (the highest number)."""

    key = "no_such_candidate"


class NotStanding(Refused):
    """It has withdrawn or left. Params: number."""

    key = "not_standing"


class OwnHouse(Refused):
    key = "own_house_vote"


class OtherVillage(Refused):
    """The card of another area's vote. Params: area."""

    key = "other_village_vote"


class VotedElsewhere(Refused):
    """This person has voted this month for a household they were of before."""

    key = "voted_elsewhere"


class VotedOnPaper(Refused):
    """The household's ballot lies in the box: nobody can tell which one it is."""

    key = "voted_on_paper"


def cast(
    session: Session,
    election: Election,
    voter: LineUser,
    number: int,
    at: datetime,
    *,
    message_id: str | None = None,
) -> Candidate | None:
    """Take the ballot of the voter's household, cast at `at`, the event's own time; None if the
    household has cast a later one, which counts.

    A ballot cast before closing counts until the result stands. Of two of one moment the higher
    number counts, whichever comes first. Raises OtherVillage, VoteCancelled, NotOpen, VoteClosed,
    NoSuchCandidate, NotStanding, OwnHouse, VotedElsewhere, VotedOnPaper.
    """
    house = voter.household
    if house is None or not house.village_code.startswith(election.area_code):
        raise OtherVillage(area=areas.title(session, election.area_code))
    session.refresh(election, with_for_update={"read": True})  # no result while we write
    require_open(election, at)
    chosen = standing(election, number)
    if house.id in (chosen.household_id, chosen.household.merged_into):
        raise OwnHouse
    if _voted_elsewhere(session, election, voter, house):
        raise VotedElsewhere
    key = {"election_id": election.id, "household_id": house.id}
    choice = {
        "number": number, "via": "line", "cast_at": at, "voter_id": voter.id,
        "message_id": message_id,
    }  # fmt: skip
    new = insert_if_new(session.get_bind().dialect.name, Ballot)
    inserted = session.execute(new.values(**key, **choice).returning(Ballot.via)).first()
    if inserted is None:
        session.execute(
            update(Ballot)
            .filter_by(**key, via="line")
            .where(or_(Ballot.cast_at < at, and_(Ballot.cast_at == at, Ballot.number < number)))
            .values(**choice)
        )
        counts = session.execute(select(Ballot.via, Ballot.cast_at).filter_by(**key)).one()
        if counts.via == "paper":
            raise VotedOnPaper
        if counts.cast_at > at:
            return None
    return chosen


def require_open(election: Election, at: datetime) -> None:
    """Raises VoteCancelled, NotOpen, and what `require_not_closed` raises."""
    require_not_closed(election, at)
    if at < election.opens_at:
        raise NotOpen(opens_at=election.opens_at.astimezone(at.tzinfo))


def require_not_closed(election: Election, at: datetime) -> None:
    """Raises VoteCancelled; VoteClosed for a moment after closing, and for any once the result
    stands."""
    if election.cancelled_at is not None:
        raise VoteCancelled(why=election.why)
    if election.decided_at is not None or at >= election.closes_at:
        raise VoteClosed(closes_at=election.closes_at.astimezone(at.tzinfo))


def standing(election: Election, number: int) -> Candidate:
    """The candidate of this number. Raises NoSuchCandidate, NotStanding."""
    found = next((c for c in election.candidates if c.number == number), None)
    if found is None:
        raise NoSuchCandidate(most=max((c.number for c in election.candidates), default=0))
    if not found.stands:
        raise NotStanding(number=number)
    return found


def _voted_elsewhere(
    session: Session, election: Election, voter: LineUser, house: Household
) -> bool:
    """In any area's vote of this month on this level."""
    others = (
        select(Election.area_code)
        .join(Ballot, Ballot.election_id == Election.id)
        .where(Ballot.voter_id == voter.id, Ballot.household_id != house.id)
        .where(Election.month == election.month, Election.cancelled_at.is_(None))
    )
    return any(len(code) == len(election.area_code) for code in session.scalars(others))


def newest(session: Session, area: str, at: datetime | None = None) -> Election | None:
    """The vote that people of this area mean at `at`: one under way, the narrowest first; else the
    one that opened or opens last. One called off only where there is no other."""
    around = [area[:length] for length in (2, 4, 6, 8) if length <= len(area)]
    found = session.scalars(
        select(Election)
        .where(Election.area_code.in_(around))
        .order_by(Election.opens_at.desc(), Election.round.desc())
        .limit(6)
    ).all()

    def order(election: Election) -> tuple[bool, bool, int, datetime, int]:
        on = at is not None and under_way(election, at)
        narrow = len(election.area_code) if on else 0
        held = election.cancelled_at is None
        return on, held, narrow, election.opens_at, election.round

    return max(found, key=order, default=None)


def of_month(session: Session, area: str, month: date) -> Election | None:
    """The area's own vote about this month, its newest round."""
    rounds = select(Election).filter_by(area_code=area, month=month)
    return session.scalar(rounds.order_by(Election.round.desc()).limit(1))


def find(session: Session, election_id: int) -> Election | None:
    return session.get(Election, election_id)


def is_open(election: Election) -> bool:
    """Neither counted nor called off."""
    return election.decided_at is None and election.cancelled_at is None


def under_way(election: Election, at: datetime) -> bool:
    """Opened, and neither closed, nor decided, nor called off."""
    return is_open(election) and election.opens_at <= at < election.closes_at


def numbered(election: Election, house_no: str, moo: int | None) -> Candidate | None:
    """The candidate with this house number, if it is one and only one."""
    named = [c for c in election.candidates if c.household.house_no == house_no]
    found = [c for c in named if moo in (None, c.household.moo)]
    return found[0] if len(found) == 1 else None


def turnout(session: Session, election: Election) -> int:
    """How many households have voted; all that anybody learns before the result."""
    count = select(func.count()).select_from(Ballot).where(Ballot.election_id == election.id)
    return session.scalar(count) or 0


def ballot_of(session: Session, election: Election, household: Household) -> Ballot | None:
    """The household's vote, if it has cast one."""
    return session.get(Ballot, (election.id, household.id))


def roll(session: Session, election: Election) -> tuple[list[Household], list[Household]]:
    """Households that have voted, and those that may but have not; by house number, so that no
    order of casting shows. Never what."""
    found = select(Household, Ballot.via).where(
        areas.within(Household.village_code, election.area_code), Household.status == "active"
    )
    cast = and_(Ballot.household_id == Household.id, Ballot.election_id == election.id)
    rows = session.execute(found.outerjoin(Ballot, cast)).all()
    rows = sorted(rows, key=lambda row: (row[0].village_code, by_house_no(row[0])))
    return [house for house, via in rows if via], [house for house, via in rows if not via]


def votes(session: Session, election: Election) -> Counter[int]:
    """How many votes each number has, from the ballots and the confirmed sheets; none is shown to
    anybody before closing."""
    chosen = select(Ballot.number, func.count()).filter_by(election_id=election.id)
    rows = session.execute(chosen.where(Ballot.number.is_not(None)).group_by(Ballot.number))
    cast = Counter({number: count for number, count in rows if number is not None})
    return cast + boxes.votes(session, election.id)


def electorate(session: Session, election: Election) -> int:
    """How many households may vote."""
    active = select(func.count()).select_from(Household).where(Household.status == "active")
    return (
        session.scalar(active.where(areas.within(Household.village_code, election.area_code))) or 0
    )


def forget_choices(session: Session, before: datetime) -> None:
    """Of votes counted or called off before then: what was chosen, and whose phone said so, is
    known no more; that a household has voted, and how, is."""
    over = or_(Election.decided_at < before, Election.cancelled_at < before)
    old = select(Election.id).where(over)
    known = Ballot.number.is_not(None) | Ballot.voter_id.is_not(None)
    rows = update(Ballot).where(Ballot.election_id.in_(old), known)
    session.execute(rows.values(number=None, voter_id=None, message_id=None))


def of_message(session: Session, message_id: str) -> Ballot | None:
    """The ballot that this message cast, if no other has taken its place."""
    return session.scalar(select(Ballot).filter_by(message_id=message_id).limit(1))


IS_OPEN: ColumnElement[bool] = and_(Election.decided_at.is_(None), Election.cancelled_at.is_(None))
"""Neither counted nor called off."""


def undecided(session: Session, area: str, now: datetime) -> Sequence[Election]:
    """Votes of this area that go by its calendar, whose closing has passed and whose result does
    not stand yet."""
    over = select(Election).where(IS_OPEN, Election.area_code == area, ~Election.own_times)
    return session.scalars(over.where(Election.closes_at <= now).order_by(Election.month)).all()


def decided(session: Session, area: str, most: int) -> list[Election]:
    """Counted votes in the area, the newest month first; with "" those of everywhere."""
    found = select(Election).where(Election.decided_at.is_not(None))
    if area:
        found = found.where(areas.within(Election.area_code, area))
    return list(
        session.scalars(found.order_by(Election.month.desc(), Election.area_code).limit(most))
    )
