"""The vote by the clock: what each job of the calendar does with it in one area, and by hand what
an officer says outside the calendar. Times are the village's.

    4th 08:00 candidates   5th 07:00 to 7th 20:00 the vote, 18:30 a reminder   8th 08:00 results

A vote that was extended, opened by hand or held among the winners of an area's villages goes by
times of its own (`see_to`).
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import (
    access,
    audit,
    candidacy,
    closing,
    elections,
    months,
    registry,
    settings,
    vote_news,
)
from bot.domain.elections import LONGEST_REASON, Election
from bot.domain.settings import LEVELS
from bot.domain.vote_rules import LENGTHS
from bot.errors import Refused

BY_HAND_LASTS = timedelta(days=3)
"""A vote opened by hand closes in the evening of its third day."""

_EVENING, _MORNING = time(20), time(8)


class VoteHeld(Refused):
    """There is a vote about this month already. Params: month."""

    key = "vote_held"


def areas(session: Session) -> list[str]:
    """Where households vote first of all: their villages, or the wider areas that say so."""
    said = settings.said(session, "vote-area")
    return sorted(
        {
            code[: LENGTHS[settings.heard(said, code, "vote-area")]]
            for code in registry.inhabited(session)
        }
    )


def with_open_vote(session: Session) -> list[str]:
    """Areas whose vote goes by their calendar and is not counted yet."""
    held = select(Election.area_code).where(elections.IS_OPEN, ~Election.own_times)
    return list(session.scalars(held.distinct().order_by(Election.area_code)))


def wider(level: str) -> Callable[[Session], list[str]]:
    """Areas of this level in which winners go on to another vote."""

    def found(session: Session) -> list[str]:
        said = settings.said(session, "vote-up")
        if not any(value in LEVELS for value in said.values()):
            return []
        length = LENGTHS[level]
        inside = {code[:length] for code in areas(session) if len(code) > length}
        return [code for code in sorted(inside) if _goes_up_to(said, code, level)]

    return found


def _goes_up_to(said: dict[str, str], area: str, level: str) -> bool:
    upto = settings.heard(said, area, "vote-up")
    return upto in LEVELS and LEVELS.index(upto) >= LEVELS.index(level)


def show_candidates(session: Session, area: str, due: datetime, now: datetime) -> None:
    election = _called(session, area, due)
    if election is not None and election.cancelled_at is None:
        vote_news.shown(session, election, now)


def open_vote(session: Session, area: str, due: datetime, now: datetime) -> None:
    """Say so; should the candidates not have been called, they are now."""
    election = _called(session, area, due)
    if election is not None and election.cancelled_at is None:
        vote_news.opened(session, election, now)


def remind(session: Session, area: str, due: datetime, now: datetime) -> None:
    election = elections.newest(session, area, due)
    if election is not None and elections.under_way(election, due):
        vote_news.reminded(session, election, due, now)


def close_vote(session: Session, area: str, now: datetime) -> None:
    for election in elections.undecided(session, area, now):
        closing.close(session, election, now)


def show_results(session: Session, area: str, now: datetime) -> None:
    """Count and tell; a result that stands is not counted again."""
    for election in elections.undecided(session, area, now):
        _settle(session, election, now)


def see_to(session: Session, area: str, now: datetime) -> None:
    """Close and count the area's votes that go by times of their own."""
    for election in closing.due(session, area, now):
        closing.close(session, election, now)
        if election.results_at is not None and election.results_at <= now:
            _settle(session, election, now)


def _settle(session: Session, election: Election, now: datetime) -> None:
    done = closing.settle(session, election, now)
    if done == closing.EXTENDED:
        vote_news.extended(session, election, now)
    elif done == closing.COUNTED:
        vote_news.counted(session, election, now)


def open_wider(session: Session, area: str, due: datetime, now: datetime) -> None:
    """The winners inside this area stand for the whole of it, for as long as a village votes."""
    closes = _same_span(session, area, due)
    election = candidacy.call_winners(
        session, area, months.before(due.date()), due, closes, _morning_after(closes)
    )
    if election is not None and election.cancelled_at is None:
        vote_news.shown(session, election, now)


def _same_span(session: Session, area: str, due: datetime) -> datetime:
    opens = settings.in_month(session, area, "vote-open", due.date(), due)
    closes = opens and settings.timing_of(session, area, "vote-close").next(opens)
    if opens is None or closes is None:
        return datetime.combine(
            due.date() + BY_HAND_LASTS - timedelta(days=1), _EVENING, due.tzinfo
        )
    return due + (closes - opens)


def open_by_hand(
    session: Session, area: str, line_id: str | None, why: str, now: datetime
) -> Election:
    """An officer opens the vote about last month at once: one that is due later, one that the clock
    never called, or another round of one that was called off. These close in the evening of the
    third day and are counted the morning after; one that is due closes by its calendar. Raises
    NotAllowed, VoteHeld, NoVote."""
    access.require(session, line_id, "run votes", area)
    if area not in areas(session):  # of the winners inside it a wider area votes by the clock
        raise elections.NoVote
    month = months.before(now.date())
    closes = datetime.combine(now.date() + BY_HAND_LASTS - timedelta(days=1), _EVENING, now.tzinfo)
    known = elections.of_month(session, area, month)
    if known is not None and known.cancelled_at is None:
        if known.opens_at <= now or not elections.is_open(known):
            raise VoteHeld(month=month)
        known.opens_at = now
        election: Election | None = known
    else:
        election = candidacy.call(
            session, area, month, now, closes, _morning_after(closes), own_times=True, anew=True
        )
    if election is None:
        raise elections.NoVote
    election.why = why[:LONGEST_REASON]
    audit.write(session, line_id, "vote:opened", election.id, now, area)
    session.flush()
    vote_news.shown(session, election, now)
    vote_news.opened(session, election, now)
    return election


def extend(
    session: Session, election: Election, days: int, line_id: str | None, why: str, now: datetime
) -> None:
    """Raises NotAllowed, VoteOver, BadExtension."""
    closing.extend(session, election, days, line_id, why, now)
    vote_news.extended(session, election, now)


def cancel(
    session: Session, election: Election, line_id: str | None, why: str, now: datetime
) -> None:
    """Raises NotAllowed, VoteOver."""
    closing.cancel(session, election, line_id, why, now)
    vote_news.cancelled(session, election, now)


def choose(
    session: Session, election: Election, number: int, line_id: str | None, why: str, now: datetime
) -> None:
    """Raises what `closing.choose` raises."""
    closing.choose(session, election, number, line_id, why, now)
    vote_news.chosen(session, election, now)


def _morning_after(closes: datetime) -> datetime:
    return datetime.combine(closes.date() + timedelta(days=1), _MORNING, closes.tzinfo)


def _called(session: Session, area: str, due: datetime) -> Election | None:
    """The vote of the due day's month. Where the area opens or closes it never, there is none, nor
    where its households vote about that month already, in a wider area or a narrower one."""
    opens = settings.in_month(session, area, "vote-open", due.date(), due)
    closes = opens and settings.timing_of(session, area, "vote-close").next(opens)
    if opens is None or closes is None:
        return None
    month = months.before(due.date())
    if candidacy.called_otherwise(session, area, month):
        return None
    results = settings.timing_of(session, area, "results").next(closes)
    return candidacy.call(session, area, month, opens, closes, results)
