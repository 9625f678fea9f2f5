"""Outbox to LINE: replies while their token lives, else pushes; each chat in its order.

One thread keeps the books (what was claimed, what came of it), a pool makes the calls. Whether to
reply or push is decided before each try by the token's age; `_settle` decides what an answer means:

    taken, or 409 on a retry key        sent
    "Invalid reply token", first try    the token was dead already: see below
    "Invalid reply token" after a try   that had no clear answer: it was delivered then
    5xx, 429 (rate), silence            again after 1, 2, 4 … 60 s
    no call, for a rate of our own      again when there is room: it was no try
    anything else, 429 (monthly limit)  dead: logged with its ids, never tried again

What can be no reply any more is a push or waits, as `delivery` decides. So is a reply that got no
clear answer in its token's whole minute (three tries or more): LINE was down. After fewer, as when
we died in the middle of a try, it is tried as a reply once more, and a refusal of the token then
counts as delivered: no reply is sent twice.
"""

import logging
import queue
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import delivery, outbox
from bot.db import Store
from bot.errors import GiveUp, RetryLater, what_and_where
from bot.outbox import Parcel

if TYPE_CHECKING:  # the SDK takes a second to import: the first call pays for it
    from bot.line.client import LineClient, Sent

log = logging.getLogger(__name__)

CALLS = 16
"""Calls under way at once: at LINE's 50 ms that is 320 messages a second."""

PUSHES = 12
"""Calls that may be pushes: when LINE is slow, four are always left to the replies."""

GATHER = 0.01
"""Seconds between two transactions, so that under load one books several answers."""

SLOWEST = 60.0
LONGEST = timedelta(hours=23)
"""LINE remembers a retry key for 24 hours; an older push could be sent twice."""

OUTAGE_TRIES = 3
RENEW = timedelta(seconds=1)


@dataclass(frozen=True)
class Result:
    """What came of one try."""

    parcel: Parcel
    how: str
    sent: "Sent | None" = None
    error: RetryLater | GiveUp | None = None


class Sender:
    """Any number of them may run, in any number of processes."""

    def __init__(
        self,
        store: Store,
        line: Callable[[], "LineClient"],
        clock: Callable[[], datetime],
        wake: threading.Event,
        zone: ZoneInfo,
    ) -> None:
        self._store, self._line, self._clock, self._wake = store, line, clock, wake
        self._zone = zone
        self._name = uuid.uuid4().hex
        self._answers: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self._unbooked: list[Result] = []
        self._calls = 0
        self._pushing: set[int] = set()
        self._renewed = clock()
        self._pool = ThreadPoolExecutor(CALLS, thread_name_prefix="send")

    def run(self, stop: threading.Event) -> None:
        """Send until told to stop, then write down what the last calls brought."""
        while not stop.is_set():
            try:
                busy = self.step()
            except SQLAlchemyError as error:
                log.warning("outbox: the store does not answer: %s", type(error).__name__)
                busy = False
                stop.wait(1)
            if busy:
                stop.wait(GATHER)
            else:
                self._wake.wait(0.1)
                self._wake.clear()
        self._pool.shutdown()
        self._collect()
        self._book(most=0)

    def drain(self) -> None:
        """Send all that may leave now and wait for every answer."""
        while self.step() or self._calls:
            if self._calls:
                self._came(self._answers.get())

    def step(self) -> bool:
        """Book what came back and send what may leave. False if there was neither."""
        self._collect()
        room = CALLS - self._calls + len(self._unbooked)
        if not self._unbooked and not self._renewal_due() and not self._work(room):
            return False
        for parcel in self._book(most=room):
            self._pool.submit(self._deliver, parcel)
        return True

    def _collect(self) -> None:
        while True:
            try:
                self._came(self._answers.get_nowait())
            except queue.Empty:
                return

    def _came(self, result: Result) -> None:
        self._unbooked.append(result)
        self._pushing.discard(result.parcel.id)

    def _renewal_due(self) -> bool:
        return self._calls > 0 and self._clock() - self._renewed > RENEW

    def _work(self, room: int) -> bool:
        """A look that takes no writer's place."""
        if room <= 0:
            return False
        with self._store.read() as session:
            pushes = len(self._pushing) < PUSHES
            return outbox.has_work(session, self._clock(), pushes=pushes)

    def _book(self, most: int) -> list[Parcel]:
        """One transaction: results in, leases renewed, up to `most` new parcels out."""
        now = self._clock()
        with self._store.write() as session:
            for result in self._unbooked:
                _settle(session, result, now.astimezone(self._zone))
            if self._renewal_due():
                outbox.renew(session, self._name, now)
                self._renewed = now
            room = PUSHES - len(self._pushing)
            claimed = outbox.claim(session, self._name, now, most, room) if most else []
            parcels = [each for parcel in claimed if (each := self._ready(session, parcel, now))]
        self._calls += len(parcels) - len(self._unbooked)
        self._unbooked.clear()
        self._pushing.update(parcel.id for parcel in parcels if not parcel.is_reply(now))
        return parcels

    def _ready(self, session: Session, parcel: Parcel, now: datetime) -> Parcel | None:
        """As it may leave; None if it was put aside."""
        if parcel.reply_token is None or _way(parcel, now) == "reply":
            return parcel
        return delivery.instead_of_reply(session, parcel, now.astimezone(self._zone))

    def _deliver(self, parcel: Parcel) -> None:
        how = "push" if parcel.reply_token is None else "reply"
        try:
            line = self._line()
            if how == "reply":
                sent = line.reply(parcel.reply_token or "", parcel.messages)
            else:
                sent = line.push(parcel.chat_id, parcel.messages, parcel.retry_key)
            result = Result(parcel, how, sent=sent)
        except (RetryLater, GiveUp) as error:
            result = Result(parcel, how, error=error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it shall cost one message
            log.error("outbox %s: a bug of ours: %s", parcel.id, what_and_where(error))
            result = Result(parcel, how, error=GiveUp(type(error).__name__))
        self._answers.put(result)
        self._wake.set()


def _way(parcel: Parcel, now: datetime) -> str:
    if parcel.reply_token is None or parcel.reply_until is None:
        return "push"
    one_lost_try = parcel.unsure and parcel.tries < OUTAGE_TRIES
    return "reply" if now < parcel.reply_until or one_lost_try else "push"


def _settle(session: Session, result: Result, now: datetime) -> None:
    parcel, how, error = result.parcel, result.how, result.error
    if result.sent is not None:
        outcome = "taken before" if result.sent.before else "taken"
        outbox.sent(session, parcel.id, now, how, outcome, result.sent.request_id)
        delivery.arrived(session, parcel)
        log.info("outbox %s: %s %s", parcel.id, how, outcome)
    elif isinstance(error, RetryLater):
        if now - parcel.created_at > LONGEST:
            _bury(session, parcel, now, how, GiveUp("given up after 23 hours"))
            return
        if error.wait is not None:
            at = now + timedelta(seconds=error.wait)
            outbox.again(session, parcel.id, at, str(error), unsure=False, tries=parcel.tries)
            return
        wait = timedelta(seconds=min(2.0**parcel.tries, SLOWEST))
        outbox.again(session, parcel.id, now + wait, str(error), unsure=error.unsure)
        log.warning("outbox %s: %s try %s: %s", parcel.id, how, parcel.tries + 1, error)
    elif how == "reply" and "Invalid reply token" in str(error):
        _settle_dead_token(session, parcel, now)
    elif error is not None:
        _bury(session, parcel, now, how, error)


def _settle_dead_token(session: Session, parcel: Parcel, now: datetime) -> None:
    """Either an earlier try was delivered after all, or the token died unused."""
    still_young = parcel.reply_until is not None and now < parcel.reply_until
    if parcel.unsure or (parcel.tries > 0 and still_young):
        outbox.sent(session, parcel.id, now, "reply", "delivered by an earlier try", None)
        delivery.arrived(session, parcel)
    else:
        outbox.again(session, parcel.id, now, "token dead", unsure=False, token_dead=True)


def _bury(session: Session, parcel: Parcel, now: datetime, how: str, why: GiveUp) -> None:
    outbox.dead(session, parcel.id, now, how, str(why))
    delivery.lost(session, parcel, why, now)
    log.error("outbox %s (event %s): %s will never go: %s", parcel.id, parcel.event_id, how, why)
