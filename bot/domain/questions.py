"""ถามเจ้าของบ้าน: what the committee asks about a deed before it decides, and what it is told; and
what a household says when it asks to look again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import NEVER_AGAIN, Base
from bot.domain import deeds, notices
from bot.domain.deed import Deed
from bot.domain.people import LineUser
from bot.errors import Refused

LASTS = timedelta(days=7)
"""How long a question waits for a free ride."""

LONGEST_QUESTION, LONGEST_ANSWER = 300, 500


class Question(Base):
    """One question and its answer. `asked_by` None: nobody asked, the household says more."""

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


class NobodyToAsk(Refused):
    """Whoever told it has no phone here, or is gone."""

    key = "nobody_to_ask"


class NothingToAsk(Refused):
    """It is decided, or has been asked about already."""

    key = "nothing_to_ask"


def ask(session: Session, deed: Deed, text: str, line_id: str | None, now: datetime) -> None:
    """Leave the question with whoever told the deed; one at a time, about what waits. Raises
    NobodyToAsk, NothingToAsk."""
    if deed.reporter is None:
        raise NobodyToAsk
    waits = deed.status == "recorded" or deed.doubt is not None
    if not waits or any(q.asked_by and not q.answer for q in of(session, [deed]).get(deed.id, ())):
        raise NothingToAsk
    question = Question(
        deed_id=deed.id, asked_by=line_id, asked_at=now, text=text[:LONGEST_QUESTION]
    )
    session.add(question)
    session.flush()
    notices.leave(
        session, deed.reporter, "deed_question", now, expires=now + LASTS,
        question=question.id, name=deed.item.short_name, day=deed.done_on.isoformat(),
        text=question.text,
    )  # fmt: skip


def find(session: Session, question_id: int, by: LineUser | None) -> tuple[Question, Deed]:
    """The question behind a button, and its deed. Raises NoSuchDeed, or NotYours."""
    question = session.get(Question, question_id)
    if question is None:
        raise deeds.NoSuchDeed
    return question, deeds.get_own(session, question.deed_id, by)


def answer(session: Session, question: Question, text: str, by: LineUser, now: datetime) -> None:
    """What the household says to it; a later answer replaces an earlier one."""
    question.answer, question.answered_by, question.answered_at = text[:LONGEST_ANSWER], by.id, now
    session.flush()


def plead(session: Session, deed: Deed, text: str, by: LineUser, now: datetime) -> None:
    """What a household says of its own accord, asking to look again."""
    said = Question(deed_id=deed.id, asked_by=None, asked_at=now, text="")
    session.add(said)
    answer(session, said, text, by, now)


def of(session: Session, told: Sequence[Deed]) -> dict[int, list[Question]]:
    """What was asked and said about each of these deeds, first asked first."""
    rows = session.scalars(
        select(Question)
        .where(Question.deed_id.in_([deed.id for deed in told]))
        .order_by(Question.id)
    )
    found: dict[int, list[Question]] = {}
    for question in rows:
        found.setdefault(question.deed_id, []).append(question)
    return found
