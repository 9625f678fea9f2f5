"""What the bot says about what it keeps of somebody."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.people import LineUser, Purpose, said_name
from bot.line.messages import Message, Open, Say, Tap
from bot.messages.joining import consent_buttons


def my_data(user: LineUser, deeds: int, address: str, given: Sequence[Purpose]) -> Message:
    """What is kept, the ticks to change, and the whole as a file."""
    return Message(
        "my_data",
        {
            "name": said_name(user) or "ยังไม่ได้บอกชื่อ",
            "house": user.household.address if user.household else None,
            "deeds": deeds,
            "ticks": consent_buttons(given),
            "open": Open("ดูทั้งหมดเป็นไฟล์", address),
            "erase": Say("ลบข้อมูล", "ลบข้อมูล"),
        },
    )


def nothing_kept() -> Message:
    return Message("nothing_kept", quick=(Say("ลงทะเบียน", "ลงทะเบียน"),))


def erase_asked() -> Message:
    sure = Tap("ยืนยันลบข้อมูล", "me.erase", says="ยืนยันลบข้อมูล")
    return Message("erase_asked", {"sure": sure, "keep": Tap("ไม่ลบ", "me.keep", says="ไม่ลบ")})


def erase_planned(at: datetime) -> Message:
    return Message("erase_planned", {"day": at}, (Say("ไม่ลบแล้ว", "ไม่ลบแล้ว"),))


def erase_taken_back() -> Message:
    return Message("erase_taken_back")
