"""Two houses become one in the middle of a vote: one household, one ballot, one number on the card,
and still none for itself. Once the result stands nothing of it changes."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.domain.candidacy import Pick
from bot.domain.elections import IS_OPEN, Ballot, Election
from bot.domain.registry import Household


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
    paper nobody can take out."""
    cast = select(Ballot.via).filter_by(election_id=election.id)
    of_old = session.scalar(cast.filter_by(household_id=old.id))
    if of_old is None:
        return
    of_new = session.scalar(cast.filter_by(household_id=new.id))
    loser = old if of_new is not None and of_old == "line" else new
    session.execute(delete(Ballot).filter_by(election_id=election.id, household_id=loser.id))
    session.execute(
        update(Ballot)
        .filter_by(election_id=election.id, household_id=old.id)
        .values(household_id=new.id)
    )


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
    elif theirs is not None:
        theirs.household_id = new.id
        ours = theirs
    session.flush()
    if ours is not None:  # nobody votes for themselves, by whatever way
        own = delete(Ballot).filter_by(election_id=election.id, number=ours.number)
        session.execute(own.where(Ballot.household_id.in_((old.id, new.id))))
