"""A waiting notice as a row: for whom it is, how long it may wait, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base
from bot.domain.chats import is_group
from bot.domain.notice_kinds import KINDS, NORMAL, Kind
from bot.domain.people import LineUser
from bot.domain.registry import Household

WHYS = ("silent", "quota", "kept", "share", "blocked", "no_phone", "left", "refused", "undrawn")
"""Why a notice has not been delivered: nobody wrote there · LINE's quota is used up · what is left
is kept for more important things · or is other tambons' · the person blocked us · nobody of the
house has LINE with us · the bot is not in the group any more · LINE would not take it · we could
not draw it."""

_WAITING = text("delivered_at IS NULL")


def _waiting_index(name: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=_WAITING, postgresql_where=_WAITING)


class Notice(Base):
    """One thing to tell one person, household or group; `kind` and `params` are the message still
    to be drawn."""

    __tablename__ = "notices"
    __table_args__ = (
        _waiting_index("ix_notices_waiting", "chat_id", "id"),
        _waiting_index("ix_notices_household", "household_id", "id"),
        _waiting_index("ix_notices_look", "look_at"),
        _waiting_index("ix_notices_about", "about"),
        Index("ix_notices_failed", "area_code", "failed_at"),
        UniqueConstraint("chat_id", "kind", "about"),
        UniqueConstraint("household_id", "kind", "about"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    chat_id: Mapped[str | None]
    """Where it goes. For a household: where it went."""
    line_user_id: Mapped[int | None] = mapped_column(ForeignKey("line_users.id"))
    """Whose 1:1 chat it is, if they are of the village."""
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"))
    """For whom, if it is for a household."""
    area_code: Mapped[str] = mapped_column(String(8), default="", server_default="")
    """Out of whose share a push is paid, and whose officers hear if it fails."""
    about: Mapped[str | None] = mapped_column(String(40))
    """What is told once there, however often it is left: an election, a day."""
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    urgency: Mapped[int] = mapped_column(SmallInteger, default=NORMAL, server_default="1")
    created_at: Mapped[datetime]
    earliest: Mapped[datetime | None]
    """Not before; None: from `created_at` on."""
    due_at: Mapped[datetime]
    """The latest: from here on it is pushed."""
    expires_at: Mapped[datetime | None]
    look_at: Mapped[datetime | None]
    """When `deliver-due` next has a look at it."""
    delivered_at: Mapped[datetime | None]
    how: Mapped[str | None] = mapped_column(String(10))
    """reply, push or expired."""
    pushes: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Pushed when it can wait no longer; False: it only ever rides along, and then expires."""
    billed: Mapped[int] = mapped_column(default=0)
    """Messages it cost: one a person in the chat, for the whole push it went with."""
    saved: Mapped[int] = mapped_column(default=0, server_default="0")
    """Messages that a push of it would have cost, where it rode free."""
    why: Mapped[str | None] = mapped_column(String(10))
    """Why it was not delivered by its latest time; one of WHYS."""
    failed_at: Mapped[datetime | None]

    user: Mapped[LineUser | None] = relationship()
    household: Mapped[Household | None] = relationship()

    @property
    def sort(self) -> Kind:
        return KINDS[self.kind]

    @property
    def to_group(self) -> bool:
        return self.household_id is None and is_group(self.chat_id or "")


IS_WAITING = Notice.delivered_at.is_(None)
