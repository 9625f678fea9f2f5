"""What the bot asks where it would have to guess: which kind, and how much."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from bot.domain.deed import Claim, Deed
from bot.domain.menu import MenuItem
from bot.line.messages import Message, Tap
from bot.messages.menu import on_button
from bot.wording import figure

NAMED = {"ชั่วโมง": "ชั่วโมง", "กก.": "กิโล", "ต้น": "ต้น"}
"""Units as one asks for them aloud."""


def kind_asked(
    menu: Mapping[str, MenuItem],
    claims: Sequence[Claim],
    day: date,
    at: datetime,
    message_id: str | None,
    house_id: int,
) -> tuple[Message, list[Tap]]:
    """Which of these deeds of the menu it was; and the buttons that say so."""
    taps = [
        _choice(on_button(menu[claim.kind]), claim, day, at, message_id, house_id)
        for claim in claims[:2]
    ]
    no = "ไม่ใช่ความดี" if len(taps) == 1 else "ไม่ใช่ทั้งคู่"
    neither = Tap(no, "deed.isnt", {"m": message_id or ""}, says=no)
    question = Message("kind_asked", {"alone": len(taps) == 1, "buttons": taps, "neither": neither})
    return question, taps


def amount_asked(deed: Deed, usual: Sequence[Decimal]) -> Message:
    """How much it was, three usual answers, or typed."""
    unit = deed.item.unit
    said = NAMED.get(unit, unit)
    buttons = [_amount(deed, value, said) for value in usual]
    return Message(
        "amount_asked",
        {"unit": said, "name": deed.item.short_name, "buttons": buttons},
    )


def no_more_asked() -> Message:
    """They do not know how much; it stays as it is."""
    return Message("no_more_asked")


def chosen_before() -> Message:
    """The card was answered already, or its message was taken back."""
    return Message("chosen_before")


def pick_asked() -> Message:
    """None of them: it may be told anew, or picked from the menu that follows."""
    return Message("pick_asked")


def _choice(
    name: str, claim: Claim, day: date, at: datetime, message_id: str | None, house_id: int
) -> Tap:
    data: dict[str, object] = {
        "k": claim.kind,
        "d": day.isoformat(),
        "t": at.isoformat(timespec="seconds"),
        "m": message_id or "",
        "h": house_id,
    }
    if claim.quantity is not None:
        data |= {"n": str(claim.quantity), "u": claim.unit or ""}
    return Tap(name, "deed.is", data, says=name)


def _amount(deed: Deed, value: Decimal, said: str) -> Tap:
    label = f"ครึ่ง{said}" if value == Decimal("0.5") else f"{figure(value)} {said}"
    data: dict[str, object] = {"id": deed.id, "k": deed.kind, "n": str(value)}
    return Tap(label, "deed.much", data, says=label)
