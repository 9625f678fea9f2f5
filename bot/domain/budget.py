"""งบข้อความ: what the messages of a month cost, how many are left, and for what.

LINE counts a message for every person who gets a push; replies are free. How many a month has and
how many are gone is read from LINE once a day; since then, and where LINE cannot be asked, our own
books hold: a row for every push, written with its outbox row. A month is the village's.

Who may spend what is left, of a month's `limit` without its `reserve` (20 %, kept for urgent
things): high all of it, normal 60 %, low 25 %; urgent things may take the reserve too. So a nudge
never eats what the result needs. Word to one person costs one message and counts as a step more
urgent: it shall not wait because a group's push has used up its part. Several tambons on one
account have a share each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import SmallInteger, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.domain import settings
from bot.domain.areas import Village
from bot.domain.groups import Group
from bot.domain.notice_kinds import LOW, NORMAL, URGENT

FREE_PLAN = 300
"""Messages a month of LINE's free plan in Thailand; believed until LINE has said otherwise."""

ASSUMED_SIZE = 100
"""People in a group whose size LINE has not told yet."""

MAY_REACH = {LOW: 25, NORMAL: 60}
"""Percent of the month, without its reserve, up to which it may be spent on such things."""

SLACK = 5
"""LINE's count is approximate: fewer messages than this from elsewhere are no news."""

PACE = timedelta(days=30)
_PURSE_LOCK = 0x6B776E, 1
"""Advisory locks of PostgreSQL are a pair of numbers; this one is the purse's."""


class Cost(Base):
    """One push: how many people it was for, which is what it costs."""

    __tablename__ = "message_costs"

    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    """The retry key of its outbox row."""
    at: Mapped[datetime] = mapped_column(index=True)
    area_code: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(30))
    urgency: Mapped[int] = mapped_column(SmallInteger)
    people: Mapped[int]


class QuotaReading(Base):
    """What LINE said of the month. `quota` None: no limit. `source` is LINE, or `refused`: it would
    not take a push, which says as much."""

    __tablename__ = "quota_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    quota: Mapped[int | None]
    used: Mapped[int]
    source: Mapped[str] = mapped_column(String(10))


@dataclass(frozen=True)
class Purse:
    """The month as far as we know. `limit` None: no limit. `ours`: what we pushed ourselves;
    `read_at`: when LINE was asked, None if it did not answer this month."""

    limit: int | None
    used: int
    ours: int
    read_at: datetime | None

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def elsewhere(self) -> int:
        """Sent by others, such as through LINE's own manager."""
        return max(0, self.used - self.ours)


@dataclass(frozen=True)
class Verdict:
    """Whether a push may go. `why` not, as in `notice.WHYS`; `room`: what it could have cost at
    most, None if there is no limit."""

    allowed: bool
    why: str | None = None
    room: int | None = None


@dataclass(frozen=True)
class Forecast:
    """The month's end: at the pace of the last thirty days, and if all that waits were pushed."""

    likely: int
    most: int


def read(session: Session, quota: int | None, used: int, now: datetime) -> int:
    """Write down what LINE said. Returns how many messages others have sent since the last reading,
    0 if it is the first of the month. Raises ValueError for what cannot be."""
    if used < 0 or (quota is not None and quota < 0):
        raise ValueError("a quota is no negative number")
    before = purse(session, now)
    session.add(QuotaReading(at=now, quota=quota, used=used, source="LINE"))
    session.flush()
    more = used - before.used
    return more if before.read_at is not None and more > SLACK else 0


def purse(session: Session, now: datetime) -> Purse:
    """What is known at `now`, the village's time. A reading that says less than our own books is
    not believed: LINE's count is late."""
    begins, ends = _month(now)
    newest = select(QuotaReading).order_by(QuotaReading.at.desc(), QuotaReading.id.desc()).limit(1)
    reading = session.scalar(newest.where(QuotaReading.at >= begins, QuotaReading.at < ends))
    ours = spent(session, begins, ends)
    if reading is None:
        last = session.scalar(newest.where(QuotaReading.at < begins, QuotaReading.source == "LINE"))
        return Purse(last.quota if last else FREE_PLAN, ours, ours, None)
    used = reading.used + spent(session, reading.at, ends)
    return Purse(reading.quota, max(ours, used), ours, reading.at)


def spent(session: Session, after: datetime, before: datetime, area: str = "") -> int:
    """What our own pushes cost from one moment to another, of one area or of all."""
    total = select(func.coalesce(func.sum(Cost.people), 0)).where(Cost.at < before)
    if area:
        total = total.where(Cost.area_code.between(area, area + "99999999"))
    return int(session.scalar(total.where(Cost.at >= after)) or 0)


def hold(session: Session) -> None:
    """Whoever is about to spend holds the purse to the end of the transaction, so that two do not
    spend the same messages. On SQLite whoever writes is alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(*_PURSE_LOCK)))


def allows(session: Session, area: str, urgency: int, price: int, now: datetime) -> Verdict:
    """Whether a push of this price may go now, out of this area's share."""
    known = purse(session, now)
    if known.limit is None:
        return Verdict(allowed=True)
    room, why = known.limit - known.used, "quota"
    if urgency < URGENT:
        reserve = int(settings.of(session, area, "reserve"))
        pot = known.limit * (100 - reserve) // 100
        step = urgency + (price == 1)
        kept = pot * MAY_REACH.get(step, 100) // 100 - known.used
        if kept < min(room, price):
            room, why = kept, "kept"
        share = _share(session, area)
        if share is not None:
            own = pot * share // 100 - spent(session, *_month(now), area[:6])
            if own < min(room, price):
                room, why = own, "share"
    room = max(0, room)
    allowed = price <= room
    return Verdict(allowed, None if allowed else why, room)


def _share(session: Session, area: str) -> int | None:
    """Percent of the month that are this area's tambon's: what was set, or as much as any other
    tambon without a setting. None for what is wider than a tambon, or where there is but one."""
    tambon = area[:6]
    if len(tambon) < 6:
        return None
    code = func.substr(Village.code, 1, 6)
    tambons = set(session.scalars(select(code).distinct())) | {tambon}
    said = settings.said(session, "share")
    own = {each: settings.heard(said, each, "share") for each in tambons}
    if own[tambon]:
        return int(own[tambon])
    if len(tambons) == 1:
        return None
    given = sum(int(share) for share in own.values() if share)
    return max(0, 100 - given) // sum(1 for share in own.values() if not share)


def price(groups: Iterable[Group]) -> int:
    """What one push to each of these groups costs."""
    return sum(price_of(group) for group in groups)


def price_of(group: Group | None) -> int:
    """A message for each person in it; a size that is not known is assumed to be large."""
    return ASSUMED_SIZE if group is None or group.members is None else group.members


def book(
    session: Session, key: str, area: str, kind: str, urgency: int, people: int, now: datetime
) -> None:
    """A push is on its way."""
    session.merge(Cost(key=key, at=now, area_code=area, kind=kind, urgency=urgency, people=people))


def refund(session: Session, key: str) -> int:
    """LINE did not take it: it cost nothing. Returns what it would have."""
    cost = session.get(Cost, key)
    if cost is None:
        return 0
    people, cost.people = cost.people, 0
    session.flush()
    return people


def limit_reached(session: Session, key: str, now: datetime) -> None:
    """LINE refused a push because the month is full: as good as a reading. Less is left than it
    would have cost, whatever we thought."""
    cost = session.get(Cost, key)
    at = cost.at.astimezone(now.tzinfo) if cost else now
    price = refund(session, key)
    known = purse(session, at)
    limit = FREE_PLAN if known.limit is None else known.limit
    used = max(known.used, limit - max(0, price - 1))
    just_after = at + timedelta(microseconds=1)  # what was booked at that moment is in `used`
    session.add(QuotaReading(at=just_after, quota=limit, used=used, source="refused"))
    session.flush()


def forecast(session: Session, now: datetime, waiting: int) -> Forecast:
    """How the month will end. `waiting`: what it would cost to push all that waits."""
    known = purse(session, now)
    _, ends = _month(now)
    recent = spent(session, now - PACE, now)
    to_come = round(recent * ((ends - now) / PACE))
    return Forecast(known.used + to_come, known.used + waiting)


def _month(now: datetime) -> tuple[datetime, datetime]:
    """The village's month around this moment."""
    begins = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return begins, (begins + timedelta(days=32)).replace(day=1)
