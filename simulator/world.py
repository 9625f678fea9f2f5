"""What LINE knows, its clock, and how something that happens becomes an event."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from simulator.chats import Chats
from simulator.errors import NotHereError, NotPossibleError
from simulator.events import Event
from simulator.faults import Faults
from simulator.ids import Ids
from simulator.model import DEVICES, SYSTEM, Bot, Content, Group, Person
from simulator.quota import Quota
from simulator.rates import Buckets
from simulator.retry_keys import RetryKeys
from simulator.rich_menus import RichMenus
from simulator.tokens import ReplyTokens
from simulator.webhooks import Courier, Deliver, Webhook

Acts = list[tuple[str, Event]]


class World:
    """One lock guards everything; webhooks are delivered outside it."""

    def __init__(
        self,
        webhook_url: str | None = None,
        *,
        channel_secret: str,
        access_token: str,
        clock: Callable[[], float] = time.time,
        deliver: Deliver | None = None,
        bot: Bot | None = None,
        seed: int | None = None,
    ) -> None:
        self.lock = threading.RLock()
        self.ids = Ids(seed)
        self.access_token = access_token
        self.bot = bot or Bot(self.ids.user(), self.ids.basic(), "ความดี")
        self.rate_limits = True
        self._clock = clock
        self.when_advanced: Callable[[float], None] = lambda _: None
        """Told by how many seconds the clock was moved on, once it was."""
        self.scenes: dict[str, Callable[[], None]] = {}
        """What whoever runs the simulator offers to play: a title, and what then happens."""
        self._thread = threading.local()
        self.chats = Chats(self.lock)
        self.faults = Faults(self.lock)
        self.courier = Courier(self, deliver)
        self.courier.url = webhook_url
        self.courier.secret = channel_secret
        self._empty()

    def _empty(self) -> None:
        self._ahead = 0.0
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.contents: dict[str, Content | None] = {}
        self.quotes: dict[str, tuple[str, str]] = {}
        self.read_tokens: dict[str, tuple[str, str]] = {}
        self.loading: dict[str, float] = {}
        self.narrowcasts: dict[str, dict[str, Any]] = {}
        self.units: dict[str, None] = {}
        self.tokens = ReplyTokens()
        self.retry_keys = RetryKeys()
        self.quota = Quota()
        self.rates = Buckets()
        self.menus = RichMenus(self.ids)

    def reset(self) -> None:
        """Everything empty again; the channel's webhook, secret and token stay."""
        with self.lock:
            self.courier.forget()
            self.faults.clear()
            self._empty()
            self.chats.clear()

    # Time

    def now(self) -> float:
        """LINE's clock, in seconds."""
        return self._clock() + self._ahead

    def now_ms(self) -> int:
        return round(self.now() * 1000)

    def moment(self) -> str:
        """Now, as LINE writes moments in its answers."""
        now = datetime.fromtimestamp(self.now(), UTC).isoformat(timespec="milliseconds")
        return now.replace("+00:00", "Z")

    def advance(self, seconds: float) -> None:
        """Move LINE's clock on: tokens age, buckets fill, redeliveries fall due."""
        if seconds < 0:
            raise NotPossibleError("time goes forward only")
        with self.lock:
            self._ahead += seconds
            self.chats.touch()
        self.when_advanced(seconds)
        self.courier.redeliver()

    # Events

    @contextmanager
    def acting(self) -> Iterator[Acts]:
        """Do something under the lock; the events it causes leave once the lock is free again."""
        outer: Acts | None = getattr(self._thread, "acts", None)
        if outer is not None:
            yield outer
            return
        acts: Acts = []
        self._thread.acts = acts
        try:
            with self.lock:
                yield acts
        finally:
            self._thread.acts = None
            self._send(acts)

    def _send(self, acts: Acts) -> None:
        batch: Acts | None = getattr(self._thread, "batch", None)
        if batch is not None:
            batch += acts
            return
        for lane, event in acts:
            self.courier.send(Webhook(lane, (event,)))

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread lets happen inside goes to the bot in one POST."""
        batch: Acts = []
        self._thread.batch = batch
        try:
            yield
        finally:
            self._thread.batch = None
        if batch:
            self.courier.send(Webhook(batch[0][0], tuple(event for _, event in batch)))

    def event(
        self, chat: str, kind: str, source: Mapping[str, Any], *, replied: bool = True, **told: Any
    ) -> Event:
        """A new event with all that is common to events; in standby nothing can be replied to."""
        now = self.now()
        standby = self.faults["standby"]
        event: Event = {
            "type": kind,
            "mode": "standby" if standby else "active",
            "timestamp": round(now * 1000),
            "source": dict(source),
            "webhookEventId": self.ids.event(round(now * 1000)),
            "deliveryContext": {"isRedelivery": False},
        }
        if replied and not standby:
            event["replyToken"] = self.ids.reply_token()
            self.tokens.issue(event["replyToken"], chat, now)
        return event | told

    def note(self, chat: str, text: str) -> None:
        """A line nobody wrote."""
        self.chats.add(
            chat, self.ids.message(), at=self.now_ms(), sender=SYSTEM, message={}, note=text
        )

    # People and groups

    def find_person(self, who: str | Person) -> Person:
        user_id = who.user_id if isinstance(who, Person) else who
        with self.lock:
            if user_id not in self.people:
                raise NotHereError(f"there is no person {user_id}")
            return self.people[user_id]

    def find_group(self, which: str | Group) -> Group:
        group_id = which.group_id if isinstance(which, Group) else which
        with self.lock:
            if group_id not in self.groups:
                raise NotHereError(f"there is no group {group_id}")
            return self.groups[group_id]

    def change_person(self, who: str | Person, **new: Any) -> Person:
        with self.lock:
            return self.keep_person(replace(self.find_person(who), **new))

    def keep_person(self, person: Person) -> Person:
        if person.device not in DEVICES:
            raise NotPossibleError(f"a device is one of {', '.join(DEVICES)}")
        if not isinstance(person.display_name, str) or not person.display_name:
            raise NotPossibleError("a person needs a displayName")
        with self.lock:
            self.people[person.user_id] = person
            self.chats.touch()
            return person

    def change_group(self, which: str | Group, **new: Any) -> Group:
        with self.lock:
            group = replace(self.find_group(which), **new)
            self.groups[group.group_id] = group
            self.chats.touch()
            return group
