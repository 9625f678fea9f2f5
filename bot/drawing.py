"""A waiting notice as bubbles, drawn when it goes: from the rows as they stand then, where it is
about a vote, a meeting or the officers' week, else from what it kept."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from jinja2 import TemplateError
from sqlalchemy.orm import Session

from bot.domain import areas, awards, candidacy, closing, elections, officers_week
from bot.domain import meetings as called
from bot.domain.elections import Election
from bot.domain.notice import Notice
from bot.errors import Refused, what_and_where
from bot.line.messages import Message, Open
from bot.line.render import render
from bot.links import Links
from bot.messages import meetings, officers, vote_rules, vote_running, vote_yours, votes
from bot.messages.notices import notice_message
from bot.messages.votes import ALL_RESULTS
from bot.routing import Answer, listed

log = logging.getLogger(__name__)


def drawn(
    session: Session, links: Links, notice: Notice, now: datetime
) -> list[dict[str, Any]] | None:
    """Its bubbles. One that cannot be drawn costs nobody their answer: None, and it is logged."""
    try:
        if notice.kind in ("late_answer", "late_in_group"):
            return list(notice.params["messages"])
        draw = _FROM_ROWS.get(notice.kind)
        if draw is not None:
            return [render(message) for message in listed(draw(session, links, notice, now))]
        left = notice.created_at.astimezone(now.tzinfo).date()
        return [render(notice_message(notice.kind, notice.params, left, now.date()))]
    except (TemplateError, LookupError, ValueError, TypeError, Refused) as error:
        log.error(
            "notice %s (%s) cannot be drawn: %s", notice.id, notice.kind, what_and_where(error)
        )
        return None


def _vote(session: Session, links: Links, notice: Notice, now: datetime) -> Answer:
    election = _election(session, notice)
    area, zone = areas.title(session, election.area_code), now.tzinfo
    match notice.kind:
        case "candidates":
            candidacy.require_somebody(election)
            rules = vote_rules.rules(
                election.by, area, election.opens_at.astimezone(zone),
                election.closes_at.astimezone(zone),
                households=elections.electorate(session, election), loosened=election.loosened,
            )  # fmt: skip
            return votes.candidates(election, zone), rules
        case "vote_open":
            return votes.vote_open(election, zone)
        case "vote_extended":
            return votes.vote_extended(election, elections.turnout(session, election), area, zone)
        case "vote_off":
            return votes.vote_off(election, area)
    page = Open(ALL_RESULTS, links.page("/results"))
    return votes.results(election, area, page, awards.of(session, election))


def _yours(session: Session, _: Links, notice: Notice, now: datetime) -> Message:
    """To a household that stands or has won."""
    election = _election(session, notice)
    area = areas.title(session, election.area_code)
    if notice.kind == "you_won":
        return vote_yours.you_won(election, area, str(notice.params["what"]))
    number = int(notice.params["number"])
    return vote_yours.you_stand(election, elections.standing(election, number), area, now.tzinfo)


def _to_decide(session: Session, _: Links, notice: Notice, __: datetime) -> Message:
    election = _election(session, notice)
    if election.awaits is None:
        raise LookupError("decided meanwhile")
    return vote_running.to_decide(
        election, areas.title(session, election.area_code), closing.equals(session, election)
    )


def _election(session: Session, notice: Notice) -> Election:
    election = elections.find(session, int(notice.params["election"]))
    if election is None:
        raise LookupError("no such vote")
    return election


def _meeting(session: Session, _: Links, notice: Notice, now: datetime) -> Message:
    meeting = called.find(session, int(notice.params["meeting"]))
    if meeting is None or (meeting.cancelled_at and notice.kind != "meeting_off"):
        raise LookupError("no such meeting")
    return meetings.of_notice(notice.kind, meeting, areas.title(session, meeting.area_code), now)


def _undelivered(session: Session, _: Links, notice: Notice, now: datetime) -> Message:
    since = datetime.fromisoformat(str(notice.params["since"]))
    return officers.undelivered(
        officers_week.undelivered(session, notice.area_code, since, now), now
    )


def _digest(session: Session, _: Links, notice: Notice, now: datetime) -> Message:
    place = areas.title(session, notice.area_code)
    return officers.digest(place, officers_week.look(session, notice.area_code, now), now)


_Draw = Callable[[Session, Links, Notice, datetime], Answer]
_FROM_ROWS: Mapping[str, _Draw] = {
    "candidates": _vote,
    "vote_open": _vote,
    "vote_extended": _vote,
    "vote_off": _vote,
    "results": _vote,
    "you_stand": _yours,
    "you_won": _yours,
    "vote_to_decide": _to_decide,
    "meeting_called": _meeting,
    "meeting_remind": _meeting,
    "meeting_off": _meeting,
    "undelivered": _undelivered,
    "digest": _digest,
    "digest_free": _digest,
}
