"""Profiles, groups and their members, friends, the bot itself, loading and reading."""

from typing import Any

from simulator.endpoints.base import (
    NOT_FOUND,
    PLACES,
    USER,
    Answer,
    Call,
    Endpoint,
    bad_parameter,
    checked,
    group_of,
    page,
    person_of,
    verified_only,
)
from simulator.errors import LineError, mistaken
from simulator.limits import Mistake
from simulator.limits.shape import FINE, Mistakes, Shape
from simulator.limits.values import text
from simulator.model import Person
from simulator.rates import Rate

STEP, SHORTEST, LONGEST, USUAL_SECONDS = 5, 5, 60, 20


def _known(call: Call, person: Person | None) -> Person:
    """Nobody is told about people who never agreed; a fault switch can hide anybody."""
    hidden = person is not None and person.user_id in call.platform.faults["profile_404"]
    if person is None or hidden or not person.agreed:
        raise LineError(404, NOT_FOUND)
    return person


def _profile(person: Person, **more: Any) -> dict[str, Any]:
    profile = {"userId": person.user_id, "displayName": person.display_name, **more}
    return profile | ({"pictureUrl": person.picture_url} if person.picture_url else {})


def profile(call: Call) -> Answer:
    """Of friends, and of others who wrote 1:1; not of those who blocked."""
    person = _known(call, person_of(call))
    if person.blocked or not (person.following or person.wrote_at is not None):
        raise LineError(404, NOT_FOUND)
    return Answer(_profile(person, language=person.language))


def member(call: Call) -> Answer:
    """Of anybody in the group, friend or not."""
    group = group_of(call)
    person = _known(call, person_of(call))
    if person.user_id not in group.members:
        raise LineError(404, NOT_FOUND)
    return Answer(_profile(person))


def summary(call: Call) -> Answer:
    group = group_of(call)
    told = {"groupId": group.group_id, "groupName": group.group_name}
    return Answer(told | ({"pictureUrl": group.picture_url} if group.picture_url else {}))


def count(call: Call) -> Answer:
    """Everybody but the bot, blockers too."""
    return Answer({"count": len(group_of(call).members)})


def member_ids(call: Call) -> Answer:
    verified_only(call)
    people = [call.platform.people[user] for user in group_of(call).members]
    named = [person.user_id for person in people if person.named_in_groups]
    ids, following = page(call, named, 100)
    return Answer({"memberIds": ids} | ({"next": following} if following else {}))


def follower_ids(call: Call) -> Answer:
    verified_only(call)
    limit = call.query.get("limit", "300")
    if not limit.isdecimal() or not 1 <= int(limit) <= 1000:
        raise bad_parameter("limit")
    friends = [p.user_id for p in call.platform.people.values() if p.is_friend() and p.agreed]
    ids, following = page(call, friends, int(limit))
    return Answer({"userIds": ids} | ({"next": following} if following else {}))


def leave(call: Call) -> Answer:
    call.platform.remove_bot(group_of(call))
    return Answer()


def leave_room(call: Call) -> Answer:
    """Unlike a group, a room the bot has left already may be left again."""
    room_id = call.path["roomId"]
    if not PLACES["roomId"].fullmatch(room_id):
        raise bad_parameter("roomId")
    if room_id not in call.platform.groups:
        raise LineError(404, NOT_FOUND)
    call.platform.remove_bot(room_id)
    return Answer()


def bot_info(call: Call) -> Answer:
    bot = call.platform.bot
    told = {"userId": bot.user_id, "basicId": bot.basic_id, "displayName": bot.display_name}
    modes = {"chatMode": bot.chat_mode, "markAsReadMode": bot.mark_as_read_mode}
    return Answer(told | modes | ({"pictureUrl": bot.picture_url} if bot.picture_url else {}))


def seconds(value: Any) -> Mistakes:
    """5 to 60, in steps of five."""
    if not isinstance(value, int) or isinstance(value, bool):
        return (Mistake("must be an integer"),)
    wrong: list[Mistake] = []
    if not SHORTEST <= value <= LONGEST:
        wrong.append(Mistake(f"Must be between {SHORTEST} and {LONGEST}"))
    if value % STEP:
        wrong.append(Mistake("must be a multiple of five"))
    return tuple(wrong) or FINE


LOADING = Shape({"chatId": text(200)}, {"loadingSeconds": seconds})
READ = Shape({"markAsReadToken": text(1000)})
ONLY_USERS = (
    "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids."
)


def loading(call: Call) -> Answer:
    """Dots in a 1:1 chat, until they have gone on long enough or the bot speaks."""
    body = checked(call, LOADING)
    if not USER.fullmatch(body["chatId"]):
        raise mistaken((Mistake(ONLY_USERS, "chatId"),))
    platform = call.platform
    with platform.lock:
        person = platform.people.get(body["chatId"])
        if person and person.is_friend():
            until = platform.now() + body.get("loadingSeconds", USUAL_SECONDS)
            platform.loading[person.user_id] = until
            platform.chats.touch()
    return Answer(status=202)


def mark_as_read(call: Call) -> Answer:
    """All messages up to the one this token came with."""
    token = checked(call, READ)["markAsReadToken"]
    platform = call.platform
    with platform.lock:
        if token not in platform.read_tokens:
            raise LineError(
                400,
                "Invalid markAsReadToken. "
                "Tokens must be used by the bot that received them via Webhook.",
            )
        chat, message_id = platform.read_tokens[token]
        platform.chats.read(chat, platform.bot.user_id, up_to=message_id)
    return Answer()


JSON = "application/json"
GROUP, ROOM = "/v2/bot/group/<groupId>", "/v2/bot/room/<roomId>"
ENDPOINTS = (
    Endpoint("GET", "/v2/bot/info", bot_info),
    Endpoint("GET", "/v2/bot/profile/<userId>", profile),
    Endpoint("GET", "/v2/bot/followers/ids", follower_ids),
    Endpoint("GET", f"{GROUP}/summary", summary),
    *(Endpoint("GET", f"{place}/members/count", count) for place in (GROUP, ROOM)),
    *(Endpoint("GET", f"{place}/members/ids", member_ids) for place in (GROUP, ROOM)),
    *(Endpoint("GET", f"{place}/member/<userId>", member) for place in (GROUP, ROOM)),
    Endpoint("POST", f"{GROUP}/leave", leave),
    Endpoint("POST", f"{ROOM}/leave", leave_room),
    Endpoint("POST", "/v2/bot/chat/loading/start", loading, Rate(100, 1), takes=JSON),
    Endpoint("POST", "/v2/bot/chat/markAsRead", mark_as_read, takes=JSON),
)
