"""กรรมการเสนอ: the committee may have households stand whatever their แต้ม, each with a reason that
everybody reads."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.domain import access, audit, months, people, settings, vote_news, vote_rules
from bot.domain.candidacy import (
    Pick,
    candidate_of,
    officers_households,
    picks,
    resting,
    standing_of,
)
from bot.domain.elections import LONGEST_REASON, Candidate, of_month
from bot.domain.registry import Household
from bot.errors import Refused


class NotJoined(Refused):
    """Not in the register, or it has not joined. Params: house."""

    key = "pick_not_joined"


class PicksFull(Refused):
    """Params: most."""

    key = "picks_full"


class PickedBefore(Refused):
    """It stands already. Params: house."""

    key = "picked_before"


class OwnHousePicked(Refused):
    """Nobody picks their own household, or one they have lived in."""

    key = "own_house_picked"


class PickBarred(Refused):
    """It rests, or is an officer's. Params: house, why (rests or apart), until."""

    key = "pick_barred"


def month_to_pick_for(session: Session, area: str, now: datetime) -> date:
    """The month whose vote takes picks at `now`: the one before, until its vote opens; then this
    one."""
    last = months.before(now.date())
    election = of_month(session, area, last)
    if election is None:
        opens = settings.in_month(session, area, "vote-open", now.date(), now)
        return last if opens is not None and now < opens else now.date().replace(day=1)
    return last if now < election.opens_at else now.date().replace(day=1)


def pick(
    session: Session, line_id: str | None, household: Household, reason: str, now: datetime
) -> tuple[Pick, Candidate | None]:
    """The committee's word that this household shall stand; with the candidate, if they are shown
    already. Raises NotAllowed, OwnHousePicked, PicksFull, PickedBefore, PickBarred."""
    area = vote_rules.voting_area(session, household.village_code)
    access.require(session, line_id, "count votes", area)
    user = people.find(session, line_id or "")
    if user is not None and people.has_lived_in(session, user, household.id):
        raise OwnHousePicked
    month = month_to_pick_for(session, area, now)
    election = of_month(session, area, month)
    rules = election.by if election else vote_rules.of(session, area)
    made = picks(session, area, month)
    stands = election and any(c.household_id == household.id for c in election.candidates)
    if stands or any(each.household_id == household.id for each in made):
        raise PickedBefore(house=household.address)
    if len(made) >= rules.picks:
        raise PicksFull(most=rules.picks)
    until = resting(session, area, month, rules.rest).get(household.id)
    if until is not None:
        raise PickBarred(house=household.address, why="rests", until=until)
    if rules.officers_apart and household.id in officers_households(session, area):
        raise PickBarred(house=household.address, why="apart", until=None)
    new = Pick(
        area_code=area, month=month, household_id=household.id, reason=reason[:LONGEST_REASON],
        picked_by=line_id or "", picked_at=now,
    )  # fmt: skip
    session.add(new)
    session.flush()
    audit.write(session, line_id, "vote:picked", new.id, now, area)
    if election is None:
        return new, None
    number = max((c.number for c in election.candidates), default=0) + 1
    candidate = candidate_of(election, number, standing_of(session, household, month), new.reason)
    session.add(candidate)
    session.flush()
    session.refresh(election)
    vote_news.stands(session, election, candidate, now)
    return new, candidate
