"""The control API, as the browser and outside tests use it."""

import base64
from typing import Any

import pytest

from simulator.model import Group, Person
from simulator.platform import Platform

PNG = base64.b64encode(b"\x89PNG").decode()


def test_state_of_an_empty_world(line: Platform, http: Any) -> None:
    status, state = http.control("state")
    assert status == 200
    names = "rev now bot scenes people groups faults quota webhook richMenu loading"
    assert state.keys() == set(names.split())
    assert state["bot"] == {
        "userId": line.bot.user_id,
        "basicId": line.bot.basic_id,
        "displayName": "ความดี",
        "pictureUrl": None,
    }
    assert state["now"] == 1_795_402_800_000
    assert (state["people"], state["groups"]) == ([], [])
    assert state["quota"] == {"limit": 300, "used": 0}
    assert state["webhook"] == {"url": None, "deliveries": []}
    assert state["richMenu"] == {"default": None, "byUser": {}, "aliases": {}, "menus": {}}
    assert state["faults"]["hang_seconds"] == 30
    assert not any(value for name, value in state["faults"].items() if name != "hang_seconds")


def test_people_and_groups(line: Platform, bot: Any, http: Any) -> None:
    _, malee = http.control("people", {"displayName": "มาลี"})
    assert malee == {
        "userId": malee["userId"],
        "displayName": "มาลี",
        "pictureUrl": None,
        "agreed": True,
        "device": "android",
        "following": False,
        "blocked": False,
        "language": "th",
    }
    _, shy = http.control("people", {"displayName": "ตา", "agreed": False, "device": "pc"})
    assert (shy["agreed"], shy["device"]) == (False, "pc")
    _, changed = http.control(f"people/{shy['userId']}", {"agreed": True, "device": "ios"})
    assert changed == shy | {"agreed": True, "device": "ios"}
    members = [malee["userId"]]
    _, group = http.control("groups", {"groupName": "หมู่ 4", "members": members, "bot": True})
    assert group == {
        "groupId": group["groupId"],
        "groupName": "หมู่ 4",
        "pictureUrl": None,
        "members": members,
        "bot": True,
        "kind": "group",
    }
    where = f"groups/{group['groupId']}"
    _, group = http.control(where, {"groupName": "หมู่ 5", "join": [shy["userId"]]})
    assert (group["groupName"], group["members"]) == ("หมู่ 5", [*members, shy["userId"]])
    _, group = http.control(where, {"leave": [shy["userId"]], "bot": False})
    assert (group["members"], group["bot"]) == (members, False)
    assert [event["type"] for event in bot.events] == [
        "join",
        "memberJoined",
        "memberLeft",
        "leave",
    ]


def test_following_and_blocking(http: Any, bot: Any, somchai: Person) -> None:
    who = {"as": somchai.user_id}
    assert http.control("follow", who)[1]["following"] is True
    assert http.control("block", who)[1]["blocked"] is True
    assert http.control("follow", who)[1]["blocked"] is False
    assert bot.last["follow"] == {"isUnblocked": True}


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text", "text": "โหวต 3", "mention": True},
        {"type": "sticker", "packageId": "446", "stickerId": "1988"},
        {"type": "location", "latitude": 15.2, "longitude": 104.8},
        {"type": "image", "data": PNG, "contentType": "image/png"},
        {"type": "file", "data": PNG, "contentType": "text/plain", "fileName": "a.txt"},
    ],
)
def test_saying(http: Any, bot: Any, malee: Person, moo4: Group, message: Any) -> None:
    status, said = http.control(
        "say", {"as": malee.user_id, "chat": moo4.group_id, "message": message}
    )
    assert status == 200
    assert said == {
        "messageId": bot.last["message"]["id"],
        "webhookEventId": bot.last["webhookEventId"],
    }
    _, chat = http.control(f"chats/{moo4.group_id}?as={malee.user_id}")
    line = chat["messages"][-1]
    assert line["message"] == bot.last["message"]
    assert (line["id"], line["from"], line["seenBy"]) == (
        said["messageId"],
        malee.user_id,
        [bot.posts and line["seenBy"][0]],
    )
    assert ("contentUrl" in line) == (message["type"] in ("image", "file"))


def test_several_pictures_at_once(http: Any, bot: Any, malee: Person) -> None:
    photo = {"type": "image", "data": PNG}
    body = {"as": malee.user_id, "chat": malee.user_id, "message": [photo, photo]}
    status, said = http.control("say", body)
    assert (status, len(said)) == (200, 2)
    assert bot.last["message"]["imageSet"]["total"] == 2


def test_tapping_unsending_editing(http: Any, bot: Any, malee: Person, moo4: Group) -> None:
    at = {"as": malee.user_id, "chat": moo4.group_id}
    _, tapped = http.control("postback", at | {"data": "v=3", "displayText": "โหวต"})
    assert bot.last["webhookEventId"] == tapped["webhookEventId"]
    _, said = http.control("say", at | {"message": {"type": "text", "text": "ก"}})
    assert http.control("edit", at | {"messageId": said["messageId"], "text": "ข"}) == (200, {})
    assert bot.last["type"] == "messageEdited"
    assert http.control("unsend", at | {"messageId": said["messageId"]}) == (200, {})
    assert bot.last["type"] == "unsend"


def test_what_is_done_to_the_channel(line: Platform, bot: Any, http: Any, malee: Person) -> None:
    _, faults = http.control("faults", {"fail_500": 2, "down": True})
    assert (faults["fail_500"], faults["down"], faults["timeout"]) == (2, True, 0)
    assert http.control("advance", {"seconds": 90})[1]["now"] == 1_795_402_890_000
    assert http.control("quota", {"limit": None, "used": 7})[1] == {"limit": None, "used": 7}
    assert http.control("quota", {"used": 8})[1] == {"limit": None, "used": 8}
    assert http.control("quota", {"limit": 300})[1] == {"limit": 300, "used": 8}
    url, secret = line.courier.url, line.courier.secret
    told = {"url": "http://127.0.0.1:9/", "secret": "s"}
    assert http.control("webhook", told)[1]["url"] == told["url"]
    assert (line.courier.url, line.courier.secret) == (told["url"], "s")
    line.courier.url, line.courier.secret = url, secret
    bot.clear()
    _, verified = http.control("webhook", {"verify": True})
    assert (verified["status"], verified["events"], bot.events) == (200, [], [])
    assert http.control("reset", {}) == (200, {})
    _, state = http.control("state")
    assert (state["people"], state["faults"]["down"], state["now"]) == ([], False, 1795402800000)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("people", {}, 400),
        ("people", {"displayName": "ก", "device": "fax"}, 400),
        ("people/U1", {"agreed": True}, 404),
        ("groups", {"groupName": "ก"}, 400),
        ("groups", {"groupName": "ก", "members": ["U1"]}, 404),
        ("groups", {"groupName": "ก", "members": [], "kind": "square"}, 400),
        ("groups/C1", {}, 404),
        ("follow", {}, 400),
        ("follow", {"as": "U1"}, 404),
        ("say", {"as": "MALEE"}, 400),
        ("say", {"as": "MALEE", "message": {"type": "text"}}, 400),
        ("say", {"as": "MALEE", "message": []}, 400),
        ("say", {"as": "MALEE", "chat": "C1", "message": {"type": "text", "text": "ก"}}, 404),
        ("postback", {"as": "MALEE"}, 400),
        ("unsend", {"as": "MALEE", "messageId": "1"}, 404),
        ("edit", {"as": "MALEE", "messageId": "1"}, 400),
        ("faults", {"earthquake": 9}, 400),
        ("advance", {"seconds": "long"}, 400),
        ("advance", {"seconds": -5}, 400),
        ("quota", {"limit": -1}, 400),
        ("quota", {"limit": "many"}, 400),
        ("webhook", {"url": 5}, 400),
        ("state", {}, 405),
        ("nothing", {}, 404),
        ("say", [], 400),
    ],
)
def test_refusals_have_a_reason(
    http: Any, malee: Person, path: str, body: Any, status: int
) -> None:
    if isinstance(body, dict):
        body = {key: malee.user_id if value == "MALEE" else value for key, value in body.items()}
    got, told = http.control(path, body)
    assert got == status
    assert told.keys() == {"error"}
    assert told["error"]


def test_a_person_of_no_device_is_nobody(line: Platform, http: Any) -> None:
    http.control("people", {"displayName": "ก", "device": "fax"})
    assert line.people == {}


def test_what_is_not_json(http: Any) -> None:
    status, told, _ = http("POST", "/simulator/api/say", b"{")
    assert (status, told) == (400, {"error": "the body is not JSON"})
