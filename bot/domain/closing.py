"""How a vote ends: extended once for want of a quorum, counted, and where nobody has won by the
votes alone, decided by the committee or its chair. Every step is in the audit log; who did it is
None where it was the clock.

A count can be done again at any time from the ballots and the rules the vote has kept: `tallies`
and `counting` are all it takes.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.domain import access, audit, awards, counting, elections
from bot.domain.counting import CHAIR, COMMITTEE, NOBODY, Tally
from bot.domain.elections import LONGEST_REASON, Ballot, Candidate, Election
from bot.domain.people import LineUser
from bot.errors import Refused

COUNTED, EXTENDED, STOOD = "counted", "extended", "stood"
"""What `settle` did: it was counted; it goes on for some days; it was counted, extended or called
off before."""

FARTHEST = timedelta(days=14)
"""So long after its closing a vote can be made to last by hand."""


TIMELY = timedelta(days=5)
"""So long after its closing a vote can still go on; later, should the clock have stood, it is
counted as it is."""


OVERDUE, FORGOTTEN = timedelta(days=1), timedelta(days=20)
"""So long after the moment that was said for its result a vote still waits for its area's calendar;
so long it may have waited. After that the calendar's next month counts it."""


class NothingToDecide(Refused):
    """The vote has a winner, or is not counted yet."""

    key = "nothing_to_decide"


class NotAmongEquals(Refused):
    """The chair's word is only between those who are equal. Params: numbers."""

    key = "not_among_equals"


class OwnHouseDecides(Refused):
    """Whoever's household stands does not decide who wins."""

    key = "own_house_decides"


class VoteOver(Refused):
    """Counted, or called off: nothing of it can be changed. Params: month."""

    key = "vote_over"


class BadExtension(Refused):
    """Params: days (at most)."""

    key = "bad_extension"


def close(session: Session, election: Election, now: datetime) -> None:
    """Voting is over by the clock; what was cast in time and comes late still counts."""
    session.refresh(election, with_for_update=True)  # another clock may be at it, or an officer
    if election.closed_at is None and elections.is_open(election) and election.closes_at <= now:
        election.closed_at = now
        _log(session, None, "vote:closed", election, now)


def settle(session: Session, election: Election, now: datetime) -> str:
    """At its results' hour: extend it once if the quorum is missing, else count it and let that
    stand. `now`: the village's time. Returns COUNTED, EXTENDED or STOOD."""
    session.refresh(election, with_for_update=True)
    if not elections.is_open(election) or election.closes_at > now:  # another clock was at it
        return STOOD
    rules = election.by
    election.turnout = elections.turnout(session, election)
    election.on_paper = _on_paper(session, election)
    election.households = elections.electorate(session, election)
    least = counting.quorum(election.households, rules.quorum, rules.quorum_least)
    election.quorum_met = election.turnout >= least
    worth_it = now - election.closes_at <= TIMELY and any(c.stands for c in election.candidates)
    if not election.quorum_met and rules.extend and election.extended_at is None and worth_it:
        _last_longer(election, timedelta(days=rules.extend), now)
        election.extended_at = now
        _log(session, None, "vote:extended", election, now)
        return EXTENDED
    _count(session, election, now)
    return COUNTED


def _on_paper(session: Session, election: Election) -> int:
    """How many houses have voted by paper or raised hand. What these chose is told with all others,
    never apart: a single sheet of paper would be no secret."""
    count = select(func.count()).select_from(Ballot).filter_by(election_id=election.id, via="paper")
    return session.scalar(count) or 0


def _last_longer(election: Election, days: timedelta, now: datetime) -> None:
    """Until the same hour some days later; counted where it was late from today on."""
    closes = election.closes_at.astimezone(now.tzinfo)
    counted = election.results_at.astimezone(now.tzinfo) if election.results_at else closes
    today = datetime.combine(now.date(), closes.time(), now.tzinfo)
    new = max(closes, today - timedelta(days=1)) + days
    election.closes_at, election.results_at = new, new + (counted - closes)
    election.own_times, election.closed_at = True, None


def _count(session: Session, election: Election, now: datetime) -> None:
    rules = election.by
    found = tallies(session, election)
    _write_ranks(election, found)
    election.decided_at, election.closed_at = now, election.closed_at or now
    by = counting.decided_by(found, rules.ties)
    anybody = any(tally.stands for tally in found)  # else there is nothing to decide
    if anybody and (by == NOBODY or (not election.quorum_met and rules.committee_decides)):
        election.awaits = COMMITTEE
    elif by == CHAIR:
        election.awaits = CHAIR
    elif by != NOBODY:
        election.winner = counting.ranked(found, rules.ties)[0].number
    election.decided_by = NOBODY if by == NOBODY else None if election.awaits else by
    _log(session, None, "vote:counted", election, now)
    if election.winner is not None:
        awards.give(session, election)
    session.flush()


def _write_ranks(election: Election, found: list[Tally]) -> None:
    by_number = {candidate.number: candidate for candidate in election.candidates}
    for rank, tally in enumerate(counting.ranked(found, election.by.ties), 1):
        by_number[tally.number].votes, by_number[tally.number].rank = tally.votes, rank


def tallies(session: Session, election: Election) -> list[Tally]:
    """What each candidate has, from the ballots."""
    votes = elections.votes(session, election)
    wins = _wins(session, election)
    found = []
    for c in election.candidates:
        before, last = wins.get(c.household_id, (0, None))
        tally = Tally(
            c.number, votes[c.number], c.points, c.dimensions, c.days, before, last, c.stands
        )
        found.append(tally)
    return found


def _wins(session: Session, election: Election) -> dict[int, tuple[int, date]]:
    """Of each candidate: how often they won votes of such an area before, and when last."""
    houses = [c.household_id for c in election.candidates]
    rows = session.execute(
        select(Candidate.household_id, func.count(), func.max(Election.month))
        .join(Election, Election.id == Candidate.election_id)
        .where(Candidate.household_id.in_(houses), Candidate.number == Election.winner)
        .where(func.length(Election.area_code) == len(election.area_code))
        .where(Election.month < election.month, Election.cancelled_at.is_(None))
        .group_by(Candidate.household_id)
    ).all()
    return {house: (count, last) for house, count, last in rows}


def choose(
    session: Session, election: Election, number: int, line_id: str | None, why: str, now: datetime
) -> Candidate:
    """The committee's or the chair's word where the votes alone do not say who wins.

    Raises NotAllowed, NothingToDecide, OwnHouseDecides, NoSuchCandidate, NotStanding,
    NotAmongEquals.
    """
    access.require(session, line_id, "count votes", election.area_code)
    session.refresh(election, with_for_update=True)
    if election.awaits is None:
        raise NothingToDecide
    if _stands_here(session, election, line_id):
        raise OwnHouseDecides
    chosen = elections.standing(election, number)
    found = tallies(session, election)
    equal = counting.equals(found, election.by.ties)
    if election.awaits == CHAIR and number not in equal:
        raise NotAmongEquals(numbers=equal)
    election.winner, election.decided_by, election.awaits = number, election.awaits, None
    election.why = why[:LONGEST_REASON]
    others = [c for c in sorted(election.candidates, key=lambda c: c.rank or 0) if c is not chosen]
    for rank, candidate in enumerate((chosen, *others), 1):
        candidate.rank = rank
    _log(session, line_id, f"vote:{election.decided_by}", election, now)
    awards.give(session, election)
    session.flush()
    return chosen


def _stands_here(session: Session, election: Election, line_id: str | None) -> bool:
    home = session.scalar(select(LineUser.household_id).filter_by(line_id=line_id))
    houses = [(c.household_id, c.household.merged_into) for c in election.candidates]
    return home is not None and any(home in house for house in houses)


def equals(session: Session, election: Election) -> list[int]:
    """The numbers among which somebody has to choose: the equal ones for the chair, all that stand
    for the committee."""
    if election.awaits == CHAIR:
        return counting.equals(tallies(session, election), election.by.ties)
    return [c.number for c in election.candidates if c.stands]


def extend(
    session: Session, election: Election, days: int, line_id: str | None, why: str, now: datetime
) -> None:
    """An officer lets it last some days longer. Raises NotAllowed, VoteOver, BadExtension."""
    access.require(session, line_id, "run votes", election.area_code)
    session.refresh(election, with_for_update=True)
    if not elections.is_open(election):
        raise VoteOver(month=election.month)
    before = election.closes_at
    if not 1 <= days <= FARTHEST.days:
        raise BadExtension(days=FARTHEST.days)
    _last_longer(election, timedelta(days=days), now)
    if election.closes_at - before > FARTHEST:
        raise BadExtension(days=FARTHEST.days)
    election.why = why[:LONGEST_REASON]
    _log(session, line_id, "vote:prolonged", election, now)
    session.flush()


def cancel(
    session: Session, election: Election, line_id: str | None, why: str, now: datetime
) -> None:
    """An officer calls it off; its ballots stay, and count for nothing. Raises NotAllowed,
    VoteOver."""
    access.require(session, line_id, "run votes", election.area_code)
    session.refresh(election, with_for_update=True)
    if not elections.is_open(election):
        raise VoteOver(month=election.month)
    election.cancelled_at, election.why = now, why[:LONGEST_REASON]
    _log(session, line_id, "vote:cancelled", election, now)
    session.flush()


def due(session: Session, area: str, now: datetime) -> Sequence[Election]:
    """The area's votes with times of their own that are to be closed or counted at `now`."""
    ended = select(Election).where(_ended(now), Election.area_code == area)
    return session.scalars(ended.order_by(Election.month)).all()


def areas_due(session: Session, now: datetime) -> list[str]:
    """Where there are such votes."""
    ended = select(Election.area_code).where(_ended(now)).distinct()
    return list(session.scalars(ended.order_by(Election.area_code)))


def _ended(now: datetime) -> ColumnElement[bool]:
    """Those that have times of their own, and those whose calendar was changed in the middle, so
    that it never came to them."""
    waits = Election.closed_at.is_(None) | (Election.results_at <= now)
    passed_by = Election.results_at.between(now - FORGOTTEN, now - OVERDUE)
    over = elections.IS_OPEN & (Election.closes_at <= now)
    return over & ((Election.own_times & waits) | passed_by)


def _log(session: Session, who: str | None, what: str, election: Election, now: datetime) -> None:
    audit.write(session, who, what, election.id, now, election.area_code)
