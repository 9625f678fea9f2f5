"""What neighbours see of a house that stands, and what its people hear when they set it."""

from dataclasses import dataclass

from bot.domain.faces import UNSEEN, Seen
from bot.line.messages import Button, Message, Open, Say, Tap
from bot.messages.deeds import joined

PICTURE, STORY = "รูปบ้านเข้าชิง", "เรื่องบ้านเข้าชิง"
YES, NO = "ใช้", "ไม่เอา"
SET_PICTURE, SET_STORY = Say("ใส่รูปบ้าน", PICTURE), Say("เล่าเรื่องบ้าน", STORY)


@dataclass(frozen=True)
class Look:
    """A face as it is written on a card: `picture` is an address, None where there is none."""

    names: str = ""
    story: str = ""
    picture: str | None = None


PLAIN = Look()


def look(seen: Seen, picture: str | None = None) -> Look:
    """`picture`: where it can be seen, if there is one."""
    return Look(
        " กับ ".join(seen.names), told(seen), picture if seen.photo is not None else None
    )


def told(seen: Seen = UNSEEN) -> str:
    """The house's own line, else what it did most often."""
    if seen.story:
        return f"“{seen.story}”"
    return " ".join(f"{name} {times} ครั้ง" for name, times in seen.did)
