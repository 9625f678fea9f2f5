"""บันทึกการใช้อำนาจ: who did what to whom, when. Append-only, ids only, kept ten years."""

from datetime import datetime

from sqlalchemy import Index, String, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base


class AuditEntry(Base):
    """`what` is a typed name such as `deed:accepted`; `subject` the id it was done to."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_who_what_at", "who", "what", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str | None]
    what: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str]
    area_code: Mapped[str | None] = mapped_column(String(8))


def write(
    session: Session, who: str | None, what: str, subject: object, at: datetime, area: str | None
) -> None:
    """`who` is a LINE id, or None for the operator at the command line and for the clock."""
    session.execute(
        insert(AuditEntry).values(at=at, who=who, what=what, subject=str(subject), area_code=area)
    )


def count(session: Session, who: str, what: str, since: datetime) -> int:
    """How often somebody did this since then."""
    query = select(func.count()).where(
        AuditEntry.who == who, AuditEntry.what == what, AuditEntry.at >= since
    )
    return session.scalar(query) or 0


def subjects(session: Session, who: str, what: str) -> set[str]:
    """All to whom somebody ever did this."""
    query = select(AuditEntry.subject).where(AuditEntry.who == who, AuditEntry.what == what)
    return set(session.scalars(query))


def happened(session: Session, what: str, subject: str, since: datetime) -> bool:
    """Whether this was done to the subject since then, by anybody."""
    query = select(AuditEntry.id).where(
        AuditEntry.what == what, AuditEntry.subject == subject, AuditEntry.at >= since
    )
    return session.scalar(query.limit(1)) is not None
