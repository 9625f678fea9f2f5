"""What officers and committees hear of their area: what waits for them, who has gone quiet, what
has not been delivered, what is left of the month's messages.

Counted when it is told, within their area; names of people are for officers alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from bot.domain import access, budget, checking, groups, notices, people, redemptions
from bot.domain.access import Role
from bot.domain.areas import within
from bot.domain.budget import Forecast, Purse
from bot.domain.chats import PERSON
from bot.domain.deed import Deed
from bot.domain.notice import Notice
from bot.domain.notice_kinds import FOR_OFFICERS
from bot.domain.registry import Household

MOST = 200
"""Nothing that waits is counted further."""

QUIET = timedelta(days=30)
"""A household that has told nothing for so long is worth a visit (ไปหา)."""

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Missed:
    """A notice that did not arrive in time: for whom, what kind, and one of `notice.WHYS`."""

    to: str
    kind: str
    why: str


@dataclass(frozen=True)
class Week:
    """Of the seven days before, and what waits now. `households`: active ones; `quiet`: those of
    them that have told nothing for thirty days."""

    deeds: int
    points: int
    to_check: int
    to_approve: int
    to_hand: int
    households: int
    quiet: int
    missed: int
    saved: int
    purse: Purse
    forecast: Forecast


def look(session: Session, area: str, now: datetime) -> Week:
    """The week of an area at `now`, the village's time."""
    since = (now - A_WEEK).date()
    deeds, points = session.execute(
        select(func.count(), func.coalesce(func.sum(Deed.points), 0)).where(
            within(Deed.village_code, area), Deed.status == "accepted", Deed.done_on >= since
        )
    ).one()
    active = (within(Household.village_code, area), Household.status == "active")
    lately = exists().where(
        Deed.household_id == Household.id,
        Deed.done_on > (now - QUIET).date(),
        Deed.status.in_(("accepted", "recorded")),
    )
    households = select(func.count()).select_from(Household).where(*active)
    return Week(
        deeds=deeds,
        points=int(points),
        to_check=len(checking.waiting(session, [area], to=None, most=MOST)),
        to_approve=len(redemptions.queue(session, [area], "asked", to=None, most=MOST)),
        to_hand=len(redemptions.queue(session, [area], "approved", to=None, most=MOST)),
        households=session.scalar(households) or 0,
        quiet=session.scalar(households.where(~lately)) or 0,
        missed=len(_missed(session, area, now - A_WEEK, now)),
        saved=saved(session, area, now - A_WEEK, now),
        purse=budget.purse(session, now),
        forecast=forecast(session, now),
    )


def undelivered(session: Session, area: str, since: datetime, now: datetime) -> list[Missed]:
    """What did not arrive in the area between these moments and has not arrived since."""
    return [
        Missed(_name(session, notice), notice.kind, notice.why or "silent")
        for notice in _missed(session, area, since, now)
    ]


def tell(session: Session, failed: Iterable[Notice], now: datetime) -> None:
    """Once a day each officer of the area hears what did not arrive, with names and reasons; what
    fails after today's word has gone is told tomorrow."""
    codes = {notice.area_code for notice in failed if notice.kind not in FOR_OFFICERS}
    roles = [role for code in codes if code for role in access.holders(session, "announce", code)]
    for role in {(role.line_id, role.area_code): role for role in roles}.values():
        _tell(session, role, now)


def _tell(session: Session, role: Role, now: datetime) -> None:
    last = session.scalar(
        select(Notice)
        .filter_by(chat_id=role.line_id, kind="undelivered", area_code=role.area_code)
        .order_by(Notice.id.desc())
        .limit(1)
    )
    day, since = now.date(), now - A_DAY
    if last is not None:
        if last.delivered_at is not None and last.about == _about(role, day):
            day += A_DAY
        elif last.delivered_at is None and (last.about or "") >= _about(role, day):
            return  # it is drawn when it goes, with all that has failed by then
        since = _told_until(last)
    tomorrow = datetime.combine(day, time(), now.tzinfo) if day > now.date() else None
    notices.leave(
        session, role.line_id, "undelivered", now, about=_about(role, day), earliest=tomorrow,
        area=role.area_code, since=since.isoformat(),
    )  # fmt: skip


def _about(role: Role, day: date) -> str:
    return f"{role.area_code} {day:%Y-%m-%d}"


def _told_until(last: Notice) -> datetime:
    """Up to when they know: the newer word says what an older one could not."""
    if last.delivered_at is not None and last.how != "expired":
        return last.delivered_at
    since = last.params.get("since")
    return datetime.fromisoformat(str(since)) if since else last.created_at - A_DAY


def saved(session: Session, area: str, since: datetime, now: datetime) -> int:
    """What pushing would have cost of that which went free."""
    total = select(func.coalesce(func.sum(Notice.saved), 0)).where(_in_area(area))
    return int(session.scalar(total.where(Notice.delivered_at.between(since, now))) or 0)


def forecast(session: Session, now: datetime) -> Forecast:
    """How the month will end, and how it would if all that waits were pushed."""
    waits = select(Notice).where(Notice.delivered_at.is_(None), Notice.pushes)
    to_people = waits.where(
        or_(Notice.household_id.is_not(None), Notice.chat_id.startswith(PERSON))
    )
    alone = session.scalar(select(func.count()).select_from(to_people.subquery())) or 0
    chats = session.scalars(
        select(Notice.chat_id)
        .where(Notice.delivered_at.is_(None), Notice.pushes, Notice.household_id.is_(None))
        .where(~Notice.chat_id.startswith(PERSON))
        .distinct()
    )
    together = sum(budget.price_of(groups.find(session, chat)) for chat in chats if chat)
    return budget.forecast(session, now, alone + together)


def _missed(session: Session, area: str, since: datetime, now: datetime) -> Sequence[Notice]:
    return session.scalars(
        select(Notice)
        .where(_in_area(area), Notice.failed_at > since, Notice.failed_at <= now)
        .where(Notice.kind.not_in(FOR_OFFICERS))
        .where(or_(Notice.delivered_at.is_(None), Notice.how == "expired"))
        .order_by(Notice.urgency.desc(), Notice.failed_at, Notice.id)
        .limit(MOST)
    ).all()


def _in_area(area: str) -> ColumnElement[bool]:
    return within(Notice.area_code, area)


def _name(session: Session, notice: Notice) -> str:
    """For whom it was, as the officer knows them."""
    if notice.household_id is not None and notice.household is not None:
        house = notice.household
        return f"บ้านเลขที่ {house.address}" + (f" {house.head}" if house.head else "")
    if notice.to_group:
        group = groups.find(session, notice.chat_id or "")
        return (group.name if group else None) or "กลุ่มไลน์"
    user = people.find(session, notice.chat_id)
    if user is None:
        return "เจ้าหน้าที่"
    name = people.said_name(user) or "สมาชิก"
    return f"{name} บ้านเลขที่ {user.household.address}" if user.household else name
