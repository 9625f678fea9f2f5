"""Waiting notices that ride free on a reply, or are pushed when they can wait no longer."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot import outbox
from bot.domain import notices
from bot.domain.people import LineUser
from bot.line.render import render
from bot.messages.notices import notice_message

QUIET_FROM, QUIET_TO = (20, 30), (6, 30)
"""Nobody is woken: no push from 20:30 to 06:30."""


def take(session: Session, user: LineUser, most: int, now: datetime) -> list[dict[str, Any]]:
    """Bubbles of what waits for this person; they are delivered with the reply at hand."""
    bubbles = []
    for notice in notices.for_person(session, user, most):
        bubbles.append(render(notice_message(notice.kind, notice.params)))
        notices.went(notice, "reply", now)
    return bubbles


def push_due(session: Session, now: datetime) -> int:
    """Push what is due, unless it is night. `now` in the village's time. Returns how many."""
    if in_quiet_hours(now):
        return 0
    due = notices.due(session, now)
    for notice in due:
        bubble = render(notice_message(notice.kind, notice.params))
        outbox.put(session, outbox.Draft(notice.user.line_id, [bubble], now))
        notices.went(notice, "push", now)
    return len(due)


def in_quiet_hours(now: datetime) -> bool:
    time = (now.hour, now.minute)
    return time >= QUIET_FROM or time < QUIET_TO
