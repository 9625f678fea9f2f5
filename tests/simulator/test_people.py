"""Profiles, groups and their members, loading, reading, the bot itself."""

from dataclasses import replace
from typing import Any

import pytest
from linebot.v3.messaging import (
    MarkMessagesAsReadByTokenRequest,
    MessagingApi,
    PushMessageRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
)

from simulator.model import Group, Person
from simulator.platform import Platform
from tests.simulator.asking import NOT_FOUND, invalid, refused

NOBODY = "U" + "0" * 32


def test_profile_of_friends_and_of_those_who_wrote(
    line: Platform, api: MessagingApi, malee: Person, somchai: Person
) -> None:
    assert api.get_profile(malee.user_id).to_dict() == {
        "userId": malee.user_id,
        "displayName": "มาลี",
        "language": "th",
    }
    assert refused(lambda: api.get_profile(somchai.user_id)) == NOT_FOUND
    line.say(somchai, "ก")
    assert api.get_profile(somchai.user_id).display_name == "สมชาย"
    line.block(malee)
    assert refused(lambda: api.get_profile(malee.user_id)) == NOT_FOUND
    assert refused(lambda: api.get_profile(NOBODY)) == NOT_FOUND
    assert refused(lambda: api.get_profile("malee")) == invalid("userId")


def test_no_profile_of_who_never_agreed_or_is_hidden(
    line: Platform, api: MessagingApi, malee: Person, moo4: Group
) -> None:
    shy = line.follow(line.person("ตาคำ", agreed=False))
    line.join(moo4, shy)
    assert refused(lambda: api.get_profile(shy.user_id)) == NOT_FOUND
    assert refused(lambda: api.get_group_member_profile(moo4.group_id, shy.user_id)) == NOT_FOUND
    line.set_faults(profile_404=[malee.user_id])
    assert refused(lambda: api.get_profile(malee.user_id)) == NOT_FOUND
    assert refused(lambda: api.get_group_member_profile(moo4.group_id, malee.user_id)) == NOT_FOUND
    line.set_faults(profile_404=[])
    assert api.get_profile(malee.user_id).user_id == malee.user_id


def test_members_have_profiles_whether_friends_or_not(
    line: Platform, api: MessagingApi, malee: Person, somchai: Person, moo4: Group
) -> None:
    line.block(malee)
    for person in (malee, somchai):
        profile = api.get_group_member_profile(moo4.group_id, person.user_id)
        assert profile.to_dict() == {
            "userId": person.user_id,
            "displayName": person.display_name,
        }
    outsider = line.follow(line.person("มานี", picture_url="https://a.th/m.jpg"))
    assert (
        refused(lambda: api.get_group_member_profile(moo4.group_id, outsider.user_id)) == NOT_FOUND
    )
    assert api.get_profile(outsider.user_id).picture_url == "https://a.th/m.jpg"


def test_a_group_is_known_while_the_bot_is_in_it(
    line: Platform, api: MessagingApi, malee: Person, moo4: Group
) -> None:
    assert api.get_group_summary(moo4.group_id).to_dict() == {
        "groupId": moo4.group_id,
        "groupName": "บ้านหนองน้ำใส หมู่ 4",
    }
    line.block(malee)
    assert api.get_group_member_count(moo4.group_id).count == 2
    line.remove_bot(moo4)
    for call in (
        lambda: api.get_group_summary(moo4.group_id),
        lambda: api.get_group_member_count(moo4.group_id),
        lambda: api.get_group_member_profile(moo4.group_id, malee.user_id),
        lambda: api.leave_group(moo4.group_id),
    ):
        assert refused(call) == NOT_FOUND
    assert refused(lambda: api.get_group_summary("moo4")) == invalid("groupId")
    assert refused(lambda: api.get_room_member_count("moo4")) == invalid("roomId")


def test_rooms(line: Platform, api: MessagingApi, malee: Person) -> None:
    room = line.group("ห้อง", [malee], kind="room")
    assert api.get_room_member_count(room.group_id).count == 1
    assert refused(lambda: api.get_room_members_ids(room.group_id))[0] == 403
    assert api.get_room_member_profile(room.group_id, malee.user_id).display_name == "มาลี"
    for _ in range(2):
        api.leave_room(room.group_id)
        assert not line.find_group(room).bot
    assert refused(lambda: api.get_room_member_count(room.group_id)) == NOT_FOUND
    assert refused(lambda: api.leave_room("R" + "0" * 32)) == NOT_FOUND
    assert refused(lambda: api.leave_room("room")) == invalid("roomId")


def test_the_bot_leaves(line: Platform, bot: Any, api: MessagingApi, moo4: Group) -> None:
    api.leave_group(moo4.group_id)
    assert bot.last["type"] == "leave"
    assert not line.find_group(moo4).bot


def test_lists_of_people_are_for_verified_accounts(
    line: Platform,
    api: MessagingApi,
    http: Any,
    malee: Person,
    moo4: Group,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = (403, {"message": "Access to this API is not available for your account"})
    assert refused(lambda: api.get_group_members_ids(moo4.group_id)) == plain
    assert refused(api.get_followers) == plain
    monkeypatch.setattr(line, "bot", replace(line.bot, verified=True))
    many = [line.follow(line.person(f"คนที่ {number}")) for number in range(149)]
    line.join(moo4, *many, line.person("ตาคำ", agreed=False))
    first = api.get_group_members_ids(moo4.group_id)
    rest = api.get_group_members_ids(moo4.group_id, start=first.next)
    assert (len(first.member_ids), len(rest.member_ids), rest.next) == (100, 51, None)
    friends = api.get_followers(limit=100)
    others = api.get_followers(limit=100, start=friends.next)
    assert len({*friends.user_ids, *others.user_ids}) == 150
    assert refused(lambda: api.get_followers(start="x")) == (
        400,
        {"message": "Invalid start param"},
    )
    status, told, _ = http.line("GET", "/v2/bot/followers/ids?limit=1001")
    assert (status, told) == invalid("limit")


def test_bot_info(line: Platform, api: MessagingApi) -> None:
    info = api.get_bot_info()
    assert (info.user_id, info.display_name) == (line.bot.user_id, "ความดี")
    assert (info.chat_mode, info.mark_as_read_mode) == ("bot", "auto")


def test_loading_until_the_bot_speaks(
    line: Platform, api: MessagingApi, malee: Person, somchai: Person
) -> None:
    for person in (malee, somchai):
        api.show_loading_animation(ShowLoadingAnimationRequest(chat_id=person.user_id))
    assert line.loading == {malee.user_id: line.now() + 20}
    request = PushMessageRequest(to=malee.user_id, messages=[TextMessage(text="ก")])
    api.push_message(request)
    assert line.loading == {}


@pytest.mark.parametrize(
    ("seconds", "reasons"),
    [
        (5, None),
        (60, None),
        (0, ["Must be between 5 and 60"]),
        (7, ["must be a multiple of five"]),
        (61, ["Must be between 5 and 60", "must be a multiple of five"]),
        ("20", ["must be an integer"]),
    ],
)
def test_loading_seconds(http: Any, malee: Person, seconds: Any, reasons: list[str] | None) -> None:
    body = {"chatId": malee.user_id, "loadingSeconds": seconds}
    status, told, _ = http.line("POST", "/v2/bot/chat/loading/start", body)
    assert status == (400 if reasons else 202)
    assert [each["message"] for each in told.get("details", [])] == (reasons or [])


def test_no_loading_in_groups(http: Any, moo4: Group) -> None:
    body = {"chatId": moo4.group_id}
    status, told, _ = http.line("POST", "/v2/bot/chat/loading/start", body)
    assert status == 400
    assert told["details"][0]["property"] == "chatId"
    assert told["details"][0]["message"].startswith("Only user id is acceptable")


def test_mark_as_read(
    line: Platform, bot: Any, api: MessagingApi, malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.say(malee, "ก")
    assert line.messages(malee)[-1].seen_by == (line.bot.user_id,)
    manual = replace(line.bot, chat_mode="chat", mark_as_read_mode="manual")
    monkeypatch.setattr(line, "bot", manual)
    tokens = []
    for text in "ขคง":
        line.say(malee, text)
        tokens.append(bot.last["message"]["markAsReadToken"])
    api.mark_messages_as_read_by_token(
        MarkMessagesAsReadByTokenRequest(mark_as_read_token=tokens[1])
    )
    seen = [bool(message.seen_by) for message in line.messages(malee)[-3:]]
    assert seen == [True, True, False]
    status, told = refused(
        lambda: api.mark_messages_as_read_by_token(
            MarkMessagesAsReadByTokenRequest(mark_as_read_token="no")
        )
    )
    assert status == 400
    assert told["message"].startswith("Invalid markAsReadToken.")
