"""ประกาศ: an officer's word to every group of their area, sent once its price was seen."""

from datetime import datetime, timedelta

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import NEVER_AGAIN, Base
from bot.domain import access, audit, groups, notices
from bot.domain.groups import Group
from bot.errors import Refused

LONGEST = 4000
"""UTF-16 units; LINE takes 5,000 in one message."""

AT_ONCE = timedelta()


class Announcement(Base):
    """One announcement: drafted, and sent when its author confirms it."""

    __tablename__ = "announcements"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[str]
    """The officer's LINE id."""
    areas: Mapped[list[str]] = mapped_column(JSON)
    text: Mapped[str]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class NothingToSay(Refused):
    key = "announce_nothing"


class TooLong(Refused):
    """Params: most."""

    key = "announce_too_long"


class OfficersOnly(Refused):
    key = "officers_only"


class AlreadySent(Refused):
    key = "announce_sent_before"


def draft(session: Session, line_id: str | None, text: str, now: datetime) -> Announcement:
    """Keep what is to be announced in all the author's areas; nothing is sent yet.

    Raises OfficersOnly, NothingToSay, TooLong.
    """
    held = access.areas(session, line_id, "announce")
    if line_id is None or not held:
        raise OfficersOnly
    if not text:
        raise NothingToSay
    if len(text.encode("utf-16-le")) // 2 > LONGEST:
        raise TooLong(most=LONGEST)
    announcement = Announcement(author=line_id, areas=held, text=text, created_at=now)
    session.add(announcement)
    session.flush()
    return announcement


def audience(session: Session, announcement: Announcement) -> list[Group]:
    """The groups it goes to, each once however the author's areas overlap."""
    found: dict[str, Group] = {}
    for area in announcement.areas:
        found |= {group.chat_id: group for group in groups.tied_within(session, area)}
    return list(found.values())


def price(audience: list[Group]) -> int:
    """Messages that pushing to these groups costs: one for each person in each group."""
    return sum(group.members or 0 for group in audience)


def drop(session: Session, announcement_id: int, line_id: str | None) -> None:
    """Forget a draft; what was sent stays."""
    announcement = session.get(Announcement, announcement_id)
    if announcement and announcement.author == line_id and announcement.sent_at is None:
        session.delete(announcement)


def send(session: Session, announcement_id: int, line_id: str | None, now: datetime) -> list[Group]:
    """Leave it with every group, due at once. Returns the groups.

    Raises OfficersOnly for anybody but its author in office, AlreadySent the second time.
    """
    announcement = session.get(Announcement, announcement_id, with_for_update=True)
    if announcement is None or announcement.author != line_id:
        raise OfficersOnly
    held = access.areas(session, line_id, "announce")
    announcement.areas = [a for a in announcement.areas if any(a.startswith(h) for h in held)]
    if not announcement.areas:
        raise OfficersOnly
    if announcement.sent_at is not None:
        raise AlreadySent
    announcement.sent_at = now
    to = audience(session, announcement)
    for group in to:
        about = f"announcement {announcement.id}"
        notices.leave_with(
            session, group, "announcement", about, now, AT_ONCE, text=announcement.text
        )
    audit.write(session, line_id, "announced", str(announcement.id), now, announcement.areas[0])
    return to
