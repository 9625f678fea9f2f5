"""The outbox: every message to LINE as a row before it leaves.

A row is `waiting`, `sending` while a sender holds its lease, then `sent` or `dead`. Rows of one
chat leave in their order: a reply that is being tried again holds back those behind it. What a
message said is blanked once it is sent, and the chat's id too where it is a stranger's.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Index,
    Row,
    Select,
    SmallInteger,
    String,
    Table,
    Update,
    and_,
    bindparam,
    case,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from bot.db import Base, Utc
from bot.domain.chats import is_group
from bot.domain.notice_kinds import NORMAL

TOKEN_LIFE = timedelta(seconds=55)
"""LINE says one minute from receipt; five seconds are kept for the call."""

LEASE = timedelta(seconds=4)
"""A dead sender's rows are taken over after this; a live one renews every second."""

_OPEN = text("state IN ('waiting', 'sending')")


class Outgoing(Base):
    """One reply or push of up to five messages."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_open", "chat_id", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_outbox_created", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[str]
    event_id: Mapped[str | None]
    """The event it answers, for the log."""
    stranger: Mapped[bool] = mapped_column(default=False)
    """For somebody we do not know: not even the id of the chat stays."""
    reply_token: Mapped[str | None]
    reply_until: Mapped[datetime | None]
    retry_key: Mapped[str] = mapped_column(String(36))
    urgency: Mapped[int] = mapped_column(SmallInteger, default=NORMAL, server_default="1")
    fleeting: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Worth nothing once its token is dead: never pushed."""
    body: Mapped[str | None]
    own: Mapped[int | None]
    """How many of the messages are the answer; those after them are notices. None: all."""
    carries: Mapped[list[int] | None] = mapped_column(JSON)
    """The notices it carries, by number."""
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    unsure: Mapped[bool] = mapped_column(default=False)
    """LINE may have taken it although we saw no answer."""
    ready_at: Mapped[datetime]
    holder: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    how: Mapped[str | None] = mapped_column(String(10))
    """reply or push: the way it really went."""
    outcome: Mapped[str | None]
    request_id: Mapped[str | None]


_TABLE = cast(Table, Outgoing.__table__)
_OF_A_PARCEL = (
    "id", "chat_id", "event_id", "reply_token", "reply_until", "retry_key", "body", "own",
    "carries", "created_at", "tries", "unsure", "state", "fleeting",
)  # fmt: skip


@dataclass(frozen=True)
class Parcel:
    """What a sender needs to know of a row it holds."""

    id: int
    chat_id: str
    event_id: str | None
    reply_token: str | None
    reply_until: datetime | None
    retry_key: str
    body: str
    own: int | None
    carries: tuple[int, ...]
    created_at: datetime
    tries: int
    unsure: bool
    fleeting: bool

    def is_reply(self, now: datetime) -> bool:
        """Its token lives."""
        return self.reply_until is not None and now < self.reply_until

    @property
    def messages(self) -> list[Any]:
        found: list[Any] = json.loads(self.body)
        return found

    @property
    def answer(self) -> list[Any]:
        """The messages without the notices that ride along."""
        return self.messages[: self.own]

    @property
    def to_group(self) -> bool:
        return is_group(self.chat_id)


@dataclass(frozen=True)
class Draft:
    """A message to a chat; with a token it goes as a free reply while that lives.

    `now` is the real clock: a token dies by it, whatever time the event bears.
    """

    chat_id: str
    messages: Sequence[dict[str, Any]]
    now: datetime
    reply_token: str | None = None
    received_at: datetime | None = None
    event_id: str | None = None
    stranger: bool = False
    urgency: int = NORMAL
    fleeting: bool = False
    own: int | None = None
    carries: tuple[int, ...] = ()
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    """By which LINE knows a push again, and the books its cost."""


def put(session: Session, *drafts: Draft) -> None:
    """Insert messages, to leave in this order."""
    if drafts:
        session.connection().execute(insert(_TABLE), [_row(draft) for draft in drafts])


def _row(draft: Draft) -> dict[str, object]:
    by_reply = draft.reply_token is not None and draft.received_at is not None
    return {
        "chat_id": draft.chat_id,
        "event_id": draft.event_id,
        "stranger": draft.stranger,
        "reply_token": draft.reply_token if by_reply else None,
        "reply_until": draft.received_at + TOKEN_LIFE if by_reply and draft.received_at else None,
        "retry_key": draft.key,
        "urgency": draft.urgency,
        "fleeting": draft.fleeting,
        "body": json.dumps(draft.messages, ensure_ascii=False),
        "own": draft.own,
        "carries": list(draft.carries) or None,
        "created_at": draft.now,
        "ready_at": draft.now,
        "state": "waiting",
        "tries": 0,
        "unsure": False,
    }


def claim(
    session: Session, holder: str, now: datetime, most: int, pushes: int | None = None
) -> list[Parcel]:
    """Take the first row of each chat that may leave now; replies before pushes, of which there are
    `pushes` at most, then the more urgent, then the older.

    The try is counted before it is made, so that whoever takes over after a crash knows of it.
    """
    pushes = most if pushes is None else pushes
    values = {"now": now, "most": most, "pushes": pushes > 0}
    found = [_parcel(row) for row in session.connection().execute(_next_to_leave(), values)]
    replies = sum(parcel.is_reply(now) for parcel in found)
    parcels = found[: replies + pushes]
    if parcels:
        held = {"holder": holder, "lease_until": now + LEASE}
        taken = [
            {"row": parcel.id, "unsure": parcel.unsure, "tries": parcel.tries + 1, **held}
            for parcel in parcels
        ]
        session.connection().execute(_take(), taken)
    return parcels


def has_work(session: Session, now: datetime, *, pushes: bool = True) -> bool:
    """Whether anything may leave now; without `pushes`, whether a reply may."""
    return session.scalar(_anything_to_leave(), {"now": now, "pushes": pushes}) is not None


def is_open(session: Session) -> bool:
    """Whether anything has still to leave, or is leaving."""
    return session.scalar(select(Outgoing.id).where(_OPEN).limit(1)) is not None


@cache
def _next_to_leave() -> Select[Any]:
    """Asked many times a second, so it is put together once."""
    return (
        select(*(column for column in _TABLE.columns if column.name in _OF_A_PARCEL))
        .where(_may_leave())
        .order_by(case((_is_reply(), 0), else_=1), Outgoing.urgency.desc(), Outgoing.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )


@cache
def _anything_to_leave() -> Select[int]:
    return select(Outgoing.id).where(_may_leave()).limit(1)


def _is_reply() -> ColumnElement[bool]:
    return Outgoing.reply_until > bindparam("now", type_=Utc())


def _may_leave() -> ColumnElement[bool]:
    """First of its chat, and either ready or abandoned by a sender that died."""
    now = bindparam("now", type_=Utc())
    before = aliased(Outgoing)
    behind_another = exists().where(
        before.chat_id == Outgoing.chat_id,
        before.id < Outgoing.id,
        before.state.in_(("waiting", "sending")),
    )
    ready = and_(Outgoing.state == "waiting", Outgoing.ready_at <= now)
    abandoned = and_(Outgoing.state == "sending", Outgoing.lease_until < now)
    wanted = or_(_is_reply(), bindparam("pushes", type_=Boolean()))
    return and_(or_(ready, abandoned), wanted, ~behind_another)


@cache
def _take() -> Update:
    return (
        update(_TABLE)
        .where(_TABLE.c.id == bindparam("row"))
        .values(
            state="sending", holder=bindparam("holder"), lease_until=bindparam("lease_until"),
            unsure=bindparam("unsure"), tries=bindparam("tries"),
        )
    )  # fmt: skip


def _parcel(row: Row[Any]) -> Parcel:
    """A row that was being sent already lost its sender: LINE may have taken it."""
    return Parcel(
        row.id, row.chat_id, row.event_id, row.reply_token, row.reply_until, row.retry_key,
        row.body or "[]", row.own, tuple(row.carries or ()), row.created_at, row.tries,
        row.unsure or row.state == "sending", row.fleeting,
    )  # fmt: skip


def renew(session: Session, holder: str, now: datetime) -> None:
    """The calls of this sender are still under way."""
    session.execute(
        update(Outgoing)
        .where(Outgoing.state == "sending", Outgoing.holder == holder)
        .values(lease_until=now + LEASE)
    )


def sent(
    session: Session, parcel_id: int, now: datetime, how: str, outcome: str, request_id: str | None
) -> None:
    _end(session, parcel_id, now, "sent", how, outcome, request_id)


def dead(session: Session, parcel_id: int, now: datetime, how: str, outcome: str) -> None:
    """LINE will never take it."""
    _end(session, parcel_id, now, "dead", how, outcome, None)


def _end(
    session: Session, parcel_id: int, now: datetime, state: str, how: str, outcome: str,
    request_id: str | None,
) -> None:  # fmt: skip
    values = {"row": parcel_id, "sent_at": now, "state": state, "how": how, "outcome": outcome}
    session.connection().execute(_ending(), {**values, "request_id": request_id})


@cache
def _ending() -> Update:
    known = ("sent_at", "state", "how", "outcome", "request_id")
    return (
        update(_TABLE)
        .where(_TABLE.c.id == bindparam("row"))
        .values({name: bindparam(name) for name in known})
        .values(body=None, holder=None, lease_until=None)
        .values(chat_id=case((_TABLE.c.stranger, ""), else_=_TABLE.c.chat_id))
    )


def again(
    session: Session,
    parcel_id: int,
    at: datetime,
    outcome: str,
    *,
    unsure: bool,
    token_dead: bool = False,
    tries: int | None = None,
) -> None:
    """Try once more at this moment, though not as a reply if the token is dead; `tries` are how
    many there were, where the last one was none."""
    values: dict[str, object] = {
        "state": "waiting", "ready_at": at, "outcome": outcome, "holder": None, "lease_until": None,
    }  # fmt: skip
    if unsure:
        values["unsure"] = True
    if tries is not None:
        values["tries"] = tries
    if token_dead:
        values["reply_until"] = at
    session.execute(update(Outgoing).where(Outgoing.id == parcel_id).values(**values))


def as_push(session: Session, parcel: Parcel) -> Parcel:
    """From here on it is a push."""
    session.execute(
        update(Outgoing).where(Outgoing.id == parcel.id).values(reply_token=None, reply_until=None)
    )
    return replace(parcel, reply_token=None, reply_until=None)


def counts(session: Session) -> dict[str, int]:
    rows = session.execute(select(Outgoing.state, func.count()).group_by(Outgoing.state))
    return {state: count for state, count in rows}  # noqa: C416 - rows are not pairs to mypy


def forget_person(session: Session, line_id: str) -> list[int]:
    """Nothing more goes to this person, and no row bears their id. Returns the notices that were to
    go with what LINE has not seen."""
    unseen = select(Outgoing.carries).filter_by(chat_id=line_id, state="waiting", unsure=False)
    carried = [notice for carries in session.scalars(unseen) for notice in carries or ()]
    session.execute(delete(Outgoing).where(Outgoing.chat_id == line_id))
    return carried


def purge(session: Session, before: datetime) -> int:
    gone = session.execute(
        delete(Outgoing).where(Outgoing.created_at < before, Outgoing.state.in_(("sent", "dead")))
    )
    return int(getattr(gone, "rowcount", 0))
