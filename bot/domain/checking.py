"""คิวตรวจ: what waits for the committee, and its word on each deed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.domain import access, audit, people
from bot.domain.deed import Deed
from bot.domain.deeds import book
from bot.domain.people import LineUser
from bot.errors import Refused


class Decision(Base):
    """One word of the committee on one deed as it stood: never changed, the newest holds."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    deed_id: Mapped[int] = mapped_column(ForeignKey("deeds.id"), index=True)
    accepted: Mapped[bool]
    points: Mapped[int]
    revision: Mapped[int]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime]
    reason: Mapped[str | None] = mapped_column(String(200))


class OwnHousehold(Refused):
    """Nobody decides on their own household, nor on what they reported themselves."""

    key = "own_household"


class ChangedSince(Refused):
    """The deed is not the one that was looked at any more."""

    key = "changed_since"


def waiting(
    session: Session, areas: Sequence[str], *, to: LineUser | None, most: int
) -> list[Deed]:
    """The queue over these areas, oldest first, without what `to` may not decide on."""
    found: list[Deed] = []
    for area in areas:
        query = select(Deed).where(
            Deed.village_code.between(area, area + "99999999"), Deed.status == "recorded"
        )
        if to is not None:
            query = query.where(Deed.reporter_id.is_distinct_from(to.id))
            query = query.where(Deed.household_id.is_distinct_from(to.household_id))
        found += session.scalars(query.order_by(Deed.id).limit(most))
    return sorted({deed.id: deed for deed in found}.values(), key=lambda deed: deed.id)[:most]


def decide(
    session: Session, deed: Deed, line_id: str | None, now: datetime, *, accept: bool, seen: int
) -> None:
    """The committee's word on a deed as it stood at the revision `seen`; the first decision stands.

    Raises NotAllowed without the role over the deed's village, OwnHousehold for one's own,
    ChangedSince if it was put right or withdrawn meanwhile.
    """
    access.require(session, line_id, "decide on deeds", deed.village_code)
    decider = people.find(session, line_id)
    if decider is not None and _own(deed, decider):
        raise OwnHousehold
    if deed.revision != seen:
        raise ChangedSince
    if deed.status != "recorded":
        return
    deed.status = "accepted" if accept else "rejected"
    deed.decided_by, deed.decided_at = line_id, now
    session.flush()
    book(session, deed, now)
    audit.write(session, line_id, f"deed:{deed.status}", deed.key, now, deed.village_code)


def _own(deed: Deed, user: LineUser) -> bool:
    return deed.reporter_id == user.id or deed.household_id == user.household_id
