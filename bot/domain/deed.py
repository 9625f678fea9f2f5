"""The rows of good deeds: what was done by which household, what it is worth, how it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import NEVER_AGAIN, Base
from bot.domain.menu import MenuItem, item_as_told
from bot.domain.people import LineUser
from bot.domain.registry import Household, Member

STATUSES = ("recorded", "accepted", "rejected", "withdrawn")
STANDING = ("accepted", "recorded")
"""Neither rejected nor withdrawn."""


RECORDED: ColumnElement[str] = literal_column("'recorded'")
"""Said so, not as a parameter, it finds by an index of their own the few deeds that wait."""

_WAITS = text("status = 'recorded'")


class Deed(Base):
    """One deed of one household. Deeds of one message share `message_id` and differ in `part`."""

    __tablename__ = "deeds"
    __table_args__ = (
        UniqueConstraint("message_id", "part"),
        Index("ix_deeds_household_done", "household_id", "done_on"),
        Index("ix_deeds_village_done", "village_code", "done_on"),
        Index("ix_deeds_village_status", "village_code", "status"),
        Index("ix_deeds_waiting", "household_id", sqlite_where=_WAITS, postgresql_where=_WAITS),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    """The name it keeps in files, on whatever installation."""
    village_code: Mapped[str] = mapped_column(String(8))
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("line_users.id"), index=True)
    for_others: Mapped[bool] = mapped_column(default=False)
    """Logged by a helper for a household that is not the helper's own."""
    kind: Mapped[str] = mapped_column(String(10))
    kind_name: Mapped[str | None] = mapped_column(String(120))
    kind_unit: Mapped[str | None] = mapped_column(String(20))
    """What the tambon's menu called it and counted it in, where the nation's says otherwise."""
    quantity: Mapped[Decimal | None]
    unit: Mapped[str | None]
    """Quantity and unit as said."""
    units: Mapped[Decimal]
    """What counted, in the menu's unit."""
    points: Mapped[int]
    done_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(12))
    text: Mapped[str | None]
    message_id: Mapped[str | None]
    part: Mapped[int] = mapped_column(default=0)
    chat_id: Mapped[str | None]
    recorded_at: Mapped[datetime]
    said_at: Mapped[datetime]
    """Time stamp of the newest wording: an edit that is older than this came too late."""
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    doubt: Mapped[str | None] = mapped_column(String(20))
    """Why the committee should look at it: `twice` (the house told it before) and `rejected` (and
    was told no), so it waits; `twin` (accepted, but its picture was seen before)."""
    appealed_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    """Goes up with every change, so that a button can say which wording it was shown beside."""

    household: Mapped[Household] = relationship(lazy="joined", innerjoin=True)
    member: Mapped[Member | None] = relationship(lazy="joined")
    doers: Mapped[list[Member]] = relationship(
        secondary="deed_doers", order_by="Member.id", viewonly=True
    )
    """Those of the house who did it together, as far as they are named. It is one deed all the
    same, of the household."""
    reporter: Mapped[LineUser | None] = relationship()

    @property
    def item(self) -> MenuItem:
        return item_as_told(self.kind, self.kind_name, self.kind_unit)

    @property
    def counts(self) -> bool:
        return self.status in STANDING


class DeedDoer(Base):
    """One of several of the household who did a deed together; one alone is `Deed.member`."""

    __tablename__ = "deed_doers"

    deed_id: Mapped[int] = mapped_column(
        ForeignKey("deeds.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Correction(Base):
    """A message that put a deed right in answer to แก้ไข: editing or unsending it is about that deed
    too. Goes with the account that said it."""

    __tablename__ = "corrections"

    message_id: Mapped[str] = mapped_column(primary_key=True)
    deed_id: Mapped[int] = mapped_column(ForeignKey("deeds.id"), primary_key=True)
    line_user_id: Mapped[int] = mapped_column(ForeignKey("line_users.id", ondelete="CASCADE"))
    said_at: Mapped[datetime]


@dataclass(frozen=True)
class Claim:
    """What somebody says was done, and how much of it."""

    kind: str
    quantity: Decimal | None = None
    unit: str | None = None
