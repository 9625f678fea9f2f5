"""The channel's own settings: where its webhooks go, and whether they arrive."""

from urllib.parse import urlsplit

from simulator.endpoints.base import Answer, Call, Endpoint, checked
from simulator.errors import LineError
from simulator.limits.shape import Shape
from simulator.limits.values import text
from simulator.rates import HOUR, MINUTE, Rate

HERE = ("127.0.0.1", "localhost", "::1")
SET = Shape({"endpoint": text(2000)})
TEST = Shape({}, {"endpoint": text(2000)})


def _acceptable(url: str) -> bool:
    """LINE takes https only, of at most 500 characters; here plain http on this machine too."""
    parts = urlsplit(url)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    return len(url) <= 500 and secure and bool(parts.hostname)


def _checked_url(url: str) -> str:
    if not _acceptable(url):
        raise LineError(400, "Invalid webhook endpoint URL")
    return url


def get_endpoint(call: Call) -> Answer:
    url = call.platform.courier.url
    if url is None:
        raise LineError(404, "Webhook endpoint not found")
    return Answer({"endpoint": url, "active": True})


def set_endpoint(call: Call) -> Answer:
    url = _checked_url(checked(call, SET)["endpoint"])
    with call.platform.lock:
        call.platform.courier.url = url
        call.platform.chats.touch()
    return Answer()


def try_endpoint(call: Call) -> Answer:
    """Sends a webhook without events and tells how that went."""
    named = checked(call, TEST).get("endpoint")
    url = _checked_url(named) if named is not None else None
    if url is None and not call.platform.courier.can_deliver:
        raise LineError(404, "Webhook endpoint not found")
    delivery = call.platform.courier.verify(url)
    reason, detail = "OK", str(delivery.status)
    if delivery.status == 0:
        late = delivery.late
        reason = "REQUEST_TIMEOUT" if late else "COULD_NOT_CONNECT"
        detail = "Request timeout" if late else "Failure to connect"
    elif not 200 <= delivery.status < 300:
        reason = "ERROR_STATUS_CODE"
    return Answer(
        {
            "success": reason == "OK",
            "timestamp": call.platform.moment(),
            "statusCode": delivery.status,
            "reason": reason,
            "detail": detail,
        }
    )


JSON = "application/json"
CHANNEL = "/v2/bot/channel/webhook"
ENDPOINTS = (
    Endpoint("GET", f"{CHANNEL}/endpoint", get_endpoint, Rate(1000, MINUTE)),
    Endpoint("PUT", f"{CHANNEL}/endpoint", set_endpoint, Rate(1000, MINUTE), takes=JSON),
    Endpoint("POST", f"{CHANNEL}/test", try_endpoint, Rate(60, HOUR), takes=JSON),
)
