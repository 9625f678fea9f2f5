"""What the bot says about deeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.deeds import Deed, Outcome, Receipt
from bot.domain.menu import MenuItem
from bot.domain.people import said_name
from bot.domain.registry import Member
from bot.line.messages import Message, Open, Say, Tap
from bot.wording import day_beside, figure

MOST_NAMES = 5


@dataclass(frozen=True)
class Line:
    """One deed on a card."""

    name: str
    amount: str
    points: int
    waits: bool
    limit: str | None


def recorded(
    receipt: Receipt, today: date, *, photos: int = 0, edited: bool = False, asks: bool = False
) -> Message:
    """The card that answers a report: what, how much, points, balance; edit and undo.

    `asks`: a question of how much comes with it, so who did it is asked when that is answered.
    """
    first = receipt.deed
    deeds = [outcome.deed for outcome in receipt.outcomes]
    invite_photo = not photos and any("photo" in deed.item.evidence for deed in deeds)
    return Message(
        "deed_card",
        {
            "title": "แก้ไขให้แล้วค่ะ" if edited else "บันทึกแล้วค่ะ",
            "lines": [_line(outcome) for outcome in receipt.outcomes],
            "day": day_beside(first.done_on, today),
            "who": doer(first),
            "house": first.household.address if first.for_others else None,
            "balance": receipt.balance,
            "photos": photos,
            "invite_photo": invite_photo,
            "names": _who_buttons(first, () if edited or asks else receipt.doers),
            "edit": Tap("แก้ไข", "deed.edit", {"id": first.id}),
            "undo": Tap("ยกเลิก", "deed.undo", {"id": first.id}),
        },
    )


def withdrawn(deeds: Sequence[Deed], balance: int) -> Message:
    return Message(
        "deed_withdrawn",
        {"names": [deed.item.short_name for deed in deeds], "balance": balance},
    )


def withdrawn_before() -> Message:
    return Message("deed_withdrawn_before")


def never_mind() -> Message:
    return Message("never_mind")


def nothing_to_cancel() -> Message:
    return Message("nothing_to_cancel", quick=(Say("สมุดความดี", "สมุดความดี"),))


def edit_asked(deed: Deed, *, alone: bool) -> Message:
    """How to put it right; `alone` in 1:1, where quick buttons stay."""
    quick = (
        (
            Tap("เป็นเมื่อวาน", "deed.day", {"id": deed.id, "back": 1}, says="เป็นเมื่อวาน"),
            Tap("เป็นวันนี้", "deed.day", {"id": deed.id, "back": 0}, says="เป็นวันนี้"),
            Tap("ยกเลิกรายการนี้", "deed.undo", {"id": deed.id}, says="ยกเลิกรายการนี้"),
        )
        if alone
        else ()
    )
    return Message("edit_asked", {"name": deed.item.short_name}, quick)


def not_an_edit() -> Message:
    return Message("not_an_edit")


def doer_named(deed: Deed) -> Message:
    return Message("doer_named", {"who": doer(deed) or "ทั้งบ้าน", "name": deed.item.short_name})


def how_to_join(chat_with_bot: str | None) -> Message:
    """For somebody who reports a deed in a group without having joined."""
    if chat_with_bot is None:
        return Message("how_to_join_text")
    return Message("how_to_join", {"go": Open("สมัครใน 1 นาที", chat_with_bot)})


def no_such_house(house_no: str, village_code: str) -> Message:
    """A helper named a house the register lacks: it may be entered with its owner's word."""
    return Message(
        "no_such_house",
        {
            "house": f"{house_no} หมู่ {int(village_code[6:])}",
            "add": Tap("เจ้าของบ้านยินยอม", "house.add", {"no": house_no, "in": village_code}),
        },
    )


def house_added(address: str) -> Message:
    return Message("house_added", {"house": address})


def photo_kept(name: str) -> Message:
    return Message("photo_kept", {"name": name})


def photo_asked() -> Message:
    return Message("photo_asked")


def only_words() -> Message:
    """Voice, video, stickers, places: nothing is done with them yet."""
    return Message("only_words", quick=(Say("เมนูความดี", "เมนูความดี"), Say("ช่วยเหลือ", "ช่วยเหลือ")))


def amount_said(deed: Deed) -> str:
    if deed.quantity is None:
        return ""
    return f"{figure(deed.quantity)} {deed.unit or ''}".strip()


def doer(deed: Deed) -> str | None:
    """Who did it, and through whom it was logged, as the passbook shows it."""
    if deed.for_others and deed.reporter:
        through = said_name(deed.reporter) or "ผู้ช่วย"
        return f"{deed.member.name} (บันทึกโดย {through})" if deed.member else f"บันทึกโดย {through}"
    return deed.member.name if deed.member else None


def _line(outcome: Outcome) -> Line:
    deed = outcome.deed
    waits = deed.status == "recorded"
    return Line(
        deed.item.short_name,
        amount_said(deed),
        deed.points,
        waits,
        _limit(outcome.limited_by, deed.item),
    )


def _limit(limited_by: str | None, item: MenuItem) -> str | None:
    """Why there are fewer points than the menu promises."""
    period = {"week": "สัปดาห์", "month": "เดือน", "year": "ปี", "90 days": "90 วัน"}
    match limited_by:
        case "item":
            return f"นับได้วันละ {item.per_day} {item.unit}"
        case "period" if item.limit:
            return f"นับได้ {item.limit.times} ครั้งต่อ{period[item.limit.period]}"
        case "household":
            return "บ้านนี้ครบ 60 แต้มของวันแล้ว"
        case "person":
            return "ครบ 40 แต้มต่อคนของวันแล้ว"
    return None


def _who_buttons(deed: Deed, members: Sequence[Member]) -> list[Tap]:
    if not members:
        return []
    named = [
        Tap(member.name[:20], "deed.who", {"id": deed.id, "m": member.id}, says=member.name[:300])
        for member in members[:MOST_NAMES]
    ]
    return [*named, Tap("ทั้งบ้าน", "deed.who", {"id": deed.id}, says="ทั้งบ้าน")]
