"""Where the webhooks go, and whether they arrive."""

import json
from typing import Any

import pytest
from linebot.v3.messaging import (
    MessagingApi,
    SetWebhookEndpointRequest,
)
from linebot.v3.messaging import (
    TestWebhookEndpointRequest as TryWebhook,
)

from simulator.platform import Platform
from tests.simulator.asking import refused


def test_the_webhook_endpoint_is_set(
    line: Platform, api: MessagingApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line.courier, "url", None)
    none = (404, {"message": "Webhook endpoint not found"})
    assert refused(api.get_webhook_endpoint) == none
    for url in ("https://a.th/line", "http://127.0.0.1:8000/line/webhook"):
        api.set_webhook_endpoint(SetWebhookEndpointRequest(endpoint=url))
        assert api.get_webhook_endpoint().to_dict() == {"endpoint": url, "active": True}
    bad = (400, {"message": "Invalid webhook endpoint URL"})
    for url in ("http://a.th/line", "ftp://a.th", "https://a.th/" + "x" * 488):
        request = SetWebhookEndpointRequest.construct(endpoint=url)
        assert refused(lambda request=request: api.set_webhook_endpoint(request)) == bad


def test_the_webhook_endpoint_is_tried(line: Platform, bot: Any, api: MessagingApi) -> None:
    done = api.test_webhook_endpoint(TryWebhook())
    assert (done.success, done.status_code, done.reason) == (True, 200, "OK")
    assert json.loads(bot.posts[-1][0])["events"] == []
    bot.status = 500
    failed = api.test_webhook_endpoint(TryWebhook())
    assert (failed.success, failed.reason, failed.detail) == (False, "ERROR_STATUS_CODE", "500")
    nobody = api.test_webhook_endpoint(TryWebhook(endpoint="http://127.0.0.1:9/"))
    assert (nobody.success, nobody.status_code) == (False, 0)
    assert nobody.reason == "COULD_NOT_CONNECT"
