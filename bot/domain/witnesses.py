"""พยาน: a neighbour's household that says with one tap that it saw a deed. Evidence for the
committee; it accepts nothing by itself."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class Witness(Base):
    """One household's word on a deed as it stood at `revision`."""

    __tablename__ = "witnesses"

    deed_id: Mapped[int] = mapped_column(ForeignKey("deeds.id"), primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    line_user_id: Mapped[int | None] = mapped_column(
        ForeignKey("line_users.id", ondelete="SET NULL")
    )
    revision: Mapped[int]
    at: Mapped[datetime]
