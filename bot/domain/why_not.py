"""ทำไมบ้านเราไม่ได้เข้าชิง: the whole answer, to that household alone."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain import months, vote_rules
from bot.domain.candidacy import Field, Standing, look
from bot.domain.deed import Deed
from bot.domain.elections import of_month
from bot.domain.registry import Household
from bot.domain.vote_rules import VoteRules

SHOWN_BY = 10
"""A month whose candidates are not shown by this day has no vote: asked why, one means the next."""


@dataclass(frozen=True)
class Why:
    """Whether a household stands, and if not, every reason: what it has and what it takes."""

    month: date
    mine: Standing
    rules: VoteRules
    number: int | None = None
    place: int | None = None
    """Among those that have what it takes, by แต้ม."""
    few_dimensions: bool = False
    few_days: bool = False
    rests_until: date | None = None
    apart: bool = False
    waiting: int = 0
    """Deeds of the month that wait for the committee."""
    withdrawn: bool = False
    """It stood, and did not want to."""
    goes_on: bool = False
    """The month is not over: what is done now counts."""
    called: bool = False
    """The candidates are shown; else it is how things stand now."""


def why(session: Session, household: Household, now: datetime) -> Why:
    """How a household stands in the newest vote; before the candidates of this month are shown, in
    the one to come."""
    area = vote_rules.voting_area(session, household.village_code)
    month = months.before(now.date())
    election = of_month(session, area, month)
    if election is None and now.date().day > SHOWN_BY:
        month = now.date().replace(day=1)
    rules = election.by if election else vote_rules.of(session, area)
    field = look(session, area, month, rules)
    candidates = election.candidates if election else ()
    own = next((c for c in candidates if c.household_id == household.id), None)
    mine = next((s for s in field.ranked if s.household_id == household.id), Standing(household.id))
    return Why(
        month, mine, rules,
        number=own.number if own and own.stands else None,
        place=_place(field, rules, household),
        few_dimensions=not field.loosened and mine.dimensions < rules.dimensions,
        few_days=not field.loosened and mine.days < rules.days,
        rests_until=field.rests.get(household.id),
        apart=household.id in field.apart,
        waiting=_waiting(session, household, month),
        withdrawn=own is not None and not own.stands,
        goes_on=month == now.date().replace(day=1),
        called=election is not None,
    )  # fmt: skip


def _place(field: Field, rules: VoteRules, household: Household) -> int | None:
    """By แต้ม among those that have what it takes; None where it lacks something."""
    free = (s for s in field.ranked if s.household_id not in {*field.apart, *field.rests})
    fit = (
        s.household_id
        for s in free
        if field.loosened or (s.dimensions >= rules.dimensions and s.days >= rules.days)
    )
    return next((n for n, house in enumerate(fit, 1) if house == household.id), None)


def _waiting(session: Session, household: Household, month: date) -> int:
    waiting = select(func.count(Deed.id)).filter_by(household_id=household.id, status="recorded")
    within = Deed.done_on.between(month, months.last_of(month))
    return session.scalar(waiting.where(within)) or 0
