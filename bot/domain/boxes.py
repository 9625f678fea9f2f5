"""What was counted out of a box of slips, or by hands, and confirmed by two: it adds to what the
ballots of a vote say themselves."""

from collections import Counter

from sqlalchemy import ForeignKey, SmallInteger, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base


class BoxCount(Base):
    """So many votes for one number on one sheet (`bot/domain/sheets.py`)."""

    __tablename__ = "box_counts"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheets.id"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("elections.id"), index=True)
    votes: Mapped[int]


def votes(session: Session, election_id: int) -> Counter[int]:
    """How many votes each number has on the confirmed sheets of a vote."""
    total = select(BoxCount.number, func.sum(BoxCount.votes)).group_by(BoxCount.number)
    rows = session.execute(total.where(BoxCount.election_id == election_id))
    return Counter({number: int(count) for number, count in rows})
