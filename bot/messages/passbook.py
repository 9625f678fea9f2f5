"""The household's passbook as a card, its lines page by page, and its certificate."""

from collections.abc import Sequence
from datetime import date

from bot.domain.deed import Deed
from bot.domain.levels import Standing
from bot.domain.passbook import Book
from bot.domain.statements import Line, Month, Page
from bot.line.messages import Button, Message, Open, Say, Tap
from bot.messages.deeds import amount_said, doer, through
from bot.wording import day_beside, short_month, signed

BOOK_LINES = 5
A_PAGE = 8
"""Lines on one statement."""

MONTHS_SHOWN = 6
"""Months that a statement offers."""

ALL_OF_HOUSE = "ทั้งบ้าน"


_ALL = Tap("ดูรายการทั้งหมด", "book.lines", says="ดูรายการทั้งหมด")


def passbook(book: Book, address: str, today: date) -> Message:
    """In 1:1: balance first, then the level, this month, the months before, the newest lines."""
    return Message(
        "passbook",
        {
            "house": f"บ้านเลขที่ {book.household.address}",
            "balance": book.balance,
            "waiting": book.waiting,
            "waits": [_waiting_row(deed, today) for deed in book.waits],
            "standing": book.standing,
            "month": book.month,
            "parts": month_parts(book.month),
            "members": month_members(book.month),
            "earlier": book.earlier,
            "rows": [_row(line, today) for line in book.page.lines],
            "open": Open("เปิดสมุดทั้งเล่ม", address),
            "all": _ALL if book.page.lines else None,
            "menu": Say("เมนูความดี", "เมนูความดี"),
        },
    )  # fmt: skip


def statement(
    house: str, page: Page, month: Month | None, offered: Sequence[date], address: str, today: date
) -> Message:
    """The lines of a month, or of all, with buttons to turn the pages and to other months."""
    same: dict[str, object] = {"m": f"{month.month:%Y-%m}"} if month else {}
    turns: list[Button] = []
    if page.older:
        turns.append(Tap("ก่อนหน้านี้", "book.lines", {**same, "b": str(page.older)}))
    if page.newer:
        turns.append(Tap("ใหม่กว่า", "book.lines", {**same, "a": str(page.newer)}))
    quick = [
        Tap(short_month(first), "book.lines", {"m": f"{first:%Y-%m}"}, says=short_month(first))
        for first in offered[:MONTHS_SHOWN]
    ]
    return Message(
        "statement",
        {
            "house": f"บ้านเลขที่ {house}",
            "month": month,
            "ended": month is not None and month.month < today.replace(day=1),
            "parts": month_parts(month) if month else [],
            "members": month_members(month) if month else [],
            "rows": [_row(line, today) for line in page.lines],
            "turns": turns,
            "open": Open("เปิดสมุดทั้งเล่ม", address),
        },
        tuple(quick),
    )


def passbook_in_group(balance: int, house: str, chat_with_bot: str | None) -> Message:
    """In a group only the balance: the book itself opens in 1:1."""
    go = Open("เปิดในแชทส่วนตัว", chat_with_bot) if chat_with_bot else None
    return Message("passbook_short", {"balance": balance, "house": house, "go": go})


def no_passbook() -> Message:
    return Message("no_passbook", quick=(Say("ลงทะเบียน", "ลงทะเบียน"),))


def certificate(house: str, standing: Standing, reached: date, pdf: str, picture: str) -> Message:
    """The level, since when, and the certificate on paper and as a picture."""
    return Message(
        "certificate",
        {
            "house": f"บ้านเลขที่ {house}",
            "standing": standing,
            "reached": reached,
            "pdf": Open("เปิดเกียรติบัตร (PDF)", pdf),
            "picture": Open("เปิดเป็นรูปภาพ", picture),
        },
    )


def certificate_not_yet(house: str, standing: Standing) -> Message:
    """Still a seedling: how far it is to the first certificate."""
    return Message(
        "certificate_not_yet",
        {
            "house": f"บ้านเลขที่ {house}",
            "standing": standing,
            "menu": Say("เมนูความดี", "เมนูความดี"),
        },
    )


def certificate_in_private(chat_with_bot: str | None) -> Message:
    """In a group: it is opened in 1:1."""
    go = Open("เปิดในแชทส่วนตัว", chat_with_bot) if chat_with_bot else None
    return Message("certificate_in_private", {"go": go})


def line_name(line: Line, *, guarded: bool = False) -> str:
    """What a line is about, as the book calls it; `guarded`: for others than the household."""
    if line.bonus_month is not None:
        return _put_right("โบนัสครบ 3 มิติ", line)
    if line.redemption is not None:
        back = "คืนแต้ม" if line.amount > 0 else "แลก"
        return f"{back} {line.redemption.reward.name}"
    if line.spent:
        return "แลกของรางวัล"
    if line.deed is None:
        return _put_right("", line)
    item = line.deed.item
    return _put_right(item.guarded_name if guarded else item.short_name, line)


def _put_right(name: str, line: Line) -> str:
    """ปรับปรุง or ยกเลิก, and of what, where the line is not the first of it."""
    what = {"correction": "ปรับปรุง", "reversal": "ยกเลิก"}.get(line.reason, "")
    return " ".join(filter(None, (what, name))) or "ฝาก"


def line_amount(line: Line) -> str:
    """`5 ต้น`, where the line is worth what the deed is: not where that was changed later."""
    return amount_said(line.deed) if line.deed and line.amount == line.deed.points else ""


def line_who(line: Line) -> str:
    """Whose it was; of a deed with no member named, as the deed itself tells it."""
    if line.deed is None:
        return " กับ ".join(line.who)
    if not line.who:
        return doer(line.deed) or ALL_OF_HOUSE
    return through(line.deed, " กับ ".join(line.who)) or ""


def _row(line: Line, today: date) -> dict[str, object]:
    return {
        "name": line_name(line),
        "beside": " · ".join(
            filter(None, (day_beside(line.day, today), line_amount(line), line_who(line)))
        ),
        "points": signed(line.amount),
        "less": line.amount < 0,
        "balance": line.balance,
    }


def _waiting_row(deed: Deed, today: date) -> dict[str, object]:
    parts = (day_beside(deed.done_on, today), amount_said(deed), doer(deed))
    return {
        "name": deed.item.short_name,
        "beside": " · ".join(filter(None, parts)),
        "points": deed.points,
    }


def month_parts(month: Month) -> list[tuple[str, int]]:
    """What a month's แต้ม came from."""
    more = (("โบนัสครบ 3 มิติ", month.bonus), ("รายการอื่น", month.other))
    return [*month.by_dimension, *((name, points) for name, points in more if points)]


def month_members(month: Month) -> list[tuple[str, int]]:
    """Who did how much, where anybody is named."""
    named = [(name or ALL_OF_HOUSE, points) for name, points in month.by_member]
    return named if any(name for name, _ in month.by_member) else []
