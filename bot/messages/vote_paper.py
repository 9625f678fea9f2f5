"""What the bot says to those who count slips of paper and raised hands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.domain.elections import Election
from bot.domain.rolls import RollRead
from bot.domain.sheets import HANDS, PAPER, Replaces, Sheet
from bot.line.messages import Button, Message, Open, Say, Tap
from bot.wording import shortened, thai_date, thai_time

SORTS = {PAPER: "ลงบัตรกระดาษ", HANDS: "ยกมือ"}
FOR_NOBODY = {PAPER: "บัตรเสีย", HANDS: "ไม่ได้ยกมือ"}
"""What is on the roll and in no total."""

SHEETS = Say("ดูใบนับเสียง", "ใบนับเสียง")
MOST_AREAS = 13
MOST_HOUSES = 150
"""House numbers on one card; the page has them all."""

MOST_NAMED = 30
"""House numbers of one kind that could not be taken, named in one answer."""

LONGEST_LABEL = 20

PARTS = {"roll": "บ้านที่มา", "totals": "เสียงแต่ละเบอร์", "when": "เวลาประชุม", "photo": "รูปใบนับ"}
"""What a sheet is made of, as its buttons call it."""


@dataclass(frozen=True)
class Noted:
    """What a draft has so far. `open`: numbers of which nothing was said yet."""

    houses: int
    totals: Mapping[int, int]
    open: Sequence[int] = ()


@dataclass(frozen=True)
class Card:
    """A sheet in the list, and what this person may do with it."""

    sheet: Sheet
    area: str
    houses: int
    state: str
    """waiting, differs, no_picture or counted."""
    differ: Sequence[int] = ()
    page: str | None = None
    may_count: bool = False
    may_correct: bool = False
    may_withdraw: bool = False


def in_private() -> Message:
    return Message("sheet_in_private")


def which_vote(found: Sequence[tuple[Election, str]]) -> Message:
    """Several votes, each with its area's title: one is tapped, or written (หมู่ 4)."""
    taps = tuple(
        Tap(shortened(title, LONGEST_LABEL), "vote.sheet_in", {"e": election.id}, says=title)
        for election, title in found[:MOST_AREAS]
    )
    return Message("sheet_which", {"areas": [title for _, title in found]}, taps)


def asked(part: str, noted: Noted, sort: str) -> Message:
    """What comes next: roll, totals, when or photo."""
    quick: list[Button] = []
    if part == "totals" and noted.totals:
        quick.append(Say("ที่เหลือ 0", "ที่เหลือ 0"))
    quick.append(Tap("ไม่เอาแล้ว", "vote.sheet_drop", says="ไม่เอาแล้ว"))
    return Message(
        "sheet_asked",
        {
            "part": part,
            "hands": sort == HANDS,
            "houses": noted.houses,
            "totals": _said(noted.totals),
            "open": list(noted.open),
        },
        tuple(quick),
    )


def roll_unclear(read: RollRead) -> Message:
    """Exactly which houses could not be taken, and why; the others are on the roll."""
    kinds = {
        "unknown": read.unknown, "not_joined": read.not_joined, "outside": read.outside,
        "which_moo": read.which_moo, "twice": read.twice, "elsewhere": read.elsewhere,
        "unread": read.unread,
    }  # fmt: skip
    named = {kind: _named(houses) for kind, houses in kinds.items()}
    done = (Tap("ครบแล้ว", "vote.sheet_roll", says="ครบแล้ว"),) if read.counted else ()
    counts = {"counted": read.counted, "said_size": read.said_size}
    return Message("sheet_roll_unclear", {**named, **counts}, done)


def _named(houses: Sequence[str]) -> str:
    more = f" และอีก {len(houses) - MOST_NAMED}" if len(houses) > MOST_NAMED else ""
    return ", ".join(shortened(house, 24) for house in houses[:MOST_NAMED]) + more


def yes_and_no(sheet: Sheet) -> tuple[Tap, Tap]:
    """ถูกต้อง and แก้ of the preview of this revision."""
    this: dict[str, object] = {"s": sheet.id, "r": sheet.revision}
    return (
        Tap("ถูกต้อง", "vote.sheet_enter", this, says="ถูกต้อง"),
        Tap("แก้", "vote.sheet_mend", {}, says="แก้"),
    )


def preview(
    sheet: Sheet, area: str, houses: Sequence[str], replaces: Replaces, zone: tzinfo | None
) -> Message:
    """Everything of the draft, before it goes to the second. Of LINE's votes that it takes the
    place of only how many."""
    yes, mend = yes_and_no(sheet)
    totals = sheet.counted
    return Message(
        "sheet_preview",
        {
            **_head(sheet, area, zone),
            "houses": _listed(houses),
            "size": len(houses),
            "totals": sorted(totals.items()),
            "for_nobody": FOR_NOBODY[sheet.sort],
            "spoiled": len(houses) - sum(totals.values()),
            "replaces": replaces.all,
            "later": replaces.later,
            "yes": yes,
            "mend": mend,
            "no": Tap("ไม่เอา", "vote.sheet_drop", says="ไม่เอา"),
        },
    )


def mend(sort: str) -> Message:
    """What shall be put right?"""
    parts = [
        Tap(name, "vote.sheet_part", {"p": part}, says=f"แก้{name}") for part, name in PARTS.items()
    ]
    other = PAPER if sort == HANDS else HANDS
    turn = Tap(f"เปลี่ยนเป็น{SORTS[other]}"[:LONGEST_LABEL], "vote.sheet_part", {"p": other})
    return Message("sheet_mend", {}, (*parts, turn))


def dropped() -> Message:
    return Message("sheet_dropped")


def nothing_begun() -> Message:
    """A button of a draft that is gone."""
    return Message(
        "sheet_nothing_begun", {}, (Say("นับกระดาษ", "นับกระดาษ"), Say("นับยกมือ", "นับยกมือ"))
    )


def entered(others: int) -> Message:
    """`others`: how many may count it again; none is told kindly, too."""
    return Message("sheet_entered", {"others": others}, (SHEETS,))


def picture_kept() -> Message:
    """Another picture of a sheet that waited for one."""
    return Message("sheet_picture_kept")


def sheets(cards: Sequence[Card], zone: tzinfo | None) -> Message:
    return Message("sheets", {"bubbles": [_bubble(card, zone) for card in cards]})


def _bubble(card: Card, zone: tzinfo | None) -> dict[str, object]:
    this: dict[str, object] = {"s": card.sheet.id}
    buttons: list[Button] = []
    if card.may_count:
        buttons.append(Tap("นับซ้ำ", "vote.sheet_second", this, says="นับซ้ำ"))
    if card.page:
        buttons.append(Open("ดูรูปและรายชื่อบ้าน", card.page))
    if card.may_correct:
        buttons.append(Tap("พิมพ์เสียงใหม่", "vote.sheet_again", this, says="พิมพ์เสียงใหม่"))
    if card.may_withdraw:
        buttons.append(Tap("ถอนใบนี้", "vote.sheet_off", this, says="ถอนใบนี้"))
    return {
        **_head(card.sheet, card.area, zone),
        "size": card.houses,
        "state": _state(card),
        "buttons": buttons,
    }


def _state(card: Card) -> str:
    if card.state == "differs":
        return f"นับไม่ตรงกัน {numbers(card.differ)}"
    return {
        "waiting": "รอคนที่สองนับซ้ำ", "no_picture": "รอรูปใหม่จากคนแรก", "counted": "นับแล้ว",
    }[card.state]  # fmt: skip


def no_sheets() -> Message:
    return Message("sheets_none", {}, (Say("นับกระดาษ", "นับกระดาษ"), Say("นับยกมือ", "นับยกมือ")))


def second_asked(
    sheet: Sheet, area: str, houses: Sequence[str], page: str, zone: tzinfo | None
) -> Message:
    """The picture and the roll, and not what the first has counted."""
    return Message(
        "sheet_second",
        {
            **_head(sheet, area, zone),
            "houses": _listed(houses),
            "size": len(houses),
            "page": Open("ดูรูปใบนับ", page),
        },
    )


def more_totals(totals: Mapping[int, int], still: Sequence[int]) -> Message:
    """Of some numbers nothing was said yet."""
    zero = (Say("ที่เหลือ 0", "ที่เหลือ 0"),)
    return Message("sheet_more_totals", {"totals": _said(totals), "open": list(still)}, zero)


def totals_asked_again() -> Message:
    return Message("sheet_totals_again")


def confirmed(size: int) -> Message:
    return Message("sheet_confirmed", {"size": size})


def differs(differ: Sequence[int], tries: int, *, officers: bool) -> Message:
    """To whoever has just counted; not who is right. `officers`: they are told."""
    return Message(
        "sheet_differs",
        {"numbers": numbers(differ), "tries": tries, "officers": officers},
        (SHEETS,),
    )


def corrected() -> Message:
    """The first has typed anew, and nobody has counted it again yet."""
    return Message("sheet_corrected")


def sure_asked(yes: Tap, no: Tap) -> Message:
    return Message("sheet_sure", {"yes": yes, "no": no})


def sure_taps(sheet: Sheet) -> tuple[Tap, Tap]:
    return (
        Tap("ถอนใบนี้", "vote.sheet_out", {"s": sheet.id}, says="ถอนใบนี้"),
        Tap("ไม่ถอนแล้ว", "vote.sheet_stay", says="ไม่ถอนแล้ว"),
    )


def why_asked() -> Message:
    never = Say("ไม่ถอนแล้ว", "ไม่ถอนแล้ว")
    return Message("sheet_why_asked", {}, (never,))


def stays() -> Message:
    return Message("sheet_stays")


def withdrawn(size: int) -> Message:
    return Message("sheet_withdrawn", {"size": size})


def numbers(found: Sequence[int]) -> str:
    """`เบอร์ 1, 3`."""
    return f"เบอร์ {', '.join(map(str, found))}"


def _head(sheet: Sheet, area: str, zone: tzinfo | None) -> dict[str, object]:
    """What names a sheet: sort, area, month and when."""
    month: date = sheet.election.month
    return {
        "sort": SORTS[sheet.sort],
        "area": area,
        "month": month,
        "held": _moment(sheet.held_at.astimezone(zone)) if sheet.held_at else "",
    }


def _moment(at: datetime) -> str:
    return f"{thai_date(at.date())} {thai_time(at)}"


def _listed(houses: Sequence[str]) -> str:
    more = f" และอีก {len(houses) - MOST_HOUSES} บ้าน" if len(houses) > MOST_HOUSES else ""
    return " · ".join(houses[:MOST_HOUSES]) + more


def _said(totals: Mapping[int, int]) -> str:
    return ", ".join(f"เบอร์ {number} = {votes}" for number, votes in sorted(totals.items()))
