"""Waiting notices: what nobody asked for is not pushed while it can wait (a push costs a message a
person).

A notice is for a person, a household or a group. It rides free on the next reply token there; what
can wait no longer is pushed, if the month's budget allows; what cannot be delivered is told to an
officer, by name and with the reason. For a household it goes once, to whichever of its phones is
heard first, or, if neighbours may read it, in a group where one of the house speaks.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.db import insert_if_new
from bot.domain import settings
from bot.domain.groups import Group
from bot.domain.notice import IS_WAITING, Notice
from bot.domain.notice_kinds import DAY, KINDS, OPEN
from bot.domain.people import LineUser
from bot.domain.registry import Household

NAMELESS = "ผู้ช่วย"
"""What a helper is called who has no name any more."""

MOST_LOOKED_AT = 40
"""Notices of one chat that are weighed against each other for the bubbles of one reply."""

MOST_DUE = 400

BEFORE_NIGHT = timedelta(minutes=30)
"""So long before the night a word goes that can wait no longer, should the clock be late."""

To = LineUser | Household | Group | str
"""Whom it is for. A LINE id stands for an officer, who need not be of any village."""


def leave(
    session: Session, to: To, kind: str, now: datetime, *, about: str | None = None,
    earliest: datetime | None = None, latest: datetime | None = None,
    expires: datetime | None = None, urgency: int | None = None, area: str | None = None,
    free: bool = False, **params: object,
) -> None:  # fmt: skip
    """Leave word, once for what it is `about`; how long it may wait is its kind's, if not said. Its
    latest time never lies in the night of its area, by the village's own time, as `now` is; what
    `expires` in that night is pushed before it begins. What neighbours may read is not pushed house
    by house: that would cost a message each. `free`: it is never pushed."""
    sort = KINDS[kind]
    address = _address(to, area)
    pushes = sort.pushes and not free and not (isinstance(to, Household) and sort.is_open)
    begins = earliest or now
    night = settings.night(session, address["area_code"])
    until = expires or begins + sort.lasts
    due = night.over(_tick(latest or begins + sort.waits)) if pushes else until
    if expires is None:
        until = max(until, due)
    elif pushes and due >= until:
        due = max(begins, night.begun(min(latest or until, until)) - BEFORE_NIGHT)
    if sort.newest:
        _replace(session, address, kind, about, now)
    statement = insert_if_new(session.get_bind().dialect.name, Notice).values(
        **address, kind=kind, about=about, params=params, created_at=now, earliest=earliest,
        urgency=sort.urgency if urgency is None else urgency, pushes=pushes,
        due_at=due, expires_at=until, look_at=min(due, until), billed=0, saved=0,
    )  # fmt: skip
    session.execute(statement)


def _tick(moment: datetime) -> datetime:
    """The clock comes once a minute: what is due just before the night would meet it in it."""
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)


def _address(to: To, area: str | None) -> dict[str, Any]:
    match to:
        case LineUser():
            home = to.household.village_code if to.household else ""
            address = {"chat_id": to.line_id, "line_user_id": to.id, "area_code": home}
        case Household():
            address = {"household_id": to.id, "area_code": to.village_code}
        case Group():
            address = {"chat_id": to.chat_id, "area_code": to.area_code or ""}
        case _:
            address = {"chat_id": to, "area_code": ""}
    return address if area is None else {**address, "area_code": area}


def _replace(
    session: Session, address: dict[str, Any], kind: str, about: str | None, now: datetime
) -> None:
    """What still waits there of this kind is out of date: nobody misses it."""
    name = "household_id" if "household_id" in address else "chat_id"
    session.execute(
        update(Notice)
        .where(IS_WAITING, Notice.kind == kind, getattr(Notice, name) == address[name])
        .where(Notice.area_code == address["area_code"])
        .where(Notice.created_at < now, Notice.about.is_distinct_from(about))
        .values(delivered_at=now, how="expired", params={})
    )


def newest_waiting(session: Session, user: LineUser, kind: str, now: datetime) -> Notice | None:
    """The newest of this kind that waits for this person, to be said together with another."""
    return session.scalar(
        select(Notice)
        .where(IS_WAITING, Notice.chat_id == user.line_id, Notice.kind == kind, Notice.due_at > now)
        .order_by(Notice.id.desc())
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def waiting(
    session: Session, chat_id: str, user: LineUser | None, now: datetime
) -> Sequence[Notice]:
    """What waits for this chat at `now`, and for the household of who speaks in it: the most urgent
    first, then the oldest. What is the household's own is not for a group."""
    for_chat = Notice.chat_id == chat_id
    home = user.household_id if user else None
    if home is not None:
        of_house = Notice.household_id == home
        if user is not None and chat_id != user.line_id:
            of_house &= Notice.kind.in_(OPEN)
        for_chat = or_(for_chat, of_house)
    return session.scalars(
        select(Notice)
        .where(IS_WAITING, for_chat, or_(Notice.earliest.is_(None), Notice.earliest <= now))
        .where(Notice.created_at <= now)
        .where(or_(Notice.expires_at.is_(None), Notice.expires_at > now))
        .order_by(Notice.urgency.desc(), Notice.id)
        .limit(MOST_LOOKED_AT)
        .with_for_update(skip_locked=True)
    ).all()


def any_due(session: Session, now: datetime) -> bool:
    """Whether anything can wait no longer."""
    return session.scalar(select(Notice.id).where(*_is_due(now)).limit(1)) is not None


def due(session: Session, now: datetime) -> Sequence[Notice]:
    """What can wait no longer. Whoever asks holds the rows until the end of the transaction."""
    return session.scalars(
        select(Notice)
        .where(*_is_due(now))
        .order_by(Notice.urgency.desc(), Notice.due_at, Notice.id)
        .limit(MOST_DUE)
        .with_for_update(skip_locked=True)
    ).all()


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return IS_WAITING, Notice.look_at <= now, Notice.created_at <= now


def withdraw(
    session: Session, kinds: Collection[str], abouts: Collection[str], now: datetime
) -> None:
    """What still waits of these is not said any more, because it is said otherwise or is no longer
    so: nobody misses it, and no officer hears of it."""
    session.execute(
        update(Notice)
        .where(IS_WAITING, Notice.kind.in_(kinds), Notice.about.in_(abouts))
        .values(delivered_at=now, how="expired", params={}, failed_at=None, why=None)
    )


def withdraw_from(
    session: Session,
    chats: Collection[str],
    kinds: Collection[str],
    now: datetime,
    **params: object,
) -> None:
    """As `withdraw`, of what waits with these parameters for these chats."""
    waits = select(Notice).where(IS_WAITING, Notice.chat_id.in_(chats), Notice.kind.in_(kinds))
    for notice in session.scalars(waits):
        if params.items() <= notice.params.items():
            notice.delivered_at, notice.how, notice.params = now, "expired", {}
            notice.failed_at = notice.why = None
    session.flush()


def was_told(session: Session, kinds: Collection[str], abouts: Collection[str]) -> bool:
    """Whether one of these went anywhere."""
    said = select(Notice.id).where(Notice.kind.in_(kinds), Notice.about.in_(abouts))
    return session.scalar(said.where(Notice.how.in_(("reply", "push"))).limit(1)) is not None


def merged(session: Session, old: Household, new: Household) -> None:
    """What waits for a house that has become part of another waits there."""
    for notice in session.scalars(
        select(Notice).where(IS_WAITING, Notice.household_id == old.id)
    ).all():
        twin = notice.about and session.scalar(
            select(Notice.id).filter_by(household_id=new.id, kind=notice.kind, about=notice.about)
        )
        if twin:
            session.delete(notice)
        else:
            notice.household_id, notice.area_code = new.id, new.village_code
    session.flush()


def forget_person(session: Session, user: LineUser, names: Collection[str], now: datetime) -> None:
    """Nothing waits for this person, no word of their coming waits for others, and where word of
    what they did for others waits, or is on its way and may come back, it names them no more. What
    a house was told by their phone stays the house's."""
    session.execute(
        update(Notice)
        .where(Notice.chat_id == user.line_id, Notice.household_id.is_not(None))
        .values(chat_id=None)
    )
    session.execute(delete(Notice).where(Notice.chat_id == user.line_id))
    for notice in session.scalars(
        select(Notice).where(IS_WAITING | (Notice.delivered_at > now - DAY))
    ):
        if notice.params.get("who") == user.id:
            session.delete(notice)
            continue
        if notice.params.get("helper") in names:
            notice.params = {**notice.params, "helper": NAMELESS}
        if notice.params.get("by") in names:
            notice.params = {**notice.params, "by": None}
    session.flush()
