"""Inbox to outbox: each event is handled once, and what follows from it is written with it.

Return commits, raise rolls back. Several events share a commit; each has a savepoint of its own, so
that a bad one costs its neighbours nothing: it is put off, and parked after five tries. When the
store itself fails, the whole transaction is given up and tried again; no event is to blame.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot import inbox, outbox, riders
from bot.db import Store
from bot.domain import groups, people
from bot.errors import Refused
from bot.inbox import Event
from bot.line import incoming
from bot.line.incoming import Unsent
from bot.line.messages import MOST_BUBBLES, Message
from bot.line.render import render
from bot.messages.refusals import refusal, sorry
from bot.routing import Rules, Scene, Topic, answer

log = logging.getLogger(__name__)

BATCH = 8
"""Events in one transaction: so few that the webhook's writer never waits long for its place."""

BREATH = 0.002
"""Seconds between two transactions on SQLite, so that the webhook's writer gets its turn."""

IDLE = 0.02
"""Seconds between two looks for work."""


class Worker:
    """Any number of them may run, in any number of processes."""

    def __init__(
        self,
        store: Store,
        topics: Sequence[Topic],
        rules: Rules,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        outgoing: threading.Event,
    ) -> None:
        """`outgoing` is set whenever there may be something new to send."""
        self._store, self._topics, self._rules = store, topics, rules
        self._zone, self._clock, self._outgoing = zone, clock, outgoing

    def run(self, stop: threading.Event) -> None:
        """Handle events until told to stop; the one in hand is finished."""
        while not stop.is_set():
            try:
                handled = self.step()
            except SQLAlchemyError as error:
                log.warning("inbox: the store does not answer: %s", type(error).__name__)
                stop.wait(1)
                continue
            stop.wait(IDLE if not handled else BREATH if self._store.on_sqlite else 0)

    def drain(self) -> None:
        """Handle all that is ready (tests)."""
        while self.step():
            pass

    def step(self) -> int:
        """Handle a few events in one transaction. Returns how many."""
        now = self._clock()
        with self._store.read() as session:
            if not inbox.has_work(session, now):
                return 0
        with self._store.write() as session:
            events = inbox.claim(session, now, BATCH)
            for event in events:
                self._handle_alone(session, event, now)
        self._outgoing.set()
        return len(events)

    def _handle_alone(self, session: Session, event: Event, now: datetime) -> None:
        try:
            with session.begin_nested():
                self._handle(session, event, now)
        except Exception as error:
            if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
                raise
            log.exception("event %s (%s) failed", event.event_id, event.kind)
            session.expire_all()
            if inbox.put_off(event, now, type(error).__name__):
                log.error("event %s (%s) is parked", event.event_id, event.kind)
                self._apologise(session, event, now)

    def _handle(self, session: Session, event: Event, now: datetime) -> None:
        if event.standby or event.chat_id is None:
            inbox.finish(event, "standby" if event.standby else "no chat")
            return
        if inbox.superseded(session, event):
            inbox.finish(event, "superseded")
            return
        scene = self._scene(session, event)
        if isinstance(scene.content, Unsent) and event.message_id:
            inbox.forget_message(session, event.message_id, but=event.id)
        said = self._answer(scene)
        inbox.finish(event, scene.intents[-1] if scene.intents else "silent")
        if scene.user is None:
            _forget_stranger(event, scene)
        self._say(scene, event, said, now)

    def _scene(self, session: Session, event: Event) -> Scene:
        chat_id = event.chat_id or ""
        place = "person" if chat_id == event.user_id else "group"
        group = groups.find(session, chat_id) if place == "group" else None
        return Scene(
            session=session,
            now=event.happened_at.astimezone(self._zone),
            place="person" if place == "person" else "group",
            chat_id=chat_id,
            line_id=event.user_id,
            user=people.find(session, event.user_id),
            group_area=group.area_code if group else None,
            message_id=event.message_id,
            content=incoming.decode(event.body or "null"),
            rules=self._rules,
        )

    def _answer(self, scene: Scene) -> list[Message]:
        """A refusal undoes what the handler wrote and becomes the reply."""
        try:
            with scene.session.begin_nested():
                return answer(self._topics, scene)
        except Refused as refused:
            log.info("refused: %s", refused.key)
            scene.intents.append(f"refused {refused.key}")
            return [refusal(refused)]

    def _say(self, scene: Scene, event: Event, said: list[Message], now: datetime) -> None:
        bubbles = [render(message) for message in said][:MOST_BUBBLES]
        if not bubbles:
            return
        if scene.place == "person" and scene.user:
            bubbles += riders.take(scene.session, scene.user, MOST_BUBBLES - len(bubbles), now)
        outbox.put(
            scene.session,
            scene.chat_id,
            bubbles,
            now,
            reply_token=event.reply_token,
            received_at=event.received_at,
            event_id=event.event_id,
        )

    def _apologise(self, session: Session, event: Event, now: datetime) -> None:
        """Never silence in 1:1: one kind sentence, and an operator sees the parked event."""
        if event.chat_id and event.chat_id == event.user_id and event.reply_token:
            outbox.put(
                session,
                event.chat_id,
                [render(sorry())],
                now,
                reply_token=event.reply_token,
                received_at=event.received_at,
                event_id=event.event_id,
            )


def _forget_stranger(event: Event, scene: Scene) -> None:
    """Of people who have not consented not even the id stays in the inbox."""
    event.user_id = None
    if scene.place == "person":
        event.chat_id = None
