"""The passbook, the committee's queue, and help: what is looked up."""

from collections.abc import Sequence
from datetime import date

from bot.domain.deed import Deed
from bot.domain.passbook import Book
from bot.line.messages import Message, Open, Say, Tap
from bot.messages.deeds import amount_said, doer
from bot.wording import day_beside

BOOK_LINES = 6


def passbook(book: Book, address: str, today: date) -> Message:
    """In 1:1: balance first, then this month, then the newest lines; more behind the link."""
    return Message(
        "passbook",
        {
            "house": f"บ้านเลขที่ {book.household.address}",
            "balance": book.balance,
            "waiting": book.waiting,
            "month": book.month,
            "month_points": book.month_points,
            "dimensions": book.by_dimension,
            "rows": [_row(deed, today) for deed in book.lines],
            "open": Open("เปิดสมุดทั้งเล่ม", address),
            "menu": Say("เมนูความดี", "เมนูความดี"),
        },
    )


def passbook_in_group(balance: int, house: str, chat_with_bot: str | None) -> Message:
    """In a group only the balance: the book itself opens in 1:1."""
    go = Open("เปิดในแชทส่วนตัว", chat_with_bot) if chat_with_bot else None
    return Message("passbook_short", {"balance": balance, "house": house, "go": go})


def no_passbook() -> Message:
    return Message("no_passbook", quick=(Say("ลงทะเบียน", "ลงทะเบียน"),))


def queue(deeds: Sequence[Deed], today: date) -> Message:
    """One bubble a deed, each with ผ่าน and ไม่ผ่าน."""
    return Message(
        "queue",
        {
            "bubbles": [
                {
                    "house": f"บ้านเลขที่ {deed.household.address}",
                    "name": deed.item.short_name,
                    "amount": amount_said(deed),
                    "day": day_beside(deed.done_on, today),
                    "points": deed.points,
                    "who": doer(deed),
                    "text": deed.text,
                    "accept": Tap("ผ่าน", "deed.accept", _as_seen(deed), says="ผ่าน"),
                    "reject": Tap("ไม่ผ่าน", "deed.reject", _as_seen(deed), says="ไม่ผ่าน"),
                }
                for deed in deeds
            ]
        },
    )


def _as_seen(deed: Deed) -> dict[str, object]:
    return {"id": deed.id, "rev": deed.revision}


def queue_empty() -> Message:
    return Message("queue_empty")


def decided(deed: Deed) -> Message:
    return Message(
        "decided",
        {
            "house": deed.household.address,
            "name": deed.item.short_name,
            "accepted": deed.status == "accepted",
            "points": deed.points,
        },
    )


def help_card(*, committee: bool) -> Message:
    """What one can say, each as a button."""
    buttons = [
        Say("เมนูความดี", "เมนูความดี"),
        Say("สมุดความดี", "สมุดความดี"),
        Say("ปักหมุดบ้าน", "ปักหมุดบ้าน"),
        Say("ข้อมูลของฉัน", "ข้อมูลของฉัน"),
    ]
    if committee:
        buttons.append(Say("คิวตรวจ", "คิวตรวจ"))
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


def _row(deed: Deed, today: date) -> dict[str, object]:
    return {
        "day": day_beside(deed.done_on, today),
        "name": deed.item.short_name,
        "amount": amount_said(deed),
        "points": deed.points,
        "waits": deed.status == "recorded",
        "who": doer(deed),
    }
