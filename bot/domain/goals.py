"""เมนูครัวเรือน: what a household sets out to do each month, and how far it has come.

A goal holds from its month on until another is set; earlier months keep theirs. Nothing is lost
when one is missed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from sqlalchemy import Date, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.domain import local_menu, months, points
from bot.domain.deed import STANDING, Deed
from bot.domain.menu import DIMENSIONS, MenuItem
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.errors import Refused
from bot.thai.units import canonical, convert_value

MOST = 10
"""Goals of one household at once."""

MOST_UNITS = Decimal(1000)
"""More of anything in a month is a slip of the thumb."""

PROPOSED = 5
USUAL = timedelta(days=90)
"""So far back it is seen what a household usually does."""

FIRST = ("F1-01", "F1-02", "E1-01", "E1-05", "S2-01", "S3-01")
"""What is proposed to a house that has told little yet."""

_A_MONTH = {"ต้น": 10, "ชั่วโมง": 4, "กก.": 5, "ครั้ง": 8}
_WEEKS_BACK = 106
"""A streak is counted two years back at most."""


class Goal(Base):
    """So much of one deed a month, from this month on until another row says so; 0: no more."""

    __tablename__ = "household_goals"

    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    units: Mapped[Decimal]
    """In the menu's unit."""
    set_by: Mapped[int | None] = mapped_column(ForeignKey("line_users.id", ondelete="SET NULL"))
    set_at: Mapped[datetime]


@dataclass(frozen=True)
class Progress:
    """One goal of a month and what was done of it, in the menu's unit: accepted or waiting."""

    item: MenuItem
    goal: Decimal
    done: Decimal

    @property
    def reached(self) -> bool:
        return self.done >= self.goal

    @property
    def left(self) -> Decimal:
        return max(self.goal - self.done, Decimal(0))

    @property
    def percent(self) -> int:
        """0..100; below 100 until it is reached."""
        return 100 if self.reached else int(self.done * 100 / self.goal)


@dataclass(frozen=True)
class Encouragement:
    """The facts of one gentle nudge: two of them at most; none at all is answered by a warm word.

    `streak` in weeks; `nearest` goal not yet reached; `missing`: a dimension without a deed yet.
    """

    streak: int | None
    nearest: Progress | None
    missing: str | None


class TooManyGoals(Refused):
    """Params: most."""

    key = "goals_full"


class NotInUnit(Refused):
    """The amount says nothing of how much of such a deed is done. Params: name, unit."""

    key = "goal_unit"


class GoalOutOfBounds(Refused):
    """Params: name, unit, most."""

    key = "goal_bound"


class NoSuchGoal(Refused):
    """Params: name."""

    key = "no_such_goal"


def amount_of(item: MenuItem, value: Decimal, unit: str | None) -> Decimal:
    """What was said, in the unit of the menu; a number alone is in it already.
    Raises NotInUnit, GoalOutOfBounds."""
    said = item.unit if unit is None else canonical(unit) or unit
    units: Decimal | None = value if said == item.unit else None
    if units is None and points.is_counted(item):
        units = convert_value(value, said, item.unit)
    if units is None:
        raise NotInUnit(name=item.short_name, unit=item.unit)
    if not 0 < units <= MOST_UNITS or not round(units, 3):
        raise GoalOutOfBounds(name=item.short_name, unit=item.unit, most=MOST_UNITS)
    return round(units, 3)


def set_out(
    session: Session, household: Household, item: MenuItem, units: Decimal, today: date,
    now: datetime, *, by: LineUser,
) -> None:  # fmt: skip
    """From this month on so much. Raises TooManyGoals."""
    standing = of_month(session, household, today)
    if item.code not in standing and len(standing) >= MOST:
        raise TooManyGoals(most=MOST)
    _write(session, household, item.code, units, today, now, by)


def give_up(
    session: Session, household: Household, item: MenuItem, today: date, now: datetime,
    *, by: LineUser,
) -> None:  # fmt: skip
    """From this month on it is no goal any more. Raises NoSuchGoal."""
    if item.code not in of_month(session, household, today):
        raise NoSuchGoal(name=item.short_name)
    _write(session, household, item.code, Decimal(0), today, now, by)


def of_month(session: Session, household: Household, day: date) -> dict[str, Decimal]:
    """The goals that hold in the month of this day, by kind."""
    rows = session.execute(
        select(Goal.kind, Goal.units)
        .where(Goal.household_id == household.id, Goal.month <= day.replace(day=1))
        .order_by(Goal.month)
    )
    newest: dict[str, Decimal] = {}
    newest.update((kind, units) for kind, units in rows)
    return {kind: units for kind, units in newest.items() if units}


def progress(session: Session, household: Household, day: date) -> list[Progress]:
    """How far each goal of the month of this day has come, in the menu's order."""
    goals = of_month(session, household, day)
    menu = local_menu.of(session, household.village_code, day)
    done = _done(session, household, day, menu)
    return [
        Progress(item, goals[code], done.get(code, Decimal(0)))
        for code, item in menu.items()
        if code in goals
    ]


def proposals(
    session: Session, household: Household, today: date, *, most: int = PROPOSED
) -> list[tuple[MenuItem, Decimal]]:
    """What the house does most and is no goal yet, and how much a month; where it has told little,
    what many begin with. Nothing that the committee checks, nor what tells of belief or health."""
    menu = local_menu.of(session, household.village_code, today)
    goals = of_month(session, household, today)
    times = func.count(Deed.id)
    usual = session.execute(
        select(Deed.kind, func.sum(Deed.units))
        .where(
            Deed.household_id == household.id,
            Deed.status.in_(STANDING),
            Deed.done_on.between(today - USUAL, today),
        )
        .group_by(Deed.kind)
        .order_by(times.desc(), Deed.kind)
    )
    own = {kind: _a_third(units) for kind, units in usual}
    fitting = [menu[code] for code in dict.fromkeys([*own, *FIRST]) if code in menu]
    return [
        (item, own.get(item.code) or usual_a_month(item))
        for item in fitting
        if item.code not in goals and _may_be_proposed(item)
    ][:most]


def _a_third(units: Decimal) -> Decimal:
    """Of three months one, in whole units and at least one."""
    return min(MOST_UNITS, max(Decimal(1), (units / 3).to_integral_value(ROUND_CEILING)))


def usual_a_month(item: MenuItem) -> Decimal:
    """An easy goal in the unit of the menu."""
    most = item.per_day * 31
    if item.limit and item.limit.period in ("month", "week"):
        most = item.limit.times * (4 if item.limit.period == "week" else 1)
    return Decimal(min(_A_MONTH.get(item.unit, 1), most))


def streak(session: Session, household: Household, today: date) -> int:
    """Weeks, Monday to Sunday, with at least one deed that stands, back from this one.

    The running week counts if it has one and never breaks it; one empty week in between is only not
    counted, two in a row end it.
    """
    monday = today - timedelta(days=today.weekday())
    days = session.scalars(
        select(Deed.done_on)
        .where(
            Deed.household_id == household.id,
            Deed.status.in_(STANDING),
            Deed.done_on.between(monday - timedelta(weeks=_WEEKS_BACK), today),
        )
        .distinct()
    )
    ago = {((monday - day).days + 6) // 7 for day in days}
    return weeks_in_a_row(ago)


def weeks_in_a_row(ago: set[int]) -> int:
    """The streak of weeks that are so many weeks ago; 0 is the running one."""
    count, empty = int(0 in ago), 0
    for week in range(1, _WEEKS_BACK + 1):
        if week in ago:
            count, empty = count + 1, 0
        else:
            empty += 1
        if empty == 2:
            break
    return count


def encouragement(session: Session, household: Household, today: date) -> Encouragement:
    """What may be said to a house to cheer it on: never what it lacks beside others."""
    weeks = streak(session, household, today)
    kept = weeks if weeks >= 2 else None
    open_goals = [goal for goal in progress(session, household, today) if not goal.reached]
    nearest = max(open_goals, key=lambda goal: goal.percent, default=None)
    missing = None
    if kept is None or nearest is None:
        missing = _missing_dimension(session, household, today)
    return Encouragement(kept, nearest, missing)


def _missing_dimension(session: Session, household: Household, today: date) -> str | None:
    """Of the three, one without a deed this month, if there is one of another."""
    told = {kind[0] for kind in _done(session, household, today, {})}
    three = [name for name in DIMENSIONS if name != "X"]
    missing = [DIMENSIONS[name] for name in three if name not in told]
    return missing[0] if missing and len(missing) < len(three) else None


def _done(
    session: Session, household: Household, day: date, menu: Mapping[str, MenuItem]
) -> dict[str, Decimal]:
    """What counted this month by kind, in the unit of this menu."""
    first = day.replace(day=1)
    query = (
        select(Deed.kind, Deed.kind_unit, func.sum(Deed.units))
        .where(
            Deed.household_id == household.id,
            Deed.status.in_(STANDING),
            Deed.done_on.between(first, months.last_of(first)),
        )
        .group_by(Deed.kind, Deed.kind_unit)
    )
    done: dict[str, Decimal] = {}
    for kind, unit, units in session.execute(query):
        now = menu[kind].unit if kind in menu else None
        alike = convert_value(units, unit, now) if unit and now and unit != now else units
        done[kind] = done.get(kind, Decimal(0)) + (units if alike is None else alike)
    return done


def _may_be_proposed(item: MenuItem) -> bool:
    return not (item.by_committee or item.sensitive or item.points == 0)


def _write(
    session: Session, household: Household, kind: str, units: Decimal, today: date,
    now: datetime, by: LineUser,
) -> None:  # fmt: skip
    month = today.replace(day=1)
    goal = session.get(Goal, (household.id, kind, month))
    if goal is None:
        goal = Goal(household_id=household.id, kind=kind, month=month)
        session.add(goal)
    goal.units, goal.set_by, goal.set_at = units, by.id, now
    session.flush()


def set_by(session: Session, user: LineUser) -> Sequence[Goal]:
    """The goals that this account set."""
    return session.scalars(select(Goal).filter_by(set_by=user.id).order_by(Goal.month)).all()
