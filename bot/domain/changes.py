"""What may happen to a deed after it was reported: put right, withdrawn, unsent. What the committee
may do is in `bot/domain/checking.py`."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.domain.deeds import (
    Claim,
    Deed,
    Outcome,
    Receipt,
    Source,
    book,
    check_day,
    hold,
    of_message,
    receipt,
    report,
    together,
    weigh,
    words_kept,
)
from bot.domain.people import LineUser
from bot.domain.registry import Member


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
) -> Receipt:
    """The deeds told with this one become what is claimed now: changed in their places, those too
    many withdrawn, those new recorded. Each is weighed anew and the books follow.

    Raises NotYet, TooLongAgo and MonthClosed as for a new report.
    """
    check_day(done_on, today)
    hold(session, deed.household, deed.done_on)
    hold(session, deed.household, done_on)
    changed, added, gone = _matched(together(session, deed), claims)
    for old in gone:
        withdraw(session, old, now)
    outcomes, balance = [], 0
    for old, claim in changed:
        old.done_on, old.said_at = done_on, now
        old.revision += 1
        old.decided_by = old.decided_at = None
        old.text = words_kept(text, claims, old.reporter)
        limited_by = weigh(session, old, claim)
        session.flush()
        balance = book(session, old, now)
        outcomes.append(Outcome(old, limited_by))
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
            today=today,
            first_part=max((d.part for d in told), default=-1) + 1,
        )
        outcomes += new.outcomes
        balance = new.balance
    return receipt(session, outcomes, balance)


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


def withdraw(session: Session, deed: Deed, now: datetime) -> None:
    """Take a deed back; doing it twice changes nothing."""
    if deed.counts:
        deed.status = "withdrawn"
        deed.revision += 1
        session.flush()
        book(session, deed, now)


def unsend(session: Session, message_id: str, now: datetime) -> None:
    """Its sender took the message back: deeds are withdrawn and the words forgotten."""
    for deed in of_message(session, message_id):
        withdraw(session, deed, now)
        deed.text, deed.reason = None, "unsent"


def name_doer(session: Session, deed: Deed, member: Member | None) -> None:
    """Write down who did it; None means the whole house."""
    for told in together(session, deed):
        told.member = member
    session.flush()
