"""Reply, push, multicast, broadcast, narrowcast, and asking beforehand whether they would do."""

import re
from typing import Any

from simulator import limits, sending
from simulator.endpoints.base import (
    USER,
    Answer,
    Call,
    Endpoint,
    bad_parameter,
    bad_property,
    checked,
)
from simulator.errors import LineError, mistaken
from simulator.limits import FINE, MESSAGES, Check, Mistakes
from simulator.limits.shape import Shape, list_of
from simulator.limits.values import boolean, matching, text, whole
from simulator.rates import HOUR, Rate
from simulator.retry_keys import HEADER
from simulator.sending import Parcel

CHAT = re.compile(r"[UCR][0-9a-f]{32}")
SEND: dict[str, Check] = {"messages": MESSAGES}
QUIETLY: dict[str, Check] = {"notificationDisabled": boolean}
UNIT = matching(r"[a-zA-Z0-9_]{1,30}", "Invalid characters are included in custom aggregation unit")
UNITS: dict[str, Check] = {"customAggregationUnits": list_of(UNIT, 0, 1)}
MOST_UNITS = 1000


def some_object(value: Any) -> Mistakes:
    return FINE if isinstance(value, dict) else limits.shape.wrong("must be an object")


LIMIT = Shape(
    {}, {"max": whole(1), "upToRemainingQuota": boolean, "forbidPartialDelivery": boolean}
)
REPLY = Shape({"replyToken": text(200), **SEND}, QUIETLY)
PUSH = Shape({"to": text(200), **SEND}, QUIETLY | UNITS)
MULTICAST = Shape({"to": list_of(text(200), 1, 500), **SEND}, QUIETLY | UNITS)
BROADCAST = Shape(SEND, QUIETLY)
NARROWCAST = Shape(
    SEND, {"recipient": some_object, "filter": some_object, "limit": LIMIT, **QUIETLY}
)
VALIDATE = Shape(SEND)


def reply(call: Call) -> Answer:
    body = checked(call, REPLY)
    with call.platform.lock:
        sent = sending.reply(call.platform, _parcel(call, "reply"), body["replyToken"])
    return Answer({"sentMessages": list(sent)})


def push(call: Call) -> Answer:
    body = checked(call, PUSH)
    if not CHAT.fullmatch(body["to"]):
        raise bad_property("'to'")
    with call.platform.lock:
        sent = sending.push(call.platform, _parcel(call, "push"), body["to"])
        _note_units(call)
    return Answer({"sentMessages": list(sent)})


def multicast(call: Call) -> Answer:
    body = checked(call, MULTICAST)
    _check_mentions(call)
    for place, user in enumerate(body["to"]):
        if not USER.fullmatch(user):
            raise bad_property(f"to[{place}]")
    with call.platform.lock:
        sending.multicast(call.platform, _parcel(call, "multicast"), body["to"])
        _note_units(call)
    return Answer()


def broadcast(call: Call) -> Answer:
    checked(call, BROADCAST)
    _check_mentions(call)
    with call.platform.lock:
        sending.broadcast(call.platform, _parcel(call, "broadcast"))
    return Answer()


def narrowcast(call: Call) -> Answer:
    body = checked(call, NARROWCAST)
    _check_mentions(call)
    with call.platform.lock:
        sending.narrowcast(
            call.platform,
            _parcel(call, "narrowcast"),
            by_attribute="demographic" in body.get("filter", {}),
            by_audience="recipient" in body,
            limit=body.get("limit", {}),
        )
    return Answer(status=202)


def narrowcast_progress(call: Call) -> Answer:
    request_id = call.query.get("requestId")
    if not request_id:
        raise bad_parameter("requestId")
    if request_id not in call.platform.narrowcasts:
        raise LineError(404, "Not found")
    return Answer(call.platform.narrowcasts[request_id])


def validate(call: Call) -> Answer:
    """Whether the messages would be accepted, as far as that doesn't depend on the chat."""
    checked(call, VALIDATE)
    return Answer()


def validate_for_many(call: Call) -> Answer:
    checked(call, VALIDATE)
    _check_mentions(call)
    return Answer()


def _parcel(call: Call, how: str) -> Parcel:
    return Parcel(
        call.body["messages"],
        how,
        call.request_id,
        call.headers.get(HEADER),
        silent=call.body.get("notificationDisabled", False),
    )


def _check_mentions(call: Call) -> None:
    mistakes = limits.no_mentions(call.body["messages"])
    if mistakes:
        raise mistaken(mistakes)


def _note_units(call: Call) -> None:
    """A month has room for 1000 names of units; messages go out all the same."""
    for unit in call.body.get("customAggregationUnits", ()):
        if len(call.platform.units) < MOST_UNITS:
            call.platform.units[unit] = None


def units_used(call: Call) -> Answer:
    return Answer({"numOfCustomAggregationUnits": len(call.platform.units)})


def units_named(call: Call) -> Answer:
    return Answer({"customAggregationUnits": list(call.platform.units)})


def quota(call: Call) -> Answer:
    limit = call.platform.quota.limit
    return Answer({"type": "none"} if limit is None else {"type": "limited", "value": limit})


def consumption(call: Call) -> Answer:
    return Answer({"totalUsage": call.platform.quota.used(call.platform.now())})


def delivered(call: Call) -> Answer:
    how = call.path["how"]
    return Answer(call.platform.quota.delivered(how, call.query.get("date"), call.platform.now()))


JSON = "application/json"
MESSAGE = "/v2/bot/message"
SELDOM = Rate(60, HOUR)
ENDPOINTS = (
    Endpoint("POST", f"{MESSAGE}/reply", reply, takes=JSON, sends=True),
    Endpoint("POST", f"{MESSAGE}/push", push, takes=JSON, sends=True),
    Endpoint("POST", f"{MESSAGE}/multicast", multicast, Rate(200, 1), takes=JSON, sends=True),
    Endpoint("POST", f"{MESSAGE}/broadcast", broadcast, SELDOM, takes=JSON, sends=True),
    Endpoint("POST", f"{MESSAGE}/narrowcast", narrowcast, SELDOM, takes=JSON, sends=True),
    Endpoint("GET", f"{MESSAGE}/progress/narrowcast", narrowcast_progress),
    *(
        Endpoint("POST", f"{MESSAGE}/validate/{name}", validate, takes=JSON)
        for name in ("reply", "push")
    ),
    *(
        Endpoint("POST", f"{MESSAGE}/validate/{name}", validate_for_many, takes=JSON)
        for name in ("multicast", "broadcast", "narrowcast")
    ),
    Endpoint("GET", f"{MESSAGE}/quota", quota),
    Endpoint("GET", f"{MESSAGE}/quota/consumption", consumption),
    Endpoint("GET", f"{MESSAGE}/delivery/<any(reply,push,multicast,broadcast):how>", delivered),
    Endpoint("GET", f"{MESSAGE}/aggregation/info", units_used),
    Endpoint("GET", f"{MESSAGE}/aggregation/list", units_named),
)
