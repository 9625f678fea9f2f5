"""Stickers, pictures, films, sounds, places, coupons and imagemaps."""

from simulator.limits.common import COMMON
from simulator.limits.shape import Check, Kinds, Shape, list_of
from simulator.limits.texts import QUOTE
from simulator.limits.values import https, link, matching, number, text, whole

ALT_TEXT = text(1500)
NUMBERS = matching(r"\d{1,20}", "must be a string of digits")
TRACKING = matching(r"[-a-zA-Z0-9.=,+*()%$&;:@{}!?<>\[\]]{1,100}", "invalid trackingId")
PICTURES: dict[str, Check] = {"originalContentUrl": https, "previewImageUrl": https}

STICKER = Shape({"packageId": NUMBERS, "stickerId": NUMBERS}, {**QUOTE, **COMMON})
IMAGE = Shape(PICTURES, COMMON)
VIDEO = Shape(PICTURES, {"trackingId": TRACKING, **COMMON})
AUDIO = Shape({"originalContentUrl": https, "duration": whole(0)}, COMMON)
LOCATION = Shape(
    {
        "title": text(100),
        "address": text(100),
        "latitude": number(-90, 90),
        "longitude": number(-180, 180),
    },
    COMMON,
)
COUPON = Shape(
    {"couponId": text(100)},
    {"deliveryTag": matching(r"[a-zA-Z0-9_]{1,30}", "invalid deliveryTag"), **COMMON},
)

AREA = Shape({"x": whole(0), "y": whole(0), "width": whole(1), "height": whole(1)})
SPOKEN = {"label": text(100, least=0)}
TAP = Kinds(
    {
        "uri": Shape({"linkUri": link, "area": AREA}, SPOKEN),
        "message": Shape({"text": text(400), "area": AREA}, SPOKEN),
        "clipboard": Shape({"clipboardText": text(1000), "area": AREA}, SPOKEN),
    }
)
FILM = Shape(
    {**PICTURES, "area": AREA}, {"externalLink": Shape({"linkUri": link, "label": text(30)})}
)
IMAGEMAP = Shape(
    {
        "baseUrl": https,
        "altText": ALT_TEXT,
        "baseSize": Shape({"width": whole(1040, 1040), "height": whole(1)}),
        "actions": list_of(TAP, 0, 50),
    },
    {"video": FILM, **COMMON},
)
