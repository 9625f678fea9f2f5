"""Actions: what a tap may do, and how long its label may be, by where it hangs."""

from typing import Any

import pytest

from simulator import limits
from simulator.limits import actions
from simulator.limits.shape import Kinds

UP_TO_20 = "Length must be between 0 and 20"


def act(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, **more}


POSTBACK = act("postback", label="โหวต", data="v=3")
PICKER = act("datetimepicker", label="วันที่", data="d", mode="datetime")


@pytest.mark.parametrize(
    ("place", "longest", "needed"),
    [
        (actions.IN_TEMPLATE, 20, True),
        (actions.IN_QUICK_REPLY, 20, True),
        (actions.ON_FLEX_BUTTON, 40, True),
        (actions.IN_FLEX, 40, False),
        (actions.IN_IMAGE_CAROUSEL, 12, False),
        (actions.IN_RICH_MENU, 20, False),
    ],
)
@pytest.mark.parametrize("letter", ["ก", "ที่", "👨‍👩‍👧"])
def test_labels_are_counted_as_people_count(
    place: Kinds, longest: int, needed: bool, letter: str
) -> None:
    def labelled(count: int) -> dict[str, Any]:
        return act("message", text="ครับ", label=letter * count)

    assert limits.check(labelled(longest), place) == ()
    (mistake,) = limits.check(labelled(longest + 1), place)
    assert (mistake.property, mistake.message) == (
        "label",
        f"Length must be between 0 and {longest}",
    )
    without = limits.check(act("message", text="ครับ"), place)
    assert [m.property for m in without] == (["label"] if needed else [])


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        ("camera", {"quick reply"}),
        ("cameraRoll", {"quick reply"}),
        ("location", {"quick reply"}),
        ("richmenuswitch", {"rich menu"}),
        ("clipboard", {"quick reply", "rich menu", "template", "flex"}),
    ],
)
def test_some_actions_have_their_place(kind: str, places: set[str]) -> None:
    action = act(kind, label="แตะ")
    if kind == "richmenuswitch":
        action |= {"richMenuAliasId": "officer-2", "data": "x"}
    if kind == "clipboard":
        action |= {"clipboardText": "12/3"}
    everywhere = {
        "quick reply": actions.IN_QUICK_REPLY,
        "rich menu": actions.IN_RICH_MENU,
        "template": actions.IN_TEMPLATE,
        "flex": actions.ON_FLEX_BUTTON,
    }
    assert {name for name, place in everywhere.items() if not limits.check(action, place)} == places


@pytest.mark.parametrize(
    "action",
    [
        POSTBACK | {"data": "x" * 300, "displayText": "ที่" * 300},
        POSTBACK | {"text": "ก" * 300},
        POSTBACK | {"data": ""},
        POSTBACK | {"inputOption": "openKeyboard", "fillInText": "ที่\n" * 150},
        POSTBACK | {"inputOption": "openVoice"},
        act("message", label="ก", text="ที่" * 300),
        act("uri", label="ก", uri="tel:0812345678"),
        act("uri", label="ก", uri="line://ti/p/@khwamdee"),
        act("uri", label="ก", uri="https://line.me/R/nv/location/"),
        act("uri", label="ก", uri="http://a.th/", altUri={"desktop": "https://a.th/?q=%E0%B8%81"}),
        act("uri", label="ก", uri="https://a.th/" + "x" * 987),
        act("clipboard", label="ก", clipboardText="ก" * 1000),
        PICKER,
        PICKER
        | {"min": "2026-11-01T00:00", "initial": "2026-11-23t10:00", "max": "2026-12-01t00:00"},
        PICKER | {"min": "2026-11-01T00:00", "initial": "2026-11-01T00:00"},
        PICKER | {"mode": "date", "min": "1900-01-01", "max": "2100-12-31"},
        PICKER | {"mode": "time", "min": "00:00", "initial": "06:15", "max": "23:59"},
    ],
)
def test_accepted(action: dict[str, Any]) -> None:
    assert limits.check(action, actions.IN_TEMPLATE) == ()


UP_TO_300 = "Length must be between 0 and 300"
FORMAT = "invalid date or time format"


@pytest.mark.parametrize(
    ("action", "place", "reason"),
    [
        (POSTBACK | {"data": "x" * 301}, "data", UP_TO_300),
        (POSTBACK | {"data": "🍎" * 151}, "data", UP_TO_300),
        (act("postback", label="ก"), "data", "May not be empty"),
        (POSTBACK | {"displayText": "ที่" * 301}, "displayText", UP_TO_300),
        (POSTBACK | {"displayText": "ก", "text": "ก"}, "displayText", "displayText and text can't"),
        (POSTBACK | {"fillInText": "ก"}, "fillInText", "can be used only when inputOption is"),
        (POSTBACK | {"inputOption": "openMenu"}, "inputOption", "Must be one of the following"),
        (act("message", label="ก"), "text", "May not be empty"),
        (act("message", label="ก", text="ก" * 301), "text", UP_TO_300),
        (act("uri", label="ก", uri="ftp://a.th/"), "uri", "invalid uri"),
        (act("uri", label="ก", uri="javascript:alert(1)"), "uri", "invalid uri"),
        (act("uri", label="ก", uri="/map"), "uri", "invalid uri"),
        (act("uri", label="ก", uri="https://a.th/แผนที่"), "uri", "invalid uri"),
        (act("uri", label="ก", uri="https://a.th/a b"), "uri", "invalid uri"),
        (act("uri", label="ก", uri="https://a.th/%zz"), "uri", "invalid uri"),
        (act("uri", label="ก", uri="https://a.th/" + "x" * 988), "uri", "Length must be between"),
        (act("clipboard", label="ก", clipboardText="ก" * 1001), "clipboardText", "Length must be"),
        (act("clipboard", label="ก", clipboardText=""), "clipboardText", "May not be empty"),
        (PICKER | {"mode": "week"}, "mode", "Must be one of the following values"),
        (PICKER | {"initial": "2026-11-23"}, "initial", FORMAT),
        (PICKER | {"initial": "2026-11-23T24:00"}, "initial", FORMAT),
        (PICKER | {"mode": "date", "initial": "2026-02-30"}, "initial", FORMAT),
        (PICKER | {"mode": "date", "initial": "2569-11-23"}, "initial", FORMAT),
        (PICKER | {"mode": "date", "min": "1899-12-31"}, "min", FORMAT),
        (PICKER | {"mode": "date", "max": "2101-01-01"}, "max", FORMAT),
        (
            PICKER | {"mode": "time", "min": "10:00", "max": "10:00"},
            "min",
            "must be less than max",
        ),
        (
            PICKER | {"mode": "time", "min": "10:00", "initial": "09:59"},
            "initial",
            "must be between min and max",
        ),
        (
            PICKER | {"mode": "time", "initial": "10:01", "max": "10:00"},
            "initial",
            "must be between min and max",
        ),
        (act("camera", label="ก"), "type", "Must be one of the following values"),
    ],
)
def test_refused(action: dict[str, Any], place: str, reason: str) -> None:
    found = limits.check(action, actions.IN_TEMPLATE)
    assert [m.property for m in found] == [place]
    assert found[0].message.startswith(reason)


def quick(*items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": "ก", "quickReply": {"items": list(items)}}


ITEM = {"type": "action", "action": act("location", label="ส่งที่ตั้ง")}


def test_thirteen_quick_replies() -> None:
    assert limits.check(quick(*[ITEM] * 13), limits.MESSAGE) == ()
    for count in (0, 14):
        (mistake,) = limits.check(quick(*[ITEM] * count), limits.MESSAGE)
        assert mistake.property == "quickReply.items"
        assert mistake.message == "Size must be between 1 and 13"


@pytest.mark.parametrize(
    ("item", "place"),
    [
        ({"type": "button", "action": act("camera", label="ก")}, "type"),
        ({"action": act("camera", label="ก")}, "type"),
        ({"type": "action"}, "action"),
        ({"type": "action", "action": act("camera")}, "action.label"),
        ({"type": "action", "action": act("camera", label="ก" * 21)}, "action.label"),
        (ITEM | {"imageUrl": "http://a.th/i.png"}, "imageUrl"),
        (
            {"type": "action", "action": act("richmenuswitch", richMenuAliasId="a", data="")},
            "action.type",
        ),
    ],
)
def test_quick_reply_items(item: dict[str, Any], place: str) -> None:
    (mistake,) = limits.check(quick(ITEM, item), limits.MESSAGE)
    assert mistake.property == f"quickReply.items[1].{place}"
