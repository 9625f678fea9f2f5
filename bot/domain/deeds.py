"""ความดีที่บันทึก: from a report to a line in the passbook.

A deed is `accepted` (its points are booked), `recorded` (waits for the committee), `rejected` or
`withdrawn`. Whatever changes a deed (`bot/domain/changes.py`) ends with `book`, so that the books
always say what the deeds say.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import (
    Select,
    bindparam,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from bot.db import enter
from bot.domain import access, ledger, months, registry
from bot.domain.areas import Village
from bot.domain.days import check_day
from bot.domain.deed import Claim, Correction, Deed, DeedDoer
from bot.domain.ledger import About
from bot.domain.menu import MenuItem, is_sensitive, items
from bot.domain.people import LineUser
from bot.domain.registry import Household, Member
from bot.domain.weighing import weigh
from bot.errors import Refused
from bot.thai import DeedReading


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
    """A deed, which cap cut its points, if any, and the line of the menu by which it was weighed
    (None: nobody weighed it just now)."""

    deed: Deed
    limited_by: str | None
    kind: MenuItem | None = None

    @property
    def item(self) -> MenuItem:
        return self.kind or self.deed.item


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
        kind, limited_by = weigh(session, deed, claim)
        enter(session, deed)
        set_committed_value(deed, "doers", list(doers))
        session.add_all(DeedDoer(deed_id=deed.id, member_id=doer.id) for doer in doers)
        balance = book(session, deed, now, day=done_on, new=True)
        outcomes.append(Outcome(deed, limited_by, kind))
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
    silent = any(is_sensitive(claim.kind) for claim in claims)
    return None if silent and not (by and by.may_sensitive) else text


def forget_sensitive_words(session: Session, user: LineUser) -> None:
    """The tick for belief and health was taken back: words kept under it go, deeds stay."""
    kinds = [kind.code for kind in items().values() if kind.sensitive]
    put_right = select(Correction.deed_id).where(Correction.line_user_id == user.id)
    told = or_(Deed.reporter_id == user.id, Deed.id.in_(put_right))
    session.execute(update(Deed).where(told, Deed.kind.in_(kinds)).values(text=None))


def book(
    session: Session, deed: Deed, now: datetime, *, day: date | None = None, new: bool = False
) -> int:
    """Make the ledger say what the deed says; the balance after it. `new`: nothing stands there
    yet. `day`: of an open month, if known; else the deed's own if its month is open, or today's.

    Raises Overdrawn where points to be taken back are spent."""
    shares = {deed.member_id or ledger.COMMON: deed.points} if deed.status == "accepted" else {}
    if day is None:
        moment = ledger.when(session.get(Village, deed.village_code), now, deed.done_on)
    else:
        moment = ledger.When(now, day)
    return ledger.settle(
        session, deed.household, About(deed_id=deed.id, kind=deed.kind), shares, moment, new=new
    )
