"""The inbox: every event of LINE's as a row before LINE gets its 200, and what became of it.

A row is `waiting`, then `done`, or `parked` after five failures, where an operator sees it. What
an event said is kept only until it has been handled: its body is blanked by the transaction that
does so. Ids and times stay, to know a redelivery again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    Connection,
    Index,
    SmallInteger,
    String,
    delete,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base, insert_if_new
from bot.line.incoming import Envelope

MOST_TRIES = 5
_SHARD_LOCKS = 0x6B776D
"""Advisory locks of PostgreSQL are a pair of numbers; this one says that they are ours."""

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


def claim(session: Session, now: datetime, most: int) -> Sequence[Event]:
    """Events to handle in this transaction, in the order they happened; empty if there is no work.

    The claim is the transaction itself: if this process dies, its rows are free at once. On SQLite
    there is one writer. On PostgreSQL the chats of one shard belong to whoever holds its lock, so
    that two workers never handle one chat at a time.
    """
    ready = select(Event).where(Event.state == "waiting", Event.ready_at <= now)
    if session.get_bind().dialect.name == "postgresql":
        shard = _free_shard(session, now)
        if shard is None:
            return ()
        ready = ready.where(Event.shard == shard)
    return session.scalars(ready.order_by(Event.happened_at, Event.id).limit(most)).all()


def has_work(session: Session, now: datetime) -> bool:
    query = select(Event.id).where(Event.state == "waiting", Event.ready_at <= now).limit(1)
    return session.scalar(query) is not None


def _free_shard(session: Session, now: datetime) -> int | None:
    shards = session.scalars(
        select(Event.shard)
        .where(Event.state == "waiting", Event.ready_at <= now)
        .group_by(Event.shard)
        .order_by(func.min(Event.happened_at))
        .limit(32)
    ).all()
    for shard in shards:
        if session.scalar(select(func.pg_try_advisory_xact_lock(_SHARD_LOCKS, shard))):
            return shard
    return None


def finish(event: Event, outcome: str) -> None:
    """Handled: what it said is forgotten here."""
    event.state, event.outcome, event.body = "done", outcome[:60], None


def put_off(event: Event, now: datetime, why: str) -> bool:
    """It failed: again in 1, 2, 4, 8 seconds, then parked. True when it is parked."""
    event.attempts += 1
    event.outcome = why[:60]
    if event.attempts >= MOST_TRIES:
        event.state = "parked"
        return True
    event.ready_at = now + timedelta(seconds=2 ** (event.attempts - 1))
    return False


def superseded(session: Session, event: Event) -> bool:
    """A later edit or unsend of the same message has come: this wording counts no more."""
    if event.message_id is None:
        return False
    is_edit = event.kind in ("messageEdited", "unsend")
    later = Event.happened_at > event.happened_at
    if not is_edit:  # an edit within the same millisecond is later than what it edits
        later = Event.happened_at >= event.happened_at
    found = select(Event.id).where(
        Event.message_id == event.message_id, Event.kind.in_(("messageEdited", "unsend")), later
    )
    return session.scalar(found.limit(1)) is not None


def forget_message(session: Session, message_id: str, *, but: int) -> None:
    """Blank what still waits or is parked of an unsent message."""
    for event in session.scalars(select(Event).filter_by(message_id=message_id)):
        if event.id != but and event.body is not None:
            finish(event, "unsent")


def forget_person(session: Session, line_id: str) -> None:
    """No row bears this person's id or words any more."""
    for event in session.scalars(
        select(Event).where(or_(Event.user_id == line_id, Event.chat_id == line_id))
    ):
        finish(event, "erased")
        event.user_id = None
        event.chat_id = None if event.chat_id == line_id else event.chat_id


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
