"""A call that got past the door, its answer, and what most endpoints check first."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import Headers

from simulator import limits
from simulator.errors import LineError, mistaken
from simulator.limits import Check
from simulator.model import Group, Person
from simulator.platform import Platform
from simulator.rates import USUAL, Rate

USER = re.compile(r"U[0-9a-f]{32}")
PLACES = {"groupId": re.compile(r"C[0-9a-f]{32}"), "roomId": re.compile(r"R[0-9a-f]{32}")}
NOT_FOUND = "Not found"


@dataclass(frozen=True)
class Call:
    platform: Platform
    request_id: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Headers
    raw: bytes = b""
    body: Any = None


@dataclass(frozen=True)
class Answer:
    body: Any = field(default_factory=dict)
    status: int = 200
    content_type: str = "application/json"


@dataclass(frozen=True)
class Endpoint:
    """Where it is, what answers there, how often it may be asked, and in what form."""

    method: str
    path: str
    answer: Callable[[Call], Answer]
    rate: Rate = USUAL
    takes: str | None = None
    sends: bool = False


def checked(call: Call, shape: Check) -> dict[str, Any]:
    """The body, if it is as it has to be."""
    mistakes = limits.check(call.body, shape)
    if mistakes:
        raise mistaken(mistakes)
    body: dict[str, Any] = call.body
    return body


def bad_property(name: str) -> LineError:
    return LineError(
        400, f"The property, {name}, in the request body is invalid (line: -, column: -)"
    )


def bad_parameter(name: str) -> LineError:
    return LineError(400, f"The value for the '{name}' parameter is invalid")


def user_of(call: Call) -> str:
    user_id = call.path["userId"]
    if not USER.fullmatch(user_id):
        raise bad_parameter("userId")
    return user_id


def person_of(call: Call) -> Person | None:
    return call.platform.people.get(user_of(call))


def group_of(call: Call) -> Group:
    """The group or room of the path, if the bot is in it."""
    name = "groupId" if "groupId" in call.path else "roomId"
    if not PLACES[name].fullmatch(call.path[name]):
        raise bad_parameter(name)
    group = call.platform.groups.get(call.path[name])
    if group is None or not group.bot:
        raise LineError(404, NOT_FOUND)
    return group


def verified_only(call: Call) -> None:
    """Lists of people are for verified and premium accounts."""
    if not call.platform.bot.verified:
        raise LineError(403, "Access to this API is not available for your account")


def page(call: Call, ids: list[str], size: int) -> tuple[list[str], str | None]:
    """A part of a long list, and the token that continues it."""
    start = call.query.get("start", "0")
    if not start.isdecimal():
        raise LineError(400, "Invalid start param")
    first = int(start)
    following = str(first + size) if first + size < len(ids) else None
    return ids[first : first + size], following
