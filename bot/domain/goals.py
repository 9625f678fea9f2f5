"""เมนูครัวเรือน: what a household sets out to do each month, and how far it has come."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class Goal(Base):
    """So much of one deed a month, from this month on until another row says so; 0: no more."""

    __tablename__ = "household_goals"

    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    units: Mapped[Decimal]
    """In the menu's unit."""
    set_by: Mapped[int | None] = mapped_column(ForeignKey("line_users.id", ondelete="SET NULL"))
    set_at: Mapped[datetime]
