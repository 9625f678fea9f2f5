"""A waiting notice as bubbles, drawn when it goes: from the rows as they stand then, where it is
about a vote, a meeting or the officers' week, else from what it kept."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from jinja2 import TemplateError
from sqlalchemy.orm import Session

from bot.domain import areas, elections, officers_week
from bot.domain import meetings as called
from bot.domain.notice import Notice
from bot.errors import what_and_where
from bot.line.messages import Message, Open
from bot.line.render import render
from bot.links import Links
from bot.messages import meetings, officers, votes
from bot.messages.notices import notice_message
from bot.messages.votes import ALL_RESULTS

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
            return [render(draw(session, links, notice, now))]
        left = notice.created_at.astimezone(now.tzinfo).date()
        return [render(notice_message(notice.kind, notice.params, left, now.date()))]
    except (TemplateError, LookupError, ValueError, TypeError) as error:
        log.error(
            "notice %s (%s) cannot be drawn: %s", notice.id, notice.kind, what_and_where(error)
        )
        return None


def _vote(session: Session, links: Links, notice: Notice, now: datetime) -> Message:
    election = elections.find(session, int(notice.params["election"]))
    if election is None:
        raise LookupError("no such vote")
    area, page = areas.title(session, election.area_code), Open(ALL_RESULTS, links.page("/results"))
    return votes.of_notice(notice.kind, election, area, page, now.tzinfo)


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


_Draw = Callable[[Session, Links, Notice, datetime], Message]
_FROM_ROWS: Mapping[str, _Draw] = {
    "candidates": _vote,
    "vote_open": _vote,
    "results": _vote,
    "meeting_called": _meeting,
    "meeting_remind": _meeting,
    "meeting_off": _meeting,
    "undelivered": _undelivered,
    "digest": _digest,
    "digest_free": _digest,
}
