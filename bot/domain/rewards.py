"""ของรางวัล: what a tambon or village gives for แต้ม, who asked for it, and who signed it out."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import NEVER_AGAIN, Base
from bot.domain.registry import Household

STATES = ("asked", "approved", "refused", "cancelled", "handed over")


class Reward(Base):
    """One thing on the shelf. `stock` is what is left when all that is asked for is given."""

    __tablename__ = "rewards"
    __table_args__ = (
        Index("ix_rewards_area", "area_code"),
        CheckConstraint("stock >= 0", name="in_stock"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(String(8))
    """A tambon or a village."""
    name: Mapped[str] = mapped_column(String(80))
    price: Mapped[int]
    """แต้ม."""
    stock: Mapped[int]
    offered: Mapped[bool] = mapped_column(default=True)
    added_by: Mapped[str | None]
    added_at: Mapped[datetime]


class Redemption(Base):
    """One request: asked, approved (its points are withdrawn), handed over against its code."""

    __tablename__ = "redemptions"
    __table_args__ = (
        Index("ix_redemptions_household_id", "household_id"),
        Index("ix_redemptions_village_state", "village_code", "state"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reward_id: Mapped[int] = mapped_column(ForeignKey("rewards.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    village_code: Mapped[str] = mapped_column(String(8))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("line_users.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime]
    price: Mapped[int]
    """As it was when it was asked for."""
    state: Mapped[str] = mapped_column(String(12))
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(200))
    code: Mapped[str | None] = mapped_column(String(6), unique=True)
    """Six characters to fetch it with."""
    handed_by: Mapped[str | None]
    handed_at: Mapped[datetime | None]

    reward: Mapped[Reward] = relationship(lazy="joined", innerjoin=True)
    household: Mapped[Household] = relationship(lazy="joined", innerjoin=True)
