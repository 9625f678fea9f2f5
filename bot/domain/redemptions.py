"""แลกของรางวัล: a household asks, the committee decides, what was fetched is signed for.

Whoever asks holds one piece at once; the แต้ม go when the committee approves. Everything here first
takes the household's row, so that two phones of a house, or two of the committee, act one after
the other and the first decision stands.
"""

import secrets
import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.domain import access, audit, ledger, notices, people, registry, rewards
from bot.domain.access import NotAllowed
from bot.domain.areas import Village, within
from bot.domain.checking import OwnHousehold
from bot.domain.ledger import About, Overdrawn
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.domain.rewards import NoSuchReward, OutOfStock, Redemption, Reward
from bot.errors import Refused

OPEN = ("asked", "approved")
"""Neither refused nor cancelled, and not fetched yet."""

MOST_OPEN = 3
"""Requests a household may have open."""

MOST_GUESSES = 10
"""Wrong codes a day from one account."""

_LETTERS = "".join(sorted({*string.ascii_uppercase, *"23456789"} - {*"ILO"}))
"""Of a code to fetch with: none that is read for a figure."""


class NotJoined(Refused):
    """The household has not joined, so it has no book."""

    key = "reward_not_joined"


class TooFewPoints(Refused):
    """Params: missing."""

    key = "reward_too_few_points"


class TooManyRequests(Refused):
    """Params: most."""

    key = "reward_too_many"


class NoSuchRequest(Refused):
    """Not there, or another household's."""

    key = "no_such_request"


class PointsGone(Refused):
    """The household has spent its แต้ม meanwhile; the request stays. Params: house, missing."""

    key = "reward_points_gone"


class FetchedBefore(Refused):
    """It was handed over already. Params: name, on."""

    key = "reward_fetched_before"


class NotToFetch(Refused):
    """It waits for the committee still, or was refused or cancelled. Params: name, state."""

    key = "reward_not_to_fetch"


class TooManyGuesses(Refused):
    key = "reward_too_many_guesses"


@dataclass(frozen=True)
class Purse:
    """What a household can spend, in แต้ม. `asked_for`: what it has asked for and not paid yet."""

    balance: int
    asked_for: int
    open: int
    newest: int
    """The id of its newest request; 0: none."""

    @property
    def free(self) -> int:
        return self.balance - self.asked_for

    def may_ask(self, reward: Reward) -> bool:
        return reward.stock > 0 and self.free >= reward.price and self.open < MOST_OPEN


def purse(session: Session, household: Household) -> Purse:
    """What the household has, less what its requests will cost it."""
    rows = session.execute(
        select(Redemption.state, func.sum(Redemption.price), func.count(), func.max(Redemption.id))
        .where(Redemption.household_id == household.id)
        .group_by(Redemption.state)
    ).all()
    return Purse(
        balance=ledger.balance(session, household.id),
        asked_for=sum(int(price) for state, price, _, _ in rows if state == "asked"),
        open=sum(count for state, _, count, _ in rows if state in OPEN),
        newest=max((newest for _, _, _, newest in rows), default=0),
    )


def of_household(session: Session, household: Household, *, past: int) -> list[Redemption]:
    """Its open requests, and the `past` newest of the others; newest first."""
    own = select(Redemption).filter_by(household_id=household.id).order_by(Redemption.id.desc())
    found = [
        *session.scalars(own.where(Redemption.state.in_(OPEN))),
        *session.scalars(own.where(Redemption.state.not_in(OPEN)).limit(past)),
    ]
    return sorted(found, key=lambda redemption: -redemption.id)


def undecided(session: Session, household: Household) -> list[Redemption]:
    """Its requests that wait for the committee."""
    own = select(Redemption).filter_by(household_id=household.id, state="asked")
    return list(session.scalars(own.order_by(Redemption.id)))


def get(session: Session, redemption_id: int) -> Redemption:
    """Raises NoSuchRequest."""
    redemption = session.get(Redemption, redemption_id)
    if redemption is None:
        raise NoSuchRequest
    return redemption


def for_household(session: Session, household: Household, reward_id: int) -> Reward:
    """A reward that this household may ask for. Raises NotJoined, NoSuchReward."""
    if household.status != "active":
        raise NotJoined
    reward = rewards.get(session, reward_id)
    if not reward.offered or not household.village_code.startswith(reward.area_code):
        raise NoSuchReward
    return reward


def require_room(reward: Reward, has: Purse) -> None:
    """Raises TooManyRequests, TooFewPoints, OutOfStock."""
    if has.open >= MOST_OPEN:
        raise TooManyRequests(most=MOST_OPEN)
    if has.free < reward.price:
        raise TooFewPoints(missing=reward.price - has.free)
    if reward.stock < 1:
        raise OutOfStock(name=reward.name)


def ask(
    session: Session, user: LineUser, reward_id: int, now: datetime, *, seen: int
) -> Redemption:
    """The household of `user` asks for one, which is held for it from now on.

    `seen`: its newest request when it was asked whether it is sure; the same request since then is
    a second tap. Raises NotJoined, NoSuchReward, TooManyRequests, TooFewPoints, OutOfStock.
    """
    house = user.household
    if house is None or not user.has_joined:
        raise NotJoined
    registry.hold(session, house.id)
    reward = for_household(session, house, reward_id)
    again = select(Redemption).filter_by(household_id=house.id, reward_id=reward.id)
    again = again.where(Redemption.id > seen, Redemption.asked_by == user.id)
    if made := session.scalar(again.limit(1)):
        return made
    require_room(reward, purse(session, house))
    rewards.take_one(session, reward)
    redemption = Redemption(
        reward_id=reward.id, household_id=house.id, village_code=house.village_code,
        asked_by=user.id, asked_at=now, price=reward.price, state="asked",
    )  # fmt: skip
    redemption.reward, redemption.household = reward, house
    session.add(redemption)
    session.flush()
    return redemption


def queue(
    session: Session, areas: Sequence[str], state: str, *, to: LineUser | None, most: int
) -> list[Redemption]:
    """Requests in this state over these areas, oldest first, without what `to` may not decide."""
    found: dict[int, Redemption] = {}
    for area in areas:
        query = select(Redemption).where(
            within(Redemption.village_code, area), Redemption.state == state
        )
        if to is not None:
            query = query.where(Redemption.asked_by.is_distinct_from(to.id))
            query = query.where(Redemption.household_id.not_in(people.homes(session, to)))
        for redemption in session.scalars(query.order_by(Redemption.id).limit(most)):
            found[redemption.id] = redemption
    return sorted(found.values(), key=lambda redemption: redemption.id)[:most]


def require_decider(session: Session, redemption: Redemption, line_id: str | None) -> None:
    """Raises NotAllowed without the role over the household's village, OwnHousehold for what is
    one's own."""
    access.require(session, line_id, "run rewards", redemption.village_code)
    decider = people.find(session, line_id)
    if decider is None:
        return
    if redemption.asked_by == decider.id:
        raise OwnHousehold
    if people.has_lived_in(session, decider, redemption.household_id):
        raise OwnHousehold


def approve(session: Session, redemption: Redemption, line_id: str | None, now: datetime) -> None:
    """Yes: the แต้ม are withdrawn and the household gets a code. The first decision stands.

    Raises NotAllowed, OwnHousehold, PointsGone.
    """
    require_decider(session, redemption, line_id)
    registry.hold_that_of(session, redemption)
    if redemption.state != "asked":
        return
    _decided(session, redemption, "approved", line_id, now)
    redemption.code = _new_code(session)
    session.flush()
    try:
        _book(session, redemption, -redemption.price, "withdrawal", now)
    except Overdrawn as error:
        house = redemption.household.address
        raise PointsGone(house=house, missing=error.params["missing"]) from None
    _tell(session, redemption, "reward_approved", now, code=redemption.code)


def refuse(
    session: Session, redemption: Redemption, line_id: str | None, now: datetime,
    reason: str | None,
) -> None:  # fmt: skip
    """No: what was held goes back on the shelf. The first decision stands.

    Raises NotAllowed, OwnHousehold.
    """
    require_decider(session, redemption, line_id)
    registry.hold_that_of(session, redemption)
    if redemption.state != "asked":
        return
    _decided(session, redemption, "refused", line_id, now)
    redemption.reason = reason[:200] if reason else None
    rewards.put_back(session, redemption.reward)
    _tell(session, redemption, "reward_refused", now, reason=redemption.reason)


def cancel(session: Session, redemption: Redemption, user: LineUser, now: datetime) -> None:
    """The household does not want it any more: back on the shelf, and the แต้ม back in the book.

    Twice changes nothing. Raises NoSuchRequest for another household's, FetchedBefore.
    """
    registry.hold_that_of(session, redemption)
    if redemption.household_id != user.household_id:
        raise NoSuchRequest
    _require_not_fetched(redemption, now)
    if redemption.state not in OPEN:
        return
    paid = redemption.state == "approved"
    redemption.state = "cancelled"
    session.flush()
    rewards.put_back(session, redemption.reward)
    if paid:
        _book(session, redemption, redemption.price, "reversal", now)


def by_code(session: Session, line_id: str | None, code: str, now: datetime) -> Redemption | None:
    """What this code fetches, in the areas of the one who asks; None for any other, which is
    counted. Raises NotAllowed, TooManyGuesses."""
    held = access.areas(session, line_id, "run rewards")
    if line_id is None or not held:
        raise NotAllowed(act="run rewards")
    what = "reward:wrong code"
    if audit.count(session, line_id, what, now - timedelta(days=1)) >= MOST_GUESSES:
        raise TooManyGuesses
    found = session.scalar(select(Redemption).filter_by(code=code))
    if found is None or not any(found.village_code.startswith(area) for area in held):
        audit.write(session, line_id, what, "-", now, None)
        return None
    return found


def hand_over(session: Session, redemption: Redemption, line_id: str | None, now: datetime) -> None:
    """It is fetched, and signed for by whoever gives it.

    Raises NotAllowed, OwnHousehold, FetchedBefore, NotToFetch.
    """
    require_decider(session, redemption, line_id)
    registry.hold_that_of(session, redemption)
    require_to_fetch(redemption, now)
    redemption.state = "handed over"
    redemption.handed_by, redemption.handed_at = line_id, now
    session.flush()
    audit.write(session, line_id, "reward:handed over", redemption.id, now, redemption.village_code)
    _tell(session, redemption, "reward_handed", now, by=signed_by(session, redemption))


def require_to_fetch(redemption: Redemption, now: datetime) -> None:
    """Raises FetchedBefore, or NotToFetch unless the committee has approved it."""
    _require_not_fetched(redemption, now)
    if redemption.state != "approved":
        raise NotToFetch(name=redemption.reward.name, state=redemption.state)


def signed_by(session: Session, redemption: Redemption) -> str | None:
    """The name of whoever handed it over; None if they have none any more."""
    giver = people.find(session, redemption.handed_by)
    return people.said_name(giver) if giver else None


def merged(
    session: Session, old: Household, new: Household, line_id: str | None, now: datetime
) -> int:
    """Of a household that is merged: what waits for the committee is refused and back on the shelf,
    what is paid for can be fetched by the other with the same code. Returns how many are refused.
    """
    refused = undecided(session, old)
    for redemption in refused:
        _decided(session, redemption, "refused", line_id, now)
        rewards.put_back(session, redemption.reward)
    paid = update(Redemption).filter_by(household_id=old.id, state="approved")
    session.execute(paid.values(household_id=new.id))
    return len(refused)


def _decided(
    session: Session, redemption: Redemption, state: str, line_id: str | None, now: datetime
) -> None:
    redemption.state, redemption.decided_by, redemption.decided_at = state, line_id, now
    session.flush()
    audit.write(session, line_id, f"reward:{state}", redemption.id, now, redemption.village_code)


def _require_not_fetched(redemption: Redemption, now: datetime) -> None:
    if redemption.state == "handed over" and redemption.handed_at is not None:
        on = redemption.handed_at.astimezone(now.tzinfo).date()
        raise FetchedBefore(name=redemption.reward.name, on=on)


def _book(
    session: Session, redemption: Redemption, amount: int, reason: str, now: datetime
) -> None:
    house = redemption.household
    moment = ledger.when(session.get(Village, house.village_code), now, now.date())
    ledger.transfer(
        session, house, f"rewards:{house.village_code[:6]}", {ledger.COMMON: amount}, reason,
        moment, About(redemption_id=redemption.id),
    )  # fmt: skip


def _tell(
    session: Session, redemption: Redemption, kind: str, now: datetime, **params: Any
) -> None:
    if people.of_household(session, redemption.household_id):
        notices.leave(
            session, redemption.household, kind, now, name=redemption.reward.name, **params
        )


def _new_code(session: Session) -> str:
    while True:
        code = "".join(secrets.choice(_LETTERS) for _ in range(6))
        if session.scalar(select(Redemption.id).filter_by(code=code)) is None:
            return code
