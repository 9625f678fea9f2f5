"""Inbox to outbox: each event is handled once, and what follows from it is written with it.

Return commits, raise rolls back. Several events share a commit; each has a savepoint of its own, so
that a bad one costs its neighbours nothing: it is put off, and parked after five tries. When the
store itself fails, the whole transaction is given up and tried again; no event is to blame. A value
that the store cannot take is the event's own fault.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import delivery, inbox, outbox, riders
from bot.db import Store, store_failed
from bot.domain import people, presence, roll
from bot.errors import Refused, what_and_where
from bot.inbox import Claimed, Verdict
from bot.line import incoming
from bot.line.incoming import Unsent
from bot.line.messages import MOST_BUBBLES, Message
from bot.line.render import render
from bot.messages.refusals import refusal, sorry
from bot.routing import Rules, Scene, Topic, answer

log = logging.getLogger(__name__)

BATCH = 8
"""Events in one transaction: so few that the webhook's writer never waits long for its place."""

LONGEST = 0.010
"""Seconds after which a transaction on SQLite, where others wait, takes up no further event."""

BREATH = 0.002
"""Seconds between two transactions on SQLite, so that the webhook's writer gets its turn."""

SPENT = "spent"
"""Stands for the token of an event that has none any more: the sender never tries it."""

IDLE = 0.02
"""Seconds between two looks for work."""


@dataclass(frozen=True)
class Handled:
    """What became of one event: written down together with its neighbours'."""

    verdict: Verdict
    draft: outbox.Draft | None = None


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
            enough = time.monotonic() + LONGEST
            handled = []
            for event in inbox.claim(session, now, BATCH):
                handled.append(self._handle_alone(session, event, now))
                if self._store.on_sqlite and time.monotonic() > enough:
                    break
            inbox.write_down(session, [each.verdict for each in handled])
            outbox.put(session, *(each.draft for each in handled if each.draft))
        self._outgoing.set()
        return len(handled)

    def _handle_alone(self, session: Session, event: Claimed, now: datetime) -> Handled:
        """Handle one event in a savepoint: a refusal undoes what it wrote and becomes the reply."""
        try:
            try:
                with session.begin_nested():
                    return self._handle(session, event, now)
            except Refused as refused:
                with session.begin_nested():
                    return self._refuse(session, event, refused, now)
        except Exception as error:
            if store_failed(error):
                raise
            log.error("event %s (%s) failed: %s", event.event_id, event.kind, what_and_where(error))
            session.expire_all()
            return _put_off(event, type(error).__name__, now)

    def _handle(self, session: Session, event: Claimed, now: datetime) -> Handled:
        if event.standby or event.chat_id is None or event.superseded:
            why = "standby" if event.standby else "superseded" if event.superseded else "no chat"
            stranger = people.find(session, event.user_id) is None
            return Handled(inbox.finished(event, why, now, stranger=stranger))
        scene = self._scene(session, event)
        if isinstance(scene.content, Unsent) and event.message_id:
            stranger = scene.user is None
            inbox.forget_message(session, event.message_id, stranger=stranger)
        said = answer(self._topics, scene)
        if scene.push_now:
            # what has waited here for hours wakes nobody: it may be night by now
            moment = scene.now + (now - event.received_at)
            riders.push_due(session, self._rules.links, moment, now)
        return _answered(event, scene, said, scene.intents[-1] if scene.intents else "silent", now)

    def _refuse(self, session: Session, event: Claimed, refused: Refused, now: datetime) -> Handled:
        log.info("event %s refused: %s", event.event_id, refused.key)
        scene = self._scene(session, event)
        return _answered(event, scene, [refusal(refused)], f"refused {refused.key}", now)

    def _scene(self, session: Session, event: Claimed) -> Scene:
        chat_id, now = event.chat_id or "", event.happened_at
        found = presence.look(session, event.user_id, chat_id, now)
        if found.user is not None and found.group is not None and not found.on_roll:
            roll.enter(session, chat_id, found.user)
        return Scene(
            session=session,
            now=now.astimezone(self._zone),
            place="person" if chat_id == event.user_id else "group",
            chat_id=chat_id,
            line_id=event.user_id,
            user=found.user,
            group_area=found.group.area_code if found.group else None,
            message_id=event.message_id,
            content=incoming.decode(event.body or "null"),
            rules=self._rules,
            pending=found.pending,
            photo=found.photo,
            notices=found.notices,
        )


def _answered(
    event: Claimed, scene: Scene, said: list[Message], outcome: str, now: datetime
) -> Handled:
    """The answer as LINE takes it, with what waited for this chat riding along. A token may carry
    notices alone: the bot still says nothing to the chatter itself. Where the token was given away
    for a button that brings a new one, the answer waits for that."""
    stranger = scene.user is None
    verdict = inbox.finished(event, outcome, now, stranger=stranger)
    bubbles = [render(message) for message in said][:MOST_BUBBLES]
    own = len(bubbles)
    carries: tuple[int, ...] = ()
    alive = event.reply_token is not None and now < event.received_at + outbox.TOKEN_LIFE
    if scene.notices and alive:
        load = riders.take(
            scene.session, scene.rules.links, scene.chat_id, scene.user, MOST_BUBBLES - own,
            scene.now,
        )  # fmt: skip
        bubbles, carries = bubbles + load.bubbles, load.carries
    if not bubbles:
        return Handled(verdict)
    if event.reply_token is None and not stranger:
        home = scene.user.household if scene.user else None
        area = (home.village_code if home else "") if scene.place == "person" else scene.group_area
        # a group that is nobody's village is no business of its officers
        delivery.keep(scene.session, scene.chat_id, bubbles, area or "", scene.now)
        return Handled(verdict)
    to_stranger = stranger and scene.place == "person"
    draft = _draft(event, bubbles, now, stranger=to_stranger)
    return Handled(verdict, replace(draft, own=own, carries=carries) if carries else draft)


def _put_off(event: Claimed, why: str, now: datetime) -> Handled:
    """Again later; once it is parked, 1:1 gets one kind sentence: nobody is met with silence."""
    verdict = inbox.put_off(event, why, now)
    if verdict.state != "parked":
        return Handled(verdict)
    log.error("event %s (%s) is parked", event.event_id, event.kind)
    alone = event.chat_id is not None and event.chat_id == event.user_id
    # who it is was perhaps what failed: as to a stranger
    draft = _draft(event, [render(sorry())], now, stranger=True) if alone else None
    return Handled(verdict, draft)


def _draft(
    event: Claimed, bubbles: list[dict[str, Any]], now: datetime, *, stranger: bool
) -> outbox.Draft:
    return outbox.Draft(
        event.chat_id or "", bubbles, now, event.reply_token or SPENT,
        event.received_at if event.reply_token else event.received_at - outbox.TOKEN_LIFE,
        event.event_id, stranger,
    )  # fmt: skip
