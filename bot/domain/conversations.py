"""What the bot has asked and waits to hear, per person and chat. Survives restarts; runs out.

A question with a yes and a no keeps under `yes` and `no` what its buttons send (`Tap.posted`).
A typed ใช่ or ไม่, a thumb, or in 1:1 a sticker is then as good as a tap (`bot/routing.py`). Of a
question that lets pick one, the first choice is the `yes`. The tap's handler closes the question.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base

WAITING_WORDS = ("text", "at", "message_id")
"""Names under which a question keeps what was said before it: the words, when, in which message."""


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
) -> Pending:  # fmt: skip
    """Remember that an answer is awaited; a newer question replaces an older one."""
    question = session.get(Pending, (chat_id, line_id))
    if question is None:
        question = Pending(chat_id=chat_id, line_id=line_id)
        session.add(question)
    question.topic, question.data, question.until = topic, data, now + timedelta(minutes=minutes)
    session.flush()
    return question


def done(session: Session, question: Pending) -> None:
    """The question was answered, or does not matter any more."""
    session.delete(question)
    session.flush()


def forget_message(session: Session, chat_id: str, message_id: str) -> None:
    """A message was unsent: its words, waiting with a question of this chat, go, and the question
    stays; a question about the message itself goes too."""
    for question in session.scalars(select(Pending).filter_by(chat_id=chat_id)):
        if question.data.get("message_id") != message_id:
            continue
        if "text" in question.data:
            question.data = {k: v for k, v in question.data.items() if k not in WAITING_WORDS}
        else:
            session.delete(question)
    session.flush()
