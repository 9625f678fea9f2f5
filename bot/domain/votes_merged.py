"""Two houses become one in the middle of a vote: one household, one ballot, one number on the card,
and still none for itself. Once the result stands nothing of it changes."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.domain.candidacy import Pick
from bot.domain.elections import IS_OPEN, Ballot, Election
from bot.domain.registry import Household
from bot.domain.sheets import Sheet, SheetHouse


def merge(session: Session, old: Household, new: Household, now: datetime) -> None:
    """What `old` has in votes that go on is `new`'s."""
    around = [old.village_code[:length] for length in (4, 6, 8)]
    for election in session.scalars(
        select(Election).where(IS_OPEN, Election.area_code.in_(around)).order_by(Election.id)
    ).all():
        _move_candidate(session, election, old, new, now)
        _move_ballot(session, election, old, new)
        session.expire(election, ["candidates"])
    session.execute(update(Pick).where(Pick.household_id == old.id).values(household_id=new.id))


def _move_ballot(session: Session, election: Election, old: Household, new: Household) -> None:
    """That of the old house counts where the new one has cast none, and where it lies in a box of
    paper nobody can take out; where the slips of both do, both stay."""
    both_on_paper = _move_on_roll(session, election, old, new)
    cast = select(Ballot.via).filter_by(election_id=election.id)
    of_old = session.scalar(cast.filter_by(household_id=old.id))
    if of_old is None or (of_old == "paper" and both_on_paper):
        return
    of_new = session.scalar(cast.filter_by(household_id=new.id))
    loser = old if of_new is not None and of_old == "line" else new
    session.execute(delete(Ballot).filter_by(election_id=election.id, household_id=loser.id))
    session.execute(
        update(Ballot)
        .filter_by(election_id=election.id, household_id=old.id)
        .values(household_id=new.id)
    )


def _move_on_roll(session: Session, election: Election, old: Household, new: Household) -> bool:
    """Who came to a meeting as the old house came as the new one. Whether both are on a roll: there
    each stays what it was."""
    roll = select(SheetHouse.household_id).where(SheetHouse.election_id == election.id)
    on_roll = set(session.scalars(roll.where(SheetHouse.household_id.in_((old.id, new.id)))))
    if new.id not in on_roll:
        session.execute(
            update(SheetHouse)
            .filter_by(election_id=election.id, household_id=old.id)
            .values(household_id=new.id)
        )
    return on_roll == {old.id, new.id}


def _move_candidate(
    session: Session, election: Election, old: Household, new: Household, now: datetime
) -> None:
    """Where both stand, votes for the old number are votes for the new one: neighbours meant the
    people, who are one household now."""
    numbers = {c.household_id: c for c in election.candidates if c.stands}
    theirs, ours = numbers.get(old.id), numbers.get(new.id)
    if theirs is not None and ours is not None:
        theirs.withdrawn_at = now
        for_old = update(Ballot).filter_by(election_id=election.id, number=theirs.number)
        session.execute(for_old.values(number=ours.number))
        _move_on_sheets(session, election, str(theirs.number), str(ours.number))
    elif theirs is not None:
        theirs.household_id = new.id
        ours = theirs
    session.flush()
    if ours is not None:  # nobody votes for themselves, by whatever way
        own = delete(Ballot).filter_by(election_id=election.id, number=ours.number)
        session.execute(own.where(Ballot.household_id.in_((old.id, new.id))))


def _move_on_sheets(session: Session, election: Election, old: str, new: str) -> None:
    """What two people have counted for both numbers is the one's."""
    for sheet in session.scalars(select(Sheet).filter_by(election_id=election.id)):
        sheet.totals = _together(sheet.totals, old, new)
        if sheet.second_totals is not None:
            sheet.second_totals = _together(sheet.second_totals, old, new)


def _together(totals: dict[str, int], old: str, new: str) -> dict[str, int]:
    if old not in totals:
        return totals
    rest = {number: votes for number, votes in totals.items() if number != old}
    return {**rest, new: totals.get(new, 0) + totals[old]}
