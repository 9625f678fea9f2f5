"""Verdicts compared with a schema made from LINE's own, where that is at hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from simulator import limits

SCHEMA = Path(__file__).parents[3] / "shared" / "line" / "openapi" / "messaging-api.limits.yml"
Message = dict[str, Any]


@pytest.fixture
def second() -> Callable[[Message], bool]:
    """Whether LINE's schema accepts a message."""
    if not SCHEMA.exists():
        pytest.skip("LINE's schema is not beside the repository (../shared), so nobody to ask.")
    document = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))
    schema = {"$ref": "#/components/schemas/Message", "components": document["components"]}
    return jsonschema_rs.validator_for(schema).is_valid


SAY = {"type": "message", "label": "ครับ", "text": "ครับ"}
URL = "https://example.com/p.png"
TAP = {"type": "postback", "label": "ยกเลิก", "data": "undo=1", "displayText": "ยกเลิก"}
BOX = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "ก"}]}
BUBBLE = {"type": "bubble", "body": BOX, "size": "kilo"}
AREA = {"x": 0, "y": 0, "width": 520, "height": 1040}
MENTION = {"type": "mention", "mentionee": {"type": "user", "userId": "U" + "0" * 32}}


def flex(contents: Message) -> Message:
    return {"type": "flex", "altText": "ก", "contents": contents}


def template(**inside: Any) -> Message:
    return {"type": "template", "altText": "ก", "template": inside}


GOOD: dict[str, Message] = {
    "text": {"type": "text", "text": "สวัสดี", "quoteToken": "q"},
    "emoji": {
        "type": "text",
        "text": "$",
        "emojis": [{"index": 0, "productId": "5ac1", "emojiId": "001"}],
    },
    "sender": {"type": "text", "text": "ก", "sender": {"name": "ผู้ใหญ่บ้าน", "iconUrl": URL}},
    "quick": {
        "type": "text",
        "text": "ก",
        "quickReply": {
            "items": [
                {"type": "action", "imageUrl": URL, "action": TAP},
                {"type": "action", "action": {"type": "location", "label": "ส่งที่ตั้ง"}},
                {"type": "action", "action": {"type": "camera", "label": "ถ่ายรูป"}},
                {"type": "action", "action": {"type": "cameraRoll", "label": "เลือกรูป"}},
                {
                    "type": "action",
                    "action": {"type": "clipboard", "label": "คัดลอก", "clipboardText": "12/3"},
                },
                {
                    "type": "action",
                    "action": {
                        "type": "datetimepicker",
                        "label": "วันที่",
                        "data": "d",
                        "mode": "date",
                        "initial": "2026-11-23",
                    },
                },
            ]
        },
    },
    "textV2": {"type": "textV2", "text": "{a}", "substitution": {"a": MENTION}},
    "sticker": {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    "image": {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL},
    "video": {
        "type": "video",
        "originalContentUrl": URL,
        "previewImageUrl": URL,
        "trackingId": "t",
    },
    "audio": {"type": "audio", "originalContentUrl": URL, "duration": 60000},
    "location": {
        "type": "location",
        "title": "วัด",
        "address": "หมู่ 4",
        "latitude": 15.2,
        "longitude": 104.8,
    },
    "imagemap": {
        "type": "imagemap",
        "baseUrl": "https://example.com/map",
        "altText": "ก",
        "baseSize": {"width": 1040, "height": 1040},
        "actions": [
            {"type": "uri", "linkUri": "https://example.com/", "area": AREA},
            {"type": "message", "text": "ก", "area": AREA},
        ],
    },
    "coupon": {"type": "coupon", "couponId": "01JYNW8JMQVFBNWF1APF8Z3FS7"},
    "buttons": template(type="buttons", title="ก", text="ข", actions=[SAY, TAP]),
    "confirm": template(type="confirm", text="แน่ใจไหม", actions=[SAY, TAP]),
    "carousel": template(type="carousel", columns=[{"text": "ก", "actions": [SAY]}]),
    "image carousel": template(type="image_carousel", columns=[{"imageUrl": URL, "action": SAY}]),
    "bubble": flex(BUBBLE),
    "bubbles": flex({"type": "carousel", "contents": [BUBBLE] * 12}),
    "card": flex(
        {
            "type": "bubble",
            "header": BOX | {"backgroundColor": "#06C755FF", "paddingAll": "xl"},
            "hero": {"type": "image", "url": URL, "size": "full", "aspectRatio": "20:13"},
            "body": {
                "type": "box",
                "layout": "baseline",
                "contents": [
                    {"type": "icon", "url": URL, "size": "sm"},
                    {
                        "type": "text",
                        "contents": [{"type": "span", "text": "10", "weight": "bold"}],
                        "wrap": True,
                    },
                ],
            },
            "footer": BOX
            | {
                "contents": [
                    {"type": "button", "action": TAP, "style": "primary", "color": "#06C755"},
                    {"type": "separator", "margin": "md"},
                ]
            },
        }
    ),
}


def put(name: str, path: str, value: Any) -> Message:
    """That good message with one thing changed; None takes it away."""
    message = json.loads(json.dumps(GOOD[name]))
    inner: Any = message
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for step in steps:
        inner = inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return message


CHANGES: list[tuple[str, str, Any]] = [
    ("text", "text", None),
    ("text", "text", ""),
    ("text", "text", "ก" * 5001),
    ("text", "text", 5),
    ("text", "type", "nope"),
    ("text", "colour", "red"),
    ("emoji", "emojis", [{"index": 0, "productId": "p", "emojiId": "e"}] * 21),
    ("sender", "sender.name", "x" * 21),
    ("sender", "sender.iconUrl", "http://example.com/i.png"),
    ("quick", "quickReply.items.0.imageUrl", "http://example.com/i.png"),
    ("quick", "quickReply.items", [{"type": "action", "action": TAP}] * 14),
    ("quick", "quickReply.items.0.action.data", "x" * 301),
    ("quick", "quickReply.items.0.action.inputOption", "openMenu"),
    ("quick", "quickReply.items.4.action.clipboardText", "x" * 1001),
    ("quick", "quickReply.items.5.action.mode", "week"),
    ("textV2", "substitution", {f"k{n}": MENTION for n in range(101)}),
    ("textV2", "substitution.a.type", "image"),
    ("sticker", "stickerId", None),
    ("image", "previewImageUrl", "http://example.com/p.png"),
    ("image", "previewImageUrl", "https://example.com/" + "x" * 2000),
    ("audio", "duration", None),
    ("audio", "duration", "60000"),
    ("location", "latitude", None),
    ("location", "latitude", 91),
    ("location", "title", "ก" * 101),
    ("imagemap", "altText", None),
    ("imagemap", "baseSize.height", None),
    ("imagemap", "actions.0.type", "postback"),
    ("buttons", "template.actions", [SAY] * 5),
    ("buttons", "template.actions", []),
    ("buttons", "template.text", "ก" * 161),
    ("buttons", "template.title", "ก" * 41),
    ("buttons", "template.type", "list"),
    ("confirm", "template.actions", [SAY]),
    ("confirm", "template.text", "ก" * 241),
    ("carousel", "template.columns", [{"text": "ก", "actions": [SAY]}] * 11),
    ("carousel", "template.columns.0.actions", [SAY] * 4),
    ("carousel", "template.columns.0.text", "ก" * 121),
    ("image carousel", "template.columns.0.action", None),
    ("bubble", "altText", None),
    ("bubble", "altText", "ก" * 1501),
    ("bubble", "contents", "{}"),
    ("bubble", "contents.size", "tiny"),
    ("bubble", "contents.body.layout", "grid"),
    ("bubble", "contents.body.contents", None),
    ("bubble", "contents.body.contents.0.type", "spacer"),
    ("bubble", "contents.body.contents.0.color", "red"),
    ("bubble", "contents.body.contents.0.text", None),
    ("bubble", "contents.body.contents.0.wrap", "true"),
    ("bubble", "contents.body.contents.0.colour", "#000000"),
    ("bubble", "contents.body.backgroundColor", "#fff"),
    ("bubbles", "contents.contents", [BUBBLE] * 13),
    ("bubbles", "contents.contents", []),
    ("card", "contents.hero.url", "http://example.com/p.png"),
    ("card", "contents.hero.aspectMode", "stretch"),
    ("card", "contents.footer.contents.0.action", None),
    ("card", "contents.footer.contents.0.style", "danger"),
]
BEYOND_THE_SCHEMA: list[tuple[str, str, Any]] = [
    ("text", "text", "🍎" * 2501),
    ("emoji", "text", "x"),
    ("textV2", "text", "{b}"),
    ("textV2", "text", "{a"),
    ("quick", "quickReply.items.0.action.label", "ก" * 21),
    ("quick", "quickReply.items.0.action.text", "ก"),
    ("quick", "quickReply.items.5.action.initial", "2026-02-30"),
    ("buttons", "template.actions.0", {"type": "camera", "label": "ก"}),
    ("buttons", "template.text", "ก" * 61),
    ("image carousel", "template.columns.0.action.label", "ก" * 13),
    ("bubble", "contents", {"type": "bubble"}),
    ("bubble", "contents.body.contents.0.text", "ก" * 5200),
    ("bubble", "contents.body.contents.0.size", "huge"),
    ("bubbles", "contents.contents.0.size", "mega"),
    ("card", "contents.body.contents.0.type", "button"),
]


@pytest.mark.parametrize("name", GOOD)
def test_accepted(name: str) -> None:
    assert limits.check(GOOD[name], limits.MESSAGE) == ()


@pytest.mark.parametrize(("name", "path", "value"), CHANGES + BEYOND_THE_SCHEMA)
def test_refused_at_its_place(name: str, path: str, value: Any) -> None:
    found = limits.check(put(name, path, value), limits.MESSAGE)
    assert found
    top = path.partition(".")[0]
    assert {mistake.property.partition(".")[0].partition("[")[0] for mistake in found} <= {
        top,
        "emojis",
    }


def test_the_schema_agrees(second: Callable[[Message], bool]) -> None:
    assert [name for name, message in GOOD.items() if not second(message)] == []
    accepted = [(name, path) for name, path, value in CHANGES if second(put(name, path, value))]
    assert accepted == []


def test_our_rules_see_more(second: Callable[[Message], bool]) -> None:
    refused = [
        (name, path)
        for name, path, value in BEYOND_THE_SCHEMA
        if not second(put(name, path, value))
    ]
    assert refused == [("card", "contents.body.contents.0.type")]
