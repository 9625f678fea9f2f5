"""Stickers, pictures, films, sounds, places, imagemaps, coupons and templates."""

from typing import Any

import pytest

from simulator import limits

PICTURE = "https://a.th/p.jpg"
SAY = {"type": "message", "label": "ครับ", "text": "ครับ"}
BOTH = {"originalContentUrl": PICTURE, "previewImageUrl": PICTURE}
AREA = {"x": 0, "y": 0, "width": 10, "height": 10}
LINK = {"type": "uri", "linkUri": "https://a.th/", "area": AREA}


def media(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, **more}


STICKER = media("sticker", packageId="446", stickerId="1988")
PLACE = media("location", title="วัด", address="หมู่ 4", latitude=15.2, longitude=104.8)
AUDIO = media("audio", originalContentUrl="https://a.th/a.m4a", duration=60000)
MAP = media(
    "imagemap",
    baseUrl="https://a.th/map",
    altText="แผนที่",
    baseSize={"width": 1040, "height": 700},
    actions=[LINK],
)
FILM = {**BOTH, "area": AREA, "externalLink": {"linkUri": "https://a.th/", "label": "ต่อ"}}


def template(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": "template", "altText": "ก", "template": {"type": kind, **more}}


def column(actions: int = 1, **more: Any) -> dict[str, Any]:
    return {"text": "ก", "actions": [SAY] * actions, **more}


BUTTONS = {"text": "เลือก", "actions": [SAY]}


@pytest.mark.parametrize(
    "message",
    [
        STICKER,
        STICKER | {"quoteToken": "q"},
        media("image", **BOTH),
        media("image", **(BOTH | {"originalContentUrl": "https://a.th/" + "x" * 1987})),
        media("video", **BOTH, trackingId="x" * 100),
        AUDIO,
        PLACE | {"title": "ก" * 100, "address": "ก" * 100, "latitude": -90, "longitude": 180},
        media("coupon", couponId="01JYNW8JMQVFBNWF1APF8Z3FS7", deliveryTag="a_1"),
        MAP | {"actions": [LINK] * 50, "video": FILM},
        MAP | {"actions": [{"type": "message", "text": "ก" * 400, "area": AREA}]},
        MAP | {"actions": [{"type": "clipboard", "clipboardText": "ก", "area": AREA}]},
        template("buttons", text="ก" * 160, actions=[SAY] * 4),
        template("buttons", text="ที่" * 60, title="ที่" * 40, actions=[SAY]),
        template("buttons", **BUTTONS, thumbnailImageUrl=PICTURE, imageAspectRatio="square"),
        template("buttons", **BUTTONS, imageSize="contain", imageBackgroundColor="#FFFFFF"),
        template("buttons", **BUTTONS, defaultAction=SAY),
        template("confirm", text="ก" * 240, actions=[SAY, SAY]),
        template("carousel", columns=[column(3)] * 10),
        template("carousel", columns=[column(text="ก" * 120)]),
        template("carousel", columns=[column(title="ก", text="ก" * 60)] * 2),
        template("image_carousel", columns=[{"imageUrl": PICTURE, "action": SAY}] * 10),
        template("confirm", text="ก", actions=[SAY, SAY]) | {"altText": "ก" * 1500},
    ],
)
def test_accepted(message: dict[str, Any]) -> None:
    assert limits.check(message, limits.MESSAGE) == ()


URI = "invalid uri"
EMPTY = "May not be empty"


@pytest.mark.parametrize(
    ("message", "place", "reason"),
    [
        (media("sticker", packageId="446"), "stickerId", EMPTY),
        (STICKER | {"packageId": 446}, "packageId", "must be a string"),
        (media("image", originalContentUrl=PICTURE), "previewImageUrl", EMPTY),
        (media("image", **(BOTH | {"previewImageUrl": "http://a.th/p"})), "previewImageUrl", URI),
        (media("image", **(BOTH | {"previewImageUrl": "data:image/png"})), "previewImageUrl", URI),
        (
            media("image", **(BOTH | {"previewImageUrl": "https://a.th/" + "x" * 1988})),
            "previewImageUrl",
            "Length must be between 0 and 2000",
        ),
        (media("image", **BOTH, quoteToken="q"), "quoteToken", "unknown field"),
        (media("video", **BOTH, trackingId="x" * 101), "trackingId", "invalid trackingId"),
        (media("video", **BOTH, trackingId="ก"), "trackingId", "invalid trackingId"),
        (AUDIO | {"duration": "60000"}, "duration", "must be an integer"),
        (AUDIO | {"duration": True}, "duration", "must be an integer"),
        (PLACE | {"title": "ก" * 101}, "title", "Length must be between 0 and 100"),
        (PLACE | {"title": ""}, "title", EMPTY),
        (PLACE | {"latitude": 90.1}, "latitude", "Must be between -90 and 90"),
        (PLACE | {"longitude": "104"}, "longitude", "must be a number"),
        (media("coupon", couponId="x", deliveryTag="มี"), "deliveryTag", "invalid deliveryTag"),
        (MAP | {"actions": [LINK] * 51}, "actions", "Size must be between 0 and 50"),
        (MAP | {"baseSize": {"width": 1000, "height": 7}}, "baseSize.width", "Must be between"),
        (MAP | {"actions": [LINK | {"area": AREA | {"x": -1}}]}, "actions[0].area.x", "Must be"),
        (
            MAP | {"actions": [{"type": "message", "text": "ก" * 401, "area": AREA}]},
            "actions[0].text",
            "Length must be between 0 and 400",
        ),
        (MAP | {"video": BOTH}, "video.area", EMPTY),
        (template("buttons", actions=[SAY]), "template.text", EMPTY),
        (template("buttons", **BUTTONS | {"actions": [SAY] * 5}), "template.actions", "Size must"),
        (template("buttons", **BUTTONS | {"actions": []}), "template.actions", "Size must"),
        (template("buttons", **BUTTONS | {"text": "ก" * 161}), "template.text", "Length must be"),
        (
            template("buttons", **BUTTONS | {"text": "ก" * 61, "title": "ก"}),
            "template.text",
            "Length must be between 0 and 60 with",
        ),
        (
            template("buttons", **BUTTONS | {"text": "ก" * 61}, thumbnailImageUrl=PICTURE),
            "template.text",
            "Length must be between 0 and 60 with",
        ),
        (template("buttons", **BUTTONS, title="ก" * 41), "template.title", "Length must be"),
        (template("buttons", **BUTTONS, thumbnailImageUrl="http://a.th/"), "template.thumb", URI),
        (template("buttons", **BUTTONS, imageBackgroundColor="red"), "template.imageB", "invalid"),
        (template("buttons", **BUTTONS, imageSize="fit"), "template.imageSize", "Must be one of"),
        (template("confirm", text="ก", actions=[SAY]), "template.actions", "Size must be between"),
        (template("confirm", text="ก", actions=[SAY] * 3), "template.actions", "Size must be"),
        (template("confirm", text="ก" * 241, actions=[SAY] * 2), "template.text", "Length must"),
        (template("carousel", columns=[]), "template.columns", "Size must be between 1 and 10"),
        (template("carousel", columns=[column()] * 11), "template.columns", "Size must be"),
        (template("carousel", columns=[column(4)]), "template.columns[0].actions", "Size must"),
        (template("carousel", columns=[column(1), column(2)]), "template.columns[1].actions", "mu"),
        (
            template("carousel", columns=[column(title="ก"), column()]),
            "template.columns[1].title",
            "must be consistent in all columns",
        ),
        (
            template("carousel", columns=[column(title="ก", text="ก" * 61)]),
            "template.columns[0].text",
            "Length must be between 0 and 60",
        ),
        (
            template("image_carousel", columns=[{"imageUrl": PICTURE}]),
            "template.columns[0].a",
            EMPTY,
        ),
        (
            template(
                "image_carousel",
                columns=[{"imageUrl": PICTURE, "action": SAY | {"label": "ก" * 13}}],
            ),
            "template.columns[0].action.label",
            "Length must be between 0 and 12",
        ),
        (template("list"), "template.type", "Must be one of the following values"),
        (template("confirm", text="ก", actions=[SAY] * 2) | {"altText": ""}, "altText", EMPTY),
        (
            template("confirm", text="ก", actions=[SAY] * 2) | {"altText": "ก" * 1501},
            "altText",
            "Length must be between 0 and 1500",
        ),
        ({"type": "template", "altText": "ก"}, "template", EMPTY),
        ("text", "", "must be an object"),
    ],
)
def test_refused(message: Any, place: str, reason: str) -> None:
    found = limits.check(message, limits.MESSAGE)
    assert len(found) == 1
    assert found[0].property.startswith(place)
    assert found[0].message.startswith(reason)
