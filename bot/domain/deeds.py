"""ความดีที่บันทึก: from a report to a line in the passbook.

A deed is `accepted` (its points are booked), `recorded` (waits for the committee), `rejected` or
`withdrawn`. Whatever changes a deed (`bot/domain/changes.py`) ends with `book`, so that the books
always say what the deeds say.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import (
    Date,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from bot.db import NEVER_AGAIN, Base, enter
from bot.domain import access, ledger, months, points, registry
from bot.domain.areas import Village
from bot.domain.days import check_day
from bot.domain.menu import MenuItem, item, items
from bot.domain.people import LineUser
from bot.domain.registry import Household, Member
from bot.errors import Refused
from bot.thai import DeedReading

STATUSES = ("recorded", "accepted", "rejected", "withdrawn")
STANDING = ("accepted", "recorded")
"""Neither rejected nor withdrawn."""


class Deed(Base):
    """One deed of one household. Deeds of one message share `message_id` and differ in `part`."""

    __tablename__ = "deeds"
    __table_args__ = (
        UniqueConstraint("message_id", "part"),
        Index("ix_deeds_household_done", "household_id", "done_on"),
        Index("ix_deeds_village_done", "village_code", "done_on"),
        Index("ix_deeds_village_status", "village_code", "status"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    """The name it keeps in files, on whatever installation."""
    village_code: Mapped[str] = mapped_column(String(8))
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("line_users.id"), index=True)
    for_others: Mapped[bool] = mapped_column(default=False)
    """Logged by a helper for a household that is not the helper's own."""
    kind: Mapped[str] = mapped_column(String(10))
    quantity: Mapped[Decimal | None]
    unit: Mapped[str | None]
    """Quantity and unit as said."""
    units: Mapped[Decimal]
    """What counted, in the menu's unit."""
    points: Mapped[int]
    done_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(12))
    text: Mapped[str | None]
    message_id: Mapped[str | None]
    part: Mapped[int] = mapped_column(default=0)
    chat_id: Mapped[str | None]
    recorded_at: Mapped[datetime]
    said_at: Mapped[datetime]
    """Time stamp of the newest wording: an edit that is older than this came too late."""
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=0)
    """Goes up with every change, so that a button can say which wording it was shown beside."""

    household: Mapped[Household] = relationship(lazy="joined", innerjoin=True)
    member: Mapped[Member | None] = relationship(lazy="joined")
    doers: Mapped[list[Member]] = relationship(
        secondary="deed_doers", order_by="Member.id", viewonly=True
    )
    """Those of the house who did it together, as far as they are named. It is one deed all the
    same, of the household."""
    reporter: Mapped[LineUser | None] = relationship()

    @property
    def item(self) -> MenuItem:
        return item(self.kind)

    @property
    def counts(self) -> bool:
        return self.status in STANDING


class DeedDoer(Base):
    """One of several of the household who did a deed together; one alone is `Deed.member`."""

    __tablename__ = "deed_doers"

    deed_id: Mapped[int] = mapped_column(
        ForeignKey("deeds.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Correction(Base):
    """A message that put a deed right in answer to แก้ไข: editing or unsending it is about that deed
    too. Goes with the account that said it."""

    __tablename__ = "corrections"

    message_id: Mapped[str] = mapped_column(primary_key=True)
    deed_id: Mapped[int] = mapped_column(ForeignKey("deeds.id"), primary_key=True)
    line_user_id: Mapped[int] = mapped_column(ForeignKey("line_users.id", ondelete="CASCADE"))
    said_at: Mapped[datetime]


@dataclass(frozen=True)
class Claim:
    """What somebody says was done, and how much of it."""

    kind: str
    quantity: Decimal | None = None
    unit: str | None = None


def claims(readings: Iterable[DeedReading]) -> list[Claim]:
    """What was understood, as claims."""
    return [
        Claim(r.code, r.amount.value if r.amount else None, r.amount.unit if r.amount else None)
        for r in readings
    ]


@dataclass(frozen=True)
class Source:
    """Where a report came from: the message that said it, and in which words."""

    message_id: str | None
    chat_id: str | None
    text: str | None


@dataclass(frozen=True)
class Outcome:
    """A deed and which cap cut its points, if any."""

    deed: Deed
    limited_by: str | None


@dataclass(frozen=True)
class Receipt:
    """What became of one message's deeds: the balance after them, and who may have done them."""

    outcomes: tuple[Outcome, ...]
    balance: int
    doers: tuple[Member, ...]

    @property
    def deed(self) -> Deed:
        """The first, by which buttons name them all."""
        return self.outcomes[0].deed


class NoSuchDeed(Refused):
    key = "no_such_deed"


class NotYours(Refused):
    key = "not_your_deed"


class WhoTapped(Refused):
    """A button in a group, and LINE does not say who tapped it."""

    key = "who_tapped"


def report(
    session: Session,
    household: Household,
    claims: Sequence[Claim],
    done_on: date,
    source: Source,
    now: datetime,
    *,
    by: LineUser | None,
    member: Member | None = None,
    doers: Sequence[Member] = (),
    today: date,
    first_part: int = 0,
) -> Receipt:
    """Record what was done; points under the caps, and the books.

    Words that reveal belief or health are kept only with the reporter's tick for it; the deed
    counts all the same. Raises TooLongAgo beyond seven days, NotYet for a day to come, MonthClosed.
    """
    check_day(done_on, today)
    hold(session, household, done_on)
    outcomes, balance = [], 0
    for part, claim in enumerate(claims):
        deed = Deed(
            key=uuid.uuid4().hex,
            village_code=household.village_code,
            household_id=household.id,
            member_id=member.id if member else None,
            reporter_id=by.id if by else None,
            for_others=by is not None and by.household_id != household.id,
            done_on=done_on,
            text=words_kept(source.text, claims, by),
            message_id=source.message_id,
            chat_id=source.chat_id,
            part=first_part + part,
            recorded_at=now,
            said_at=now,
            revision=0,
        )
        deed.household, deed.member, deed.reporter = household, member, by
        limited_by = weigh(session, deed, claim)
        enter(session, deed)
        set_committed_value(deed, "doers", list(doers))
        session.add_all(DeedDoer(deed_id=deed.id, member_id=doer.id) for doer in doers)
        balance = book(session, deed, now, booked=0)
        outcomes.append(Outcome(deed, limited_by))
    return receipt(session, outcomes, balance)


def forget_doers(session: Session, deed: Deed) -> None:
    """It is one member's deed, or the whole house's."""
    if deed.doers:
        session.execute(delete(DeedDoer).where(DeedDoer.deed_id == deed.id))
        set_committed_value(deed, "doers", [])


def receipt(session: Session, outcomes: Sequence[Outcome], balance: int) -> Receipt:
    deed = outcomes[0].deed
    doers = () if deed.member or deed.doers else tuple(registry.members(session, deed.household))
    return Receipt(tuple(outcomes), balance, doers)


def get(session: Session, deed_id: int) -> Deed:
    """Raises NoSuchDeed."""
    deed = session.get(Deed, deed_id)
    if deed is None:
        raise NoSuchDeed
    return deed


def get_own(session: Session, deed_id: int, user: LineUser | None) -> Deed:
    """The deed behind a button; raises NoSuchDeed, or NotYours as `require_own`."""
    deed = get(session, deed_id)
    require_own(session, deed, user)
    return deed


def of_message(session: Session, message_id: str) -> list[Deed]:
    """All deeds of a message, whatever became of them."""
    rows = session.scalars(select(Deed).filter_by(message_id=message_id).order_by(Deed.part))
    return list(rows)


def together(session: Session, deed: Deed) -> list[Deed]:
    """The deeds told with this one, itself among them, that still stand."""
    told = of_message(session, deed.message_id) if deed.message_id else [deed]
    return [deed for deed in told if deed.counts]


def require_own(session: Session, deed: Deed, user: LineUser | None) -> None:
    """Raises WhoTapped, or NotYours unless `is_own`."""
    if user is None:
        raise WhoTapped
    if not is_own(session, deed, user):
        raise NotYours


def is_own(session: Session, deed: Deed, user: LineUser) -> bool:
    """The account speaks for the deed's household, or logged it as a helper and still is one."""
    if deed.household_id == user.household_id:
        return True
    logged = deed.for_others and deed.reporter_id == user.id
    return logged and access.may(session, user.line_id, "log for others", deed.village_code)


def hold(session: Session, household: Household, done_on: date) -> None:
    """Two phones of one household are weighed one after the other, and nothing is told into a month
    that is closed: raises MonthClosed."""
    values = {"household": household.id}
    months.require_open(session.connection().execute(_held(), values).scalar_one(), done_on)


@cache
def _held() -> Select[date | None]:
    """The household's row for ourselves (SQLite has one writer anyway), the village's beside it."""
    return (
        select(Village.closed_through)
        .join(Household, Household.village_code == Village.code)
        .where(Household.id == bindparam("household"))
        .with_for_update(of=Household)
    )


def words_kept(text: str | None, claims: Sequence[Claim], by: LineUser | None) -> str | None:
    """The words, unless they reveal belief or health and the reporter has not ticked that."""
    silent = any(item(claim.kind).sensitive for claim in claims)
    return None if silent and not (by and by.may_sensitive) else text


def forget_sensitive_words(session: Session, user: LineUser) -> None:
    """The tick for belief and health was taken back: words kept under it go, deeds stay."""
    kinds = [kind.code for kind in items().values() if kind.sensitive]
    put_right = select(Correction.deed_id).where(Correction.line_user_id == user.id)
    told = or_(Deed.reporter_id == user.id, Deed.id.in_(put_right))
    session.execute(update(Deed).where(told, Deed.kind.in_(kinds)).values(text=None))


def weigh(session: Session, deed: Deed, claim: Claim) -> str | None:
    """Set what the claim makes of the deed: kind, amount, points, status.

    Returns the cap that cut the points, if one did.
    """
    kind = item(claim.kind)
    units = points.units_of(kind, claim.quantity, claim.unit)
    award = points.award(
        kind, units, deed.done_on, _person(deed), _earlier(session, deed, kind),
        _elsewhere(session, deed),
    )  # fmt: skip
    deed.kind = claim.kind
    deed.quantity = None if claim.quantity is None else min(claim.quantity, points.MOST)
    deed.unit = claim.unit
    deed.units, deed.points = award.units, award.points
    deed.status = award.status(kind)
    return award.limited_by


def book(session: Session, deed: Deed, now: datetime, *, booked: int | None = None) -> int:
    """Make the ledger say what the deed says; the balance after it. `booked`: what stands there,
    if known."""
    should_be = deed.points if deed.status == "accepted" else 0
    return ledger.settle(session, deed.household, deed.id, should_be, now, booked=booked)


def _person(deed: Any) -> object:
    """Who did it, for the cap of a person: the member, else the account that speaks for itself."""
    if deed.member_id is not None:
        return ("member", deed.member_id)
    return None if deed.for_others else ("account", deed.reporter_id)


def _elsewhere(session: Session, deed: Deed) -> int:
    """What counts to the cap of the deed's reporter from another house, if they moved that day."""
    by = deed.reporter
    if by is None or deed.for_others or by.household_since is None:
        return 0
    if deed.member_id not in (None, by.member_id):
        return 0
    if by.household_since.date() < deed.done_on - timedelta(days=1):  # a day, for it is in UTC
        return 0
    told = select(Deed.kind, Deed.points).where(
        Deed.reporter_id == by.id,
        Deed.household_id != deed.household_id,
        Deed.done_on == deed.done_on,
        Deed.for_others.is_(False),
        Deed.status.in_(STANDING),
    )
    return sum(earned for kind, earned in session.execute(told) if not item(kind).monthly)


def _earlier(session: Session, deed: Deed, kind: MenuItem) -> list[points.Counted]:
    first = last = deed.done_on
    if kind.limit:
        first, last = points.window(kind.limit, deed.done_on)
    values = {"household": deed.household_id, "first": first, "last": last}
    rows = session.connection().execute(_standing_between(), values)
    return [
        points.Counted(row.kind, row.units, row.points, row.done_on, _person(row))
        for row in rows
        if row.id != deed.id
    ]


@cache
def _standing_between() -> Select[*tuple[Any, ...]]:
    """Asked with every report, so it is put together once and brings bare columns."""
    return select(
        Deed.id, Deed.kind, Deed.units, Deed.points, Deed.done_on,
        Deed.member_id, Deed.for_others, Deed.reporter_id,
    ).where(
        Deed.household_id == bindparam("household"),
        Deed.done_on.between(bindparam("first", type_=Date()), bindparam("last", type_=Date())),
        Deed.status.in_(STANDING),
    )  # fmt: skip
