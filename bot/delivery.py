"""What becomes of a message's cost, and of the notices it carried, once we know how it went.

A reply whose minute is over is pushed in 1:1, where that costs one message, if the budget allows.
In a group it would cost a message for everybody there: the answer waits instead and rides on the
group's next token, and so do the notices that rode with it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot import outbox
from bot.domain import arrivals, budget, groups, notices, officers_week, people
from bot.domain.chats import is_group
from bot.domain.notice_kinds import HIGH
from bot.errors import GiveUp
from bot.outbox import Parcel

BAD_REQUEST, TOO_LARGE = 400, 413
"""LINE will never take these words: they are not sent again with the next answer."""


def arrived(session: Session, parcel: Parcel) -> None:
    """LINE has it."""
    if parcel.carries:
        arrivals.arrived(session, parcel.carries, in_group=parcel.to_group)


def instead_of_reply(session: Session, parcel: Parcel, now: datetime) -> Parcel | None:
    """Its token is dead. The same as a push, or None: it is put aside and waits."""
    if parcel.fleeting:
        outbox.dead(session, parcel.id, now, "reply", "too late to matter")
        return None
    budget.hold(session)
    area = _area(session, parcel)
    alone = bool(parcel.answer) and not parcel.to_group
    if alone and budget.allows(session, area, HIGH, 1, now).allowed:
        budget.book(session, parcel.retry_key, area, "answer", HIGH, 1, now)
        return outbox.as_push(session, parcel)
    outbox.dead(session, parcel.id, now, "reply", "token dead, waits for the next")
    arrivals.came_back(session, parcel.carries, None, now)
    if parcel.answer and (parcel.to_group or people.find(session, parcel.chat_id)):
        keep(session, parcel.chat_id, parcel.answer, area, now)
    return None


def keep(session: Session, chat_id: str, answer: Sequence[Any], area: str, now: datetime) -> None:
    """An answer without a token: it rides first on the chat's next one."""
    kind = "late_in_group" if is_group(chat_id) else "late_answer"
    notices.leave(session, chat_id, kind, now, area=area, messages=list(answer))


def lost(session: Session, parcel: Parcel, why: GiveUp, now: datetime) -> None:
    """LINE did not take it, and never will: it cost nothing, and its notices wait again, unless it
    is they that cannot be sent. So does an answer that the month had no message left for."""
    budget.hold(session)  # the purse before any notice, as whoever pushes takes them
    full = "monthly limit" in str(why)
    if full:
        budget.limit_reached(session, parcel.retry_key, now)
        if parcel.answer and not parcel.to_group and people.find(session, parcel.chat_id):
            keep(session, parcel.chat_id, parcel.answer, _area(session, parcel), now)
    else:
        budget.refund(session, parcel.retry_key)
    if why.status in (BAD_REQUEST, TOO_LARGE):
        failed = arrivals.given_up(session, parcel.carries, "refused", now)
    else:
        failed = arrivals.came_back(session, parcel.carries, "quota" if full else "refused", now)
    officers_week.tell(session, failed, now)


def _area(session: Session, parcel: Parcel) -> str:
    """Whose share pays for it."""
    if parcel.to_group:
        group = groups.find(session, parcel.chat_id)
        return (group.area_code if group else None) or ""
    user = people.find(session, parcel.chat_id)
    return user.household.village_code if user and user.household else ""
