"""Who speaks, where, and what waits between us: everything an event's scene needs, in one look."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, String, and_, bindparam, exists, literal, or_, select
from sqlalchemy.orm import Session

from bot.db import Utc
from bot.domain.conversations import Pending
from bot.domain.groups import Group
from bot.domain.notice import Notice
from bot.domain.people import LineUser
from bot.domain.photos import TOGETHER, Photo
from bot.domain.roll import OnRoll


@dataclass(frozen=True)
class Presence:
    """`pending`: the question still open to this person here. `notices`: something waits for this
    chat or this household. `photo`: they sent a picture just before that belongs to no deed yet.
    `on_roll`: they have spoken here before."""

    user: LineUser | None
    pending: Pending | None
    group: Group | None
    notices: bool
    photo: bool
    on_roll: bool


def look(session: Session, line_id: str | None, chat_id: str, now: datetime) -> Presence:
    """One query, however much there is."""
    row = session.execute(
        _query(),
        {
            "line_id": line_id,
            "chat_id": chat_id,
            "now": now,
            "lately": now - max(TOGETHER.values()),
        },
    ).one()
    return Presence(row[0], row[1], row[2], bool(row[3]), bool(row[4]), bool(row[5]))


@cache
def _query() -> Select[LineUser | None, Pending | None, Group | None, bool, bool, bool]:
    """Put together once: every event asks it."""
    here = select(literal(1).label("here")).subquery()
    line_id, chat_id = bindparam("line_id", type_=String()), bindparam("chat_id", type_=String())
    now, lately = bindparam("now", type_=Utc()), bindparam("lately", type_=Utc())
    waits = and_(
        Notice.delivered_at.is_(None),
        or_(Notice.earliest.is_(None), Notice.earliest <= now),
        or_(Notice.expires_at.is_(None), Notice.expires_at > now),
    )
    here_waits = exists().where(Notice.chat_id == chat_id, waits)
    house_waits = exists().where(Notice.household_id == LineUser.household_id, waits)
    on_roll = exists().where(OnRoll.chat_id == chat_id, OnRoll.line_user_id == LineUser.id)
    photo = exists().where(
        Photo.line_user_id == LineUser.id,
        Photo.deed_id.is_(None),
        Photo.sheet_id.is_(None),
        Photo.said_at.between(lately, now),
    )
    asked = and_(Pending.chat_id == chat_id, Pending.line_id == line_id, Pending.until > now)
    return select(LineUser, Pending, Group, here_waits | house_waits, photo, on_roll).select_from(
        here.outerjoin(LineUser, LineUser.line_id == line_id)
        .outerjoin(Pending, asked)
        .outerjoin(Group, Group.chat_id == chat_id)
    )
