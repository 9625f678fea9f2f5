"""What officers and the committee hear who look after a vote: its state, what can be done, the
reason that is asked for, who has voted."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from bot.domain.counting import CHAIR
from bot.domain.elections import Election
from bot.domain.registry import Household
from bot.domain.vote_rules import LENGTHS
from bot.line.messages import Button, Message, Tap
from bot.messages.votes import how_decided

MOST_SHOWN = 120
"""House numbers on one list: a message has room for so many."""

EXTEND_BY = (1, 2, 3)
"""Days offered; others can be written."""


def to_decide(election: Election, area: str, numbers: Sequence[int]) -> Message:
    """A counted vote that needs somebody's word: a button for each who can be chosen."""
    by_number = {c.number: c for c in election.candidates}
    return Message(
        "vote_to_decide",
        {
            "area": area,
            "month": election.month,
            "chair": election.awaits == CHAIR,
            "how": how_decided(election),
            "turnout": election.turnout,
            "households": election.households,
            "lines": [(by_number[n].household.address, by_number[n].votes) for n in numbers],
            "choices": [
                Tap(f"เลือกเบอร์ {n}", "vote.choose", {"e": election.id, "n": n}) for n in numbers
            ],
        },
    )


def state(
    election: Election,
    area: str,
    turnout: int,
    households: int,
    least: int,
    now: datetime,
    *,
    runs: bool,
) -> Message:
    """One area's vote, as those see it who look after it. `runs`: an officer's buttons, too."""
    zone = now.tzinfo
    return Message(
        "vote_state",
        {
            "area": area,
            "month": election.month,
            "where": _where(election, now),
            "opens": election.opens_at.astimezone(zone),
            "closes": election.closes_at.astimezone(zone),
            "results": election.results_at.astimezone(zone) if election.results_at else None,
            "turnout": turnout,
            "households": households,
            "least": least,
            "why": election.why,
            "buttons": _buttons(election, now, runs=runs),
        },
    )


def _where(election: Election, now: datetime) -> str:
    if election.cancelled_at is not None:
        return "ยกเลิกแล้ว"
    if election.awaits is not None:
        return how_decided(election) or ""
    if election.decided_at is not None:
        return "ประกาศผลแล้ว"
    if now < election.opens_at:
        return "ยังไม่เปิด"
    if now >= election.closes_at:
        return "ปิดแล้ว รอนับเสียง"
    return "กำลังโหวต" if election.extended_at is None else "กำลังโหวต ขยายเวลาแล้ว"


def _buttons(election: Election, now: datetime, *, runs: bool) -> list[Button]:
    this: dict[str, object] = {"e": election.id}
    found: list[Button] = []
    over = election.decided_at is not None or election.cancelled_at is not None
    if election.awaits is not None:
        found.append(Tap("ตัดสินผู้ชนะ", "vote.decide", this, says="ตัดสินผู้ชนะ"))
    if now >= election.opens_at and election.cancelled_at is None:
        found.append(Tap("บ้านไหนโหวตแล้ว", "vote.roll", this, says="บ้านไหนโหวตแล้ว"))
    if runs and not over:
        if now < election.opens_at:
            found.append(
                Tap("เปิดโหวตเลย", "vote.open", {"a": election.area_code}, says="เปิดโหวตเลย")
            )
        found.append(Tap("ขยายเวลา", "vote.extend", this, says="ขยายเวลา"))
        found.append(Tap("ยกเลิกโหวต", "vote.cancel", this, says="ยกเลิกโหวต"))
    if runs and election.cancelled_at is not None:
        found.append(Tap("เปิดโหวตใหม่", "vote.open", {"a": election.area_code}, says="เปิดโหวตใหม่"))
    return found


def no_vote_yet(area: str, code: str, month: date, *, runs: bool) -> Message:
    """This month's vote is not called yet; an officer may open it."""
    buttons = [Tap("เปิดโหวตเลย", "vote.open", {"a": code}, says="เปิดโหวตเลย")] if runs else []
    return Message("vote_not_called", {"area": area, "month": month, "buttons": buttons})


def which_area(found: Sequence[tuple[str, str]]) -> Message:
    """Several areas: one is tapped, or written (`จัดการโหวต หมู่ 4`)."""
    one_tambon = len({code[: LENGTHS["tambon"]] for code, _ in found}) == 1
    buttons = [
        Tap(
            _short(code, title) if one_tambon else title[:20],
            "vote.manage",
            {"a": code},
            says=title,
        )
        for code, title in found
    ]
    return Message("vote_which_area", {"areas": [title for _, title in found]}, tuple(buttons[:13]))


def _short(code: str, title: str) -> str:
    moo = code[LENGTHS["tambon"] :]
    return f"หมู่ {int(moo)}" if moo else title[:20]


def manage_in_private() -> Message:
    return Message("vote_manage_in_private")


def reason_asked(act: str) -> Message:
    """`act`: open, extend, cancel, choose or pick. The reason is read by everybody."""
    return Message("vote_reason_asked", {"act": act})


def days_asked(election: Election) -> Message:
    days = [
        Tap(f"{n} วัน", "vote.days", {"e": election.id, "d": n}, says=f"{n} วัน") for n in EXTEND_BY
    ]
    return Message("vote_days_asked", {}, tuple(days))


def dropped() -> Message:
    return Message("vote_left_alone")


def opened(election: Election, area: str, zone: tzinfo | None) -> Message:
    closes = election.closes_at.astimezone(zone)
    return Message("vote_opened", {"area": area, "closes": closes})


def extended(election: Election, area: str, zone: tzinfo | None) -> Message:
    closes = election.closes_at.astimezone(zone)
    return Message("vote_longer", {"area": area, "closes": closes})


def cancelled(area: str) -> Message:
    return Message("vote_cancelled", {"area": area})


def chosen(house: str) -> Message:
    return Message("vote_chosen", {"house": house})


def picked(house: str, month: date, number: int | None) -> Message:
    """`number`: where the candidates are shown already."""
    return Message("vote_picked", {"house": house, "month": month, "number": number})


def pick_how() -> Message:
    return Message("vote_pick_how")


def roll(
    area: str,
    month: date,
    voted: Sequence[Household],
    missing: Sequence[Household],
    *,
    narrow: bool,
) -> Message:
    """House numbers only: who has voted and who has not, never what. `narrow`: all of one หมู่."""

    def shown(houses: Sequence[Household]) -> str:
        named = [house.house_no if narrow else house.address for house in houses[:MOST_SHOWN]]
        more = len(houses) - len(named)
        return ", ".join(named) + (f" และอีก {more} บ้าน" if more else "")

    return Message(
        "vote_roll",
        {
            "area": area, "month": month, "count": len(voted), "voted": shown(voted),
            "left": len(missing), "missing": shown(missing),
        },
    )  # fmt: skip
