"""Actions: what a tap does. What is allowed, and how long a label is, depends on where it hangs."""

import re
from datetime import date
from typing import Any

from simulator.limits.shape import FINE, Check, Kinds, Mistakes, Shape, wrong
from simulator.limits.values import clusters, link, matching, one_of, text

DATA = text(300, least=0)
SAID = text(300, counted=clusters)
DAY = r"(?P<day>\d{4}-\d\d-\d\d)"
HOUR = r"(?P<hour>(?:[01]\d|2[0-3]):[0-5]\d)"
FORMS = {
    "date": re.compile(DAY),
    "time": re.compile(HOUR),
    "datetime": re.compile(f"{DAY}[Tt]{HOUR}"),
}


def one_voice(action: dict[str, Any]) -> Mistakes:
    """`displayText` and the old `text` cannot be used together."""
    if "displayText" in action and "text" in action:
        return wrong("displayText and text can't be used at the same time", "displayText")
    return FINE


def keyboard_for_text(action: dict[str, Any]) -> Mistakes:
    """`fillInText` needs the keyboard to be opened."""
    if "fillInText" in action and action.get("inputOption") != "openKeyboard":
        return wrong("can be used only when inputOption is openKeyboard", "fillInText")
    return FINE


def moment(mode: str, value: Any) -> tuple[str, str] | None:
    """A value of the picker that exists, as something that can be compared; years 1900 to 2100."""
    found = FORMS[mode].fullmatch(value) if isinstance(value, str) else None
    if not found:
        return None
    parts = found.groupdict()
    day, hour = parts.get("day", "1900-01-01"), parts.get("hour", "00:00")
    try:
        return (day, hour) if 1900 <= date.fromisoformat(day).year <= 2100 else None
    except ValueError:
        return None


def in_order(action: dict[str, Any]) -> Mistakes:
    """`min` comes before `max`, `initial` not outside them; LINE's own example has it at `min`."""
    found = {}
    for name in ("min", "initial", "max"):
        if name in action:
            found[name] = moment(action["mode"], action[name])
            if found[name] is None:
                return wrong("invalid date or time format", name)
    least, first, most = (found.get(name) for name in ("min", "initial", "max"))
    if least and most and not least < most:
        return wrong("must be less than max", "min")
    if first and ((least and first < least) or (most and first > most)):
        return wrong("must be between min and max", "initial")
    return FINE


POSTBACK_CHOICES: dict[str, Check] = {
    "displayText": SAID,
    "text": SAID,
    "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
    "fillInText": SAID,
}
MODE = one_of("date", "time", "datetime")
PICKER_ENDS: dict[str, Check] = dict.fromkeys(("initial", "max", "min"), text(16))
ALIAS = matching(r"[a-z0-9_-]{1,32}", "invalid richMenuAliasId")
DESKTOP = Shape({}, {"desktop": link})


def actions(most: int, *, label: bool, also: tuple[str, ...] = ()) -> Kinds:
    """The actions of a place whose labels have at most so many clusters and may be obligatory."""
    caption: dict[str, Check] = {"label": text(most, least=int(label), counted=clusters)}
    must, may = (caption, {}) if label else ({}, caption)
    shapes = {
        "postback": Shape(
            {"data": DATA} | must, POSTBACK_CHOICES | may, one_voice, keyboard_for_text
        ),
        "message": Shape({"text": SAID} | must, may),
        "uri": Shape({"uri": link} | must, {"altUri": DESKTOP} | may),
        "datetimepicker": Shape({"data": DATA, "mode": MODE} | must, PICKER_ENDS | may, in_order),
        "clipboard": Shape({"clipboardText": text(1000)} | must, may),
        "richmenuswitch": Shape({"richMenuAliasId": ALIAS, "data": DATA} | must, may),
        **{name: Shape(dict(must), may) for name in QUICK_REPLY_ONLY},
    }
    return Kinds(shapes).only(*EVERYWHERE, *also)


EVERYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
QUICK_REPLY_ONLY = ("camera", "cameraRoll", "location")

IN_TEMPLATE = actions(20, label=True)
IN_IMAGE_CAROUSEL = actions(12, label=False)
IN_QUICK_REPLY = actions(20, label=True, also=QUICK_REPLY_ONLY)
IN_RICH_MENU = actions(20, label=False, also=("richmenuswitch",))
ON_FLEX_BUTTON = actions(40, label=True)
IN_FLEX = actions(40, label=False)
ON_FLEX_VIDEO = IN_FLEX.only("uri")
