"""What is said of a vote of its own accord: to the groups around the area, to the households that
stand or win, to the committee. Each word is a waiting notice, drawn from the rows when it goes."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.domain import access, audience, awards, elections, groups, notices
from bot.domain.counting import CHAIR, COMMITTEE
from bot.domain.elections import Candidate, Election
from bot.domain.groups import Group
from bot.domain.notice_kinds import KINDS
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.domain.vote_rules import LENGTHS

BEFORE_CLOSING = timedelta(minutes=30)
"""A reminder that comes later is too late."""

_TOLD_ONCE = ("vote_open", "vote_remind")
"""To a group around several votes."""

_BEFORE_THE_END = ("candidates", "vote_open", "vote_remind", "vote_extended", "you_stand")


def shown(session: Session, election: Election, now: datetime) -> None:
    """Who stands: to the groups, and to each of these households."""
    if now < election.closes_at:
        _tell(session, election, "candidates", now, houses=False)
        for candidate in election.candidates:
            stands(session, election, candidate, now)


def stands(session: Session, election: Election, candidate: Candidate, now: datetime) -> None:
    """To the household of a candidate, which may decline."""
    notices.leave(
        session, candidate.household, "you_stand", now, about=_about(election),
        expires=election.closes_at, election=election.id, number=candidate.number,
    )  # fmt: skip


def opened(session: Session, election: Election, now: datetime) -> None:
    if now < election.closes_at:
        _tell(session, election, "vote_open", now)


def reminded(session: Session, election: Election, day: datetime, now: datetime) -> None:
    """The same words for every village: told once to a wider group."""
    closes = election.closes_at.astimezone(now.tzinfo)
    latest = min(now + KINDS["vote_remind"].waits, closes - BEFORE_CLOSING)
    for group in groups.tied_around(session, election.area_code):
        notices.leave(
            session, group, "vote_remind", now, about=f"{day:%Y-%m-%d}", latest=latest,
            expires=closes, closes_at=closes.isoformat(), election=election.id,
        )  # fmt: skip


def extended(session: Session, election: Election, now: datetime) -> None:
    """It lasts longer, for want of a quorum or because an officer said so; what was said of the
    old closing is not said any more."""
    _drop(session, election, now)
    _tell(session, election, "vote_extended", now)


def cancelled(session: Session, election: Election, now: datetime) -> None:
    _drop(session, election, now)
    _tell(session, election, "vote_off", now)


def counted(session: Session, election: Election, now: datetime) -> None:
    """The result to the groups; where it has a winner, to those who have won; else to those who
    have to decide."""
    _drop(session, election, now)
    _tell(session, election, "results", now)
    if election.awaits is not None:
        for role in access.holders(session, "count votes", election.area_code):
            notices.leave(
                session, role.line_id, "vote_to_decide", now, about=_about(election),
                area=election.area_code, election=election.id,
            )  # fmt: skip
        return
    _congratulate(session, election, now)


def chosen(session: Session, election: Election, now: datetime) -> None:
    """The committee or its chair has said who wins."""
    notices.withdraw(session, ("vote_to_decide", "results"), (_about(election),), now)
    _tell(session, election, "results", now)
    _congratulate(session, election, now)


def unsent(session: Session, message_id: str, now: datetime) -> None:
    """The words of a ballot were taken back, and LINE gives no token to answer: its voter hears
    with the next one that the vote stands, for only another vote takes its place."""
    ballot = elections.of_message(session, message_id)
    voter = session.get(LineUser, ballot.voter_id) if ballot else None
    if ballot is None or voter is None:
        return
    ballot.message_id = None
    election = elections.find(session, ballot.election_id)
    if election is not None and elections.under_way(election, now):
        notices.leave(
            session, voter, "vote_stands", now, about=_about(election), expires=election.closes_at
        )


def _congratulate(session: Session, election: Election, now: datetime) -> None:
    won = [("winner", election.won.household)] if election.won else []
    won += [(award.sort, award.household) for award in awards.of(session, election)]
    for what, house in won:
        notices.leave(
            session, house, "you_won", now, about=f"{_about(election)} {what}",
            free=what != "winner", election=election.id, what=what,
        )  # fmt: skip


def _tell(
    session: Session, election: Election, kind: str, now: datetime, *, houses: bool = True
) -> None:
    """Leave word with everybody who votes in it; the card is drawn when it goes. What is said
    before the vote is worth nothing after it."""
    closes = election.closes_at.astimezone(now.tzinfo)
    about = _about(election, kind, closes)
    over = closes if kind in _BEFORE_THE_END else None
    latest = over and min(now + KINDS[kind].waits, over - BEFORE_CLOSING)
    for to in _audience(session, election.area_code, houses=houses):
        notices.leave(
            session, to, kind, now, about=about, latest=latest, expires=over, election=election.id
        )


def _audience(session: Session, area: str, *, houses: bool) -> list[Group | Household]:
    """The groups around the area and inside it, and the households that none of these reaches."""
    if len(area) == LENGTHS["village"]:
        return list(audience.around(session, area, houses=houses))
    inside, alone = audience.inside(session, area)
    tied = {group.chat_id: group for group in (*groups.tied_around(session, area), *inside)}
    return [*tied.values(), *(alone if houses else ())]


def _about(election: Election, kind: str = "", closes: datetime | None = None) -> str:
    """What its notices are about: each told once a chat. The same opening of several villages is
    told once to a wider group; a longer vote and a later word of the committee are news."""
    if kind == "vote_open" and closes:
        return f"{election.month:%Y-%m} until {closes:%d %H:%M}"
    if kind == "vote_extended" and closes:
        return f"election {election.id} until {closes:%d %H:%M}"
    if kind == "results" and election.decided_by in (CHAIR, COMMITTEE):
        return f"election {election.id} decided"
    return f"election {election.id}"


def _drop(session: Session, election: Election, now: datetime) -> None:
    """What still waits to be said of it before its end is out of date. What a wider group hears
    once for several votes it hears all the same."""
    closes = election.closes_at.astimezone(now.tzinfo)
    abouts = (_about(election), _about(election, "vote_extended", closes))
    notices.withdraw(session, _BEFORE_THE_END, abouts, now)
    own = [group.chat_id for group in groups.tied_within(session, election.area_code)]
    if own:
        notices.withdraw_from(session, own, _TOLD_ONCE, now, election=election.id)
