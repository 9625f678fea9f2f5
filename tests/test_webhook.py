"""The edge to LINE: what is accepted, what is refused, and that a 200 means durable."""

import base64
import hashlib
import hmac
import json
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event as hooks
from sqlalchemy import text

from bot.inbox import Event
from bot.web import intake
from tests.village import Village

SAMPLES = Path(__file__).parents[2] / "shared" / "line" / "samples"


def post(village: Village, body: bytes | str, signature: str | None = None) -> int:
    raw = body.encode() if isinstance(body, str) else body
    if signature is None:
        digest = hmac.new(village.settings.line_channel_secret.encode(), raw, hashlib.sha256)
        signature = base64.b64encode(digest.digest()).decode()
    headers = {"X-Line-Signature": signature} if signature else {}
    return int(village.web.post("/line/webhook", data=raw, headers=headers).status_code)


def body_of(*events: Any) -> str:
    return json.dumps({"destination": "U0", "events": events})


def event(n: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "type": "message", "mode": "active", "timestamp": 1_790_000_000_000 + n,
        "source": {"type": "user", "userId": "U" + "0" * 32}, "webhookEventId": f"E{n}",
        "deliveryContext": {"isRedelivery": False}, "replyToken": f"token{n}",
        "message": {"id": str(n), "type": "text", "text": "สวัสดี", "quoteToken": "q"}, **more,
    }  # fmt: skip


def test_the_verify_button_of_the_console(village: Village) -> None:
    assert post(village, '{"destination":"U0","events":[]}') == 200
    assert village.rows(Event) == []


@pytest.mark.parametrize("signature", ["", "x", "ลายเซ็น", "A" * 44])
def test_a_missing_or_wrong_signature_keeps_nothing(village: Village, signature: str) -> None:
    assert post(village, body_of(event()), signature) == 400
    assert village.rows(Event) == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b'{"events":{}}', b'{"events":null}', b'{"events":[', b"\xff\xfe",
        b"[" * 200_000, b'{"events":"x"}', b"\x00",
    ],
)  # fmt: skip
def test_a_signed_body_that_is_no_webhook_is_refused(village: Village, body: bytes) -> None:
    assert post(village, body) == 400
    assert village.rows(Event) == []


def test_the_largest_body(village: Village) -> None:
    frame = len(body_of(event(text="")))
    assert post(village, body_of(event(text="x" * (1024 * 1024 - frame)))) == 200
    assert post(village, body_of(event(2, text="x" * (1024 * 1024 - frame + 1)))) == 413
    assert post(village, b"x" * 2_000_000) == 413
    assert len(village.rows(Event)) == 1


def test_every_event_once_however_often_it_comes(village: Village) -> None:
    body = body_of(event(1), event(2), event(1))
    again = body_of(event(1, deliveryContext={"isRedelivery": True}), event(3))
    assert [post(village, body), post(village, body), post(village, again)] == [200] * 3
    assert sorted(row.event_id for row in village.rows(Event)) == ["E1", "E2", "E3"]


@pytest.mark.parametrize(
    "odd",
    [
        None, 42, "text", [], {}, {"type": None}, {"type": "message"}, {"type": "message", "message": 7},
        {"type": "message", "message": {"type": "text"}, "source": "x"},
        {"type": "new.event", "source": {"type": "moon", "moonId": "m"}},
        {"type": "message", "message": {"type": "hologram", "id": "1"}, "source": {"type": "user"}},
        {"timestamp": "soon"}, {"timestamp": 1e300}, {"timestamp": -5}, {"timestamp": True},
        {"webhookEventId": 5}, {"webhookEventId": "x" * 5000}, {"webhookEventId": "a\x00b"},
        {"type": "x" * 5000}, {"mode": "dreaming"}, {"replyToken": {}},
        {"type": "postback", "source": {"userId": "U1"}, "postback": {"data": "\ud800"}},
        {"type": "message", "source": {"userId": "U1"}, "message": {"type": "text", "id": "9", "text": "\ud83d\x00"}},
        {"type": "unsend", "source": {"userId": "U1"}, "unsend": {"messageId": []}},
    ],
)  # fmt: skip
def test_one_odd_event_is_stored_and_costs_its_neighbours_nothing(
    village: Village, odd: Any
) -> None:
    assert post(village, body_of(odd, event(7), odd)) == 200
    assert len(village.rows(Event)) in (2, 3)  # the same id twice is one event
    village.settle()
    assert {row.state for row in village.rows(Event)} == {"done"}


@pytest.mark.parametrize("deep", [50, 60, 61, 500, 940, 1500, 200_000])
def test_an_event_nested_too_deep_costs_its_neighbours_nothing(village: Village, deep: int) -> None:
    """Brackets within words are no nesting."""
    somsri = village.villager("สมศรี")
    source = {"type": "user", "userId": somsri.id}
    words = {"id": "7", "type": "text", "text": "ปลูกผัก 5 ต้น", "quoteToken": '\\"[{' * 70}
    good = json.dumps(event(7, source=source, message=words, timestamp=now_of(village)))
    odd = '{"type":"odd","odd":' + "[" * deep + '{"a":"]\\""}' + "]" * deep + ',"after":1}'
    assert post(village, f'{{"events":[{odd},{good},{odd}],"destination":"U0"}}') == 200
    village.settle()
    assert {row.state for row in village.rows(Event)} == {"done"}
    assert village.balance() == 5


def test_a_number_of_thousands_of_digits_costs_the_neighbours_nothing(village: Village) -> None:
    somsri = village.villager("สมศรี")
    words = {"id": "7", "type": "text", "text": "ปลูกผัก 5 ต้น"}
    source = {"type": "user", "userId": somsri.id}
    good = json.dumps(event(7, source=source, message=words, timestamp=now_of(village)))
    odd = '{"type":"odd","timestamp":' + "9" * 5000 + "}"
    assert post(village, f'{{"events":[{odd},{good}]}}') == 200
    village.settle()
    assert village.balance() == 5


def now_of(village: Village) -> int:
    return int(village.clock.now().timestamp() * 1000)


def test_two_events_without_an_id_are_two_and_stay_two(village: Village) -> None:
    for _ in range(2):
        assert post(village, body_of({"type": "a"}, {"type": "a"})) == 200
    assert len(village.rows(Event)) == 2


def test_standby_is_stored_and_stays_silent(village: Village) -> None:
    assert post(village, body_of(event(mode="standby"))) == 200
    village.settle()
    [row] = village.rows(Event)
    assert (row.state, row.outcome, row.body) == ("done", "standby", None)


def test_the_sdks_28_events_twice(village: Village) -> None:
    """LINE's own sample of every event type; its events share one id, so each gets its own."""
    file = SAMPLES / "sdk-webhook-28-events.json"
    if not file.exists():
        pytest.skip("the SDK's sample events are not beside this checkout")
    body = json.loads(file.read_text())
    assert post(village, json.dumps(body)) == 200
    for n, sample in enumerate(body["events"]):
        sample["webhookEventId"] = f"01TEST{n:020d}"
    assert len(body["events"]) == 28
    for _ in range(2):
        assert post(village, json.dumps(body)) == 200
    rows = village.rows(Event)
    assert len(rows) == 28 + 1
    village.settle()
    assert {row.state for row in village.rows(Event)} == {"done"}


class TestTheStoreIsDown:
    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    def test_sqlite_is_locked_by_another_writer(
        self, found_village: Callable[..., Village], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        village = found_village()
        monkeypatch.setattr(intake, "PATIENCE", 0.2)
        other = sqlite3.connect(village.store.engine.url.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert post(village, body_of(event())) == 503
        other.execute("ROLLBACK")
        other.close()
        assert post(village, body_of(event())) == 200
        assert len(village.rows(Event)) == 1

    @pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
    def test_postgres_is_locked(
        self, found_village: Callable[..., Village], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """LINE gets its 503 in time; what is written when the lock goes is the same event."""
        village = found_village()
        monkeypatch.setattr(intake, "DEADLINE", 0.3)
        with village.store.engine.connect() as other:
            other.execute(text("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE"))
            assert post(village, body_of(event())) == 503
            other.rollback()
        assert post(village, body_of(event())) == 200
        assert len(village.rows(Event)) == 1

    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    def test_a_full_disk(self, found_village: Callable[..., Village]) -> None:
        village = found_village()
        with village.store.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        big = body_of(*(event(n, text="x" * 5000) for n in range(100)))
        room = [pages + 2]
        hooks.listen(
            village.store.engine,
            "checkout",
            lambda connection, *_: connection.execute(f"PRAGMA max_page_count={room[0]}"),
        )
        assert post(village, big) == 503
        assert village.rows(Event) == []
        room[0] = 1_000_000
        assert post(village, big) == 200
        assert len(village.rows(Event)) == 100

    def test_one_bad_row_does_not_cost_another_request(self, village: Village) -> None:
        keeper = intake.Intake(village.store)
        good = post_rows(village, 1)
        bad = [{**post_rows(village, 2)[0], "kind": None}]
        slips = [intake.Slip(rows) for rows in (good, bad)]
        keeper._commit(slips)
        assert [slip.kept for slip in slips] == [True, False]


def post_rows(village: Village, n: int) -> list[dict[str, object]]:
    from bot import inbox
    from bot.line import incoming

    return [inbox.row(incoming.envelope(event(n), 0), village.clock.now())]


def test_many_at_once_share_commits_and_each_is_durable(village: Village) -> None:
    statuses: list[int] = []

    def send(n: int) -> None:
        statuses.append(post(village, body_of(event(n))))

    threads = [threading.Thread(target=send, args=(n,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 40
    assert len(village.rows(Event)) == 40
