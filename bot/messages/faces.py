"""What neighbours see of a house that stands or has won, and what its people hear who set it."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.faces import Seen
from bot.line.messages import Message, Open, Say, Tap

PICTURE, STORY = "รูปบ้านเข้าชิง", "เรื่องบ้านเข้าชิง"
YES, NO = "ใช้", "ไม่เอา"
SET_PICTURE, SET_STORY = Say("ใส่รูปบ้าน", PICTURE), Say("เล่าเรื่องบ้าน", STORY)

What = Literal["picture", "story"]


@dataclass(frozen=True)
class Look:
    """A face as cards and pages have it; `picture`: its address, None where there is none."""

    names: str = ""
    story: str = ""
    picture: str | None = None


PLAIN = Look()


def look(seen: Seen, picture: str | None) -> Look:
    """`picture`: where it would be, if there is one."""
    return Look(names(seen), story(seen), picture if seen.photo else None)


def names(seen: Seen) -> str:
    return " กับ ".join(seen.names)


def quoted(words: str) -> str:
    return f"“{words}”"


def story(seen: Seen) -> str:
    """The house's own line, else what it did most often."""
    if seen.story:
        return quoted(seen.story)
    return " และ".join(f"{name} {times} ครั้ง" for name, times in seen.did)


def in_private(chat_with_bot: str | None) -> Message:
    go = Open("เปิดในแชทส่วนตัว", chat_with_bot) if chat_with_bot else None
    return Message("face_in_private", {"go": go})


def tick_asked(what: What) -> Message:
    """Nothing of a house is shown before somebody of it has agreed to that."""
    yes = Tap("ยินยอมให้เห็น", "face.tick", {"w": what}, says="ยินยอมให้เห็น")
    return Message("face_tick_asked", {"yes": yes})


def picture_asked() -> Message:
    return Message("face_picture_asked")


def story_asked(most: int) -> Message:
    return Message("face_story_asked", {"most": most})


def yes_and_no(ref: str) -> tuple[Tap, Tap]:
    """`ref`: the message it came in, so that an old card does not answer for a newer one."""
    yes = Tap(YES, "face.use", {"m": ref}, says=YES)
    return yes, Tap(NO, "face.no", {"m": ref}, says=NO)


def preview(
    look: Look, house: str, yes: Tap, no: Tap, *, pictured: bool, nameless: bool
) -> Message:
    """`pictured`: the house has a picture, be it one that this card cannot show. `nameless`: who
    asks has not said yet what they are called."""
    said: dict[str, object] = {"look": look, "house": house, "yes": yes, "no": no}
    said |= {"band": not pictured, "nameless": nameless}
    return Message("face_preview", said)


def kept(what: What) -> Message:
    """Set; the other half is offered."""
    other = SET_STORY if what == "picture" else SET_PICTURE
    return Message("face_kept", {"what": what}, (other,))


def dropped() -> Message:
    return Message("face_dropped")


def removed(what: What) -> Message:
    return Message("face_removed", {"what": what})


def nothing_there(what: What) -> Message:
    return Message("face_none", {"what": what})


def too_late() -> Message:
    return Message("face_too_late", quick=(SET_PICTURE, SET_STORY))
