"""What a claim makes of a deed: the tambon's menu of that day, under what was earned before."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Date, Select, bindparam, select
from sqlalchemy.orm import Session

from bot.domain import local_menu, points
from bot.domain.deed import STANDING, Claim, Deed
from bot.domain.menu import MenuItem

REJECTED = "rejected"
"""The doubt about a deed that the committee has rejected once, told again."""

TWICE = "twice"
"""The doubt about a deed that another phone of the house has told before."""


class Weighed(NamedTuple):
    """By which line of the menu a deed was weighed, and the cap that cut its points, if any."""

    kind: MenuItem
    limited_by: str | None


def weigh(session: Session, deed: Deed, claim: Claim) -> Weighed:
    """Set what the claim makes of the deed: kind, amount, points, status.

    Raises NotOnMenu for a tambon's own kind where or when it does not count.
    """
    menu = local_menu.of(session, deed.village_code, deed.done_on)
    kind = menu.get(claim.kind)
    if kind is None:
        raise local_menu.not_on_menu(session, deed.village_code, claim.kind)
    units = points.units_of(kind, claim.quantity, claim.unit)
    told = _told(session, deed, kind)
    before = [row for row in told if row.status in STANDING]
    earlier = [
        points.Counted(
            row.kind, row.units, row.points, row.done_on, _person(row), _is_monthly(menu, row.kind)
        )
        for row in before
    ]
    award = points.award(
        kind, units, deed.done_on, _person(deed), earlier, _elsewhere(session, deed, menu)
    )
    deed.kind = claim.kind
    deed.kind_name, deed.kind_unit = local_menu.differing(kind)
    deed.quantity = None if claim.quantity is None else min(claim.quantity, points.MOST)
    deed.unit = claim.unit
    deed.units, deed.points = award.units, award.points
    deed.status = award.status(kind)
    if deed.doubt in (TWICE, REJECTED):
        deed.doubt = None
    if deed.status == "accepted" and deed.points:
        deed.doubt = _doubt(deed, told) or deed.doubt
        if deed.doubt in (TWICE, REJECTED) or _appeal_is_open(deed):
            deed.status = "recorded"
    return Weighed(kind, award.limited_by)


def _appeal_is_open(deed: Deed) -> bool:
    """Somebody else of the committee has been asked, and has not spoken yet."""
    if deed.appealed_at is None:
        return False
    return deed.decided_at is None or deed.decided_at <= deed.appealed_at


def _doubt(deed: Deed, told: Sequence[Any]) -> str | None:
    """Why it cannot be accepted at once, though it is small."""
    if any(row.status == "rejected" and row.kind == deed.kind and row.done_on == deed.done_on
           for row in told):  # fmt: skip
        return REJECTED
    return TWICE if any(row.status in STANDING and _same(row, deed) for row in told) else None


def _same(earlier: Any, deed: Deed) -> bool:
    """Told before, it seems, by another phone of the house: unless each names who did it."""
    alike = (earlier.kind, earlier.done_on, earlier.units) == (deed.kind, deed.done_on, deed.units)
    others = None not in (earlier.reporter_id, deed.reporter_id)
    named = None not in (earlier.member_id, deed.member_id)
    return (
        alike
        and others
        and earlier.reporter_id != deed.reporter_id
        and not (named and earlier.member_id != deed.member_id)
    )


def _person(deed: Any) -> object:
    """Who did it, for the cap of a person: the member, else the account that speaks for itself."""
    if deed.member_id is not None:
        return ("member", deed.member_id)
    return None if deed.for_others else ("account", deed.reporter_id)


def _elsewhere(session: Session, deed: Deed, menu: Mapping[str, MenuItem]) -> int:
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
    return sum(earned for kind, earned in session.execute(told) if not _is_monthly(menu, kind))


def _is_monthly(menu: Mapping[str, MenuItem], kind: str) -> bool:
    return kind in menu and menu[kind].monthly


def _told(session: Session, deed: Deed, kind: MenuItem) -> list[Any]:
    """What else the household told of that day, or of the period of the kind's limit, and was not
    taken back."""
    first = last = deed.done_on
    if kind.limit:
        first, last = points.window(kind.limit, deed.done_on)
    values = {"household": deed.household_id, "first": first, "last": last}
    rows = session.connection().execute(_told_between(), values)
    return [row for row in rows if row.id != deed.id]


@cache
def _told_between() -> Select[*tuple[Any, ...]]:
    """Asked with every report, so it is put together once and brings bare columns."""
    return select(
        Deed.id, Deed.kind, Deed.units, Deed.points, Deed.done_on,
        Deed.member_id, Deed.for_others, Deed.reporter_id, Deed.status,
    ).where(
        Deed.household_id == bindparam("household"),
        Deed.done_on.between(bindparam("first", type_=Date()), bindparam("last", type_=Date())),
        Deed.status != "withdrawn",
    )  # fmt: skip
