"""รายการในสมุด: one household's lines and months, read from the ledger alone. Only looks.

What belongs to a month is told by the day an entry counts for, so a month that is closed reads the
same for ever. Every query goes by the household's own index; a line's balance is counted back from
the balance of today over what is newer than it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, Tuple, case, func, literal, select, tuple_
from sqlalchemy.orm import Session, selectinload

from bot.domain import ledger, months
from bot.domain.bookmarks import Place
from bot.domain.deed import Deed
from bot.domain.ledger import SPENT, Entry
from bot.domain.menu import DIMENSIONS
from bot.domain.registry import Household, Member
from bot.domain.rewards import Redemption


@dataclass(frozen=True)
class Line:
    """One transfer. `amount` in แต้ม with its sign, `balance` what was left after it; `who`: the
    members whose share it is, none for the whole house's. `oldest` and `newest`: its entries."""

    day: date
    amount: int
    balance: int
    reason: str
    spent: bool
    who: tuple[str, ...]
    deed: Deed | None
    redemption: Redemption | None
    bonus_month: date | None
    oldest: Place
    newest: Place


@dataclass(frozen=True)
class Page:
    """Lines newest first, and whether there are older and newer ones."""

    lines: tuple[Line, ...]
    older: Place | None
    newer: Place | None


@dataclass(frozen=True)
class Sums:
    """A month's ฝาก and ถอน in แต้ม, both as positive numbers."""

    deposited: int = 0
    withdrawn: int = 0


@dataclass(frozen=True)
class Month:
    """One month of a book, in แต้ม. `by_member`: whose deeds they were, "" for the whole house's.
    `other`: ฝาก that is neither a deed nor a bonus, such as what an operator put right."""

    month: date
    opening: int
    deposited: int
    withdrawn: int
    closing: int
    by_dimension: tuple[tuple[str, int], ...]
    bonus: int
    other: int
    by_member: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Done:
    """What of one kind a month brought: how many deeds, and their แต้ม."""

    deed: Deed
    times: int
    points: int


def page(
    session: Session,
    household: Household,
    most: int,
    *,
    before: Place | None = None,
    after: Place | None = None,
    month: date | None = None,
) -> Page:
    """The newest `most` lines, or those next to a place; within a month, if one is given.

    Where fewer than a page are newer than `after`, it is the newest page.
    """
    if after is not None:
        found = _upwards(session, household.id, after, month, most + 1)
        if len(found) >= most:
            lines = _read(session, household, found[:most][::-1])
            newer = lines[0].newest if len(found) > most else None
            return Page(lines, lines[-1].oldest, newer)
        before = None
    found = _downwards(session, household.id, before, month, most + 1)
    lines = _read(session, household, found[:most])
    older = lines[-1].oldest if len(found) > most else None
    newer = lines[0].newest if before is not None and lines else None
    return Page(lines, older, newer)


def month(session: Session, household: Household, first: date) -> Month:
    """The month that begins on this day."""
    dimension = func.substr(Entry.kind, 1, 1)
    bonus = Entry.bonus_month.is_not(None)
    rows = session.execute(
        select(SPENT, bonus, dimension, Entry.member_id, func.sum(Entry.amount))
        .where(Entry.household_id == household.id, _in_month(first))
        .group_by(SPENT, bonus, dimension, Entry.member_id)
    )
    deposited, withdrawn, of_bonus, other = 0, 0, 0, 0
    by_dimension: dict[str, int] = defaultdict(int)
    by_member: dict[str, int] = defaultdict(int)
    names = _names(session, household.id)
    for spent, is_bonus, name, member, amount in rows:
        points = int(amount)
        if spent:
            withdrawn -= points
            continue
        deposited += points
        if name:
            by_dimension[name] += points
            by_member[names.get(member, "")] += points
        elif is_bonus:
            of_bonus += points
        else:
            other += points
    closing = ledger.balance(session, household.id) - _since(
        session, household.id, Entry.day > months.last_of(first)
    )
    most_first = sorted(by_member.items(), key=lambda pair: (-pair[1], pair[0]))
    return Month(
        month=first,
        opening=closing - deposited + withdrawn,
        deposited=deposited,
        withdrawn=withdrawn,
        closing=closing,
        by_dimension=tuple((DIMENSIONS[d], by_dimension[d]) for d in DIMENSIONS if by_dimension[d]),
        bonus=of_bonus,
        other=other,
        by_member=tuple((name, points) for name, points in most_first if points),
    )


def sums(session: Session, household_id: int, first: date, last: date) -> dict[date, Sums]:
    """ฝาก and ถอน of every month with entries from the day `first` to the day `last`."""
    rows = session.execute(
        select(
            Entry.day,
            func.sum(case((SPENT, 0), else_=Entry.amount)),
            func.sum(case((SPENT, -Entry.amount), else_=0)),
        )
        .where(Entry.household_id == household_id, Entry.day.between(first, last))
        .group_by(Entry.day)
    )
    found: dict[date, Sums] = {}
    for day, deposited, withdrawn in rows:
        known = found.get(day.replace(day=1), Sums())
        found[day.replace(day=1)] = Sums(
            known.deposited + int(deposited), known.withdrawn + int(withdrawn)
        )
    return found


def first_day(session: Session, household_id: int) -> date | None:
    """The day of the oldest entry; None where the book is empty."""
    oldest = select(Entry.day).where(Entry.household_id == household_id)
    return session.scalar(oldest.order_by(Entry.day, Entry.id).limit(1))


def done(session: Session, household: Household, first: date) -> list[Done]:
    """What the month's deeds were, kind by kind, what brought most first."""
    deed = Entry.deed_id
    rows = session.execute(
        select(func.max(deed), func.count(deed.distinct()), func.sum(Entry.amount))
        .where(Entry.household_id == household.id, _in_month(first), deed.is_not(None))
        .group_by(Entry.kind)
    )
    counted = [(newest or 0, times, int(points)) for newest, times, points in rows if points > 0]
    deeds = _deeds(session, household.id, {newest for newest, _, _ in counted})
    found = [Done(deeds[newest], times, points) for newest, times, points in counted]
    return sorted(found, key=lambda one: (-one.points, one.deed.kind))


def _in_month(first: date) -> ColumnElement[bool]:
    return Entry.day.between(first, months.last_of(first))


class _Row(NamedTuple):
    id: int
    transfer: str
    day: date
    amount: int
    reason: str
    member_id: int | None
    deed_id: int | None
    redemption_id: int | None
    bonus_month: date | None

    @property
    def place(self) -> Place:
        return Place(self.day, self.id)


_Transfer = list[_Row]
"""The household's entries of one transfer."""

_COLUMNS = [getattr(Entry, name) for name in _Row._fields]


def _downwards(
    session: Session, household_id: int, before: Place | None, month: date | None, most: int
) -> list[_Transfer]:
    """So many transfers, newest first."""
    order = (Entry.day.desc(), Entry.id.desc())

    def rows(start: Place | None) -> Select[Any]:
        found = _rows(household_id, month).order_by(*order)
        return found if start is None else found.where(_older(start))

    return _gather(session, rows, before, most)


def _upwards(
    session: Session, household_id: int, after: Place, month: date | None, most: int
) -> list[_Transfer]:
    """So many transfers, oldest first."""

    def rows(start: Place | None) -> Select[Any]:
        found = _rows(household_id, month).order_by(Entry.day, Entry.id)
        return found if start is None else found.where(_newer(start))

    return _gather(session, rows, after, most)


def _rows(household_id: int, month: date | None) -> Select[Any]:
    rows = select(*_COLUMNS).where(Entry.household_id == household_id)
    return rows if month is None else rows.where(_in_month(month))


def _older(place: Place) -> ColumnElement[bool]:
    return _key() < _as_key(place)


def _newer(place: Place) -> ColumnElement[bool]:
    return _key() > _as_key(place)


def _key() -> Tuple:
    return tuple_(Entry.day, Entry.id)


def _as_key(place: Place) -> Tuple:
    return tuple_(literal(place.day, Date), literal(place.id))


def _gather(session: Session, rows: Any, start: Place | None, most: int) -> list[_Transfer]:
    """Whole transfers that moved something; those that only changed whose share it is are no
    line of the book."""
    found = _transfers(_stream(session, rows, start, most + 4))
    return list(islice(_moving(found), most))


def _stream(session: Session, rows: Any, start: Place | None, chunk: int) -> Iterator[_Row]:
    while True:
        read = [_Row(*row) for row in session.execute(rows(start).limit(chunk))]
        yield from read
        if len(read) < chunk:
            return
        start = read[-1].place


def _transfers(rows: Iterable[_Row]) -> Iterator[_Transfer]:
    for _, same in groupby(rows, key=lambda row: row.transfer):
        yield list(same)


def _moving(transfers: Iterable[_Transfer]) -> Iterator[_Transfer]:
    return (found for found in transfers if sum(row.amount for row in found))


def _read(session: Session, household: Household, found: Sequence[_Transfer]) -> tuple[Line, ...]:
    """The lines of these transfers, which follow each other, newest first."""
    if not found:
        return ()
    newest = max(row.place for row in found[0])
    balance = ledger.balance(session, household.id) - _since(session, household.id, _newer(newest))
    deed_ids = {rows[0].deed_id for rows in found if rows[0].deed_id}
    deeds = _deeds(session, household.id, deed_ids)
    redemptions = _redemptions(session, household.id, found)
    names = _names(session, household.id)
    days = [rows[0].day for rows in found]
    shares = _shares(session, household.id, deed_ids, min(days), max(days))
    lines = []
    for rows in found:
        row, amount = rows[0], sum(row.amount for row in rows)
        mine = shares.get((row.deed_id, row.day.replace(day=1)), {})
        whose = [m for m, points in mine.items() if points > 0] or [r.member_id for r in rows]
        lines.append(
            Line(
                day=row.day,
                amount=amount,
                balance=balance,
                reason=row.reason,
                spent=row.reason == "withdrawal" or row.redemption_id is not None,
                who=tuple(names[m] for m in whose if m in names),
                deed=deeds.get(row.deed_id),
                redemption=redemptions.get(row.redemption_id),
                bonus_month=row.bonus_month,
                oldest=min(row.place for row in rows),
                newest=max(row.place for row in rows),
            )
        )
        balance -= amount
    return tuple(lines)


def _since(session: Session, household_id: int, newer: ColumnElement[bool]) -> int:
    """What the household's newer entries sum to."""
    total = select(func.sum(Entry.amount)).where(Entry.household_id == household_id, newer)
    return int(session.scalar(total) or 0)


def _deeds(session: Session, household_id: int, ids: set[int]) -> Mapping[int | None, Deed]:
    if not ids:
        return {}
    rows = session.scalars(
        select(Deed)
        .where(Deed.id.in_(ids), Deed.household_id == household_id)
        .options(selectinload(Deed.doers), selectinload(Deed.reporter))
    )
    return {deed.id: deed for deed in rows}


def _redemptions(
    session: Session, household_id: int, found: Sequence[_Transfer]
) -> Mapping[int | None, Redemption]:
    ids = {rows[0].redemption_id for rows in found if rows[0].redemption_id}
    if not ids:
        return {}
    rows = session.scalars(
        select(Redemption).where(Redemption.id.in_(ids), Redemption.household_id == household_id)
    )
    return {redemption.id: redemption for redemption in rows}


def _names(session: Session, household_id: int) -> dict[int | None, str]:
    rows = select(Member.id, Member.name).where(Member.household_id == household_id)
    return dict(session.execute(rows.order_by(Member.id)).all())


def _shares(
    session: Session, household_id: int, deed_ids: set[int], oldest: date, newest: date
) -> dict[tuple[int | None, date], dict[int | None, int]]:
    """Whose share each deed was by the end of the month its line is of: who is named later in the
    same month is named on the line, what comes after it is closed changes no line. Read by the
    household's days, whose index has it all."""
    found: dict[tuple[int | None, date], dict[int | None, int]] = {}
    if not deed_ids:
        return found
    rows = session.execute(
        select(Entry.deed_id, Entry.day, Entry.member_id, Entry.amount).where(
            Entry.household_id == household_id,
            Entry.day.between(oldest.replace(day=1), months.last_of(newest)),
        )
    )
    for deed_id, day, member, points in rows:
        if deed_id in deed_ids:
            shares = found.setdefault((deed_id, day.replace(day=1)), {})
            shares[member] = shares.get(member, 0) + points
    return found
