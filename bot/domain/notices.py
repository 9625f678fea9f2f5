"""Waiting notices: what nobody asked for is not pushed while it can wait (a push costs a message a
person).

A notice is for a person, a household or a group. It rides free on the next reply token there; what
can wait no longer is pushed, if the month's budget allows; what cannot be delivered is told to an
officer, by name and with the reason. For a household it goes once, to whichever of its phones is
heard first, or, if neighbours may read it, in a group where one of the house speaks.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    Select,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    delete,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.db import Base, insert_if_new
from bot.domain import roll, settings
from bot.domain.groups import Group
from bot.domain.notice_kinds import DAY, KINDS, NORMAL, OPEN, Kind
from bot.domain.people import LineUser
from bot.domain.registry import Household

NAMELESS = "ผู้ช่วย"
"""What a helper is called who has no name any more."""

MOST_LOOKED_AT = 40
"""Notices of one chat that are weighed against each other for the bubbles of one reply."""

MOST_DUE = 400

BEFORE_NIGHT = timedelta(minutes=30)
"""So long before the night a word goes that can wait no longer, should the clock be late."""

WHYS = ("silent", "quota", "kept", "share", "blocked", "no_phone", "left", "refused", "undrawn")
"""Why a notice has not been delivered: nobody wrote there · LINE's quota is used up · what is left
is kept for more important things · or is other tambons' · the person blocked us · nobody of the
house has LINE with us · the bot is not in the group any more · LINE would not take it · we could
not draw it."""

_WAITING = text("delivered_at IS NULL")


def _waiting_index(name: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=_WAITING, postgresql_where=_WAITING)


class Notice(Base):
    """One thing to tell one person, household or group; `kind` and `params` are the message still
    to be drawn."""

    __tablename__ = "notices"
    __table_args__ = (
        _waiting_index("ix_notices_waiting", "chat_id", "id"),
        _waiting_index("ix_notices_household", "household_id", "id"),
        _waiting_index("ix_notices_look", "look_at"),
        Index("ix_notices_failed", "area_code", "failed_at"),
        UniqueConstraint("chat_id", "kind", "about"),
        UniqueConstraint("household_id", "kind", "about"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    chat_id: Mapped[str | None]
    """Where it goes. For a household: where it went."""
    line_user_id: Mapped[int | None] = mapped_column(ForeignKey("line_users.id"))
    """Whose 1:1 chat it is, if they are of the village."""
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"))
    """For whom, if it is for a household."""
    area_code: Mapped[str] = mapped_column(String(8), default="", server_default="")
    """Out of whose share a push is paid, and whose officers hear if it fails."""
    about: Mapped[str | None] = mapped_column(String(40))
    """What is told once there, however often it is left: an election, a day."""
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    urgency: Mapped[int] = mapped_column(SmallInteger, default=NORMAL, server_default="1")
    created_at: Mapped[datetime]
    earliest: Mapped[datetime | None]
    """Not before; None: from `created_at` on."""
    due_at: Mapped[datetime]
    """The latest: from here on it is pushed."""
    expires_at: Mapped[datetime | None]
    look_at: Mapped[datetime | None]
    """When `deliver-due` next has a look at it."""
    delivered_at: Mapped[datetime | None]
    how: Mapped[str | None] = mapped_column(String(10))
    """reply, push or expired."""
    pushes: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Pushed when it can wait no longer; False: it only ever rides along, and then expires."""
    billed: Mapped[int] = mapped_column(default=0)
    """Messages it cost: one a person in the chat, for the whole push it went with."""
    saved: Mapped[int] = mapped_column(default=0, server_default="0")
    """Messages that a push of it would have cost, where it rode free."""
    why: Mapped[str | None] = mapped_column(String(10))
    """Why it was not delivered by its latest time; one of WHYS."""
    failed_at: Mapped[datetime | None]

    user: Mapped[LineUser | None] = relationship()
    household: Mapped[Household | None] = relationship()

    @property
    def sort(self) -> Kind:
        return KINDS[self.kind]

    @property
    def to_group(self) -> bool:
        """Read by many: a push costs a message for each of them."""
        return self.household_id is None and not (self.chat_id or "").startswith("U")


_TABLE = cast(Table, Notice.__table__)
_HERE = Notice.delivered_at.is_(None)

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
        .where(_HERE, Notice.kind == kind, getattr(Notice, name) == address[name])
        .where(Notice.area_code == address["area_code"])
        .where(Notice.created_at < now, Notice.about.is_distinct_from(about))
        .values(delivered_at=now, how="expired", params={})
    )


def newest_waiting(session: Session, user: LineUser, kind: str, now: datetime) -> Notice | None:
    """The newest of this kind that waits for this person, to be said together with another."""
    return session.scalar(
        select(Notice)
        .where(_HERE, Notice.chat_id == user.line_id, Notice.kind == kind, Notice.due_at > now)
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
        .where(_HERE, for_chat, or_(Notice.earliest.is_(None), Notice.earliest <= now))
        .where(Notice.created_at <= now)
        .where(or_(Notice.expires_at.is_(None), Notice.expires_at > now))
        .order_by(Notice.urgency.desc(), Notice.id)
        .limit(MOST_LOOKED_AT)
        .with_for_update(skip_locked=True)
    ).all()


def due(session: Session, now: datetime) -> Sequence[Notice]:
    """What can wait no longer. Whoever asks holds the rows until the end of the transaction."""
    return session.scalars(
        select(Notice)
        .where(_HERE, Notice.look_at <= now, Notice.created_at <= now)
        .order_by(Notice.urgency.desc(), Notice.due_at, Notice.id)
        .limit(MOST_DUE)
        .with_for_update(skip_locked=True)
    ).all()


def outlived(notice: Notice, now: datetime) -> str | None:
    """Why it is not worth waiting any longer; None while it is."""
    if notice.expires_at is not None and notice.expires_at <= now:
        return notice.why or "silent"
    return None


def end(notice: Notice, why: str, now: datetime) -> None:
    """It will not be delivered any more."""
    fail(notice, why, now)
    _end(notice, "expired", now)
    notice.params = {}


def fail(notice: Notice, why: str, now: datetime, again: datetime | None = None) -> None:
    """It has not been delivered in time: noted for the officers once; it waits on for a free ride,
    and is looked at `again`."""
    if notice.failed_at is None:
        notice.failed_at = now
    notice.why = why
    times = [moment for moment in (again, notice.expires_at) if moment is not None]
    notice.look_at = min(times, default=None)


def went(
    notice: Notice, how: str, now: datetime, chat_id: str | None = None, *, billed: int = 0,
    saved: int = 0,
) -> None:  # fmt: skip
    """It was drawn and is on its way; what it said is kept until LINE has it."""
    _end(notice, how, now)
    notice.billed, notice.saved = billed, saved
    notice.chat_id = notice.chat_id or chat_id


def _end(notice: Notice, how: str, now: datetime) -> None:
    notice.delivered_at, notice.how = now, how


def withdraw(
    session: Session, kinds: Collection[str], abouts: Collection[str], now: datetime
) -> None:
    """What still waits of these is not said any more, because it is said otherwise or is no longer
    so: nobody misses it, and no officer hears of it."""
    session.execute(
        update(Notice)
        .where(_HERE, Notice.kind.in_(kinds), Notice.about.in_(abouts))
        .values(delivered_at=now, how="expired", params={}, failed_at=None, why=None)
    )


def was_told(session: Session, kinds: Collection[str], abouts: Collection[str]) -> bool:
    """Whether one of these went anywhere."""
    said = select(Notice.id).where(Notice.kind.in_(kinds), Notice.about.in_(abouts))
    return session.scalar(said.where(Notice.how.in_(("reply", "push"))).limit(1)) is not None


def arrived(session: Session, ids: Collection[int], *, in_group: bool = False) -> None:
    """LINE has them: what they said is kept no longer, for no house of the group."""
    for notice in _numbered(session, ids) if in_group else ():
        for other in _read_with(session, notice):
            other.params = {}
    session.execute(update(Notice).where(Notice.id.in_(ids)).values(params={}))


def came_back(
    session: Session, ids: Collection[int], why: str | None, now: datetime
) -> list[Notice]:
    """They were not taken after all: they wait again, and ride on the next token; `why` for the
    officers if they were to be pushed, which is then tried tomorrow. Returns what officers have not
    heard of."""
    back = _numbered(session, ids)
    news = [notice for notice in back if why is not None and notice.failed_at is None]
    for notice in back:
        for other in _read_with(session, notice) if notice.household_id is not None else ():
            _waits_again(other)
        _waits_again(notice)
        if why is not None:
            fail(notice, why, now, again=now + DAY)
    session.flush()
    return news


def _waits_again(notice: Notice) -> None:
    notice.delivered_at, notice.how, notice.billed, notice.saved = None, None, 0, 0
    if notice.household_id is not None:
        notice.chat_id = None
    notice.look_at = notice.due_at if notice.pushes else notice.expires_at


def given_up(session: Session, ids: Collection[int], why: str, now: datetime) -> list[Notice]:
    """They will never be taken. Returns what officers have not heard of."""
    lost = _numbered(session, ids)
    news = [notice for notice in lost if notice.failed_at is None]
    for notice in lost:
        end(notice, why, now)
        notice.billed = notice.saved = 0
    session.flush()
    return news


def _numbered(session: Session, ids: Collection[int]) -> Sequence[Notice]:
    return session.scalars(select(Notice).where(Notice.id.in_(ids))).all() if ids else ()


def stands_there(session: Session, notice: Notice, chat_id: str) -> Notice | None:
    """The chat's row about the same; what is about nothing has no equal."""
    same = select(Notice).where(Notice.chat_id == chat_id, Notice.kind == notice.kind)
    return session.scalar(same.where(Notice.about.is_not(None), Notice.about == notice.about))


def told_in_group(session: Session, notice: Notice, chat_id: str, now: datetime) -> None:
    """All houses that are in the group have read it."""
    if notice.about is None:
        return
    of_roll = _of_roll(session, notice, chat_id)
    for other in session.scalars(of_roll.where(_HERE)):
        read_with(other, notice, now)
    session.flush()


def read_with(notice: Notice, beside: Notice, now: datetime) -> None:
    """It is read in a group beside another: its words are kept as long as that one's, which may
    come back."""
    _end(notice, "reply", now)
    if not beside.params:
        notice.params = {}


def _read_with(session: Session, notice: Notice) -> Sequence[Notice]:
    """Those of other houses that went with this one, if it went to a group and LINE does not have
    it yet."""
    chat_id = notice.chat_id
    if notice.about is None or chat_id is None or chat_id.startswith("U"):
        return ()
    went = _of_roll(session, notice, chat_id).where(Notice.how == "reply", Notice.chat_id.is_(None))
    return [other for other in session.scalars(went) if other.params]


def _of_roll(session: Session, notice: Notice, chat_id: str) -> Select[Notice]:
    """The same for all houses of a group."""
    return select(Notice).where(
        Notice.kind == notice.kind, Notice.about == notice.about,
        Notice.household_id.in_(roll.households(session, chat_id)),
    )  # fmt: skip


def merged(session: Session, old: Household, new: Household) -> None:
    """What waits for a house that has become part of another waits there."""
    for notice in session.scalars(select(Notice).where(_HERE, Notice.household_id == old.id)).all():
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
    for notice in session.scalars(select(Notice).where(_HERE | (Notice.delivered_at > now - DAY))):
        if notice.params.get("who") == user.id:
            session.delete(notice)
            continue
        if notice.params.get("helper") in names:
            notice.params = {**notice.params, "helper": NAMELESS}
        if notice.params.get("by") in names:
            notice.params = {**notice.params, "by": None}
    session.flush()
