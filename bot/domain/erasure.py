"""ลบข้อมูล: to be forgotten. Who somebody was goes; what the household did stays as numbers."""

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.domain import photos, places
from bot.domain.access import Role
from bot.domain.audit import AuditEntry
from bot.domain.conversations import Pending
from bot.domain.deeds import Deed
from bot.domain.errands import Errand
from bot.domain.notices import Notice
from bot.domain.people import Consent, LineUser
from bot.domain.photos import Photo
from bot.domain.registry import Member

UNDO = timedelta(days=7)
"""Asked for in the chat, it happens after seven days, in which it can be taken back."""


def ask(user: LineUser, now: datetime) -> datetime:
    """Ask to be forgotten. Returns when it happens."""
    user.erase_at = now + UNDO
    return user.erase_at


def take_back(user: LineUser) -> bool:
    """Whether there was something to take back."""
    asked, user.erase_at = user.erase_at is not None, None
    return asked


def due(session: Session, now: datetime) -> list[LineUser]:
    return list(session.scalars(select(LineUser).where(LineUser.erase_at <= now)))


def erase(session: Session, user: LineUser, now: datetime, secret: str) -> None:
    """Forget this person now: names, words, pictures, roles, open questions, waiting notices, and
    the pin they put; with the last of a household its pin goes, whoever put it.

    Deeds keep kind, amount and points for the household. Consents and the audit log, which are
    evidence for ten years, keep a keyed digest where the LINE id stood.
    """
    alias = "erased-" + hmac.new(secret.encode(), user.line_id.encode(), hashlib.sha256).hexdigest()
    for photo in session.scalars(select(Photo).filter_by(line_user_id=user.id)):
        photos.remove(session, photo, now)
        session.delete(photo)
    places.left(session, user, now)
    session.execute(
        update(Deed).where(Deed.reporter_id == user.id).values(
            text=None, reporter_id=None, chat_id=None, message_id=None
        )
    )  # fmt: skip
    for row, column in ((Consent, Consent.line_id), (AuditEntry, AuditEntry.who)):
        session.execute(update(row).where(column == user.line_id).values({column: alias}))
    session.execute(update(Deed).where(Deed.decided_by == user.line_id).values(decided_by=alias))
    session.execute(delete(Role).where(Role.line_id == user.line_id))
    session.execute(delete(Pending).where(Pending.line_id == user.line_id))
    session.execute(delete(Notice).where(Notice.chat_id == user.line_id))
    session.execute(delete(Errand).where(Errand.key == user.line_id))
    member = user.member
    session.delete(user)
    session.flush()
    if member is not None and not _named_elsewhere(session, member):
        session.execute(update(Deed).where(Deed.member_id == member.id).values(member_id=None))
        session.delete(member)
    session.flush()


def _named_elsewhere(session: Session, member: Member) -> bool:
    """Another account of the house is the same person."""
    query = select(LineUser.id).where(LineUser.member_id == member.id)
    return session.scalar(query.limit(1)) is not None
