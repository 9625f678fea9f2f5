"""What became of notices: on their way, arrived, come back, read in a group by every house that is
there, or never to be delivered.

What a notice said is kept until LINE has it, for a reply may die; then it waits again, whole, and
so do those of other houses that were read with it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from bot.domain import roll
from bot.domain.chats import is_group
from bot.domain.notice import IS_WAITING, Notice
from bot.domain.notice_kinds import DAY


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
    for other in session.scalars(of_roll.where(IS_WAITING)):
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
    if notice.about is None or chat_id is None or not is_group(chat_id):
        return ()
    went = _of_roll(session, notice, chat_id).where(Notice.how == "reply", Notice.chat_id.is_(None))
    return [other for other in session.scalars(went) if other.params]


def _of_roll(session: Session, notice: Notice, chat_id: str) -> Select[Notice]:
    """The same for all houses of a group."""
    return select(Notice).where(
        Notice.kind == notice.kind, Notice.about == notice.about,
        Notice.household_id.in_(roll.households(session, chat_id)),
    )  # fmt: skip
