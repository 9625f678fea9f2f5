"""Waiting notices: what nobody asked for is not pushed while it can wait (it costs a message each).

A notice to a person rides free on the next reply to them; what has not gone by its due time is
pushed by the `deliver-due` job. (Groups, budget, merging: a later chapter; see docs/decisions.)
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.db import Base
from bot.domain.people import LineUser

WAIT = timedelta(days=1)


class Notice(Base):
    """One thing to tell one person; `template` and `params` are the message still to be drawn."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(
            "ix_notices_waiting", "line_user_id", "id",
            sqlite_where=text("delivered_at IS NULL"),
            postgresql_where=text("delivered_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    line_user_id: Mapped[int] = mapped_column(ForeignKey("line_users.id"))
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    how: Mapped[str | None] = mapped_column(String(10))
    """reply or push."""
    billed: Mapped[int] = mapped_column(default=0)

    user: Mapped[LineUser] = relationship()


def leave(session: Session, user: LineUser, kind: str, now: datetime, **params: object) -> None:
    """Leave word for a person; it may wait a day for a free ride."""
    due_at = now + WAIT
    session.add(
        Notice(kind=kind, line_user_id=user.id, params=params, created_at=now, due_at=due_at)
    )


def for_person(session: Session, user: LineUser, most: int) -> Sequence[Notice]:
    """What waits for this person, oldest first."""
    if most <= 0:
        return ()
    return session.scalars(
        select(Notice)
        .where(Notice.line_user_id == user.id, Notice.delivered_at.is_(None))
        .order_by(Notice.id)
        .limit(most)
    ).all()


def due(session: Session, now: datetime, most: int = 100) -> Sequence[Notice]:
    """What can wait no longer, to people who have not blocked us."""
    return session.scalars(
        select(Notice)
        .join(Notice.user)
        .where(Notice.delivered_at.is_(None), Notice.due_at <= now, LineUser.blocked.is_(False))
        .order_by(Notice.id)
        .limit(most)
    ).all()


def went(notice: Notice, how: str, now: datetime) -> None:
    notice.delivered_at, notice.how, notice.billed = now, how, int(how == "push")
