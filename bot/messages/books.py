"""The menu of deeds, and help: what is looked up."""

from bot.domain import menu
from bot.domain.menu import MenuItem
from bot.line.messages import Message, Say, Tap
from bot.thai.asked import button_name

A_PAGE = 7
"""Menu items on one bubble."""


def deed_menu(pick_for: str | None = None) -> Message:
    """Every activity of the nine, two to a bubble, each deed with its points. With `pick_for`, a
    message, a touch on a deed says that it told of this one.
    """
    groups: dict[str, list[MenuItem]] = {}
    for item in menu.items().values():
        groups.setdefault(item.activity, []).append(item)
    bubbles = [
        {
            "dimension": menu.DIMENSIONS[items[0].dimension],
            "colour": _COLOURS[items[0].dimension],
            "activity": activity,
            "rows": [
                (item.short_name, f"{item.points} แต้ม/{item.unit}", _pick(item, pick_for))
                for item in items
            ],
        }
        for activity, items in groups.items()
    ]
    return Message("deed_menu", {"bubbles": bubbles})


def _pick(item: MenuItem, message_id: str | None) -> Tap | None:
    if message_id is None:
        return None
    name = button_name(item.code)
    return Tap(name, "deed.pick", {"k": item.code, "m": message_id}, says=name)


_COLOURS = {"F": "#2E7D32", "E": "#00695C", "S": "#9A5B00", "X": "#455A64"}


def help_card(*, committee: bool) -> Message:
    """What one can say, each as a button."""
    buttons = [
        Say("เมนูความดี", "เมนูความดี"),
        Say("สมุดความดี", "สมุดความดี"),
        Say("ของรางวัล", "ของรางวัล"),
        Say("ปักหมุดบ้าน", "ปักหมุดบ้าน"),
        Say("ข้อมูลของฉัน", "ข้อมูลของฉัน"),
    ]
    if committee:
        buttons += [Say("คิวตรวจ", "คิวตรวจ"), Say("คิวของรางวัล", "คิวของรางวัล")]
    return Message("help", {"buttons": buttons})


def story_not_yet() -> Message:
    return Message("story_not_yet", quick=(Say("เมนูความดี", "เมนูความดี"),))


def warm_word() -> Message:
    """To a sticker."""
    return Message("warm_word")


def not_understood() -> Message:
    return Message(
        "not_understood",
        quick=(
            Say("เมนูความดี", "เมนูความดี"),
            Say("สมุดความดี", "สมุดความดี"),
            Say("ช่วยเหลือ", "ช่วยเหลือ"),
        ),
    )
