"""The Messaging API over HTTP, `api.line.me` and `api-data.line.me` on one host.

Every call passes the same door: faults that drop or delay it, the token, its size and form, the
rate limit, faults of sending. Then an endpoint answers, and every answer has a request id.
"""

import json
import time
from collections.abc import Callable

from flask import Blueprint, Response, request
from waitress.channel import ClientDisconnected

from simulator.endpoints import channel, contents, menus, messages, people
from simulator.endpoints.base import Answer, Call, Endpoint
from simulator.errors import LineError
from simulator.platform import Platform

PREFIX = "/simulator/line"
LARGEST = 2 * 1024 * 1024
ENDPOINTS = (
    *messages.ENDPOINTS,
    *people.ENDPOINTS,
    *contents.ENDPOINTS,
    *menus.ENDPOINTS,
    *channel.ENDPOINTS,
)
UNKNOWN_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]


class DroppedError(ClientDisconnected, ConnectionError):
    """Close the connection without an answer, as waitress does for one of these, Flask for both."""


def blueprint(platform: Platform) -> Blueprint:
    line = Blueprint("line", __name__, url_prefix=PREFIX)
    for number, endpoint in enumerate(ENDPOINTS):
        name = f"{endpoint.answer.__name__}-{number}"
        view = _view(platform, endpoint)
        line.add_url_rule(endpoint.path, name, view, methods=[endpoint.method])
    nowhere = Endpoint("GET", "/<path:rest>", _not_found)
    line.add_url_rule(nowhere.path, "nowhere", _view(platform, nowhere), methods=UNKNOWN_METHODS)
    return line


def _not_found(_call: Call) -> Answer:
    raise LineError(404, "Not found")


def _view(platform: Platform, endpoint: Endpoint) -> Callable[..., Response]:
    def view(**path: str) -> Response:
        request_id = platform.ids.request()
        headers = {"x-line-request-id": request_id}
        try:
            _pass_door(platform, endpoint)
            answer = _answer(platform, endpoint, _call(platform, endpoint, request_id, path))
        except LineError as error:
            headers |= error.headers
            answer = Answer(error.body, error.status)
        body = answer.body
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False)
        return Response(data, answer.status, headers, content_type=answer.content_type)

    return view


def _pass_door(platform: Platform, endpoint: Endpoint) -> None:
    faults = platform.faults
    if faults["down"]:
        raise DroppedError
    if faults["latency_ms"]:
        time.sleep(faults["latency_ms"] / 1000)
    _check_token(platform)
    if (request.content_length or 0) > LARGEST:
        raise LineError(413, "The request is larger than 2 MB")
    if endpoint.takes and request.mimetype != endpoint.takes:
        raise LineError(415, f"The content type, {request.mimetype}, is not supported")
    if platform.rate_limits:
        with platform.lock:
            name = f"{endpoint.method} {endpoint.path}"
            platform.rates.take(name, endpoint.rate, platform.now())


def _check_token(platform: Platform) -> None:
    advice = "Confirm that the access token in the authorization header is valid."
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer":
        raise LineError(401, f"Authentication failed. {advice}")
    if token != platform.access_token:
        reason = "Authentication failed due to the following reason: invalid token."
        raise LineError(401, f"{reason} {advice}")


def _call(platform: Platform, endpoint: Endpoint, request_id: str, path: dict[str, str]) -> Call:
    raw = request.get_data(cache=False)
    body = _parsed(raw) if endpoint.takes else None
    return Call(platform, request_id, path, request.args, request.headers, raw, body)


def _parsed(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except json.JSONDecodeError as error:
        place = f"(line: {error.lineno}, column: {error.colno})"
    except (UnicodeDecodeError, RecursionError):
        place = "(line: -, column: -)"
    raise LineError(400, f"The request body could not be parsed as JSON {place}")


def _answer(platform: Platform, endpoint: Endpoint, call: Call) -> Answer:
    faults = platform.faults
    if not endpoint.sends:
        return endpoint.answer(call)
    if faults.take("fail_429_rate"):
        raise LineError(429, "The API rate limit has been exceeded. Try again later.")
    if faults.take("fail_500"):
        raise LineError(500, "Internal Server Error")
    if faults.take("timeout"):
        faults.hang()
        raise DroppedError
    hangs = faults.take("timeout_after")
    try:
        return endpoint.answer(call)
    finally:
        if hangs:
            faults.hang()
            raise DroppedError
