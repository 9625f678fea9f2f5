"""What an account has told that still stands: the newest, all since then, those of a day."""

from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from bot.domain.deed import STANDING, Deed
from bot.domain.deeds import together
from bot.domain.people import LineUser


def last_by(
    session: Session, user: LineUser, since: datetime, *, chat_id: str | None = None
) -> list[Deed]:
    """The deeds of the newest message of this account (in this chat) that still stand."""
    told = _standing_by(user).where(Deed.recorded_at >= since)
    if chat_id is not None:
        told = told.where(Deed.chat_id == chat_id)
    newest = session.scalar(told.order_by(Deed.id.desc()).limit(1))
    return together(session, newest) if newest else []


def since_by(
    session: Session, user: LineUser, since: datetime, *, chat_id: str | None = None
) -> list[Deed]:
    """All deeds of this account since then (in this chat) that still stand, newest first."""
    told = _standing_by(user).where(Deed.recorded_at >= since)
    if chat_id is not None:
        told = told.where(Deed.chat_id == chat_id)
    return list(session.scalars(told.order_by(Deed.id.desc())))


def done_on_by(
    session: Session, user: LineUser, day: date, *, chat_id: str | None = None
) -> list[Deed]:
    """What this account told (in this chat) as done by its own household on that day."""
    told = _standing_by(user).where(
        Deed.done_on == day, Deed.household_id == user.household_id, Deed.for_others.is_(False)
    )
    if chat_id is not None:
        told = told.where(Deed.chat_id == chat_id)
    return list(session.scalars(told.order_by(Deed.id)))


def _standing_by(user: LineUser) -> Select[Deed]:
    """Those told for a household it has left are that household's."""
    return select(Deed).where(
        Deed.reporter_id == user.id,
        Deed.status.in_(STANDING),
        or_(Deed.household_id == user.household_id, Deed.for_others),
    )
