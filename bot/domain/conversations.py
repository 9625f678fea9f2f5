"""What the bot has asked and waits to hear, per person and chat. Survives restarts; runs out."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base


class Pending(Base):
    """One open question."""

    __tablename__ = "conversations"

    chat_id: Mapped[str] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(30))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    until: Mapped[datetime]


def ask(
    session: Session, chat_id: str, line_id: str, topic: str, now: datetime,
    *, minutes: int = 60, **data: object,
) -> None:  # fmt: skip
    """Remember that an answer is awaited; a newer question replaces an older one."""
    question = session.get(Pending, (chat_id, line_id))
    if question is None:
        question = Pending(chat_id=chat_id, line_id=line_id)
        session.add(question)
    question.topic, question.data, question.until = topic, data, now + timedelta(minutes=minutes)
    session.flush()


def awaited(session: Session, chat_id: str, line_id: str | None, now: datetime) -> Pending | None:
    """The open question to this person in this chat, unless it ran out."""
    question = session.get(Pending, (chat_id, line_id)) if line_id else None
    return question if question and question.until > now else None


def done(session: Session, chat_id: str, line_id: str) -> None:
    """The question was answered, or does not matter any more."""
    question = session.get(Pending, (chat_id, line_id))
    if question is not None:
        session.delete(question)
        session.flush()
