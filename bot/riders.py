"""Waiting notices that ride free on a reply, or are pushed when they can wait no longer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot import outbox
from bot.domain import arrivals, budget, groups, notices, officers_week, people, settings
from bot.domain.chats import is_group
from bot.domain.notice import Notice
from bot.domain.people import LineUser
from bot.drawing import drawn
from bot.line.merging import merged
from bot.line.messages import MOST_BUBBLES
from bot.links import Links

MORNING = time(8)
"""When what the budget did not allow is looked at again: LINE is asked at three."""


@dataclass
class Load:
    """Bubbles, and the notices they say."""

    bubbles: list[dict[str, Any]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def carries(self) -> tuple[int, ...]:
        return tuple(notice.id for notice in self.notices)


@dataclass(frozen=True)
class Address:
    """Where a notice can be pushed. `price`: a message for each who reads there."""

    chat_id: str
    user: LineUser | None
    price: int


def take(
    session: Session, links: Links, chat_id: str, user: LineUser | None, most: int, now: datetime
) -> Load:
    """What waits for this chat and goes with the reply at hand, at most so many bubbles."""
    load = _load(session, links, chat_id, user, most, now)
    if load.notices:
        saved = _price(session, chat_id)
        for notice in load.notices:
            _went(session, notice, "reply", chat_id, now, saved=saved)
    return load


def push_due(session: Session, links: Links, now: datetime, wall: datetime) -> int:
    """Push what can wait no longer at `now`, the village's time, as far as the budget allows and
    nobody is woken. Returns how many notices went. `wall` is the real clock, by which the outbox
    goes.

    Whatever else waits for the same chat goes in the same push: it costs a message a person,
    however many bubbles it has.
    """
    budget.hold(session)
    went, failed = 0, []
    for notice in notices.due(session, now):
        if notice.delivered_at is not None:  # in the push of one before
            continue
        new = notice.failed_at is None
        why = _push(session, links, notice, now, wall)
        if why is None:
            went += notice.delivered_at is not None
        elif new:
            failed.append(notice)
    officers_week.tell(session, failed, now)
    return went


def _push(
    session: Session, links: Links, notice: Notice, now: datetime, wall: datetime
) -> str | None:
    """Push it, or note why not and return that."""
    why = arrivals.outlived(notice, now)
    address = None if why else _address(session, notice)
    if isinstance(address, str) and address == "left":
        why = address
    if why is not None:
        arrivals.end(notice, why, now)
        return why
    night = settings.night(session, notice.area_code)
    if night.covers(now):
        notice.look_at = night.over(now)  # it keeps nobody else from being looked at
        return None
    if not isinstance(address, Address):
        arrivals.fail(notice, address or "no_phone", now)
        return notice.why
    verdict = budget.allows(session, notice.area_code, notice.urgency, address.price, now)
    if not verdict.allowed:
        again = datetime.combine(now.date() + timedelta(days=1), MORNING, now.tzinfo)
        arrivals.fail(notice, verdict.why or "quota", now, again)
        return notice.why
    load = _load(session, links, address.chat_id, address.user, MOST_BUBBLES, now, first=notice)
    if not load.notices:
        return notice.why
    _send(session, load, address, notice, now, wall)
    return None


def _send(
    session: Session, load: Load, address: Address, notice: Notice, now: datetime, wall: datetime
) -> None:
    """One push; the notice that had to go bears its cost."""
    draft = outbox.Draft(
        address.chat_id, load.bubbles, wall, own=0, carries=load.carries, urgency=notice.urgency
    )
    outbox.put(session, draft)
    budget.book(
        session, draft.key, notice.area_code, notice.kind, notice.urgency, address.price, now
    )
    for each in load.notices:
        cost = address.price if each is notice else 0
        _went(session, each, "push", address.chat_id, now, billed=cost)


def _went(
    session: Session, notice: Notice, how: str, chat_id: str, now: datetime, **cost: int
) -> None:
    of_house = notice.household_id is not None
    # a chat has one row about one thing; who has moved hears it of both houses
    first = not of_house or arrivals.stands_there(session, notice, chat_id) is None
    arrivals.went(notice, how, now, chat_id if first else None, **cost)
    if of_house and is_group(chat_id):
        arrivals.told_in_group(session, notice, chat_id, now)


def _load(
    session: Session, links: Links, chat_id: str, user: LineUser | None, most: int, now: datetime,
    first: Notice | None = None,
) -> Load:  # fmt: skip
    """As much of what waits here as so many bubbles hold: the most urgent first, those of one kind
    together. `first` goes before all."""
    load = Load()
    where: dict[str, int] = {}
    waiting = notices.waiting(session, chat_id, user, now)
    for notice in [*([first] if first else []), *(each for each in waiting if each is not first)]:
        beside = _read_anyway(session, notice, chat_id)
        if beside is not None:
            arrivals.read_with(notice, beside, now)
            continue
        if len(load.bubbles) >= most and notice.kind not in where:
            continue
        bubbles = drawn(session, links, notice, now)
        if bubbles is None:
            arrivals.end(notice, "undrawn", now)
        elif _fits(load, where, notice, bubbles, most):
            load.notices.append(notice)
    return load


def _fits(
    load: Load, where: dict[str, int], notice: Notice, bubbles: Sequence[dict[str, Any]], most: int
) -> bool:
    """Put them beside those of their kind, or after all others, if there is room."""
    place = None if notice.sort.alone else where.get(notice.kind)
    if place is not None and len(bubbles) == 1:
        together = merged(load.bubbles[place], bubbles[0])
        if together is not None:
            load.bubbles[place] = together
            return True
    if len(load.bubbles) + len(bubbles) > most:
        return False
    load.bubbles.extend(bubbles)
    where[notice.kind] = len(load.bubbles) - 1
    return True


def _read_anyway(session: Session, notice: Notice, chat_id: str) -> Notice | None:
    """What is for a house is in this group already: the row that says it."""
    if notice.household_id is None or not is_group(chat_id):
        return None
    beside = arrivals.stands_there(session, notice, chat_id)
    return None if beside is None or beside.how == "expired" else beside


def _address(session: Session, notice: Notice) -> Address | str:
    """Where it can be pushed, or why nowhere."""
    if notice.household_id is not None:
        phones = people.of_household(session, notice.household_id)
        open_ = [user for user in phones if not user.blocked]
        if not open_:
            return "blocked" if phones else "no_phone"
        return Address(open_[0].line_id, open_[0], 1)
    chat_id = notice.chat_id or ""
    if notice.to_group:
        group = groups.find(session, chat_id)
        if group is None or group.left_at is not None or group.area_code is None:
            return "left"
        return Address(chat_id, None, budget.price_of(group))
    user = people.find(session, chat_id)
    return "blocked" if user is not None and user.blocked else Address(chat_id, user, 1)


def _price(session: Session, chat_id: str) -> int:
    return budget.price_of(groups.find(session, chat_id)) if is_group(chat_id) else 1
