"""Never silent in 1:1: dots while somebody waits, and before their token dies a tap for a new one.

Whoever wrote and is not answered within 1.5 s sees three dots. After 40 s, with the token's minute
nearly over, the token is taken from the event and spent on one kind line with a button: the tap is
an event of its own, whose fresh token brings the answer for nothing. Groups get neither.

Any number of these loops may run: dots twice are no harm, and a token is taken in one transaction.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import inbox, outbox
from bot.db import Store
from bot.domain import people
from bot.domain.notice_kinds import HIGH
from bot.errors import GiveUp, RetryLater, what_and_where
from bot.inbox import Event, Unanswered
from bot.line.render import render
from bot.messages.waiting import still_working
from bot.outbox import Outgoing

if TYPE_CHECKING:
    from bot.line.client import LineClient

log = logging.getLogger(__name__)

LOOK = 0.5
"""Seconds between two looks at the inbox."""

SLOW = timedelta(seconds=1.5)
"""So long a silence is noticed."""

DOTS_AGAIN = timedelta(seconds=18)
"""LINE shows the dots for 20 s."""

LATE = timedelta(seconds=40)
"""So old a token is spent on the button: fifteen seconds are left to send it. Also the time between
two such lines in one chat, so that the tap's own token can be saved in its turn."""

CALLS = 4
"""Dots in one look: where many wait, the machine's time belongs to their answers."""

MOST = 200
"""Events in one look, the longest waiting first."""

AT_ONCE = 100
"""Tokens taken in one transaction."""


class Patience:
    """Looks after those who wait until told to stop."""

    def __init__(
        self,
        store: Store,
        line: Callable[[], "LineClient"],
        clock: Callable[[], datetime],
        outgoing: threading.Event,
    ) -> None:
        """`outgoing` is set when there is something new to send."""
        self._store, self._line, self._clock, self._outgoing = store, line, clock, outgoing
        self._shown: dict[str, datetime] = {}
        self._calls: list[Future[None]] = []
        self._pool = ThreadPoolExecutor(CALLS, thread_name_prefix="dots")

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self.step()
                pause = LOOK
            except SQLAlchemyError as error:
                log.warning("patience: the store does not answer: %s", type(error).__name__)
                pause = 1.0
            stop.wait(pause)
        self._pool.shutdown(cancel_futures=True)

    def drain(self) -> None:
        """Do all that is due and wait for every call (tests)."""
        while self.step():
            wait(self._calls)
        wait(self._calls)

    def step(self) -> bool:
        """Look once. True if more is due than could be done."""
        now = self._clock()
        with self._store.read() as session:
            waiting = inbox.unanswered(session, now - outbox.TOKEN_LIFE, now - SLOW, MOST)
            late = _to_console(session, waiting, now)
        soon_told = {event.chat_id for event in late}
        more = self._show_dots((e for e in waiting if e.chat_id not in soon_told), now)
        if late and self._console({event.shard for event in late}, now):
            return True
        return more

    def _console(self, shards: Iterable[int], now: datetime) -> bool:
        """Spend late tokens on the button. Whoever handles such an event later has no token: it is
        gone in the very transaction that puts it into the outbox."""
        with self._store.write(patience=LOOK) as session:
            held = inbox.hold(session, shards)
            waiting = inbox.unanswered(session, now - outbox.TOKEN_LIFE, now - LATE, MOST)
            late = _to_console(session, (e for e in waiting if e.shard in held), now)[:AT_ONCE]
            taken = inbox.take_tokens(session, [event.id for event in late])
            outbox.put(session, *(_line(session, e, now) for e in late if e.id in taken))
        if taken:
            log.info("patience: %s late tokens became buttons", len(taken))
            self._outgoing.set()
        return len(late) == AT_ONCE

    def _show_dots(self, waiting: Iterable[Unanswered], now: datetime) -> bool:
        """Never waits for LINE: as many calls as there are threads free, the longest waiting first.
        True if there were too few."""
        chats = dict.fromkeys(event.chat_id for event in waiting)
        self._shown = {chat: at for chat, at in self._shown.items() if chat in chats}
        self._calls = [call for call in self._calls if not call.done()]
        due = [c for c in chats if c not in self._shown or now - self._shown[c] >= DOTS_AGAIN]
        room = CALLS - len(self._calls)
        for chat in due[:room]:
            self._shown[chat] = now
            self._calls.append(self._pool.submit(self._dots, chat))
        return len(due) > room

    def _dots(self, chat_id: str) -> None:
        """No dots are no harm."""
        try:
            self._line().loading(chat_id)
        except (RetryLater, GiveUp) as error:
            log.debug("patience: no dots: %s", error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is not worth more than a line
            log.error("patience: a bug of ours: %s", what_and_where(error))


def _to_console(session: Session, waiting: Iterable[Unanswered], now: datetime) -> list[Unanswered]:
    """Of each chat the newest of the events whose token is about to die, but of none that has had
    its line just now. Older ones keep their tokens, for their own answers."""
    late = {event.chat_id: event for event in waiting if event.received_at <= now - LATE}
    if not late:
        return []
    lately = session.scalars(
        select(Event.chat_id)
        .join(Outgoing, Outgoing.event_id == Event.event_id)
        .where(Outgoing.fleeting, Outgoing.created_at > now - LATE)
    )
    for chat_id in lately:
        late.pop(chat_id or "", None)
    return list(late.values())


def _line(session: Session, event: Unanswered, now: datetime) -> outbox.Draft:
    return outbox.Draft(
        event.chat_id,
        [render(still_working())],
        now,
        event.reply_token,
        event.received_at,
        event.event_id,
        stranger=people.find(session, event.chat_id) is None,
        urgency=HIGH,
        fleeting=True,
    )
