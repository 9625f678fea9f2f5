"""Who may do what where. A role is held over an area and all that its code is a prefix of."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.errors import Refused

ROLES = ("member", "helper", "committee", "officer", "admin")
"""From least to most. helper: อสม. and neighbours who log for those without a phone."""

_NEEDED = {
    "log for others": "helper",
    "decide on deeds": "committee",
    "tie a group": "committee",
    "teach words": "committee",
    "run rewards": "committee",
    "edit menu": "committee",
    "compare menus": "officer",
    "announce": "officer",
    "keep register": "officer",
}


class Role(Base):
    """บทบาท: kept by LINE id, so that an officer can be named before they first write."""

    __tablename__ = "roles"
    __table_args__ = (UniqueConstraint("line_id", "role", "area_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(index=True)
    role: Mapped[str] = mapped_column(String(20))
    area_code: Mapped[str] = mapped_column(String(8))
    granted_at: Mapped[datetime]


class NotAllowed(Refused):
    """Params: act."""

    key = "not_allowed"


def grant(session: Session, line_id: str, role: str, area: str, now: datetime) -> None:
    """Give a role over an area; giving it again changes nothing."""
    if role not in ROLES:
        raise ValueError(f"unknown role {role}")
    known = session.scalar(select(Role).filter_by(line_id=line_id, role=role, area_code=area))
    if known is None:
        session.add(Role(line_id=line_id, role=role, area_code=area, granted_at=now))


def areas(session: Session, line_id: str | None, act: str) -> list[str]:
    """The areas over which this account may do the act, widest first."""
    if line_id is None:
        return []
    enough = ROLES[ROLES.index(_NEEDED[act]) :]
    rows = session.scalars(
        select(Role.area_code).where(Role.line_id == line_id, Role.role.in_(enough))
    )
    return sorted(rows, key=len)


def may(session: Session, line_id: str | None, act: str, area: str) -> bool:
    return any(area.startswith(held) for held in areas(session, line_id, act))


def require(session: Session, line_id: str | None, act: str, area: str) -> None:
    """Raises NotAllowed unless the account may do the act over the whole area."""
    if not may(session, line_id, act, area):
        raise NotAllowed(act=act)
