"""พยาน: a neighbour's household that says with one tap that it saw a deed. Evidence for the
committee; it accepts nothing by itself."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base, insert_if_new
from bot.domain import audit, deeds, notices
from bot.domain.deed import Deed
from bot.domain.notice import Notice
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.errors import Refused

ASKED = 2
"""Neighbours who are asked about one deed."""

ASKED_FOR = "witness:asked for"

LASTS = timedelta(days=3)
"""How long the question waits for a neighbour to write of their own accord; it is never pushed."""

MOST_AT_ONCE = 2
"""Such questions that may wait for one neighbour."""


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


class OwnWitness(Refused):
    """Nobody is witness to a deed of their own house, nor to one they told."""

    key = "own_witness"


class NotNeighbours(Refused):
    """Witnesses live in the deed's village."""

    key = "not_neighbours"


class NoWitnessNeeded(Refused):
    """The deed waits for nobody any more."""

    key = "no_witness_needed"


def may_be_seen(deed: Deed) -> bool:
    """Whether neighbours may be asked: it waits, and tells nothing of belief or health."""
    return deed.status == "recorded" and not deed.item.sensitive and not deed.item.monthly


def testify(session: Session, deed: Deed, by: LineUser, now: datetime) -> int:
    """This account's household saw it; saying so twice changes nothing. Returns how many have.

    Raises NoWitnessNeeded, OwnWitness, NotNeighbours; NoSuchDeed for one about which nobody may be
    asked."""
    if deed.item.sensitive or deed.item.monthly:
        raise deeds.NoSuchDeed
    if deed.status != "recorded":
        raise NoWitnessNeeded
    if by.household_id in (None, deed.household_id) or by.id == deed.reporter_id:
        raise OwnWitness
    if by.household is None or by.household.village_code != deed.village_code:
        raise NotNeighbours
    word = {"line_user_id": by.id, "revision": deed.revision, "at": now}
    new = insert_if_new(session.get_bind().dialect.name, Witness)
    session.execute(new.values(deed_id=deed.id, household_id=by.household_id, **word))
    earlier = session.get(Witness, (deed.id, by.household_id))
    if earlier is not None and earlier.revision != deed.revision:
        earlier.revision, earlier.at, earlier.line_user_id = deed.revision, now, by.id
    session.flush()
    return len(of(session, [deed]).get(deed.id, ()))


def of(session: Session, told: Sequence[Deed]) -> dict[int, list[Household]]:
    """The households that saw each of these deeds as it stands now."""
    rows = session.execute(
        select(Witness.deed_id, Household)
        .join(Household, Household.id == Witness.household_id)
        .join(Deed, (Deed.id == Witness.deed_id) & (Deed.revision == Witness.revision))
        .where(Witness.deed_id.in_([deed.id for deed in told]))
        .where(Witness.household_id != Deed.household_id)  # a house that was merged meanwhile
        .order_by(Witness.at, Household.id)
    )
    found: dict[int, list[Household]] = {}
    for deed_id, household in rows:
        found.setdefault(deed_id, []).append(household)
    return found


def ask_neighbours(session: Session, deed: Deed, by: LineUser, now: datetime) -> int:
    """Leave the question with the nearest neighbours who can be asked, once for a deed, however
    often it is tapped. Returns how many were asked now."""
    if not may_be_seen(deed) or deed.key in audit.subjects(session, by.line_id, ASKED_FOR):
        return 0
    audit.write(session, by.line_id, ASKED_FOR, deed.key, now, deed.village_code)
    asked = 0
    for neighbour in _nearest(session, deed):
        if asked == ASKED:
            break
        if _asked_enough(session, neighbour, now):
            continue
        notices.leave(
            session, neighbour, "witness_asked", now, expires=now + LASTS,
            deed=deed.id, house=deed.household.address, name=deed.item.short_name,
            day=deed.done_on.isoformat(),
        )  # fmt: skip
        asked += 1
    return asked


def _nearest(session: Session, deed: Deed) -> list[LineUser]:
    """One account of each other house of the village, nearest house number first."""
    rows = session.scalars(
        select(LineUser)
        .join(Household, Household.id == LineUser.household_id)
        .where(
            Household.village_code == deed.village_code,
            Household.id != deed.household_id,
            LineUser.may_join.is_(True),
            LineUser.blocked.is_(False),
            LineUser.id.is_distinct_from(deed.reporter_id),
        )
        .order_by(LineUser.household_since, LineUser.id)
    )
    first: dict[int, LineUser] = {}
    for user in rows:
        first.setdefault(user.household_id or 0, user)
    here = _place(deed.household.house_no)

    def distance(user: LineUser) -> tuple[int, int, int]:
        there = _place(user.household.house_no if user.household else "")
        return abs(here[0] - there[0]), abs(here[1] - there[1]), user.id

    return sorted(first.values(), key=distance)


def _place(house_no: str) -> tuple[int, int]:
    """12/3 lies next to 12/4, and 12 next to 13."""
    numbers = [int(part) for part in re.findall(r"\d+", house_no)]
    return (numbers[0] if numbers else 0, numbers[1] if len(numbers) > 1 else 0)


def _asked_enough(session: Session, user: LineUser, now: datetime) -> bool:
    waiting = select(func.count()).where(
        Notice.chat_id == user.line_id, Notice.kind == "witness_asked",
        Notice.delivered_at.is_(None), Notice.due_at > now,
    )  # fmt: skip
    return (session.scalar(waiting) or 0) >= MOST_AT_ONCE
