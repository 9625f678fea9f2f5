"""Flex messages: bubbles, carousels and the components in them."""

import json
from collections.abc import Mapping
from typing import Any

from simulator.limits import flex_values as form
from simulator.limits.actions import IN_FLEX, ON_FLEX_BUTTON, ON_FLEX_VIDEO
from simulator.limits.common import COMMON
from simulator.limits.media import ALT_TEXT
from simulator.limits.shape import FINE, Check, Kinds, Mistake, Mistakes, Shape, list_of, wrong
from simulator.limits.values import boolean, https, one_of, whole

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
ANIMATIONS = 10
UPRIGHT = {"box", "button", "image", "text", "separator", "filler"}
FITS = {
    "horizontal": UPRIGHT,
    "vertical": UPRIGHT,
    "baseline": {"icon", "text", "filler"},
}


def shape(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Check) -> Shape:
    return Shape(required, optional, *rules, missing="must be specified")


def component(value: Any) -> Mistakes:
    return COMPONENTS(value)


def children_fit(box: dict[str, Any]) -> Mistakes:
    """Icons live in baseline boxes only, with texts; spans and videos in no box at all."""
    allowed = FITS[box["layout"]]
    return tuple(
        Mistake(f"{child['type']} can't be used in a {box['layout']} box", f"contents[{place}]")
        for place, child in enumerate(box["contents"])
        if child["type"] not in allowed
    )


def something_to_read(part: dict[str, Any]) -> Mistakes:
    """A text has words of its own or spans."""
    return FINE if part.get("contents") or "text" in part else wrong("must be specified", "text")


def words(value: Any) -> Mistakes:
    if not isinstance(value, str):
        return wrong("must be a string")
    return FINE if value else wrong("must be non-empty text")


def not_empty(bubble: dict[str, Any]) -> Mistakes:
    """A bubble without any block is what the SDK makes of a wrong `contents`."""
    if bubble.keys() & {"header", "hero", "body", "footer"}:
        return FINE
    return wrong("at least one block must be specified")


def video_in_its_place(bubble: dict[str, Any]) -> Mistakes:
    """A video needs a bubble of size kilo, mega or giga."""
    if bubble.get("hero", {}).get("type") != "video":
        return FINE
    if bubble.get("size", "mega") in ("kilo", "mega", "giga"):
        return FINE
    return wrong("video can be used only in kilo, mega and giga bubbles", "hero")


def one_width(carousel: dict[str, Any]) -> Mistakes:
    """Bubbles side by side have the same size, and none of them shows a video."""
    bubbles = carousel["contents"]
    first = bubbles[0].get("size", "mega")
    return tuple(
        Mistake("must be the same in all bubbles", f"contents[{place}].size")
        for place, bubble in enumerate(bubbles)
        if bubble.get("size", "mega") != first
    ) + tuple(
        Mistake("video can't be used in a carousel", f"contents[{place}].hero")
        for place, bubble in enumerate(bubbles)
        if bubble.get("hero", {}).get("type") == "video"
    )


def light_enough(message: dict[str, Any]) -> Mistakes:
    """30 KB a bubble and 50 KB a carousel, and at most 10 pictures that move.

    LINE doesn't say how it measures. This is the form the SDK sends, in which a Thai letter takes
    six bytes: what passes here passes by any measure.
    """
    contents = message["contents"]
    wire = json.dumps(contents)
    mistakes: list[Mistake] = []
    if contents["type"] == "bubble":
        if len(wire) > BUBBLE_BYTES:
            mistakes.append(Mistake("bubble is larger than 30 KB", "contents"))
    elif len(wire) > CAROUSEL_BYTES:
        mistakes.append(Mistake("carousel is larger than 50 KB", "contents"))
    elif len(wire) > BUBBLE_BYTES:
        mistakes += [
            Mistake("bubble is larger than 30 KB", f"contents.contents[{place}]")
            for place, bubble in enumerate(contents["contents"])
            if len(json.dumps(bubble)) > BUBBLE_BYTES
        ]
    if wire.count('"animated": true') > ANIMATIONS:
        mistakes.append(Mistake(f"up to {ANIMATIONS} images can be animated", "contents"))
    return tuple(mistakes)


PLACED: dict[str, Check] = {
    "margin": form.SPACE,
    "position": one_of("relative", "absolute"),
    **dict.fromkeys(("offsetTop", "offsetBottom", "offsetStart", "offsetEnd"), form.OFFSET),
}
GROWS: dict[str, Check] = {"flex": whole(0)}
TAPPED: dict[str, Check] = {"action": IN_FLEX}
ALIGN = one_of("start", "end", "center")
GRAVITY = one_of("top", "bottom", "center")
SHRINKS: dict[str, Check] = {"adjustMode": one_of("shrink-to-fit"), "scaling": boolean}
LETTERS: dict[str, Check] = {
    "size": form.FONT_SIZE,
    "color": form.COLOR,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
GRADIENT = shape(
    {"angle": form.angle, "startColor": form.COLOR, "endColor": form.COLOR},
    {"centerColor": form.COLOR, "centerPosition": form.POSITION},
)
BOX = shape(
    {"layout": one_of(*FITS), "contents": list_of(component)},
    {
        "spacing": form.SPACE,
        "backgroundColor": form.COLOR,
        "borderColor": form.COLOR,
        "borderWidth": form.BORDER,
        "cornerRadius": form.SPACE,
        "background": Kinds({"linearGradient": GRADIENT}),
        "justifyContent": one_of(
            "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
        ),
        "alignItems": one_of("center", "flex-start", "flex-end"),
        **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), form.EXTENT),
        **dict.fromkeys(
            ("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"),
            form.PADDING,
        ),
        **PLACED,
        **GROWS,
        **TAPPED,
    },
    children_fit,
)
BUTTON = shape(
    {"action": ON_FLEX_BUTTON},
    {
        "style": one_of("primary", "secondary", "link"),
        "color": form.COLOR,
        "height": one_of("sm", "md"),
        "gravity": GRAVITY,
        **PLACED,
        **GROWS,
        **SHRINKS,
    },
)
IMAGE = shape(
    {"url": https},
    {
        "size": form.IMAGE_SIZE,
        "aspectRatio": form.ratio,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": form.COLOR,
        "align": ALIGN,
        "gravity": GRAVITY,
        "animated": boolean,
        **PLACED,
        **GROWS,
        **TAPPED,
    },
)
ICON = shape(
    {"url": https},
    {"size": form.FONT_SIZE, "aspectRatio": form.ratio, "scaling": boolean, **PLACED},
)
SPAN = shape({}, {"text": words, **LETTERS})
TEXT = shape(
    {},
    {
        "text": words,
        "contents": list_of(Kinds({"span": SPAN})),
        "wrap": boolean,
        "maxLines": whole(0),
        "lineSpacing": form.LINE_SPACING,
        "align": ALIGN,
        "gravity": GRAVITY,
        **LETTERS,
        **SHRINKS,
        **PLACED,
        **GROWS,
        **TAPPED,
    },
    something_to_read,
)
COMPONENTS = Kinds(
    {
        "box": BOX,
        "button": BUTTON,
        "image": IMAGE,
        "icon": ICON,
        "text": TEXT,
        "span": SPAN,
        "separator": shape({}, {"margin": form.SPACE, "color": form.COLOR}),
        "filler": shape({}, GROWS),
    }
)
VIDEO = shape(
    {"url": https, "previewUrl": https, "altContent": COMPONENTS.only("box", "image")},
    {"aspectRatio": form.ratio, "action": ON_FLEX_VIDEO},
)
HERO = Kinds({"box": BOX, "image": IMAGE, "video": VIDEO})
BLOCK = COMPONENTS.only("box")
BLOCK_STYLE = shape(
    {}, {"backgroundColor": form.COLOR, "separator": boolean, "separatorColor": form.COLOR}
)
BUBBLE = shape(
    {},
    {
        "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
        "direction": one_of("ltr", "rtl"),
        "header": BLOCK,
        "hero": HERO,
        "body": BLOCK,
        "footer": BLOCK,
        "styles": shape({}, dict.fromkeys(("header", "hero", "body", "footer"), BLOCK_STYLE)),
        **TAPPED,
    },
    not_empty,
    video_in_its_place,
)
CONTAINERS = Kinds(
    {
        "bubble": BUBBLE,
        "carousel": shape({"contents": list_of(Kinds({"bubble": BUBBLE}), 1, 12)}, {}, one_width),
    }
)
FLEX = Shape({"altText": ALT_TEXT, "contents": CONTAINERS}, COMMON, light_enough)
