"""What is asked about a deed, and what the answer may still change."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from bot.domain import access, changes, deeds, points, reported
from bot.domain.deed import Claim, Deed
from bot.domain.deeds import Outcome, Receipt
from bot.domain.menu import MenuItem, items
from bot.domain.people import LineUser
from bot.thai.asked import usual_amounts

BUSY = timedelta(minutes=10)
"""Who checks deeds for others and told one so lately is entering many."""

MOST = Decimal(1000)
"""More than this is no answer to how many trees."""


USUAL = (1, 2, 3, 5, 10, 20)
"""How much is usual of a deed that the nation does not know so."""

OFFERED = 3


def worth_asking(menu: Mapping[str, MenuItem], codes: Sequence[str]) -> bool:
    """Whether it matters which of these it was: to the points, or to what it is counted as."""
    kinds = [menu[code] for code in codes if code in menu]
    return len({(kind.dimension, kind.points, kind.unit) for kind in kinds}) > 1


def usual(kind: MenuItem) -> tuple[Decimal, ...]:
    """The amounts to offer, in the unit of this line of the menu; none where the points do not
    depend on how much was done."""
    nation = items().get(kind.code)
    if nation is not None and nation.unit == kind.unit:
        return usual_amounts(kind.code)
    counting = [n for n in USUAL if n <= kind.per_day]
    if not points.is_counted(kind) or len(counting) < 2:
        return ()
    return tuple(Decimal(n) for n in counting[-OFFERED:])


def is_entering_many(session: Session, user: LineUser, area: str, now: datetime) -> bool:
    """To be asked before the new deed is written down."""
    if not access.may(session, user.line_id, "decide on deeds", area):
        return False
    return bool(reported.last_by(session, user, now - BUSY))


def without_amount(receipt: Receipt) -> Outcome | None:
    """The first deed whose points depend on an amount that was not said."""
    unsaid = (one for one in receipt.outcomes if one.deed.quantity is None and one.item.points)
    return next((one for one in unsaid if usual(one.item)), None)


def take_amount(
    session: Session,
    deed: Deed,
    quantity: Decimal,
    unit: str | None,
    now: datetime,
    *,
    by: LineUser,
    message_id: str | None = None,
) -> Receipt | None:
    """Put right how much it was. None if it stands so already, or if the committee has looked at it
    meanwhile; the answer to a question is no reason to look again."""
    unit = unit or deed.item.unit
    if deed.decided_by or (deed.quantity, deed.unit) == (quantity, unit):
        return None
    told = deeds.together(session, deed)
    claims = changes.as_told(told)
    claims[told.index(deed)] = Claim(deed.kind, quantity, unit)
    # Its day was right when it was told, and is not judged anew.
    return changes.put_right(
        session, deed, claims, deed.done_on, now,
        by=by, text=None, today=max(deed.done_on, deed.recorded_at.date()), message_id=message_id,
    )  # fmt: skip
