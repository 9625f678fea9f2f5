"""Webhooks over real HTTP, from the background."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from simulator import webhooks
from simulator.platform import Platform


def texts(bot: Any) -> list[str]:
    return [event["message"]["text"] for event in bot.events if event["type"] == "message"]


class Receiver(ThreadingHTTPServer):
    """A bot behind real HTTP, as quick or slow as a test wants."""

    daemon_threads = True

    def __init__(self) -> None:
        self.took: list[dict[str, Any]] = []
        self.before: Callable[[], None] = lambda: None
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                document = json.loads(body)
                assert self.headers["x-line-signature"] == webhooks.sign(body, "s")
                receiver.before()
                receiver.took.append(document)
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/line/webhook"

    def texts(self) -> list[str]:
        return [event["message"]["text"] for post in self.took for event in post["events"]]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def far(receiver: Receiver) -> Platform:
    return Platform(receiver.url, channel_secret="s", access_token="t")


def test_over_http_from_the_background_in_order(far: Platform, receiver: Receiver) -> None:
    person = far.person("ก")
    for number in range(20):
        far.say(person, str(number))
    assert far.settle()
    assert receiver.texts() == [str(number) for number in range(20)]
    log = far.courier.as_json()["deliveries"]
    assert {delivery["status"] for delivery in log} == {200}
    assert log[0]["events"] == ["message"]


def test_a_slow_chat_does_not_hold_up_the_others(far: Platform, receiver: Receiver) -> None:
    slow, quick = far.person("ช้า"), far.person("เร็ว")
    free = threading.Event()
    waited: list[bool] = []

    def wait_first() -> None:
        if not waited:
            waited.append(True)
            free.wait(5)

    receiver.before = wait_first
    far.say(slow, "ช้า")
    while not waited:
        far.settle(0.01)
    far.say(quick, "เร็ว")
    while not receiver.took:
        far.settle(0.01)
    free.set()
    assert far.settle()
    assert receiver.texts() == ["เร็ว", "ช้า"]


def test_saying_does_not_wait_for_the_bot(far: Platform, receiver: Receiver) -> None:
    free = threading.Event()
    receiver.before = lambda: free.wait(5) and None
    said = far.say(far.person("ก"), "ก")
    assert said.event_id
    assert receiver.took == []
    free.set()
    assert far.settle()
    assert len(receiver.took) == 1


def test_impatience_over_http(
    far: Platform, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "PATIENCE", 0.05)
    free = threading.Event()
    receiver.before = lambda: free.wait(5) and None
    far.say(far.person("ก"), "ก")
    assert far.settle()
    free.set()
    (delivery,) = far.courier.as_json()["deliveries"]
    assert delivery["status"] is None


def test_redelivery_over_http_by_itself(
    far: Platform, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "REDELIVERED_AFTER", (0.0,) * 100)
    far.set_faults(redeliver=True)
    far.set_webhook(url="http://127.0.0.1:9/")  # nobody listens there
    far.say(far.person("ก"), "ก")
    assert far.settle()
    far.set_webhook(url=receiver.url)
    for _ in range(500):
        if receiver.took:
            break
        far.settle(0.01)
        threading.Event().wait(0.01)
    (event,) = receiver.took[0]["events"]
    assert event["deliveryContext"] == {"isRedelivery": True}


@pytest.mark.parametrize("url", ["nowhere", "http://", "http://a.th:port/", "http://[", "x://y"])
def test_an_address_that_is_none(url: str) -> None:
    lost = Platform(url, channel_secret="s", access_token="t")
    person = lost.person("ก")
    lost.say(person, "ก")
    lost.say(person, "ข")
    assert lost.settle()
    statuses = [one["status"] for one in lost.courier.as_json()["deliveries"]]
    assert statuses == [None, None]


def test_verify_sends_no_events(far: Platform, receiver: Receiver) -> None:
    delivery = far.courier.verify()
    assert (delivery.status, delivery.events) == (200, ())
    assert receiver.took == [{"destination": far.bot.user_id, "events": []}]
    far.set_webhook(url=receiver.url + "?from=line")
    assert far.courier.verify().status == 200
