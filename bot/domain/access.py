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
    "call a meeting": "committee",
    "count votes": "committee",
    "pin places": "committee",
    "run votes": "officer",
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


def from_up(act: str) -> tuple[str, ...]:
    """The roles that may do the act, from least to most."""
    return ROLES[ROLES.index(_NEEDED[act]) :]


def areas(session: Session, line_id: str | None, act: str) -> list[str]:
    """The areas over which this account may do the act, widest first."""
    if line_id is None:
        return []
    rows = session.scalars(
        select(Role.area_code).where(Role.line_id == line_id, Role.role.in_(from_up(act)))
    )
    return sorted(rows, key=len)


def holders(session: Session, act: str, area: str) -> list[Role]:
    """Who may do the act over this area, each once, by the widest area they hold it for."""
    around = [area[:length] for length in (2, 4, 6, 8) if length <= len(area)]
    rows = session.scalars(
        select(Role)
        .where(Role.role.in_(from_up(act)), Role.area_code.in_(around))
        .order_by(Role.area_code.desc(), Role.id)
    )
    return list({role.line_id: role for role in rows}.values())


def widest(session: Session, act: str) -> list[str]:
    """The LINE ids of those who may do the act over the widest areas that anybody holds."""
    rows = session.scalars(select(Role).where(Role.role.in_(from_up(act))).order_by(Role.id)).all()
    length = min((len(role.area_code) for role in rows), default=0)
    return list(dict.fromkeys(role.line_id for role in rows if len(role.area_code) == length))


def holding(session: Session, act: str, area: str) -> list[Role]:
    """Who holds a role that may do the act for exactly this area: each once, by their highest."""
    rows = session.scalars(
        select(Role).where(Role.role.in_(from_up(act)), Role.area_code == area).order_by(Role.id)
    )
    rising = sorted(rows, key=lambda role: ROLES.index(role.role))
    return list({role.line_id: role for role in rising}.values())


def may(session: Session, line_id: str | None, act: str, area: str) -> bool:
    return any(area.startswith(held) for held in areas(session, line_id, act))


def require(session: Session, line_id: str | None, act: str, area: str) -> None:
    """Raises NotAllowed unless the account may do the act over the whole area."""
    if not may(session, line_id, act, area):
        raise NotAllowed(act=act)
