"""ของรางวัล: what a tambon or village gives for แต้ม, who asked for it, and who signed it out.

Here is the shelf: what is offered, at what price, and how much is left. What becomes of a request
is in `bot/domain/redemptions.py`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.db import NEVER_AGAIN, Base
from bot.domain import access, audit
from bot.domain.areas import within
from bot.domain.registry import Household
from bot.errors import Refused
from bot.thai.fold import fold

LONGEST_NAME = 80
MOST = 99_999
"""แต้ม, or pieces: more is a slip of the thumb."""

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


class NoSuchReward(Refused):
    """Nothing on the shelf is called so, or it is not given any more."""

    key = "no_such_reward"


class OfferedBefore(Refused):
    """There is one of this name on the shelf. Params: name, price, stock."""

    key = "reward_offered_before"


class OddFigure(Refused):
    """A name too long, or a figure that cannot be meant. Params: longest, most."""

    key = "reward_odd_figure"


class OutOfStock(Refused):
    """Params: name."""

    key = "reward_out_of_stock"


class WhichShelf(Refused):
    """Somebody over a whole district or more who does not say for whom."""

    key = "reward_which_shelf"


def clean_name(text: str) -> str:
    """A reward's name in one spelling: without needless spaces."""
    return " ".join(text.split())


def check_figures(name: str, price: int, stock: int) -> None:
    """Raises OddFigure. A shelf may be empty, but nothing is given for no แต้ม."""
    if not 0 < len(name) <= LONGEST_NAME or not 1 <= price <= MOST or not 0 <= stock <= MOST:
        raise OddFigure(longest=LONGEST_NAME, most=MOST)


def shelf_of(held: Sequence[str], near: str | None, moo: int | None = None) -> str:
    """The area whose shelf is meant by somebody who keeps those of `held`: their village or tambon,
    `near` where they hold more than a tambon, or the one village `moo` of it. Raises WhichShelf."""
    tambon = next((area[:6] for area in held if len(area) >= 6), None) or (near or "")[:6]
    wide = [area for area in held if tambon.startswith(area)]
    if len(tambon) != 6:
        raise WhichShelf
    if moo is not None:
        return f"{tambon}{moo:02d}"
    return tambon if wide else next(area for area in held if len(area) == 8)


def offered_to(session: Session, village_code: str) -> list[Reward]:
    """What a village's households may ask for, of the village's own shelf and the tambon's, the
    cheapest first."""
    shelves = (village_code, village_code[:6])
    query = select(Reward).where(Reward.area_code.in_(shelves), Reward.offered)
    return list(session.scalars(query.order_by(Reward.price, Reward.id)))


def named(session: Session, held: Sequence[str], name: str) -> Reward:
    """The reward that those who keep the shelves of `held` call so. Raises NoSuchReward."""
    areas = or_(*(within(Reward.area_code, area) for area in held))
    same = fold(clean_name(name))
    for reward in session.scalars(select(Reward).where(areas).order_by(Reward.offered.desc())):
        if fold(reward.name) == same:
            return reward
    raise NoSuchReward


def get(session: Session, reward_id: int) -> Reward:
    """Raises NoSuchReward."""
    reward = session.get(Reward, reward_id, populate_existing=True)
    if reward is None:
        raise NoSuchReward
    return reward


def offer(
    session: Session, area: str, name: str, price: int, stock: int,
    line_id: str | None, now: datetime,
) -> Reward:  # fmt: skip
    """Put something on the shelf, or again what was taken off it. Raises NotAllowed, OddFigure,
    OfferedBefore."""
    access.require(session, line_id, "run rewards", area)
    check_figures(name, price, stock)
    reward = require_new(session, area, name)
    if reward is None:
        reward = Reward(area_code=area, name=name, added_by=line_id, added_at=now)
        session.add(reward)
    reward.price, reward.stock, reward.offered = price, stock, True
    session.flush()
    audit.write(session, line_id, "reward:offered", reward.id, now, area)
    return reward


def require_new(session: Session, area: str, name: str) -> Reward | None:
    """What was taken off the shelf under this name, if anything. Raises OfferedBefore."""
    reward = _on_shelf(session, area, name)
    if reward is not None and reward.offered:
        raise OfferedBefore(name=reward.name, price=reward.price, stock=reward.stock)
    return reward


def restock(
    session: Session, reward: Reward, more: int, line_id: str | None, now: datetime, once: str
) -> None:
    """So many more are there; `once` names the card that says so, which counts once however often
    it is tapped. Raises NotAllowed, OddFigure."""
    access.require(session, line_id, "run rewards", reward.area_code)
    if not 1 <= more <= MOST or reward.stock + more > MOST:
        raise OddFigure(longest=LONGEST_NAME, most=MOST)
    what, which = "reward:restocked", f"{reward.id} by {once}"
    if not audit.happened(session, what, which, reward.added_at):
        _add(session, reward, more)
        audit.write(session, line_id, what, which, now, reward.area_code)


def stop(session: Session, reward: Reward, line_id: str | None, now: datetime) -> None:
    """It is given no more; what was asked for before still is. Raises NotAllowed."""
    access.require(session, line_id, "run rewards", reward.area_code)
    if reward.offered:
        reward.offered = False
        audit.write(session, line_id, "reward:stopped", reward.id, now, reward.area_code)
        session.flush()


def take_one(session: Session, reward: Reward) -> None:
    """One less on the shelf; the condition holds against any other writer. Raises OutOfStock."""
    left = update(Reward).where(Reward.id == reward.id, Reward.stock > 0, Reward.offered)
    taken = session.execute(left.values(stock=Reward.stock - 1).returning(Reward.id)).first()
    if taken is None:
        raise OutOfStock(name=reward.name)
    session.refresh(reward)


def put_back(session: Session, reward: Reward) -> None:
    """One more on the shelf again."""
    _add(session, reward, 1)


def bring(
    session: Session, area: str, name: str, price: int, stock: int, now: datetime, *, offered: bool
) -> None:
    """A row of a file: what stands on the shelf is as the file says, also how much is left."""
    reward = _on_shelf(session, area, name)
    if reward is None:
        reward = Reward(area_code=area, name=name, added_at=now)
        session.add(reward)
    reward.price, reward.stock, reward.offered = price, stock, offered
    session.flush()


def everywhere(session: Session) -> Iterable[Reward]:
    """All shelves, for the operator's files."""
    return session.scalars(select(Reward).order_by(Reward.area_code, Reward.id))


def _on_shelf(session: Session, area: str, name: str) -> Reward | None:
    shelf = session.scalars(select(Reward).filter_by(area_code=area).with_for_update())
    return next((reward for reward in shelf if fold(reward.name) == fold(name)), None)


def _add(session: Session, reward: Reward, more: int) -> None:
    session.execute(update(Reward).where(Reward.id == reward.id).values(stock=Reward.stock + more))
    session.refresh(reward)
