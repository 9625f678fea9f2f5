"""What several tests ask in the same way."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from linebot.v3.messaging import (
    ApiException,
    MessagingApi,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)

from simulator.platform import Platform

DAY = 24 * 3600
NOT_FOUND = (404, {"message": "Not found"})
HELLO = TextMessage(text="สวัสดี")


def refused(call: Callable[[], Any]) -> tuple[int, Any]:
    """The status and body with which LINE said no."""
    with pytest.raises(ApiException) as failure:
        call()
    return failure.value.status, json.loads(failure.value.body)


def invalid(name: str) -> tuple[int, Any]:
    return 400, {"message": f"The value for the '{name}' parameter is invalid"}


def push(api: MessagingApi, to: Any, *messages: Any, **more: Any) -> Any:
    """To a person, a group, or an id."""
    to = getattr(to, "user_id", None) or getattr(to, "group_id", None) or to
    request = PushMessageRequest(to=to, messages=list(messages) or [HELLO])
    return api.push_message(request, **more)


def reply(api: MessagingApi, token: str, *messages: Any) -> Any:
    request = ReplyMessageRequest(reply_token=token, messages=list(messages) or [HELLO])
    return api.reply_message(request)


def told(line: Platform, chat: Any) -> list[str]:
    return [answer.text for answer in line.answers(chat)]


def used(line: Platform) -> int:
    return line.quota.used(line.now())
