"""What every call passes first: the token, the size, the form, the rate; and the faults."""

import json
import time
from http.client import RemoteDisconnected
from typing import Any

import pytest
from linebot.v3.messaging import ApiException, MessagingApi, PushMessageRequest, TextMessage
from urllib3.exceptions import HTTPError

from simulator.api import ENDPOINTS
from simulator.errors import NotPossibleError
from simulator.model import Person
from simulator.platform import Platform

PUSH = "/v2/bot/message/push"
RATE = {"message": "The API rate limit has been exceeded. Try again later."}


def push_body(person: Person) -> dict[str, Any]:
    return {"to": person.user_id, "messages": [{"type": "text", "text": "ก"}]}


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "Authentication failed. Confirm that"),
        ("Bearer wrong", "Authentication failed due to the following reason: invalid token."),
        ("Basic access-token", "Authentication failed. Confirm that"),
        ("access-token", "Authentication failed. Confirm that"),
    ],
)
def test_no_call_without_the_token(http: Any, header: str, message: str) -> None:
    for method, path in (("GET", "/v2/bot/info"), ("POST", PUSH), ("GET", "/v2/nowhere")):
        status, body, headers = http.line(method, path, None, {"Authorization": header})
        assert status == 401
        assert body["message"].startswith(message)
        assert headers["x-line-request-id"]


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if e.takes], ids=lambda e: e.path)
def test_json_is_json(http: Any, endpoint: Any) -> None:
    path = endpoint.path.replace("<menuId>", "x").replace("<alias>", "x")
    status, body, _ = http.line(endpoint.method, path, b"{}", {"Content-Type": "text/plain"})
    assert (status, body) == (415, {"message": "The content type, text/plain, is not supported"})
    status, body, _ = http.line(endpoint.method, path, b'{\n "to": ]')
    assert status == 400
    assert body["message"] == "The request body could not be parsed as JSON (line: 2, column: 8)"


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[" * 100_000])
def test_what_is_not_json_at_all(http: Any, body: bytes) -> None:
    status, told, _ = http.line("POST", PUSH, body)
    assert status == 400
    assert told["message"].startswith("The request body could not be parsed as JSON")


@pytest.mark.parametrize("body", [[], "x", 5, None])
def test_a_body_is_an_object(http: Any, body: Any) -> None:
    status, told, _ = http.line("POST", PUSH, json.dumps(body).encode())
    assert (status, told["details"][0]["message"]) == (400, "must be an object")


def test_a_charset_may_be_named(http: Any, malee: Person) -> None:
    content_type = {"Content-Type": "application/json; charset=utf-8"}
    assert http.line("POST", PUSH, push_body(malee), content_type)[0] == 200


def test_two_megabytes_are_enough(http: Any, malee: Person) -> None:
    body = json.dumps(push_body(malee)).encode()
    assert http.line("POST", PUSH, body.ljust(2 * 1024 * 1024))[0] == 200
    assert http.line("POST", PUSH, body.ljust(2 * 1024 * 1024 + 1))[0] == 413


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v2/bot/nothing"),
        ("GET", "/v2/bot/info/"),
        ("GET", "/v2//bot/info"),
        ("GET", "/v2/bot/message/delivery/letter"),
        ("POST", "/v2/bot/info"),
        ("GET", PUSH),
        ("GET", ""),
    ],
)
def test_exact_paths_only(http: Any, method: str, path: str) -> None:
    assert http.line(method, path)[0] == 404


def test_every_answer_has_its_own_request_id(http: Any) -> None:
    ids = {http.line("GET", "/v2/bot/info")[2]["x-line-request-id"] for _ in range(5)}
    assert len(ids) == 5


def test_rates_are_an_endpoint_s_own(line: Platform, http: Any, malee: Person) -> None:
    body = {"messages": [{"type": "text", "text": "ก"}]}
    for _ in range(60):
        assert http.line("POST", "/v2/bot/message/broadcast", body)[0] == 200
    assert http.line("POST", "/v2/bot/message/broadcast", body)[:2] == (429, RATE)
    assert http.line("POST", PUSH, push_body(malee))[0] == 200
    line.advance(60)
    assert http.line("POST", "/v2/bot/message/broadcast", body)[0] == 200
    assert http.line("POST", "/v2/bot/message/broadcast", body)[0] == 429
    line.rate_limits = False
    assert http.line("POST", "/v2/bot/message/broadcast", body)[0] == 200


RATES = {
    ("POST", "/v2/bot/message/multicast"): 200,
    ("POST", "/v2/bot/message/broadcast"): 60 / 3600,
    ("POST", "/v2/bot/message/narrowcast"): 60 / 3600,
    ("POST", "/v2/bot/richmenu"): 100 / 3600,
    ("DELETE", "/v2/bot/richmenu/<menuId>"): 100 / 3600,
    ("DELETE", "/v2/bot/richmenu/alias/<alias>"): 100 / 3600,
    ("GET", "/v2/bot/richmenu/progress/batch"): 100 / 3600,
    ("POST", "/v2/bot/richmenu/batch"): 3 / 3600,
    ("GET", "/v2/bot/richmenu/list"): 10,
    ("POST", "/v2/bot/chat/loading/start"): 100,
    ("POST", "/v2/bot/channel/webhook/test"): 60 / 3600,
    ("PUT", "/v2/bot/channel/webhook/endpoint"): 1000 / 60,
    ("GET", "/v2/bot/channel/webhook/endpoint"): 1000 / 60,
}


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: f"{e.method} {e.path}")
def test_documented_rates(endpoint: Any) -> None:
    expected = RATES.get((endpoint.method, endpoint.path), 2000)
    assert endpoint.rate.requests / endpoint.rate.seconds == pytest.approx(expected)


# Faults


def send(api: MessagingApi, person: Person, **more: Any) -> int:
    request = PushMessageRequest(to=person.user_id, messages=[TextMessage(text="ก")])
    try:
        api.push_message(request, **more)
    except ApiException as failure:
        return int(failure.status)
    return 200


@pytest.mark.parametrize(("fault", "status"), [("fail_429_rate", 429), ("fail_500", 500)])
def test_failing_calls_do_nothing(
    line: Platform, api: MessagingApi, malee: Person, fault: str, status: int
) -> None:
    line.set_faults(**{fault: 2})
    assert api.get_bot_info().user_id  # not a sending call
    assert [send(api, malee) for _ in range(3)] == [status, status, 200]
    assert (len(line.answers(malee)), line.faults[fault]) == (1, 0)
    line.set_faults(**{fault: -1})
    assert [send(api, malee) for _ in range(3)] == [status] * 3
    line.set_faults(**{fault: 0})
    assert send(api, malee) == 200


@pytest.mark.parametrize(("fault", "delivered"), [("timeout", 0), ("timeout_after", 1)])
def test_hanging_calls_end_without_an_answer(
    line: Platform, api: MessagingApi, malee: Person, fault: str, delivered: int
) -> None:
    line.set_faults(hang_seconds=0.05, **{fault: 1})
    started = time.perf_counter()
    with pytest.raises(HTTPError):
        send(api, malee)
    assert time.perf_counter() - started >= 0.05
    assert len(line.answers(malee)) == delivered
    assert send(api, malee) == 200


def test_a_caller_may_have_less_patience(line: Platform, api: MessagingApi, malee: Person) -> None:
    line.set_faults(timeout_after=1)
    with pytest.raises(HTTPError):
        send(api, malee, _request_timeout=0.05)
    assert len(line.answers(malee)) == 1
    line.set_faults(timeout_after=0)  # wakes what hangs
    assert send(api, malee) == 200


def test_a_reply_that_hung_afterwards_has_spent_its_token(
    line: Platform, bot: Any, http: Any, malee: Person
) -> None:
    line.say(malee, "ก")
    body = {"replyToken": bot.last["replyToken"], "messages": [{"type": "text", "text": "ข"}]}
    line.set_faults(timeout_after=1, hang_seconds=0)
    with pytest.raises(RemoteDisconnected):
        http.line("POST", "/v2/bot/message/reply", body)
    assert http.line("POST", "/v2/bot/message/reply", body)[:2] == (
        400,
        {"message": "Invalid reply token"},
    )
    line.say(malee, "ค")
    body["replyToken"] = bot.last["replyToken"]
    line.set_faults(timeout=1)
    with pytest.raises(RemoteDisconnected):
        http.line("POST", "/v2/bot/message/reply", body)
    assert http.line("POST", "/v2/bot/message/reply", body)[0] == 200


def test_down_is_down_for_every_call(line: Platform, http: Any) -> None:
    line.set_faults(down=True)
    for path in ("/v2/bot/info", "/v2/nowhere", "/v2/bot/message/1/content"):
        with pytest.raises(RemoteDisconnected):
            http.line("GET", path)
    assert http.control("state")[0] == 200
    line.set_faults(down=False)
    assert http.line("GET", "/v2/bot/info")[0] == 200


def test_latency(line: Platform, http: Any) -> None:
    line.set_faults(latency_ms=60)
    started = time.perf_counter()
    http.line("GET", "/v2/bot/info")
    assert time.perf_counter() - started >= 0.06


@pytest.mark.parametrize(
    "switches",
    [
        {"fail_600": 1},
        {"fail_500": -2},
        {"fail_500": True},
        {"fail_500": 1.5},
        {"down": 1},
        {"latency_ms": -1},
        {"profile_404": "U1"},
        {"fail_500": 1, "down": "yes"},
    ],
)
def test_faults_are_what_they_are(line: Platform, switches: dict[str, Any]) -> None:
    before = line.faults.as_json()
    with pytest.raises(NotPossibleError):
        line.set_faults(**switches)
    assert line.faults.as_json() == before
