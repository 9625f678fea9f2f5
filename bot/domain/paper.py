"""สมุดและใบแจ้งของทั้งหมู่บ้าน: what a committee prints of its village, and who may. Only looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.domain import access, areas, months, passbook, statements
from bot.domain.areas import Village, within
from bot.domain.elections import IS_OPEN, Election
from bot.domain.passbook import Book
from bot.domain.people import LineUser
from bot.domain.registry import Household, by_house_no
from bot.domain.statements import Done, Month, Sums

ACT = "decide on deeds"
A_PART = 50
"""Households in one file: so many with sixty lines each are set in two seconds and 350 MB."""

BOOK_LINES = 60
"""Lines of a household's book where a whole village is printed; what was before is carried over."""

DONE_SHOWN = 4


@dataclass(frozen=True)
class Part:
    """One file of a village's papers: these households, the first and the last by house number."""

    number: int
    households: tuple[Household, ...]

    @property
    def first(self) -> str:
        return self.households[0].house_no

    @property
    def last(self) -> str:
        return self.households[-1].house_no


@dataclass(frozen=True)
class Printed:
    """A book to be printed, oldest line first, and the sums of the months its lines are of."""

    book: Book
    sums: Mapping[date, Sums]


@dataclass(frozen=True)
class Slip:
    """ใบแจ้งแต้มประจำเดือน of one household: what was done, most แต้ม first; `more` kinds besides."""

    household: Household
    month: Month
    done: tuple[Done, ...]
    more: int


def villages(session: Session, line_id: str | None) -> list[Village]:
    """The villages whose books this account may print, in order."""
    held = access.areas(session, line_id, ACT)
    found = {village.code: village for area in held for village in areas.villages(session, area)}
    return [found[code] for code in sorted(found)]


def meant(found: Sequence[Village], moo: int | None, tambon: str | None) -> list[Village]:
    """Those of these villages that have this number, in the tambon of this name."""
    return [
        village
        for village in found
        if (moo is None or village.moo == moo)
        and (tambon is None or _tambon(village.code) == tambon)
    ]


def _tambon(code: str) -> str | None:
    known = areas.tambon(code[:6])
    return known.name if known else None


def counts(session: Session, village_code: str) -> tuple[int, int]:
    """How many households have joined, and how many of them have no LINE account that has."""
    joined = _joined(village_code)
    all_of_them = session.scalar(select(func.count(Household.id)).where(*joined)) or 0
    alone = select(func.count(Household.id)).where(*joined, ~_has_line())
    return all_of_them, session.scalar(alone) or 0


def parts(session: Session, village_code: str, *, without_line: bool = False) -> list[Part]:
    """The village's households that have joined by house number, a file's worth each."""
    found = joined(session, village_code, without_line=without_line)
    return [
        Part(number, tuple(found[start : start + A_PART]))
        for number, start in enumerate(range(0, len(found), A_PART), 1)
    ]


def joined(session: Session, village_code: str, *, without_line: bool = False) -> list[Household]:
    """The village's households that have joined, by house number."""
    rows = select(Household).where(*_joined(village_code))
    found = session.scalars(rows.where(~_has_line()) if without_line else rows)
    return sorted(found, key=by_house_no)


def voting(session: Session, found: Sequence[Village]) -> list[Village]:
    """Those of these villages in which a vote is called and not counted."""
    around = {village.code[:length] for village in found for length in (8, 6, 4, 2)}
    called = set(
        session.scalars(
            select(Election.area_code).where(IS_OPEN, Election.area_code.in_(around)).distinct()
        )
    )
    return [v for v in found if any(v.code.startswith(code) for code in called)]


def votes(session: Session, village_code: str) -> list[Election]:
    """Votes in which this village's households vote that are called and not counted, its own
    first."""
    around = [village_code[:length] for length in (8, 6, 4, 2)]
    called = select(Election).where(IS_OPEN, Election.area_code.in_(around))
    return sorted(session.scalars(called), key=lambda e: (-len(e.area_code), -e.id))


def printed(session: Session, household: Household, today: date, lines: int) -> Printed:
    """The household's newest `lines`."""
    book = passbook.read(session, household, today, lines=lines)
    if not book.page.lines:
        return Printed(book, {})
    first, last = book.page.lines[-1].day.replace(day=1), months.last_of(book.page.lines[0].day)
    return Printed(book, statements.sums(session, household.id, first, last))


def books(session: Session, part: Part, today: date) -> list[Printed]:
    return [printed(session, house, today, BOOK_LINES) for house in part.households]


def slips(session: Session, part: Part, month: date) -> list[Slip]:
    found = []
    for house in part.households:
        done = statements.done(session, house, month)
        shown = tuple(done[:DONE_SHOWN])
        of_month = statements.month(session, house, month)
        found.append(Slip(house, of_month, shown, len(done) - len(shown)))
    return found


def _joined(village_code: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return within(Household.village_code, village_code), Household.status == "active"


def _has_line() -> ColumnElement[bool]:
    """An account of the household has consented to join."""
    account = select(LineUser.id).where(
        LineUser.household_id == Household.id, LineUser.may_join.is_(True)
    )
    return account.exists()
