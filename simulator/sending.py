"""What the bot sends: to whom it gets, what it costs, and what it is answered.

Every function is one request that has passed `limits`; it runs under the world's lock, and
either does all or, with a `LineError`, nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator import retry_keys
from simulator.errors import LineError, mistaken
from simulator.limits import Mistake, mentions
from simulator.model import BOT
from simulator.world import World

QUOTABLE = ("text", "textV2", "sticker", "image", "video", "template", "flex")
SMALLEST_REACH = 100
Message = Mapping[str, Any]
Sent = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Parcel:
    """The messages of one request and how they are sent."""

    messages: Sequence[Message]
    how: str
    request_id: str
    retry_key: str | None = None
    silent: bool = False


def reply(world: World, parcel: Parcel, token: str) -> Sent:
    """To where the event came from, free, once."""
    retry_keys.refuse(parcel.retry_key)
    now = world.now()
    chat = world.tokens.chat_of(token, now)
    _check_place(world, chat, parcel)
    person = world.people.get(chat)
    people = _size(world, chat) if person is None else int(not person.blocked)
    world.tokens.spend(token)
    world.quota.count(parcel.how, people, now)
    return _post(world, chat, parcel, arrives=person is None or not person.blocked)


def push(world: World, parcel: Parcel, to: str) -> Sent:
    """To one chat. Who can't be reached gets nothing and costs nothing, and the answer is 200."""
    now = world.now()
    world.retry_keys.check(parcel.retry_key, now)
    if to not in world.people and to not in world.groups:
        raise LineError(400, "Failed to send messages")
    _check_place(world, to, parcel)
    person = world.people.get(to)
    people = _size(world, to) if person is None else int(person.reachable(now))
    world.quota.check(people, now)
    world.quota.count(parcel.how, people, now)
    sent = _post(world, to, parcel, arrives=people > 0 or person is None)
    world.retry_keys.accept(parcel.retry_key, parcel.request_id, now, sent)
    return sent


def multicast(world: World, parcel: Parcel, to: Sequence[str]) -> None:
    """To friends among these users, each once; others get nothing and cost nothing."""
    known = (world.people.get(user) for user in dict.fromkeys(to))
    friends = [person.user_id for person in known if person and person.is_friend()]
    _to_many(world, parcel, friends)


def broadcast(world: World, parcel: Parcel) -> None:
    """To all friends."""
    _to_many(world, parcel, _friends(world))


def _to_many(world: World, parcel: Parcel, users: Sequence[str]) -> None:
    now = world.now()
    world.retry_keys.check(parcel.retry_key, now)
    world.quota.check(len(users), now)
    world.quota.count(parcel.how, len(users), now)
    for user in users:
        _post(world, user, parcel)
    world.retry_keys.accept(parcel.retry_key, parcel.request_id, now)


def narrowcast(
    world: World,
    parcel: Parcel,
    *,
    by_attribute: bool,
    by_audience: bool,
    limit: Mapping[str, Any],
) -> None:
    """Accepted now, done a moment later: whether it worked is seen in the progress only."""
    now = world.now()
    world.retry_keys.check(parcel.retry_key, now)
    users = _friends(world)
    if by_attribute and len(users) < SMALLEST_REACH:
        raise LineError(403, "The target reach is less than 100 people")
    moment = world.moment()
    progress: dict[str, Any] = {"acceptedTime": moment, "completedTime": moment}
    left = world.quota.remaining(now)
    # No audience can be made here, so whoever names one reaches nobody.
    if by_audience:
        progress |= _failed(2, "There are not enough recipients")
    else:
        most = min(limit.get("max", len(users)), len(users))
        if limit.get("upToRemainingQuota") and left is not None:
            most = min(most, left)
        progress |= _narrow(world, parcel, users, most, limit)
    world.narrowcasts[parcel.request_id] = progress
    world.retry_keys.accept(parcel.retry_key, parcel.request_id, now)


def _narrow(
    world: World, parcel: Parcel, users: Sequence[str], most: int, limit: Mapping[str, Any]
) -> dict[str, Any]:
    now = world.now()
    if most < len(users) and limit.get("forbidPartialDelivery"):
        return _failed(5, "The number of recipients exceeds the maximum")
    try:
        world.quota.check(most, now)
    except LineError as error:
        return _failed(1, error.body["message"])
    world.quota.count(parcel.how, most, now)
    for user in users[:most]:
        _post(world, user, parcel)
    counts = {"successCount": most, "failureCount": 0, "targetCount": most}
    return {"phase": "succeeded", **counts}


def _failed(code: int, description: str) -> dict[str, Any]:
    return {"phase": "failed", "errorCode": code, "failedDescription": description}


def _friends(world: World) -> list[str]:
    return [person.user_id for person in world.people.values() if person.is_friend()]


def _size(world: World, group: str) -> int:
    """A message to a group is as many as it has members, the bot not among them."""
    return len(world.groups[group].members)


def _check_place(world: World, chat: str, parcel: Parcel) -> None:
    """What depends on the chat: the bot is in it, mentions are of members, quotes are from it."""
    group = world.groups.get(chat)
    if group and not group.bot:
        raise LineError(400, "Failed to send messages")
    members = set(group.members) if group else set()
    found: list[Mistake] = []
    for place, message in enumerate(parcel.messages):
        for key, user in mentions(message).items():
            if group is None or (user is not None and user not in members):
                where = f"substitution.{key}.mentionee"
                found.append(Mistake("must be a member of the group", where).below(_at(place)))
        if group and "trackingId" in message:
            found.append(Mistake("can't be used in groups", "trackingId").below(_at(place)))
        quoted = world.quotes.get(message.get("quoteToken", ""), (chat, ""))
        if "quoteToken" in message and (not quoted[1] or quoted[0] != chat):
            found.append(Mistake("Invalid quote token", "quoteToken").below(_at(place)))
    if found:
        raise mistaken(tuple(found))


def _at(place: int) -> str:
    return f"messages[{place}]"


def _post(world: World, chat: str, parcel: Parcel, *, arrives: bool = True) -> Sent:
    """The messages in the chat, and what LINE calls `sentMessages`."""
    if world.loading.pop(chat, None) or parcel.how != "reply":
        world.chats.touch()
    sent: list[dict[str, Any]] = []
    at = world.now_ms()
    for message in parcel.messages:
        message_id = world.ids.message()
        told = {"id": message_id}
        if message["type"] in QUOTABLE:
            told["quoteToken"] = world.ids.quote_token()
            world.quotes[told["quoteToken"]] = (chat, message_id)
        sent.append(told)
        if arrives:
            quoted = world.quotes.get(message.get("quoteToken", ""), (chat, None))[1]
            world.chats.add(
                chat,
                message_id,
                at=at,
                sender=BOT,
                message=message,
                how=parcel.how,
                silent=parcel.silent,
                quoted=quoted,
            )
    return tuple(sent)
