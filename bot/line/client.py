"""The Messaging API through LINE's SDK: one pooled client a process, timeouts, and our errors.

Bodies are sent as they lie in the outbox; the SDK's models, which would cost 12–22 ms for a large
carousel and drop what they do not know, are not built. Each call first asks for a place within
LINE's rates.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import urllib3
from linebot.v3.messaging import ApiClient, Configuration
from linebot.v3.messaging.exceptions import ApiException

from bot.errors import GiveUp, RetryLater
from bot.line.rates import Buckets

TIMEOUT = (3.0, 8.0)
"""Seconds to connect and to wait for an answer: several tries fit into a reply token's minute."""

CONNECTIONS = 32

DOTS = 20
"""Seconds of the loading animation; LINE takes 5 to 60, in steps of 5."""


@dataclass(frozen=True)
class Sent:
    """LINE took it. `before` when it had taken it already (409 on a retry key)."""

    request_id: str | None
    before: bool = False


class LineClient:
    """What the bot asks of LINE. Every call raises RetryLater or GiveUp when it fails."""

    def __init__(
        self, token: str, api_base: str, data_api_base: str, clock: Callable[[], datetime]
    ) -> None:
        self._api = _client(token, api_base)
        self._data = _client(token, data_api_base)
        self._rates = Buckets(clock)

    def reply(self, token: str, messages: list[Any]) -> Sent:
        """Free, once, within a minute of the event. Knows no retry key."""
        return self._post("/v2/bot/message/reply", {"replyToken": token, "messages": messages})

    def push(self, to: str, messages: list[Any], retry_key: str) -> Sent:
        """Costs a message per person. The same key within 24 hours is the same push."""
        body = {"to": to, "messages": messages}
        return self._post("/v2/bot/message/push", body, {"X-Line-Retry-Key": retry_key})

    def loading(self, chat_id: str) -> None:
        """Three dots in somebody's 1:1 chat, for `DOTS` seconds or until we speak. Free."""
        body = {"chatId": chat_id, "loadingSeconds": DOTS}
        self._post("/v2/bot/chat/loading/start", body)

    def profile(self, line_id: str) -> str:
        """The name somebody shows in LINE; GiveUp with status 404 if LINE does not tell."""
        return str(self._get("/v2/bot/profile/{}", line_id).get("displayName") or "")

    def group_name(self, group_id: str) -> str:
        return str(self._get("/v2/bot/group/{}/summary", group_id).get("groupName") or "")

    def group_size(self, group_id: str) -> int:
        """How many people are in it, without the bot."""
        return int(self._get("/v2/bot/group/{}/members/count", group_id).get("count") or 0)

    def quota(self) -> int | None:
        """How many messages this month has; None if there is no limit."""
        answer = self._get("/v2/bot/message/quota")
        return None if answer.get("type") == "none" else _count(answer.get("value"))

    def consumption(self) -> int:
        """How many of them are used, about, whoever sent them."""
        return _count(self._get("/v2/bot/message/quota/consumption").get("totalUsage"))

    def bot_info(self) -> dict[str, Any]:
        return self._get("/v2/bot/info")

    def webhook_endpoint(self) -> dict[str, Any]:
        return self._get("/v2/bot/channel/webhook/endpoint")

    def content(self, message_id: str) -> bytes:
        """The bytes of a picture. RetryLater while LINE prepares it, GiveUp when it is gone."""
        answer = self._call(self._data, "GET", "/v2/bot/message/{}/content", message_id)
        if answer.status == 202:
            raise RetryLater("content is being prepared", status=202)
        return bytes(answer.data)

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> Sent:
        try:
            answer = self._call(self._api, "POST", path, body=body, headers=headers)
        except ApiException as error:
            if error.status == 409:
                return Sent(_header(error, "x-line-accepted-request-id"), before=True)
            raise _meaning(error) from error
        return Sent(answer.getheader("x-line-request-id"))

    def _get(self, path: str, *ids: str) -> dict[str, Any]:
        answer = self._call(self._api, "GET", path, *ids)
        found = json.loads(answer.data)
        return found if isinstance(found, dict) else {}

    def _call(
        self,
        client: ApiClient,
        method: str,
        path: str,
        *ids: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        """`ids` go where `path` has `{}`: LINE counts calls by endpoint, whatever the ids."""
        endpoint = f"{method} {path}"
        self._rates.take(endpoint)
        try:
            return client.rest_client.request(
                method,
                client.configuration.host + path.format(*ids),
                headers={
                    **client.default_headers,
                    **({"Content-Type": "application/json"} if body else {}),
                    **(headers or {}),
                },
                body=body,
                _request_timeout=TIMEOUT,
            )
        except ApiException as error:
            if _too_fast(error):
                self._rates.empty(endpoint)
            if method == "POST":
                raise
            raise _meaning(error) from error
        except urllib3.exceptions.HTTPError as error:
            raise RetryLater(type(error).__name__, unsure=_may_have_arrived(error)) from error


def _count(value: object) -> int:
    """A number of messages; GiveUp for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise GiveUp("LINE named no number of messages")
    return value


def _client(token: str, base: str) -> ApiClient:
    configuration = Configuration(access_token=token, host=base)
    configuration.retries = False  # whether to try again is the sender's to decide
    configuration.connection_pool_maxsize = CONNECTIONS
    return ApiClient(configuration)


def _may_have_arrived(error: Exception) -> bool:
    """A connection that never stood carried nothing; any other silence may hide a success."""
    never = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError)
    reason = getattr(error, "reason", None)
    return not isinstance(error, never) and not isinstance(reason, never)


def _meaning(error: ApiException) -> RetryLater | GiveUp:
    """LINE's answer as what to do next. 5xx says that nothing was done; only silence is unsure."""
    status = int(error.status or 0)
    text = _message(error)
    if status == 0 or status >= 500 or _too_fast(error):
        return RetryLater(text, status=status)
    return GiveUp(text, status=status)


def _too_fast(error: ApiException) -> bool:
    """429 for the rate; the same number also says that the month's messages are used up."""
    return error.status == 429 and "monthly limit" not in _message(error)


def _message(error: ApiException) -> str:
    """LINE's one-line reason, without the details, which may quote what we sent."""
    try:
        return str(json.loads(error.body or "").get("message") or "")[:200]
    except (ValueError, AttributeError):
        return str(error.reason or "")[:200]


def _header(error: ApiException, name: str) -> str | None:
    found = (error.headers or {}).get(name)
    return None if found is None else str(found)
