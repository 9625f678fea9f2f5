"""What may happen to a deed after it was reported: put right, withdrawn, unsent. What the committee
may do is in `bot/domain/checking.py`."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import points
from bot.domain.days import check_day
from bot.domain.deed import Claim, Correction, Deed
from bot.domain.deeds import (
    Outcome,
    Receipt,
    Source,
    book,
    forget_doers,
    get,
    hold,
    of_message,
    receipt,
    report,
    together,
    words_kept,
)
from bot.domain.ledger import Overdrawn
from bot.domain.menu import MenuItem
from bot.domain.people import LineUser
from bot.domain.registry import Member
from bot.domain.weighing import weigh


def put_right(
    session: Session,
    deed: Deed,
    claims: Sequence[Claim],
    done_on: date,
    now: datetime,
    *,
    by: LineUser,
    text: str | None,
    today: date,
    message_id: str | None = None,
) -> Receipt:
    """The deeds told with this one become what is claimed now: changed in their places, those too
    many withdrawn, those new recorded. Each is weighed anew and the books follow.

    Without a new `text` the words stay that told of it; new ones are kept under the tick of `by`,
    who says them. `message_id`: the message that says so.
    Raises NotYet, TooLongAgo and MonthClosed as for a new report.
    """
    check_day(done_on, today)
    hold(session, deed.household, deed.done_on)
    hold(session, deed.household, done_on)
    changed, added, gone = _matched(together(session, deed), claims)
    for old in gone:
        withdraw(session, old, now)
    for old, _ in changed:
        old.done_on, old.said_at = done_on, now
        old.decided_by = old.decided_at = None
        if text is not None:
            old.text = words_kept(text, claims, by)
    outcomes, balance = _weigh_anew(session, changed, now)
    if added:
        told = of_message(session, deed.message_id) if deed.message_id else []
        new = report(
            session,
            deed.household,
            added,
            done_on,
            Source(deed.message_id, deed.chat_id, text),
            now,
            by=by,
            member=deed.member,
            doers=deed.doers,
            today=today,
            first_part=max((d.part for d in told), default=-1) + 1,
        )
        outcomes += new.outcomes
        balance = new.balance
    if message_id not in (None, deed.message_id):
        _remember(session, message_id, outcomes, by, now)
    return receipt(session, outcomes, balance)


def _weigh_anew(
    session: Session, changed: Sequence[tuple[Deed, Claim]], now: datetime
) -> tuple[list[Outcome], int]:
    """Weigh them one after the other, as if none had been before; the books, and the balance.

    What the committee accepted stays accepted, unless it would now be more than it saw.
    """
    seen = {
        deed.id: deed.points for deed, _ in changed if deed.decided_by and deed.status == "accepted"
    }
    for deed, _ in changed:
        deed.units, deed.points = Decimal(0), 0
        deed.revision += 1
    session.flush()
    outcomes, balance = [], 0
    for deed, claim in changed:
        kind, limited_by = weigh(session, deed, claim)
        if deed.id in seen and kind.worth_by_committee:
            deed.points = seen[deed.id]
        if deed.points <= seen.get(deed.id, -1):
            deed.status = "accepted"
        session.flush()
        balance = book(session, deed, now)
        outcomes.append(Outcome(deed, limited_by, kind))
    return outcomes, balance


def as_told(deeds: Sequence[Deed]) -> list[Claim]:
    """These deeds as claims, to change one of them or only their day."""
    return [Claim(deed.kind, deed.quantity, deed.unit) for deed in deeds]


def with_amount(
    deeds: Sequence[Deed], quantity: Decimal, unit: str | None, was: Decimal | None = None
) -> list[Claim]:
    """As told, but with another amount of the deed it fits, else of the first; that of which `was`
    was told comes before others."""
    said = as_told(deeds)
    fitting = [n for n, deed in enumerate(deeds) if _fits(deed, unit)]
    meant = [n for n in fitting if was is not None and deeds[n].quantity == was]
    n = (meant or fitting or [0])[0]
    said[n] = Claim(said[n].kind, quantity, unit or said[n].unit)
    return said


def takes(deeds: Sequence[Deed], unit: str | None, was: Decimal | None) -> bool:
    """Whether an amount in this unit, instead of `was`, can be about one of these deeds."""
    if was is not None and all(deed.quantity != was for deed in deeds):
        return False
    return unit is None or any(_fits(deed, unit) for deed in deeds)


def with_deed(
    deeds: Sequence[Deed],
    right: Sequence[Claim],
    wrong: Iterable[str],
    menu: Mapping[str, MenuItem],
) -> list[Claim]:
    """As told, but one deed was another: that of a kind said to be wrong, else of the kind that is
    right, else the first. Its amount stays if only that is said anew which it was, and it says how
    much of such a deed of this menu was done."""
    said = as_told(deeds)
    denied = [n for n, deed in enumerate(deeds) if deed.kind in wrong]
    alike = [n for n, deed in enumerate(deeds) if deed.kind == right[0].kind]
    n = (denied or alike or [0])[0]
    claims = list(right)
    if claims[0].quantity is None and _measures(menu.get(claims[0].kind), said[n].unit):
        claims[0] = Claim(claims[0].kind, said[n].quantity, said[n].unit)
    return [*said[:n], *claims, *said[n + 1 :]]


def _measures(kind: MenuItem | None, unit: str | None) -> bool:
    return kind is not None and unit is not None and points.fits(kind, unit)


def _fits(deed: Deed, unit: str | None) -> bool:
    """A number alone fits where an amount was told before."""
    if unit is None:
        return deed.quantity is not None
    return unit == deed.unit or points.fits(deed.item, unit)


def _remember(
    session: Session, message_id: str, outcomes: Sequence[Outcome], by: LineUser, now: datetime
) -> None:
    for outcome in outcomes:
        if session.get(Correction, (message_id, outcome.deed.id)) is None:
            session.add(
                Correction(
                    message_id=message_id, deed_id=outcome.deed.id, line_user_id=by.id, said_at=now
                )
            )
    session.flush()


@dataclass(frozen=True)
class Told:
    """What a message told of, or put right in answer to แก้ไข; deeds whatever became of them."""

    deeds: tuple[Deed, ...]
    said_at: datetime
    """When the message was first said."""
    answer: bool


def told_in(session: Session, message_id: str) -> Told | None:
    """The deeds that a message is about."""
    told = of_message(session, message_id)
    if told:
        return Told(tuple(told), told[0].recorded_at, answer=False)
    query = select(Correction).filter_by(message_id=message_id).order_by(Correction.deed_id)
    corrections = list(session.scalars(query))
    if not corrections:
        return None
    about = [get(session, correction.deed_id) for correction in corrections]
    return Told(tuple(about), corrections[0].said_at, answer=True)


def _matched(
    standing: Sequence[Deed], claims: Sequence[Claim]
) -> tuple[list[tuple[Deed, Claim]], list[Claim], list[Deed]]:
    """Which deed becomes which claim (its own kind first), which claims are new, which deeds go."""
    left = list(standing)
    chosen: dict[int, Deed] = {}
    for alike in (True, False):
        for n, claim in enumerate(claims):
            fits = [deed for deed in left if deed.kind == claim.kind or not alike]
            if n not in chosen and fits:
                chosen[n] = fits[0]
                left.remove(fits[0])
    changed = [(chosen[n], claim) for n, claim in enumerate(claims) if n in chosen]
    return changed, [claim for n, claim in enumerate(claims) if n not in chosen], left


def newer_twin(told: Sequence[Deed]) -> Deed | None:
    """Of deeds newest first, the first that tells what an older one told already."""
    for n, deed in enumerate(told):
        if any(_same(deed, older) for older in told[n + 1 :]):
            return deed
    return None


def _same(one: Deed, other: Deed) -> bool:
    return (one.household_id, one.kind, one.quantity, one.unit, one.done_on) == (
        other.household_id, other.kind, other.quantity, other.unit, other.done_on,
    )  # fmt: skip


def withdraw(session: Session, deed: Deed, now: datetime) -> None:
    """Take a deed back, accepted or not; doing it twice changes nothing. Of a month that is closed
    it is booked in the open one. Raises Overdrawn where its points are spent already."""
    if deed.counts:
        deed.status = "withdrawn"
        deed.revision += 1
        session.flush()
        book(session, deed, now)


def unsend(session: Session, message_id: str, now: datetime) -> None:
    """Its sender took the message back: deeds are withdrawn and the words forgotten, also where the
    points are spent and the deed has to stand."""
    told = told_in(session, message_id)
    for deed in told.deeds if told else ():
        with suppress(Overdrawn), session.begin_nested():
            withdraw(session, deed, now)
        deed.text, deed.reason = None, "unsent"


def name_doer(session: Session, deed: Deed, member: Member | None, now: datetime) -> Receipt | None:
    """Write down who did it; None means the whole house. Their own cap holds from now on: a receipt
    if that changed the points.
    """
    hold(session, deed.household, deed.done_on)
    told = together(session, deed)
    before = [one.points for one in told]
    for one in told:
        one.member = member
        forget_doers(session, one)
    session.flush()
    claims = zip(told, as_told(told), strict=True)
    outcomes, balance = _weigh_anew(session, list(claims), now)
    if [one.points for one in told] == before:
        return None
    return receipt(session, outcomes, balance)
