"""What the bot says about deeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain import witnesses
from bot.domain.deed import Deed
from bot.domain.deeds import Outcome, Receipt
from bot.domain.menu import PERIOD_NAMES
from bot.domain.people import said_name
from bot.domain.photos import NOTHING, Attached
from bot.domain.registry import Member
from bot.domain.weighing import TWICE
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
    receipt: Receipt,
    today: date,
    *,
    photos: Attached = NOTHING,
    edited: bool = False,
    several: bool = False,
    asks: bool = False,
    place: str = "person",
) -> Message:
    """The card that answers a report: what, how much, points, balance; edit and undo.

    `several`: done together, though perhaps nobody is named. `asks`: a question of how much comes
    with it, so who did it is asked when that is answered.
    """
    first = receipt.deed
    told = [outcome.deed for outcome in receipt.outcomes]
    wanted = any("photo" in outcome.item.evidence for outcome in receipt.outcomes)
    invite_photo = not photos.pictures and wanted
    return Message(
        "deed_card",
        {
            "title": "แก้ไขให้แล้วค่ะ" if edited else "บันทึกแล้วค่ะ",
            "lines": [_line(outcome) for outcome in receipt.outcomes],
            "day": day_beside(first.done_on, today),
            "who": doer(first) or ("ทำด้วยกันในบ้าน" if several else None),
            "house": first.household.address if first.for_others else None,
            "balance": receipt.balance,
            "photos": photos.pictures,
            "voices": photos.voices,
            "invite_photo": invite_photo,
            "told_before": any(deed.doubt == TWICE for deed in told),
            "witness": _witness_button(told, place),
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


def no_twin() -> Message:
    return Message("no_twin", quick=(Say("สมุดความดี", "สมุดความดี"),))


def which_to_cancel(deeds: Sequence[Deed], today: date) -> Message:
    """Several were meant: each with its day, and a button that takes back that one alone."""
    rows = [
        (
            deed.item.short_name,
            " · ".join(filter(None, (amount_said(deed), day_beside(deed.done_on, today)))),
            Tap("ยกเลิกอันนี้", "deed.drop", {"id": deed.id}, says="ยกเลิกอันนี้"),
        )
        for deed in deeds
    ]
    return Message("which_to_cancel", {"rows": rows})


def nothing_to_repeat(*, of_yesterday: bool) -> Message:
    return Message(
        "nothing_to_repeat",
        {"of_yesterday": of_yesterday},
        (Say("เมนูความดี", "เมนูความดี"), Say("สมุดความดี", "สมุดความดี")),
    )


def nothing_to_correct() -> Message:
    """Something was put right, but nothing was told here lately."""
    return Message("nothing_to_correct", quick=(Say("สมุดความดี", "สมุดความดี"),))


def new_doer(deed: Deed, who: str) -> tuple[Tap, Tap]:
    """Yes and no to: shall this name be entered in the house?"""
    name = " ".join(who.split())[:60]
    return (
        Tap("ใส่ชื่อ", "deed.doer", {"id": deed.id, "name": name}, says="ใส่ชื่อ"),
        Tap("ไม่ต้อง", "deed.house", {"id": deed.id}, says="ไม่ต้อง"),
    )


def doer_unknown(who: str, yes: Tap, no: Tap) -> Message:
    return Message("doer_unknown", {"who": who}, (yes, no))


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


def voice_asked() -> Message:
    """A voice was kept, and what it tells is asked for in writing."""
    return Message(
        "voice_asked",
        {
            "write": Tap("พิมพ์บอก", "voice.write", says="พิมพ์บอก", keyboard=True),
            "menu": Say("ดูเมนูความดี", "เมนูความดี"),
            "drop": Tap("ไม่เป็นไร", "voice.drop", says="ไม่เป็นไร"),
        },
    )


def voice_write() -> Message:
    return Message("voice_write")


def voice_dropped() -> Message:
    return Message("voice_dropped")


def only_words() -> Message:
    """Video, files: nothing is done with them."""
    return Message("only_words", quick=(Say("เมนูความดี", "เมนูความดี"), Say("ช่วยเหลือ", "ช่วยเหลือ")))


def amount_said(deed: Deed) -> str:
    if deed.quantity is None:
        return ""
    return f"{figure(deed.quantity)} {deed.unit or ''}".strip()


def doer(deed: Deed) -> str | None:
    """Who did it, and through whom it was logged, as the passbook shows it."""
    return through(deed, _names(deed))


def through(deed: Deed, who: str | None) -> str | None:
    """`who`, and the helper that logged it for them."""
    if deed.for_others and deed.reporter:
        helper = said_name(deed.reporter) or "ผู้ช่วย"
        return f"{who} (บันทึกโดย {helper})" if who else f"บันทึกโดย {helper}"
    return who


def _names(deed: Deed) -> str | None:
    """One, or several: of those who did it together perhaps only one is known to the house."""
    if deed.member:
        return deed.member.name
    names = [member.name for member in deed.doers]
    return " กับ ".join(names if len(names) > 1 else [*names, "คนในบ้าน"]) if names else None


def _line(outcome: Outcome) -> Line:
    deed = outcome.deed
    waits = deed.status == "recorded"
    return Line(
        deed.item.short_name,
        amount_said(deed),
        deed.points,
        waits,
        _limit(outcome),
    )


def _limit(outcome: Outcome) -> str | None:
    """Why there are fewer points than the menu promises, or none."""
    item = outcome.item
    if outcome.kind is not None and item.points == 0:
        return "ขอบคุณนะคะ ตำบลเรายังไม่ให้แต้มเรื่องนี้"
    match outcome.limited_by:
        case "item":
            return f"นับได้วันละ {item.per_day} {item.unit}"
        case "period" if item.limit:
            return f"นับได้ {item.limit.times} ครั้งต่อ{PERIOD_NAMES[item.limit.period]}"
        case "household":
            return "บ้านนี้ครบ 60 แต้มของวันแล้ว"
        case "person":
            return "ครบ 40 แต้มต่อคนของวันแล้ว"
    return None


def _witness_button(deeds: Sequence[Deed], place: str) -> Tap | None:
    """In a group whoever saw it may say so at once; in 1:1 the house may have neighbours asked."""
    waits = next((deed for deed in deeds if witnesses.may_be_seen(deed)), None)
    if waits is None:
        return None
    return saw_it(waits.id) if place == "group" else asks_for_witness(waits)


def asks_for_witness(deed: Deed) -> Tap:
    return Tap("ขอเพื่อนบ้านเป็นพยาน", "deed.witness", {"id": deed.id}, says="ขอเพื่อนบ้านเป็นพยาน")


def saw_it(deed: int) -> Tap:
    return Tap("ฉันเห็น เป็นพยานได้", "deed.saw", {"id": deed}, says="ฉันเห็น เป็นพยานได้")


def _who_buttons(deed: Deed, members: Sequence[Member]) -> list[Tap]:
    if not members:
        return []
    named = [
        Tap(member.name[:20], "deed.who", {"id": deed.id, "m": member.id}, says=member.name[:300])
        for member in members[:MOST_NAMES]
    ]
    return [*named, Tap("ทั้งบ้าน", "deed.who", {"id": deed.id}, says="ทั้งบ้าน")]
