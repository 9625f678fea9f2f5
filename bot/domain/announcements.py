"""ประกาศ: an officer's word to every group of their area, sent once its price was seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, false
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import NEVER_AGAIN, Base
from bot.domain import access, audit, budget, notices
from bot.domain import audience as everybody
from bot.domain.budget import Verdict
from bot.domain.groups import Group
from bot.domain.notice_kinds import KINDS, URGENT
from bot.domain.registry import Household
from bot.errors import Refused

LONGEST = 4000
"""UTF-16 units; LINE takes 5,000 in one message."""


class Announcement(Base):
    """One announcement: drafted, and sent when its author confirms it."""

    __tablename__ = "announcements"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[str]
    """The officer's LINE id."""
    areas: Mapped[list[str]] = mapped_column(JSON)
    text: Mapped[str]
    urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    """It may take what of the month's messages is kept for urgent things."""
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


class TooDear(Refused):
    """The month's messages do not suffice. Params: id, price, room, why."""

    key = "announce_too_dear"


@dataclass(frozen=True)
class Audience:
    """The groups it goes to, and the households of villages that have none: those it reaches free,
    when they are heard."""

    groups: list[Group]
    households: list[Household]

    @property
    def price(self) -> int:
        """Messages that pushing to these groups costs: one for each person in each group."""
        return budget.price(self.groups)


def draft(
    session: Session, line_id: str | None, text: str, now: datetime, *, urgent: bool = False
) -> Announcement:
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
    announcement = Announcement(
        author=line_id, areas=held, text=text, urgent=urgent, created_at=now
    )
    session.add(announcement)
    session.flush()
    return announcement


def audience(session: Session, announcement: Announcement) -> Audience:
    """Whom it is for, each once however the author's areas overlap."""
    found: dict[str, Group] = {}
    alone: dict[int, Household] = {}
    for area in announcement.areas:
        tied, houses = everybody.inside(session, area)
        found |= {group.chat_id: group for group in tied}
        alone |= {house.id: house for house in houses}
    return Audience(list(found.values()), list(alone.values()))


def may_push(session: Session, announcement: Announcement, to: Audience, now: datetime) -> Verdict:
    """Whether the month's messages suffice for pushing it to all its groups now."""
    area = announcement.areas[0]
    return budget.allows(session, area, _urgency(announcement), to.price, now)


def drop(session: Session, announcement_id: int, line_id: str | None) -> None:
    """Forget a draft; what was sent stays."""
    announcement = session.get(Announcement, announcement_id)
    if announcement and announcement.author == line_id and announcement.sent_at is None:
        session.delete(announcement)


def send(
    session: Session, announcement_id: int, line_id: str | None, now: datetime, *, free: bool
) -> Audience:
    """Leave it with every group, due at once, or `free`: to ride along within three days. Returns
    whom it is for.

    Raises OfficersOnly for anybody but its author in office, AlreadySent the second time, TooDear.
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
    to = audience(session, announcement)
    if not free and not (verdict := may_push(session, announcement, to, now)).allowed:
        raise TooDear(id=announcement.id, price=to.price, room=verdict.room, why=verdict.why)
    announcement.sent_at = now
    addresses: list[Group | Household] = [*to.groups, *to.households]
    for each in addresses:
        notices.leave(
            session, each, "announcement", now, about=f"announcement {announcement.id}",
            urgency=_urgency(announcement), free=free, text=announcement.text,
        )  # fmt: skip
    audit.write(session, line_id, "announced", str(announcement.id), now, announcement.areas[0])
    return to


def _urgency(announcement: Announcement) -> int:
    return URGENT if announcement.urgent else KINDS["announcement"].urgency
