"""Waiting notices that ride free on a reply, or are pushed when they can wait no longer."""

import logging
from datetime import datetime
from itertools import groupby
from typing import Any

from jinja2 import TemplateError
from sqlalchemy.orm import Session

from bot import outbox
from bot.domain import areas, elections, groups, notices
from bot.domain.notices import Notice
from bot.errors import what_and_where
from bot.line.messages import MOST_BUBBLES, Open
from bot.line.render import render
from bot.links import Links
from bot.messages import votes
from bot.messages.notices import notice_message
from bot.messages.votes import ALL_RESULTS

log = logging.getLogger(__name__)

QUIET_FROM, QUIET_TO = (20, 30), (6, 30)
"""Nobody is woken: no push from 20:30 to 06:30."""


def take(
    session: Session, links: Links, chat_id: str, most: int, now: datetime
) -> list[dict[str, Any]]:
    """Bubbles of what waits for this chat; they are delivered with the reply at hand."""
    bubbles = []
    for notice in notices.waiting(session, chat_id, most, now):
        bubble = _drawn(session, links, notice, now)
        if bubble is not None:
            bubbles.append(bubble)
            notices.went(notice, "reply", now)
    return bubbles


def push_due(session: Session, links: Links, now: datetime, wall: datetime) -> int:
    """Push what is due at `now`, the village's time, unless it is night. Returns how many notices.

    What waits for one chat goes as one push, for a push costs a message a person however many
    bubbles it has. `wall` is the real clock, by which the outbox goes.
    """
    if in_quiet_hours(now):
        return 0
    due = notices.due(session, now)
    for chat_id, waiting in groupby(due, key=lambda notice: notice.chat_id):
        drawn = [(notice, _drawn(session, links, notice, now)) for notice in waiting]
        together = [(notice, bubble) for notice, bubble in drawn if bubble is not None]
        for start in range(0, len(together), MOST_BUBBLES):
            batch = together[start : start + MOST_BUBBLES]
            outbox.put(session, outbox.Draft(chat_id, [bubble for _, bubble in batch], wall))
            _pushed(session, chat_id, [notice for notice, _ in batch], now)
    return len(due)


def _pushed(session: Session, chat_id: str, batch: list[Notice], now: datetime) -> None:
    """The first bears the cost of the whole push."""
    first, *others = batch
    cost = 1 if first.line_user_id else groups.size(session, chat_id)
    notices.went(first, "push", now, billed=cost)
    for notice in others:
        notices.went(notice, "push", now)


def _drawn(session: Session, links: Links, notice: Notice, now: datetime) -> dict[str, Any] | None:
    """A notice that cannot be drawn costs nobody their answer: it is logged, and goes."""
    try:
        return _bubble(session, links, notice, now)
    except (TemplateError, LookupError, ValueError, TypeError) as error:
        log.error(
            "notice %s (%s) cannot be drawn: %s", notice.id, notice.kind, what_and_where(error)
        )
        notices.went(notice, "expired", now)
        return None


def _bubble(session: Session, links: Links, notice: Notice, now: datetime) -> dict[str, Any]:
    """A notice about a vote is drawn from the vote as it stands now, any other from its own row."""
    number = notice.params.get("election")
    election = elections.find(session, number) if isinstance(number, int) else None
    if election is None:
        return render(notice_message(notice.kind, notice.params))
    area, page = areas.title(session, election.area_code), Open(ALL_RESULTS, links.page("/results"))
    return render(votes.of_notice(notice.kind, election, area, page, now.tzinfo))


def in_quiet_hours(now: datetime) -> bool:
    time = (now.hour, now.minute)
    return time >= QUIET_FROM or time < QUIET_TO
