"""What the bot says about pins on the map: always first that all can see them, and how they go."""

from bot.domain.places import Pin, Precision
from bot.line.messages import Button, Message, Open, Say, SendPlace, Tap

CHOICES: dict[Precision, str] = {
    "village": "กลางหมู่บ้าน",
    "110m": "ประมาณ 110 เมตร",
    "exact": "ตรงจุด",
}
NO = "ไม่ปัก"
SEND = SendPlace("ส่งตำแหน่ง")
REMOVE = Say("ลบหมุด", "ลบหมุด")
PIN = Say("ปักหมุดบ้าน", "ปักหมุดบ้าน")


def place_asked() -> Message:
    return Message("pin_place_asked", quick=(SEND,))


def in_private(chat_with_bot: str) -> Message:
    """In a group: where one lives is not for a group to read."""
    return Message("pin_in_private", {"go": Open("เปิดแชทส่วนตัว", chat_with_bot)})


def precision_asked(ref: str, *, again: bool) -> Message:
    """Whether this is home, and how precisely it may be seen. `ref` is the place's message."""
    buttons = [
        Tap(label, "pin.set", {"how": precision, "m": ref}, says=label)
        for precision, label in CHOICES.items()
    ]
    return Message(
        "pin_card",
        {"choices": buttons, "no": Tap(NO, "pin.no", {"m": ref}, says=NO), "again": again},
    )


def pinned(pin: Pin, address: str, page: str) -> Message:
    how = next(label for precision, label in CHOICES.items() if precision == pin.precision)
    return Message(
        "pinned",
        {
            "house": f"บ้านเลขที่ {address}",
            "how": how,
            "exact": pin.precision == "exact",
            "open": Open("ดูแผนที่", page),
            "remove": REMOVE,
        },
    )


def not_pinned() -> Message:
    return Message("pin_not_pinned")


def too_late(*, pinned: bool) -> Message:
    """A button of a card that is answered or has run out."""
    quick: tuple[Button, ...] = (SEND, REMOVE) if pinned else (SEND,)
    return Message("pin_too_late", {"pinned": pinned}, quick)


def unpinned() -> Message:
    return Message("unpinned", quick=(PIN,))


def no_pin() -> Message:
    return Message("no_pin", quick=(PIN,))
