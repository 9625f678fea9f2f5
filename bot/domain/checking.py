"""คิวตรวจ: what waits for the committee, and its word on each deed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.domain import (
    access,
    audit,
    deeds,
    notices,
    people,
    photos,
    questions,
    registry,
    witnesses,
)
from bot.domain.areas import within
from bot.domain.deed import Claim, Deed
from bot.domain.deeds import book
from bot.domain.people import LineUser
from bot.domain.photos import Photo
from bot.domain.questions import Question
from bot.domain.registry import Household
from bot.domain.weighing import weigh
from bot.errors import Refused

WORTHS = (3, 5, 10)
"""แต้ม the committee may give a deed whose worth it sets."""

APPEAL_DAYS = 30
TOLD_FOR = timedelta(days=APPEAL_DAYS)
"""How long a decision can be appealed, and word of it waits for a free ride."""

LONGEST_REASON = 200
REASON_FOR = timedelta(hours=1)
"""How long a decision waits for its reason."""


class Decision(Base):
    """One word of the committee on one deed as it stood; the newest holds. Nothing of it changes
    but its reason, which may be said after it."""

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


class DecidedBefore(Refused):
    """An appeal is for somebody else to decide."""

    key = "decided_before"


class NoAppeal(Refused):
    """There is nothing to look at again, or it was looked at again already. Params: days."""

    key = "no_appeal"


@dataclass(frozen=True)
class Evidence:
    """A deed as it lies before the committee."""

    deed: Deed
    photos: tuple[Photo, ...]
    twin: Deed | None
    """An earlier deed that was shown with the same picture."""
    witnesses: tuple[Household, ...]
    said: tuple[Question, ...]


def waiting(
    session: Session, areas: Sequence[str], *, to: LineUser | None, most: int
) -> list[Deed]:
    """The queue over these areas, oldest first, without what `to` may not decide on: what waits,
    and what was accepted at once and has become doubtful."""
    found: list[Deed] = []
    for area in areas:
        query = select(Deed).where(
            within(Deed.village_code, area),
            or_(Deed.status == "recorded", (Deed.status == "accepted") & Deed.doubt.is_not(None)),
        )
        if to is not None:
            query = query.where(Deed.reporter_id.is_distinct_from(to.id))
            query = query.where(Deed.household_id.not_in(people.homes(session, to)))
            query = query.where(~_decided_before_appeal(to.line_id))
        found += session.scalars(query.order_by(Deed.id).limit(most))
    return sorted({deed.id: deed for deed in found}.values(), key=lambda deed: deed.id)[:most]


def evidence(session: Session, told: Sequence[Deed]) -> list[Evidence]:
    """What speaks for and against each of these deeds."""
    seen, said = witnesses.of(session, told), questions.of(session, told)
    found = []
    for deed in told:
        sent = photos.of_deed(session, deed)
        twins = [session.get(Photo, photo.twin_id) for photo in sent if photo.twin_id]
        other = next((twin.deed_id for twin in twins if twin and twin.deed_id), None)
        found.append(
            Evidence(
                deed, tuple(sent), session.get(Deed, other) if other else None,
                tuple(seen.get(deed.id, ())), tuple(said.get(deed.id, ())),
            )
        )  # fmt: skip
    return found


def require_may_decide(session: Session, deed: Deed, line_id: str | None) -> None:
    """Raises NotAllowed without the role over the deed's village, OwnHousehold for one's own, and
    DecidedBefore for an appeal against one's own word; whoever decided on the appeal may do so
    again, if the deed is put right after that."""
    access.require(session, line_id, "decide on deeds", deed.village_code)
    decider = people.find(session, line_id)
    if decider is not None and _own(session, deed, decider):
        raise OwnHousehold
    if deed.appealed_at is None:
        return
    mine = select(Deed.id).where(Deed.id == deed.id, _decided_before_appeal(line_id))
    if session.scalar(mine) is not None:
        raise DecidedBefore


def may_decide(session: Session, deed: Deed, line_id: str | None) -> bool:
    try:
        require_may_decide(session, deed, line_id)
    except Refused:
        return False
    return True


def decide(
    session: Session,
    deed: Deed,
    line_id: str | None,
    now: datetime,
    *,
    accept: bool,
    seen: int,
    worth: int | None = None,
) -> bool:
    """The committee's word on a deed as it stood at the revision `seen`; the first decision stands.
    Whether this was it. `worth`: แต้ม for a deed whose worth the committee sets.

    Raises as `require_may_decide`; ChangedSince if it was put right or withdrawn meanwhile;
    Overdrawn if points that it was accepted with at once are spent already.
    """
    registry.hold_that_of(session, deed)
    require_may_decide(session, deed, line_id)
    if deed.revision != seen:
        raise ChangedSince
    if deed.status != "recorded" and not (deed.status == "accepted" and deed.doubt):
        return False
    if accept and worth in WORTHS and deed.item.worth_by_committee:
        deed.points = worth
    deed.status = "accepted" if accept else "rejected"
    deed.decided_by, deed.decided_at, deed.doubt, deed.reason = line_id, now, None, None
    session.add(
        Decision(
            deed_id=deed.id, accepted=accept, points=deed.points if accept else 0,
            revision=deed.revision, decided_by=line_id, decided_at=now,
        )
    )  # fmt: skip
    session.flush()
    book(session, deed, now)
    audit.write(session, line_id, f"deed:{deed.status}", deed.key, now, deed.village_code)
    _tell(session, deed, line_id, now)
    return True


def give_reason(
    session: Session, deed: Deed, line_id: str | None, reason: str, now: datetime
) -> bool:
    """Why it was not accepted, from whoever decided so, within an hour and once. False if there is
    nothing to give a reason for any more. Raises NotAllowed when the power is gone."""
    if deed.status != "rejected" or deed.decided_by != line_id or deed.decided_at is None:
        return False
    if deed.reason is not None or now > deed.decided_at + REASON_FOR:
        return False
    access.require(session, line_id, "decide on deeds", deed.village_code)
    deed.reason = " ".join(reason.split())[:LONGEST_REASON]
    newest = session.scalar(
        select(Decision).filter_by(deed_id=deed.id).order_by(Decision.id.desc()).limit(1)
    )
    if newest is not None:
        newest.reason = deed.reason
    session.flush()
    waits = deed.reporter and notices.newest_waiting(session, deed.reporter, "deed_rejected", now)
    if waits and waits.params.get("deed") == deed.id:
        waits.params = {**waits.params, "reason": deed.reason}
    else:
        _tell(session, deed, line_id, now)
    return True


def appeal(session: Session, deed: Deed, by: LineUser | None, now: datetime) -> None:
    """The household asks to look again, once, within thirty days: it waits for somebody else, for
    the แต้ม that the caps leave by now.

    Raises NotYours, NoAppeal."""
    deeds.require_own(session, deed, by)
    late = deed.decided_at is not None and now > deed.decided_at + TOLD_FOR
    if deed.status != "rejected" or deed.appealed_at is not None or late or not deed.decided_by:
        raise NoAppeal(days=APPEAL_DAYS)
    deed.appealed_at = now
    weigh(session, deed, Claim(deed.kind, deed.quantity, deed.unit))  # under what stands by now
    deed.status = "recorded"
    session.flush()
    who = by.line_id if by else None
    audit.write(session, who, "deed:appealed", deed.key, now, deed.village_code)


def decider_name(session: Session, deed: Deed) -> str:
    """Who decided, by the name the village knows."""
    decider = people.find(session, deed.decided_by)
    return (people.said_name(decider) if decider else None) or "กรรมการ"


def _tell(session: Session, deed: Deed, line_id: str | None, now: datetime) -> None:
    """Word to whoever told it; what was accepted meanwhile is said in one breath."""
    user = deed.reporter
    if user is None or user.line_id == line_id:
        return
    said: dict[str, Any] = {"name": deed.item.short_name, "day": deed.done_on.isoformat()}
    if deed.status == "rejected":
        said |= {"deed": deed.id, "by": decider_name(session, deed), "reason": deed.reason}
        said |= {"final": deed.appealed_at is not None}
        notices.leave(session, user, "deed_rejected", now, **said)
        return
    waits = notices.newest_waiting(session, user, "deed_accepted", now)
    if waits is None:
        said |= {"points": deed.points, "count": 1}
        notices.leave(session, user, "deed_accepted", now, **said)
        return
    more = int(waits.params.get("count", 1)) + 1
    total = int(waits.params.get("points", 0)) + deed.points
    waits.params = {**waits.params, "points": total, "count": more}


def _own(session: Session, deed: Deed, user: LineUser) -> bool:
    """Told by oneself, or of a house one lives in, or has lived in."""
    return deed.reporter_id == user.id or people.has_lived_in(session, user, deed.household_id)


def _decided_before_appeal(line_id: str | None) -> ColumnElement[bool]:
    """The deed is appealed, and this account's word is one that the appeal is against."""
    mine = select(Decision.id).where(
        Decision.deed_id == Deed.id,
        Decision.decided_by == line_id,
        Decision.decided_at <= Deed.appealed_at,
    )
    return mine.correlate(Deed).exists()
