"""The inbox: every event of LINE's as a row before LINE gets its 200, and what became of it.

A row is `waiting`, then `done`, or `parked` after five failures, where an operator sees it. What
an event said is kept only until it has been handled: its body is blanked by the transaction that
does so. Ids and times stay, to know a redelivery again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Index,
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
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from bot.db import Base, Utc, insert_if_new
from bot.line.incoming import Envelope

MOST_TRIES = 5
_SHARD_LOCKS = 0x6B776D
"""Advisory locks of PostgreSQL are a pair of numbers; this one says that they are ours."""

CHANGES = ("messageEdited", "unsend")
"""Kinds of events that change an earlier message."""

_WAITING = text("state = 'waiting'")


class Event(Base):
    """One webhook event."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index("ix_inbox_waiting", "happened_at", "id",
              sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_inbox_shard", "shard", "happened_at", "id",
              sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_inbox_message", "message_id"),
        Index("ix_inbox_received", "received_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    chat_id: Mapped[str | None]
    user_id: Mapped[str | None]
    shard: Mapped[int] = mapped_column(SmallInteger)
    message_id: Mapped[str | None]
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    reply_token: Mapped[str | None]
    standby: Mapped[bool]
    body: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    ready_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(60))


_TABLE = cast(Table, Event.__table__)


def row(envelope: Envelope, received_at: datetime) -> dict[str, object]:
    """The event as a row; one without a time happened when it came."""
    return {
        "event_id": envelope.event_id,
        "kind": envelope.kind,
        "chat_id": envelope.chat_id,
        "user_id": envelope.user_id,
        "shard": envelope.shard,
        "message_id": envelope.message_id,
        "happened_at": envelope.happened_at or received_at,
        "received_at": received_at,
        "reply_token": envelope.reply_token,
        "standby": envelope.standby,
        "body": envelope.body,
        "state": "waiting",
        "attempts": 0,
        "ready_at": received_at,
    }


def accept(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Insert the rows; one whose `event_id` is known already is LINE's repetition: dropped."""
    if rows:
        connection.execute(insert_if_new(connection.dialect.name, Event), rows)


@dataclass(frozen=True)
class Claimed:
    """An event to handle. `superseded`: a later edit or unsend of the same message has come, so its
    wording counts no more."""

    id: int
    event_id: str
    kind: str
    chat_id: str | None
    user_id: str | None
    message_id: str | None
    happened_at: datetime
    received_at: datetime
    reply_token: str | None
    standby: bool
    body: str
    attempts: int
    superseded: bool


@dataclass(frozen=True)
class Verdict:
    """What becomes of a claimed event."""

    id: int
    state: str
    outcome: str
    body: str | None
    chat_id: str | None
    user_id: str | None
    attempts: int
    ready_at: datetime


def claim(session: Session, now: datetime, most: int) -> list[Claimed]:
    """Events to handle in this transaction, in the order they happened.

    The claim is the transaction itself: if this process dies, its rows are free at once. On SQLite
    there is one writer. On PostgreSQL the chats of one shard belong to whoever holds its lock, so
    that two workers never handle one chat at a time.
    """
    query, values = _to_handle(), {"now": now, "most": most}
    if session.get_bind().dialect.name == "postgresql":
        shard = _free_shard(session, now)
        if shard is None:
            return []
        query = query.where(Event.shard == shard)
    return [Claimed(*row) for row in session.connection().execute(query, values)]


def finished(event: Claimed, outcome: str, now: datetime, *, stranger: bool = False) -> Verdict:
    """Handled: what it said is forgotten here. Of people who have not consented not even the id
    stays (`stranger`)."""
    chat_id = None if stranger and event.chat_id == event.user_id else event.chat_id
    user_id = None if stranger else event.user_id
    return Verdict(event.id, "done", outcome[:60], None, chat_id, user_id, event.attempts, now)


def put_off(event: Claimed, why: str, now: datetime) -> Verdict:
    """It failed: again in 1, 2, 4, 8 seconds, then parked, words and all, for an operator."""
    attempts = event.attempts + 1
    state = "parked" if attempts >= MOST_TRIES else "waiting"
    ready_at = now + timedelta(seconds=2 ** (attempts - 1))
    return Verdict(
        event.id, state, why[:60], event.body, event.chat_id, event.user_id, attempts, ready_at
    )


def write_down(session: Session, verdicts: Sequence[Verdict]) -> None:
    """One statement for all events of the transaction."""
    if verdicts:
        values = [{**asdict(verdict), "event": verdict.id} for verdict in verdicts]
        session.connection().execute(_write_down(), values)


@cache
def _write_down() -> Update:
    names = [field.name for field in fields(Verdict) if field.name != "id"]
    values = {name: bindparam(name, type_=_TABLE.c[name].type) for name in names}
    return update(_TABLE).where(_TABLE.c.id == bindparam("event")).values(values)


def has_work(session: Session, now: datetime) -> bool:
    return session.scalar(_anything_to_handle(), {"now": now}) is not None


@cache
def _to_handle() -> Select[*tuple[Any, ...]]:
    """Asked for every few events, so it is put together once."""
    later = aliased(Event)
    is_edit = Event.kind.in_(CHANGES)
    superseded = exists().where(
        Event.message_id.is_not(None),
        later.message_id == Event.message_id,
        later.kind.in_(CHANGES),
        or_(
            later.happened_at > Event.happened_at,
            # an edit within the same millisecond is later than what it edits
            and_(~is_edit, later.happened_at == Event.happened_at),
        ),
    )
    return (
        select(*(_TABLE.c[field.name] for field in fields(Claimed)[:-1]), superseded)
        .where(_ready())
        .order_by(Event.happened_at, Event.id)
        .limit(bindparam("most"))
    )


@cache
def _anything_to_handle() -> Select[int]:
    return select(Event.id).where(_ready()).limit(1)


def _ready() -> ColumnElement[bool]:
    return and_(Event.state == "waiting", Event.ready_at <= bindparam("now", type_=Utc()))


def _free_shard(session: Session, now: datetime) -> int | None:
    shards = session.scalars(
        select(Event.shard)
        .where(Event.state == "waiting", Event.ready_at <= now)
        .group_by(Event.shard)
        .order_by(func.min(Event.happened_at))
        .limit(32)
    ).all()
    for shard in shards:
        if _lock(session, shard):
            return shard
    return None


def _lock(session: Session, shard: int) -> bool:
    """The chats of this shard are ours until the transaction ends. False if they are another's."""
    return bool(session.scalar(select(func.pg_try_advisory_xact_lock(_SHARD_LOCKS, shard))))


@dataclass(frozen=True)
class Unanswered:
    """An event of a 1:1 chat that nobody has handled, with its token."""

    id: int
    event_id: str
    chat_id: str
    shard: int
    received_at: datetime
    reply_token: str


def unanswered(session: Session, after: datetime, until: datetime, most: int) -> list[Unanswered]:
    """Those received after one moment and until another, oldest first."""
    values = {"after": after, "until": until, "most": most}
    return [Unanswered(*row) for row in session.connection().execute(_unanswered(), values)]


@cache
def _unanswered() -> Select[*tuple[Any, ...]]:
    after, until = (bindparam(name, type_=Utc()) for name in ("after", "until"))
    return (
        select(*(_TABLE.c[field.name] for field in fields(Unanswered)))
        .where(
            _WAITING,
            Event.chat_id == Event.user_id,
            Event.reply_token.is_not(None),
            ~Event.standby,
            Event.received_at > after,
            Event.received_at <= until,
        )
        .order_by(Event.received_at, Event.id)
        .limit(bindparam("most"))
    )


def hold(session: Session, shards: Iterable[int]) -> set[int]:
    """Those of the shards that no worker is at just now; until this transaction ends none will be,
    so that no token is in two hands."""
    if session.get_bind().dialect.name != "postgresql":
        return set(shards)
    return {shard for shard in shards if _lock(session, shard)}


def take_tokens(session: Session, ids: Sequence[int]) -> set[int]:
    """Take the reply tokens away from these events. Returns from which: the others had none left,
    or have been handled."""
    if not ids:
        return set()
    taken = session.execute(
        update(_TABLE)
        .where(_TABLE.c.id.in_(ids), _TABLE.c.state == "waiting", _TABLE.c.reply_token.is_not(None))
        .values(reply_token=None)
        .returning(_TABLE.c.id)
    )
    return set(taken.scalars())


def forget_message(session: Session, message_id: str, *, stranger: bool) -> None:
    """An unsent message: blank what still waits or is parked of it, and a stranger's ids."""
    values: dict[str, object] = {"state": "done", "outcome": "unsent", "body": None}
    if stranger:
        alone = _TABLE.c.chat_id == _TABLE.c.user_id
        values |= {"user_id": None, "chat_id": case((alone, None), else_=_TABLE.c.chat_id)}
    session.execute(
        update(_TABLE)
        .where(_TABLE.c.message_id == message_id, _TABLE.c.kind != "unsend")
        .values(values)
    )


def was_unsent(session: Session, message_id: str) -> bool:
    """Whether its sender has taken this message back, as far as we have heard."""
    query = select(Event.id).where(Event.message_id == message_id, Event.kind == "unsend")
    return session.scalar(query.limit(1)) is not None


def forget_person(session: Session, line_id: str) -> None:
    """No row bears this person's id or words any more."""
    for column in (_TABLE.c.user_id, _TABLE.c.chat_id):
        session.execute(
            update(_TABLE)
            .where(column == line_id)
            .values({"state": "done", "outcome": "erased", "body": None, column: None})
        )


def oldest_waiting(session: Session) -> datetime | None:
    return session.scalar(select(func.min(Event.received_at)).where(Event.state == "waiting"))


def counts(session: Session) -> dict[str, int]:
    """How many rows are in each state."""
    rows = session.execute(select(Event.state, func.count()).group_by(Event.state))
    return {state: count for state, count in rows}  # noqa: C416 - rows are not pairs to mypy


def purge(session: Session, before: datetime) -> int:
    """Delete what was handled or parked before this moment. Returns how many."""
    gone = session.execute(
        delete(Event).where(Event.received_at < before, Event.state != "waiting")
    )
    return int(getattr(gone, "rowcount", 0))
