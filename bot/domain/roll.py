"""Who is in which group, as far as we have heard them speak there: LINE does not tell."""

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base, insert_if_new
from bot.domain.people import LineUser


class OnRoll(Base):
    """One member of the village who has spoken in one group."""

    __tablename__ = "group_people"

    chat_id: Mapped[str] = mapped_column(primary_key=True)
    line_user_id: Mapped[int] = mapped_column(
        ForeignKey("line_users.id", ondelete="CASCADE"), primary_key=True, index=True
    )


def enter(session: Session, chat_id: str, user: LineUser) -> None:
    row = insert_if_new(session.get_bind().dialect.name, OnRoll)
    session.execute(row.values(chat_id=chat_id, line_user_id=user.id))


def left(session: Session, chat_id: str, user: LineUser) -> None:
    session.execute(delete(OnRoll).filter_by(chat_id=chat_id, line_user_id=user.id))


def empty(session: Session, chat_id: str) -> None:
    """The bot is there no more, and knows nobody there."""
    session.execute(delete(OnRoll).filter_by(chat_id=chat_id))


def households(session: Session, chat_id: str) -> list[int]:
    """The houses of which somebody is in the group."""
    rows = session.scalars(
        select(LineUser.household_id)
        .join(OnRoll, OnRoll.line_user_id == LineUser.id)
        .where(OnRoll.chat_id == chat_id, LineUser.household_id.is_not(None))
        .distinct()
    )
    return [house for house in rows if house is not None]
