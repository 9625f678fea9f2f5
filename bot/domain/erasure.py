"""ลบข้อมูล: to be forgotten. Who somebody was goes; what the household did stays as numbers."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.domain import faces, notices, photos, places, recounts
from bot.domain.access import Role
from bot.domain.aliases import Alias
from bot.domain.announcements import Announcement
from bot.domain.audit import AuditEntry
from bot.domain.candidacy import Pick
from bot.domain.checking import Decision
from bot.domain.conversations import Pending
from bot.domain.deed import Correction, Deed, DeedDoer
from bot.domain.errands import Errand
from bot.domain.groups import Group
from bot.domain.local_menu import MenuChange
from bot.domain.meetings import Meeting
from bot.domain.people import Consent, LineUser
from bot.domain.photos import Photo
from bot.domain.questions import Question
from bot.domain.registry import Member
from bot.domain.rewards import Redemption, Reward
from bot.domain.sheets import Sheet

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

    Deeds keep kind, amount and points for the household. Consents, the audit log and who decided,
    tied or announced, which are evidence for ten years, keep a keyed digest where the LINE id
    stood. What stays: names in the officers' register or given by others of the house.
    """
    alias = "erased-" + hmac.new(secret.encode(), user.line_id.encode(), hashlib.sha256).hexdigest()
    faces.take_back(session, user, now)
    recounts.forget(session, user, now)
    for photo in session.scalars(select(Photo).filter_by(line_user_id=user.id)):
        photos.remove(session, photo, now)
        session.delete(photo)
    places.left(session, user, now)
    session.execute(
        update(Deed).where(Deed.reporter_id == user.id).values(
            text=None, reporter_id=None, chat_id=None, message_id=None
        )
    )  # fmt: skip
    put_right = select(Correction.deed_id).where(Correction.line_user_id == user.id)
    session.execute(update(Deed).where(Deed.id.in_(put_right)).values(text=None))
    session.execute(
        update(Question)
        .where(Question.answered_by == user.id)
        .values(answer=None, answered_by=None)
    )
    for column in _EVIDENCE:
        rows = update(column.class_).where(column == user.line_id)
        session.execute(rows.values({column: alias}))
    session.execute(
        update(Consent)
        .where(Consent.line_id.endswith(f" by {user.line_id}", autoescape=True))
        .values(line_id=func.replace(Consent.line_id, user.line_id, alias))
    )
    session.execute(delete(Role).where(Role.line_id == user.line_id))
    session.execute(delete(Pending).where(Pending.line_id == user.line_id))
    session.execute(delete(Errand).where(Errand.key == user.line_id))
    own = select(Member).where((Member.named_by == user.id) | (Member.id == user.member_id))
    members = session.scalars(own).all()
    names = {member.name for member in members} | {user.display_name}
    notices.forget_person(session, user, {name for name in names if name}, now)
    session.delete(user)
    session.flush()
    for member in members:
        if not _named_elsewhere(session, member):
            session.execute(update(Deed).where(Deed.member_id == member.id).values(member_id=None))
            session.execute(delete(DeedDoer).where(DeedDoer.member_id == member.id))
            session.delete(member)
    session.flush()


_EVIDENCE: tuple[InstrumentedAttribute[Any], ...] = (
    Consent.line_id,
    AuditEntry.who,
    AuditEntry.subject,
    Deed.decided_by,
    Group.tied_by,
    Announcement.author,
    Meeting.called_by,
    Meeting.cancelled_by,
    Pick.picked_by,
    Alias.decided_by,
    Decision.decided_by,
    Question.asked_by,
    MenuChange.changed_by,
    Reward.added_by,
    Redemption.decided_by,
    Redemption.handed_by,
    Sheet.entered_by,
    Sheet.second_by,
    Sheet.withdrawn_by,
)
"""Where a LINE id stands for as long as the evidence is kept."""


def _named_elsewhere(session: Session, member: Member) -> bool:
    """Another account of the house is the same person."""
    query = select(LineUser.id).where(LineUser.member_id == member.id)
    return session.scalar(query.limit(1)) is not None
