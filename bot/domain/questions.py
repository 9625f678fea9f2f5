"""ถามเจ้าของบ้าน: what the committee asks about a deed before it decides, and what it is told."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import NEVER_AGAIN, Base


class Question(Base):
    __tablename__ = "questions"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    deed_id: Mapped[int] = mapped_column(ForeignKey("deeds.id"), index=True)
    asked_by: Mapped[str | None]
    asked_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(String(300))
    answered_by: Mapped[int | None] = mapped_column(
        ForeignKey("line_users.id", ondelete="SET NULL")
    )
    answered_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(String(500))
