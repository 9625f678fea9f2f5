"""กลุ่มไลน์: chats with many people, and the village (or wider area) each is tied to."""

import secrets
import string
from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.domain import access, areas, audit
from bot.errors import Refused

ALPHABET = string.ascii_uppercase + "23456789"


class Group(Base):
    """A group or room the bot was added to."""

    __tablename__ = "groups"

    chat_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    area_code: Mapped[str | None] = mapped_column(String(8), index=True)
    tied_at: Mapped[datetime | None]
    tied_by: Mapped[str | None]
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    members: Mapped[int | None]
    """How many people LINE counts, without the bot: what a push costs. None: not asked yet."""


class GroupCode(Base):
    """A code that ties one group, once."""

    __tablename__ = "group_codes"

    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    area_code: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class WrongCode(Refused):
    """No such code, or it was used."""

    key = "wrong_group_code"


def find(session: Session, chat_id: str) -> Group | None:
    return session.get(Group, chat_id)


def enter(session: Session, chat_id: str, now: datetime) -> Group:
    """The group's row, made when the bot is added or first hears from a group it knows not."""
    group = session.get(Group, chat_id)
    if group is None:
        group = Group(chat_id=chat_id, joined_at=now)
        session.add(group)
    group.left_at = None
    session.flush()
    return group


def leave(session: Session, chat_id: str, now: datetime) -> None:
    """The bot was removed: nothing goes there any more; the tie must be made anew."""
    group = session.get(Group, chat_id)
    if group is not None:
        group.left_at = now
        group.area_code = None


def size(session: Session, chat_id: str) -> int:
    """What one push to this group costs, in messages; 0 while LINE has not been asked."""
    group = session.get(Group, chat_id)
    return (group.members if group else None) or 0


def tied_within(session: Session, area: str) -> list[Group]:
    """Groups of this area and of the areas inside it."""
    tied = select(Group).where(Group.left_at.is_(None), areas.within(Group.area_code, area))
    return list(session.scalars(tied.order_by(Group.area_code, Group.chat_id)))


def tied_to(session: Session, area: str) -> list[Group]:
    """Groups of exactly this area."""
    return [group for group in tied_around(session, area) if group.area_code == area]


def tied_around(session: Session, area: str) -> list[Group]:
    """Groups whose area this one lies in: a village's own, its tambon's, its district's."""
    codes = [area[:length] for length in (2, 4, 6, 8) if length <= len(area)]
    tied = select(Group).where(Group.left_at.is_(None), Group.area_code.in_(codes))
    return list(session.scalars(tied.order_by(Group.area_code, Group.chat_id)))


def grow(session: Session, chat_id: str, by: int) -> None:
    """People came or went; a size that is not known yet stays unknown."""
    group = session.get(Group, chat_id)
    if group is not None and group.members is not None:
        group.members = max(0, group.members + by)


def new_code(session: Session, area: str, now: datetime) -> str:
    """A code of six letters and digits, without those that are mistaken for each other's shape."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(6))
    session.add(GroupCode(code=code, area_code=area, created_at=now))
    session.flush()
    return code


def tie(session: Session, group: Group, code: str, line_id: str | None, now: datetime) -> None:
    """Tie the group to the code's area; raises WrongCode, or NotAllowed without the role there.

    The role is asked first, so that a villager learns nothing about a code.
    """
    held = access.areas(session, line_id, "tie a group")
    if not held:
        raise access.NotAllowed(act="tie a group")
    row = session.get(GroupCode, code.upper(), with_for_update=True)
    if row is None or row.used_at is not None:
        raise WrongCode
    access.require(session, line_id, "tie a group", row.area_code)
    row.used_at = now
    group.area_code, group.tied_at, group.tied_by = row.area_code, now, line_id
    audit.write(session, line_id, "group:tied", group.chat_id, now, row.area_code)
