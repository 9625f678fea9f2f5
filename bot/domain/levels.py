"""ระดับความดี: how far a household's good deeds have grown, by what it ever earned.

What is withdrawn lowers no level; what was booked wrongly and put right does.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain.ledger import SPENT, Entry


@dataclass(frozen=True)
class Level:
    """`at`: the lifetime แต้ม from which a household is of it."""

    name: str
    at: int

    @property
    def is_first(self) -> bool:
        return self.at == 0


LEVELS = (
    Level("ต้นกล้าความดี", 0),
    Level("ไม้อ่อน", 200),
    Level("ไม้ใหญ่", 600),
    Level("ร่มโพธิ์", 1500),
    Level("ผืนป่าความดี", 3000),
)


@dataclass(frozen=True)
class Standing:
    """A household's level; `to_go` แต้ม to the next, 0 at the last."""

    level: Level
    next: Level | None
    to_go: int


def standing(earned: int) -> Standing:
    """Of a household that ever earned so many แต้ม."""
    reached = [level for level in LEVELS if level.at <= earned] or [LEVELS[0]]
    following = LEVELS[len(reached)] if len(reached) < len(LEVELS) else None
    return Standing(reached[-1], following, following.at - earned if following else 0)


def reached_on(session: Session, household_id: int, level: Level) -> date | None:
    """The day since which the household is of this level; None where it is not, or at 0 แต้ม."""
    if level.is_first:
        return None
    earned = _earned(session, household_id)
    total = sum(points for _, points in earned)
    if total < level.at:
        return None
    for day, points in earned:
        total -= points
        if total < level.at:
            return day
    return None


def _earned(session: Session, household_id: int) -> list[tuple[date, int]]:
    """What each day brought, newest first: as many rows as days on which something was earned."""
    rows = session.execute(
        select(Entry.day, func.sum(Entry.amount))
        .where(Entry.household_id == household_id, ~SPENT)
        .group_by(Entry.day)
        .order_by(Entry.day.desc())
    )
    return [(day, int(points)) for day, points in rows]
