"""Quotes, mentions, units, narrowcasts: what else a request may ask."""

from typing import Any

import pytest
from linebot.v3.messaging import (
    FlexContainer,
    FlexMessage,
    ImageMessage,
    LocationMessage,
    MessageAction,
    MessagingApi,
    MulticastRequest,
    NarrowcastRequest,
    PushMessageRequest,
    QuickReply,
    QuickReplyItem,
    StickerMessage,
    TextMessage,
    ValidateMessageRequest,
)

from simulator.model import Group, Person
from simulator.platform import Platform
from tests.simulator.asking import HELLO, push, refused, told, used


def multicast(api: MessagingApi, to: list[str], **more: Any) -> Any:
    return api.multicast(MulticastRequest(to=to, messages=[HELLO]), **more)


def test_narrowcast_is_accepted_and_its_progress_seen_later(
    line: Platform, api: MessagingApi, http: Any, malee: Person
) -> None:
    path, message = "/v2/bot/message/narrowcast", {"type": "text", "text": "ก"}

    def progress(body: dict[str, Any]) -> dict[str, Any]:
        status, _, headers = http.line("POST", path, body | {"messages": [message]})
        assert status == 202
        told_ = api.get_narrowcast_progress(headers["x-line-request-id"]).to_dict()
        return {name: told_.get(name) for name in ("phase", "successCount", "errorCode")}

    done = {"phase": "succeeded", "successCount": 1, "errorCode": None}
    assert progress({}) == done
    assert progress({"limit": {"max": 5}}) == done
    assert progress({"recipient": {"type": "audience", "audienceGroupId": 1}})["errorCode"] == 2
    line.set_quota(0)
    assert progress({})["errorCode"] == 1
    assert progress({"limit": {"upToRemainingQuota": True}})["successCount"] == 0
    forbidden = {"upToRemainingQuota": True, "forbidPartialDelivery": True}
    assert progress({"limit": forbidden})["errorCode"] == 5
    assert told(line, malee) == ["ก", "ก"]
    demographic = {"filter": {"demographic": {"type": "age", "gte": "age_20"}}}
    assert http.line("POST", path, demographic | {"messages": [message]})[0] == 403
    assert refused(lambda: api.get_narrowcast_progress("no-such-request"))[0] == 404
    api.narrowcast(NarrowcastRequest(messages=[HELLO]))


def test_validate_sends_nothing(line: Platform, api: MessagingApi, malee: Person) -> None:
    for validate in (
        api.validate_reply,
        api.validate_push,
        api.validate_multicast,
        api.validate_broadcast,
        api.validate_narrowcast,
    ):
        validate(ValidateMessageRequest(messages=[HELLO]))
        status, body = refused(
            lambda validate=validate: validate(
                ValidateMessageRequest(messages=[TextMessage(text="ก" * 5001)])
            )
        )
        assert status == 400
        assert body["details"] == [
            {"message": "Length must be between 0 and 5000", "property": "messages[0].text"}
        ]
    assert (told(line, malee), used(line)) == ([], 0)


def test_quote_tokens_belong_to_their_chat(
    line: Platform, bot: Any, api: MessagingApi, malee: Person, moo4: Group
) -> None:
    card = FlexMessage(
        alt_text="การ์ด",
        contents=FlexContainer.from_dict(
            {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}}
        ),
    )
    place = LocationMessage(title="วัด", address="หมู่ 4", latitude=1, longitude=2)
    sent = push(api, moo4, HELLO, card, place).sent_messages
    assert [bool(one.quote_token) for one in sent] == [True, True, False]
    push(api, moo4, TextMessage(text="อ้างถึง", quote_token=sent[1].quote_token))
    assert line.answers(moo4)[-1].quoted == sent[1].id
    line.say(malee, "ก", moo4)
    quote = StickerMessage(
        package_id="1", sticker_id="1", quote_token=bot.last["message"]["quoteToken"]
    )
    push(api, moo4, quote)
    for to, token in ((malee, sent[0].quote_token), (moo4, "made-up")):
        status, body = refused(
            lambda to=to, token=token: push(api, to, TextMessage(text="ก", quote_token=token))
        )
        assert status == 400
        assert body["details"][0]["property"] == "messages[0].quoteToken"


def v2(mentionee: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "textV2",
        "text": "{who} สวัสดี",
        "substitution": {"who": {"type": "mention", "mentionee": mentionee}},
    }


def test_mentions_are_of_members_of_the_group(
    line: Platform, bot: Any, http: Any, malee: Person, somchai: Person, moo4: Group
) -> None:
    stranger = line.follow(line.person("มานี"))
    everybody, member = {"type": "all"}, {"type": "user", "userId": somchai.user_id}
    outsider = {"type": "user", "userId": stranger.user_id}

    def send(to: str, who: dict[str, str]) -> tuple[int, Any]:
        return http.line("POST", "/v2/bot/message/push", {"to": to, "messages": [v2(who)]})[:2]

    assert send(moo4.group_id, everybody)[0] == 200
    assert send(moo4.group_id, member)[0] == 200
    assert send(moo4.group_id, outsider)[0] == 400
    status, body = send(malee.user_id, everybody)
    assert status == 400
    assert body["details"][0]["property"] == "messages[0].substitution.who.mentionee"
    line.say(malee, "ก", moo4)
    answer = {"replyToken": bot.last["replyToken"], "messages": [v2(everybody)]}
    assert http.line("POST", "/v2/bot/message/reply", answer)[0] == 200
    many = {"messages": [v2(everybody)]}
    for path, body in (
        ("multicast", many | {"to": [malee.user_id]}),
        ("broadcast", many),
        ("narrowcast", many),
        ("validate/broadcast", many),
    ):
        status, told_, _ = http.line("POST", f"/v2/bot/message/{path}", body)
        assert (status, told_["details"][0]["property"]) == (400, "messages[0].text")
    for path in ("validate/push", "validate/reply"):
        assert http.line("POST", f"/v2/bot/message/{path}", many)[0] == 200


def test_no_tracking_of_videos_in_groups(http: Any, malee: Person, moo4: Group) -> None:
    url = "https://a.th/v"
    video = {"type": "video", "originalContentUrl": url, "previewImageUrl": url, "trackingId": "v"}
    for to, expected in ((malee.user_id, 200), (moo4.group_id, 400)):
        body = {"to": to, "messages": [video]}
        assert http.line("POST", "/v2/bot/message/push", body)[0] == expected


def test_what_the_sdk_builds_is_accepted(line: Platform, api: MessagingApi, malee: Person) -> None:
    quick = QuickReply(
        items=[QuickReplyItem(action=MessageAction(label="ช่วยเหลือ", text="ช่วยเหลือ"))]
    )
    picture = "https://example.com/p.png"
    push(
        api,
        malee,
        StickerMessage(package_id="446", sticker_id="1988"),
        ImageMessage(original_content_url=picture, preview_image_url=picture),
        TextMessage(text="เลือก", quick_reply=quick),
    )
    last = line.answers(malee)[-1]
    assert last.message["quickReply"]["items"][0]["action"]["label"] == "ช่วยเหลือ"


def test_what_the_sdk_loses_is_refused(line: Platform, api: MessagingApi, malee: Person) -> None:
    """A message given as a dict leaves the SDK without its text, a card without its blocks."""
    lost = PushMessageRequest(to=malee.user_id, messages=[{"type": "text", "text": "หาย"}])
    status, body = refused(lambda: api.push_message(lost))
    assert (status, body["details"][0]["property"]) == (400, "messages[0].text")
    contents = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}}
    empty = FlexMessage(alt_text="ก", contents=contents)
    status, body = refused(lambda: push(api, malee, empty))
    assert (status, body["details"][0]["property"]) == (400, "messages[0].contents")


def test_silent_messages_and_units(line: Platform, api: MessagingApi, malee: Person) -> None:
    request = PushMessageRequest(
        to=malee.user_id,
        messages=[HELLO],
        notification_disabled=True,
        custom_aggregation_units=["results_11"],
    )
    api.push_message(request)
    assert line.answers(malee)[0].silent
    assert api.get_aggregation_unit_usage().num_of_custom_aggregation_units == 1
    names = api.get_aggregation_unit_name_list().custom_aggregation_units
    assert names == ["results_11"]


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"customAggregationUnits": ["a", "b"]}, "customAggregationUnits"),
        ({"customAggregationUnits": ["ผล"]}, "customAggregationUnits[0]"),
        ({"customAggregationUnits": ["x" * 31]}, "customAggregationUnits[0]"),
        ({"notificationDisabled": "yes"}, "notificationDisabled"),
        ({"colour": "red"}, "colour"),
        ({"to": 5}, "to"),
    ],
)
def test_the_rest_of_the_request_is_checked_too(
    http: Any, malee: Person, more: dict[str, Any], place: str
) -> None:
    body = {"to": malee.user_id, "messages": [{"type": "text", "text": "ก"}], **more}
    status, told_, _ = http.line("POST", "/v2/bot/message/push", body)
    assert (status, told_["details"][0]["property"]) == (400, place)
