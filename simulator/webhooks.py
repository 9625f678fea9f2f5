"""Webhooks: signed, delivered, logged, and delivered again as LINE does."""

import base64
import hashlib
import hmac
import http.client
import json
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from simulator.events import Event

if TYPE_CHECKING:
    from simulator.world import World

PATIENCE = 2.0
REDELIVERED_AFTER = (1.0, 5.0, 30.0, 120.0, 600.0)
LOGGED = 50
SCHEMES: dict[str, type[http.client.HTTPConnection]] = {
    "http": http.client.HTTPConnection,
    "https": http.client.HTTPSConnection,
}
Deliver = Callable[[bytes, dict[str, str]], int]


@dataclass(frozen=True)
class Webhook:
    """One POST. Those of one lane (a chat) go one after another, as they happened."""

    lane: str
    events: tuple[Event, ...]
    attempt: int = 0
    due: float = 0.0


@dataclass(frozen=True)
class Delivery:
    """What became of a POST; status 0 is no answer at all."""

    at: int
    status: int
    ms: int
    events: tuple[str, ...]
    redelivery: bool

    @property
    def late(self) -> bool:
        return self.ms > PATIENCE * 1000

    @property
    def accepted(self) -> bool:
        return 200 <= self.status < 300 and not self.late

    def as_json(self) -> dict[str, Any]:
        return {
            "at": self.at,
            "status": self.status or None,
            "ms": self.ms,
            "events": list(self.events),
            "redelivery": self.redelivery,
        }


def sign(body: bytes, secret: str) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """LINE waits two seconds for the answer."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise OSError(f"{url} is no address") from error
    if not host or parts.scheme not in SCHEMES:
        raise OSError(f"{url} is no address")
    connection = SCHEMES[parts.scheme](host, port, timeout=PATIENCE)
    try:
        target = parts.path or "/"
        connection.request(
            "POST", f"{target}?{parts.query}" if parts.query else target, body, headers
        )
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    return answer.status


class Courier:
    """Delivers over HTTP from threads of its own, or at once through `deliver` if there is one."""

    def __init__(self, world: "World", deliver: Deliver | None = None) -> None:
        self._world, self.deliver = world, deliver
        self._lock = world.lock
        self.url: str | None = None
        self.secret = ""
        self.log: deque[Delivery] = deque(maxlen=LOGGED)
        self._held: list[Webhook] = []
        self._again: list[Webhook] = []
        self._lanes: dict[str, deque[Webhook]] = {}
        self._idle = threading.Condition(self._lock)
        self._pool: ThreadPoolExecutor | None = None
        self._timer: threading.Thread | None = None

    @property
    def can_deliver(self) -> bool:
        return self.url is not None or self.deliver is not None

    def send(self, webhook: Webhook) -> None:
        """Off it goes, unless it is to be overtaken by the next."""
        if not self.can_deliver:
            return
        if self._world.faults.take("reorder"):
            self._held.append(webhook)
            return
        with self._lock:
            late, self._held = self._held, []
        for each in (webhook, *late):
            for _ in range(2 if self._world.faults.take("duplicate") else 1):
                self._hand_over(each)

    def release(self) -> None:
        """Deliver what `reorder` holds back although nothing followed."""
        with self._lock:
            late, self._held = self._held, []
        for each in late:
            self._hand_over(each)

    def _hand_over(self, webhook: Webhook) -> None:
        if self.deliver is not None:
            self._attempt(webhook)
            return
        with self._lock:
            lane = self._lanes.get(webhook.lane)
            if lane is not None:
                lane.append(webhook)
                return
            self._lanes[webhook.lane] = deque([webhook])
            self._pool = self._pool or ThreadPoolExecutor(8, "line-webhook")
            self._pool.submit(self._drain, webhook.lane)

    def _drain(self, name: str) -> None:
        while True:
            with self._lock:
                lane = self._lanes[name]
                if not lane:
                    del self._lanes[name]
                    self._idle.notify_all()
                    return
                webhook = lane.popleft()
            self._attempt(webhook)

    def _attempt(self, webhook: Webhook) -> None:
        again = webhook.attempt > 0
        events = [{**event, "deliveryContext": {"isRedelivery": again}} for event in webhook.events]
        with self._lock:
            tokens, now = self._world.tokens, self._world.now()
            for event in events:
                if "replyToken" in event:
                    tokens.delivered(event["replyToken"], now)
        delivery = self._post(events, redelivery=again)
        if delivery.accepted or not self._world.faults["redeliver"]:
            return
        if webhook.attempt < len(REDELIVERED_AFTER):
            due = self._world.now() + REDELIVERED_AFTER[webhook.attempt]
            with self._lock:
                self._again.append(replace(webhook, attempt=webhook.attempt + 1, due=due))
                self._start_timer()

    def _post(self, events: list[Event], *, redelivery: bool, url: str | None = None) -> Delivery:
        document = {"destination": self._world.bot.user_id, "events": events}
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "LineBotWebhook/2.0",
            "x-line-signature": sign(body, self.secret),
        }
        started = time.perf_counter()
        try:
            if self.deliver is not None and url is None:
                status = self.deliver(body, headers)
            else:
                status = post(url or self.url or "", body, headers)
        except (OSError, http.client.HTTPException):
            status = 0
        kinds = tuple(event["type"] for event in events)
        took = round((time.perf_counter() - started) * 1000)
        delivery = Delivery(self._world.now_ms(), status, took, kinds, redelivery)
        with self._lock:
            self.log.append(delivery)
            self._world.chats.touch()
        return delivery

    def verify(self, url: str | None = None) -> Delivery:
        """The console's Verify button: a POST without events."""
        return self._post([], redelivery=False, url=url)

    def redeliver(self, *, everything: bool = False) -> int:
        """Send again what is due (or everything that waits for it); how many POSTs that were."""
        now = self._world.now()
        with self._lock:
            if not self._world.faults["redeliver"]:
                self._again.clear()
            waiting, self._again = self._again, []
            due = [each for each in waiting if everything or each.due <= now]
            self._again = [each for each in waiting if not everything and each.due > now]
        for webhook in due:
            self._hand_over(webhook)
        return len(due)

    def _start_timer(self) -> None:
        """Without threads of its own (`deliver`) time passes only in `advance`."""
        if self.deliver is None and (self._timer is None or not self._timer.is_alive()):
            self._timer = threading.Thread(target=self._tick, name="line-redelivery", daemon=True)
            self._timer.start()

    def _tick(self) -> None:
        while True:
            with self._lock:
                if not self._again:
                    self._timer = None
                    return
                self._idle.wait(0.1)
            self.redeliver()

    def settle(self, seconds: float = 10.0) -> bool:
        """Wait until nothing is under way; redeliveries that are not yet due don't count."""
        with self._lock:
            return self._idle.wait_for(lambda: not self._lanes, seconds)

    def forget(self) -> None:
        with self._lock:
            self._held.clear()
            self._again.clear()
            self.log.clear()
            for lane in self._lanes.values():
                lane.clear()

    def as_json(self) -> dict[str, Any]:
        with self._lock:
            return {"url": self.url, "deliveries": [each.as_json() for each in self.log]}
