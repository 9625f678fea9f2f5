"""What the bot says about pins on the map: always first that all can see them, and how they go."""

from bot.domain.places import OWN_WORD, Pin, Precision
from bot.line.messages import Button, Message, Open, Say, SendPlace, Tap

CHOICES: dict[Precision, str] = {
    "village": "กลางหมู่บ้าน",
    "110m": "ประมาณ 110 เมตร",
    "exact": "ตรงจุด",
}
NO = "ไม่ปัก"
CATEGORIES: dict[str, str] = {
    "household": "บ้านสมาชิก",
    "model": "ครัวเรือนต้นแบบ",
    "learning": "แหล่งเรียนรู้",
    "sage": "บ้านปราชญ์",
    "market": "ตลาด",
    "nature": "ธรรมชาติ",
    "meeting": "ที่ประชุม",
}
"""What a pin is of, in the village's words."""

SEND = SendPlace("ส่งตำแหน่ง")
MOVE = SendPlace("ย้ายหมุด")
SORT = Say("ประเภทหมุด", "ประเภทหมุด")
PICTURE = Say("ใส่รูปบ้าน", "ใส่รูปบ้าน")
STORY = Say("เล่าเรื่องบ้าน", "เล่าเรื่องบ้าน")
REMOVE = Say("ลบหมุด", "ลบหมุด")
PIN = Say("ปักหมุดบ้าน", "ปักหมุดบ้าน")


def place_asked() -> Message:
    return Message("pin_place_asked", quick=(SEND,))


def in_private(chat_with_bot: str) -> Message:
    """In a group: where one lives is not for a group to read."""
    return Message("pin_in_private", {"go": Open("เปิดแชทส่วนตัว", chat_with_bot)})


def not_kept_in_group(chat_with_bot: str) -> Message:
    """A place that was sent where neighbours read."""
    return Message("pin_not_kept", {"go": Open("ปักหมุดในแชทส่วนตัว", chat_with_bot)})


def short_link() -> Message:
    """A link that says nothing by itself, and is not followed."""
    return Message("pin_short_link", quick=(SEND,))


def far_away(ref: str, away: int, tambon: str) -> Message:
    """`away`: kilometres from the tambon they are registered in."""
    yes = Tap("ใช่ บ้านอยู่ที่นั่น", "pin.far", {"m": ref}, says="ใช่ บ้านอยู่ที่นั่น")
    no = Tap("ไม่ใช่ ส่งใหม่", "pin.no", {"m": ref}, says="ไม่ใช่ ส่งใหม่")
    return Message("pin_far", {"away": away, "tambon": tambon, "yes": yes, "no": no})


def precision_asked(ref: str, picture: str | None, *, again: bool, spot: bool) -> Message:
    """Whether this is home, and how precisely it may be seen. `ref` is the place's message;
    `spot`: whoever sent it may also pin places of the village."""
    buttons = [
        Tap(label, "pin.set", {"how": precision, "m": ref}, says=label)
        for precision, label in CHOICES.items()
    ]
    return Message(
        "pin_card",
        {
            "choices": buttons,
            "no": Tap(NO, "pin.no", {"m": ref}, says=NO),
            "spot": Tap("สถานที่ของหมู่บ้าน", "spot.here", {"m": ref}) if spot else None,
            "again": again,
            "picture": picture,
        },
    )


def sort_asked() -> Message:
    quick = tuple(
        Tap(CATEGORIES[sort], "pin.sort", {"c": sort}, says=CATEGORIES[sort]) for sort in OWN_WORD
    )
    return Message("pin_sort_asked", quick=quick)


def pinned(pin: Pin, address: str, page: str, *, new: bool) -> Message:
    """`new`: it was put just now."""
    how = next(label for precision, label in CHOICES.items() if precision == pin.precision)
    return Message(
        "pinned",
        {
            "house": f"บ้านเลขที่ {address}",
            "how": how,
            "new": new,
            "sort": CATEGORIES[pin.category],
            "address": None if new else pin.address,
            "exact": pin.precision == "exact",
            "open": Open("ดูแผนที่", page),
            "remove": REMOVE,
        },
        (MOVE, SORT, PICTURE, STORY, REMOVE),
    )


def not_pinned() -> Message:
    return Message("pin_not_pinned", quick=(SEND,))


def too_late(*, pinned: bool) -> Message:
    """A button of a card that is answered or has run out."""
    quick: tuple[Button, ...] = (SEND, REMOVE) if pinned else (SEND,)
    return Message("pin_too_late", {"pinned": pinned}, quick)


def unpinned() -> Message:
    return Message("unpinned", quick=(PIN,))


def no_pin() -> Message:
    return Message("no_pin", quick=(PIN,))
