"""Waiting notices: what nobody asked for is not pushed while it can wait (it costs a message each).

A notice rides free on the next reply in its chat; what has not gone by its due time is pushed by
the `deliver-due` job, and what has no chat any more expires. (Budget and merging of kinds: a later
chapter.)
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    String,
    Table,
    UniqueConstraint,
    delete,
    insert,
    select,
    text,
    true,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.db import Base, insert_if_new
from bot.domain.groups import Group
from bot.domain.people import LineUser

WAIT = timedelta(days=1)
"""How long word for a person may wait for a free ride."""

NAMELESS = "ผู้ช่วย"
"""What a helper is called who has no name any more."""

_WAITING = text("delivered_at IS NULL")


class Notice(Base):
    """One thing to tell one chat; `kind` and `params` are the message still to be drawn."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_waiting", "chat_id", "id",
              sqlite_where=_WAITING, postgresql_where=_WAITING),
        UniqueConstraint("chat_id", "kind", "about"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    chat_id: Mapped[str]
    line_user_id: Mapped[int | None] = mapped_column(ForeignKey("line_users.id"))
    """Whose chat it is; None: a group."""
    about: Mapped[str | None] = mapped_column(String(40))
    """What a group is told once, however often it is left: an election, a day."""
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    how: Mapped[str | None] = mapped_column(String(10))
    """reply, push or expired."""
    pushes: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Pushed when it can wait no longer; False: it only ever rides along, and then expires."""
    billed: Mapped[int] = mapped_column(default=0)
    """Messages it cost: one a person in the chat, for the whole push it went with."""

    user: Mapped[LineUser | None] = relationship()


_TABLE = cast(Table, Notice.__table__)


def leave(session: Session, user: LineUser, kind: str, now: datetime, **params: object) -> None:
    """Leave word for a person; it may wait a day for a free ride."""
    _leave(session, user, kind, now, WAIT, params, pushes=True)


def leave_free(
    session: Session, user: LineUser, kind: str, now: datetime, lasts: timedelta, **params: object
) -> None:
    """Leave word that is worth no push: it rides along within this time, or never."""
    _leave(session, user, kind, now, lasts, params, pushes=False)


def _leave(
    session: Session, user: LineUser, kind: str, now: datetime, wait: timedelta,
    params: dict[str, object], *, pushes: bool,
) -> None:  # fmt: skip
    session.execute(
        insert(_TABLE).values(
            kind=kind, chat_id=user.line_id, line_user_id=user.id, params=params, created_at=now,
            due_at=now + wait, pushes=pushes, billed=0,
        )
    )  # fmt: skip


def newest_waiting(session: Session, user: LineUser, kind: str, now: datetime) -> Notice | None:
    """The newest of this kind that waits for this person, to be said together with another."""
    return session.scalar(
        select(Notice)
        .where(Notice.chat_id == user.line_id, Notice.kind == kind)
        .where(Notice.delivered_at.is_(None), Notice.due_at > now)
        .order_by(Notice.id.desc())
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def leave_with(
    session: Session, group: Group, kind: str, about: str, now: datetime, wait: timedelta,
    **params: object,
) -> None:  # fmt: skip
    """Leave word with a group, once for what it is about; pushed after `wait`."""
    statement = insert_if_new(session.get_bind().dialect.name, Notice).values(
        kind=kind, chat_id=group.chat_id, about=about, params=params, created_at=now,
        due_at=now + wait, billed=0,
    )  # fmt: skip
    session.execute(statement)


def waiting(session: Session, chat_id: str, most: int, now: datetime) -> Sequence[Notice]:
    """What waits for this chat at `now`, oldest first."""
    if most <= 0:
        return ()
    return session.scalars(
        select(Notice)
        .where(Notice.chat_id == chat_id, Notice.delivered_at.is_(None), Notice.created_at <= now)
        .where(Notice.pushes | (Notice.due_at > now))
        .order_by(Notice.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()


def due(session: Session, now: datetime, most: int = 200) -> Sequence[Notice]:
    """What can wait no longer, by chat, with all else that waits there: one push carries it for the
    same price. For people who blocked us it goes on waiting; what was for a group that is ours no
    more, or is not worth a push, is marked as expired. Whoever asks holds the rows until the end of
    the transaction."""
    _expire(session, now)
    pressing = (
        select(Notice.chat_id)
        .outerjoin(Notice.user)
        .where(Notice.delivered_at.is_(None), Notice.due_at <= now, Notice.pushes)
        .where(Notice.line_user_id.is_(None) | LineUser.blocked.is_(False))
        .distinct()
        .limit(most)
    )
    return session.scalars(
        select(Notice)
        .where(Notice.delivered_at.is_(None), Notice.created_at <= now)
        .where(Notice.chat_id.in_(pressing))
        .order_by(Notice.chat_id, Notice.id)
        .with_for_update(skip_locked=True)
    ).all()


def _expire(session: Session, now: datetime) -> None:
    ours = select(Group.chat_id).where(Group.area_code.is_not(None), Group.left_at.is_(None))
    session.execute(
        update(Notice)
        .where(Notice.delivered_at.is_(None), Notice.due_at <= now)
        .where(~Notice.pushes | (Notice.line_user_id.is_(None) & Notice.chat_id.not_in(ours)))
        .values(delivered_at=now, how="expired", params={})
    )


def went(notice: Notice, how: str, now: datetime, billed: int = 0) -> None:
    """It was drawn and is on its way: what it said is kept no longer."""
    notice.params = {}
    notice.delivered_at, notice.how, notice.billed = now, how, billed


def forget_person(session: Session, user: LineUser, names: Collection[str]) -> None:
    """Nothing waits for this person, no word of their coming waits for others, and where word of
    what they did for others waits, it names them no more."""
    session.execute(delete(Notice).where(Notice.chat_id == user.line_id))
    for notice in session.scalars(select(Notice).where(Notice.delivered_at.is_(None))):
        if notice.params.get("who") == user.id:
            session.delete(notice)
        elif notice.params.get("helper") in names:
            notice.params = {**notice.params, "helper": NAMELESS}
    session.flush()
