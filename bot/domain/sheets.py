"""ใบนับเสียง: ballots on paper and raised hands, as two people of the committee counted them.

Slips are secret: nobody knows which one is whose. So a sheet has a roll, the households that came
and voted, and totals, so many votes for each number; what is on the roll and in no total is
บัตรเสีย. One account enters it, with a picture of the sheet; it counts once another has counted the
same (`bot/domain/recounts.py`).

A sheet is a `draft` while it is put together, then `entered`, then `confirmed`; or it is `dropped`
as a draft, `withdrawn` later.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    JSON,
    ForeignKey,
    SmallInteger,
    String,
    UniqueConstraint,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.db import NEVER_AGAIN, Base
from bot.domain import access, areas, elections, people, photos
from bot.domain.access import NotAllowed
from bot.domain.elections import LONGEST_REASON, Ballot, Candidate, Election, NoVote
from bot.domain.registry import Household, by_house_no
from bot.errors import Refused
from bot.thai.tally import SaidTotals

PAPER, HANDS = "paper", "hands"
LIVE = ("entered", "confirmed")
"""Whose houses are on no other sheet of the vote."""

MOST_VOTES = 40
"""Votes that one account may be asked to choose from."""


class Sheet(Base):
    """One count of one meeting."""

    __tablename__ = "sheets"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("elections.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="draft")
    sort: Mapped[str] = mapped_column(String(6))
    """PAPER or HANDS."""
    begun_at: Mapped[datetime]
    held_at: Mapped[datetime | None]
    totals: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """Votes by number, as the first counted them."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised with every change of a draft: a card shown before it enters nothing."""
    entered_by: Mapped[str] = mapped_column(index=True)
    """A LINE id; so is `second_by`."""
    entered_house: Mapped[int | None]
    entered_at: Mapped[datetime | None]
    second_by: Mapped[str | None]
    second_totals: Mapped[dict[str, int] | None] = mapped_column(JSON)
    tries: Mapped[int] = mapped_column(SmallInteger, default=0)
    """How often the two counts were not the same."""
    confirmed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    why: Mapped[str | None] = mapped_column(String(LONGEST_REASON))

    election: Mapped[Election] = relationship()

    @property
    def counted(self) -> dict[int, int]:
        """Votes by number, as the first counted them."""
        return {int(number): votes for number, votes in self.totals.items()}


class SheetHouse(Base):
    """A household on a roll. `election_id`: of a live sheet, so that no house is on two; None on a
    draft and on one that was withdrawn."""

    __tablename__ = "sheet_houses"
    __table_args__ = (UniqueConstraint("election_id", "household_id"),)

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheets.id"), primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    election_id: Mapped[int | None] = mapped_column(ForeignKey("elections.id"))


class OwnHouseCounts(Refused):
    """Whoever's household stands does not count the votes."""

    key = "sheet_own_house"


class CountOver(Refused):
    """The result stands: nothing is counted any more."""

    key = "sheet_too_late"


class BadTotals(Refused):
    """Totals that cannot be. Params: unread (words), absent and twice (numbers), most (the highest
    number), total, size (of the roll), spoiled (as was said)."""

    key = "sheet_totals"


class NoPicture(Refused):
    """Params: coming (it is being fetched)."""

    key = "sheet_no_picture"


@dataclass(frozen=True)
class Replaces:
    """LINE's votes that a sheet takes the place of: how many, and how many of these were cast after
    the meeting."""

    all: int
    later: int


def open_to(session: Session, line_id: str | None, now: datetime) -> list[Election]:
    """Votes that have opened and have no result yet, whose ballots this account may count, but for
    its household. Raises NotAllowed, NoVote, NotOpen, VoteClosed, VoteCancelled."""
    held = access.areas(session, line_id, "count votes")
    if not held:
        raise NotAllowed(act="count votes")
    found = session.scalars(
        select(Election)
        .where(elections.IS_OPEN, Election.opens_at <= now)
        .where(or_(*(areas.within(Election.area_code, area) for area in held)))
        .order_by(Election.area_code, Election.id)
        .limit(MOST_VOTES)
    ).all()
    if not found:
        newest = elections.newest(session, held[-1], now)
        if newest is None:
            raise NoVote
        elections.require_open(newest, now)
        raise NotAllowed(act="count votes")
    return list(found)


def require_counter(session: Session, election: Election, line_id: str | None) -> None:
    """Raises NotAllowed, OwnHouseCounts: to have moved out of a house that stands changes
    nothing."""
    access.require(session, line_id, "count votes", election.area_code)
    user = people.find(session, line_id)
    own = people.homes(session, user) if user else set()
    for candidate in election.candidates:
        houses = {candidate.household_id, candidate.household.merged_into}
        if candidate.withdrawn_at is None and own & houses:
            raise OwnHouseCounts


def hold(session: Session, election: Election) -> None:
    """No result and no other sheet while we write. Raises VoteCancelled, CountOver."""
    session.refresh(election, with_for_update=True)
    if election.cancelled_at is not None:
        raise elections.VoteCancelled(why=election.why)
    if election.decided_at is not None:
        raise CountOver


def find(session: Session, sheet_id: int) -> Sheet | None:
    return session.get(Sheet, sheet_id)


def roll(session: Session, sheet: Sheet) -> list[Household]:
    """Who came and voted, by village and house number as people count."""
    houses = select(Household).join(SheetHouse, SheetHouse.household_id == Household.id)
    found = session.scalars(houses.where(SheetHouse.sheet_id == sheet.id)).all()
    return sorted(found, key=lambda house: (house.village_code, by_house_no(house)))


def size(session: Session, sheet: Sheet) -> int:
    """How many households are on the roll."""
    count = select(func.count()).select_from(SheetHouse).where(SheetHouse.sheet_id == sheet.id)
    return session.scalar(count) or 0


def replaces(session: Session, sheet: Sheet) -> Replaces:
    """What the sheet would take the place of, as LINE's votes stand now."""
    cast = (
        select(func.count())
        .select_from(Ballot)
        .join(SheetHouse, SheetHouse.household_id == Ballot.household_id)
        .where(SheetHouse.sheet_id == sheet.id, Ballot.election_id == sheet.election_id)
        .where(Ballot.via == "line")
    )
    after = cast.where(Ballot.cast_at > sheet.held_at)
    return Replaces(session.scalar(cast) or 0, session.scalar(after) or 0)


def on_ballot(sheet: Sheet) -> list[Candidate]:
    """Who could be voted for at the meeting: one that withdrew later could."""
    held = sheet.held_at
    return [
        c
        for c in sheet.election.candidates
        if c.withdrawn_at is None or (held is not None and c.withdrawn_at > held)
    ]


def with_totals(
    session: Session, sheet: Sheet, known: Mapping[int, int], said: SaidTotals
) -> dict[int, int]:
    """What is counted so far and what was said now, together. Raises BadTotals."""
    standing = [c.number for c in on_ballot(sheet)]
    numbers = Counter(number for number, _ in said.votes)
    totals = {**known, **dict(said.votes)}
    if said.rest_zero:
        totals = {**dict.fromkeys(standing, 0), **totals}
    there = size(session, sheet)
    complete = not set(standing) - set(totals)
    spoiled = said.spoiled if there and complete else None
    bad = BadTotals(
        unread=said.unread,
        absent=sorted(number for number in numbers if number not in standing),
        twice=sorted(number for number, times in numbers.items() if times > 1),
        most=max(standing, default=0),
        total=sum(totals.values()),
        size=there,
        spoiled=spoiled,
    )
    too_many = there and sum(totals.values()) > there
    odd = spoiled is not None and spoiled != there - sum(totals.values())
    if said.unread or bad.params["absent"] or bad.params["twice"] or too_many or odd:
        raise bad
    return totals


def uncounted(sheet: Sheet, totals: Collection[int]) -> list[int]:
    """The numbers of which nothing was said yet, not even 0."""
    return [c.number for c in on_ballot(sheet) if c.number not in totals]


def on_other_sheets(session: Session, sheet: Sheet) -> set[int]:
    """Households on the roll of any live sheet of this vote but this one."""
    claimed = select(SheetHouse.household_id).filter_by(election_id=sheet.election_id)
    return set(session.scalars(claimed.where(SheetHouse.sheet_id != sheet.id)))


def lacking_picture(session: Session, line_id: str) -> Sheet | None:
    """A sheet this account has entered that waits for another picture: LINE had the first no more,
    or it was taken back."""
    entered = select(Sheet).join(Election).where(elections.IS_OPEN)
    mine: Sequence[Sheet] = session.scalars(
        entered.where(Sheet.entered_by == line_id, Sheet.state == "entered").order_by(Sheet.id)
    ).all()
    return next((sheet for sheet in mine if not photos.of_sheet(session, sheet.id)), None)


def of_open_votes(session: Session, line_id: str | None) -> list[Sheet]:
    """Live sheets of votes without a result, of the areas whose votes this account may count; the
    newest first. Raises NotAllowed."""
    held = access.areas(session, line_id, "count votes")
    if not held:
        raise NotAllowed(act="count votes")
    found = (
        select(Sheet)
        .join(Election)
        .where(elections.IS_OPEN, Sheet.state.in_(LIVE))
        .where(or_(*(areas.within(Election.area_code, area) for area in held)))
    )
    newest = found.order_by(Sheet.confirmed_at.is_not(None), Sheet.id.desc())
    return list(session.scalars(newest.limit(MOST_VOTES)))
